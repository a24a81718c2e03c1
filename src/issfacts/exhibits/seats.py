"""What a seat to the station cost."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import Canvas, Scale
from ..kit.dates import fraction_of_year
from ..kit.exhibit import Chart
from ..kit.wording import capital

YEARLY, CONTRACT, OTHER, BARTER = (  # kinds of price, by how they came about
    *("inspector general, by year", "contract: total divided by seats", "other prices"),
    "barter: a seat for a seat",
)
KINDS = {
    "OIG by-year figure": YEARLY,
    "OIG by-year figure (press)": YEARLY,
    "contract total divided by seats": CONTRACT,
    "contract price": CONTRACT,
    "press figure": OTHER,
    "price per seat bought through Boeing": OTHER,
    "OIG upper bound": OTHER,
    "barter, no funds": BARTER,
}
TURNS = {"last-shuttle-landing": "last Shuttle", "crew1-rotation": "Dragon crews"}


class Price(NamedTuple):
    """Hold one statement about the price of a seat, with the span of time it is about (in years)."""

    row: dict
    begin: float
    end: float

    @property
    def kind(self) -> str:
        """Return how it came about."""
        return KINDS[self.row["figure_type"]]

    @property
    def drawn(self) -> bool:
        """Say whether the line runs through it: a price by year or by contract, on evidence that is not weak."""
        return self.kind in (YEARLY, CONTRACT) and self.row["confidence"] != "low"

    @property
    def value(self) -> float:
        """Return the price in millions of US dollars."""
        return self.row["price_musd"]

    @property
    def half(self) -> str:
        """Return which half of its year it is about: first, second or neither."""
        return " ".join(re.findall(r"\((first|second) half\)", self.row["flights"]))

    @property
    def ongoing(self) -> bool:
        """Say whether it has no end."""
        return self.row["last_year"] is None

    @property
    def years(self) -> str:
        """Return the years or, within a year, the half of it."""
        first, last = self.row["first_year"], self.row["last_year"]
        if self.ongoing:
            return f"from {first}"
        return f"{first}, {self.half} half" if self.half else str(first) if first == last else f"{first}–{last}"


def seat_prices() -> Chart:
    """Draw what NASA paid for a seat on Soyuz, from 2006 to the barter, as one line.

    `data`: flights, first_year, last_year, price_musd (millions of US dollars of their day), figure_type, meaning.
    The line leaves out what is weak, an upper bound and a resale; the table has them. Left out of both: what no source
    we read gives, figures without years, means. DataError: damaged data. Source: seat_prices.

    >>> seat_prices().title
    'A Soyuz seat rose from 21.3 million dollars in 2006 to 90.25 million in 2020; since 2021 seats are bartered'
    """
    prices = _prices()
    rows = [price.row for price in prices]
    low, high = prices[0], max(prices, key=lambda price: price.value)
    barter = next(price for price in prices if price.kind == BARTER).row["first_year"]
    told = [
        f"{capital(kind)}: {', '.join(f'{price.years} {price.value:g}' for price in prices if price.kind == kind)}."
        for kind in dict.fromkeys(KINDS.values())
    ]
    return Chart(
        "seat-prices",
        f"A Soyuz seat rose from {low.value:g} million dollars in {low.row['first_year']} to {high.value:g} million in "
        f"{high.row['last_year']}; since {barter} seats are bartered",
        partial(_draw, prices),
        alt=f"Prices of a Soyuz seat, {low.years} to the barter of {barter}",
        description=" ".join(told),
        data=pd.DataFrame(rows)[["flights", "first_year", "last_year", "price_musd", "figure_type", "meaning"]],
        note="US dollars of their day, not adjusted for inflation. The line joins prices by year and by contract; "
        "the table also has weaker ones. A barter costs no money; it costs a seat.",
        table=pd.DataFrame(
            {
                "When": [capital(price.years) for price in prices],
                "Million USD": [f"{price.value:g}" for price in prices],
                "Kind of figure": [price.kind for price in prices],
                "What it means": [row["meaning"] for row in rows],
            }
        ),
        rows=rows,
    )


def _prices() -> list[Price]:
    """Return every dated price of a Soyuz seat that a source gives, the earliest first."""
    rows = [row for row in data.rows("seat_prices") if "soyuz" in row["vehicles"] and row["first_year"]]
    shown = [row for row in rows if row["figure_type"] in KINDS and row["confidence"] != "unverified"]
    return sorted((Price(row, *_span(row)) for row in shown), key=lambda price: price.begin)


def _span(row: dict) -> tuple[float, float]:
    """Return begin and end in years: a half of one, a month or whole years; what has no end goes on for a while."""
    first, last = row["first_year"], row["last_year"]
    if half := re.search(r"\((first|second) half\)", row["flights"]):
        return (first, first + 0.5) if half[1] == "first" else (first + 0.5, first + 1)
    if month := re.match(r"\d{4}-(\d\d)\b", row["flights"]):
        begin = first + (int(month[1]) - 0.5) / 12
        return begin, begin if last else begin + 1
    return (first + 0.75, first + 1) if "autumn" in row["flights"] else (first, last + 1)


def _draw(prices: list[Price], figure, narrow: bool) -> None:
    """Let years run to the right and millions upwards; lines mark when America lost its ship and had one again."""
    paper, ground = Canvas(figure, 300, narrow), 272
    line = list({(price.begin + price.end) / 2: price.value for price in prices if price.drawn}.items())  # one a time
    first, barter = int(line[0][0]), next(price for price in prices if price.kind == BARTER)
    x, y = Scale(first, 2027, 6, paper.width - 4), Scale(0, 95, ground, 44)
    paper.line((x.start, x.end), (ground, ground), "muted")
    paper.ticks({x(year): str(year) for year in range(first + 2, 2027, 4)}, ground)
    events, turns = data.by_id("events"), {}
    for id, words in TURNS.items():
        turns[id] = fraction_of_year(events[id]["when_utc"])
        price = next(value for when, value in reversed(line) if when <= turns[id])
        paper.line((x(turns[id]),) * 2, (28, y(price)), "muted", 1.2)
        paper.write(x(turns[id]), 20, words, paper.small, ha="center", bold=True)
    paper.line(*zip(*((x(when), y(value)) for when, value in line), strict=True), "roscosmos", 3)
    before, after = next(pair for pair in pairwise(line) if pair[1][0] > turns["last-shuttle-landing"])
    for (when, value), dx, dy, side in (
        (line[0], 0, 22, "left"),
        (before, 10, 8, "left"),
        (after, 8, 20, "left"),
        (line[-1], -12, -2, "right"),
    ):
        paper.marks([x(when)], [y(value)], "roscosmos", "o", 10)
        paper.write(x(when) + dx, y(value) + dy, f"{value:g} million", paper.small, "roscosmos", side, bold=True)
    for n, words in enumerate((f"since {barter.row['first_year']}:", "seat for seat")):
        paper.write(x.end, ground - 26 + 18 * n, words, paper.small, "roscosmos", "right", bold=True)
