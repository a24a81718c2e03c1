"""Who signed for the Moon: the Artemis Accords, the ILRS, and the states in both."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, Canvas
from ..kit.dates import dated, middle
from ..kit.exhibit import Chart
from ..kit.wording import capital, day, listed, number

ACCORDS, PROJECT = FRAMEWORKS = ("Artemis Accords", "ILRS")


def moon_frameworks() -> Chart:
    """Draw a mark for each state in the Artemis Accords, in the ILRS and in both, and name the last.

    Organisations are left out, and rows without a readable source. `data` has one row for each state: framework,
    participant, joined_on (the middle of the month or year where no day is known), number (of states so far).
    DataError: damaged data. Source: the table accords.

    >>> moon_frameworks().title
    '69 states are listed as signatories of the Artemis Accords, 16 as members of the ILRS, four as both'
    """
    states = [row for row in data.rows("accords") if row["participant_kind"] == "state"]
    states = [row for row in states if row["confidence"] != "unverified"]
    rows = sorted(states, key=_drawn_on)
    members = {
        name: {row["participant"]: _drawn_on(row) for row in rows if row["framework"] == name} for name in FRAMEWORKS
    }
    both = [state for state in members[ACCORDS] if state in members[PROJECT]]
    reported = max(row["number_last"] for row in rows if row["framework"] == ACCORDS)
    weak = listed(row["participant"] for row in rows if row["confidence"] == "low")
    grown = [
        f"{name}: {number(list(days.values()).count(min(days.values())))} states at first, in {min(days.values()):%Y}; "
        f"{len(days)} by {max(days.values()):%B %Y}."
        for name, days in members.items()
    ]
    by_framework = sorted(rows, key=lambda row: row["framework"])
    return Chart(
        "moon-frameworks",
        f"{len(members[ACCORDS])} states are listed as signatories of the Artemis Accords, {len(members[PROJECT])} as "
        f"members of the ILRS, {number(len(both))} as both",
        partial(_draw, members, both),
        alt="Marks: states in the Artemis Accords alone, in both, and in the ILRS alone",
        description=f"{' '.join(grown)} In both: {listed(both)}.",
        data=pd.DataFrame(
            [
                (name, state, when, place)
                for name, days in members.items()
                for place, (state, when) in enumerate(days.items(), 1)
            ],
            columns=["framework", "participant", "joined_on", "number"],
        ),
        note="The Accords are principles, the ILRS (International Lunar Research Station) is a project: the "
        f"numbers do not compare. {capital(number(reported - len(members[ACCORDS])))} of the {reported} reported "
        f"signatories of the Accords are missing. Weakly sourced: {weak}.",
        table=pd.DataFrame(
            [(row["participant"], row["framework"], _joined(row), row["confidence"]) for row in by_framework],
            columns=["State", "Framework", "Joined", "Confidence"],
        ),
        rows=states,
    )


def _drawn_on(row: dict) -> date:
    return middle(row["joined_on"], row["joined_on_precision"])


def _joined(row: dict) -> str:
    late = row["joined_on_precision"] == "not-later"
    return f"by {day(row['joined_on'])}" if late else dated(row["joined_on"], row["joined_on_precision"])


def _draw(members: dict[str, dict[str, date]], both: list[str], figure, narrow: bool) -> None:
    """Draw a mark for each state in three groups, and name the states in both frameworks."""
    step, row = (17, 16) if narrow else (19, 30)
    alone = {name: len(days) - len(both) for name, days in members.items()}
    heights = {name: step * -(-count // row) for name, count in alone.items()}
    paper = Canvas(figure, 104 + 22 * len(both) + sum(heights.values()), narrow)

    def group(y: float, name: str, color: str, marker: str) -> None:
        """Head a group of marks with the number of states in a framework alone."""
        paper.write(0, y, f"{name} alone: {alone[name]}", LARGE, color, bold=True)
        for n in range(alone[name]):
            paper.marks([7 + step * (n % row)], [y + 20 + step * (n // row)], color, marker, 11)

    group(16, ACCORDS, "nasa", "o")
    y = 68 + heights[ACCORDS] - step
    paper.write(0, y, f"In both: {len(both)}", LARGE, bold=True)
    for n, state in enumerate(both, 1):
        foot = y + 3 + 22 * n
        paper.marks([7], [foot - 5], "ink", "D", 9)
        paper.write(20, foot, state, paper.small, bold=True)
        signed, joined = (members[name][state].year for name in FRAMEWORKS)
        paper.write(104, foot, f"Accords {signed}, ILRS {joined}", paper.small, "muted")
    group(y + 30 + 22 * len(both), PROJECT, "accent", "s")
