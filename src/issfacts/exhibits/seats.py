"""The chart of what a seat to the station cost."""

import re
from functools import partial
from math import ceil

import numpy as np
import pandas as pd

from .. import data
from ..kit.canvas import Canvas, Scale
from ..kit.dates import fraction_of_year, parse_day
from ..kit.exhibit import Chart
from ..kit.wording import capital

# Kinds of price, by their origin.
YEARLY, CONTRACT = "inspector general, by year", "contract: total divided by seats"
OTHER, BARTER = "other prices", "barter: a seat for a seat"
PRICE_KINDS = {  # figure type -> kind
    "OIG by-year figure": YEARLY,
    "OIG by-year figure (press)": YEARLY,
    "contract total divided by seats": CONTRACT,
    "contract price": CONTRACT,
    "press figure": OTHER,
    "price per seat bought through Boeing": OTHER,
    "OIG upper bound": OTHER,
    "barter, no funds": BARTER,
}
TURNING_POINTS = {"last-shuttle-landing": "last Shuttle", "crew1-rotation": "Dragon crews"}


def seat_prices() -> Chart:
    """Draw what NASA paid for a seat on Soyuz, from 2006 until seats were bartered, as one line.

    `data`: flights, first_year, last_year, price_musd (millions of US dollars of their day), figure_type, meaning. The
    line leaves out weak figures, an upper bound and a resale, which the table has. Neither has unverified figures,
    figures without years, or averages. DataError: invalid data. Source: seat_prices.

    >>> seat_prices().title
    'A Soyuz seat rose from 21.3 million dollars in 2006 to 90.25 million in 2020; since 2021 seats are swapped'
    """
    rows = [row for row in data.rows("seat_prices") if "soyuz" in row["vehicles"] and row["first_year"]]
    rows = [row for row in rows if row["figure_type"] in PRICE_KINDS and row["confidence"] != "unverified"]
    prices = pd.DataFrame([row | _parse_period(row) | {"kind": PRICE_KINDS[row["figure_type"]]} for row in rows])
    prices = prices.sort_values("begin", kind="stable", ignore_index=True)
    prices["price"] = prices["price_musd"].map("{:g}".format)
    low, high = prices.iloc[0], prices.loc[prices["price_musd"].idxmax()]
    barter = prices.loc[prices["kind"] == BARTER, "first_year"].min()
    descriptions = (prices["years"] + " " + prices["price"]).groupby(prices["kind"]).agg(", ".join)
    return Chart(
        "seat-prices",
        f"A Soyuz seat rose from {low['price']} million dollars in {low['first_year']} to {high['price']} million in "
        f"{high['last_year']:.0f}; since {barter} seats are swapped",
        partial(_draw, prices, barter),
        alt=f"Prices of a Soyuz seat, {low['years']} to the barter of {barter}",
        description=" ".join(f"{capital(kind)}: {descriptions[kind]}." for kind in (YEARLY, CONTRACT, OTHER, BARTER)),
        data=prices[["flights", "first_year", "last_year", "price_musd", "figure_type", "meaning"]],
        note="US dollars of their day, not adjusted for inflation. The line joins prices by year and by contract; "
        "the table also has weaker ones. A swap, or barter, costs no money; it costs a seat.",
        table=prices[["years", "price", "kind", "meaning"]]
        .assign(years=prices["years"].map(capital))
        .set_axis(["When", "Million USD", "Kind of figure", "What it means"], axis=1),
        rows=prices,
    )


def _parse_period(row: dict) -> dict:
    """Return the period of a price: begin and middle as decimal years, and the years, or half a year, in words."""
    first, last, flights = row["first_year"], row["last_year"], row["flights"]
    begin, end = first, (last or first) + 1
    years = f"from {first}" if last is None else str(first) if first == last else f"{first}–{last}"
    if half := re.search(r"\((first|second) half\)", flights):
        begin, years = first + (0.5 if half[1] == "second" else 0), f"{first}, {half[1]} half"
        end = begin + 0.5
    elif month := re.match(r"\d{4}-(\d\d)\b", flights):
        begin = end = first + (int(month[1]) - 0.5) / 12
    elif "autumn" in flights:
        begin = first + 0.75
    return {"begin": begin, "middle": (begin + end) / 2, "years": years}


def _draw(prices: pd.DataFrame, barter: int, figure, narrow: bool) -> None:
    """Draw price by year as one line, the years of barter as a shaded span, and lines at the turning points."""
    canvas, baseline = Canvas(figure, 300, narrow), 272
    drawn = prices[prices["kind"].isin((YEARLY, CONTRACT)) & (prices["confidence"] != "low")]
    line = drawn.groupby("middle", sort=False)["price_musd"].last()  # one price per point in time
    first = int(line.index[0])
    end, top = parse_day(data.package()["as_of"]).year + 1, 5 * ceil(drawn["price_musd"].max() / 5)
    x, y = Scale(first, end, 6, canvas.width - 4), Scale(0, top, baseline, 44)
    for price, label in ((0, "$0"), (40, "$40 million"), (80, "$80 million")):
        canvas.line((0, x(barter)), (y(price), y(price)), "line", zorder=0)
        canvas.write(0, y(price) - 5, label, canvas.small, "muted")
    # The years of barter are shaded, below the line of the Dragon crews.
    left, barter_top = x(barter), y(line.iloc[-1]) + 10
    canvas.box(left, barter_top, x.end - left, baseline - barter_top, "night")
    words = ("since", f"{barter}:", "seat", "for seat") if narrow else (f"since {barter}:", "seat for seat")
    for n, text in enumerate(words):
        canvas.write((left + x.end) / 2, 140 + 18 * n, text, canvas.small, ha="center", bold=True)
    canvas.line((0, x.end), (baseline, baseline), "muted")
    canvas.ticks({x(year): str(year) for year in range(first + 2, end, 4)}, baseline)
    events = data.by_id("events")
    turning_points = {label: fraction_of_year(events[id]["when_utc"]) for id, label in TURNING_POINTS.items()}
    for label, when in turning_points.items():
        canvas.line((x(when),) * 2, (28, y(np.interp(when, line.index, line))), "muted", 1.2)
        canvas.write(x(when), 20, label, canvas.small, ha="center", bold=True)
    canvas.line(x(line.index), y(line), "roscosmos", 3)
    after = (line.index > turning_points["last Shuttle"]).argmax()
    labels = {0: (0, 22, "left"), after - 1: (10, 14, "left"), after: (8, 20, "left"), -1: (-12, -2, "right")}
    for n, (dx, dy, ha) in labels.items():
        point_x, point_y, price = x(line.index[n]), y(line.iloc[n]), f"{line.iloc[n]:g} million"
        canvas.marks([point_x], [point_y], "roscosmos", "o", 10)
        canvas.write(point_x + dx, point_y + dy, price, canvas.small, "roscosmos", ha, bold=True)
