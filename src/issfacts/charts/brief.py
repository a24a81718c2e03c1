"""Draw a student's own chart: the template of the last chapter."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, SMALL, TEXT, box, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT
from ..kit.wording import capital, day, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS = ("bars", "line")
MOST_BARS = 24  # more of them are a table
MOST_LISTED = 12  # so many values a description tells one by one
DOTTED = 40  # so many points of a line are marked, each with a dot
A_TOPIC = 2  # so few words name a topic, not a finding
LABEL, REMARK, UNIT = 30, 24, 40  # letters for which a phone has room


def template(
    frame: pd.DataFrame,
    x: str,
    y: str,
    *,
    title: str = "",
    unit: str = "",
    source_ids: Iterable[str] = (),
    kind: str = "",
    mark: Mapping[object, str] | None = None,
    note: str = "",
    as_of: date | str | None = None,
) -> Chart:
    """Draw your own rows as bars or as a line, in the style of the book; what a reader would miss is refused.

    `x` names the column of years, dates or words, each of them once; `y` names the column of numbers; `unit` says
    what `y` counts, in words. `title` states the finding. `source_ids` are ids of the table sources. `kind` is "bars"
    or "line" (default: a line for numbers and dates, bars for words); both begin at zero. `mark` points out values of
    `x`, each with a few words. The alternative text is computed. `data`: the two columns.

    ValueError: no title, unit or source; a column that is not there; a number missing, an `x` twice; rows that are
    unverified, or weak without a `note`. KeyError: an unknown source. Warns where the title only names a topic.

    >>> from issfacts import load
    >>> rows = load("launches").query("state == 'Russia' and year > 2020")[["year", "attempts"]]
    >>> words = {"title": "Russia launched less", "unit": "launch attempts"}
    >>> template(rows, "year", "attempts", **words, source_ids=["gcat"]).alt
    'Line: launch attempts by year, 2021 to 2025'
    """
    points = _points(frame, x, y)
    _demand_words(title, unit)
    sources = _demand_sources(frame, source_ids)
    _demand_trust(frame, note)
    plot = Plot(points, _kind(points, kind), x.replace("_", " "), unit.strip(), _marks(points, mark or {}))
    return Chart(
        f"own-{plot.kind}-{_letters(title)}",
        title.strip(),
        partial(_draw, plot),
        alt=plot.alt,
        description=plot.description,
        data=pd.DataFrame({x: points.index, y: points.to_numpy()}),
        sources=sources,
        as_of=data.package()["as_of"] if as_of is None else as_of,
        note=note,
        table=plot.table,
    )


# What is asked of a maker


def _points(frame: pd.DataFrame, x: str, y: str) -> pd.Series:
    """Return the numbers by their x, in order of x unless x are words."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"the template needs a frame, such as iss.load('launches'), not a {type(frame).__name__}")
    for name in (x, y):
        if name not in frame:
            raise ValueError(f"the frame has no column {name!r}, only {', '.join(map(str, frame.columns))}")
    if len(frame) < 2:
        rows = "no rows: is a word in your filter misspelt?" if frame.empty else "one row: say that in a sentence"
        raise ValueError(f"the frame has {rows}")
    if not pd.api.types.is_numeric_dtype(frame[y]):
        raise ValueError(f"column {y!r} holds no numbers: y is what you measure, x is when or where")
    if gaps := int(frame[[x, y]].isna().any(axis=1).sum()):
        raise ValueError(f"{gaps} of the rows lack {x!r} or {y!r}: leave them out, and say so in the note")
    if frame[x].duplicated().any():
        twin = _label(frame.loc[frame[x].duplicated(), x].iloc[0])
        raise ValueError(f"{x} {twin} stands there more than once: choose or add up rows until each stands once")
    points = pd.Series(frame[y].to_numpy(dtype=float), index=pd.Index(frame[x].array), name=y)
    return points.sort_index() if _ordered(points) else points


def _ordered(points: pd.Series) -> bool:
    index = points.index
    return pd.api.types.is_numeric_dtype(index) or pd.api.types.is_datetime64_any_dtype(index)


def _demand_words(title: str, unit: str) -> None:
    if not title.strip():
        raise ValueError("give the chart a title that states what you found: title='Russia launched less each year'")
    if not unit.strip():
        raise ValueError("say what the numbers count: unit='launch attempts', unit='million US dollars'")
    if len(unit) > UNIT:
        raise ValueError(f"{unit!r} is longer than {UNIT} letters: name the unit, put the rest into the note")
    if len(title.split()) <= A_TOPIC:
        warnings.warn(f"{title!r} names a topic. What did you find? Say it in a sentence", stacklevel=3)


