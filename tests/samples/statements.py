"""How old is the news inside the news: what partners said on the station's end, and when."""

from datetime import date

import pandas as pd

import issfacts as iss
from issfacts.kit.wording import number

from . import chosen, counts
from .story import instant

DECIDED = ("law", "treaty", "government decision", "ministerial decision")


def days(later: str, earlier: str) -> int:
    return (instant(later).date() - instant(earlier).date()).days


def russian() -> pd.DataFrame:
    """Return Russia's end years up to the article; the table knows no month in which the article's day would matter."""
    rows = pd.DataFrame(chosen("positions", countries=("RUS",)))
    rows = rows[rows["said_on"] <= instant("article-published").date()]
    return rows.query("stated_end_year.notna() and confidence in ('high', 'medium')")


def years_left() -> str:
    left = date(int(iss.fact("commitment-year").value), 12, 31) - instant("article-published").date()
    return f"{number(int(left.days / 365.25))} years"


DERIVED = {
    "remark-age": lambda: f"{days('article-published', 'borisov-exit-remark')} days",
    "borisov-in-office": lambda: f"{number(days('borisov-exit-remark', 'borisov-appointed'))} days",
    "softened-after": lambda: f"{number(days('exit-softened', 'borisov-exit-remark'))} days",
    **counts(russian, {"russian-end-statements": "", "russian-end-decisions": f"binding in {DECIDED}"}),
    "russian-end-years": lambda: str(russian()["stated_end_year"].nunique()),
    "years-left": years_left,
}
