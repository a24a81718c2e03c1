"""The book's answer: ranked, and argued from both sides; what `samples/answer.py` holds to the rows is its finding."""

from rules import for_each

import issfacts as iss
from issfacts.exhibits import answer


def test_ranks_count_from_one():
    for kind, ranks in iss.load("reasons").groupby("kind", observed=True)["rank"]:
        assert sorted(ranks) == list(range(1, len(ranks) + 1)), kind


@for_each([row["id"] for row in iss.rows("reasons") if row["kind"] == "holds"])
def test_each_reason_has_rows_for_it_against_it_and_one_that_decides(reason):
    rows = answer.evidence(reason)
    if lacking := {"for", "against"} - {row["speaks"] for row in rows}:
        yield f"no row {lacking}"
    if not any(row["if_wrong"] for row in rows):
        yield "no row decides"


def test_whoever_judged_need_all_that_had_need_and_a_treaty_went_on():
    """Chapter 10 says so, and for whom these were the cod or the station alone."""
    cases = iss.load("comparisons").set_index("short_name")
    both = {}
    for who, treaty in {"": "", "second_": "second_", "third_": "", "fourth_": ""}.items():  # two read no treaties
        needed = (cases[f"{who}somebody_else"] == "no") & (cases[f"{treaty}rests_on"] == "treaty")
        assert set(cases.loc[needed, "outcome"]) == {"held"}, who
        both[who] = list(cases.index[needed])
    assert both["second_"] == ["Barents Sea cod"]
    assert both["third_"] == both["fourth_"] == ["Space station"]
