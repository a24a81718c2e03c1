"""How long the partners meant to stay, as they said it over the years: for whom, how firm, known since when.

The table positions. A statement counts from the last day that its date can mean.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from itertools import pairwise

import pandas as pd

from .. import data
from ..kit.canvas import Canvas, Plane, Scale
from ..kit.dates import dated, day_of, fraction_of_year
from ..kit.dates import last_day as last_day_of
from ..kit.dates import middle as middle_of
from ..kit.exhibit import Chart, Table, source_link
from ..kit.wording import capital, day, listed, number

# How firm a statement is, by the rule in the schema. A committee's vote, a plan or an official's word is talk.
FIRM = {"treaty": "law", "law": "law", "government decision": "decision", "ministerial decision": "decision"}
PARTNER_OF = {"RUS": "Russia", "USA": "US", "EUR": "Europe", "JPN": "Japan", "CAN": "Canada"}

# Questions to the data


def statements() -> list[dict]:
    """Return the statements of partners in the order of their dates; what only a private person said is not among
    them, nor what rests on weak sources.
    """
    return sorted((row for row in data.rows("positions") if not set_aside(row)), key=last_day)


def set_aside(row: dict) -> str | None:
    """Say why a statement is not counted as a partner's: private, or weak; None for all others."""
    if row["binding"] == "not official":
        return "private"
    return "weak" if row["confidence"] in ("low", "unverified") else None


def firmness(row: dict) -> str:
    """Return how firm a statement is: law, decision or talk."""
    return FIRM.get(row["binding"], "talk")


def end(row: dict) -> str:
    """Return the end a statement names, as it puts it ("after 2024"); empty where it names no year."""
    put = re.search(r"stated as: ([^.;]+)", row["note"] or "")
    return put[1] if put else str(row["stated_end_year"] or "")


def last_day(row: dict) -> date:
    """Return the day from which on the statement was certainly made."""
    return last_day_of(row["said_on"], row["said_on_precision"])


def middle(row: dict) -> date:
    """Return the middle of what its date can mean: where a drawing puts it."""
    return middle_of(row["said_on"], row["said_on_precision"])


def said(row: dict, short: bool = False) -> str:
    """Word the date of a statement, as exactly as it is known; `short` cuts the month to three letters."""
    return dated(row["said_on"], row["said_on_precision"], short)


# What was known on a day


def known_on(when: str | date) -> Table:
    """Print what was known on a day: each partner's latest own statement that names an end year, and all newer ones.

    Newer ones name no year, or others passed them on. `when` is a day ("2023-09-16"). A statement counts from the
    last day its date can mean. Columns: partner, end year, when, who said what, kind (law, decision, talk), source.
    ValueError: no day, or one before the first such statement. DataError: damaged data. Source: the table positions.

    >>> known_on("2022-07-31").caption
    'Known on 31 July 2022: Russia after 2024, US 2030, Europe 2030, Japan 2024 and Canada 2024'
    """
    then = day_of(when)
    made = [row for row in statements() if last_day(row) <= then]
    known = {name: _known([row for row in made if code in row["countries"]]) for code, name in PARTNER_OF.items()}
    pairs = [(name, row) for name, found in known.items() for row in found]
    if not pairs:
        raise ValueError(f"{day(then)} is before the first statement that names an end year")
    names, rows = zip(*pairs, strict=True)
    frame = pd.DataFrame(
        {
            "Partner": names,
            "End year": [capital(end(row)) or None for row in rows],
            "When": [said(row, short=True) for row in rows],
            "Who said what": [f"{_speaker(row)}: {row['position']}" for row in rows],
            "Kind": [firmness(row) for row in rows],
            "Source": [min(map(source_link, row["source_ids"]), key=lambda link: len(link.text)) for row in rows],
        }
    )
    return Table(
        f"known-on-{then}",
        f"Known on {day(then)}: {listed(f'{name} {end(found[0])}' for name, found in known.items() if found)}",
        frame,
        note="Each partner's latest end year in its own words, and what was said since. Private and weakly supported "
        "statements are left out.",
        rows=rows,
    )


def _known(rows: list[dict]) -> list[dict]:
    """Return the latest own statement that names a year, and everything after it."""
    own = [place for place, row in enumerate(rows) if row["stated_end_year"] and not row["as_claimed_by"]]
    return rows[own[-1] :] if own else []


def _speaker(row: dict) -> str:
    return f"{row['speaker']} (told by {row['as_claimed_by']})" if row["as_claimed_by"] else row["speaker"]


# End years over time

FIRST, LAST, LOW, HIGH = 2014, 2026.6, 2019.3, 2031  # the dates of the drawing, and its end years
# What is written beside a mark: its words, on a phone the first alone; dx, dy and side there and there.
SAID = {
    "2014-rogozin-doubts-2024": ("talk: only to 2020", (12, 5, "left"), (12, 5, "left")),
    "2015-russia-2024": ("decision: to 2024", (8, -12, "left"), (12, 5, "left")),
    "2021-borisov-2025": ("talk: out from 2025", (-10, -6, "right"), (12, 5, "left")),
    "2022-borisov-after-2024": ("talk: out after 2024", (6, 22, "right"), (-12, 5, "right")),
    "2022-borisov-2028": ("talk: to 2028", (-12, -10, "right"), (12, 3, "left")),
    "2023-russia-2028": ("decision: to 2028", (8, -12, "left"), (-14, -6, "right")),
    "2025-orlov-detach-2030": ("talk: out around 2030", (-12, 5, "right"), (-4, 22, "center")),
}


