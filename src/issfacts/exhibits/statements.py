"""How long the partners meant to stay, as they said it over the years: for whom, how firm, known since when.

The table positions. A statement counts from the last day that its date can mean.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import Canvas, Scale, text_width
from ..kit.dates import dated, day_of
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
    then, known = day_of(when), _by_partner(when)
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


def promised(first: str | date, second: str | date) -> Table:
    """Print the end years of all partners as known on two days, side by side: partner, first day, second day.

    A cell has the latest end year of a partner's own, what others have told of it since, and the kind of each (law,
    decision, talk). ValueError: no day, or one before the first such statement. DataError: damaged data. Source: the
    table positions.

    >>> promised("2022-07-31", "2023-09-16").data.iloc[0].tolist()
    ['Russia', 'After 2024 (talk); at least 2028 (talk, told by Lueders of NASA)', '2028 (decision)']
    """
    days = [day_of(when) for when in (first, second)]
    known = [_by_partner(then) for then in days]
    names = list(known[0])
    frame = pd.DataFrame({"Partner": names})
    for then, found in zip(days, known, strict=True):
        frame[f"Known on {day(then)}"] = [
            capital("; ".join(_promise(row) for row in found[name] if row["stated_end_year"])) or None for name in names
        ]
    return Table(
        f"promised-{days[0]}-{days[1]}",
        f"Until when, as known on {day(days[0])} and on {day(days[1])}",
        frame,
        note="Decision: made by somebody who can bind the partner, in a form on which the others can rely. Law is the "
        "firmest of them. All else is talk.",
        rows=[row for found in known for name in names for row in found[name] if row["stated_end_year"]],
    )


def _promise(row: dict) -> str:
    """Return the end year of a statement with its kind, and who told it if not the partner."""
    told = f", told by {row['as_claimed_by'].partition(',')[0]}" if row["as_claimed_by"] else ""
    return f"{end(row)} ({firmness(row)}{told})"


def _by_partner(when: str | date) -> dict[str, list[dict]]:
    """Return what was known of each partner on a day."""
    then = day_of(when)
    made = [row for row in statements() if last_day(row) <= then]
    return {name: _known([row for row in made if code in row["countries"]]) for code, name in PARTNER_OF.items()}


def _known(rows: list[dict]) -> list[dict]:
    """Return the latest own statement that names a year, and everything after it."""
    own = [place for place, row in enumerate(rows) if row["stated_end_year"] and not row["as_claimed_by"]]
    return rows[own[-1] :] if own else []


def _speaker(row: dict) -> str:
    return f"{row['speaker']} (told by {row['as_claimed_by']})" if row["as_claimed_by"] else row["speaker"]


# End years over time

FIRST, LAST = 2018, 2030  # end years: where the lines begin, and the last
# Who spoke, as the drawing names them: the first of these that the row names.
SPEAKERS = ("Rogozin", "Koptev", "Komarov", "Borisov", "Bakanov", "Orlov", "Energia", "officials")


def end_years() -> Chart:
    """Draw the end years of the station that Russia stated, one line for each statement, the earliest first.

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
        alt=f"{capital(number(len(rows)))} lines, one for each statement: who spoke, when, and until which year Russia "
        "would stay; squares are decisions, circles are talk",
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
        "Russian statements that name no year, and those of other partners or of several together. What the officials "
        "said in July 2022 was passed on by NASA.",
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
    """Let statements run from top to bottom, each as a line to its end year; the article stands between them."""
    top, step, before = 54, 27, sum(last_day(row) <= published for row in rows)
    paper = Canvas(figure, top + step * (len(rows) + 1) + 2, narrow)
    who, left, right = (72, 138, paper.width - 50) if narrow else (122, 215, paper.width - 130)
    x = Scale(FIRST, LAST, left, right)
    for words, decided, at in (("talk", False, 0), ("decision", True, 62)):
        _mark(paper, at + 7, 9, decided)
        paper.write(at + 20, 13.5, words, paper.small)
    for words, at in (("When", 0), ("Who", who), ("Russia said: until …", left)):
        paper.write(at, 46, words, paper.small, bold=True)
    for n, row in enumerate(rows):
        y, decided = top + step * (n + 0.5 + (n >= before)), firmness(row) != "talk"
        paper.write(0, y + 4.5, f"{middle(row):{'%b' if narrow else '%B'} %Y}", paper.small, "muted")
        paper.write(who, y + 4.5, speaker(row), paper.small)
        at = x(row["stated_end_year"])
        paper.line((left, at), (y, y), "roscosmos", 4 if decided else 1.5)
        _mark(paper, at, y, decided)
        fits = at + 12 + text_width(end(row), paper.small, decided) <= paper.width
        paper.write(at + 12, y + 4.5, end(row) if fits else str(row["stated_end_year"]), paper.small, bold=decided)
    words, y = f"the article, {published:%B %Y}", top + step * (before + 0.5)
    paper.write(0, y + 4.5, words, paper.small, "accent")
    paper.line((text_width(words, paper.small) + 8, paper.width), (y, y), "accent", 1.5)


def _mark(paper: Canvas, x: float, y: float, decided: bool) -> None:
    """Draw a square for a decision, a circle for talk."""
    marker, size = ("s", 13) if decided else ("o", 10)
    paper.marks([x], [y], "roscosmos", marker, size, not decided, markeredgewidth=2)


def speaker(row: dict) -> str:
    """Return who made a statement, in one word."""
    return next(name for name in SPEAKERS if name in row["speaker"])
