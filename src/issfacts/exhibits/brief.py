"""The chart template with which students draw their own data in the last chapter."""

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

MAX_BARS = 24  # beyond that a table is easier to read
MAX_LISTED = 12  # a description lists up to so many values; of more it gives the first, last, highest and lowest
MAX_DOTS = 40  # a line with up to so many points has a dot at each
TOPIC_WORDS = 2  # a title of up to so many words can hardly state a finding
MAX_LABEL, MAX_REMARK, MAX_UNIT = 30, 24, 40  # characters that fit on a phone


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
    """Draw your own rows as bars or as a line, in the style of the book; refuse incomplete or misleading input.

    `x` names the column of years, dates or categories, each of which may occur once; `y` names the column of numbers;
    `unit` says in words what `y` counts. `title` states the finding. `source_ids` are ids of the table sources. `kind`
    is "bars" or "line" (default: a line for numbers and dates, bars for categories); both begin at zero. `mark` maps
    values of `x` to a few words that the chart prints beside them. `of` names a column of totals of which `y` is a
    part, such as all ships of a year: each bar then stands in an outline of its total. The alternative text is
    computed. `data`: the columns named.

    ValueError: no title, unit or source; an unknown column; a missing number, a repeated `x`; a total smaller than its
    part; rows that are unverified, or weak without a `note`. KeyError: an unknown source. Warns where the title only
    names a topic.

    >>> from issfacts import load
    >>> rows = load("launches").query("state == 'Russia' and year > 2020")[["year", "attempts"]]
    >>> words = {"title": "Russia launched less", "unit": "launch attempts"}
    >>> template(rows, "year", "attempts", **words, source_ids=["gcat"]).alt
    'Line: launch attempts by year, 2021 to 2025'
    """
    points = _prepare_points(frame, x, y, of)
    sources = source_ids if isinstance(source_ids, str) else list(source_ids)
    _check_words(frame, title, unit, sources, note)
    kind = _choose_kind(points, kind, of)
    _add_remarks(points, mark or {})
    x_label, unit = x.replace("_", " "), unit.strip()
    period = f", {points['label'].iloc[0]} to {points['label'].iloc[-1]}" if _is_ordered(points) else ""
    columns = {x: points.index, y: points["value"].array}
    table = {capital(x_label): points["label"].array, capital(unit): points["value"].map(_format_number).array}
    if of:
        columns[of], table["Of all"] = points["total"].array, points["total"].map(_format_number).array
    return Chart(
        f"own-{kind}-{re.sub('[^a-z0-9]+', '-', title.lower())[:40].strip('-') or 'chart'}",
        title.strip(),
        partial(_draw_bars if kind == "bars" else _draw_line, points, unit + (" (outline: all)" if of else "")),
        alt=f"{capital(kind)}: {unit} by {x_label}{period}",
        description=f"{capital(unit)} by {x_label}. {_describe(points)}",
        data=columns,
        sources=sources,
        as_of=as_of,
        note=note,
        table=table,
    )


# Validation of the input


def _prepare_points(frame: pd.DataFrame, x: str, y: str, of: str) -> pd.DataFrame:
    """Return values, totals, labels and printed numbers, indexed by x; sorted by x unless x is categorical."""
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
    if missing := int(frame[[x, y]].isna().any(axis=1).sum()):
        raise ValueError(f"{missing} of the rows lack {x!r} or {y!r}: leave them out, and say so in the note")
    if frame[x].duplicated().any():
        repeated = _format_label(frame.loc[frame[x].duplicated(), x].iloc[0])
        raise ValueError(f"{x} {repeated} occurs more than once: filter or add up the rows, so that each occurs once")
    numbers = {name: frame[column].to_numpy(dtype=float) for name, column in (("value", y), ("total", of or y))}
    points = pd.DataFrame(numbers, index=pd.Index(frame[x].array))
    if not (points["total"] >= points["value"]).all():
        raise ValueError(f"a total in {of!r} is missing, or smaller than its part")
    points["label"] = list(map(_format_label, points.index))
    points["text"] = points["value"].map(_format_number) + (" of " + points["total"].map(_format_number) if of else "")
    return points.sort_index() if _is_ordered(points) else points


def _is_ordered(points: pd.DataFrame) -> bool:
    """Say whether x is numeric or a date, not categorical."""
    index = points.index
    return pd.api.types.is_numeric_dtype(index) or pd.api.types.is_datetime64_any_dtype(index)


