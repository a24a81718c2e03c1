"""Who depends on whom, drawn and printed: against the codings and sums by hand."""

import pytest
from drawings import drawings, texts, words
from matplotlib.colors import to_rgba

import issfacts as iss
from issfacts import charts, dependence, tables
from issfacts.exhibits.dependence import PRESETS
from issfacts.kit.palette import look


def test_the_matrix_is_the_table_cell_by_cell():
    chart = charts.dependency_matrix()
    frame = chart.data.set_index("function")
    for row in iss.rows("codings"):
        assert frame.loc[row["function"], f"{row['side']}_{row['on_date'].year}"] == row["code"]
    # By hand from codings: US-led 2.5, 1.5, 1.5 of 5; Russian 1, 1.5, 2.5 of 5.
    assert chart.data.iloc[-1].tolist()[1:] == [0.5, 0.3, 0.3, 0.2, 0.3, 0.5]


def test_bars_are_as_long_as_their_codes_and_point_to_who_lacks():
    """Read back from the wide drawing: what the US-led side lacks, in blue to the left; what Russia lacks, in red."""
    chart = charts.dependency_matrix()
    found = sorted((patch.get_facecolor(), patch.get_width()) for patch in chart.figure.axes[0].patches)
    longest = max(width for _, width in found)
    sides = {row["side"]: [] for row in iss.rows("codings")}
    for row in iss.rows("codings"):
        sides[row["side"]] += [row["code"]] if row["code"] else []
    colours = {"US-led": to_rgba(look("NASA").colour), "Russian": to_rgba(look("Roscosmos").colour)}
    for side, codes in sides.items():
        drawn = [width / longest for colour, width in found if colour == colours[side]]
        assert drawn == pytest.approx(sorted(codes))
    assert {"US-led side lacks more", "both alike", "Russian side lacks more", "July 2012"} <= set(
        words(drawings(chart)[0])
    )
    for drawing in drawings(chart):
        assert {"US-led side", "← lacks", "lacks →", "Russian side"} <= set(words(drawing))


def test_each_day_has_its_own_rows_in_both_drawings():
    """Side by side on a page, below each other on a phone: there every date comes before its five jobs."""
    wide, narrow = drawings(charts.dependency_matrix())
    for drawing, times in ((wide, 1), (narrow, 3)):
        assert words(drawing).count("turning it") == words(drawing).count("it down") == times
    foot = sorted((float(text.get("y")), text.text) for text in texts(narrow))
    order = [word for _, word in foot if word in ("July 2012", "September 2023", "February 2026", "turning it")]
    assert order == ["July 2012", "turning it", "September 2023", "turning it", "February 2026", "turning it"]


def test_bars_are_the_weighted_means_and_presets_split_over_2023():
    leaders = []
    for name, preset in PRESETS.items():
        chart = charts.vulnerability(name)
        for row in chart.data.to_dict("records"):
            means = dependence.vulnerability(row["year"], preset.weights)
            assert {side: row[side] for side in means} == means
        assert preset.reason in chart.note
        leaders.append(chart.table.set_index("Date")["Lacked more"])
    assert {found["2012"] for found in leaders} == {"US-led"}
    assert {found["2026"] for found in leaders} == {"Russian"}
    assert sorted(found["2023"] for found in leaders) == ["Russian", "US-led", "neither"]


def test_all_codes_with_reasons_and_doubts():
    table, rows = tables.codings(), iss.rows("codings")
    assert table.data["Reason"].notna().all()
    assert table.data["Our doubt"].notna().sum() == sum(row["note"] is not None for row in rows)
    assert not table.data["Our doubt"].fillna("").str.startswith("Doubt").any()
    assert set(table.sources) == {source for row in rows for source in row["source_ids"]}


def test_a_partner_lost():
    table = tables.partner_lost(2023)
    assert table.data.set_index("Job").loc["Bringing it down"].tolist() == ["Uncovered", "Partial"]
    assert tables.partner_lost("2023-09-15").html() == table.html()


def test_two_readings_differ_with_a_reason():
    rows = iss.rows("codings")
    assert {row["second_code"] for row in rows} <= set(dependence.STATUS)
    for row in rows:
        assert bool(row["second_reason"]) == (row["second_code"] != row["code"]), row["id"]
