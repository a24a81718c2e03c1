"""The canvas and inexact dates: places by scales, widths of texts, ends of months."""

from datetime import UTC, date, datetime

import pytest

from issfacts.kit.canvas import Scale, text_width
from issfacts.kit.dates import dated, fraction_of_year, last_day, middle


def test_scales_place_numbers_dates_and_instants_alike():
    for first, half, last in (
        (2000, 2005, 2010),
        (date(2023, 9, 1), date(2023, 9, 16), date(2023, 10, 1)),
        (datetime(2023, 9, 15, tzinfo=UTC), datetime(2023, 9, 15, 12, tzinfo=UTC), datetime(2023, 9, 16, tzinfo=UTC)),
    ):
        assert [Scale(first, last, 10, 50)(value) for value in (first, half, last)] == [10, 30, 50]


def test_text_is_measured():
    assert text_width("ii", 13) < text_width("WW", 13) < text_width("WW", 13, bold=True)
    assert text_width("WW", 26) == pytest.approx(2 * text_width("WW", 13), rel=0.1)


def test_dates_known_to_the_month_or_year():
    november = date(2022, 11, 1)
    assert [last_day(november, known).isoformat() for known in ("day", "month", "year")] == [
        "2022-11-01",
        "2022-11-30",
        "2022-12-31",
    ]
    assert middle(november, "month") == date(2022, 11, 15)
    assert dated(november, "month", short=True) == "Nov 2022"
    assert fraction_of_year(date(2024, 1, 1)) == 2024
    assert 2023.997 < fraction_of_year(date(2023, 12, 31)) < 2024
