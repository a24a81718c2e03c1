"""A student's own chart: the template of the last chapter."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from itertools import count

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
    points = _points(frame, x, y, of)
    sources = source_ids if isinstance(source_ids, str) else list(source_ids)
    _demand_words(frame, title, unit, sources, note)
    kind = _kind(points, kind, of)
    _mark(points, mark or {})
    across, unit = x.replace("_", " "), unit.strip()
    period = f", {points['label'].iloc[0]} to {points['label'].iloc[-1]}" if _ordered(points) else ""
    table = pd.DataFrame({capital(across): points["label"].array, capital(unit): points["value"].map(_number).array})
    if of:
        table["Of all"] = points["whole"].map(_number).array
    return Chart(
        f"own-{kind}-{re.sub('[^a-z0-9]+', '-', title.lower())[:40].strip('-') or 'chart'}",
        title.strip(),
        partial(_bars if kind == "bars" else _line, points, unit + (" (outline: all)" if of else "")),
        alt=f"{capital(kind)}: {unit} by {across}{period}",
        description=f"{capital(unit)} by {across}. {_description(points)}",
        data=pd.DataFrame({x: points.index, y: points["value"].array} | ({of: points["whole"].array} if of else {})),
        sources=sources,
        as_of=as_of,
        note=note,
        table=table,
    )


# What is asked of a maker


def _points(frame: pd.DataFrame, x: str, y: str, of: str) -> pd.DataFrame:
    """Return by x the numbers, their wholes and both in words; in order of x unless x are words."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"the template needs a frame, such as iss.load('launches'), not a {type(frame).__name__}")
    for name in (x, y, of or y):
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
    numbers = {name: frame[column].to_numpy(dtype=float) for name, column in (("value", y), ("whole", of or y))}
    points = pd.DataFrame(numbers, index=pd.Index(frame[x].array))
    if not (points["whole"] >= points["value"]).all():
        raise ValueError(f"a whole in {of!r} is missing, or smaller than its part")
    points["label"] = list(map(_label, points.index))
    points["told"] = points["value"].map(_number) + (" of " + points["whole"].map(_number) if of else "")
    return points.sort_index() if _ordered(points) else points


def _ordered(points: pd.DataFrame) -> bool:
    index = points.index
    return pd.api.types.is_numeric_dtype(index) or pd.api.types.is_datetime64_any_dtype(index)


def _demand_words(frame: pd.DataFrame, title: str, unit: str, ids: list[str] | str, note: str) -> None:
    """Refuse a chart that does not say what it found, what it counts, on which sources and how surely."""
    if not title.strip():
        raise ValueError("give the chart a title that states what you found: title='Russia launched less each year'")
    if not unit.strip():
        raise ValueError("say what the numbers count: unit='launch attempts', unit='million US dollars'")
    if len(unit) > UNIT:
        raise ValueError(f"{unit!r} is longer than {UNIT} letters: name the unit, put the rest into the note")
    if not ids:
        rows = frame["source_ids"].explode().dropna() if "source_ids" in frame else []
        known = f": these rows rest on {', '.join(dict.fromkeys(rows))}" if len(rows) else ""
        raise ValueError(f"name your sources, such as source_ids=['gcat']{known}")
    levels = set(frame["confidence"].dropna()) if "confidence" in frame else set()
    if "unverified" in levels:
        raise ValueError("some rows are unverified: leave them out, filter on the column confidence")
    if "low" in levels and not note.strip():
        raise ValueError("some rows are weak (confidence low): say so to your readers, note='...'")
    if len(title.split()) <= A_TOPIC:
        warnings.warn(f"{title!r} names a topic. What did you find? Say it in a sentence", stacklevel=3)


def _kind(points: pd.DataFrame, kind: str, of: str) -> str:
    chosen = kind or ("line" if _ordered(points) else "bars")
    if chosen not in ("bars", "line"):
        raise ValueError(f"kind must be 'bars' or 'line', not {kind!r}")
    if chosen == "line" and not _ordered(points):
        raise ValueError("a line joins what follows in time: these x are words, choose kind='bars'")
    if chosen == "bars" and len(points) > MOST_BARS:
        raise ValueError(f"{len(points)} bars are a wall: choose at most {MOST_BARS} rows, or kind='line'")
    if chosen == "line" and of:
        raise ValueError("of: only bars can stand in their whole, choose kind='bars'")
    if points["value"].min() < 0:
        raise ValueError("the template begins at zero: it cannot draw numbers below")
    return chosen


def _mark(points: pd.DataFrame, mark: Mapping[object, str]) -> None:
    """Add what is said of each point; nothing of most."""
    points["mark"] = ""
    for place, words in mark.items():
        if place not in points.index:
            raise ValueError(f"mark: there is no {_label(place)} among the rows")
        if not 0 < len(str(words).strip()) <= REMARK:
            raise ValueError(f"mark: say in at most {REMARK} letters why {_label(place)} matters")
        points.loc[place, "mark"] = str(words)


# What it says


