"""Your weights: which of two sides lacked more, and which single code would turn that answer."""

from functools import cached_property

import pandas as pd
from markupsafe import Markup

from .. import data
from ..exhibits import dependence
from ..exhibits.dependence import FUNCTIONS, PRESETS, SIDES
from ..kit.exhibit import Table
from ..kit.rendering import as_json, render
from ..kit.wording import capital, day, number
from .faces import WIDE, TwoFaces

MOST = 5  # a weight on the page; any number will do in Python
STORY = 2023
WORDS = {  # what page and notebook say, each filling the braces
    "leads": "On {day}, with these weights, the {side} side lacked more: {scores}.",
    "level": "On {day}, with these weights, neither side lacked more: {scores}.",
    "scores": "{first} for the US-led side, {second} for the Russian side",
    "means": "What the two numbers mean: how much of all that the five jobs need a side lacks, by our marks and your "
    "weights. 0 is nothing, 1 is everything, and 0.30 is three tenths.",
    "zero": "All five weights are 0, so nothing counts and there is no answer. Give at least one job a weight above 0.",
    "turns": "{side} side, “{function}”: from {code} to {to}, then the {then} side lacks more",
    "levels": "{side} side, “{function}”: from {code} to {to}, then the sides are level",
    "count": "Which single code, moved one step, would turn this answer? Moves that do: {count}",
    "functions": dict(FUNCTIONS),
    "sides": list(SIDES),
    "presets": {name: preset.reason for name, preset in PRESETS.items()},
}


def weights():
    """Let the reader weigh the five jobs and see which side lacked more, at each coded date.

    The page and the notebook have a slider for each job and a button for each of our weightings; they name every
    single code that would turn the answer. Without a script there are two tables. DataError: damaged data.
    Source: the table codings, which is our judgement and no measurement.

    >>> print(weights().said(2023, dependence.PRESETS["engineer"].weights))
    On 15 September 2023, with these weights, the Russian side lacked more: 0.23 for the US-led side, \
0.32 for the Russian side.
    """
    return Weights()


class Weights(TwoFaces):
    """Hold the codes and our weightings; see `weights`."""

    id = "weights"

    def __init__(self):
        self.dates = dependence.dates()

    def __repr__(self):
        return f"Weights of {len(FUNCTIONS)} functions at {len(self.dates)} dates"

    def said(self, date, weights):
        """Return the answer at a coded date in one sentence; ValueError as `dependence.vulnerability`."""
        if not any(weights.values()):
            return WORDS["zero"]
        when = next(coded for coded in self.dates if str(date) in (str(coded), str(coded.year)))
        first, second = dependence.vulnerability(when, weights).values()
        scores = WORDS["scores"].format(first=_score(first), second=_score(second))
        side = SIDES[first < second]
        return WORDS["level" if first == second else "leads"].format(day=day(when), side=side, scores=scores)

    def turns(self, date, weights):
        """Return a line for every single code that would turn the answer, moved one step."""
        rows = dependence.deciding_codes(weights) if any(weights.values()) else []
        return [_line(row) for row in rows if str(date) in (str(row["point"]), str(row["point"].year))]

    @cached_property
    def tables(self):
        """Return what our weightings come to at each date, and which codes turn the answer under equal weights."""
        weighings = [preset.weights for preset in PRESETS.values()]
        frame = pd.DataFrame(
            {
                "Weights": [capital(name) for name in PRESETS],
                "In numbers": [", ".join(map(str, weights.values())) for weights in weighings],
                "Reason": [preset.reason for preset in PRESETS.values()],
                **{str(when.year): [self._cell(when, weights) for weights in weighings] for when in self.dates},
            }
        )
        turns = [
            {"Date": when, "Code, and what it would do": line}
            for when in self.dates
            for line in self.turns(when, PRESETS["equal"].weights) or ["None: no single code decides"]
        ]
        caption = f"{capital(number(len(PRESETS)))} weightings of ours, and who lacked more"
        note = f"In numbers: {'; '.join(FUNCTIONS.values())}. By our codes."
        deciding, rows = "Single codes that turn the answer under equal weights", data.rows("codings")
        return [
            Table("weightings", caption, frame, rows=rows, note=note),
            Table("turning-codes", deciding, pd.DataFrame(turns), rows=rows),
        ]

    def _cell(self, when, weights):
        first, second = dependence.vulnerability(when, weights).values()
        who = "level" if first == second else SIDES[first < second]
        return f"{who}: {_score(first)}, {_score(second)}"

    @property
    def packed(self):
        """Return what the page's script weighs: codes by date, side and function; weights by preset."""
        return {
            "words": WORDS,
            "days": [day(when) for when in self.dates],
            "codes": [[list(own.values()) for own in dependence.codes(when).values()] for when in self.dates],
            "presets": {name: list(preset.weights.values()) for name, preset in PRESETS.items()},
        }

    def html(self, prefix=""):
        """Return the static face; `prefix` keeps ids apart where it stands on a page twice."""
        id = prefix + self.id
        tables = [Markup(table.html(prefix=f"{id}-")) for table in self.tables]
        shown = {"tables": tables, "functions": FUNCTIONS, "presets": {name: capital(name) for name in PRESETS}}
        shown |= {"dates": {when.year: when.year == STORY for when in self.dates}, "means": WORDS["means"]}
        return render("weights.html", id=id, data=as_json(self.packed), most=MOST, **shown)

    def _live(self, widgets):
        date = widgets.Dropdown(options=[(day(when), when) for when in self.dates], description="Day", **WIDE)
        date.value = next(when for when in self.dates if when.year == STORY)
        preset = widgets.Dropdown(options=[(capital(name), name) for name in PRESETS], description="Begin with", **WIDE)
        sliders = [widgets.IntSlider(1, 0, MOST, description=text, **WIDE) for text in FUNCTIONS.values()]
        told = widgets.HTML()

        def weigh(_=None):
            chosen = {name: slider.value for name, slider in zip(FUNCTIONS, sliders, strict=True)}
            lines = self.turns(date.value, chosen)
            told.value = render("weighed.html", said=self.said(date.value, chosen), lines=lines, words=WORDS)

        def begin(change):
            for slider, weight in zip(sliders, PRESETS[change["new"]].weights.values(), strict=True):
                slider.value = weight

        preset.observe(begin, "value")
        for one in (date, *sliders):
            one.observe(weigh, "value")
        weigh()
        return [date, preset, *sliders, told]


def _line(row):
    """Return a deciding code in words."""
    words = {"side": row["side"], "function": FUNCTIONS[row["function"]], "then": row["answer"]}
    return WORDS["levels" if row["answer"] == "neither" else "turns"].format(
        **words, code=f"{row['from']:g}", to=f"{row['to']:g}"
    )


def _score(value):
    """Return a score to two decimals; a half is rounded up, on the page too."""
    return f"{int(value * 100 + 0.5 + 1e-9) / 100:.2f}"
