"""Codings, vulnerability, weights, loss of a partner, coder agreement, and their exhibits, against results by hand."""

from functools import partial
from itertools import product
from math import inf, nan
from operator import setitem

import pytest
from drawings import drawings, text_contents
from for_each import each_raises
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgba

import issfacts as iss
from issfacts import charts, dependence, tables
from issfacts.dependence import FUNCTIONS, PRESETS, SIDES, STATUS
from issfacts.kit.palette import look

settings.register_profile("book", deadline=None)  # the first example is slow, as it reads the tables
settings.load_profile("book")

YEARS = (2012, 2023, 2026)
WEIGHTS = (
    st.lists(st.integers(0, 9), min_size=5, max_size=5)
    .filter(any)
    .map(lambda given: dict(zip(FUNCTIONS, given, strict=True)))
)


def codes_of(year, side):
    """Return a side's codes of a year by function."""
    rows = [row for row in iss.rows("codings") if row["on_date"].year == year and row["side"] == side]
    return {row["function"]: row["code"] for row in rows}


# Codes


def test_codes_match_the_table_and_its_schema():
    table = next(resource for resource in iss.data.package()["resources"] if resource["name"] == "codings")
    allowed = {field["name"]: field.get("constraints", {}).get("enum") for field in table["schema"]["fields"]}
    assert (list(FUNCTIONS), list(SIDES)) == (allowed["function"], allowed["side"])
    for year in YEARS:
        assert dependence.codes(year) == {side: codes_of(year, side) for side in SIDES}


# Vulnerability


def test_vulnerability_by_hand():
    # 2012 (0.5 + 0 + 1 + 0 + 1) / 5 and (0 + 0.5 + 0 + 0.5 + 0) / 5; 2023 (0.5 + 1) / 5 and three 0.5 of 5;
    # 2026 (0.5 + 1) / 5 and five times 0.5.
    for year, ours, theirs in ((2012, 0.5, 0.2), (2023, 0.3, 0.3), (2026, 0.3, 0.5)):
        assert dependence.vulnerability(year) == {"US-led": ours, "Russian": theirs}
    weights = dict(zip(FUNCTIONS, (1, 2, 3, 1, 3), strict=True))
    # 2023, US-led: (1 x 0.5 + 3 x 1) / 10; Russian: (2 x 0.5 + 1 x 0.5 + 3 x 0.5) / 10
    assert dependence.vulnerability(2023, weights) == {"US-led": 0.35, "Russian": 0.3}


def test_more_dependent_side_by_hand():
    # 2026: the US-led side has 0.5 and 1 for two jobs, Russia 0.5 for each. So the former is ahead where the weight of
    # its second job is above the sum of three others: 15 cases; level in 20; each with four weights of its first job.
    assert dependence.more_dependent(2026) == dependence.Shares(4 * 15, 1023 - 4 * 15 - (4 * 20 - 1), 4 * 20 - 1)


# Deciding codes


@given(WEIGHTS)
@settings(max_examples=20)
def test_deciding_codes_match_a_brute_force_search(weights):
    """The expected codes are found by moving each one in both directions and comparing the weighted sums."""

    def leader(rows):
        ours, theirs = (sum(weights[r["function"]] * r["code"] for r in rows if r["side"] == side) for side in SIDES)
        return "neither" if ours == theirs else SIDES[ours < theirs]

    expected = set()
    for when in dependence.dates():
        rows = [row for row in iss.rows("codings") if row["on_date"] == when]
        for row, step in product(rows, (-0.5, 0.5)):
            moved = [row | {"code": row["code"] + step}, *(other for other in rows if other is not row)]
            if 0 <= row["code"] + step <= 1 and leader(moved) != leader(rows):
                expected.add((when, row["id"], row["code"], row["code"] + step, leader(moved)))
    found = dependence.deciding_codes(weights)
    assert {(row["point"], row["id"], row["from"], row["to"], row["answer"]) for row in found} == expected


# Loss of a partner


def test_without_returns_the_other_sides_codes_and_all_sources():
    dependencies = iss.data.by_id("dependencies")
    for (partner, stays), year in product((SIDES, SIDES[::-1]), YEARS):
        rows = dependence.without(partner, year)
        assert {row["function"]: row["status"] for row in rows} == {
            function: STATUS[code] for function, code in codes_of(year, stays).items()
        }
        for row in rows:
            behind = {source for id in row["dependency_ids"] for source in dependencies[id]["source_ids"]}
            assert behind <= set(row["source_ids"])
            assert behind


# Coder agreement


def test_agreement_by_hand():
    # Cohen 1960: (observed - by chance) / (1 - by chance). 8 of 10 alike; 0.6 x 0.6 + 0.4 x 0.4 = 0.52 by chance.
    assert dependence.agreement("yyyyyynnnn", "yyyyynynnn").kappa == pytest.approx(0.28 / 0.48)
    assert dependence.agreement(["a", "b"], ["b", "a"]).kappa == -1
    same = dependence.agreement([0.5] * 5, [0.5] * 5)
    assert str(same) == "5 of 5 items alike (100%), kappa undefined: only one code was used"


# Exhibits


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


# Errors

EQUAL = dict.fromkeys(FUNCTIONS, 1)
test_invalid_arguments_are_named = each_raises(
    *(
        (dependence.vulnerability, 2023, EQUAL | {"power": wrong}, f"weight of 'power' is {wrong!r}; it must be")
        for wrong in (-1, "2", nan, inf, None)
    ),
    (dependence.vulnerability, 2023, EQUAL | {"toilets": 1}, "weight of 'toilets': give each of these one, and no"),
    (dependence.vulnerability, 2023, {"power": 1}, "weight of 'reboost-attitude'"),
    (dependence.vulnerability, 2023, dict.fromkeys(FUNCTIONS, 0), "ValueError: all weights are 0"),
    (dependence.deciding_codes, dict.fromkeys(FUNCTIONS, 0), "ValueError: all weights are 0"),
    (dependence.without, "RUS", 2023, "ValueError: partner 'RUS' is none of US-led, Russian"),
    (dependence.agreement, [], [], "not 0 and 0"),
    (dependence.agreement, [1], [1, 0], "not 1 and 2"),
    *((dependence.agreement, [1, missing], [1, 0], "missing for item 2") for missing in (None, nan)),
    (partial(setitem, PRESETS["engineer"].weights, "power", 0), "TypeError: 'mappingproxy'"),
)
