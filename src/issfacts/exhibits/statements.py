"""How long the partners meant to stay, as they said it over the years: for whom, how firm, known since when.

The table positions. A statement counts from the last day that its date can mean.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from itertools import chain

import pandas as pd

from .. import data
from ..kit.canvas import Canvas, Scale, text_width
from ..kit.dates import dated, day_of, last_day
from ..kit.exhibit import Chart, Table, source_link
from ..kit.wording import capital, day, listed, number

# How firm a statement is, by the rule in the schema. A committee's vote, a plan or an official's word is talk.
FIRM = {"treaty": "law", "law": "law", "government decision": "decision", "ministerial decision": "decision"}
PARTNER_OF = {"RUS": "Russia", "USA": "US", "EUR": "Europe", "JPN": "Japan", "CAN": "Canada"}


def statements() -> list[dict]:
    """Return what partners said, in the order of its dates: nothing private, and nothing that rests on weak sources.

    Each row also has its kind (law, decision, talk), the end that it names, as it puts it ("after 2024", or nothing),
    who said it or told of it, the last day that its date can mean, and that date in words.
    """
    rows = []
    for row in data.rows("positions"):
        if row["binding"] != "not official" and row["confidence"] not in ("low", "unverified"):
            put = re.search(r"stated as: ([^.;]+)", row["note"] or "")
            told = f" (told by {row['as_claimed_by']})" if row["as_claimed_by"] else ""
            said = row["said_on"], row["said_on_precision"]
            more = {
                "kind": FIRM.get(row["binding"], "talk"),
                "end": put[1] if put else str(row["stated_end_year"] or ""),
                "who": row["speaker"] + told,
                "last_day": last_day(*said),
                "said": dated(*said),
                "when": dated(*said, short=True),
            }
            rows.append(row | more)
    return sorted(rows, key=lambda row: row["last_day"])


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
    known = _by_partner(then)
    if not any(known.values()):
        raise ValueError(f"{day(then)} is before the first statement that names an end year")
    ends = [f"{name} {found[0]['end']}" for name, found in known.items() if found]
    frame = pd.DataFrame(
        {
            "Partner": name,
            "End year": capital(row["end"]) or None,
            "When": row["when"],
            "Who said what": f"{row['who']}: {row['position']}",
            "Kind": row["kind"],
            "Source": min(map(source_link, row["source_ids"]), key=lambda link: len(link.text)),
        }
        for name, found in known.items()
        for row in found
    )
    return Table(
        f"known-on-{then}",
        f"Known on {day(then)}: {listed(ends)}",
        frame,
        note="Each partner's latest end year in its own words, and what was said since. Private and weakly supported "
        "statements are left out.",
        rows=chain.from_iterable(known.values()),
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
    frame, rows = pd.DataFrame({"Partner": list(PARTNER_OF.values())}), []
    for then in days:
        known = [[row for row in found if row["stated_end_year"]] for found in _by_partner(then).values()]
        frame[f"Known on {day(then)}"] = [capital("; ".join(map(_promise, found))) or None for found in known]
        rows += chain.from_iterable(known)
    return Table(
        f"promised-{days[0]}-{days[1]}",
        f"Until when, as known on {day(days[0])} and on {day(days[1])}",
        frame,
        note="Decision: made by somebody who can bind the partner, in a form on which the others can rely. Law is the "
        "firmest of them. All else is talk.",
        rows=rows,
    )


def _promise(row: dict) -> str:
    """Return the end year of a statement with its kind, and who told it if not the partner."""
    told = f", told by {row['as_claimed_by'].partition(',')[0]}" if row["as_claimed_by"] else ""
    return f"{row['end']} ({row['kind']}{told})"


def _by_partner(then: date) -> dict[str, list[dict]]:
    """Return what was known of each partner on a day: its latest own statement that names a year, and all after it."""
    known = {}
    for code, name in PARTNER_OF.items():
        rows = [row for row in statements() if row["last_day"] <= then and code in row["countries"]]
        own = [place for place, row in enumerate(rows) if row["stated_end_year"] and not row["as_claimed_by"]]
        known[name] = rows[own[-1] :] if own else []
    return known


# End years over time

FIRST, LAST = 2018, 2030  # end years: where the lines begin, and the last
# Who spoke, as the drawing names them: the first of these that the row names.
SPEAKERS = ("Rogozin", "Koptev", "Komarov", "Borisov", "Bakanov", "Orlov", "Energia", "officials")


def end_years() -> Chart:
    """Draw the end years of the station that Russia stated, one line for each statement, the earliest first.

    `data` has one row for each statement: said_on (the last day that its date can mean), end_year, kind (decision,
    talk), id. DataError: damaged data. Sources: the tables positions and events.

    >>> end_years().title
    'Each time Russia spoke of leaving, it was talk; both decisions were to stay'
    """
    published = data.by_id("events")["article-published"]["when_utc"].date()
    russian = [row for row in statements() if row["countries"] == ("RUS",)]
    rows = [row for row in russian if row["stated_end_year"]]
    decided = [f"to {row['end']} in {row['last_day']:%B %Y}" for row in rows if row["kind"] == "decision"]
    talk = [f"{row['end']} ({row['when']})" for row in rows if row["kind"] == "talk"]
    return Chart(
        "end-years",
        "Each time Russia spoke of leaving, it was talk; both decisions were to stay",
        partial(_draw, rows, published),
        alt=f"{capital(number(len(rows)))} lines, one for each statement: who spoke, when, and until which year Russia "
        "would stay; squares are decisions, circles are talk",
        description=f"Decided: {listed(decided)}. Talk: {listed(talk)}.",
        data=pd.DataFrame(
            [(str(row["last_day"]), row["stated_end_year"], row["kind"], row["id"]) for row in rows],
            columns=["said_on", "end_year", "kind", "id"],
        ),
        rows=rows,
        note="A decision: a body that can bind the partner, in a form on which the others can rely. All else is talk. "
        f"Not drawn: {number(len(russian) - len(rows))} Russian statements that name no year, and those of other "
        "partners or of several together. What the officials said in July 2022 was passed on by NASA.",
        table=pd.DataFrame(
            [
                (row["said"], row["who"], capital(row["end"]), f"{capital(row['kind'])} ({row['binding']})")
                for row in rows
            ],
            columns=["Said", "Speaker", "End year", "Kind"],
        ),
    )


def _draw(rows: list[dict], published: date, figure, narrow: bool) -> None:
    """Let statements run from top to bottom, each as a line to its end year; the article stands between them."""
    top, step, before = 54, 27, sum(row["last_day"] <= published for row in rows)
    paper = Canvas(figure, top + step * (len(rows) + 1) + 2, narrow)
    who, left, right = (72, 138, paper.width - 50) if narrow else (122, 215, paper.width - 130)
    x = Scale(FIRST, LAST, left, right)
    for words, decided, at in (("talk", False, 0), ("decision", True, 62)):
        _mark(paper, at + 7, 9, decided)
        paper.write(at + 20, 13.5, words, paper.small)
    for words, at in (("When", 0), ("Who", who), ("Russia said: until …", left)):
        paper.write(at, 46, words, paper.small, bold=True)
    for n, row in enumerate(rows):
        y, decided = top + step * (n + 0.5 + (n >= before)), row["kind"] != "talk"
        paper.write(0, y + 4.5, f"{row['last_day']:{'%b' if narrow else '%B'} %Y}", paper.small, "muted")
        paper.write(who, y + 4.5, next(name for name in SPEAKERS if name in row["speaker"]), paper.small)
        at = x(row["stated_end_year"])
        paper.line((left, at), (y, y), "roscosmos", 4 if decided else 1.5)
        _mark(paper, at, y, decided)
        fits = at + 12 + text_width(row["end"], paper.small, decided) <= paper.width
        paper.write(at + 12, y + 4.5, row["end"] if fits else str(row["stated_end_year"]), paper.small, bold=decided)
    words, y = f"the article, {published:%B %Y}", top + step * (before + 0.5)
    paper.write(0, y + 4.5, words, paper.small, "accent")
    paper.line((text_width(words, paper.small) + 8, paper.width), (y, y), "accent", 1.5)


def _mark(paper: Canvas, x: float, y: float, decided: bool) -> None:
    """Draw a square for a decision, a circle for talk."""
    marker, size = ("s", 13) if decided else ("o", 10)
    paper.marks([x], [y], "roscosmos", marker, size, not decided, markeredgewidth=2)
