"""Who depends on whom: means, weights, losses and agreement, against hand-made sums and slow, plain counting."""

from datetime import date, datetime
from fractions import Fraction
from itertools import product
from math import inf, nan

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import issfacts as iss
from issfacts import dependence
from issfacts.exhibits.dependence import FUNCTIONS, PRESETS, SIDES, STATUS

settings.register_profile("book", deadline=None)  # the first example reads the tables
settings.load_profile("book")

YEARS = (2012, 2023, 2026)
LABELS = st.sampled_from(["0", "0.5", "1"])
PAIRS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=12)
WEIGHTS = (
    st.lists(st.integers(0, 9), min_size=5, max_size=5)
    .filter(any)
    .map(lambda given: dict(zip(FUNCTIONS, given, strict=True)))
)


def coded(year, side):
    rows = [row for row in iss.rows("codings") if row["on_date"].year == year and row["side"] == side]
    return {row["function"]: row["code"] for row in rows}


# codes


def test_codes_are_the_table():
    table = next(resource for resource in iss.data.package()["resources"] if resource["name"] == "codings")
    allowed = {field["name"]: field.get("constraints", {}).get("enum") for field in table["schema"]["fields"]}
    assert (list(FUNCTIONS), list(SIDES)) == (allowed["function"], allowed["side"])
    for year in YEARS:
        assert dependence.codes(year) == {side: coded(year, side) for side in SIDES}


def test_a_date_may_be_a_year_a_day_or_a_date():
    assert dependence.dates() == (date(2012, 7, 1), date(2023, 9, 15), date(2026, 2, 1))
    asked = (2023, "2023", "2023-09-15", date(2023, 9, 15), datetime(2023, 9, 15, 18, 53))
    assert all(dependence.codes(when) == dependence.codes(2023) for when in asked)


def test_other_dates_are_refused_and_the_coded_ones_named():
    for when in (2020, "2023-09-16", "lately", None, date(2012, 1, 1)):
        with pytest.raises(ValueError, match=r"coded dates are 2012 \(2012-07-01\), 2023 \(2023-09-15\), 2026"):
            dependence.codes(when)


# vulnerability


def test_vulnerability_by_hand():
    # 2012 (0.5 + 0 + 1 + 0 + 1) / 5 and (0 + 0.5 + 0 + 0.5 + 0) / 5; 2023 (0.5 + 1) / 5 and three 0.5 of 5;
    # 2026 (0.5 + 1) / 5 and five times 0.5.
    for year, ours, theirs in ((2012, 0.5, 0.2), (2023, 0.3, 0.3), (2026, 0.3, 0.5)):
        assert dependence.vulnerability(year) == {"US-led": ours, "Russian": theirs}
    weights = dict(zip(FUNCTIONS, (1, 2, 3, 1, 3), strict=True))
    # 2023, US-led: (1 x 0.5 + 3 x 1) / 10; Russian: (2 x 0.5 + 1 x 0.5 + 3 x 0.5) / 10
    assert dependence.vulnerability(2023, weights) == {"US-led": 0.35, "Russian": 0.3}


@given(WEIGHTS, st.sampled_from(YEARS), st.sampled_from([2, 3, 7, 0.5, 1024]))
def test_only_proportions_count(weights, year, factor):
    scaled = {name: weight * factor for name, weight in weights.items()}
    assert dependence.vulnerability(year, scaled) == dependence.vulnerability(year, weights)


@given(WEIGHTS, st.sampled_from(YEARS))
def test_a_mean_lies_between_its_codes(weights, year):
    for side, value in dependence.vulnerability(year, weights).items():
        used = [code for name, code in coded(year, side).items() if weights[name]]
        assert min(used) <= value <= max(used)


EQUAL = dict.fromkeys(FUNCTIONS, 1)


UNUSABLE = [
    (EQUAL | {"power": -1}, "weight of 'power' is -1: a weight cannot be negative"),
    (EQUAL | {"deorbit": None}, "weight of 'deorbit' is missing"),
    (EQUAL | {"power": "2"}, "weight of 'power' is '2', not a number"),
    (EQUAL | {"power": nan}, "weight of 'power' is nan, not a number"),
    (EQUAL | {"power": inf}, "weight of 'power' is inf, not a number"),
    (EQUAL | {"power": True}, "weight of 'power' is True, not a number"),
    (EQUAL | {"toilets": 1}, "weight of 'toilets': there is no such function, only reboost-attitude"),
    (dict.fromkeys(FUNCTIONS, 0), "all weights are 0"),
    ({}, "weight of 'reboost-attitude' is missing"),
    ([1, 1, 1, 1, 1], "weights must be a dict by function, not list"),
]