def _description(points: pd.DataFrame) -> str:
    """Tell every value, or the ends and the extremes where there are too many; and what is marked."""
    if len(points) <= MOST_LISTED:
        told = (points["label"] + ": " + points["told"] + ".").tolist()
    else:
        places = [points.index[0], points.index[-1], points["value"].idxmax(), points["value"].idxmin()]
        ends = points.loc[places].assign(name=["First", "Last", "Highest", "Lowest"])
        told = [f"{end.name}: {end.told} ({end.label})." for end in ends.itertuples(index=False)]
    marked = points[points["mark"] != ""]
    if len(marked):
        told.append(f"Marked: {listed(marked['label'] + ' (' + marked['mark'] + ')')}.")
    return " ".join(told)


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


def _bars(points: pd.DataFrame, head: str, figure, narrow: bool) -> None:
    """Draw one bar below the other, each with its number; a marked bar is hatched and says why."""
    step, top = (46, 30) if narrow else (34, 34)
    paper = Canvas(figure, top + step * len(points) + 6, narrow)
    left = 0 if narrow else max(text_width(_short(label), TEXT) for label in points["label"]) + 16
    x = Scale(0, points["whole"].max() or 1, left, paper.width - (60 if narrow else 240))
    paper.write(left, 16, head, SMALL, "muted")
    paper.line((left, left), (top - 6, top + step * len(points)), "muted")
    hatched = {"facecolor": LIGHT["accent"], "hatch": "//", "edgecolor": LIGHT["ground"]}
    for y, point in zip(count(top, step), points.itertuples()):
        bar, part, whole = y + (18 if narrow else 4), x(point.value), x(point.whole)
        paper.box(left, bar, part - left, 22, hatched if point.mark else "other")
        if whole > part:
            paper.edge(part, bar + 0.75, whole - part, 20.5, "muted", 1.5)
        paper.write(whole + 8, bar + 16, point.told, LARGE, bold=True)
        if narrow:
            words = f"{_short(point.label)}: {point.mark}" if point.mark else point.label
            paper.write(left + 6, y + 12, _short(words), SMALL)
        else:
            paper.write(left - 10, bar + 16, _short(point.label), TEXT, ha="right")
            beside = whole + 20 + text_width(point.told, LARGE, bold=True)
            paper.write(beside, bar + 16, point.mark, SMALL, "accent")


def _line(points: pd.DataFrame, head: str, figure, narrow: bool) -> None:
    """Draw a line from zero up, its ends and its extremes with their numbers."""
    paper, (first, last) = Canvas(figure, 250 if narrow else 300, narrow), points.index[[0, -1]]
    ground = paper.height - 34
    rooms = [14 + text_width(points.at[place, "told"], LARGE, bold=True) for place in (first, last)]
    x = Scale(first, last, rooms[0], paper.width - rooms[1])
    y = Scale(0, points["value"].max() or 1, ground, 72)
    paper.write(0, 16, head, SMALL, "muted")
    paper.line((x.start, x.end), (ground, ground), "muted")
    for place, words in points.loc[points["mark"] != "", "mark"].items():
        paper.line((x(place),) * 2, (44, ground), "accent", 1.5, linestyle=(0, (4, 3)))
        ha, dx = ("left", -4) if x(place) < (x.start + x.end) / 2 else ("right", 4)
        paper.write(x(place) + dx, 38, words, SMALL, "accent", ha)
    dots = {"marker": "o", "markersize": 4} if len(points) <= DOTTED else {}
    paper.line([x(place) for place in points.index], [y(value) for value in points["value"]], "ink", 2, **dots)
    _numbers(paper, points, x, y)
    middle = [] if narrow or len(points) < MOST_LISTED else [points.index[len(points) // 2]]
    for place in (first, *middle, last):
        paper.line((x(place),) * 2, (ground, ground + 6), "muted")
        room = text_width(points.at[place, "label"], SMALL) / 2
        inside = min(max(x(place), room), paper.width - room)
        paper.write(inside, ground + 22, points.at[place, "label"], SMALL, "muted", "center")


def _numbers(paper: Canvas, points: pd.DataFrame, x: Scale, y: Scale) -> None:
    """Write the numbers of the ends beside them, those of the extremes above and below wherever there is room."""
    size, highest, lowest = TEXT if paper.narrow else LARGE, points["value"].idxmax(), points["value"].idxmin()
    ends, taken = {points.index[0]: ("right", -9), points.index[-1]: ("left", 9)}, []
    for place in dict.fromkeys([*ends, highest, lowest]):
        ha, aside = ends.get(place, ("center", 0))
        told, there, height = points.at[place, "told"], x(place), y(points.at[place, "value"])
        if not aside and any(abs(there - other) < text_width(told, size, bold=True) for other in taken):
            continue
        taken.append(there)
        if place == lowest and height + 24 > y.start:  # no room below: beside it
            ha, aside = "left", 8
        height += 5 if aside else -10 if place == highest else 20
        paper.write(there + aside, height, told, size, ha=ha, bold=True)
