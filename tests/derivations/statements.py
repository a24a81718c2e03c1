"""Facts about the partners' statements on the station's end: how old they were when the article quoted them."""

from datetime import date

import issfacts as iss
from issfacts.kit.wording import number

from . import count_rows, frame_of

DECIDED = ("law", "treaty", "government decision", "ministerial decision")


def derived() -> dict:
    days = {id: row["when_utc"].date() for id, row in iss.data.by_id("events").items()}
    published = days["article-published"]
    positions = frame_of("positions")
    russian = positions[(positions["countries"] == ("RUS",)) & (positions["said_on"] <= published)]
    russian = russian.query("stated_end_year.notna() and confidence in ('high', 'medium')")
    left = date(int(iss.fact("commitment-year").value), 12, 31) - published
    return {
        "remark-age": f"{(published - days['borisov-exit-remark']).days} days",
        "borisov-in-office": f"{number((days['borisov-exit-remark'] - days['borisov-appointed']).days)} days",
        "softened-after": f"{number((days['exit-softened'] - days['borisov-exit-remark']).days)} days",
        **count_rows(russian, {"russian-end-statements": "", "russian-end-decisions": f"binding in {DECIDED}"}),
        "russian-end-years": russian["stated_end_year"].nunique(),
        "years-left": f"{number(int(left.days / 365.25))} years",
    }
