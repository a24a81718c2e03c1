"""Who signed for the Moon: the Artemis Accords, the ILRS, and the states in both."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, Canvas
from ..kit.dates import dated
from ..kit.exhibit import Chart
from ..kit.wording import capital, day, listed, number

ACCORDS, PROJECT = FRAMEWORKS = ("Artemis Accords", "ILRS")
MIDDLE = {"month": {"day": 15}, "year": {"month": 7, "day": 1}}  # where an inexact date is drawn


def moon_frameworks() -> Chart:
    """Draw a mark for each state in the Artemis Accords, in the ILRS and in both, and name the last.

    Organisations are left out, and rows without a readable source. `data` has one row for each state: framework,
    participant, joined_on (the middle of the month or year where no day is known), number (of states so far).
    DataError: damaged data. Source: the table accords.

    >>> moon_frameworks().title
    '69 states are listed as signatories of the Artemis Accords, 16 as members of the ILRS, four as both'
    """
    states = [row for row in data.rows("accords") if row["participant_kind"] == "state"]
    rows = sorted((row for row in states if row["confidence"] != "unverified"), key=_drawn_on)
    members = {
        name: {row["participant"]: _drawn_on(row) for row in rows if row["framework"] == name} for name in FRAMEWORKS
    }
    both = [state for state in members[ACCORDS] if state in members[PROJECT]]
    reported = max(row["number_last"] for row in rows if row["framework"] == ACCORDS)
    doubtful = listed(row["participant"] for row in states if row["confidence"] == "unverified")
    left_out = f"{doubtful}, doubtful in the ILRS, is left out. " if doubtful else ""
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
                {"framework": name, "participant": state, "joined_on": when, "number": place}
                for name, days in members.items()
                for place, (state, when) in enumerate(days.items(), 1)
            ]
        ),
        note="The Accords are principles, the ILRS (International Lunar Research Station) is a project: the "
        f"numbers do not compare. {capital(number(reported - len(members[ACCORDS])))} of the {reported} reported "
        f"signatories of the Accords are missing. {left_out}Weakly sourced: "
        f"{weak}.",
        table=pd.DataFrame(
            {
                "State": [row["participant"] for row in by_framework],
                "Framework": [row["framework"] for row in by_framework],
                "Joined": [_joined(row) for row in by_framework],
                "Confidence": [row["confidence"] for row in by_framework],
            }
        ),
        rows=[row for row in states if row in rows],
    )


def _drawn_on(row: dict) -> date:
    return row["joined_on"].replace(**MIDDLE.get(row["joined_on_precision"], {}))


def _joined(row: dict) -> str:
    late = row["joined_on_precision"] == "not-later"
    return f"by {day(row['joined_on'])}" if late else dated(row["joined_on"], row["joined_on_precision"])


def _draw(members: dict[str, dict[str, date]], both: list[str], figure, narrow: bool) -> None:
    """Draw a mark for each state in three groups, and name the states in both frameworks."""
    alone = {name: len(days) - len(both) for name, days in members.items()}
    step, row = (17, 16) if narrow else (19, 30)
    paper, y = (
        Canvas(figure, 104 + 22 * len(both) + step * sum(-(-count // row) for count in alone.values()), narrow),
        0,
    )
    for name, color, marker in ((ACCORDS, "nasa", "o"), ("", "ink", "D"), (PROJECT, "accent", "s")):
        y += 32 if y else 16
        words = f"{name} alone: {alone[name]}" if name else f"In both: {len(both)}"
        paper.write(0, y, words, LARGE, color, bold=True)
        y += 20
        for n in range(alone.get(name, 0)):
            paper.marks([7 + step * (n % row)], [y + step * (n // row)], color, marker, 11)
        for n, state in enumerate(() if name else both):
            paper.marks([7], [y + 22 * n], color, marker, 9)
            years = [
                f"{words} {members[framework][state].year}"
                for framework, words in ((ACCORDS, "Accords"), (PROJECT, "ILRS"))
            ]
            paper.write(20, y + 5 + 22 * n, state, paper.small, bold=True)
            paper.write(104, y + 5 + 22 * n, ", ".join(years), paper.small, "muted")
        y += step * (-(-alone[name] // row) - 1) if name else 22 * (len(both) - 1)
