"""Draw who depends on whom: the codes, and what they come to under weights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from .. import data, dependence
from ..dependence import FUNCTIONS, PRESETS, SIDES
from ..kit.canvas import LARGE, PHONE, SMALL, TEXT, box, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT, look
from ..kit.wording import capital, listed, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WORDS = {0: "own", 0.5: "partial", 1: "partner only"}
MEANINGS = {0: "own primary means", 0.5: "own means only demonstrated or partial", 1: "the partner only"}
FILLS = {0: "ground", 0.5: "band", 1: "night"}  # of a cell, whose words stand out from all three
LEADERS = dict(zip(SIDES, ("NASA", "Roscosmos"), strict=True))  # whose look a side has
Codes = dict[str, dict[str, dict[str, float]]]  # year -> side -> function -> code
Means = dict[str, dict[str, float]]  # year -> side -> vulnerability


def dependency_matrix() -> Chart:
    """Draw how far each side depended on the other: five functions at three dates, in words and in numbers.

    `data`: function, a column for each side and year with its code, and a last row with the means of equal weights.
    DataError: damaged data. Source: the table codings, which is our judgement and no measurement.

    >>> dependency_matrix().title.partition(", ")[2]
    'the US-led side was the more dependent in 2012, neither side was in 2023, the Russian in 2026'
    """
    codes, means = _codes(), _means(None)
    frame = pd.DataFrame({"function": list(FUNCTIONS)} | _columns(codes, "{}_{}", lambda code: code))
    table = pd.DataFrame({"Function": list(FUNCTIONS.values())} | _columns(codes, "{}, {}", _worded))
    frame.loc[len(frame)] = ["mean, equal weights", *(means[year][side] for side in SIDES for year in means)]
    table.loc[len(table)] = ["Mean, equal weights", *(f"{means[year][side]:g}" for side in SIDES for year in means)]
    return Chart(
        "dependency-matrix",
        f"By our codes and with equal weights, {_leaders(means)}",
        partial(_draw_matrix, codes, means),
        alt=f"Cells with bars: {number(len(FUNCTIONS))} functions, {number(len(SIDES))} sides, {listed(codes)}",
        description=" ".join(_told(codes, means, side, year) for side in SIDES for year in codes),
        data=frame,
        sources=_sources(),
        as_of=data.package()["as_of"],
        note=f"Our coding, no measurement. {capital(_key())}. "
        "The bar in a cell grows with the code; a frame marks what changed since the date before.",
        table=table,
    )


def vulnerability(weights: str | Mapping[str, float] = "equal") -> Chart:
    """Draw how vulnerable each side was at the coded dates, under a preset's weights or under your own.

    `weights` is the name of a preset (`dependence.PRESETS`) or a dict by function. `data`: date, one column for each
    side. ValueError: an unknown preset, or weights that `dependence.vulnerability` refuses. Source: the table codings.

    >>> vulnerability("engineer").title
    'With the weights of an engineer, the US-led side was the more dependent in 2012, the Russian in 2023 and 2026'
    """
    name, given, reason = _weighting(weights)
    means = _means(given)
    years = list(means)
    return Chart(
        f"vulnerability-{name}",
        f"{_whose(name)}, {_leaders(means)}",
        partial(_draw_bars, means),
        alt=f"Bars: vulnerability of both sides in {listed(years)}, {_whose(name).lower()}",
        description=" ".join(
            f"{year}: {listed(f'{side} side {_short(value)}' for side, value in means[year].items())}."
            for year in years
        ),
        data=pd.DataFrame({"year": years, **{side: [means[year][side] for year in years] for side in SIDES}}),
        sources=_sources(),
        as_of=data.package()["as_of"],
        note=f"Weights: {', '.join(f'{FUNCTIONS[key]} {given[key]:g}' for key in FUNCTIONS)}. {reason}",
        table=pd.DataFrame(
            {
                "Date": years,
                **{f"{side} side": [_short(means[year][side]) for year in years] for side in SIDES},
                "More dependent": [_leader(means[year]) for year in years],
            }
        ),
    )


# Codes and means in words


def _codes() -> Codes:
    return {str(when.year): dependence.codes(when) for when in dependence.dates()}


def _means(weights: Mapping[str, float] | None) -> Means:
    return {str(when.year): dependence.vulnerability(when, weights) for when in dependence.dates()}


def _columns(codes: Codes, name: str, cell) -> dict[str, list]:
    """Return a column for each side and year."""
    return {
        name.format(side, year): [cell(codes[year][side][key]) for key in FUNCTIONS] for side in SIDES for year in codes
    }


def _worded(code: float) -> str:
    return f"{code:g} {WORDS[code].split()[0]}"


def _key() -> str:
    return ", ".join(f"{code:g} is {meaning}" for code, meaning in MEANINGS.items())


def _short(value: float) -> str:
    return f"{round(value, 2):g}"


def _leader(means: dict[str, float]) -> str:
    """Return the more dependent side."""
    ours, theirs = means.values()
    return "neither" if ours == theirs else SIDES[ours < theirs]


def _leaders(means: Means) -> str:
    """Say which side was the more dependent at which dates."""
    years = {}
    for year, pair in means.items():
        years.setdefault(_leader(pair), []).append(year)
    parts = [
        f"neither side was in {listed(found)}" if who == "neither" else f"the {who} in {listed(found)}"
        for who, found in years.items()
    ]
    first = parts[0].replace(" in ", " side was the more dependent in ", 1) if next(iter(years)) != "neither" else None
    return ", ".join([first or parts[0].replace(" was in ", " was the more dependent in "), *parts[1:]])


def _told(codes: Codes, means: Means, side: str, year: str) -> str:
    """Put one column of the matrix into words."""
    kinds = {}
    for key, code in codes[year][side].items():
        kinds.setdefault(code, []).append(FUNCTIONS[key].lower())
    found = "; ".join(f"{MEANINGS[code]} for {listed(names)}" for code, names in sorted(kinds.items()))
    return f"{side} side, {year}: {found}; mean {means[year][side]:g}."


def _weighting(weights: str | Mapping[str, float]) -> tuple[str, Mapping[str, float], str]:
    """Return a weighting's name, weights and reason."""
    if not isinstance(weights, str):
        return "own", weights, "Your own weights."
    if weights not in PRESETS:
        raise ValueError(f"there is no preset {weights!r}, only {', '.join(PRESETS)}")
    return weights, PRESETS[weights].weights, f"Our assumption, to be disputed: {PRESETS[weights].reason}"


