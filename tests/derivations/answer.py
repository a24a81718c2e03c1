"""Facts about why the cooperation holds: the compared projects, the reasons for their outcomes, the evidence."""

from . import count_rows, frame_of


def derived() -> dict:
    cases = frame_of("comparisons")
    # Whether nobody else could do the work, by each of four codings.
    alone = cases.filter(regex="somebody_else$").eq("no")
    sorted_by_need = alone.eq(cases["outcome"] == "held", axis=0).sum().tolist()
    assert sorted_by_need[1:] == [6, 7, 6], "the note of projects-need-sorts has other numbers"
    assert not alone.all(axis=1).any(), "chapter 10 says that no project is alone by all four codings"
    return {
        "projects-need-sorts": sorted_by_need[0],
        "readings-alike": (alone.nunique(axis=1) == 1).sum(),
        **count_rows(
            cases,
            {
                "projects-compared": "",
                "projects-broke": "outcome == 'broke'",
                "projects-paused": "outcome == 'paused'",
                "projects-replaceable": ("somebody_else != 'no'", "outcome == 'broke'"),
                "projects-replaceable-whole": "somebody_else == 'yes'",
                "projects-alone": "somebody_else == 'no'",
                "projects-alone-held": "somebody_else == 'no' and outcome == 'held'",
                "projects-treaty": "rests_on == 'treaty'",
                "projects-treaty-held": ("outcome == 'held'", "rests_on == 'treaty'"),
                "projects-no-treaty": ("rests_on != 'treaty'", "outcome != 'held'"),
                "paper-alike": "(rests_on == 'treaty') == (second_rests_on == 'treaty')",
                "second-reading-treaty": (
                    "second_rests_on == 'treaty' or outcome == 'held'",
                    "second_rests_on == 'treaty' and outcome == 'held'",
                ),
                # The title of the chart: exactly the projects with both need and a treaty held.
                "projects-both": (
                    "somebody_else == 'no' and rests_on == 'treaty' or outcome == 'held'",
                    "somebody_else == 'no' and rests_on == 'treaty' and outcome == 'held'",
                ),
                "projects-treaty-sorts": "(rests_on == 'treaty') == (outcome == 'held')",
            },
        ),
    }
