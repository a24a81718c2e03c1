"""Widget in which the reader draws a guess on an empty chart, then sees the recorded values and a comparison."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from markupsafe import Markup

from .. import data, record
from ..exhibits.crew import crew_by_agency
from ..exhibits.flights import mixed_by_year
from ..exhibits.launches import STATES, launches_by_state
from ..kit.exhibit import Chart
from ..kit.wording import day, round_half_up
from .base import FULL_LABEL, Widget, open_links_in_new_tabs, paragraph

WORDS = {  # sentence templates; draw.js fills them in the same way
    "empty": "Draw here",
    "none": "There is no line yet: draw first.",
    "one": "One point is not a line. Draw on, or add a second point, and ask again.",
    "line": "Your line runs from {first} to {last}.",
    "high": "{at} is where you were furthest off: you drew {guess}, {off} too high; the record has {record}.",
    "low": "{at} is where you were furthest off: you drew {guess}, {off} too low; the record has {record}.",
    "same": "Your line from {first} to {last} meets the record everywhere.",
    "mean": "From {first} to {last} you were {mean} off on average.",
    "key": "Dashed: your line. Solid: the record.",
    "point": "{at}: {guess}",
}
LIVE_ANSWER = Markup('<div class="iss-face"><p role="alert">{}</p>{}</div>')  # a message, and a chart or nothing


@dataclass
class Draw(Widget):
    """Show an empty chart to draw on, then the recorded values; see `draw`."""

    id: str
    question: str
    x_label: str
    y_label: str
    labels: list[str]  # of all x positions
    ticks: dict[int, str]  # tick label by x position
    series: dict[str, list[int]]  # recorded values by name, one for each x position
    top: int  # of the y axis
    step: int  # between horizontal grid lines
    chart: Chart  # of the recorded values
    with_chart: bool = True

    template = "draw.html"

    def __repr__(self):
        return f"Draw first: {self.question}"

    def compare(self, points, series=None):
        """Return a text on how a line through points, a dict of number by label, differs from the recorded values.

        `series`: the name of the recorded values (default: the first). KeyError: unknown label or series.
        """
        labels, series = self.labels, next(iter(self.series)) if series is None else series
        if series not in self.series:
            raise data.unknown_name_error("record", series, list(self.series))
        for label in points:
            if label not in labels:
                raise data.unknown_name_error("place", label, labels)
        if len(points) < 2:
            return WORDS["one" if points else "none"]
        drawn = sorted((labels.index(label), value) for label, value in points.items())
        positions, recorded = range(drawn[0][0], drawn[-1][0] + 1), self.series[series]
        ends = {"first": labels[positions[0]], "last": labels[positions[-1]]}
        line = dict(zip(positions, map(round_half_up, np.interp(positions, *zip(*drawn, strict=True))), strict=True))
        errors = {position: line[position] - recorded[position] for position in positions}
        worst = max(positions, key=lambda position: abs(errors[position]))
        if not errors[worst]:
            return WORDS["same"].format(**ends)
        mean = round_half_up(sum(map(abs, errors.values())) / len(errors), 1)
        worst_text = WORDS["high" if errors[worst] > 0 else "low"].format(
            at=labels[worst], guess=line[worst], record=recorded[worst], off=abs(errors[worst])
        )
        return f"{worst_text} {WORDS['mean'].format(mean=f'{mean:g}', **ends)}"

    @property
    def payload(self):
        """Return the data for the page's script: texts, labels, recorded values, and the scale of the y axis."""
        return {
            "words": WORDS,
            "labels": self.labels,
            "ticks": self.ticks,
            "series": list(self.series.values()),
            "top": self.top,
            "step": self.step,
        }

    def _live(self, widgets):
        points = {name: {} for name in self.series}
        series = widgets.Dropdown(options=list(self.series), description="Record", **FULL_LABEL)
        label = widgets.SelectionSlider(options=self.labels, description=self.x_label, **FULL_LABEL)
        value = widgets.IntSlider(0, 0, self.top, description=self.y_label, **FULL_LABEL)
        add, show = widgets.Button(description="Put a point there"), widgets.Button(description="Show the record")
        output = widgets.HTML()

        def add_point(_):
            points[series.value][label.value] = value.value
            output.value = LIVE_ANSWER.format(WORDS["point"].format(at=label.value, guess=value.value), "")

        def show_comparison(_):
            drawn = points[series.value]
            show_chart = self.with_chart and len(drawn) > 1
            chart = Markup(self.chart.html(prefix=f"live-{self.id}-")) if show_chart else ""
            output.value = open_links_in_new_tabs(LIVE_ANSWER.format(self.compare(drawn, series.value), chart))

        add.on_click(add_point)
        show.on_click(show_comparison)
        question = paragraph(widgets, self.question, "iss-label")
        return [question, *([series] if len(points) > 1 else []), label, value, add, show, output]


