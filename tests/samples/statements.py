"""How old is the news inside the news: what partners said on the station's end, and when."""

from datetime import date

import issfacts as iss
from issfacts.kit.wording import number

from . import chosen
from .coverage import count, read, with_all
from .story import instant

DECIDED = {"law", "treaty", "government decision", "ministerial decision"}


def days(later: str, earlier: str) -> int:
    return (instant(later).date() - instant(earlier).date()).days


def russian() -> list[dict]:
    """Return Russia's end years up to the article; the table knows no month in which the article's day would matter."""
    return [
        row
        for row in chosen("positions", countries=("RUS",))
        if row["stated_end_year"]
        and row["said_on"] <= instant("article-published").date()
        and row["confidence"] in ("high", "medium")
    ]


def years_left() -> str:
    left = date(int(iss.fact("commitment-year").value), 12, 31) - instant("article-published").date()
    return f"{number(int(left.days / 365.25))} years"


def pages_that_say_both() -> str:
    (found,) = {count(with_all("E7")), count(with_all("E6"))}
    return found


DERIVED = {
    "remark-age": lambda: f"{days('article-published', 'borisov-exit-remark')} days",
    "borisov-in-office": lambda: f"{number(days('borisov-exit-remark', 'borisov-appointed'))} days",
    "softened-after": lambda: f"{number(days('exit-softened', 'borisov-exit-remark'))} days",
    "russian-end-statements": lambda: str(len(russian())),
    "russian-end-years": lambda: str(len({row["stated_end_year"] for row in russian()})),
    "russian-end-decisions": lambda: str(sum(row["binding"] in DECIDED for row in russian())),
    "years-left": years_left,
    "exit-pages-read": lambda: count(read("E7")),
    "exit-pages-say": pages_that_say_both,
}
