"""A table and a chart of our codings: the codes with their reasons, and their means."""

from datetime import date
from functools import partial
from itertools import product

from .. import data, dependence
from ..dependence import FUNCTIONS, SIDES
from ..kit.canvas import LARGE, Canvas, area_style
from ..kit.exhibit import Chart, Table, source_link
from ..kit.palette import look
from ..kit.wording import listed, number

CODE_NAMES = {0: "own", 0.5: "partial", 1: "none"}
CODE_MEANINGS = {0: "own primary means", 0.5: "own means only demonstrated or partial", 1: "nothing of its own"}
BAR_HEIGHT = 22  # px
# Side -> direction of its bars, alignment of the words above them.
BARS = dict(zip(SIDES, ((-1, "right", "← lacks"), (1, "left", "lacks →")), strict=True))
AGENCIES = dict(zip(SIDES, ("NASA", "Roscosmos"), strict=True))  # side -> the agency whose colours it has


def codings() -> Table:
    """Tabulate every code of the table codings: job, side and year, mark (the code), reason, doubt, evidence.

    The evidence is a link to the first source; the data table lists all. DataError: invalid data.

    >>> codings().caption
    '30 marks, our judgements: we print a doubt beside 21 of them'
    """
    order = list(FUNCTIONS)
    rows = data.rows("codings")
    rows.sort(key=lambda row: (order.index(row["function"]), SIDES.index(row["side"]), row["on_date"]))
    table = [
        {
            "Job": FUNCTIONS[row["function"]],
            "Side, year": f"{row['side']}, {row['on_date'].year}",
            "Mark": f"{row['code']:g}",
            "Reason": row["reason"],
            "Our doubt": row["note"] and row["note"].removeprefix("Doubt: "),
            "Evidence": source_link(row["source_ids"][0], len(row["source_ids"]) - 1),
        }
        for row in rows
    ]
    doubted = number(sum(row["note"] is not None for row in rows))
    caption = f"{len(rows)} marks, our judgements: we print a doubt beside {doubted} of them"
    return Table("codings", caption, table, rows=rows)


def dependency_matrix() -> Chart:
    """Draw the codes of both sides for five jobs at three dates, as bars that extend to the left and to the right.

    The longer a bar, the more its side lacks. `data`: function, a column for each side and year with its code, and a
    last row with the unweighted means. DataError: invalid data. Source: the table codings, which is our judgement and
    no measurement.

    >>> dependency_matrix().title
    'The US-led side lacked more in July 2012, the Russian in February 2026; September 2023 is too close to call'
    """
    codes = {when: dependence.codes(when) for when in dependence.dates()}
    means = {when: dependence.vulnerability(when) for when in codes}
    columns = {"function": [*FUNCTIONS, "mean, equal weights"]}
    table = {"Job": [*FUNCTIONS.values(), "Mean, equal weights"]}
    description = []
    for side, when in product(SIDES, codes):
        side_codes, mean = codes[when][side], means[when][side]
        columns[f"{side}_{when.year}"] = [*side_codes.values(), mean]
        named_codes = [f"{code:g} {CODE_NAMES[code]}" for code in side_codes.values()]
        table[f"{side}, {when.year}"] = [*named_codes, f"{mean:g}"]
        description.append(f"{side} side, {when.year}: {_describe_codes(side_codes)}; mean {mean:g}.")
    return Chart(
        "dependency-matrix",
        "The US-led side lacked more in July 2012, the Russian in February 2026; September 2023 is too close to call",
        partial(_draw_matrix, codes, means),
        alt=f"Bars to two sides, what each side lacks: {number(len(FUNCTIONS))} jobs in "
        f"{listed(f'{when.year}' for when in codes)}",
        description=" ".join(description),
        data=columns,
        rows=data.rows("codings"),
        note="Our marks, no measurement; all jobs count alike. A bar is a gap: the longer it is, the more its side "
        "lacks. A whole bar (mark 1): the side has nothing of its own. A half (0.5): its means are partial, or only "
        "shown once. No bar (0): it can do the job alone. A bar does not say that the other side does it instead.",
        table=table,
    )


def _describe_codes(codes: dict[str, float]) -> str:
    groups = {
        meaning: [function for function, coded in codes.items() if coded == code]
        for code, meaning in CODE_MEANINGS.items()
    }
    return "; ".join(f"{meaning} for {dependence.quoted(group)}" for meaning, group in groups.items() if group)


def _draw_matrix(codes: dict[date, dict], means: dict[date, dict], figure, narrow: bool) -> None:
    """Draw a block for each date, with a row per job and a bar for each side.

    The US-led side's bars extend to the left, the Russian side's to the right. The blocks stand side by side, or below
    each other on a phone; each has its date above and the more dependent side below.
    """
    label_width, row_height, head_height = 92 if narrow else 106, 36 if narrow else 46, 80
    rows_end = head_height + row_height * len(FUNCTIONS)
    block_height = rows_end + 54  # px from one date to the next on a phone
    canvas = Canvas(figure, block_height * len(codes) - 26 if narrow else rows_end + 28, narrow)
    block_width = (canvas.width - label_width) / (1 if narrow else len(codes))
    for n, (when, sides) in enumerate(codes.items()):
        column, top = (0, block_height * n) if narrow else (n, 0)
        axis_x, rows_top, rows_bottom = label_width + block_width * (column + 0.5), top + head_height, top + rows_end
        title_x, ha = (0, "left") if narrow else (axis_x, "center")
        canvas.write(title_x, top + 16, f"{when:%B %Y}", LARGE, ha=ha, bold=True)
        for side, (direction, ha, arrow) in BARS.items():
            x, color = axis_x + 6 * direction, look(AGENCIES[side]).name
            canvas.write(x, rows_top - 26, side, canvas.small, color, ha, bold=True)
            canvas.write(x, rows_top - 10, arrow, canvas.small, color, ha)
        canvas.line((axis_x, axis_x), (rows_top, rows_bottom), "muted")
        leader = dependence.leader(*means[when].values())
        outcome = "both alike" if leader == "neither" else f"{leader} side lacks more"
        canvas.write(axis_x, rows_bottom + 20, outcome, canvas.small, ha="center", bold=narrow)
        for row, (function, label) in enumerate(FUNCTIONS.items()):
            y = rows_top + row_height * row + (row_height - BAR_HEIGHT) / 2
            if column == 0:
                for line, text in enumerate(_split_label(label)):
                    canvas.write(0, y + 8 + 15 * line, text, canvas.small, bold=not narrow)
            for side, (direction, *_) in BARS.items():
                length = sides[side][function] * (block_width / 2 - 12)
                canvas.box(axis_x - length * (direction < 0), y, length, BAR_HEIGHT, area_style(AGENCIES[side]))


def _split_label(label: str) -> tuple[str, str]:
    """Split a label into two lines at the space that leaves the shortest lines."""
    words = label.split()
    halves = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words)))
    return min(halves, key=lambda pair: max(map(len, pair)))