def _people_aboard():
    days = pd.date_range("2023-08-01", "2023-09-30", tz="UTC")
    noons = days + pd.Timedelta(hours=12)
    counts = record.aboard(noons).groupby("when").size().reindex(noons, fill_value=0)
    return Draw(
        "draw-people-aboard",
        "How many people were aboard at 12:00 UTC each day, from 1 August to 30 September 2023?",
        x_label="Day",
        y_label="People aboard",
        labels=[day(when) for when in days],
        ticks={n: f"{when.day} {when:%b}" for n, when in enumerate(days) if when.day in (1, 15)},
        series={"People": counts.tolist()},
        top=max(15, counts.max()),
        step=5,
        chart=crew_by_agency("2023-08-01", "2023-09-30", mark="2023-09-15"),
    )


def _mixed_share():
    question = "Of a hundred crewed flights that docked in a year, how many carried people of both NASA and Roscosmos?"
    return _by_year(
        "draw-mixed-share", question, "Per cent of flights", mixed_by_year(), {"Share": "share"}, 5, 100, 25
    )


def _launches():
    question = "How many launches to orbit did each state attempt a year, from {first} to {last}?"
    # The line of Russia, which includes the Soviet Union's, begins first.
    states = {state: state for state in sorted(STATES, key=lambda state: state != "Russia")}
    return _by_year("draw-launches", question, "Attempts to reach orbit", launches_by_state(), states, 20, 250, 50)


def _by_year(id, question, y_label, chart, columns, years_between_ticks, top, step):
    """Return a drawing of columns of a chart's data, by name; the y axis reaches at least to `top`."""
    years = chart.data["year"].tolist()
    series = {name: chart.data[column].tolist() for name, column in columns.items()}
    return Draw(
        id,
        question.format(first=years[0], last=years[-1]),
        x_label="Year",
        y_label=y_label,
        labels=list(map(str, years)),
        ticks={n: str(year) for n, year in enumerate(years) if year % years_between_ticks == 0},
        series=series,
        top=max(top, *map(max, series.values())),
        step=step,
        chart=chart,
    )


DRAWINGS = {"people-aboard": _people_aboard, "mixed-share": _mixed_share, "launches": _launches}


def draw(name: str, chart: bool = True) -> Draw:
    """Let the reader draw a guess before the recorded values are shown.

    `name`: "people-aboard", "mixed-share" or "launches". A page takes mouse, touch or keyboard input, a notebook single
    points; `draw(name).compare(points)` compares points in Python. `chart`: include the chart of the recorded values,
    collapsed; False if the chapter shows it below the widget. KeyError: unknown name. DataError: invalid data.
    Sources: the tables stays, crewed_flights and launches.

    >>> print(draw("people-aboard").compare({"1 August 2023": 7, "30 September 2023": 7}))
    28 August 2023 is where you were furthest off: you drew 7, 4 too low; the record has 11. \
From 1 August 2023 to 30 September 2023 you were 0.9 off on average.
    """
    if name not in DRAWINGS:
        raise data.unknown_name_error("drawing", name, list(DRAWINGS))
    return replace(DRAWINGS[name](), with_chart=chart)
