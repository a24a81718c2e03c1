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

# The tables to whose rows evidence may point: table -> address of a row, by its id.
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


def evidence(reason: str) -> list[dict]:
    """Return the rows of evidence for a reason or an end, in the order of the table.

    Raises KeyError naming the nearest ids where there is no such reason.
    """
    if reason not in (known := data.by_id("reasons")):
        raise data.unknown("reason", reason, list(known))
    return [row for row in data.rows("reason_evidence") if row["reason"] == reason]


def evidence_for(reason: str) -> Table:
    """Print what one reason rests on: what a row shows (a link to it), whether it speaks for it, what if it is wrong.

    KeyError: no such reason. DataError: damaged data. Sources: those of the rows.

    >>> evidence_for("neither-alone").caption
    'Nine rows for, six against; two could overturn it alone'
    """
    rows = evidence(reason)
    found = Counter(row["speaks"] for row in rows)
    alone = sum(row["if_wrong"] is not None and row["speaks"] == "for" for row in rows)
    shown = [_pointed_at(row) for row in rows]
    frame = pd.DataFrame(
        {
            "What it shows": [Link(row["shows"], place) for row, (place, _) in zip(rows, shown, strict=True)],
            "Speaks": [SPEAKS[row["speaks"]] for row in rows],
            "If it were wrong": [row["if_wrong"] for row in rows],
        }
    )
    return Table(
        f"evidence-{reason}",
        f"{capital(number(found['for']))} rows for, {number(found['against'])} against; "
        f"{number(alone) if alone else 'none'} could overturn it alone",
        frame,
        note="Choice and reading of the rows are ours.",
        rows=[row for _, row in shown],
    )


def what_would_end_it() -> Table:
    """Print the ways in which it could end: what, how likely, the sign to watch for, how it stands.

    DataError: damaged data. Our judgement; sources: the rows that reason_evidence names.

    >>> what_would_end_it().caption
    'Four ways in which it could end, the likeliest first'
    """
    ends = sorted((row for row in data.rows("reasons") if row["kind"] == "ends"), key=lambda row: row["rank"])
    signs = {row["id"]: evidence(row["id"]) for row in ends}
    frame = pd.DataFrame(
        {
            "What would end it": row["claim"],
            "How likely": capital(row["how_sure"]),
            "The sign to watch for": row["would_change"],
            "How it stands": " ".join(sign["shows"] for sign in signs[row["id"]]),
        }
        for row in ends
    )
    return Table(
        "endings",
        f"{capital(number(len(frame)))} ways in which it could end, the likeliest first",
        frame,
        note="Our judgement.",
        rows=[_pointed_at(sign)[1] for found in signs.values() for sign in found],
    )


def _pointed_at(evidence: dict) -> tuple[str, dict]:
    """Return the address of the row to which a piece of evidence points, and the row."""
    id = evidence["ref"]
    table = next(table for table in ADDRESSES if id in data.by_id(table))
    return f"{REFERENCE}/{ADDRESSES[table].format(id)}", data.by_id(table)[id]


def held_or_broke() -> Chart:
    """Draw joint work with Russia through 2022: a line for each, which ends on the day on which it broke or paused.

    `data`: project, somebody_else, could_wait, rests_on, broke_on. DataError: damaged data.
    Source: the table comparisons.

    >>> held_or_broke().title
    'Of ten kinds of joint work three went on through 2022: by our reading, those with need and a treaty'
    """
    rows = sorted(data.rows("comparisons"), key=lambda row: row["broke_on"] or date.max, reverse=True)
    groups = {
        name: [row for row in rows if (row["somebody_else"] == "no", row["rests_on"] == "treaty") == both]
        for both, name in GROUPS.items()
    }
    table = pd.DataFrame(
        {
            "Joint work": row["project"],
            "Others could do it": f"{capital(row['somebody_else'])}. {row['reading']}",
            "It could wait": "Yes" if row["could_wait"] else "No",
            "Rests on": capital(row["rests_on"]),
            "Second reading": _second(row),
            "Others could, third and fourth": f"{capital(row['third_somebody_else'])}; {row['fourth_somebody_else']}",
            "Way round": row["way_round"],
            "Broke or paused on": row["broke_on"],
        }
        for row in rows
    )
    held = sum(row["outcome"] == "held" for row in rows)
    return Chart(
        "held-or-broke",
        f"Of {number(len(rows))} kinds of joint work {number(held)} went on through 2022: by our reading, those with "
        "need and a treaty",
        partial(_draw, groups),
        alt=f"A line for each of {number(len(rows))} kinds of joint work; those that broke or paused end in 2022",
        description=" ".join(f"{name}: {listed(map(_fate, group))}." for name, group in groups.items()),
        data=pd.DataFrame(rows)[["project", "somebody_else", "could_wait", "rests_on", "broke_on"]],
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


def _fate(row: dict) -> str:
    end = f"{row['outcome']} on {day(row['broke_on'])}" if row["broke_on"] else "went on"
    return f"{row['short_name']} {end}"


def _draw(groups: dict[str, list[dict]], figure, narrow: bool) -> None:
    """Draw the lines by groups, the invasion across them, and the months below."""
    invaded = data.by_id("events")["invasion-2022"]["when_utc"].date()
    high, paper = 34 if narrow else 28, Canvas(figure, 1, narrow)
    left = 2 if narrow else 190
    x = Scale(date(2022, 1, 1), date(2022, 12, 31), left, paper.width - 4)
    paper.write(x(invaded) - 4, 14, "Russia invades Ukraine", paper.small, "muted")
    y = 16
    for name, rows in groups.items():
        paper.write(0, y + 30, name, LARGE, bold=True)
        y += 44
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
    paper.ticks(names | {x(months[0]): f"{months[0]:%b %Y}"}, y)
    paper.cut(y + 28)
