"""Tables and charts of our codings: the codes, their weighted means, and the loss of a partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, SMALL, TEXT, Canvas, Scale, area_style
from ..kit.exhibit import Chart, Table, source_link
from ..kit.palette import look
from ..kit.wording import day, listed, number
from . import dependence
from .dependence import FUNCTIONS, PRESETS, SIDES, STATUS

CODE_NAMES = {0: "own", 0.5: "partial", 1: "none"}
CODE_MEANINGS = {0: "own primary means", 0.5: "own means only demonstrated or partial", 1: "nothing of its own"}
AGENCIES = dict(zip(SIDES, ("NASA", "Roscosmos"), strict=True))  # side -> the agency whose colours it has
PRESET_NAMES = {
    "equal": "equal weights",
    "engineer": "the weights of an engineer",
    "taxpayer": "the weights of a taxpayer",
}
Means = dict[date, dict[str, float]]  # coded date -> side -> weighted mean of its codes

# Tables


def codings() -> Table:
    """Tabulate every code of the table codings: job, side and year, mark (the code), reason, doubt, evidence.

    The evidence is a link to the first source; the data table lists all. DataError: invalid data.

    >>> codings().caption
    '30 marks, our judgements: we print a doubt beside 21 of them'
    """
    order = list(FUNCTIONS)
    rows = data.rows("codings")
    rows.sort(key=lambda row: (order.index(row["function"]), SIDES.index(row["side"]), row["on_date"]))
    frame = pd.DataFrame(
        {
            "Job": FUNCTIONS[row["function"]],
            "Side, year": f"{row['side']}, {row['on_date'].year}",
            "Mark": f"{row['code']:g}",
            "Reason": row["reason"],
            "Our doubt": row["note"] and row["note"].removeprefix("Doubt: "),
            "Evidence": source_link(row["source_ids"][0], len(row["source_ids"]) - 1),
        }
        for row in rows
    )
    doubted = number(frame["Our doubt"].count())
    caption = f"{len(rows)} marks, our judgements: we print a doubt beside {doubted} of them"
    return Table("codings", caption, frame, rows=rows)


def partner_lost(on: int | str | date) -> Table:
    """Tabulate what each side can still do on the first day without the other (N-1 check).

    Columns: job, and one for each partner that leaves: covered, partial or uncovered. ValueError: a date without codes.
    DataError: invalid data. Sources: the tables codings and dependencies.

    >>> partner_lost(2023).caption
    'On 15 September 2023 neither side could have gone on alone with all five jobs covered'
    """
    status_without = {partner: dependence.without(partner, on) for partner in reversed(SIDES)}
    coded_date = next(coded for coded in dependence.dates() if str(on)[:10] in (str(coded.year), str(coded)))
    status_labels = dict(zip(STATUS.values(), ("Covered", "Partial", "Uncovered"), strict=True))
    frame, notes, independent = pd.DataFrame({"Job": list(FUNCTIONS.values())}), [], []
    for (partner, rows), other in zip(status_without.items(), SIDES, strict=True):
        frame[f"Without the {partner} side"] = [status_labels[row["status"]] for row in rows]
        counts = Counter(row["status"] for row in rows)
        summary = listed(f"{number(counts[status])} {status}" for status in STATUS.values() if counts[status])
        notes.append(f"Without the {partner} side: {summary}.")
        independent += [other] if counts["covered"] == len(FUNCTIONS) else []
    who = f"only the {independent[0]} side could" if independent else "neither side could"
    return Table(
        f"partner-lost-{coded_date.year}",
        f"On {day(coded_date)} {who} have gone on alone with all {number(len(FUNCTIONS))} jobs covered",
        frame,
        note=f"{' '.join(notes)} By our marks.",
        rows=[row for rows in status_without.values() for row in rows],
    )


# Charts


def dependency_matrix() -> Chart:
    """Draw the codes of both sides for five jobs at three dates, as bars that extend to the left and to the right.

    The longer a bar, the more its side lacks. `data`: function, a column for each side and year with its code, and a
    last row with the unweighted means. DataError: invalid data. Source: the table codings, which is our judgement and
    no measurement.

    >>> dependency_matrix().title
    'The US-led side lacked more in July 2012, the Russian in February 2026; September 2023 is too close to call'
    """
    codes, means = {when: dependence.codes(when) for when in dependence.dates()}, _means_by_date(None)
    frame, table = pd.DataFrame({"function": list(FUNCTIONS)}), pd.DataFrame({"Job": list(FUNCTIONS.values())})
    for side in SIDES:
        for when in codes:
            side_codes = codes[when][side].values()
            frame[f"{side}_{when.year}"] = list(side_codes)
            table[f"{side}, {when.year}"] = [f"{code:g} {CODE_NAMES[code]}" for code in side_codes]
    frame.loc[len(frame)] = ["mean, equal weights", *(means[when][side] for side in SIDES for when in means)]
    table.loc[len(table)] = ["Mean, equal weights", *(f"{means[when][side]:g}" for side in SIDES for when in means)]
    return Chart(
        "dependency-matrix",
        "The US-led side lacked more in July 2012, the Russian in February 2026; September 2023 is too close to call",
        partial(_draw_matrix, codes, means),
        alt=f"Bars to two sides, what each side lacks: {number(len(FUNCTIONS))} jobs in "
        f"{listed(f'{when.year}' for when in codes)}",
        description=" ".join(
            f"{side} side, {when.year}: {_describe_codes(codes[when][side])}; mean {means[when][side]:g}."
            for side in SIDES
            for when in codes
        ),
        data=frame,
        rows=data.rows("codings"),
        note="Our marks, no measurement; all jobs count alike. A bar is a gap: the longer it is, the more its side "
        "lacks. A whole bar (mark 1): the side has nothing of its own. A half (0.5): its means are partial, or only "
        "shown once. No bar (0): it can do the job alone. A bar does not say that the other side does it instead.",
        table=table,
    )


def _describe_codes(codes: dict[str, float]) -> str:
    """Describe the codes of one side, with the jobs grouped by code."""
    groups = {
        meaning: [function for function, coded in codes.items() if coded == code]
        for code, meaning in CODE_MEANINGS.items()
    }
    return "; ".join(f"{meaning} for {dependence.quoted(group)}" for meaning, group in groups.items() if group)


def vulnerability(weights: str | Mapping[str, float] = "equal") -> Chart:
    """Draw the vulnerability of both sides at the coded dates, under a preset's weights or under your own.

    `weights` is the name of a preset (`dependence.PRESETS`) or a dict by function. `data`: date, one column for each
    side. ValueError: an unknown preset, or weights that `dependence.vulnerability` refuses. Source: the table codings.

    >>> vulnerability("engineer").title
    'With the weights of an engineer, the US-led side lacked more in 2012, the Russian in 2023 and 2026'
    """
    name, values, description, reason = "own", weights, "your own weights", "Your own weights."
    if isinstance(weights, str):
        if weights not in PRESETS:
            raise ValueError(f"there is no preset {weights!r}, only {', '.join(PRESETS)}")
        name, values, description = weights, PRESETS[weights].weights, PRESET_NAMES[weights]
        reason = f"Our assumption, to be disputed: {PRESETS[weights].reason}"
    means = _means_by_date(values)
    frame = pd.DataFrame({"year": str(when.year), **pair} for when, pair in means.items())
    rounded = frame[list(SIDES)].map(lambda value: f"{round(value, 2):g}")
    table = pd.DataFrame({"Date": frame["year"]} | {f"{side} side": rounded[side] for side in SIDES})
    return Chart(
        f"vulnerability-{name}",
        f"With {description}, {_describe_leaders(means)}",
        partial(_draw_bars, means),
        alt=f"Bars: vulnerability of both sides in {listed(frame['year'])}, with {description}",
        description=" ".join(
            f"{year}: {listed(f'{side} side {value}' for side, value in pair.items())}."
            for year, pair in zip(frame["year"], rounded.to_dict("records"), strict=True)
        ),
        data=frame,
        rows=data.rows("codings"),
        note=f"Weights: {'; '.join(f'{FUNCTIONS[key]} {values[key]:g}' for key in FUNCTIONS)}. {reason}",
        table=table.assign(**{"Lacked more": [dependence.leader(*pair.values()) for pair in means.values()]}),
    )


def _means_by_date(weights: Mapping[str, float] | None) -> Means:
    """Return both sides' vulnerability at every coded date."""
    return {when: dependence.vulnerability(when, weights) for when in dependence.dates()}