def _check_words(frame: pd.DataFrame, title: str, unit: str, ids: list[str] | str, note: str) -> None:
    """Raise ValueError where title, unit or sources are missing or rows are weak; warn of a mere topic as title."""
    if not title.strip():
        raise ValueError("give the chart a title that states what you found: title='Russia launched less each year'")
    if not unit.strip():
        raise ValueError("say what the numbers count: unit='launch attempts', unit='million US dollars'")
    if len(unit) > MAX_UNIT:
        raise ValueError(f"{unit!r} is longer than {MAX_UNIT} letters: name the unit, put the rest into the note")
    if not ids:
        rows = frame["source_ids"].explode().dropna() if "source_ids" in frame else []
        known = f": these rows rest on {', '.join(dict.fromkeys(rows))}" if len(rows) else ""
        raise ValueError(f"name your sources, such as source_ids=['gcat']{known}")
    levels = set(frame["confidence"].dropna()) if "confidence" in frame else set()
    if "unverified" in levels:
        raise ValueError("some rows are unverified: leave them out, filter on the column confidence")
    if "low" in levels and not note.strip():
        raise ValueError("some rows are weak (confidence low): say so to your readers, note='...'")
    if len(title.split()) <= TOPIC_WORDS:
        warnings.warn(f"{title!r} names a topic. What did you find? Say it in a sentence", stacklevel=3)


def _choose_kind(points: pd.DataFrame, kind: str, of: str) -> str:
    """Return "bars" or "line", as given or by default; ValueError where the data do not fit it."""
    chosen = kind or ("line" if _is_ordered(points) else "bars")
    if chosen not in ("bars", "line"):
        raise ValueError(f"kind must be 'bars' or 'line', not {kind!r}")
    if chosen == "line" and not _is_ordered(points):
        raise ValueError("a line joins what follows in time: these x are words, choose kind='bars'")
    if chosen == "bars" and len(points) > MAX_BARS:
        raise ValueError(f"{len(points)} bars are too many: choose at most {MAX_BARS} rows, or kind='line'")
    if chosen == "line" and of:
        raise ValueError("of: only bars can show a total, choose kind='bars'")
    if points["value"].min() < 0:
        raise ValueError("the template begins at zero: it cannot draw numbers below")
    return chosen


def _add_remarks(points: pd.DataFrame, mark: Mapping[object, str]) -> None:
    """Add the column `remark` from `mark`: empty for most points. ValueError: an unknown x, or a remark too long."""
    points["remark"] = ""
    for x, remark in mark.items():
        if x not in points.index:
            raise ValueError(f"mark: there is no {_format_label(x)} among the rows")
        if not 0 < len(str(remark).strip()) <= MAX_REMARK:
            raise ValueError(f"mark: say in at most {MAX_REMARK} letters why {_format_label(x)} matters")
        points.loc[x, "remark"] = str(remark)


# Descriptions and labels


def _describe(points: pd.DataFrame) -> str:
    """List every value, or the first, last, highest and lowest where there are too many; then the remarks."""
    if len(points) <= MAX_LISTED:
        sentences = (points["label"] + ": " + points["text"] + ".").tolist()
    else:
        xs = [points.index[0], points.index[-1], points["value"].idxmax(), points["value"].idxmin()]
        extremes = points.loc[xs].assign(name=["First", "Last", "Highest", "Lowest"])
        sentences = [f"{row.name}: {row.text} ({row.label})." for row in extremes.itertuples(index=False)]
    marked = points[points["remark"] != ""]
    if len(marked):
        sentences.append(f"Marked: {listed(marked['label'] + ' (' + marked['remark'] + ')')}.")
    return " ".join(sentences)


def _format_number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _format_label(x: object) -> str:
    """Format a value of x: a day in words, a year without decimals."""
    if isinstance(x, datetime | date):
        return day(x)
    return _format_number(x).replace(",", "") if isinstance(x, float) else str(x)


def _shorten(label: str) -> str:
    """Shorten a label that is too long for the drawing; the table has it in full."""
    return label if len(label) <= MAX_LABEL else f"{label[: MAX_LABEL - 1].rstrip()}…"


# Drawing


