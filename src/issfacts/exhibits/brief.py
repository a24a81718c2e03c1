"""A student's own chart: the template of the last chapter."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

import pandas as pd

from ..kit.canvas import LARGE, SMALL, TEXT, Canvas, Scale, text_width
from ..kit.exhibit import Chart
from ..kit.palette import LIGHT
from ..kit.wording import capital, day, listed

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
    of: str = "",
    mark: Mapping[object, str] | None = None,
    note: str = "",
    as_of: date | str | None = None,
) -> Chart:
    """Draw your own rows as bars or as a line, in the style of the book; what a reader would miss is refused.

    `x` names the column of years, dates or words, each of them once; `y` names the column of numbers; `unit` says
    what `y` counts, in words. `title` states the finding. `source_ids` are ids of the table sources. `kind` is "bars"
    or "line" (default: a line for numbers and dates, bars for words); both begin at zero. `mark` points out values of
    `x`, each with a few words. `of` names the column of the wholes of which `y` is a part, such as all ships of a
    year: bars stand in an outline of the whole. The alternative text is computed. `data`: the columns named.

    ValueError: no title, unit or source; a column that is not there; a number missing, an `x` twice; a whole
    smaller than its part; rows that are unverified, or weak without a `note`. KeyError: an unknown source.
    Warns where the title only names a topic.

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
    kind, wholes = _kind(points, kind), _wholes(frame, x, of, points) if of else None
    if of and kind != "bars":
        raise ValueError("of: only bars can stand in their whole, choose kind='bars'")
    plot = Plot(points, kind, x.replace("_", " "), unit.strip(), _marks(points, mark or {}), wholes)
    return Chart(
        f"own-{plot.kind}-{re.sub('[^a-z0-9]+', '-', title.lower())[:40].strip('-') or 'chart'}",
        title.strip(),
        partial(_bars if plot.kind == "bars" else _line, plot),
        alt=plot.alt,
        description=plot.description,
        data=pd.DataFrame({x: points.index, y: points.to_numpy()} | ({of: wholes.to_numpy()} if of else {})),
        sources=sources,
        as_of=as_of,
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


def _wholes(frame: pd.DataFrame, x: str, of: str, points: pd.Series) -> pd.Series:
    """Return the wholes in the order of their parts."""
    if of not in frame:
        raise ValueError(f"the frame has no column {of!r}, only {', '.join(map(str, frame.columns))}")
    wholes = pd.Series(frame[of].to_numpy(dtype=float), index=pd.Index(frame[x].array)).reindex(points.index)
    if not (wholes >= points).all():
        raise ValueError(f"a whole in {of!r} is missing, or smaller than its part")
    return wholes


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


def _demand_sources(frame: pd.DataFrame, ids: Iterable[str]) -> Iterable[str]:
    """Return the ids; where there are none, name those on which the rows rest."""
    if not isinstance(ids, str) and not (ids := list(ids)):
        rows = frame["source_ids"].explode().dropna() if "source_ids" in frame else []
        known = f": these rows rest on {', '.join(dict.fromkeys(rows))}" if len(rows) else ""
        raise ValueError(f"name your sources, such as source_ids=['gcat']{known}")
    return ids


def _demand_trust(frame: pd.DataFrame, note: str) -> None:
    levels = set(frame["confidence"].dropna()) if "confidence" in frame else set()
    if "unverified" in levels:
        raise ValueError("some rows are unverified: leave them out, filter on the column confidence")
    if "low" in levels and not note.strip():
        raise ValueError("some rows are weak (confidence low): say so to your readers, note='...'")


def _kind(points: pd.Series, kind: str) -> str:
    chosen = kind or ("line" if _ordered(points) else "bars")
    if chosen not in ("bars", "line"):
        raise ValueError(f"kind must be 'bars' or 'line', not {kind!r}")
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


# What it says


class Plot(NamedTuple):
    """Hold the numbers of one drawing, and put them into words."""

    points: pd.Series
    kind: str
    x: str
    unit: str
    marks: dict[object, str]
    wholes: pd.Series | None = None

    def told(self, place: object) -> str:
        """Return the number at a place, and of how many it is."""
        whole = "" if self.wholes is None else f" of {_number(self.wholes[place])}"
        return f"{_number(self.points[place])}{whole}"

    @property
    def alt(self) -> str:
        """Return what the picture is."""
        first, last = _label(self.points.index[0]), _label(self.points.index[-1])
        period = f", {first} to {last}" if _ordered(self.points) else ""
        return f"{capital(self.kind)}: {self.unit} by {self.x}{period}"

    @property
    def description(self) -> str:
        """Return every value in words, or the ends and the extremes where there are too many."""
        points = self.points
        if len(points) <= MOST_LISTED:
            told = [f"{_label(place)}: {self.told(place)}." for place in points.index]
        else:
            ends = {"First": points.index[0], "Last": points.index[-1]}
            ends |= {"Highest": points.idxmax(), "Lowest": points.idxmin()}
            told = [f"{name}: {_number(points[place])} ({_label(place)})." for name, place in ends.items()]
        if self.marks:
            told.append(f"Marked: {listed(f'{_label(place)} ({words})' for place, words in self.marks.items())}.")
        return " ".join([f"{capital(self.unit)} by {self.x}.", *told])

    @property
    def table(self) -> pd.DataFrame:
        """Return the numbers as people read them."""
        numbers = {capital(self.unit): self.points.map(_number).array}
        if self.wholes is not None:
            numbers["Of all"] = self.wholes.map(_number).array
        return pd.DataFrame({capital(self.x): list(map(_label, self.points.index))} | numbers)


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _label(place: object) -> str:
    """Return a year, a date or a word as it stands beside the drawing."""
    if isinstance(place, datetime | date):
        return day(place)
    return _number(place).replace(",", "") if isinstance(place, float) else str(place)


def _short(label: str) -> str:
    """Cut a label for which there is no room; the table has it whole."""
    return label if len(label) <= LABEL else f"{label[: LABEL - 1].rstrip()}…"


# How it is drawn


def _bars(plot: Plot, figure, narrow: bool) -> None:
    """Draw one bar below the other, each with its number; a marked bar is hatched and says why."""
    step, top = (46, 30) if narrow else (34, 34)
    paper = Canvas(figure, top + step * len(plot.points) + 6, narrow)
    names = [_short(_label(place)) for place in plot.points.index]
    left = 0 if narrow else max(text_width(name, TEXT) for name in names) + 16
    wholes = plot.points if plot.wholes is None else plot.wholes
    x = Scale(0, wholes.max() or 1, left, paper.width - (60 if narrow else 240))
    paper.write(left, 16, plot.unit + (" (outline: all)" if plot.wholes is not None else ""), SMALL, "muted")
    paper.line((left, left), (top - 6, top + step * len(plot.points)), "muted")
    for row, (name, (place, value)) in enumerate(zip(names, plot.points.items(), strict=True)):
        y, end, words, told = top + step * row, x(value), plot.marks.get(place, ""), plot.told(place)
        bar = y + (18 if narrow else 4)
        hatched = {"facecolor": LIGHT["accent"], "hatch": "//", "edgecolor": LIGHT["ground"]}
        paper.box(left, bar, end - left, 22, hatched if words else "other")
        if wholes[place] > value:
            paper.edge(end, bar + 0.75, x(wholes[place]) - end, 20.5, "muted", 1.5)
        end = x(wholes[place])
        paper.write(end + 8, bar + 16, told, LARGE, bold=True)
        if narrow:
            paper.write(left + 6, y + 12, _short(f"{name}{words and f': {words}'}"), SMALL)
        else:
            paper.write(left - 10, bar + 16, name, TEXT, ha="right")
            paper.write(end + 20 + text_width(told, LARGE, bold=True), bar + 16, words, SMALL, "accent")


def _line(plot: Plot, figure, narrow: bool) -> None:
    """Draw a line from zero up, its ends and its extremes with their numbers."""
    paper, points = Canvas(figure, 250 if narrow else 300, narrow), plot.points
    ground, (first, last) = paper.height - 34, (points.index[0], points.index[-1])
    rooms = [14 + text_width(_number(points[place]), LARGE, bold=True) for place in (first, last)]
    x = Scale(first, last, rooms[0], paper.width - rooms[1])
    y = Scale(0, points.max() or 1, ground, 72)
    paper.write(0, 16, plot.unit, SMALL, "muted")
    paper.line((x.start, x.end), (ground, ground), "muted")
    for place, words in plot.marks.items():
        paper.line((x(place),) * 2, (44, ground), "accent", 1.5, linestyle=(0, (4, 3)))
        ha, dx = ("left", -4) if x(place) < (x.start + x.end) / 2 else ("right", 4)
        paper.write(x(place) + dx, 38, words, SMALL, "accent", ha)
    dots = {"marker": "o", "markersize": 4} if len(points) <= DOTTED else {}
    paper.line([x(place) for place in points.index], [y(value) for value in points], "ink", 2, **dots)
    _numbers(paper, points, x, y)
    middle = [] if narrow or len(points) < MOST_LISTED else [points.index[len(points) // 2]]
    for place in (first, *middle, last):
        paper.line((x(place),) * 2, (ground, ground + 6), "muted")
        room = text_width(_label(place), SMALL) / 2
        inside = min(max(x(place), room), paper.width - room)
        paper.write(inside, ground + 22, _label(place), SMALL, "muted", "center")


def _numbers(paper: Canvas, points: pd.Series, x: Scale, y: Scale) -> None:
    """Write the numbers of the ends beside them, those of the extremes above and below wherever there is room."""
    size = TEXT if paper.narrow else LARGE
    ends, taken = {points.index[0]: ("right", -9), points.index[-1]: ("left", 9)}, []
    for place in dict.fromkeys([*ends, points.idxmax(), points.idxmin()]):
        ha, aside = ends.get(place, ("center", 0))
        value, there, height = _number(points[place]), x(place), y(points[place])
        if not aside and any(abs(there - other) < text_width(value, size, bold=True) for other in taken):
            continue
        taken.append(there)
        if place == points.idxmin() and height + 24 > y.start:  # no room below: beside it
            ha, aside = "left", 8
        height += 5 if aside else -10 if place == points.idxmax() else 20
        paper.write(there + aside, height, value, size, ha=ha, bold=True)