def _describe_leaders(means: Means) -> str:
    """Say which side lacked more in which years; only the first clause repeats "side lacked more"."""
    years: dict[str, list[str]] = {}
    for when, pair in means.items():
        years.setdefault(dependence.leader(*pair.values()), []).append(str(when.year))
    parts = []
    for side, side_years in years.items():
        subject = "neither side" if side == "neither" else f"the {side}{'' if parts else ' side'}"
        parts.append(f"{subject}{'' if parts else ' lacked more'} in {listed(side_years)}")
    return ", ".join(parts)


# Drawing of the dependency matrix


def _split_label(label: str) -> tuple[str, str]:
    """Split a label into two lines at the space that leaves the shortest lines."""
    words = label.split()
    halves = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words)))
    return min(halves, key=lambda pair: max(map(len, pair)))


def _draw_matrix(codes: dict[date, dict[str, dict[str, float]]], means: Means, figure, narrow: bool) -> None:
    """Draw a block for each date, with a row per job and a bar for each side.

    The US-led side's bars extend to the left, the Russian side's to the right. The blocks stand side by side, or below
    each other on a phone; each has its date above and the more dependent side below.
    """
    label_width, row_height, head_height = 92 if narrow else 106, 36 if narrow else 46, 80
    rows_end = head_height + row_height * len(FUNCTIONS)
    block_height = rows_end + 54  # px from one date to the next on a phone
    canvas = Canvas(figure, block_height * len(codes) - 26 if narrow else rows_end + 28, narrow)
    block_width = (canvas.width - label_width) / (1 if narrow else len(codes))
    bar_length, bar_height = block_width / 2 - 12, 22
    for column, (when, sides) in enumerate(codes.items()):
        block_top, axis_x = (
            (block_height * column, label_width + block_width / 2)
            if narrow
            else (0, label_width + block_width * (column + 0.5))
        )
        rows_top, rows_bottom = block_top + head_height, block_top + rows_end
        title_x, ha = (0, "left") if narrow else (axis_x, "center")
        canvas.write(title_x, block_top + 16, f"{when:%B %Y}", LARGE, ha=ha, bold=True)
        for side, ha, shift in zip(SIDES, ("right", "left"), (-6, 6), strict=True):
            color = look(AGENCIES[side]).name
            canvas.write(axis_x + shift, rows_top - 26, side, canvas.small, color, ha, bold=True)
            canvas.write(
                axis_x + shift, rows_top - 10, "← lacks" if ha == "right" else "lacks →", canvas.small, color, ha
            )
        canvas.line((axis_x, axis_x), (rows_top, rows_bottom), "muted")
        leader = dependence.leader(*means[when].values())
        outcome = "both alike" if leader == "neither" else f"{leader} side lacks more"
        canvas.write(axis_x, rows_bottom + 20, outcome, canvas.small, ha="center", bold=narrow)
        for row, (function, label) in enumerate(FUNCTIONS.items()):
            y = rows_top + row_height * row + (row_height - bar_height) / 2
            if narrow or column == 0:
                for n, line in enumerate(_split_label(label)):
                    canvas.write(0, y + 8 + 15 * n, line, canvas.small, bold=not narrow)
            for side, direction in zip(SIDES, (-1, 1), strict=True):
                length = sides[side][function] * bar_length
                canvas.box(axis_x - length * (direction < 0), y, length, bar_height, area_style(AGENCIES[side]))


