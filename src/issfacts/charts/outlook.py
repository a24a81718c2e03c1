"""Draw what was foretold, and what became of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, box, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT
from ..kit.wording import capital, day, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DAYS = 365.25  # in a year, on average


# Years, dates and sources, for the drawings of this outlook


def year_of(when: date) -> float:
    """Return a day as a year with its fraction."""
    return when.year + (when - date(when.year, 1, 1)).days / DAYS


def last_day(when: date, precision: str) -> date:
    """Return the last day of the year, month or day that a date stands for."""
    if precision == "year":
        return date(when.year, 12, 31)
    if precision == "month":
        return (when.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return when


def told(when: date | None, precision: str | None) -> str:
    """Word a date as exactly as it is known."""
    if when is None:
        return "no date"
    return {"year": f"{when:%Y}", "month": f"{when:%B %Y}"}.get(precision, day(when))


def cited(rows: list[dict]) -> list[str]:
    return [id for row in rows for id in row["source_ids"]]


def ticks(paper: Axes, xs: dict[int, float], ground: float, size: float) -> None:
    """Write years below the ground."""
    for year, x in xs.items():
        line(paper, (x, x), (ground, ground + 5), "muted")
        write(paper, x, ground + 20, str(year), size, "muted", "center")


# Predictions


class Outcome(NamedTuple):
    """Say how one kind of outcome is drawn: its word in the table, its heading, its colour and marker."""

    word: str
    name: str
    color: str
    marker: str
    open: bool = False

    @property
    def look(self) -> dict:
        """Return the marker for matplotlib: filled, or hollow for what is open."""
        face = LIGHT["ground"] if self.open else LIGHT[self.color]
        return {"marker": self.marker, "markerfacecolor": face, "markeredgecolor": LIGHT[self.color]}


OUTCOMES = (
    Outcome("came true", "Came true", "ink", "o"),
    Outcome("did not", "Did not come true", "accent", "X"),
    Outcome("superseded", "Superseded (the same side said something new)", "muted", "s"),
    Outcome("open", "Open", "ink", "o", open=True),
)
# Named in the drawing: in the wide one with the year for which they are due, in the narrow one beside that year.
NAMED = {
    "station-to-2020-heads-2012": "heads of the agencies: station to {due}",
    "esa-to-2024": "Europe: takes part to {due}",
    "kononenko-one-year": "Kononenko: a year aboard",
    "ms27-eight-months": "MS-27: eight months aboard",
    "freedom-within-a-decade": "Reagan: a station by {due}",
    "borisov-leave-2025": "Borisov: Russia leaves from {due}",
    "ms22-half-year": "MS-22: half a year",
    "borisov-leave-after-2024": "Borisov again: Russia leaves",
    "ros-core-2030": "Russian station: core by {due}",
    "us-to-2030": "United States: station through {due}",
    "luna26-2027": "Luna-26 flies in {due}",
    "india-station-2035": "India: own station by {due}",
    "lunar-power-station-2035": "power plant on the Moon",
    "ros-complete-2033": "Russian station complete",
}
BRIEF = {
    "freedom-within-a-decade": "Reagan: a station",
    "ms22-half-year": "MS-22: half a year",
    "ros-complete-2033": "Russian station complete",
    "india-station-2035": "India: own station",
    "lunar-power-station-2035": "power plant on the Moon",
}


def predictions() -> Chart:
    """Draw every dated prediction of the book from the day it was made to the day it fell due, with its outcome.

    `data` has one row for each: id, made_on, made_by, predicts, due_on (the last day of the period), outcome,
    outcome_on. DataError: damaged data. Source: the table predictions.

    >>> predictions().title
    'Of 29 predictions that are settled, 12 came true, eight did not and nine were superseded; 22 are open'
    """
    rows = sorted(data.rows("predictions"), key=lambda row: (row["made_on"], row["due_on"] or date.max))
    today, counts = data.package()["as_of"], Counter(row["outcome"] for row in rows)
    today = date.fromisoformat(today) if isinstance(today, str) else today
    return Chart(
        "predictions",
        _predictions_title(counts),
        partial(_draw_predictions, rows, today),
        alt=f"{len(rows)} predictions by the time they fell due and by outcome",
        description=_predictions_description(rows, today),
        data=pd.DataFrame([_prediction(row) for row in rows]),
        sources=cited(rows),
        as_of=today,
        note="The choice of predictions is ours, not a sample. A year counts as due on its last day. "
        "Dotted: no day was named, or the prediction was superseded before it fell due.",
        table=_predictions_table(rows),
    )


def _predictions_title(counts: Counter) -> str:
    settled = sum(counts.values()) - counts["open"]
    return (
        f"Of {number(settled)} predictions that are settled, {counts['came true']} came true, "
        f"{number(counts['did not'])} did not and {number(counts['superseded'])} were superseded; "
        f"{number(counts['open'])} are open"
    )


def _predictions_description(rows: list[dict], today: date) -> str:
    due = [row for row in rows if _due(row)]
    ahead = [row for row in due if _due(row) > today]
    years = Counter(_due(row).year for row in ahead if row["outcome"] == "open")
    year, most = years.most_common(1)[0]
    late = [row for row in due if row["outcome"] == "came true" and row["outcome_on"] > _due(row)]
    return (
        f"The first was made in {rows[0]['made_on']:%Y}, the last falls due in {max(map(_due, due)):%Y}. "
        f"{capital(number(most))} of the open ones are due in {year}. "
        f"{capital(number(len(rows) - len(due)))} named no day."
        + (f" {capital(number(len(late)))} of those that came true did so after the day they were due." if late else "")
    )


def _due(row: dict) -> date | None:
    """Return the day on which a prediction falls due; nothing where no day was named."""
    return row["due_on"] and last_day(row["due_on"], row["due_on_precision"])


def _prediction(row: dict) -> dict:
    kept = {name: row[name] for name in ("id", "made_on", "made_by", "predicts")}
    return {**kept, "due_on": _due(row), "outcome": row["outcome"], "outcome_on": row["outcome_on"]}


def _predictions_table(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Prediction": [row["predicts"] for row in rows],
            "Made by": [capital(row["made_by"]) for row in rows],
            "Made": [told(row["made_on"], row["made_on_precision"]) for row in rows],
            "Due": [told(row["due_on"], row["due_on_precision"]) for row in rows],
            "Outcome": [row["outcome"] for row in rows],
        }
    )


def _draw_predictions(rows: list[dict], today: date, figure: Figure, narrow: bool) -> None:
    (_due_years if narrow else _time_lines)(figure, rows, today)


PITCH, HEADING = 9.5, 34  # px for each prediction, and for each heading


def _time_lines(figure: Figure, rows: list[dict], today: date) -> None:
    """Draw a line for each prediction, by outcome; names stand left of the line, where time was still empty."""
    top = 26
    bottom = top + len(OUTCOMES) * HEADING + len(rows) * PITCH + 6
    paper = sheet(figure, bottom + 28)
    first, last = rows[0]["made_on"].year - 1, max(_due(row) for row in rows if _due(row)).year + 2

    def at(when: date) -> float:
        return WIDE * (year_of(when) - first) / (last - first)

    now = at(today)
    box(paper, now, top - 4, WIDE - now, bottom - top + 4, facecolor=LIGHT["band"])
    line(paper, (now, now), (top - 4, bottom + 5), "ink", 1.2)
    write(paper, now, 14, day(today), SMALL, ha="center", weight="bold")
    years = [year for year in range(first, last) if year % 10 == 0]
    ticks(paper, {year: at(date(year, 1, 1)) for year in years}, bottom, SMALL)
    y = top
    for outcome in OUTCOMES:
        group = [row for row in rows if row["outcome"] == outcome.word]
        y += HEADING
        line(paper, [8], [y - 17], outcome.color, markersize=9, **outcome.look)
        write(paper, 20, y - 12, f"{outcome.name}: {len(group)}", LARGE, weight="bold")
        _group(paper, outcome, group, [y + PITCH * n for n in range(len(group))], at, today)
        y += PITCH * len(group)


def _group(paper: Axes, outcome: Outcome, rows: list[dict], ys: list[float], at, today: date) -> None:
    """Draw the lines, the markers and the names of one outcome."""
    solid, dotted, ends = [], [], []
    for row, y in zip(rows, ys, strict=True):
        made, due = row["made_on"], _due(row)
        early = outcome.word == "superseded" or (due and due > today and outcome.word != "open")
        end = row["outcome_on"] if early or not due else due
        (solid if due else dotted).append((at(made), at(end or today), y))
        if outcome.word == "superseded" and due:
            dotted.append((at(end), at(due), y))
        ends.append((at(end or today), y))
        if row["id"] in NAMED:
            label = NAMED[row["id"]].format(due=due and due.year)
            left = at(made) > 8.6 * len(label)
            x, ha = (at(made) - 6, "right") if left else (at(end) + 9, "left")
            write(paper, x, y + 4.5, label, SMALL, "muted", ha)
    _strokes(paper, solid, outcome.color)
    _strokes(paper, dotted, outcome.color, linestyle=(0, (1, 1.6)))
    xs, heights = zip(*ends, strict=True)
    line(paper, xs, heights, outcome.color, linestyle="", markersize=6.5, **outcome.look)


def _strokes(paper: Axes, strokes: list[tuple[float, float, float]], color: str, **more) -> None:
    """Draw many level lines as one path."""
    gap = float("nan")
    xs = [x for left, right, _ in strokes for x in (left, right, gap)]
    ys = [y for *_, height in strokes for y in (height, height, gap)]
    if xs:
        line(paper, xs, ys, color, 1.6, **more)


def _due_years(figure: Figure, rows: list[dict], today: date) -> None:
    """Draw a row for each due year and a marker for each prediction in it; those without a day stand last."""
    years = sorted({_due(row).year for row in rows if _due(row)})
    top, pitch, left = 138, 25, 64
    paper = sheet(figure, top + pitch * (len(years) + 2) + 4)
    for n, outcome in enumerate(OUTCOMES):
        y = 16 + 22 * n
        line(paper, [7], [y - 5], outcome.color, markersize=9, **outcome.look)
        count = sum(row["outcome"] == outcome.word for row in rows)
        write(paper, 18, y, f"{outcome.name.partition(' (')[0]}: {count}", SMALL, weight="bold")
    write(paper, 0, top - 23, "Due in", PHONE, "muted")
    y = top
    for due in [*years, None]:
        if due and due > today.year >= max(year for year in years if year < due):
            line(paper, (0, NARROW), (y - 4, y - 4), "ink", 1.2)
            write(paper, NARROW, y - 9, "due so far", PHONE, ha="right")
            write(paper, NARROW, y + 10, "not yet due", PHONE, ha="right")
            y += pitch * 0.8
        group = [row for row in rows if (_due(row) and _due(row).year) == due]
        _due_row(paper, str(due or "no day"), group, left, y)
        y += pitch


def _due_row(paper: Axes, label: str, rows: list[dict], left: float, y: float) -> None:
    write(paper, 0, y, label, SMALL, weight="bold")
    looks = [one for one in OUTCOMES for row in rows if row["outcome"] == one.word]
    for place, outcome in enumerate(looks):
        line(paper, [left + 16 * place], [y - 5], outcome.color, markersize=9, **outcome.look)
    name = next((BRIEF[row["id"]] for row in rows if row["id"] in BRIEF), "")
    write(paper, left + 16 * len(rows), y, name, PHONE, "muted")
