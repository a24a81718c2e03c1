"""The book's own answer: why cooperation in orbit holds, what would end it, and on which rows each reason rests."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, Canvas, Scale
from ..kit.exhibit import REFERENCE, Chart, Link, Table
from ..kit.wording import capital, day, listed, number

# Where the rows stand to which the evidence points: table -> address, with the row's id.
ADDRESSES = {
    "facts": "facts.md#{}",
    "events": "events.md#{}",
    "perspectives": "perspectives.md#{}",
    "predictions": "predictions.md#prediction-{}",
    "comparisons": "data-politics.md#fields-comparisons",
}
GROUPS = {  # whether nobody else could do it, and whether it rests on a treaty
    (True, True): "Nobody else could, and a treaty",
    (True, False): "Nobody else could, but no treaty",
    (False, True): "A treaty, but others could in part",
    (False, False): "Neither",
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


# Exhibits


def evidence_for(reason: str) -> Table:
    """Print what one reason rests on: what a row shows (a link to it), whether it speaks for it, what if it is wrong.

    KeyError: no such reason. DataError: damaged data. Sources: those of the rows.

    >>> evidence_for("neither-alone").caption
    'Nine rows for, six against; two could overturn it alone'
    """
    rows = evidence(reason)
    found = Counter(row["speaks"] for row in rows)
    alone = sum(row["if_wrong"] is not None and row["speaks"] == "for" for row in rows)
    frame = pd.DataFrame(
        {
            "What it shows": [Link(row["shows"], f"{REFERENCE}/{_address(row['ref'])}") for row in rows],
            "Speaks": [SPEAKS[row["speaks"]] for row in rows],
            "If it were wrong": [row["if_wrong"] for row in rows],
        }
    )
    caption = (
        f"{capital(number(found['for']))} rows for, {number(found['against'])} against; "
        f"{number(alone) if alone else 'none'} could overturn it alone"
    )
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
    """Draw joint work with Russia through 2022: a line for each, which ends on the day on which it broke or paused.

    `data`: project, somebody_else, could_wait, rests_on, broke_on. DataError: damaged data.
    Source: the table comparisons.

    >>> held_or_broke().title
    'Of ten kinds of joint work three went on through 2022: by our reading, those with need and a treaty'
    """
    rows = sorted(data.rows("comparisons"), key=lambda row: row["broke_on"] or date.max, reverse=True)
    groups = {name: [row for row in rows if both == _need_and_treaty(row)] for both, name in GROUPS.items()}
    invaded = data.by_id("events")["invasion-2022"]["when_utc"].date()
    table = pd.DataFrame(
        {
            "Joint work": [row["project"] for row in rows],
            "Others could do it": [f"{capital(row['somebody_else'])}. {row['reading']}" for row in rows],
            "It could wait": ["Yes" if row["could_wait"] else "No" for row in rows],
            "Rests on": [capital(row["rests_on"]) for row in rows],
            "Second reading": [_second(row) for row in rows],
            "Others could, third and fourth": [
                f"{capital(row['third_somebody_else'])}; {row['fourth_somebody_else']}" for row in rows
            ],
            "Way round": [row["way_round"] for row in rows],
            "Broke or paused on": [row["broke_on"] for row in rows],
        }
    )
    frame = pd.DataFrame(rows)[["project", "somebody_else", "could_wait", "rests_on", "broke_on"]]
    return Chart(
        "held-or-broke",
        _finding(rows),
        partial(_draw, groups, invaded),
        alt=f"A line for each of {number(len(rows))} kinds of joint work; those that broke or paused end in 2022",
        description=" ".join(f"{name}: {listed(map(_fate, group))}." for name, group in groups.items()),
        data=frame,
        rows=rows,
        note="Need: nobody else could do it, by our reading; a plan counts for nothing, and three more readers judged "
        "some cases otherwise. Treaty: an agreement between states. Which work stands here is our choice, and we knew "
        "how each had ended.",
        table=table,
    )


def _second(row: dict) -> str:
    """Return the second reader's answers where they differ from ours, and why."""
    if not row["second_reading"]:
        return "Alike"
    wait = "can wait" if row["second_could_wait"] else "cannot wait"
    return f"{capital(row['second_somebody_else'])}, {wait}, {row['second_rests_on']}. {row['second_reading']}"


def _need_and_treaty(row: dict) -> tuple[bool, bool]:
    return row["somebody_else"] == "no", row["rests_on"] == "treaty"


def _fate(row: dict) -> str:
    end = f"{row['outcome']} on {day(row['broke_on'])}" if row["broke_on"] else "went on"
    return f"{row['short_name']} {end}"


def _finding(rows: list[dict]) -> str:
    """Return what the comparison shows; ValueError where something else went on, for then the sentence is false."""
    held = [row for row in rows if row["outcome"] == "held"]
    both = [row for row in rows if all(_need_and_treaty(row))]
    if held != both:
        raise ValueError("comparisons: what went on is no longer what nobody else could do under a treaty")
    return (
        f"Of {number(len(rows))} kinds of joint work {number(len(held))} went on through 2022: by our reading, those "
        "with need and a treaty"
    )


def _draw(groups: dict[str, list[dict]], invaded: date, figure, narrow: bool) -> None:
    """Draw the lines by groups, the invasion across them, and the months below."""
    high, head = (34 if narrow else 28), 44
    height = 16 + sum(head + high * len(rows) for rows in groups.values())
    paper = Canvas(figure, height + 28, narrow)
    left = 2 if narrow else 190
    x = Scale(date(2022, 1, 1), date(2022, 12, 31), left, paper.width - 4)
    paper.write(x(invaded) - 4, 14, "Russia invades Ukraine", paper.small, "muted")
    y = 16
    for name, rows in groups.items():
        paper.write(0, y + 30, name, LARGE, bold=True)
        y += head
        for row in rows:
            middle, held = y + high - 10, row["broke_on"] is None
            paper.write(0, middle - (8 if narrow else -5), row["short_name"], paper.small)
            paper.line((x(invaded),) * 2, (middle - (0 if narrow else 7), middle + 7), "muted", 2)
            end = x(row["broke_on"] or date(2022, 12, 31))
            paper.line((left, end), (middle, middle), "nasa" if held else "muted", 5)
            if not held:
                paper.marks([end], [middle], "accent", "x", 9, markeredgewidth=2.5)
                paused = ", paused" if row["outcome"] == "paused" else ""
                words = f"{row['broke_on'].day} {row['broke_on']:%B}{paused}"
                paper.write(end + 10, middle + 5, words, paper.small, "accent")
            y += high
    months = [date(2022, month, 1) for month in ((3, 6, 9, 12) if narrow else range(1, 13, 2))]
    names = {x(month): f"{month:%b}" for month in months}
    paper.ticks(names | {x(months[0]): f"{months[0]:%b %Y}"}, height)


def _row(ref: str) -> tuple[str, dict]:
    """Return the table and the row that a piece of evidence points to."""
    table = next(table for table in ADDRESSES if ref in data.by_id(table))
    return table, data.by_id(table)[ref]


def _address(ref: str) -> str:
    return ADDRESSES[_row(ref)[0]].format(ref)


def _sources(*reasons: str) -> list[str]:
    """Return the sources of all rows to which the evidence for some reasons points."""
    return [id for reason in reasons for row in evidence(reason) for id in _row(row["ref"])[1]["source_ids"]]