def _whose(name: str) -> str:
    if name in ("equal", "own"):
        return f"With {'equal' if name == 'equal' else 'your own'} weights"
    return f"With the weights of {'an' if name[0] in 'aeiou' else 'a'} {name}"


def _sources() -> list[str]:
    """Return the sources of all codes, space agencies first."""
    ids = dict.fromkeys(source for row in data.rows("codings") for source in row["source_ids"])
    return sorted(ids, key=lambda id: data.source(id).kind != "agency")


# The matrix


def _draw_matrix(codes: Codes, means: Means, figure: Figure, narrow: bool) -> None:
    (_matrix_tall if narrow else _matrix_wide)(figure, codes, means)


def _matrix_wide(figure: Figure, codes: Codes, means: Means) -> None:
    """Set the two sides beside each other, each with its dates; functions run down."""
    names, gap, top, height = 122, 16, 52, 50
    width = (WIDE - names - len(SIDES) * gap) / (len(SIDES) * len(codes))
    paper = sheet(figure, top + height * (len(FUNCTIONS) + 1) + 10)
    for row, label in enumerate(FUNCTIONS.values()):
        _label(paper, label, top + height * (row + 0.5))
    for block, side in enumerate(SIDES):
        left = names + gap + block * (width * len(codes) + gap)
        write(paper, left, 16, f"{side} side", LARGE, weight="bold")
        for column, year in enumerate(codes):
            x = left + column * width
            write(paper, x + width / 2, 42, year, SMALL, "muted", ha="center")
            write(
                paper, x + width / 2, top + height * len(FUNCTIONS) + 34, f"{means[year][side]:g}", LARGE, ha="center"
            )
            for row, key in enumerate(FUNCTIONS):
                _square(paper, x, top + row * height, width, height, codes[year][side][key])
        _frames(
            paper,
            codes,
            side,
            lambda column, row, left=left: (left + column * width, top + row * height, width, height),
        )
    for place, words in enumerate(("Mean,", "equal weights")):
        write(paper, 0, top + height * len(FUNCTIONS) + 27 + 15 * place, words, SMALL, weight="bold")


def _label(paper: Axes, text: str, y: float) -> None:
    """Write a function's name in up to three lines, centred on a row."""
    parts = re.split(r"(?<=,) ", text) if "," in text else [" ".join(text.split()[:-1]), text.split()[-1]]
    for place, part in enumerate(parts):
        write(paper, 0, y + 5 + 15 * (place - (len(parts) - 1) / 2), part, SMALL)


def _square(paper: Axes, x: float, y: float, width: float, height: float, code: float) -> None:
    """Draw one cell with its number over its word."""
    _cell(paper, x, y, width, height, code)
    write(paper, x + width / 2, y + 18, f"{code:g}", TEXT, ha="center", weight="bold")
    write(paper, x + width / 2, y + 34, WORDS[code], SMALL, ha="center")


