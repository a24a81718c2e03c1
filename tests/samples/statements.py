"""Facts about the partners' statements on the station's end: how old they were when the article quoted them."""

from datetime import date

import pandas as pd

import issfacts as iss
from issfacts.kit.wording import number

from . import row_counters, rows_where
from .story import instant

DECIDED = ("law", "treaty", "government decision", "ministerial decision")


def days_between(later: str, earlier: str) -> int:
    return (instant(later).date() - instant(earlier).date()).days


def russian_statements() -> pd.DataFrame:
    """Return Russia's statements of an end year up to the article's day, with high or medium confidence."""
    rows = pd.DataFrame(rows_where("positions", countries=("RUS",)))
    rows = rows[rows["said_on"] <= instant("article-published").date()]
    return rows.query("stated_end_year.notna() and confidence in ('high', 'medium')")


def years_left() -> str:
    left = date(int(iss.fact("commitment-year").value), 12, 31) - instant("article-published").date()
    return f"{number(int(left.days / 365.25))} years"


DERIVED = {
    "remark-age": lambda: f"{days_between('article-published', 'borisov-exit-remark')} days",
    "borisov-in-office": lambda: f"{number(days_between('borisov-exit-remark', 'borisov-appointed'))} days",
    "softened-after": lambda: f"{number(days_between('exit-softened', 'borisov-exit-remark'))} days",
    **row_counters(
        russian_statements,
        {"russian-end-statements": "", "russian-end-decisions": f"binding in {DECIDED}"},
    ),
    "russian-end-years": lambda: russian_statements()["stated_end_year"].nunique(),
    "years-left": years_left,
}