# Drawing of the vulnerability bars


def _draw_bars(means: Means, figure, narrow: bool) -> None:
    """Draw a pair of bars for each date; the text is larger on a phone, where explorers leave less width."""
    size, pair_height = (TEXT, 78) if narrow else (SMALL, 56)
    baseline = pair_height * len(means) + 2
    canvas = Canvas(figure, baseline + 30, narrow)
    x = Scale(0, 1, 0, canvas.width - 112) if narrow else Scale(0, 1, 64, canvas.width - 150)
    for row, (when, values) in enumerate(means.items()):
        y = row * pair_height + (20 if narrow else 4)
        canvas.write(0, y - 4 if narrow else y + 26, str(when.year), TEXT, bold=True)
        for n, (side, value) in enumerate(values.items()):
            end = max(x(value), x.start + 2)  # a value of 0 is still visible
            canvas.box(x.start, y + 22 * n, end - x.start, 18, area_style(AGENCIES[side]))
            label, color = f"{side} {round(value, 2):g}", look(AGENCIES[side]).name
            canvas.write(end + 6, y + 22 * n + 14, label, size, color, bold=True)
    canvas.line((x.start, x.end), (baseline, baseline), "muted")
    ends = ("nothing", "all") if narrow else ("lacks nothing", "lacks everything")
    for value, ha in ((0, "left"), (1, "right")):
        canvas.line((x(value),) * 2, (baseline, baseline + 5), "muted")
        canvas.write(x(value), baseline + 20, f"{value} {ends[value]}", size, "muted", ha=ha)
