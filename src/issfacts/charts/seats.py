"""Draw what a seat to the station cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import PHONE, SMALL, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT
from ..kit.wording import capital

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    Place = Callable[[float, float], tuple[float, float]]


class Kind(NamedTuple):
    """Hold a kind of price: how it came about, and its mark."""

    name: str
    marker: str
    hollow: bool = False


YEARLY = Kind("inspector general, by year", "o")
CONTRACT = Kind("contract: total divided by seats", "s")
OTHER = Kind("other prices", "D")
BARTER = Kind("barter: a seat for a seat", "o", hollow=True)


class Style(NamedTuple):
    """Hold how a price of one type is written: its kind, its words, and where they stand."""

    kind: Kind
    words: str = "{}"
    above: bool = True
    ha: str = "center"
    shift: float = 0


STYLES = {
    "OIG by-year figure": Style(YEARLY, above=False),
    "OIG by-year figure (press)": Style(YEARLY, above=False),
    "contract total divided by seats": Style(CONTRACT, ha="right", shift=-2),
    "contract price": Style(CONTRACT, ha="left", shift=8),
    "press figure": Style(OTHER, "press {}", ha="right", shift=10),
    "price per seat bought through Boeing": Style(OTHER, "{} Boeing", above=False, ha="left", shift=-6),
    "OIG upper bound": Style(OTHER, "at most {}", ha="right", shift=14),
    "barter, no funds": Style(BARTER),
}
# What names a kind in the wide drawing: its words, a line each, with the year and the price where they begin.
NAMED = ((("inspector general,", "year by year"), 2006, 9.5), (("contract total", "divided by seats"), 2015.2, 48))
BARTERED = (("no money:", "a seat for", "a seat"), 2021.4, 27)
CLEAR = 6  # px by which the price of a second half stands off the line of the last Shuttle
TURNS = (("last-shuttle-landing", "last Shuttle lands"), ("crew1-rotation", "Dragon takes crews"))


class Price(NamedTuple):
    """Hold one statement about the price of a seat, with the span of time it is about (in years)."""

    row: dict
    begin: float
    end: float

    @property
    def style(self) -> Style:
        return STYLES[self.row["figure_type"]]

    @property
    def ongoing(self) -> bool:
        return self.row["last_year"] is None

    @property
    def value(self) -> float:
        return self.row["price_musd"]

    @property
    def years(self) -> str:
        """Return the years or, within a year, the half of it."""
        first, last = self.row["first_year"], self.row["last_year"]
        half = " ".join(re.findall(r"\((first|second) half\)", self.row["flights"]))
        if self.ongoing:
            return f"from {first}"
        return f"{first}, {half} half" if half else str(first) if first == last else f"{first}–{last}"


def seat_prices() -> Chart:
    """Draw what NASA paid for a seat on Soyuz, from 2006 to the barter; kinds of figures are told apart.

    `data`: flights, first_year, last_year, price_musd (millions of US dollars of their day), figure_type, meaning.
    Left out: what no source we read gives, figures without years, means. DataError: damaged data. Source: seat_prices.

    >>> seat_prices().title
    'A Soyuz seat rose from 21.3 million dollars in 2006 to 90.25 million in 2020; since 2021 seats are bartered'
    """
    prices = _prices()
    rows = [price.row for price in prices]
    return Chart(
        "seat-prices",
        _finding(prices),
        partial(_draw_prices, prices),
        alt=f"Prices of a Soyuz seat, {prices[0].years} to the barter of {_first(BARTER, prices)}",
        description=" ".join(_told(kind, prices) for kind in (YEARLY, CONTRACT, OTHER, BARTER)),
        data=pd.DataFrame(rows)[["flights", "first_year", "last_year", "price_musd", "figure_type", "meaning"]],
        sources=[source for row in rows for source in row["source_ids"]],
        as_of=data.package()["as_of"],
        note="US dollars of their day, not adjusted for inflation. The kinds of figure are not worked out alike. "
        "A barter costs no money; it costs a seat.",
        table=pd.DataFrame(
            {
                "When": [capital(price.years) for price in prices],
                "Million USD": [f"{price.value:g}" for price in prices],
                "Kind of figure": [price.style.kind.name for price in prices],
                "What it means": [price.row["meaning"] for price in prices],
            }
        ),
    )


# What can be shown


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


def _first(kind: Kind, prices: Iterable[Price]) -> int:
    return next(price.row["first_year"] for price in prices if price.style.kind is kind)


def _finding(prices: list[Price]) -> str:
    low, high = prices[0], max(prices, key=lambda price: price.value)
    return (
        f"A Soyuz seat rose from {low.value:g} million dollars in {low.row['first_year']} to {high.value:g} million "
        f"in {high.row['last_year']}; since {_first(BARTER, prices)} seats are bartered"
    )


def _told(kind: Kind, prices: Iterable[Price]) -> str:
    found = [f"{price.years} {price.value:g}" for price in prices if price.style.kind is kind]
    return f"{capital(kind.name)}: {', '.join(found)}."


# The drawings


def _draw_prices(prices: list[Price], figure: Figure, narrow: bool) -> None:
    (_by_kind if narrow else _by_year)(figure, prices)


def _by_year(figure: Figure, prices: list[Price]) -> None:
    """Let years run to the right and millions upwards; lines mark when America lost its ship and had one again."""
    left, right, ground, top = 34, WIDE - 4, 316, 54
    paper = sheet(figure, ground + 32)
    first, last = int(prices[0].begin), int(max(price.end for price in prices)) + 1
    highest = max(price.value for price in prices)

    def at(when: float, value: float) -> tuple[float, float]:
        return left + (right - left) * (when - first) / (last - first), ground - (ground - top) * value / highest

    _scale(paper, at, first, last, highest)
    for id, words in TURNS:
        _turn(paper, at, id, words, highest)
    for price in prices:
        _point(paper, at, price)
    for words, when, value in (*NAMED, BARTERED):
        x, y = at(when, value)
        for row, text in enumerate(words):
            write(paper, x, y + 16 * row, text, SMALL, "muted")


def _scale(paper: Axes, at: Place, first: int, last: int, highest: float) -> None:
    for value in range(0, int(highest), 30):
        (x, y), (end, _) = at(first, value), at(last, value)
        line(paper, (x, end), (y, y), "line" if value else "muted")
        write(paper, x - 6, y + 5, str(value), SMALL, "muted", ha="right")
    write(paper, 0, at(first, highest)[1] - 32, "million USD", SMALL, "muted")
    for year in range(first, last, 2):
        x, y = at(year + 0.5, 0)
        write(paper, x, y + 24, str(year), SMALL, "muted", ha="center")


def _turn(paper: Axes, at: Place, id: str, words: str, highest: float) -> None:
    """Mark an event by a line from top to bottom."""
    when = next(row["when_utc"] for row in data.rows("events") if row["id"] == id)
    x, top = at(when.year + when.timetuple().tm_yday / 366, highest)
    line(paper, (x, x), (top - 26, at(when.year, 0)[1]), "ink", 1.2)
    write(paper, x, top - 32, words, SMALL, ha="center", weight="bold")


def _point(paper: Axes, at: Place, price: Price) -> None:
    """Draw a price: a line over the years it is for, a mark in their middle, its number beside it."""
    (begin, y), (end, _) = at(price.begin, price.value), at(price.end, price.value)
    line(paper, (begin, end), (y, y), "roscosmos", 2)
    style, x = price.style, begin if price.ongoing else (begin + end) / 2
    if price.ongoing:
        paper.plot([end], [y], ">", color=LIGHT["roscosmos"], markersize=8, clip_on=False)
    _mark(paper, x, y, style.kind)
    text = style.words.format(f"{price.value:g}")
    shift = style.shift + (CLEAR if "second half" in price.row["flights"] else 0)
    write(paper, x + shift, y + (-9 if style.above else 20), text, SMALL, ha=style.ha, weight="bold")


def _mark(paper: Axes, x: float, y: float, kind: Kind) -> None:
    edge = {"markeredgecolor": LIGHT["roscosmos"], "markeredgewidth": 2, "clip_on": False}
    paper.plot([x], [y], kind.marker, color=LIGHT["ground" if kind.hollow else "roscosmos"], markersize=8, **edge)


def _by_kind(figure: Figure, prices: list[Price]) -> None:
    """Set one statement a line, under the kind of figure it is."""
    left, right, step = 88, NARROW - 84, 23
    groups = {
        kind: [price for price in prices if price.style.kind is kind] for kind in (YEARLY, CONTRACT, OTHER, BARTER)
    }
    paper = sheet(figure, sum(40 + step * len(group) for group in groups.values()))
    highest, y = max(price.value for price in prices), 0
    for kind, group in groups.items():
        write(paper, 0, y + 18, capital(kind.name), PHONE, weight="bold")
        for row, price in enumerate(group):
            level, x = y + 40 + row * step, left + (right - left) * price.value / highest
            line(paper, (left, x), (level, level), "roscosmos")
            _mark(paper, x, level, kind)
            write(paper, 0, level + 5, re.sub(r"(first|second) half", _half, price.years), PHONE, "muted")
            write(paper, x + 9, level + 5, price.style.words.format(f"{price.value:g}"), PHONE, weight="bold")
        y += 40 + step * len(group)


def _half(found: re.Match) -> str:
    return {"first": "early", "second": "late"}[found[1]]
