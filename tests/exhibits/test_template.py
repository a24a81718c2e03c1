"""The chart template for students: computed texts, drawing, and validation."""

import warnings
from functools import partial

import pandas as pd
import pytest
from drawings import drawings, swapped_seats, text_contents
from for_each import each_raises

from issfacts import charts, data

LAUNCHES = data.load("launches")
RUSSIA = LAUNCHES.query("state == 'Russia' and year >= 2010")
WORDS = {"title": "Russia launched less often than before", "unit": "launch attempts", "source_ids": ["gcat"]}


def draw(frame, x="year", y="attempts", **changed):
    return charts.template(frame, x, y, **{**WORDS, **changed})


def test_swapped_seats_chart_of_the_last_chapter():
    # Sixteen ships: seat_swap_source_ids of crewed_flights names a page for each.
    chart = swapped_seats()
    # Ships without a swapped seat: Ax-2 (2023), Ax-3 and Starliner's test (2024) and Ax-4 (2025): NASA and GCAT.
    assert chart.data.to_numpy().tolist() == [[2022, 2, 2], [2023, 3, 4], [2024, 4, 6], [2025, 4, 5], [2026, 3, 3]]
    assert chart.alt == "Bars: ships with a swapped seat by year, 2022 to 2026"
    assert "2023: 3 of 4." in chart.description
    assert "Marked: 2023 (MS-24 among them)." in chart.description
    outlines = [line for line in chart.figure().axes[0].lines if len(line.get_xdata()) == 5]
    assert len(outlines) == 3  # years in which some ships had no swapped seat
    for drawing in map(text_contents, drawings(chart)):
        assert any("MS-24 among them" in text for text in drawing)
        assert {"ships with a swapped seat (outline: all)", "3 of 4", "4 of 6"} <= set(drawing)


def test_line_heights_match_the_numbers():
    # GCAT launch log and the Economist's count: 32 attempts in 2014, 12 in 2020; Aviation Week: 17 in 2025.
    chart = draw(RUSSIA)
    assert "Last: 17 (2025). Highest: 32 (2014). Lowest: 12 (2020)." in chart.description
    for drawing in map(text_contents, drawings(chart)):
        assert {"30", "32", "12", "17", "2010", "2025"} <= set(drawing)
    axes = chart.figure().axes[0]
    drawn = max(axes.lines, key=lambda drawn: len(drawn.get_xdata()))
    heights = axes.lines[0].get_ydata()[0] - drawn.get_ydata()
    assert (heights * 32 / max(heights)).round().tolist() == RUSSIA["attempts"].tolist()


def test_x_can_be_dates_or_categories():
    stays = data.load("stays").dropna(subset="undock_utc").drop_duplicates("dock_utc").tail(8)
    days = stays.assign(days=(stays["undock_utc"] - stays["dock_utc"]).dt.days)
    assert draw(days, "dock_utc", "days", unit="days docked").alt.startswith("Line: days docked by dock utc, ")
    prices = data.load("seat_prices").query("confidence == 'high' and seats > 1 and price_musd > 0")
    assert "Bars: million dollars by flights" in draw(prices, "flights", "price_musd", unit="million dollars").alt


def test_long_labels_are_shortened_only_in_the_drawing():
    frame = pd.DataFrame({"what": ["a name that is much too long for any phone", "b"], "n": [1, 2]})
    chart = draw(frame, "what", "n")
    assert frame["what"][0] in set(chart.table["What"])
    assert all(any(text.endswith("…") for text in drawing) for drawing in map(text_contents, drawings(chart)))


WITH_TOTALS = RUSSIA.assign(all=RUSSIA["attempts"] - 1)
test_incomplete_or_misleading_input_is_refused = each_raises(
    (partial(draw, RUSSIA, title=" "), "a title that states what you found"),
    (partial(draw, RUSSIA, unit=""), "say what the numbers count"),
    (partial(draw, RUSSIA, unit="x" * 41), "longer than 40 letters"),
    (partial(draw, RUSSIA, source_ids=[]), "these rows rest on gcat, github-lavandejoey-satnet"),
    (partial(draw, RUSSIA, source_ids="gcat"), "must be a list of ids"),
    (partial(draw, RUSSIA, source_ids=["gcta"]), "gcat"),
    (partial(draw, RUSSIA, x="yaer"), "no column 'yaer', only id, year"),
    (partial(draw, RUSSIA, x=""), "no column '', only id, year"),
    (partial(draw, RUSSIA, y=""), "no column '', only id, year"),
    (partial(draw, RUSSIA, y="state"), "holds no numbers"),
    (partial(draw, RUSSIA, kind="pie"), "'bars' or 'line', not 'pie'"),
    (partial(draw, RUSSIA, mark={1812: "war"}), "there is no 1812"),
    (partial(draw, RUSSIA, mark={2014: ""}), "why 2014 matters"),
    (partial(draw, RUSSIA, of="every", kind="bars"), "no column 'every'"),
    (partial(draw, WITH_TOTALS, of="all", kind="bars"), "smaller than its part"),
    (partial(draw, WITH_TOTALS.assign(all=40), of="all"), "only bars"),
    (partial(draw, "launches"), "needs a frame"),
    (partial(draw, RUSSIA.head(1)), "one row: say that in a sentence"),
    (partial(draw, RUSSIA.head(0)), "no rows: is a word in your filter misspelt"),
    (partial(draw, pd.concat([RUSSIA, RUSSIA.head(1)])), "2010 occurs more than once"),
    (partial(draw, RUSSIA.assign(attempts=RUSSIA["attempts"].where(RUSSIA["year"] != 2011))), "1 of the rows lack"),
    (partial(draw, RUSSIA.assign(attempts=-1)), "begins at zero"),
    (partial(draw, RUSSIA.assign(confidence="unverified")), "unverified: leave them out"),
    (partial(draw, RUSSIA.assign(confidence="low")), "weak (confidence low): say so"),
    (partial(draw, LAUNCHES.query("year == 2025"), x="state", kind="line"), "these x are words"),
    (partial(draw, LAUNCHES.query("state == 'World' and year < 2026"), kind="bars"), "69 bars are too many"),
)


def test_weak_rows_need_a_note_and_sources_may_be_an_iterator():
    assert "one source" in draw(RUSSIA.assign(confidence="low"), note="Weak rows: one source.").html()
    assert draw(RUSSIA, source_ids=(id for id in ["gcat"])).sources == ("gcat",)


def test_title_without_finding_raises_a_warning():
    with pytest.warns(UserWarning, match="'Russian launches' names a topic"):
        draw(RUSSIA, title="Russian launches")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw(RUSSIA)
