"""Tables and charts of predictions, their outcomes, and the Brier scores of forecasts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import chain
from numbers import Integral, Real

import pandas as pd

from .. import data, forecasts
from ..kit.canvas import SMALL, Canvas, Scale, text_width
from ..kit.dates import format_date, fraction_of_year, last_day
from ..kit.exhibit import Chart, Link, Table
from ..kit.places import row_address
from ..kit.wording import capital, listed, number

# Invented: each gives every prediction the same probability.
FORECASTERS = {"optimist": 0.9, "sceptic": 0.1, "coin-flipper": 0.5}
# Ids of five predictions with a clear outcome, by several authors and from four decades.
SCORED_IDS = (
    *("freedom-within-a-decade", "station-to-2020-heads-2012", "borisov-leave-2025"),
    *("ms22-half-year", "ms27-eight-months"),
)


def brier(forecaster: str | Sequence[float]) -> Table:
    """Tabulate a forecaster's Brier scores for five predictions: prediction, author, year, probability, outcome, score.

    `forecaster` is one of three that we invented (optimist, sceptic, coin-flipper), or your own five probabilities, in
    the order of the table. ValueError: an unknown name, more or fewer than five, a probability outside 0 to 1.
    DataError: invalid data. Source: the table predictions.

    >>> brier("coin-flipper").caption
    'The coin-flipper, whom we invented, scores 0.25; two of the five predictions came true'
    """
    probabilities, caption_start = _resolve_forecaster(forecaster)
    rows = [data.by_id("predictions")[id] for id in SCORED_IDS]
    happened = [row["outcome"] == "came true" for row in rows]
    columns = {
        "Prediction": [Link(row["predicts"], row_address("predictions", row["id"])) for row in rows],
        "Made by": [capital(row["made_by"]) for row in rows],
        "Made in": [f"{row['made_on']:%Y}" for row in rows],
        "Probability": probabilities,
        "Came true": happened,
        "Score": [round(forecasts.brier(*pair), 4) for pair in zip(probabilities, happened, strict=True)],
    }
    percentages = "-".join(f"{100 * probability:.0f}" for probability in probabilities)
    mean = forecasts.score(probabilities, happened)
    return Table(
        f"brier-{forecaster if isinstance(forecaster, str) else percentages}",
        f"{caption_start} {mean:.2g}; {number(sum(happened))} of the {number(len(rows))} predictions came true",
        columns,
        note="Score: the distance between probability and outcome, squared; the caption gives the mean. Smaller is "
        "better.",
        rows=rows,
    )


def _resolve_forecaster(forecaster: str | Sequence[float]) -> tuple[list[float], str]:
    """Return the five probabilities and the beginning of the caption."""
    if isinstance(forecaster, str):
        if forecaster not in FORECASTERS:
            raise ValueError(f"{forecaster!r} is none of {', '.join(FORECASTERS)}, nor five probabilities")
        return [FORECASTERS[forecaster]] * len(SCORED_IDS), f"The {forecaster}, whom we invented, scores"
    probabilities = [forecaster] if isinstance(forecaster, Real) else list(forecaster)
    if len(probabilities) != len(SCORED_IDS):
        commas = len(probabilities) == 2 * len(SCORED_IDS) and all(isinstance(part, Integral) for part in probabilities)
        hint = "; to Python 0,4 is two numbers, so write 0.4 with a point" if commas else ""
        count = f"{len(SCORED_IDS)} probabilities, one for each prediction, not {len(probabilities)}"
        raise ValueError(f"give {count}{hint}")
    return probabilities, "Your five forecasts score"


OUTCOMES = {  # outcome -> label, marker style
    "came true": ("Came true", {"color": "ink", "marker": "o"}),
    "did not": ("Did not come true", {"color": "accent", "marker": "X"}),
    "superseded": ("Replaced", {"color": "muted", "marker": "s"}),
    "open": ("Open", {"color": "ink", "marker": "o", "hollow": True}),
}


def predictions() -> Chart:
    """List all predictions of the book by topic, each with its due year, a short label and a marker for its outcome.

    `data` has one row for each: id, made_on, made_by, predicts, due_on (the last day of the period), outcome,
    outcome_on. DataError: invalid data. Source: the table predictions.

    >>> predictions().title
    'Of 51 predictions 13 came true, eight did not, eight were replaced and 22 are open'
    """
    rows = _predictions()
    topics = data.load("predictions")["topic"].cat.categories
    counts = Counter(row["outcome"] for row in rows)
    due = [row for row in rows if row["due_on"]]
    year, most_due = Counter(row["due_on"].year for row in due if row["outcome"] == "open").most_common(1)[0]
    return Chart(
        "predictions",
        f"Of {len(rows)} predictions {counts['came true']} came true, {number(counts['did not'])} did not, "
        f"{number(counts['superseded'])} were replaced and {counts['open']} are open",
        partial(_draw, {topic: [row for row in rows if row["topic"] == topic] for topic in topics}),
        alt=f"A list of {len(rows)} predictions by what they are about, marked by outcome",
        description=f"The first was made in {rows[0]['made_on']:%Y}, the last falls due in "
        f"{max(row['due_on'].year for row in due)}. {capital(number(most_due))} of the open ones are due in {year}. "
        f"{capital(number(len(rows) - len(due)))} named no day.",
        data=pd.DataFrame(rows)[["id", "made_on", "made_by", "predicts", "due_on", "outcome", "outcome_on"]],
        note="The choice of predictions is ours, not a sample. A year counts as due on its last day. Replaced: the "
        "same side said something new, and the day has not come or none was named. The Russian council's words were a "
        "plan, not a promise.",
        table=_display_table(rows),
        rows=rows,
    )


def stay_or_leave() -> Chart:
    """Draw promises to stay whose year has passed, then announcements of an exit: to the year named, with the outcome.

    `data` has one row for each: id, said ("stay" or "leave"), made_on, made_by, due_on (the last day of the period),
    outcome. DataError: invalid data. Source: the table predictions.

    >>> stay_or_leave().title
    'Six promises to stay came true; of six exits announced or proposed, four did not and two were replaced'
    """
    kinds = ("promise to stay", "exit")
    promises, exits = ([row for row in _predictions() if row["stay_or_leave"] == kind] for kind in kinds)
    stayed, left = (Counter(row["outcome"] for row in group) for group in (promises, exits))
    promised_years, exit_years = (
        sorted({str(row["due_on"].year) for row in group if row["due_on"]}) for group in (promises, exits)
    )
    rows = promises + exits
    frame = pd.DataFrame(rows).assign(said=["stay"] * len(promises) + ["leave"] * len(exits))
    return Chart(
        "stay-or-leave",
        f"{capital(number(stayed['came true']))} promises to stay came true; of {number(len(exits))} exits announced "
        f"or proposed, {number(left['did not'])} did not and {number(left['superseded'])} were replaced",
        partial(_draw_timeline, {"Promised to stay": promises, "Spoke of leaving, or of ending support": exits}),
        alt=f"A line for each of {len(promises)} promises to stay and {len(exits)} announcements of an exit, from the "
        "day of the words to the year they named, with a mark for the outcome",
        description=f"The promises named {listed(promised_years)}; the announcements named {listed(exit_years)}, or no "
        "year at all.",
        data=frame[["id", "said", "made_on", "made_by", "due_on", "outcome"]],
        note=f"The year is the one that was named. The {number(len(promises))} promises tell of only "
        f"{number(len(promised_years))} extensions, since several partners promised the same. One exit was a draft "
        "budget that would end direct American support, one a threat with a condition. Replaced: the same side said "
        "something new, and no day had been named.",
        table=_display_table(rows),
        rows=rows,
    )


def _predictions() -> list[dict]:
    """Return the predictions, earliest first; `due_on` is the last day of the period that the due date can mean."""
    rows = data.rows("predictions")
    for row in rows:
        row["due_on"] = row["due_on"] and last_day(row["due_on"], row["due_on_precision"])
    return sorted(rows, key=lambda row: (row["made_on"], row["due_on"] or date.max))


def _display_table(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Prediction": row["predicts"],
            "Made by": capital(row["made_by"]),
            "Made": format_date(row["made_on"], row["made_on_precision"]),
            "Due": format_date(row["due_on"], row["due_on_precision"]),
            "Outcome": OUTCOMES[row["outcome"]][0].lower(),
        }
        for row in rows
    )


TIMELINE_KEY = ("Lines: from the words to the year named;", "dashed: no year named, to the new words.")
LINE_HEIGHT, GROUP_GAP, COLUMN_STEP = 19, 30, 364  # px; COLUMN_STEP: from the left column to the right one


def _draw(groups: dict[str, list[dict]], figure, narrow: bool) -> None:
    """List the predictions by topic, each with year, marker and label; in two columns on a page, in one on a phone."""
    canvas, split = Canvas(figure, 1, narrow), len(groups) if narrow else len(groups) // 2
    top, size, bottoms = _draw_legend(canvas, groups) + 16, canvas.small, []
    for n, topics in enumerate((list(groups)[:split], list(groups)[split:])):
        left, y = COLUMN_STEP * n, top
        for topic in topics:
            canvas.write(left, y, topic, size, bold=True)
            for row in sorted(groups[topic], key=lambda row: row["due_on"] or date.max):
                y += LINE_HEIGHT
                canvas.write(left, y, str(row["due_on"].year) if row["due_on"] else "no day", size, "muted")
                canvas.marks([left + 62], [y - 5], **OUTCOMES[row["outcome"]][1], size=9)
                canvas.write(left + 74, y, row["short_name"], size)
            y += LINE_HEIGHT + GROUP_GAP
        bottoms.append(y - GROUP_GAP)
    canvas.set_height(max(bottoms))


def _draw_legend(canvas: Canvas, groups: dict[str, list[dict]]) -> float:
    """Draw marker and number of each outcome that occurs, in a row or, on a phone, in a column; return its bottom."""
    counts = Counter(row["outcome"] for rows in groups.values() for row in rows)
    x, y = 7, 16
    for outcome in filter(counts.get, OUTCOMES):
        label, marker = OUTCOMES[outcome]
        entry = f"{label}: {counts[outcome]}"
        canvas.marks([x], [y - 5], **marker, size=9)
        canvas.write(x + 11, y, entry, SMALL, bold=True)
        x, y = (x, y + 22) if canvas.narrow else (x + text_width(entry, SMALL, bold=True) + 40, y)
    return y + 6 if canvas.narrow else y + 28


def _draw_timeline(groups: dict[str, list[dict]], figure, narrow: bool) -> None:
    """Draw a line for each prediction from its day to the year it named, or, dashed, to the day of its outcome."""
    canvas, row_height = Canvas(figure, 1, narrow), 34 if narrow else 24
    rows = list(chain(*groups.values()))
    first, last = rows[0]["made_on"].year, max(row["due_on"].year for row in rows if row["due_on"])
    x = Scale(first, last + 1, 6 if narrow else 220, canvas.width - 10)
    y = _draw_legend(canvas, groups)
    for line in TIMELINE_KEY if narrow else (" ".join(TIMELINE_KEY),):
        canvas.write(1, y, line, canvas.small, "muted")
        y += 18
    for name, group in groups.items():
        y += 30
        canvas.write(1, y - 6, name, canvas.small, bold=True)
        for row in group:
            y += row_height
            canvas.write(1, y - (19 if narrow else 5), row["short_name"], canvas.small)
            end = x(row["due_on"].year + 0.5 if row["due_on"] else fraction_of_year(row["outcome_on"]))
            style = {} if row["due_on"] else {"linestyle": (0, (2, 1))}
            canvas.line((x(fraction_of_year(row["made_on"])), end), (y - 10, y - 10), "muted", 2, **style)
            canvas.marks([end], [y - 10], **OUTCOMES[row["outcome"]][1], size=11)
    canvas.ticks({x(year + 0.5): str(year) for year in range(last, first - 1, -4 if narrow else -2)}, y)
    canvas.set_height(y + 28)
