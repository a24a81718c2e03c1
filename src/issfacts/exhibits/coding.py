"""Our codings of dependence: the codes, what they come to under weights, and what is left when a partner goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, SMALL, TEXT, Canvas, Scale, fill
from ..kit.exhibit import Chart, Table, source_link
from ..kit.palette import look
from ..kit.wording import day, listed, number
from . import dependence
from .dependence import FUNCTIONS, PRESETS, SIDES, STATUS

WORDS = {0: "own", 0.5: "partial", 1: "none"}
MEANINGS = {0: "own primary means", 0.5: "own means only demonstrated or partial", 1: "nothing of its own"}
AGENCIES = dict(zip(SIDES, ("NASA", "Roscosmos"), strict=True))  # whose look a side has
WHOSE = {"equal": "equal weights", "engineer": "the weights of an engineer", "taxpayer": "the weights of a taxpayer"}
Means = dict[date, dict[str, float]]  # by coded day and side

# Tables


def codings() -> Table:
    """Print every code of the table codings with its reason: job, side, year, code, reason, doubt, evidence.

    The evidence is a link to the first source; the table of data has them all. DataError: damaged data.

    >>> codings().caption
    '30 codes, our judgements: we print a doubt beside twenty of them'
    """
    order = list(FUNCTIONS)
    rows = data.rows("codings")
    rows.sort(key=lambda row: (order.index(row["function"]), SIDES.index(row["side"]), row["on_date"]))
    frame = pd.DataFrame(
        {
            "Job": FUNCTIONS[row["function"]],
            "Side, year": f"{row['side']}, {row['on_date'].year}",
            "Code": f"{row['code']:g}",
            "Reason": row["reason"],
            "Our doubt": row["note"] and row["note"].removeprefix("Doubt: "),
            "Evidence": source_link(row["source_ids"][0], len(row["source_ids"]) - 1),
        }
        for row in rows
    )
    doubted = number(frame["Our doubt"].count())
    caption = f"{len(rows)} codes, our judgements: we print a doubt beside {doubted} of them"
    return Table("codings", caption, frame, rows=rows)


def partner_lost(on: int | str | date) -> Table:
    """Print what each side is left with on the first day without the other: covered, in part, uncovered (N-1 check).

    Columns: job, and one for each partner that goes. ValueError: a date without codes. DataError: damaged data.
    Sources: the tables codings and dependencies.

    >>> partner_lost(2023).caption
    'On 15 September 2023 neither side could have gone on alone with all five jobs covered'
    """
    left = {partner: dependence.without(partner, on) for partner in reversed(SIDES)}
    when = next(coded for coded in dependence.dates() if str(on)[:10] in (str(coded.year), str(coded)))
    short = dict(zip(STATUS.values(), ("Covered", "Partial", "Uncovered"), strict=True))
    frame, notes, able = pd.DataFrame({"Job": list(FUNCTIONS.values())}), [], []
    for (partner, rows), other in zip(left.items(), SIDES, strict=True):
        frame[f"Without the {partner} side"] = [short[row["status"]] for row in rows]
        found = Counter(row["status"] for row in rows)
        counts = listed(f"{number(found[status])} {status}" for status in STATUS.values() if found[status])
        notes.append(f"Without the {partner} side: {counts}.")
        able += [other] if found["covered"] == len(FUNCTIONS) else []
    who = f"only the {able[0]} side could" if able else "neither side could"
    return Table(
        f"partner-lost-{when.year}",
        f"On {day(when)} {who} have gone on alone with all {number(len(FUNCTIONS))} jobs covered",
        frame,
        note=f"{' '.join(notes)} By our codes.",
        rows=[row for rows in left.values() for row in rows],
    )


# Charts


def dependency_matrix() -> Chart:
    """Draw what each side lacks: for five jobs at three dates, how far it has no means, as bars to two sides.

    `data`: function, a column for each side and year with its code, and a last row with the means of equal weights.
    DataError: damaged data. Source: the table codings, which is our judgement and no measurement.

    >>> dependency_matrix().title
    'The US-led side lacked more in July 2012, the Russian in February 2026; September 2023 is too close to call'
    """
    codes, means = {when: dependence.codes(when) for when in dependence.dates()}, _means(None)
    frame, table = pd.DataFrame({"function": list(FUNCTIONS)}), pd.DataFrame({"Job": list(FUNCTIONS.values())})
    for side in SIDES:
        for when in codes:
            found = codes[when][side].values()
            frame[f"{side}_{when.year}"] = list(found)
            table[f"{side}, {when.year}"] = [f"{code:g} {WORDS[code]}" for code in found]
    frame.loc[len(frame)] = ["mean, equal weights", *(means[when][side] for side in SIDES for when in means)]
    table.loc[len(table)] = ["Mean, equal weights", *(f"{means[when][side]:g}" for side in SIDES for when in means)]
    return Chart(
        "dependency-matrix",
        "The US-led side lacked more in July 2012, the Russian in February 2026; September 2023 is too close to call",
        partial(_draw_lacks, codes, means),
        alt=f"Bars to two sides, what each side lacks: {number(len(FUNCTIONS))} jobs in "
        f"{listed(f'{when.year}' for when in codes)}",
        description=" ".join(
            f"{side} side, {when.year}: {_told(codes[when][side])}; mean {means[when][side]:g}."
            for side in SIDES
            for when in codes
        ),
        data=frame,
        rows=data.rows("codings"),
        note="Our marks, no measurement; all jobs count alike. The longer a bar, the more its side lacks. A whole bar: "
        "it has nothing of its own. A half: its means are partial, or only shown once. No bar: it can do the job "
        "alone. A bar does not say that the other side does it instead.",
        table=table,
    )


def _told(codes: dict[str, float]) -> str:
    """Put what a side lacks into words, the codes of a kind together."""
    groups = {meaning: [key for key, coded in codes.items() if coded == code] for code, meaning in MEANINGS.items()}
    return "; ".join(f"{meaning} for {dependence.quoted(group)}" for meaning, group in groups.items() if group)


def vulnerability(weights: str | Mapping[str, float] = "equal") -> Chart:
    """Draw how vulnerable each side was at the coded dates, under a preset's weights or under your own.

    `weights` is the name of a preset (`dependence.PRESETS`) or a dict by function. `data`: date, one column for each
    side. ValueError: an unknown preset, or weights that `dependence.vulnerability` refuses. Source: the table codings.

    >>> vulnerability("engineer").title
    'With the weights of an engineer, the US-led side lacked more in 2012, the Russian in 2023 and 2026'
    """
    name, given, whose, reason = "own", weights, "your own weights", "Your own weights."
    if isinstance(weights, str):
        if weights not in PRESETS:
            raise ValueError(f"there is no preset {weights!r}, only {', '.join(PRESETS)}")
        name, given, whose = weights, PRESETS[weights].weights, WHOSE[weights]
        reason = f"Our assumption, to be disputed: {PRESETS[weights].reason}"
    means = _means(given)
    frame = pd.DataFrame({"year": str(when.year), **pair} for when, pair in means.items())
    worded = frame[list(SIDES)].map(lambda value: f"{round(value, 2):g}")
    table = pd.DataFrame({"Date": frame["year"]} | {f"{side} side": worded[side] for side in SIDES})
    return Chart(
        f"vulnerability-{name}",
        f"With {whose}, {_leaders(means)}",
        partial(_draw_bars, means),
        alt=f"Bars: vulnerability of both sides in {listed(frame['year'])}, with {whose}",
        description=" ".join(
            f"{year}: {listed(f'{side} side {value}' for side, value in pair.items())}."
            for year, pair in zip(frame["year"], worded.to_dict("records"), strict=True)
        ),
        data=frame,
        rows=data.rows("codings"),
        note=f"Weights: {'; '.join(f'{FUNCTIONS[key]} {given[key]:g}' for key in FUNCTIONS)}. {reason}",
        table=table.assign(**{"Lacked more": [dependence.leader(*pair.values()) for pair in means.values()]}),
    )


def _means(weights: Mapping[str, float] | None) -> Means:
    return {when: dependence.vulnerability(when, weights) for when in dependence.dates()}


def _leaders(means: Means) -> str:
    """Say which side lacked more in which years; only the first part says it in full."""
    years: dict[str, list[str]] = {}
    for when, pair in means.items():
        years.setdefault(dependence.leader(*pair.values()), []).append(str(when.year))
    parts = []
    for who, found in years.items():
        subject = "neither side" if who == "neither" else f"the {who}{'' if parts else ' side'}"
        parts.append(f"{subject}{'' if parts else ' lacked more'} in {listed(found)}")
    return ", ".join(parts)


# The drawing of what each side lacks


def _halved(label: str) -> tuple[str, str]:
    """Part a label at the space that leaves the shortest lines."""
    words = label.split()
    halves = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words)))
    return min(halves, key=lambda pair: max(map(len, pair)))


def _draw_lacks(codes: dict[date, dict[str, dict[str, float]]], means: Means, figure, narrow: bool) -> None:
    """Draw for every date a block of rows, one a job: to the left what the US-led side lacks, to the right Russia.

    The blocks stand side by side, or below each other on a phone; each has its date above and its outcome below.
    """
    names, step, head = 92 if narrow else 106, 36 if narrow else 46, 80
    ground = head + step * len(FUNCTIONS)
    block = ground + 54  # from one date to the next on a phone
    paper = Canvas(figure, block * len(codes) - 26 if narrow else ground + 28, narrow)
    room = (paper.width - names) / (1 if narrow else len(codes))
    half, high = room / 2 - 12, 22
    for column, (when, sides) in enumerate(codes.items()):
        start, middle = (block * column, names + room / 2) if narrow else (0, names + room * (column + 0.5))
        top, foot = start + head, start + ground
        at, ha = (0, "left") if narrow else (middle, "center")
        paper.write(at, start + 16, f"{when:%B %Y}", LARGE, ha=ha, bold=True)
        for side, ha, shift in zip(SIDES, ("right", "left"), (-6, 6), strict=True):
            color = look(AGENCIES[side]).name
            paper.write(middle + shift, top - 26, f"{side} side", paper.small, color, ha, bold=True)
            paper.write(middle + shift, top - 10, "← lacks" if ha == "right" else "lacks →", paper.small, color, ha)
        paper.line((middle, middle), (top, foot), "muted")
        more = dependence.leader(*means[when].values())
        outcome = "both alike" if more == "neither" else f"{more} side lacks more"
        paper.write(middle, foot + 20, outcome, paper.small, ha="center", bold=narrow)
        for row, (key, label) in enumerate(FUNCTIONS.items()):
            y = top + step * row + (step - high) / 2
            if narrow or column == 0:
                for n, part in enumerate(_halved(label)):
                    paper.write(0, y + 8 + 15 * n, part, paper.small, bold=not narrow)
            for side, way in zip(SIDES, (-1, 1), strict=True):
                length = sides[side][key] * half
                paper.box(middle - length * (way < 0), y, length, high, fill(AGENCIES[side]))


# The drawing of the bars


def _draw_bars(means: Means, figure, narrow: bool) -> None:
    """Draw a pair of bars for each date. On a phone the text is larger: an explorer leaves a drawing less room."""
    size, pair = (TEXT, 78) if narrow else (SMALL, 56)
    ground = pair * len(means) + 2
    paper = Canvas(figure, ground + 30, narrow)
    x = Scale(0, 1, 0, paper.width - 112) if narrow else Scale(0, 1, 64, paper.width - 150)
    for row, (when, values) in enumerate(means.items()):
        y = row * pair + (20 if narrow else 4)
        paper.write(0, y - 4 if narrow else y + 26, str(when.year), TEXT, bold=True)
        for n, (side, value) in enumerate(values.items()):
            end = max(x(value), x.start + 2)  # a bar of no length is a mark
            paper.box(x.start, y + 22 * n, end - x.start, 18, fill(AGENCIES[side]))
            label, color = f"{side} {round(value, 2):g}", look(AGENCIES[side]).name
            paper.write(end + 6, y + 22 * n + 14, label, size, color, bold=True)
    paper.line((x.start, x.end), (ground, ground), "muted")
    ends = ("nothing", "all") if narrow else ("lacks nothing", "lacks everything")
    for value, ha in ((0, "left"), (1, "right")):
        paper.line((x(value),) * 2, (ground, ground + 5), "muted")
        paper.write(x(value), ground + 20, f"{value} {ends[value]}", size, "muted", ha=ha)