def end_years() -> Chart:
    """Draw the end years of the station that Russia stated, by date; the line is what it had decided.

    `data` has one row for each statement: said_on (the middle of a month or year known no closer), end_year, kind
    (decision, talk), id. DataError: damaged data. Sources: the tables positions and events.

    >>> end_years().title
    'Each time Russia spoke of leaving, it was talk; both decisions were to stay'
    """
    published = data.by_id("events")["article-published"]["when_utc"].date()
    rows = [row for row in statements() if row["countries"] == ("RUS",) and row["stated_end_year"]]
    decided = [row for row in rows if firmness(row) != "talk"]
    count = {2: "both"}.get(len(decided), f"all {number(len(decided))}")
    silent = sum(not row["stated_end_year"] for row in statements() if row["countries"] == ("RUS",))
    return Chart(
        "end-years",
        f"Each time Russia spoke of leaving, it was talk; {count} decisions were to stay",
        partial(_draw, rows, published),
        alt="Marks: end years of the station that Russia stated, by the date on which it did; a line: what was decided",
        description=f"Decided: {listed(f'to {end(row)} in {middle(row):%B %Y}' for row in decided)}. Talk: "
        f"{listed(f'{end(row)} ({said(row, short=True)})' for row in rows if row not in decided)}.",
        data=pd.DataFrame(
            {
                "said_on": [str(middle(row)) for row in rows],
                "end_year": [row["stated_end_year"] for row in rows],
                "kind": [firmness(row) for row in rows],
                "id": [row["id"] for row in rows],
            }
        ),
        rows=rows,
        note="A decision: a body that can bind the partner, in a form on which the others can rely. All else is talk. "
        f"Not drawn: {number(silent)} "
        "Russian statements that name no year, and those of other partners. One was passed on by NASA.",
        table=pd.DataFrame(
            {
                "Said": [said(row) for row in rows],
                "Speaker": [_speaker(row) for row in rows],
                "End year": [capital(end(row)) for row in rows],
                "Kind": [f"{capital(firmness(row))} ({row['binding']})" for row in rows],
            }
        ),
    )


def _draw(rows: list[dict], published: date, figure, narrow: bool) -> None:
    """Draw the day of the article, what was decided as a line, and every statement as a mark, full if decided."""
    if narrow:
        paper = Canvas(figure, 612, narrow)
        plane = Plane(paper, Scale(FIRST, LAST, 58, 606), Scale(LOW, HIGH, 44, paper.width - 2))
    else:
        paper = Canvas(figure, 340)
        plane = Plane(paper, Scale(FIRST, LAST, 46, paper.width - 2), Scale(LOW, HIGH, 312, 24))
    ends = {"ha": "center", "dy": -8} if narrow else {"ha": "right", "dx": -8, "dy": 5}
    for year in (2020, 2024, 2028):
        plane.line([(FIRST, year), (LAST, year)], "line")
        plane.write(FIRST, year, f"to {year}" if narrow else str(year), paper.small, "muted", **ends)
    paper.write(0, 12, "stated end", paper.small, "muted")
    dates = {"ha": "right", "dx": -6, "dy": 5} if narrow else {"ha": "center", "dy": 20}
    for year in range(FIRST + 1, int(LAST) + 1, 2):
        plane.write(year, LOW, str(year), paper.small, "muted", **dates)
    now = fraction_of_year(published)
    plane.line([(now, LOW), (now, HIGH - 1.6)], "muted", 1.2)
    plane.write(now, LOW if narrow else 2021.5, "the article", paper.small, "muted", dx=6, dy=-5 if narrow else 5)
    decided = [(fraction_of_year(middle(row)), row["stated_end_year"]) for row in rows if firmness(row) != "talk"]
    stair = [point for one, two in pairwise([*decided, (LAST, 0)]) for point in (one, (two[0], one[1]))]
    plane.line(stair, "roscosmos", 4)
    for talk, size in ((True, 10), (False, 14)):
        points = [
            (fraction_of_year(middle(row)), row["stated_end_year"]) for row in rows if (firmness(row) == "talk") == talk
        ]
        plane.marks(points, "roscosmos", "o" if talk else "s", size, talk, markeredgewidth=2)
    for row in rows:
        if row["id"] in SAID:
            words, *places = SAID[row["id"]]
            words = words.partition(":")[0] if narrow else words
            dx, dy, side = places[narrow]
            bold = firmness(row) != "talk"
            color = "roscosmos" if bold else "ink"
            at = fraction_of_year(middle(row)), row["stated_end_year"]
            plane.write(*at, words, paper.small, color, side, bold, dx=dx, dy=dy)
