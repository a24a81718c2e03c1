"""The ranked reasons and their evidence, and the cases of joint work; `samples/answer.py` tests the rest."""

from prose import cells, source_file
from rules import for_each

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


def test_by_our_marks_both_together_fit_all_cases_and_by_each_other_judge_a_treaty_alone_fits_better():
    """Chapter 10 says so below the table of rules."""
    table = iss.tables.rules_by_judge().data.set_index("Rule")
    treaty, _, both, _ = (table.loc[rule] for rule in answer.RULES)
    assert both["Our marks"] == len(iss.rows("comparisons"))
    assert (treaty > both).drop("Our marks").all()


def test_over_both_lists_no_rule_is_clearly_better_than_the_guess_that_nothing_goes_on():
    """Chapter 10 says how often each rule is wrong, by our marks, in the ten and in the eight cases of its fold."""
    cases = [
        (row["somebody_else"] == "no", row["rests_on"] == "treaty", row["outcome"] == "held")
        for row in iss.rows("comparisons")
    ]
    (fold,) = (cell.source for cell in cells(source_file("chapters/why-it-holds")) if cell.id == "other-cases")
    rows = [[part.strip() for part in line.strip("|").split("|")] for line in fold.splitlines() if line[:1] == "|"]
    eight = [(need == "yes", treaty == "yes", went_on == "yes") for _, need, treaty, went_on, _ in rows[2:]]
    assert [(need and treaty) == went_on for need, treaty, went_on in eight] == [row[-1] == "yes" for row in rows[2:]]
    assert [went_on for _, treaty, went_on in eight if treaty] == [False] * 6
    held_with_both, held_without = (
        [went_on for need, treaty, went_on in [*cases, *eight] if (need and treaty) == both] for both in (True, False)
    )
    assert (sum(held_with_both), len(held_with_both), sum(held_without), len(held_without)) == (3, 7, 2, 11)
    wrong = {
        name: sum(rule(need, treaty) != went_on for need, treaty, went_on in [*cases, *eight])
        for name, rule in answer.RULES.items()
    }
    assert wrong["Nothing goes on"] == 5
    assert wrong["What has both goes on"] == 6
    assert wrong["What has a treaty goes on"] == wrong["What is needed goes on"] == 9


def test_all_four_judges_mark_the_need_alike_for_the_station_and_for_the_rover():
    """Chapter 10 says so of the two kinds of work on which Europe's council decided on one day."""
    cases = iss.load("comparisons").set_index("short_name")
    for need, _ in answer.JUDGES.values():
        assert cases.loc["Space station", need] == cases.loc["Mars rover", need], need
