"""Vulnerability, weights, loss of a partner and coder agreement, against results by hand."""

from itertools import product
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import issfacts as iss
from issfacts import dependence
from issfacts.dependence import FUNCTIONS, PRESETS, SIDES, STATUS

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


def test_swapping_the_sides_swaps_all_results(monkeypatch):
    """Exchange the codes of the two sides; all results must be exchanged too."""
    shares, means = dependence.more_dependent(2026), dependence.vulnerability(2026)
    other = dict(zip(SIDES, reversed(SIDES), strict=True))
    swapped = [row | {"side": other[row["side"]]} for row in iss.rows("codings")]
    monkeypatch.setattr(iss.data, "rows", lambda name: swapped)
    assert dependence.more_dependent(2026) == dependence.Shares(shares.russian, shares.us_led, shares.tie)
    assert dependence.vulnerability(2026) == {side: means[other[side]] for side in SIDES}


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


# Errors

EQUAL = dict.fromkeys(FUNCTIONS, 1)
INVALID_WEIGHTS = [
    *((EQUAL | {"power": wrong}, f"weight of 'power' is {wrong!r}; it must be") for wrong in (-1, "2", nan, inf, None)),
    (EQUAL | {"toilets": 1}, "weight of 'toilets': give each of these one, and no other: reboost-attitude"),
    ({"power": 1}, "weight of 'reboost-attitude'"),
    (dict.fromkeys(FUNCTIONS, 0), "all weights are 0"),
]


def test_invalid_arguments_are_named():
    for function, arguments, message in (
        *((dependence.vulnerability, (2023, weights), message) for weights, message in INVALID_WEIGHTS),
        (dependence.without, ("RUS", 2023), "partner 'RUS' is none of US-led, Russian"),
        (dependence.agreement, ([], []), "0 and 0"),
        (dependence.agreement, ([1], [1, 0]), "not 1 and 2"),
        *((dependence.agreement, ([1, missing], [1, 0]), "item 2") for missing in (None, nan)),
    ):
        with pytest.raises(ValueError, match=message):
            function(*arguments)
    with pytest.raises(TypeError):
        PRESETS["engineer"].weights["power"] = 0