@pytest.mark.parametrize(("weights", "words"), UNUSABLE)
def test_a_weight_that_cannot_be_used_is_named(weights, words):
    with pytest.raises(ValueError, match=words):
        dependence.vulnerability(2023, weights)


def test_people_with_good_reasons_disagree():
    """The point of the chapter: at one date, reasonable weights make either side the more dependent."""
    leads = {name: dependence.vulnerability(2023, preset.weights) for name, preset in PRESETS.items()}
    assert {v["US-led"] > v["Russian"] for v in leads.values()} == {True, False}
    assert all(preset.reason.endswith(".") for preset in PRESETS.values())
    with pytest.raises(TypeError):
        PRESETS["engineer"].weights["power"] = 0


def test_the_game_starts_as_coded():
    assert dependence.game_start() == (3, 3)  # tenths of the means of 2023, above


# all weightings


def counted(year, top):
    """Count them one by one, slowly, in fractions."""
    found = dict.fromkeys((1, -1, 0), 0)
    gaps = [Fraction(coded(year, "US-led")[name]) - Fraction(coded(year, "Russian")[name]) for name in FUNCTIONS]
    for weights in product(range(top + 1), repeat=len(FUNCTIONS)):
        if any(weights):
            lead = sum(weight * gap for weight, gap in zip(weights, gaps, strict=True))
            found[(lead > 0) - (lead < 0)] += 1
    return tuple(found.values())


@pytest.mark.parametrize("top", [1, 2, 3])
def test_shares_equal_a_plain_count(top):
    for year in YEARS:
        shares = dependence.more_dependent(year, top)
        assert (shares.us_led, shares.russian, shares.tie) == counted(year, top)
        assert shares.total == (top + 1) ** 5 - 1  # CURRICULUM: 1,023 integer weightings 0-3
        assert sum(map(shares.percent, ("us_led", "russian", "tie"))) == pytest.approx(100)
    for wrong in (0, 1.5, "3", None, True):
        with pytest.raises(ValueError, match="whole number from 1 up"):
            dependence.more_dependent(2023, wrong)


def test_the_mirror(monkeypatch):
    """Give each side the other's codes, and all results change sides."""
    before = dependence.more_dependent(2023), dependence.vulnerability(2023)
    other = dict(zip(SIDES, reversed(SIDES), strict=True))
    swapped = [row | {"side": other[row["side"]]} for row in iss.rows("codings")]
    monkeypatch.setattr(iss.data, "rows", lambda name: swapped)
    after = dependence.more_dependent(2023), dependence.vulnerability(2023)
    assert (after[0].us_led, after[0].russian, after[0].tie) == (before[0].russian, before[0].us_led, before[0].tie)
    assert after[1] == {side: before[1][other[side]] for side in SIDES}


# codes that decide


@given(WEIGHTS)
@settings(max_examples=20)
def test_codes_that_decide_are_those_whose_step_turns_the_leader(weights):
    """Every code is moved in both directions here, and the two weighted sums compared again."""

    def leader(rows):
        ours, theirs = (sum(weights[r["function"]] * r["code"] for r in rows if r["side"] == side) for side in SIDES)
        return "neither" if ours == theirs else SIDES[ours < theirs]

    turned = set()
    for when in dependence.dates():
        rows = [row for row in iss.rows("codings") if row["on_date"] == when]
        for row, step in product(rows, (-0.5, 0.5)):
            moved = [row | {"code": row["code"] + step}, *(other for other in rows if other is not row)]
            if 0 <= row["code"] + step <= 1 and leader(moved) != leader(rows):
                turned.add((when, row["id"], row["code"], row["code"] + step, leader(moved)))
    found = dependence.deciding_codes(weights)
    assert {(row["point"], row["id"], row["from"], row["to"], row["answer"]) for row in found} == turned
    codings = iss.data.by_id("codings")
    assert all(
        (codings[row["id"]]["side"], codings[row["id"]]["function"]) == (row["side"], row["function"]) for row in found
    )