def _draw_bars(points: pd.DataFrame, heading: str, figure, narrow: bool) -> None:
    """Draw horizontal bars, one below the other, each with its number; a marked bar is hatched and has its remark."""
    step, top = (46, 30) if narrow else (34, 34)
    canvas = Canvas(figure, top + step * len(points) + 6, narrow)
    left = 0 if narrow else max(text_width(_shorten(label), TEXT) for label in points["label"]) + 16
    x = Scale(0, points["total"].max() or 1, left, canvas.width - (60 if narrow else 240))
    canvas.write(left, 16, heading, SMALL, "muted")
    canvas.line((left, left), (top - 6, top + step * len(points)), "muted")
    hatched = {"facecolor": LIGHT["accent"], "hatch": "//", "edgecolor": LIGHT["ground"]}
    for y, point in zip(count(top, step), points.itertuples()):
        bar, value_x, total_x = y + (18 if narrow else 4), x(point.value), x(point.total)
        canvas.box(left, bar, value_x - left, 22, hatched if point.remark else "other")
        if total_x > value_x:
            canvas.outline(value_x, bar + 0.75, total_x - value_x, 20.5, "muted", 1.5)
        canvas.write(total_x + 8, bar + 16, point.text, LARGE, bold=True)
        if narrow:
            words = f"{_shorten(point.label)}: {point.remark}" if point.remark else point.label
            canvas.write(left + 6, y + 12, _shorten(words), SMALL)
        else:
            canvas.write(left - 10, bar + 16, _shorten(point.label), TEXT, ha="right")
            remark_x = total_x + 20 + text_width(point.text, LARGE, bold=True)
            canvas.write(remark_x, bar + 16, point.remark, SMALL, "accent")


def _draw_line(points: pd.DataFrame, heading: str, figure, narrow: bool) -> None:
    """Draw a line over a y axis that begins at zero, with the numbers of its ends and extremes."""
    canvas, (first, last) = Canvas(figure, 250 if narrow else 300, narrow), points.index[[0, -1]]
    baseline = canvas.height - 34
    margins = [14 + text_width(points.at[x_value, "text"], LARGE, bold=True) for x_value in (first, last)]
    x = Scale(first, last, margins[0], canvas.width - margins[1])
    y = Scale(0, points["value"].max() or 1, baseline, 72)
    canvas.write(0, 16, heading, SMALL, "muted")
    canvas.line((x.start, x.end), (baseline, baseline), "muted")
    for x_value, remark in points.loc[points["remark"] != "", "remark"].items():
        canvas.line((x(x_value),) * 2, (44, baseline), "accent", 1.5, linestyle=(0, (4, 3)))
        ha, dx = ("left", -4) if x(x_value) < (x.start + x.end) / 2 else ("right", 4)
        canvas.write(x(x_value) + dx, 38, remark, SMALL, "accent", ha)
    dots = {"marker": "o", "markersize": 4} if len(points) <= MAX_DOTS else {}
    canvas.line([x(x_value) for x_value in points.index], [y(value) for value in points["value"]], "ink", 2, **dots)
    _write_numbers(canvas, points, x, y)
    inner_ticks = [] if narrow or len(points) < MAX_LISTED else [points.index[len(points) // 2]]
    for x_value in (first, *inner_ticks, last):
        canvas.line((x(x_value),) * 2, (baseline, baseline + 6), "muted")
        half_width = text_width(points.at[x_value, "label"], SMALL) / 2
        label_x = min(max(x(x_value), half_width), canvas.width - half_width)
        canvas.write(label_x, baseline + 22, points.at[x_value, "label"], SMALL, "muted", "center")


def _write_numbers(canvas: Canvas, points: pd.DataFrame, x: Scale, y: Scale) -> None:
    """Write the numbers of the two ends beside them, and of the extremes above and below where there is room."""
    size, highest, lowest = TEXT if canvas.narrow else LARGE, points["value"].idxmax(), points["value"].idxmin()
    ends, taken = {points.index[0]: ("right", -9), points.index[-1]: ("left", 9)}, []
    for x_value in dict.fromkeys([*ends, highest, lowest]):
        ha, offset = ends.get(x_value, ("center", 0))
        text, point_x, text_y = points.at[x_value, "text"], x(x_value), y(points.at[x_value, "value"])
        if not offset and any(abs(point_x - other) < text_width(text, size, bold=True) for other in taken):
            continue
        taken.append(point_x)
        if x_value == lowest and text_y + 24 > y.start:  # no room below: beside it
            ha, offset = "left", 8
        text_y += 5 if offset else -10 if x_value == highest else 20
        canvas.write(point_x + offset, text_y, text, size, ha=ha, bold=True)