def _demand_sources(frame: pd.DataFrame, ids: Iterable[str]) -> list[str]:
    """Return the ids, each once; where there are none, name those on which the rows rest."""
    if isinstance(ids, str):
        raise TypeError(f"source_ids must be a list of ids, such as [{ids!r}]")
    found = list(dict.fromkeys(ids))
    if not found:
        rows = frame["source_ids"].explode().dropna() if "source_ids" in frame else []
        known = f": these rows rest on {', '.join(dict.fromkeys(rows))}" if len(rows) else ""
        raise ValueError(f"name your sources, such as source_ids=['gcat']{known}")
    return found


def _demand_trust(frame: pd.DataFrame, note: str) -> None:
    levels = set(frame["confidence"].dropna()) if "confidence" in frame else set()
    if "unverified" in levels:
        raise ValueError("some rows are unverified: leave them out, filter on the column confidence")
    if "low" in levels and not note.strip():
        raise ValueError("some rows are weak (confidence low): say so to your readers, note='...'")


def _kind(points: pd.Series, kind: str) -> str:
    chosen = kind or ("line" if _ordered(points) else "bars")
    if chosen not in KINDS:
        raise ValueError(f"kind must be {' or '.join(map(repr, KINDS))}, not {kind!r}")
    if chosen == "line" and not _ordered(points):
        raise ValueError("a line joins what follows in time: these x are words, choose kind='bars'")
    if chosen == "bars" and len(points) > MOST_BARS:
        raise ValueError(f"{len(points)} bars are a wall: choose at most {MOST_BARS} rows, or kind='line'")
    if points.min() < 0:
        raise ValueError("the template begins at zero: it cannot draw numbers below")
    return chosen


def _marks(points: pd.Series, mark: Mapping[object, str]) -> dict[object, str]:
    for place, words in mark.items():
        if place not in points.index:
            raise ValueError(f"mark: there is no {_label(place)} among the rows")
        if not 0 < len(str(words).strip()) <= REMARK:
            raise ValueError(f"mark: say in at most {REMARK} letters why {_label(place)} matters")
    return {place: str(words) for place, words in mark.items()}


def _letters(title: str) -> str:
    """Return a title as a part of an id."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in title.lower())
    return "-".join(filter(None, plain.split("-")))[:40].rstrip("-") or "chart"


# What it says


class Plot(NamedTuple):
    """Hold the numbers of one drawing, and put them into words."""

    points: pd.Series
    kind: str
    x: str
    unit: str
    marks: dict[object, str]

    @property
    def alt(self) -> str:
        """Return what the picture is."""
        first, last = _label(self.points.index[0]), _label(self.points.index[-1])
        span = f", {first} to {last}" if _ordered(self.points) else ""
        return f"{capital(self.kind)}: {self.unit} by {self.x}{span}"

    @property
    def description(self) -> str:
        """Return every value in words, or the ends and the extremes where there are too many."""
        points = self.points
        if len(points) <= MOST_LISTED:
            told = [f"{_label(place)}: {self.value(place)}." for place in points.index]
        else:
            ends = {"First": points.index[0], "Last": points.index[-1]}
            ends |= {"Highest": points.idxmax(), "Lowest": points.idxmin()}
            told = [f"{name}: {self.value(place)} ({_label(place)})." for name, place in ends.items()]
        return " ".join([f"{capital(self.unit)} by {self.x}.", *told, *self._pointed_out()])

    def _pointed_out(self) -> list[str]:
        told = [f"{_label(place)} ({words})" for place, words in self.marks.items()]
        return [f"Marked: {listed(told)}."] if told else []

    def value(self, place: object) -> str:
        """Return one number as a reader writes it."""
        return _number(self.points[place])

    @property
    def table(self) -> pd.DataFrame:
        """Return the numbers as people read them."""
        return pd.DataFrame(
            {capital(self.x): list(map(_label, self.points.index)), capital(self.unit): self.points.map(_number).array}
        )


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _label(place: object) -> str:
    """Return a year, a date or a word as it stands beside the drawing."""
    if isinstance(place, datetime | date):
        return day(place)
    return _number(place).replace(",", "") if isinstance(place, float) else str(place)


# How it is drawn


def _short(label: str, most: int = LABEL) -> str:
    """Cut a label for which there is no room; the table has it whole."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _draw(plot: Plot, figure: Figure, narrow: bool) -> None:
    (_bars if plot.kind == "bars" else _line)(plot, figure, narrow)


