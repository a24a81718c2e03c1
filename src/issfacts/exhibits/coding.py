"""Our codings of dependence: the codes, what they come to under weights, and what is left when a partner goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import pairwise

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, PHONE, SMALL, TEXT, Canvas, Scale, fill
from ..kit.exhibit import REFERENCE, Chart, Link, Table
from ..kit.palette import look
from ..kit.places import source_address
from ..kit.wording import day, listed, number
from . import dependence
from .dependence import FUNCTIONS, PRESETS, SIDES, STATUS

WORDS = {0: "own", 0.5: "partial", 1: "partner only"}
MEANINGS = {0: "own primary means", 0.5: "own means only demonstrated or partial", 1: "the partner only"}
GROUNDS = {0: "ground", 0.5: "band", 1: "night"}  # of a cell, whose words stand out from all three
AGENCIES = dict(zip(SIDES, ("NASA", "Roscosmos"), strict=True))  # whose look a side has
Codes = dict[str, dict[str, dict[str, float]]]  # year -> side -> function -> code
Means = dict[str, dict[str, float]]  # year -> side -> vulnerability

# Tables


def codings() -> Table:
    """Print every code of the table codings with its reason: function, side, year, code, reason, doubt, evidence.

    The evidence is a link to the first source; the table of data has them all. DataError: damaged data.

    >>> codings().caption
    '30 codes, our judgements: we print a doubt beside nineteen of them'
    """
    order = list(FUNCTIONS)
    rows = data.rows("codings")
    rows.sort(key=lambda row: (order.index(row["function"]), SIDES.index(row["side"]), row["on_date"]))
    doubted = sum(row["note"] is not None for row in rows)
    frame = pd.DataFrame(
        {
            "Function": [FUNCTIONS[row["function"]] for row in rows],
            "Side, year": [f"{row['side']}, {row['on_date'].year}" for row in rows],
            "Code": [f"{row['code']:g}" for row in rows],
            "Reason": [row["reason"] for row in rows],
            "Our doubt": [(row["note"] or "").removeprefix("Doubt: ") or None for row in rows],
            "Evidence": [_evidence(row["source_ids"]) for row in rows],
        }
    )
    caption = f"{len(rows)} codes, our judgements: we print a doubt beside {number(doubted)} of them"
    return Table("codings", caption, frame, rows=rows)


def _evidence(ids: tuple[str, ...]) -> Link:
    first = data.source(ids[0])
    more = f" and {number(len(ids) - 1)} more" if len(ids) > 1 else ""
    return Link(f"{first.mirror_of or first.producer}{more}", f"{REFERENCE}/{source_address(ids[0])}")


def partner_lost(on: int | str | date) -> Table:
    """Print what each side is left with on the first day without the other: covered, in part, uncovered (N-1 check).

    Columns: function, and one for each partner that goes. ValueError: a date without codes. DataError: damaged data.
    Sources: the tables codings and dependencies.

    >>> partner_lost(2023).caption
    'On 15 September 2023 neither side could have gone on alone with all five functions covered'
    """
    left = {partner: dependence.without(partner, on) for partner in reversed(SIDES)}
    when = next(coded for coded in dependence.dates() if str(on) in (str(coded.year), str(coded)))
    short = dict(zip(STATUS.values(), ("Covered", "Partial", "Uncovered"), strict=True))
    frame = pd.DataFrame({"Function": list(FUNCTIONS.values())})
    notes, able = [], []
    for (partner, rows), other in zip(left.items(), SIDES, strict=True):
        frame[f"Without the {partner} side"] = [short[row["status"]] for row in rows]
        found = Counter(row["status"] for row in rows)
        counts = listed(f"{number(found[status])} {status}" for status in STATUS.values() if found[status])
        notes.append(f"Without the {partner} side: {counts}.")
        able += [other] if found[STATUS[0]] == len(FUNCTIONS) else []
    who = ("neither side could", f"only the {listed(able)} side could", "either side could")[len(able)]
    return Table(
        f"partner-lost-{when.year}",
        f"On {day(when)} {who} have gone on alone with all {number(len(FUNCTIONS))} functions covered",
        frame,
        note=f"{' '.join(notes)} By our codes.",
        rows=[row for rows in left.values() for row in rows],
    )


# Charts


def dependency_matrix() -> Chart:
    """Draw how far each side depended on the other: five functions at three dates, in words and in numbers.

    `data`: function, a column for each side and year with its code, and a last row with the means of equal weights.
    DataError: damaged data. Source: the table codings, which is our judgement and no measurement.

    >>> dependency_matrix().title.partition(", ")[2]
    'the US-led side was the more dependent in 2012, neither side in 2023, the Russian in 2026'
    """
    codes, means = {str(when.year): dependence.codes(when) for when in dependence.dates()}, _means(None)
    frame, table = pd.DataFrame({"function": list(FUNCTIONS)}), pd.DataFrame({"Function": list(FUNCTIONS.values())})
    for side in SIDES:
        for year in codes:
            found = codes[year][side].values()
            frame[f"{side}_{year}"] = list(found)
            table[f"{side}, {year}"] = [_worded(code) for code in found]
    frame.loc[len(frame)] = ["mean, equal weights", *(means[year][side] for side in SIDES for year in means)]
    table.loc[len(table)] = ["Mean, equal weights", *(f"{means[year][side]:g}" for side in SIDES for year in means)]
    key = ", ".join(f"{code:g} is {meaning}" for code, meaning in MEANINGS.items())
    return Chart(
        "dependency-matrix",
        f"By our codes and with equal weights, {_leaders(means)}",
        partial(_draw_matrix, codes, means),
        alt=f"Cells with bars: {number(len(FUNCTIONS))} functions, {number(len(SIDES))} sides, {listed(codes)}",
        description=" ".join(_told(codes, means, side, year) for side in SIDES for year in codes),
        data=frame,
        rows=data.rows("codings"),
        note=f"Our coding, no measurement. {key}. The bar in a cell grows with the code; a frame marks what changed "
        "since the date before.",
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
    means, whose = _means(given), _whose(name)
    years = list(means)
    worded = {year: {side: f"{round(value, 2):g}" for side, value in pair.items()} for year, pair in means.items()}
    table = {
        "Date": years,
        **{f"{side} side": [worded[year][side] for year in years] for side in SIDES},
        "More dependent": [_leader(pair) for pair in means.values()],
    }
    return Chart(
        f"vulnerability-{name}",
        f"{whose}, {_leaders(means)}",
        partial(_draw_bars, means),
        alt=f"Bars: vulnerability of both sides in {listed(years)}, {whose.lower()}",
        description=" ".join(
            f"{year}: {listed(f'{side} side {value}' for side, value in pair.items())}."
            for year, pair in worded.items()
        ),
        data=pd.DataFrame({"year": years, **{side: [means[year][side] for year in years] for side in SIDES}}),
        rows=data.rows("codings"),
        note=f"Weights: {', '.join(f'{FUNCTIONS[key]} {given[key]:g}' for key in FUNCTIONS)}. {reason}",
        table=pd.DataFrame(table),
    )


# In words


def _means(weights: Mapping[str, float] | None) -> Means:
    return {str(when.year): dependence.vulnerability(when, weights) for when in dependence.dates()}


def _worded(code: float) -> str:
    return f"{code:g} {WORDS[code].split()[0]}"


def _leader(means: dict[str, float]) -> str:
    """Return the more dependent side."""
    ours, theirs = means.values()
    return "neither" if ours == theirs else SIDES[ours < theirs]


def _leaders(means: Means) -> str:
    """Say which side was the more dependent at which dates; only the first part says it in full."""
    years = {}
    for year, pair in means.items():
        years.setdefault(_leader(pair), []).append(year)
    parts = []
    for who, found in years.items():
        subject = "neither side" if who == "neither" else f"the {who}{'' if parts else ' side'}"
        verb = "" if parts else " was the more dependent"
        parts.append(f"{subject}{verb} in {listed(found)}")
    return ", ".join(parts)


def _told(codes: Codes, means: Means, side: str, year: str) -> str:
    """Put one column of the matrix into words."""
    names = {code: [] for code in MEANINGS}
    for key, code in codes[year][side].items():
        names[code].append(FUNCTIONS[key].lower())
    found = "; ".join(f"{MEANINGS[code]} for {listed(group)}" for code, group in names.items() if group)
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


# The drawing of the matrix


def _draw_matrix(codes: Codes, means: Means, figure, narrow: bool) -> None:
    (_matrix_tall if narrow else _matrix_wide)(figure, codes, means)


def _matrix_wide(figure, codes: Codes, means: Means) -> None:
    """Set the two sides beside each other, each with its dates; functions run down."""
    names, gap, top, height = 122, 16, 52, 50
    foot = top + height * len(FUNCTIONS)
    paper = Canvas(figure, foot + height + 10)
    width = (paper.width - names - len(SIDES) * gap) / (len(SIDES) * len(codes))
    for row, label in enumerate(FUNCTIONS.values()):
        parts = label.replace(", ", ",\n").split("\n") if "," in label else label.rsplit(" ", 1)
        for n, part in enumerate(parts):
            paper.write(0, top + height * (row + 0.5) + 5 + 15 * (n - (len(parts) - 1) / 2), part, SMALL)
    for block, side in enumerate(SIDES):
        left = names + gap + block * (width * len(codes) + gap)
        paper.write(left, 16, f"{side} side", LARGE, bold=True)
        for column, year in enumerate(codes):
            x = left + column * width
            paper.write(x + width / 2, 42, year, SMALL, "muted", ha="center")
            paper.write(x + width / 2, foot + 34, f"{means[year][side]:g}", LARGE, ha="center")
            for row, code in enumerate(codes[year][side].values()):
                y = top + row * height
                _cell(paper, x, y, width, height, code)
                paper.write(x + width / 2, y + 18, f"{code:g}", ha="center", bold=True)
                paper.write(x + width / 2, y + 34, WORDS[code], SMALL, ha="center")
        for column, row in _changed(codes, side):
            _frame(paper, left + column * width, top + row * height, width, height)
    for n, words in enumerate(("Mean,", "equal weights")):
        paper.write(0, foot + 27 + 15 * n, words, SMALL, bold=True)


def _matrix_tall(figure, codes: Codes, means: Means) -> None:
    """Give every function a heading and a line of cells for each side."""
    names, top, block, height = 58, 26, 88, 31
    paper = Canvas(figure, top + block * (len(FUNCTIONS) + 1), narrow=True)
    width = (paper.width - names) / len(codes)
    for row, label in enumerate([*FUNCTIONS.values(), "Mean, equal weights"]):
        paper.write(0, top + row * block + 14, label, PHONE)
        for n, side in enumerate(SIDES):
            paper.write(0, top + row * block + 40 + n * height, side, PHONE)
    for column, year in enumerate(codes):
        x = names + column * width
        paper.write(x + width / 2, 14, year, PHONE, "muted", ha="center")
        for n, side in enumerate(SIDES):
            level = top + 21 + n * height
            for row, code in enumerate(codes[year][side].values()):
                _cell(paper, x, level + row * block, width, height, code)
                paper.write(x + width / 2, level + row * block + 17, _worded(code), PHONE, ha="center")
            mean = f"{means[year][side]:g}"
            paper.write(x + width / 2, level + len(FUNCTIONS) * block + 19, mean, ha="center", bold=True)
    for n, side in enumerate(SIDES):
        for column, row in _changed(codes, side):
            _frame(paper, names + column * width, top + 21 + n * height + row * block, width, height)


def _cell(paper: Canvas, x: float, y: float, width: float, height: float, code: float) -> None:
    """Draw the ground of a cell; at its foot a bar grows with the code."""
    paper.box(x, y, width, height, "line")
    paper.box(x + 1, y + 1, width - 2, height - 2, GROUNDS[code])
    paper.box(x + 5, y + height - 10, code * (width - 10), 5, "ink")


def _changed(codes: Codes, side: str) -> list[tuple[int, int]]:
    """Return column and row of every cell whose code differs from that of the date before."""
    return [
        (column, row)
        for column, (before, year) in enumerate(pairwise(codes), start=1)
        for row, key in enumerate(FUNCTIONS)
        if codes[before][side][key] != codes[year][side][key]
    ]


def _frame(paper: Canvas, x: float, y: float, width: float, height: float) -> None:
    left, right, top, bottom = x + 2, x + width - 2, y + 2, y + height - 2
    paper.line((left, right, right, left, left), (top, top, bottom, bottom, top), "accent", 3)


# The drawing of the bars


def _draw_bars(means: Means, figure, narrow: bool) -> None:
    """Draw a pair of bars for each date. On a phone the text is larger: an explorer leaves a drawing less room."""
    size, pair = (TEXT, 78) if narrow else (SMALL, 56)
    ground = pair * len(means) + 2
    paper = Canvas(figure, ground + 30, narrow)
    x = Scale(0, 1, 0, paper.width - 112) if narrow else Scale(0, 1, 64, paper.width - 150)
    for row, (year, values) in enumerate(means.items()):
        y = row * pair + (20 if narrow else 4)
        paper.write(0, y - 4 if narrow else y + 26, year, TEXT, bold=True)
        for n, (side, value) in enumerate(values.items()):
            end = max(x(value), x.start + 2)  # a bar of no length is a mark
            paper.box(x.start, y + 22 * n, end - x.start, 18, fill(AGENCIES[side]))
            label, color = f"{side} {round(value, 2):g}", look(AGENCIES[side]).name
            paper.write(end + 6, y + 22 * n + 14, label, size, color, bold=True)
    paper.line((x.start, x.end), (ground, ground), "muted")
    ends = ("nobody", "the partner") if narrow else ("needs nobody", "needs the partner for everything")
    for value, ha in ((0, "left"), (1, "right")):
        paper.line((x(value),) * 2, (ground, ground + 5), "muted")
        paper.write(x(value), ground + 20, f"{value} {ends[value]}", size, "muted", ha=ha)
