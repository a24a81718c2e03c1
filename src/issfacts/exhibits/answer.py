"""The book's own answer: why cooperation in orbit holds, what would end it, and on which rows each reason rests."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import Canvas, Scale
from ..kit.exhibit import REFERENCE, Chart, Link, Table
from ..kit.wording import capital, day, number

# Where the rows stand to which the evidence points: table -> address, with the row's id.
ADDRESSES = {
    "facts": "facts.md#{}",
    "events": "events.md#{}",
    "perspectives": "perspectives.md#{}",
    "predictions": "predictions.md#prediction-{}",
    "comparisons": "data-politics.md#fields-comparisons",
}
SPEAKS = {"for": "For", "against": "Against", "sign": "Stands"}

# Questions to the data


def reasons(kind: str) -> list[dict]:
    """Return the reasons why it holds ("holds"), or the ways in which it could end ("ends"), by rank.

    >>> [row["id"] for row in reasons("holds")]
    ['neither-alone', 'comes-back', 'nowhere-to-go']
    """
    return sorted((row for row in data.rows("reasons") if row["kind"] == kind), key=lambda row: row["rank"])


def evidence(reason: str) -> list[dict]:
    """Return the rows of evidence for a reason or an end, in the order of the table.

    Raises KeyError naming the nearest ids where there is no such reason.
    """
    known = [row["id"] for row in data.rows("reasons")]
    if reason not in known:
        raise data.unknown("reason", reason, known)
    return [row for row in data.rows("reason_evidence") if row["reason"] == reason]


def deciding() -> list[dict]:
    """Return the rows of evidence that decide alone: each names what would become of its reason if it were wrong."""
    return [row for row in data.rows("reason_evidence") if row["if_wrong"]]


# Exhibits


def evidence_for(reason: str) -> Table:
    """Print what one reason rests on: the row (a link), whether it speaks for it, what it shows, what if it is wrong.

    KeyError: no such reason. DataError: damaged data. Sources: those of the rows.

    >>> evidence_for("neither-alone").caption
    'Five rows for, three against; two could overturn it alone'
    """
    rows = evidence(reason)
    found, alone = Counter(row["speaks"] for row in rows), sum(row["if_wrong"] is not None for row in rows)
    could = f"{number(alone)} could overturn it alone" if alone else "none could overturn it alone"
    frame = pd.DataFrame(
        {
            "Row": [Link(_name(row["ref"]), f"{REFERENCE}/{_address(row['ref'])}") for row in rows],
            "Speaks": [SPEAKS[row["speaks"]] for row in rows],
            "What it shows": [row["shows"] for row in rows],
            "If it were wrong": [row["if_wrong"] for row in rows],
        }
    )
    caption = f"{capital(number(found['for']))} rows for, {number(found['against'])} against; {could}"
    return Table(
        f"evidence-{reason}", caption, frame, _sources(reason), note="Choice and reading of the rows are ours."
    )


def what_would_end_it() -> Table:
    """Print the ways in which it could end: what, how likely, the sign to watch for, how it stands.

    DataError: damaged data. Our judgement; sources: the rows that reason_evidence names.

    >>> what_would_end_it().caption
    'Four ways in which it could end, the likeliest first'
    """
    rows = reasons("ends")
    frame = pd.DataFrame(
        {
            "What would end it": [row["claim"] for row in rows],
            "How likely": [capital(row["how_sure"]) for row in rows],
            "The sign to watch for": [row["would_change"] for row in rows],
            "How it stands": [" ".join(sign["shows"] for sign in evidence(row["id"])) for row in rows],
        }
    )
    caption = f"{capital(number(len(rows)))} ways in which it could end, the likeliest first"
    return Table("endings", caption, frame, _sources(*(row["id"] for row in rows)), note="Our judgement.")


def held_or_broke() -> Chart:
    """Draw joint projects with Russia through 2022: a line for each, which ends on the day on which the project broke.

    `data`: project, could_wait, outcome, broke_on. DataError: damaged data. Source: the table comparisons.

    >>> held_or_broke().title
    'Of seven joint projects, six could wait and broke within three weeks; the one that could not wait went on'
    """
    rows = sorted(data.rows("comparisons"), key=lambda row: row["broke_on"] or date.min)
    invaded = data.by_id("events")["invasion-2022"]["when_utc"].date()
    answer = {True: "Yes", False: "No"}
    table = pd.DataFrame(
        {
            "Joint work": [row["project"] for row in rows],
            "Lives hang on it": [answer[row["lives_depend"]] for row in rows],
            "It could wait": [answer[row["could_wait"]] for row in rows],
            "Way round": [row["way_round"] for row in rows],
            "Broke on": [row["broke_on"] for row in rows],
        }
    )
    return Chart(
        "held-or-broke",
        _finding(rows, invaded),
        partial(_draw, rows, invaded),
        alt=f"A line for each of {number(len(rows))} joint projects; those that broke end in early 2022",
        description=" ".join(f"{row['short_name']}: {_fate(row)}." for row in rows),
        data=table[["Joint work", "It could wait", "Broke on"]].set_axis(["project", "could_wait", "broke_on"], axis=1),
        rows=rows,
        note="Which projects stand here, and that they could wait, is our choice and our reading.",
        table=table,
    )


def _fate(row: dict) -> str:
    return f"broke on {day(row['broke_on'])}" if row["broke_on"] else "could not wait and went on"


def _finding(rows: list[dict], invaded: date) -> str:
    """Return what the comparison shows: whether all that could wait broke, and nothing else."""
    broke = [row for row in rows if row["outcome"] == "broke"]
    if broke != [row for row in rows if row["could_wait"]] or len(rows) - len(broke) != 1:
        return f"Of {number(len(rows))} joint projects, {number(len(broke))} broke"
    weeks = -(-max((row["broke_on"] - invaded).days for row in broke) // 7)
    return (
        f"Of {number(len(rows))} joint projects, {number(len(broke))} could wait and broke within {number(weeks)} "
        "weeks; the one that could not wait went on"
    )


def _draw(rows: list[dict], invaded: date, figure, narrow: bool) -> None:
    """Draw the lines, the invasion across them, and the months below."""
    high = 34 if narrow else 30
    paper = Canvas(figure, 60 + high * len(rows), narrow)
    left, foot = (2, 158)[not narrow], 34 + high * len(rows)
    x = Scale(date(2022, 1, 1), date(2022, 8, 1), left, paper.width - 4)
    paper.line((x(invaded),) * 2, (22, foot), "muted")
    paper.write(x(invaded) + 4, 16, "Russia invades Ukraine", paper.small, "muted")
    for n, row in enumerate(rows):
        y, went_on = 48 + high * n, row["broke_on"] is None
        paper.write(0, y - (9 if narrow else -5), row["short_name"], paper.small, bold=True)
        end = x(row["broke_on"] or date(2022, 8, 1))
        paper.line((left, end), (y, y), "nasa" if went_on else "muted", 5)
        if went_on:
            paper.write(paper.width - 4, y - 9, "could not wait: went on", paper.small, "nasa", "right")
        else:
            paper.marks([end], [y], "accent", "x", 9, markeredgewidth=2.5)
            paper.write(end + 10, y + 5, f"{row['broke_on'].day} {row['broke_on']:%B}", paper.small, "accent")
    months = [date(2022, month, 1) for month in ((1, 4, 7) if narrow else range(1, 8))]
    paper.ticks({x(month): f"{month:%b}" for month in months}, foot)


def _row(ref: str) -> tuple[str, dict]:
    """Return the table and the row that a piece of evidence points to."""
    return next((table, row) for table in ADDRESSES for row in data.rows(table) if row["id"] == ref)


def _name(ref: str) -> str:
    table, row = _row(ref)
    name = {"facts": "value", "events": "title", "perspectives": "holder", "comparisons": "project"}.get(table, "id")
    return f"{row[name]} {row['unit'] or ''}".strip() if table == "facts" else row[name]


def _address(ref: str) -> str:
    return ADDRESSES[_row(ref)[0]].format(ref)


def _sources(*reasons: str) -> list[str]:
    """Return the sources of all rows to which the evidence for some reasons points."""
    return [id for reason in reasons for row in evidence(reason) for id in _row(row["ref"])[1]["source_ids"]]