def _bars(plot: Plot, figure: Figure, narrow: bool) -> None:
    """Draw one bar below the other, each with its number; a marked bar is hatched and says why."""
    size, step, top = (SMALL, 46, 30) if narrow else (TEXT, 34, 34)
    names = [_short(_label(place)) for place in plot.points.index]
    left = 0 if narrow else 9 * max(map(len, names)) + 16
    right = NARROW - 60 if narrow else WIDE - 240
    paper = sheet(figure, top + step * len(plot.points) + 6)
    write(paper, left, 16, plot.unit, SMALL, "muted")
    line(paper, (left, left), (top - 6, top + step * len(plot.points)), "muted")
    for row, (name, (place, value)) in enumerate(zip(names, plot.points.items(), strict=True)):
        y, end = top + step * row, left + (right - left) * value / (plot.points.max() or 1)
        words, bar = plot.marks.get(place, ""), y + (18 if narrow else 4)
        fill = {"facecolor": LIGHT["accent"], "hatch": "//"} if words else {"facecolor": LIGHT["other"]}
        box(paper, left, bar, end - left, 22, edgecolor=LIGHT["ground"], **fill)
        write(paper, end + 8, bar + 16, plot.value(place), LARGE, weight="bold")
        if narrow:
            write(paper, left + 6, y + 12, _short(f"{name}{words and f': {words}'}"), size)
        else:
            write(paper, left - 10, bar + 16, name, size, ha="right")
            write(paper, end + 20 + 9 * len(plot.value(place)), bar + 16, words, SMALL, "accent")


class Scale(NamedTuple):
    """Hold the paper of a line and its two scales."""

    paper: Axes
    plot: Plot
    left: float
    right: float
    top: float
    ground: float

    def x(self, place: object) -> float:
        """Return where an x stands."""
        first, last = self.plot.points.index[0], self.plot.points.index[-1]
        return self.left + (self.right - self.left) * ((place - first) / (last - first))

    def y(self, value: float) -> float:
        """Return how high a number reaches."""
        return self.ground - (self.ground - self.top) * value / (self.plot.points.max() or 1)


def _line(plot: Plot, figure: Figure, narrow: bool) -> None:
    """Draw a line from zero up, its ends and its extremes with their numbers."""
    height, width = (250, NARROW) if narrow else (300, WIDE)
    first, last = (18 + 10 * len(plot.value(place)) for place in (plot.points.index[0], plot.points.index[-1]))
    scale = Scale(sheet(figure, height), plot, first, width - last, 72, height - 34)
    write(scale.paper, 0, 16, plot.unit, SMALL, "muted")
    line(scale.paper, (first, width - last), (scale.ground, scale.ground), "muted")
    for place, words in plot.marks.items():
        x = scale.x(place)
        line(scale.paper, (x, x), (44, scale.ground), "accent", 1.5, linestyle=(0, (4, 3)))
        ha = "left" if x < (scale.left + scale.right) / 2 else "right"
        write(scale.paper, x + (-4 if ha == "left" else 4), 38, words, SMALL, "accent", ha)
    dots = {"marker": "o", "markersize": 4} if len(plot.points) <= DOTTED else {}
    xs, ys = [scale.x(place) for place in plot.points.index], [scale.y(value) for value in plot.points]
    line(scale.paper, xs, ys, "ink", 2, **dots)
    _told_points(scale, narrow)
    _told_places(scale, narrow)


def _told_points(scale: Scale, narrow: bool) -> None:
    """Write the numbers of the ends beside them, those of the extremes above and below wherever there is room."""
    points, size = scale.plot.points, TEXT if narrow else LARGE
    ends, taken = {points.index[0]: ("right", -9), points.index[-1]: ("left", 9)}, []
    for place in dict.fromkeys([*ends, points.idxmax(), points.idxmin()]):
        ha, aside = ends.get(place, ("center", 0))
        x, y, value = scale.x(place), scale.y(points[place]), scale.plot.value(place)
        if not aside and any(abs(x - other) < 10 * len(value) for other in taken):
            continue
        taken.append(x)
        if place == points.idxmin() and y + 24 > scale.ground:  # no room below: beside it
            ha, aside = "left", 8
        y += 5 if aside else -10 if place == points.idxmax() else 20
        write(scale.paper, x + aside, y, value, size, ha=ha, weight="bold")


def _told_places(scale: Scale, narrow: bool) -> None:
    """Write the two ends of x below the ground, the middle too where there is room."""
    index = scale.plot.points.index
    middle = [] if narrow or len(index) < MOST_LISTED else [index[len(index) // 2]]
    for place in (index[0], *middle, index[-1]):
        x, label = scale.x(place), _label(place)
        line(scale.paper, (x, x), (scale.ground, scale.ground + 6), "muted")
        room = 4 * len(label)  # half the width of the label
        inside = min(max(x, room), scale.paper.get_xlim()[1] - room)
        write(scale.paper, inside, scale.ground + 22, label, SMALL, "muted", "center")
