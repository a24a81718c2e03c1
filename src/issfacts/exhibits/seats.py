"""What a seat to the station cost."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import PHONE, SMALL, Canvas, Plane, Scale, by_width
from ..kit.dates import fraction_of_year
from ..kit.exhibit import Chart
from ..kit.wording import capital

# The kinds of price, by how they came about, and their marks.
YEARLY, CONTRACT, OTHER, BARTER = MARKERS = {
    "inspector general, by year": "o",
    "contract: total divided by seats": "s",
    "other prices": "D",
    "barter: a seat for a seat": "o",  # hollow
}


class Style(NamedTuple):
    """Hold how a price of one type is written: its kind, its words, and where they stand."""

    kind: str
    words: str = "{:g}"
    above: bool = True
    ha: str = "center"
    shift: float = 0


STYLES = {
    "OIG by-year figure": Style(YEARLY, above=False),
    "OIG by-year figure (press)": Style(YEARLY, above=False),
    "contract total divided by seats": Style(CONTRACT, ha="right", shift=-2),
    "contract price": Style(CONTRACT, ha="left", shift=8),
    "press figure": Style(OTHER, "press {:g}", ha="right", shift=10),
    "price per seat bought through Boeing": Style(OTHER, "{:g} Boeing", above=False, ha="left", shift=-6),
    "OIG upper bound": Style(OTHER, "at most {:g}", ha="right", shift=14),
    "barter, no funds": Style(BARTER),
}
# What names a kind in the wide drawing: its words, a line each, with the year and the price where they begin.
CAPTIONS = (
    (("inspector general,", "year by year"), 2006, 9.5),
    (("contract total", "divided by seats"), 2015.2, 48),
    (("no money:", "a seat for", "a seat"), 2021.4, 27),
)
CLEAR = 6  # px by which the price of a second half stands off the line of the last Shuttle
TURNS = {"last-shuttle-landing": "last Shuttle lands", "crew1-rotation": "Dragon takes crews"}


class Price(NamedTuple):
    """Hold one statement about the price of a seat, with the span of time it is about (in years)."""

    row: dict
    begin: float
    end: float

    @property
    def style(self) -> Style:
        """Return how it is written."""
        return STYLES[self.row["figure_type"]]

    @property
    def value(self) -> float:
        """Return the price in millions of US dollars."""
        return self.row["price_musd"]

    @property
    def words(self) -> str:
        """Return the price as the drawings write it."""
        return self.style.words.format(self.value)

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
    """Draw what NASA paid for a seat on Soyuz, from 2006 to the barter; kinds of figures are told apart.

    `data`: flights, first_year, last_year, price_musd (millions of US dollars of their day), figure_type, meaning.
    Left out: what no source we read gives, figures without years, means. DataError: damaged data. Source: seat_prices.

    >>> seat_prices().title
    'A Soyuz seat rose from 21.3 million dollars in 2006 to 90.25 million in 2020; since 2021 seats are bartered'
    """
    prices = _prices()
    rows = [price.row for price in prices]
    low, high = prices[0], max(prices, key=lambda price: price.value)
    barter = _of_kind(BARTER, prices)[0].row["first_year"]
    told = [
        f"{capital(kind)}: {', '.join(f'{price.years} {price.value:g}' for price in _of_kind(kind, prices))}."
        for kind in MARKERS
    ]
    return Chart(
        "seat-prices",
        f"A Soyuz seat rose from {low.value:g} million dollars in {low.row['first_year']} to {high.value:g} million in "
        f"{high.row['last_year']}; since {barter} seats are bartered",
        by_width(_by_year, _by_kind, prices),
        alt=f"Prices of a Soyuz seat, {low.years} to the barter of {barter}",
        description=" ".join(told),
        data=pd.DataFrame(rows)[["flights", "first_year", "last_year", "price_musd", "figure_type", "meaning"]],
        note="US dollars of their day, not adjusted for inflation. The kinds of figure are not worked out alike. "
        "A barter costs no money; it costs a seat.",
        table=pd.DataFrame(
            {
                "When": [capital(price.years) for price in prices],
                "Million USD": [f"{price.value:g}" for price in prices],
                "Kind of figure": [price.style.kind for price in prices],
                "What it means": [row["meaning"] for row in rows],
            }
        ),
        rows=rows,
    )


def _prices() -> list[Price]:
    """Return every dated price of a Soyuz seat that a source gives, the earliest first."""
    rows = [row for row in data.rows("seat_prices") if "soyuz" in row["vehicles"] and row["first_year"]]
    shown = [row for row in rows if row["figure_type"] in STYLES and row["confidence"] != "unverified"]
    return sorted((Price(row, *_span(row)) for row in shown), key=lambda price: price.begin)


def _span(row: dict) -> tuple[float, float]:
    """Return begin and end in years: a half of one, a month or whole years; what has no end goes on for a while."""
    first, last = row["first_year"], row["last_year"]
    if half := re.search(r"\((first|second) half\)", row["flights"]):
        return (first, first + 0.5) if half[1] == "first" else (first + 0.5, first + 1)
    if month := re.match(r"\d{4}-(\d\d)\b", row["flights"]):
        begin = first + (int(month[1]) - 0.5) / 12
        return begin, begin if last else begin + 1
    return first, last + 1


def _of_kind(kind: str, prices: list[Price]) -> list[Price]:
    return [price for price in prices if price.style.kind == kind]


# The drawings


def _by_year(figure, prices: list[Price]) -> None:
    """Let years run to the right and millions upwards; lines mark when America lost its ship and had one again."""
    paper, ground, top = Canvas(figure, 348), 316, 54
    first, last = int(prices[0].begin), int(max(price.end for price in prices)) + 1
    highest = max(price.value for price in prices)
    plane = Plane(paper, Scale(first, last, 34, paper.width - 4), Scale(0, highest, ground, top))
    paper.write(0, top - 32, "million USD", SMALL, "muted")
    for value in range(0, int(highest), 30):
        plane.line([(first, value), (last, value)], "line" if value else "muted")
        plane.write(first, value, str(value), SMALL, "muted", "right", dx=-6, dy=5)
    for year in range(first, last, 2):
        plane.write(year + 0.5, 0, str(year), SMALL, "muted", "center", dy=24)
    events = data.by_id("events")
    for id, words in TURNS.items():
        x = plane.along(fraction_of_year(events[id]["when_utc"]))
        paper.line((x, x), (top - 26, ground), "ink", 1.2)
        paper.write(x, top - 32, words, SMALL, ha="center", bold=True)
    for price in prices:
        _point(plane, price)
    for words, when, value in CAPTIONS:
        for n, text in enumerate(words):
            plane.write(when, value, text, SMALL, "muted", dy=16 * n)


def _point(plane: Plane, price: Price) -> None:
    """Draw a price: a line over the years it is for, a mark in their middle, its number beside it."""
    style, middle = price.style, price.begin if price.ongoing else (price.begin + price.end) / 2
    plane.line([(price.begin, price.value), (price.end, price.value)], "roscosmos", 2)
    if price.ongoing:
        plane.marks([(price.end, price.value)], "roscosmos", ">")
    _mark(plane.paper, *plane.at(middle, price.value), style.kind)
    dx = style.shift + (CLEAR if price.half == "second" else 0)
    dy = -9 if style.above else 20
    plane.write(middle, price.value, price.words, SMALL, ha=style.ha, dx=dx, dy=dy, bold=True)


def _mark(paper: Canvas, x: float, y: float, kind: str) -> None:
    paper.marks([x], [y], "roscosmos", MARKERS[kind], hollow=kind == BARTER, markeredgewidth=2)


def _by_kind(figure, prices: list[Price]) -> None:
    """Set one statement a line, under the kind of figure it is."""
    step, head = 23, 40
    paper = Canvas(figure, step * len(prices) + head * len(MARKERS), narrow=True)
    x, y = Scale(0, max(price.value for price in prices), 88, paper.width - 84), 0
    for kind in MARKERS:
        paper.write(0, y + 18, capital(kind), PHONE, bold=True)
        y += head
        for price in _of_kind(kind, prices):
            paper.line((x.start, x(price.value)), (y, y), "roscosmos")
            _mark(paper, x(price.value), y, kind)
            when = price.years.replace("first half", "early").replace("second half", "late")
            paper.write(0, y + 5, when, PHONE, "muted")
            paper.write(x(price.value) + 9, y + 5, price.words, PHONE, bold=True)
            y += step
