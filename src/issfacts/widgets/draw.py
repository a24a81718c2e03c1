"""Draw your guess over an empty chart; then the record appears over it and a sentence compares the two."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import floor

import pandas as pd
from markupsafe import Markup

from .. import data, record
from ..exhibits.crew import crew_by_agency
from ..exhibits.flights import mixed_by_year
from ..exhibits.launches import STATES, launches_by_state
from ..kit.rendering import as_json, render
from ..kit.wording import day
from .faces import WIDE, TwoFaces, paragraph

WORDS = {  # what page and notebook say, each filling the braces
    "none": "There is no line yet: draw first.",
    "one": "One point is no line. Draw on, or add a second point, and ask again.",
    "line": "Your line runs from {first} to {last}.",
    "high": "{at} is where you were furthest off: you drew {guess}, {off} too high; the record has {record}.",
    "low": "{at} is where you were furthest off: you drew {guess}, {off} too low; the record has {record}.",
    "same": "Your line from {first} to {last} meets the record everywhere.",
    "mean": "From {first} to {last} you were {mean} off on average.",
    "key": "Dashed: your line. Solid: the record.",
    "point": "{at}: {guess}",
}


@dataclass(frozen=True)
class Sketch:
    """Hold one thing to draw: the question, its places from left to right, the record, the empty chart's measures."""

    question: str
    across: str  # what one place is
    upward: str  # what is counted
    labels: list[str]
    ticks: dict[int, str]  # place: label
    series: dict[str, list[int]]
    top: int
    step: int
    chart: Callable


def _people():
    days = pd.date_range("2023-08-01", "2023-09-30", tz="UTC")
    noons = days + pd.Timedelta(hours=12)
    counts = record.aboard(noons).groupby("when").size().reindex(noons, fill_value=0)
    return Sketch(
        "How many people were aboard at 12:00 UTC each day, from 1 August to 30 September 2023?",
        "Day",
        "People aboard",
        [day(when) for when in days],
        {n: f"{when.day} {when:%b}" for n, when in enumerate(days) if when.day in (1, 15)},
        {"People": counts.tolist()},
        max(15, counts.max()),
        5,
        lambda: crew_by_agency("2023-08-01", "2023-10-31", mark="2023-09-15"),
    )


def _shares():
    chart = mixed_by_year()
    years = chart.data["year"].tolist()
    return Sketch(
        "Of a hundred crewed flights that docked in a year, how many carried people of both NASA and Roscosmos?",
        "Year",
        "Per cent of flights",
        list(map(str, years)),
        _years(years, 5),
        {"Share": chart.data["share"].tolist()},
        100,
        25,
        lambda: chart,
    )


def _launches():
    chart = launches_by_state()
    years = chart.data["year"].tolist()
    series = {state: chart.data[state].tolist() for state in STATES}
    return Sketch(
        f"How many launches to orbit did each state attempt a year, from {years[0]} to {years[-1]}?",
        "Year",
        "Attempts to reach orbit",
        list(map(str, years)),
        _years(years, 20),
        series,
        max(250, *map(max, series.values())),
        50,
        lambda: chart,
    )


def _years(years, step):
    return {n: str(year) for n, year in enumerate(years) if year % step == 0}


KINDS = {"people-aboard": _people, "mixed-share": _shares, "launches": _launches}


def draw(name, chart=True):
    """Let the reader draw a guess before the record is shown: "people-aboard", "mixed-share" or "launches".

    On a page one draws by pointer, finger or keyboard, in a notebook point by point; `draw(name).compare(points)`
    compares in Python. Without a script the chart stands in a fold, or below where `chart` is False and the chapter
    shows it itself. KeyError: another name. DataError: damaged data.
    Sources: the tables stays, crewed_flights and launches.

    >>> print(draw("people-aboard").compare({"1 August 2023": 7, "30 September 2023": 7}))
    28 August 2023 is where you were furthest off: you drew 7, 4 too low; the record has 11. \
From 1 August 2023 to 30 September 2023 you were 0.9 off on average.
    """
    if name not in KINDS:
        raise data.unknown("drawing", name, list(KINDS))
    return Draw(name, KINDS[name](), chart)


