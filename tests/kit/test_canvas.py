"""Tests of scales, text widths, and dates known only to the year."""

from datetime import UTC, date, datetime

import pytest

from issfacts.kit.canvas import Scale, text_width
from issfacts.kit.dates import fraction_of_year, last_day


def test_scale_maps_numbers_dates_and_instants_to_px():
    for first, half, last in (
        (2000, 2005, 2010),
        (date(2023, 9, 1), date(2023, 9, 16), date(2023, 10, 1)),
        (datetime(2023, 9, 15, tzinfo=UTC), datetime(2023, 9, 15, 12, tzinfo=UTC), datetime(2023, 9, 16, tzinfo=UTC)),
    ):
        assert [Scale(first, last, 10, 50)(value) for value in (first, half, last)] == [10, 30, 50]


def test_text_width_grows_with_letters_weight_and_size():
    assert text_width("ii", 13) < text_width("WW", 13) < text_width("WW", 13, bold=True)
    assert text_width("WW", 26) == pytest.approx(2 * text_width("WW", 13), rel=0.1)


def test_last_day_and_fraction_of_a_year():
    year = date(2022, 1, 1)
    assert last_day(year, "day") == year
    assert last_day(year, "year") == date(2022, 12, 31)
    assert 2023.997 < fraction_of_year(date(2023, 12, 31)) < fraction_of_year(date(2024, 1, 1)) == 2024
