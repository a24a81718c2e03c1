"""The ranked reasons and their evidence, and the cases of joint work; `derivations/answer.py` tests the rest."""

from for_each import for_each

import issfacts as iss
from issfacts.exhibits import answer


def test_ranks_are_consecutive_from_one():
    for kind, ranks in iss.load("reasons").groupby("kind", observed=True)["rank"]:
        assert sorted(ranks) == list(range(1, len(ranks) + 1)), kind


@for_each([row["id"] for row in iss.rows("reasons") if row["kind"] == "holds"])
def test_each_reason_has_evidence_for_and_against_and_a_decisive_row(reason):
    rows = answer.evidence(reason)
    if missing := {"for", "against"} - {row["speaks"] for row in rows}:
        yield f"no row {missing}"
    if not any(row["if_wrong"] for row in rows):
        yield "no decisive row"


def test_by_all_four_readings_work_with_need_and_treaty_went_on():
    """Chapter 10 says so, and which cases these were by the second, third and fourth reading."""
    cases = iss.load("comparisons").set_index("short_name")
    qualifying_cases = {}
    treaty_readers = {"": "", "second_": "second_", "third_": "", "fourth_": ""}  # two readers judged no treaties
    for reader, treaty_reader in treaty_readers.items():
        qualifying = (cases[f"{reader}somebody_else"] == "no") & (cases[f"{treaty_reader}rests_on"] == "treaty")
        assert set(cases.loc[qualifying, "outcome"]) == {"held"}, reader
        qualifying_cases[reader] = list(cases.index[qualifying])
    assert qualifying_cases["second_"] == ["Barents Sea cod"]
    assert qualifying_cases["third_"] == qualifying_cases["fourth_"] == ["Space station"]


def test_each_project_that_broke_or_paused_names_who_stopped_it():
    cases = iss.load("comparisons")
    assert (cases["broken_by"].notna() == (cases["outcome"] != "held")).all()


def test_by_our_marks_both_together_fit_the_ten_and_by_each_other_judge_a_treaty_alone_fits_better():
    """Chapter 10 says so of the count of ten cases."""
    errors = iss.tables.rules_by_judge().data.set_index("What goes on, by the rule")
    both, _, treaty, _, _ = (errors.loc[rule] for rule in answer.RULES)
    assert both["Our marks"] == 0
    assert (treaty < both).drop("Our marks").all()


def test_over_all_cases_one_treaty_decides_whether_our_rule_beats_the_guess_that_nothing_goes_on():
    """Chapter 10 says so. By hand: of the eight, five treaties had broken by 2022 and New START in February 2023."""
    errors = iss.tables.rules_over_cases().data.iloc[:, 1:].items()
    ten, eight, at_2022, at_2023 = (list(counts) for _, counts in errors)
    assert ten == [0, 3, 1, 2, 3]
    assert eight == [5, 5, 7, 3, 3]  # need with a treaty, need, treaty, people, nothing
    assert at_2022 == [5, 8, 8, 5, 6]
    assert at_2023 == [6, 9, 9, 4, 5]
    cases = iss.load("further_cases").set_index("id")
    broke_in_2023 = cases["broke_on"].astype(str).str.startswith("2023")
    assert list(cases.index[broke_in_2023]) == ["further-new-start"]
    assert (cases["rests_on"] == "treaty").sum() == 6


def test_all_four_judges_mark_the_need_alike_for_the_station_and_for_the_rover():
    """Chapter 10 says so of the two kinds of work on which Europe's council decided on one day."""
    cases = iss.load("comparisons").set_index("short_name")
    for need, _ in answer.JUDGES.values():
        assert cases.loc["Space station", need] == cases.loc["Mars rover", need], need
