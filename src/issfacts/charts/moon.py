"""Draw who signed for the Moon."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.wording import capital, day, listed, number
from .outlook import cited, ticks, told, year_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FRAMEWORKS = {"Artemis Accords": "nasa", "ILRS": "accent"}
MIDDLE = {"month": {"day": 15}, "year": {"month": 7, "day": 1}}  # where an inexact date is drawn


def moon_frameworks() -> Chart:
    """Draw how many states had signed the Artemis Accords and how many had joined the ILRS, and who is in both.

    Organisations are left out, and rows without a readable source. `data` has one row for each state: framework,
    participant, joined_on (the middle of the month or year where no day is known), number (of states so far).
    DataError: damaged data. Source: the table accords.

    >>> moon_frameworks().title
    '69 states are listed as signatories of the Artemis Accords, 16 as members of the ILRS, four as both'
    """
    listed_rows = [row for row in data.rows("accords") if row["participant_kind"] == "state"]
    rows = [row for row in listed_rows if row["confidence"] != "unverified"]
    members = {name: _joined(rows, name) for name in FRAMEWORKS}
    both = _in_both(members)
    sizes = [len(found) for found in members.values()]
    return Chart(
        "moon-frameworks",
        f"{sizes[0]} states are listed as signatories of the Artemis Accords, {sizes[1]} as members of the ILRS, "
        f"{number(len(both))} as both",
        partial(_draw_frameworks, members, both),
        alt="Two stepped lines: states in the Artemis Accords and in the ILRS over time",
        description=_frameworks_description(members, both),
        data=_frameworks_data(members),
        sources=cited(rows),
        as_of=data.package()["as_of"],
        note=_frameworks_note(listed_rows, rows, both),
        table=_frameworks_table(rows),
    )


def _joined(rows: list[dict], framework: str) -> dict[str, date]:
    """Return the states of a framework in the order in which they joined, with the day at which they are drawn."""
    days = {row["participant"]: _drawn_on(row) for row in rows if row["framework"] == framework}
    return dict(sorted(days.items(), key=lambda item: item[1]))


def _drawn_on(row: dict) -> date:
    return row["joined_on"].replace(**MIDDLE.get(row["joined_on_precision"], {}))


def _in_both(members: dict[str, dict[str, date]]) -> list[str]:
    accords, project = members.values()
    return [state for state in accords if state in project]


def _frameworks_description(members: dict[str, dict[str, date]], both: list[str]) -> str:
    parts = [
        f"{name}: {number(list(days.values()).count(min(days.values())))} states at first, in {min(days.values()):%Y}; "
        f"{len(days)} by {max(days.values()):%B %Y}."
        for name, days in members.items()
    ]
    return f"{' '.join(parts)} In both: {listed(both)}."


def _frameworks_note(listed_rows: list[dict], rows: list[dict], both: list[str]) -> str:
    """Say what the drawing leaves out and what in it is weak."""
    signed = [row for row in rows if row["framework"] == "Artemis Accords"]
    reported = max(row["number_last"] for row in signed)
    doubtful = [row["participant"] for row in listed_rows if row not in rows]
    weak = [row["participant"] for row in rows if row["confidence"] == "low"]
    left_out = f"{listed(doubtful)}, doubtful in the ILRS, is left out. " if doubtful else ""
    return (
        "The Accords are principles, the ILRS (International Lunar Research Station) is a project: the heights of the "
        f"lines do not compare. {capital(number(reported - len(signed)))} of the {reported} reported signatories of "
        f"the Accords are missing. {left_out}"
        f"Weakly sourced: {listed(weak)}. Where only a month or a year is known, its middle is drawn."
    )


def _frameworks_data(members: dict[str, dict[str, date]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"framework": name, "participant": state, "joined_on": when, "number": place}
            for name, days in members.items()
            for place, (state, when) in enumerate(days.items(), 1)
        ]
    )


def _frameworks_table(rows: list[dict]) -> pd.DataFrame:
    ordered = sorted(rows, key=lambda row: (row["framework"], _drawn_on(row)))
    return pd.DataFrame(
        {
            "State": [row["participant"] for row in ordered],
            "Framework": [row["framework"] for row in ordered],
            "Joined": [_joined_when(row) for row in ordered],
            "Confidence": [row["confidence"] for row in ordered],
        }
    )


def _joined_when(row: dict) -> str:
    late = row["joined_on_precision"] == "not-later"
    return f"by {day(row['joined_on'])}" if late else told(row["joined_on"], row["joined_on_precision"])


def _draw_frameworks(members: dict[str, dict[str, date]], both: list[str], figure: Figure, narrow: bool) -> None:
    """Draw two stairs of states, and a thread for each state from the framework it joined first to the second."""
    accords = members["Artemis Accords"]
    unit, top, left = (4, 62, 4) if narrow else (4.2, 34, 4)
    ground, right = top + unit * len(accords), (NARROW - 30 if narrow else WIDE - 164)
    paper = sheet(figure, ground + 28)
    first = year_of(min(accords.values())) - 0.15
    last = max(year_of(when) for days in members.values() for when in days.values()) + 0.12

    def at(when: date) -> float:
        return left + (right - left) * (year_of(when) - first) / (last - first)

    size = PHONE if narrow else SMALL
    years = range(int(first) + 1, int(last) + 1, 2 if narrow else 1)
    line(paper, (left, right), (ground, ground), "muted")
    ticks(paper, {year: at(date(year, 1, 1)) for year in years}, ground, size)
    _article_day(paper, at, top - 12, ground, size)
    for (name, days), color in zip(members.items(), FRAMEWORKS.values(), strict=True):
        xs = [at(when) for when in days.values() for _ in range(2)] + [right]
        ys = [ground - unit * count for place in range(len(days)) for count in (place, place + 1)]
        line(paper, xs, [*ys, ys[-1]], color, 2.4, linestyle="-" if name == "Artemis Accords" else (0, (5, 1.4)))
        _framework_name(paper, name, len(days), right, ys[-1], color, narrow)
    _threads(paper, members, both, at, lambda count: ground - unit * count, size)


def _article_day(paper: Axes, at, top: float, ground: float, size: float) -> None:
    """Mark the day on which the article appeared."""
    published = next(row["when_utc"] for row in data.rows("events") if row["id"] == "article-published").date()
    x = at(published)
    line(paper, (x, x), (top, ground + 5), "ink", 1)
    write(paper, x - 5, top + 8, "the article", size, ha="right")


def _framework_name(paper: Axes, name: str, count: int, right: float, y: float, color: str, narrow: bool) -> None:
    """Name a line at its end, with the number of its states."""
    write(paper, right + 6, y + 5, str(count), LARGE, color, weight="bold")
    if narrow:
        write(paper, right, 16 if name == "Artemis Accords" else y - 10, name, SMALL, color, "right", weight="bold")
    else:
        write(paper, right + 32, y + 5, name, SMALL, color, weight="bold")


def _threads(paper: Axes, members: dict[str, dict[str, date]], both: list[str], at, height, size: float) -> None:
    """Join the two places of each state that is in both, and name it at the upper one."""
    places = {name: list(days) for name, days in members.items()}
    free = float("inf")  # the lowest line on which no name stands yet
    for state in both:
        ends = [(at(days[state]), height(places[name].index(state) + 1)) for name, days in members.items()]
        xs, ys = zip(*ends, strict=True)
        line(paper, xs, ys, "muted", 1, linestyle=(0, (1, 1.5)))
        line(paper, xs, ys, "ink", linestyle="", marker="D", markersize=6)
        free = min(ys[0] - 3, free - 15)
        write(paper, xs[0] - 8, free, state, size, ha="right", weight="bold")