def _cell(paper: Axes, x: float, y: float, width: float, height: float, code: float) -> None:
    """Draw the ground of a cell; at its foot a bar grows with the code."""
    box(paper, x, y, width, height, facecolor=LIGHT["line"])
    box(paper, x + 1, y + 1, width - 2, height - 2, facecolor=LIGHT[FILLS[code]])
    box(paper, x + 5, y + height - 10, code * (width - 10), 5, facecolor=LIGHT["ink"])


def _frames(paper: Axes, codes: Codes, side: str, place) -> None:
    """Frame every cell whose code differs from that of the date before."""
    years = list(codes)
    for column, (before, year) in enumerate(pairwise(years), start=1):
        for row, key in enumerate(FUNCTIONS):
            if codes[before][side][key] != codes[year][side][key]:
                x, y, width, height = place(column, row)
                xs, ys = (x + 2, x + width - 2), (y + 2, y + height - 2)
                line(paper, [*xs, *xs[::-1], xs[0]], [ys[0], ys[0], ys[1], ys[1], ys[0]], "accent", 3)


def _matrix_tall(figure: Figure, codes: Codes, means: Means) -> None:
    """Give every function a heading and a line of cells for each side."""
    names, top, block, height = 58, 26, 88, 31
    width = (NARROW - names) / len(codes)
    paper = sheet(figure, top + block * (len(FUNCTIONS) + 1))
    for column, year in enumerate(codes):
        write(paper, names + (column + 0.5) * width, 14, year, PHONE, "muted", ha="center")
    for row, (key, label) in enumerate([*FUNCTIONS.items(), ("", "Mean, equal weights")]):
        y = top + row * block
        write(paper, 0, y + 14, label, PHONE)
        for place, side in enumerate(SIDES):
            write(paper, 0, y + 40 + place * height, side, PHONE)
            for column, year in enumerate(codes):
                x, level = names + column * width, y + 21 + place * height
                if key:
                    _strip(paper, x, level, width, height, codes[year][side][key])
                else:
                    write(paper, x + width / 2, level + 19, f"{means[year][side]:g}", TEXT, ha="center", weight="bold")
    for place, side in enumerate(SIDES):
        at = partial(_strip_place, names, width, height, top + 21 + place * height, block)
        _frames(paper, codes, side, at)


def _strip_place(names: float, width: float, height: float, top: float, block: float, column: int, row: int) -> tuple:
    return names + column * width, top + row * block, width, height


def _strip(paper: Axes, x: float, y: float, width: float, height: float, code: float) -> None:
    """Draw one cell with its number and its word in one line."""
    _cell(paper, x, y, width, height, code)
    write(paper, x + width / 2, y + 17, f"{code:g} {WORDS[code].split()[0]}", PHONE, ha="center")


# The bars


def _draw_bars(means: Means, figure: Figure, narrow: bool) -> None:
    """Draw a pair of bars for each date. On a phone the text is larger: an explorer leaves a drawing less room."""
    left, right, size = (0, NARROW - 112, TEXT) if narrow else (64, WIDE - 150, SMALL)
    pair = 78 if narrow else 56
    paper = sheet(figure, pair * len(means) + 32)
    for row, (year, values) in enumerate(means.items()):
        y = row * pair + (20 if narrow else 4)
        write(paper, 0, y - 4 if narrow else y + 26, year, size if narrow else TEXT, weight="bold")
        for place, (side, value) in enumerate(values.items()):
            _bar(paper, left, y + 22 * place, value * (right - left), side, size, f"{side} {_short(value)}")
    ground = pair * len(means) + 2
    line(paper, (left, right), (ground, ground), "muted")
    ends = ("nobody", "the partner") if narrow else ("needs nobody", "needs the partner for everything")
    for value, ha in ((0, "left"), (1, "right")):
        x = left + value * (right - left)
        line(paper, (x, x), (ground, ground + 5), "muted")
        write(paper, x, ground + 20, f"{value} {ends[value]}", size, "muted", ha=ha)


def _bar(paper: Axes, x: float, y: float, length: float, side: str, size: float, label: str) -> None:
    """Draw one bar with its label at the end; a bar of no length is a mark."""
    style = look(LEADERS[side])
    box(paper, x, y, max(length, 2), 18, facecolor=style.colour, hatch=style.hatch, edgecolor=LIGHT["ground"])
    write(paper, x + max(length, 2) + 6, y + 14, label, size, style.name, weight="bold")
