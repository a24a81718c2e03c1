"""Widget in which the reader weights five functions and sees which side lacked more of them."""

from functools import cached_property

import pandas as pd
from markupsafe import Markup

from .. import data
from ..exhibits import dependence
from ..exhibits.dependence import FUNCTIONS, PRESETS, SIDES
from ..kit.exhibit import Table
from ..kit.rendering import json_for_html, render
from ..kit.wording import capital, day, number
from .base import FULL_LABEL, Widget

MAX_WEIGHT = 5  # of the sliders; the functions accept any number
DEFAULT_YEAR = 2023
WORDS = {  # sentence templates; weights.js fills them in the same way
    "leads": "On {day}, with these weights, the {side} side lacked more: {scores}.",
    "level": "On {day}, with these weights, neither side lacked more: {scores}.",
    "scores": "{first} for the US-led side, {second} for the Russian side",
    "means": "What the two numbers mean: how much of all that the five jobs need a side lacks, by our marks and your "
    "weights. 0 is nothing, 1 is everything, and 0.30 is three tenths.",
    "zero": "All five weights are 0, so nothing counts and there is no answer. Give at least one job a weight above 0.",
    "second_leads": "Our second coder gave one mark of this day differently: {mark}. By this, the {side} side lacked "
    "more: {scores}.",
    "second_level": "Our second coder gave one mark of this day differently: {mark}. By this, neither side lacked "
    "more: {scores}.",
    "second_same": "Our second coder gave all ten marks of this day as we did.",
    "mark": "{side} side, “{function}”, {second} and not {first}",
    "sides": list(SIDES),
    "presets": {name: preset.reason for name, preset in PRESETS.items()},
}


def weights():
    """Let the reader weight the five functions and see which side lacked more, at each coded date.

    Shows a slider for each function, our preset weightings, and the answer by the codes of our second coder. Without
    JavaScript a page shows two tables instead. DataError: invalid data. Source: the table codings, which holds our
    judgements, not measurements.

    >>> print(weights().said(2023, dependence.PRESETS["engineer"].weights))
    On 15 September 2023, with these weights, the Russian side lacked more: 0.23 for the US-led side, \
0.32 for the Russian side.
    """
    return Weights()


class Weights(Widget):
    """Compare the two sides at the coded dates for any weights; see `weights`."""

    id = "weights"

    def __init__(self):
        self.dates = dependence.dates()

    def __repr__(self):
        return f"Weights of {len(FUNCTIONS)} functions at {len(self.dates)} dates"

    def said(self, date, weights):
        """Return the answer at a coded date (or its year) as a sentence; ValueError as `dependence.vulnerability`."""
        if not any(weights.values()):
            return WORDS["zero"]
        when = self._coded_date(date)
        side, scores = _leader_and_scores(*dependence.vulnerability(when, weights).values())
        return WORDS["leads" if side else "level"].format(day=day(when), side=side, scores=scores)

    def second(self, date, weights):
        """Return as a sentence what the codes of our second coder say at a coded date; empty if all weights are 0."""
        if not any(weights.values()):
            return ""
        when = self._coded_date(date)
        mark = _differing_mark(when)
        side, scores = _leader_and_scores(*dependence.vulnerability(when, weights, second=True).values())
        name = "second_same" if not mark else "second_leads" if side else "second_level"
        return WORDS[name].format(mark=mark, side=side, scores=scores)

    def _coded_date(self, date):
        return next(coded for coded in self.dates if str(date) in (str(coded), str(coded.year)))

    @cached_property
    def tables(self):
        """Return two Tables: the answer of each preset at each date, and that of our second coder at equal weights."""
        weightings = [preset.weights for preset in PRESETS.values()]
        frame = pd.DataFrame(
            {
                "Weights": [capital(name) for name in PRESETS],
                "In numbers": [", ".join(map(str, weights.values())) for weights in weightings],
                "Reason": [preset.reason for preset in PRESETS.values()],
                **{str(when.year): [self._cell(when, weights) for weights in weightings] for when in self.dates},
            }
        )
        equal = PRESETS["equal"].weights
        second = [{"Date": when, "Our second coder": self.second(when, equal)} for when in self.dates]
        caption = f"{capital(number(len(PRESETS)))} weightings of ours, and who lacked more"
        note = f"In numbers: {'; '.join(FUNCTIONS.values())}. By our codes."
        second_caption, rows = "What our second coder's marks say, by equal weights", data.rows("codings")
        return [
            Table("weightings", caption, frame, rows=rows, note=note),
            Table("second-coder", second_caption, pd.DataFrame(second), rows=rows),
        ]

    def _cell(self, when, weights):
        first, second = dependence.vulnerability(when, weights).values()
        leader = "level" if first == second else SIDES[first < second]
        return f"{leader}: {_format_score(first)}, {_format_score(second)}"

    @property
    def payload(self):
        """Return the data for the page's script: both coders' codes by date, side and function; weights by preset."""
        return {
            "words": WORDS,
            "days": [day(when) for when in self.dates],
            "codes": [_code_lists(when) for when in self.dates],
            "second": [_code_lists(when, second=True) for when in self.dates],
            "marks": [_differing_mark(when) for when in self.dates],
            "presets": {name: list(preset.weights.values()) for name, preset in PRESETS.items()},
        }

    def html(self, prefix=""):
        """Return the widget as static HTML; `prefix` makes its ids unique if it is shown twice on a page."""
        id = prefix + self.id
        tables = [Markup(table.html(prefix=f"{id}-")) for table in self.tables]
        return render(
            "weights.html",
            id=id,
            data=json_for_html(self.payload),
            tables=tables,
            functions=FUNCTIONS,
            presets={name: capital(name) for name in PRESETS},
            years={when.year: when.year == DEFAULT_YEAR for when in self.dates},
            means=WORDS["means"],
            max_weight=MAX_WEIGHT,
        )

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
            answer, second = self.said(date.value, chosen), self.second(date.value, chosen)
            output.value = render("weights_output.html", answer=answer, second=second, words=WORDS)

        def apply_preset(change):
            for slider, weight in zip(sliders, PRESETS[change["new"]].weights.values(), strict=True):
                slider.value = weight

        preset.observe(apply_preset, "value")
        for widget in (date, *sliders):
            widget.observe(update_output, "value")
        update_output()
        return [date, preset, *sliders, output]


def _code_lists(when, second=False):
    """Return the codes of a date as a list for each side."""
    return [list(codes.values()) for codes in dependence.codes(when, second).values()]


def _differing_mark(when):
    """Return in words the mark of a date that our second coder gave differently; empty if there is none."""
    ours, theirs = dependence.codes(when), dependence.codes(when, second=True)
    marks = [
        WORDS["mark"].format(side=side, function=name, first=f"{ours[side][id]:g}", second=f"{theirs[side][id]:g}")
        for side in SIDES
        for id, name in FUNCTIONS.items()
        if ours[side][id] != theirs[side][id]
    ]
    assert len(marks) < 2, f"the sentences speak of one mark, not of {marks}"
    return "".join(marks)


def _leader_and_scores(first, second):
    """Return the side that lacked more, empty if neither did, and both scores as text."""
    scores = WORDS["scores"].format(first=_format_score(first), second=_format_score(second))
    return "" if first == second else SIDES[first < second], scores


def _format_score(value):
    """Format a score with two decimals, halves rounded up as in weights.js."""
    return f"{int(value * 100 + 0.5 + 1e-9) / 100:.2f}"