# a partner less


def test_without_russia_on_the_day_of_the_docking():
    rows = {row["function"]: row for row in dependence.without("Russian", 2023)}
    assert {name: row["status"] for name, row in rows.items()} == {
        "reboost-attitude": "only demonstrated or partial",  # Cygnus, June 2022: two burns (codings)
        "power": "covered",
        "crew-transport": "covered",
        "gyroscopes-communications": "covered",
        "deorbit": "uncovered",  # the American vehicle was ordered in June 2024
    }
    assert "reboost-cygnus-service" in rows["reboost-attitude"]["dependency_ids"]


def test_what_is_left_is_the_coding_of_the_other_side():
    sources, dependencies = ({row["id"] for row in iss.rows(name)} for name in ("sources", "dependencies"))
    for (partner, stays), year in product((SIDES, SIDES[::-1]), YEARS):
        rows = dependence.without(partner, year)
        assert [row["function"] for row in rows] == list(FUNCTIONS)
        for row in rows:
            assert row["status"] == STATUS[coded(year, stays)[row["function"]]]
            assert len(row["dependency_ids"]) > 0
            assert set(row["dependency_ids"]) <= dependencies
            assert set(row["source_ids"]) <= sources
            assert len(set(row["source_ids"])) == len(row["source_ids"])
    with pytest.raises(ValueError, match="partner 'RUS' is none of US-led, Russian"):
        dependence.without("RUS", 2023)


# two coders


def test_agreement_by_hand():
    # Cohen 1960: (observed - by chance) / (1 - by chance). 8 of 10 alike; 0.6 x 0.6 + 0.4 x 0.4 = 0.52 by chance.
    found = dependence.agreement(list("yyyyyynnnn"), list("yyyyynynnn"))
    assert (found.agreed, found.items, found.percent) == (8, 10, 80)
    assert found.kappa == pytest.approx(0.28 / 0.48)
    assert dependence.agreement(["a", "b"], ["b", "a"]).kappa == -1
    assert dependence.agreement({"power": 0.5, "deorbit": 1}, {"deorbit": 1, "power": 0}).agreed == 1  # by item
    same = dependence.agreement([0.5] * 5, [0.5] * 5)
    assert str(same) == "5 of 5 items alike (100%), kappa undefined: only one code was used"


@given(st.lists(LABELS, min_size=1, max_size=12))
def test_identical_coders_have_kappa_one(labels):
    assert dependence.agreement(labels, labels).kappa == (1 if len(set(labels)) > 1 else None)


@given(PAIRS)
def test_coders_can_change_places(pairs):
    one, other = ([pair[side] for pair in pairs] for side in (0, 1))
    assert dependence.agreement(one, other) == dependence.agreement(other, one)


@given(PAIRS, st.permutations(["0", "0.5", "1"]))
def test_names_of_codes_do_not_count(pairs, names):
    renamed = dict(zip(["0", "0.5", "1"], names, strict=True))
    one, other = ([pair[side] for pair in pairs] for side in (0, 1))
    again = dependence.agreement([renamed[code] for code in one], [renamed[code] for code in other])
    assert again == dependence.agreement(one, other)


@given(PAIRS)
def test_kappa_never_exceeds_agreement(pairs):
    found = dependence.agreement(*zip(*pairs, strict=True))
    assume(found.kappa is not None)
    assert -1 <= found.kappa <= found.percent / 100 + 1e-12


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ([], [], "no items"),
        ([1], [1, 0], "one coder coded 1 items, the other 2"),
        ([1, None], [1, 0], "a code is missing for item 2"),
        ([1, 0], [1, nan], "a code is missing for item 2"),
        ({"power": 1}, {"deorbit": 1}, "item 'power' was coded by one coder only"),
        ({"power": 1, "deorbit": None}, {"deorbit": 1, "power": 1}, "a code is missing for item 'deorbit'"),
        ("EQA", "EQA", "is one text; give a list"),
    ],
)
def test_codings_that_cannot_be_compared(first, second, words):
    with pytest.raises(ValueError, match=words):
        dependence.agreement(first, second)
