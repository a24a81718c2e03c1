"""The tables and charts of the codings, against the data and results by hand."""

import pytest
from drawings import drawings, text_contents
from matplotlib.colors import to_rgba

import issfacts as iss
from issfacts import charts, dependence, tables
from issfacts.kit.palette import look


def test_dependency_matrix_has_every_code_and_the_means():
    frame = charts.dependency_matrix().data.set_index("function")
    for row in iss.rows("codings"):
        assert frame.loc[row["function"], f"{row['side']}_{row['on_date'].year}"] == row["code"]
    # By hand from codings: US-led 2.5, 1.5, 1.5 of 5; Russian 1, 1.5, 2.5 of 5. The title says who lacked more.
    assert frame.iloc[-1].tolist() == [0.5, 0.3, 0.3, 0.2, 0.3, 0.5]


def test_bar_lengths_are_proportional_to_codes():
    """The bars are identified by the colour of their side; on a phone every block repeats the job labels."""
    chart = charts.dependency_matrix()
    patches = chart.figure().axes[0].patches
    longest = max(patch.get_width() for patch in patches)
    for side, agency in (("US-led", "NASA"), ("Russian", "Roscosmos")):
        drawn = [p.get_width() / longest for p in patches if p.get_facecolor() == to_rgba(look(agency).colour)]
        codes = [row["code"] for row in iss.rows("codings") if row["side"] == side and row["code"]]
        assert sorted(drawn) == pytest.approx(sorted(codes))
    for drawing, names in zip(drawings(chart), (1, 3), strict=True):
        said = text_contents(drawing)
        assert said.count("turning it") == names


def test_codings_table_has_reasons_doubts_and_all_sources():
    table, rows = tables.codings(), iss.rows("codings")
    assert table.data["Reason"].notna().all()
    assert table.data["Our doubt"].notna().sum() == sum(row["note"] is not None for row in rows)
    assert not table.data["Our doubt"].fillna("").str.startswith("Doubt").any()
    assert set(table.sources) == {source for row in rows for source in row["source_ids"]}


def test_second_code_has_a_reason_exactly_where_it_differs():
    for row in iss.rows("codings"):
        assert row["second_code"] in dependence.STATUS, row["id"]
        assert bool(row["second_reason"]) == (row["second_code"] != row["code"]), row["id"]
