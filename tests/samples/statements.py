"""How old is the news inside the news: what partners said on the station's end, and when."""

from datetime import date

import issfacts as iss
from issfacts import charts, tables
from issfacts.kit.wording import number

from .story import instant

FIGURES = {"end_years": charts.end_years}
TABLES = {"known_on": lambda: tables.known_on("2022-07-31")}

DECIDED = {"law", "treaty", "government decision", "ministerial decision"}


def days(later: str, earlier: str) -> int:
    return (instant(later).date() - instant(earlier).date()).days


def russian() -> list[dict]:
    """Return Russia's end years up to the article; the table knows no month in which the article's day would matter."""
    return [
        row
        for row in iss.rows("positions")
        if row["countries"] == ("RUS",)
        and row["stated_end_year"]
        and row["said_on"] <= instant("article-published").date()
        and row["confidence"] in ("high", "medium")
    ]


def years_left() -> str:
    left = date(int(iss.fact("commitment-year").value), 12, 31) - instant("article-published").date()
    return f"{number(int(left.days / 365.25))} years"


def other_pages(element: str, *cells: str) -> str:
    rows = [row for row in iss.rows("coverage") if row["element_id"] == element and row["page_id"] != "P00"]
    return str(sum(row["cell"] in cells for row in rows))


def pages_that_say_both() -> str:
    (count,) = {other_pages("E7", "says"), other_pages("E6", "says")}
    return count


DERIVED = {
    "remark-age": lambda: f"{days('article-published', 'borisov-exit-remark')} days",
    "borisov-in-office": lambda: f"{number(days('borisov-exit-remark', 'borisov-appointed'))} days",
    "softened-after": lambda: f"{number(days('exit-softened', 'borisov-exit-remark'))} days",
    "russian-end-statements": lambda: str(len(russian())),
    "russian-end-years": lambda: str(len({row["stated_end_year"] for row in russian()})),
    "russian-end-decisions": lambda: str(sum(row["binding"] in DECIDED for row in russian())),
    "years-left": years_left,
    "exit-pages-read": lambda: other_pages("E7", "says", "not in what we read"),
    "exit-pages-say": pages_that_say_both,
}
