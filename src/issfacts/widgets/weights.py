"""Widget in which the reader weights five functions and sees which side lacked more of them."""

from functools import cached_property

import pandas as pd

from .. import data, dependence
from ..dependence import FUNCTIONS, PRESETS, SIDES
from ..kit.exhibit import Table
from ..kit.rendering import render
from ..kit.wording import capital, day, number, round_half_up
from .base import FULL_LABEL, Widget

MAX_WEIGHT = 5  # of the sliders; the functions accept any number
DEFAULT_YEAR = 2023
WORDS = {  # sentence templates; weights.js fills them in the same way
    "leads": "On {day}, with these weights, the {side} side lacked more: {scores}.",
    "level": "On {day}, with these weights, neither side lacked more: {scores}.",
    "scores": "{first} for the US-led side, {second} for the Russian side",
    "means": "What the two numbers mean: a side with 0.30 lacks three tenths, or 3 of 10 parts, of all that the five "
    "jobs need, by our marks and your weights. 0 is nothing, and 1 is everything.",
    "own": "Your own weights.",
    "zero": "All five weights are 0, so nothing counts and there is no answer. Give at least one job a weight above 0.",
    "turns": "{side} side, “{function}”: from {code} to {to}, then the {then} side lacks more",
    "levels": "{side} side, “{function}”: from {code} to {to}, then the sides are level",
    "count": "Which single mark, changed by 0.5, would turn this answer? Changes that do: {count}",
    "functions": dict(FUNCTIONS),
    "sides": list(SIDES),
    "presets": {name: preset.reason for name, preset in PRESETS.items()},
}


class Weights(Widget):
    """Let the reader weight the five functions and see which side lacked more, at each coded date.

    Shows a slider for each function, our preset weightings, and every single code that would change the answer if moved
    one step. Without JavaScript a page shows two tables instead. DataError: invalid data.
    Source: the table codings, which holds our judgements, not measurements.

    >>> print(weights().said(2023, dependence.PRESETS["engineer"].weights))
    On 15 September 2023, with these weights, the Russian side lacked more: 0.23 for the US-led side, \
0.32 for the Russian side.
    """

    id, template = "weights", "weights.html"
    functions, presets, means, max_weight = FUNCTIONS, PRESETS, WORDS["means"], MAX_WEIGHT
    default_year = DEFAULT_YEAR

    def __init__(self):
        self.dates = dependence.dates()

    def __repr__(self):
        return f"Weights of {len(FUNCTIONS)} functions at {len(self.dates)} dates"

    def said(self, date, weights):
        """Return the answer at a coded date (or its year) as a sentence; ValueError as `dependence.vulnerability`."""
        if not any(weights.values()):
            return WORDS["zero"]
        when = dependence.coded_date(date)
        side, first, second = _compare(when, weights)
        scores = WORDS["scores"].format(first=first, second=second)
        return WORDS["level" if side == "neither" else "leads"].format(day=day(when), side=side, scores=scores)

    def turns(self, date, weights):
        """Return a line for every single code that would change the answer if moved one step; errors as `said`."""
        when = dependence.coded_date(date)
        return [
            WORDS["levels" if row["answer"] == "neither" else "turns"].format(
                side=row["side"],
                function=FUNCTIONS[row["function"]],
                then=row["answer"],
                code=f"{row['from']:g}",
                to=f"{row['to']:g}",
            )
            for row in (dependence.deciding_codes(weights) if any(weights.values()) else ())
            if row["point"] == when
        ]

    @cached_property
    def tables(self):
        """Return two Tables: the answer of each preset at each date, and the codes that decide under equal weights."""
        weightings = [preset.weights for preset in PRESETS.values()]
        frame = pd.DataFrame(
            {
                "Weights": [capital(name) for name in PRESETS],
                "In numbers": [", ".join(map(str, weights.values())) for weights in weightings],
                "Reason": [preset.reason for preset in PRESETS.values()],
                **{str(when.year): [_cell(when, weights) for weights in weightings] for when in self.dates},
            }
        )
        turns = [
            {"Date": when, "Mark, and what its change would do": line}
            for when in self.dates
            for line in self.turns(when, PRESETS["equal"].weights) or ["None: no single mark decides"]
        ]
        caption = f"{capital(number(len(PRESETS)))} weightings of ours, and who lacked more"
        note = (
            f"In numbers: {'; '.join(FUNCTIONS.values())}. Below each year: who lacked more, then how much the US-led "
            "side lacked, then the Russian side, by our marks. 0.30 is three tenths."
        )
        turns_caption, rows = "Single marks that turn the answer under equal weights", data.rows("codings")
        return [
            Table("weightings", caption, frame, rows=rows, note=note),
            Table("turning-codes", turns_caption, pd.DataFrame(turns), rows=rows),
        ]

    @property
    def payload(self):
        """Return the data for the page's script: codes by date, side and function; weights by preset."""
        return {
            "words": WORDS,
            "days": [day(when) for when in self.dates],
            "codes": [[list(codes.values()) for codes in dependence.codes(when).values()] for when in self.dates],
            "presets": {name: list(preset.weights.values()) for name, preset in PRESETS.items()},
        }

    def _live(self, widgets):
        dates = [(day(when), when) for when in self.dates]
        presets = [(capital(name), name) for name in PRESETS]
        date = widgets.Dropdown(options=dates, description="Day", **FULL_LABEL)
        date.value = next(when for when in self.dates if when.year == DEFAULT_YEAR)
        preset = widgets.Dropdown(options=presets, description="Begin with", **FULL_LABEL)
        sliders = [widgets.IntSlider(1, 0, MAX_WEIGHT, description=text, **FULL_LABEL) for text in FUNCTIONS.values()]
        output = widgets.HTML()

        def update_output(_=None):
            chosen = {name: slider.value for name, slider in zip(FUNCTIONS, sliders, strict=True)}
            answer, lines = self.said(date.value, chosen), self.turns(date.value, chosen)
            output.value = render("weights_output.html", answer=answer, lines=lines, words=WORDS)

        def apply_preset(change):
            for slider, weight in zip(sliders, PRESETS[change["new"]].weights.values(), strict=True):
                slider.value = weight

        preset.observe(apply_preset, "value")
        for widget in (date, *sliders):
            widget.observe(update_output, "value")
        update_output()
        return [date, preset, *sliders, output]


weights = Weights


def _compare(when, weights):
    """Return the side that lacked more (or "neither"), and what each side lacked, to two decimals."""
    first, second = dependence.vulnerability(when, weights).values()
    return dependence.leader(first, second), *(f"{round_half_up(value, 2):.2f}" for value in (first, second))


def _cell(when, weights):
    side, first, second = _compare(when, weights)
    return f"{'level' if side == 'neither' else side}: {first}, {second}"