class Draw(TwoFaces):
    """Hold one thing to draw; see `draw`."""

    def __init__(self, name, sketch, with_chart=True):
        self.id, self.sketch, self.with_chart = f"draw-{name}", sketch, with_chart

    def __repr__(self):
        return f"Draw first: {self.sketch.question}"

    def compare(self, points, series=None):
        """Return how a line through points, a dict of place and number, differs from the record, in words.

        `series`: which of several records (default: the first). KeyError: a place or a series that is not there.
        """
        known = self.sketch.series
        series = next(iter(known)) if series is None else series
        if series not in known:
            raise data.unknown("record", series, list(known))
        for label in points:
            if label not in self.sketch.labels:
                raise data.unknown("place", label, self.sketch.labels)
        line = _line({self.sketch.labels.index(label): value for label, value in points.items()})
        if len(line) < 2:
            return WORDS["one" if line else "none"]
        return self._compared(line, known[series])

    def _compared(self, line, truth):
        places = list(line)
        ends = {"first": self.sketch.labels[places[0]], "last": self.sketch.labels[places[-1]]}
        off = {place: line[place] - truth[place] for place in places}
        worst = max(places, key=lambda place: abs(off[place]))
        if not off[worst]:
            return WORDS["same"].format(**ends)
        mean = floor(10 * sum(map(abs, off.values())) / len(off) + 0.5) / 10
        said = WORDS["high" if off[worst] > 0 else "low"].format(
            at=self.sketch.labels[worst], guess=line[worst], record=truth[worst], off=abs(off[worst])
        )
        return f"{said} {WORDS['mean'].format(mean=f'{mean:g}', **ends)}"

    @cached_property
    def chart(self):
        """Return the chart of the record, which gives the answer."""
        return self.sketch.chart()

    def html(self, prefix=""):
        """Return the static face; `prefix` keeps ids apart where it stands on a page twice."""
        id, sketch = prefix + self.id, self.sketch
        book = {
            "words": WORDS,
            "labels": sketch.labels,
            "ticks": sketch.ticks,
            "series": list(sketch.series.values()),
            "top": sketch.top,
            "step": sketch.step,
        }
        chart = Markup(self.chart.html(prefix=f"{id}-")) if self.with_chart else ""
        return render("draw.html", id=id, sketch=sketch, data=as_json(book), chart=chart)

    def _live(self, widgets):
        sketch, points = self.sketch, {name: {} for name in self.sketch.series}
        series = widgets.Dropdown(options=list(sketch.series), description="Record", **WIDE)
        place = widgets.SelectionSlider(options=sketch.labels, description=sketch.across, **WIDE)
        value = widgets.IntSlider(0, 0, sketch.top, description=sketch.upward, **WIDE)
        put, show = widgets.Button(description="Put a point there"), widgets.Button(description="Show the record")
        told = widgets.HTML()

        def add(_):
            points[series.value][place.value] = value.value
            told.value = render("drawn.html", said=WORDS["point"].format(at=place.value, guess=value.value), chart="")

        def reveal(_):
            said, enough = self.compare(points[series.value], series.value), len(points[series.value]) > 1
            chart = Markup(self.chart.html(prefix=f"live-{self.id}-")) if enough and self.with_chart else ""
            told.value = render("drawn.html", said=said, chart=chart)

        put.on_click(add)
        show.on_click(reveal)
        question = paragraph(widgets, sketch.question, "iss-label")
        return [question, *([series] if len(points) > 1 else []), place, value, put, show, told]


def _line(points):
    """Return the whole numbers of a line through points, place by place, a half rounded up."""
    places = sorted(points)
    line = {place: points[place] for place in places[:1]}
    for begin, end in pairwise(places):
        for place in range(begin + 1, end + 1):
            rise = (points[end] - points[begin]) * (place - begin) / (end - begin)
            line[place] = floor(points[begin] + rise + 0.5)
    return line
