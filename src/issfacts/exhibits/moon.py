"""Who signed for the Moon: the Artemis Accords, the ILRS, and the states in both."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, SMALL, Canvas, Scale
from ..kit.dates import dated, fraction_of_year
from ..kit.exhibit import Chart
from ..kit.wording import capital, day, listed, number

ACCORDS, PROJECT = FRAMEWORKS = ("Artemis Accords", "ILRS")
MIDDLE = {"month": {"day": 15}, "year": {"month": 7, "day": 1}}  # where an inexact date is drawn


def moon_frameworks() -> Chart:
    """Draw how many states had signed the Artemis Accords and how many had joined the ILRS, and who is in both.

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
        alt="Two stepped lines: states in the Artemis Accords and in the ILRS over time",
        description=f"{' '.join(grown)} In both: {listed(both)}.",
        data=pd.DataFrame(
            [
                {"framework": name, "participant": state, "joined_on": when, "number": place}
                for name, days in members.items()
                for place, (state, when) in enumerate(days.items(), 1)
            ]
        ),
        note="The Accords are principles, the ILRS (International Lunar Research Station) is a project: the heights of "
        f"the lines do not compare. {capital(number(reported - len(members[ACCORDS])))} of the {reported} reported "
        f"signatories of the Accords are missing. {left_out}Weakly sourced: "
        f"{weak}. Where only a month or a year is known, its middle is drawn.",
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
    """Draw two stairs of states, and a thread for each state from the framework it joined first to the second."""
    unit, top = (4, 62) if narrow else (4.2, 34)
    ground = top + unit * len(members[ACCORDS])
    paper = Canvas(figure, ground + 28, narrow)
    years = {name: [fraction_of_year(when) for when in days.values()] for name, days in members.items()}
    last = max(map(max, years.values())) + 0.12
    x = Scale(min(years[ACCORDS]) - 0.15, last, 4, paper.width - (30 if narrow else 164))
    y = Scale(0, len(members[ACCORDS]), ground, top)
    paper.line((x.start, x.end), (ground, ground), "muted")
    labels = range(int(x.first) + 1, int(last) + 1, 2 if narrow else 1)
    paper.ticks({x(year): str(year) for year in labels}, ground)
    published = x(fraction_of_year(data.by_id("events")["article-published"]["when_utc"]))
    paper.line((published, published), (top - 12, ground + 5))
    paper.write(published - 5, top - 4, "the article", paper.small, ha="right")
    for name, color, dashes in ((ACCORDS, "nasa", "-"), (PROJECT, "accent", (0, (5, 1.4)))):
        counts = [n for place in range(len(years[name])) for n in (place, place + 1)]
        xs = [x(year) for year in years[name] for _ in range(2)]
        ys = [y(count) for count in counts]
        paper.line([*xs, x.end], [*ys, ys[-1]], color, 2.4, linestyle=dashes)
        paper.write(x.end + 6, ys[-1] + 5, str(len(years[name])), LARGE, color, bold=True)
        if narrow:
            paper.write(x.end, 16 if name == ACCORDS else ys[-1] - 10, name, SMALL, color, "right", bold=True)
        else:
            paper.write(x.end + 32, ys[-1] + 5, name, SMALL, color, bold=True)
    free = ground  # the lowest line on which no name stands yet
    for state in both:
        places = [list(days).index(state) for days in members.values()]
        xs = [x(years[name][place]) for name, place in zip(members, places, strict=True)]
        ys = [y(place + 1) for place in places]
        paper.line(xs, ys, "muted", linestyle=(0, (1, 1.5)))
        paper.marks(xs, ys, "ink", "D", 6)
        free = min(ys[0] - 3, free - 15)
        paper.write(xs[0] - 8, free, state, paper.small, ha="right", bold=True)
