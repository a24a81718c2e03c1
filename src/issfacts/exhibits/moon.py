"""The chart of the states in the Artemis Accords, in the ILRS, and in both."""

from __future__ import annotations

from datetime import date
from functools import partial
from math import ceil

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, Canvas
from ..kit.dates import format_date, middle
from ..kit.exhibit import Chart
from ..kit.wording import capital, day, listed, number

ACCORDS, ILRS = FRAMEWORKS = ("Artemis Accords", "ILRS")


def moon_frameworks() -> Chart:
    """Draw a marker for each state in the Artemis Accords, in the ILRS and in both, and name the states in both.

    Organisations and rows without a readable source are left out. `data` has one row for each state: framework,
    participant, joined_on (the middle of the month or year where the day is unknown), number (of states so far).
    DataError: invalid data. Source: the table accords.

    >>> moon_frameworks().title
    '69 states are listed as signatories of the Artemis Accords, 16 as members of the ILRS, four as both'
    """
    states = [row for row in data.rows("accords") if row["participant_kind"] == "state"]
    states = [row for row in states if row["confidence"] != "unverified"]
    rows = sorted(states, key=_approximate_date)
    members = {
        name: {row["participant"]: _approximate_date(row) for row in rows if row["framework"] == name}
        for name in FRAMEWORKS
    }
    both = [state for state in members[ACCORDS] if state in members[ILRS]]
    reported = max(row["number_last"] for row in rows if row["framework"] == ACCORDS)
    weak = listed(row["participant"] for row in rows if row["confidence"] == "low")
    growth = []
    for name, dates in members.items():
        first, last = min(dates.values()), max(dates.values())
        founders = list(dates.values()).count(first)
        growth.append(f"{name}: {number(founders)} states at first, in {first:%Y}; {len(dates)} by {last:%B %Y}.")
    by_framework = sorted(rows, key=lambda row: row["framework"])
    return Chart(
        "moon-frameworks",
        f"{len(members[ACCORDS])} states are listed as signatories of the Artemis Accords, {len(members[ILRS])} as "
        f"members of the ILRS, {number(len(both))} as both",
        partial(_draw, members, both),
        alt="Marks: states in the Artemis Accords alone, in both, and in the ILRS alone",
        description=f"{' '.join(growth)} In both: {listed(both)}.",
        data=pd.DataFrame(
            [
                (name, state, joined, n)
                for name, dates in members.items()
                for n, (state, joined) in enumerate(dates.items(), 1)
            ],
            columns=["framework", "participant", "joined_on", "number"],
        ),
        note="The Accords are principles, the ILRS (International Lunar Research Station) is a project: the "
        f"numbers do not compare. {capital(number(reported - len(members[ACCORDS])))} of the {reported} reported "
        f"signatories of the Accords are missing. Weakly sourced: {weak}.",
        table=pd.DataFrame(
            [(row["participant"], row["framework"], _format_joined(row), row["confidence"]) for row in by_framework],
            columns=["State", "Framework", "Joined", "Confidence"],
        ),
        rows=states,
    )


def _approximate_date(row: dict) -> date:
    """Return the date at which a state is drawn: the middle of the period that its date can mean."""
    return middle(row["joined_on"], row["joined_on_precision"])


def _format_joined(row: dict) -> str:
    """Format the date of joining, to its precision."""
    late = row["joined_on_precision"] == "not-later"
    return f"by {day(row['joined_on'])}" if late else format_date(row["joined_on"], row["joined_on_precision"])


def _draw(members: dict[str, dict[str, date]], both: list[str], figure, narrow: bool) -> None:
    """Draw three groups of markers: states in the Accords alone, in both frameworks (with names), in the ILRS alone."""
    pitch, per_row = (17, 16) if narrow else (19, 30)
    alone = {name: len(dates) - len(both) for name, dates in members.items()}
    heights = {name: pitch * ceil(count / per_row) for name, count in alone.items()}
    canvas = Canvas(figure, 104 + 22 * len(both) + sum(heights.values()), narrow)

    def draw_group(y: float, name: str, color: str, marker: str) -> None:
        """Draw the heading and the markers of the states in one framework alone."""
        canvas.write(0, y, f"{name} alone: {alone[name]}", LARGE, color, bold=True)
        for n in range(alone[name]):
            canvas.marks([7 + pitch * (n % per_row)], [y + 20 + pitch * (n // per_row)], color, marker, 11)

    draw_group(16, ACCORDS, "nasa", "o")
    y = 68 + heights[ACCORDS] - pitch
    canvas.write(0, y, f"In both: {len(both)}", LARGE, bold=True)
    for n, state in enumerate(both, 1):
        text_y = y + 3 + 22 * n
        canvas.marks([7], [text_y - 5], "ink", "D", 9)
        canvas.write(20, text_y, state, canvas.small, bold=True)
        signed, joined = (members[name][state].year for name in FRAMEWORKS)
        canvas.write(104, text_y, f"Accords {signed}, ILRS {joined}", canvas.small, "muted")
    draw_group(y + 30 + 22 * len(both), ILRS, "accent", "s")
