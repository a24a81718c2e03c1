"""Facts about why the cooperation holds: the compared projects, the reasons for their outcomes, the evidence."""

import pandas as pd

import issfacts as iss

from . import count_rows, row_counters

READINGS = ("somebody_else", "second_somebody_else", "third_somebody_else", "fourth_somebody_else")


def projects_sorted_by_need() -> int:
    """Count the projects that held exactly if no other partner could do the work, by the first of four codings."""
    numbers = [count_rows("comparisons", f"({reading} == 'no') == (outcome == 'held')") for reading in READINGS]
    assert numbers[1:] == [6, 7, 6]  # as stated in the note of the fact
    return numbers[0]


def identically_coded_projects() -> int:
    """Count the projects that all four codings agree on: whether another partner could do the work."""
    alone = pd.DataFrame(iss.rows("comparisons"))[list(READINGS)].eq("no")
    assert not alone.all(axis=1).any()  # as stated in the chapter
    return (alone.nunique(axis=1) == 1).sum()


DERIVED = {
    **row_counters(
        "comparisons",
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
    "projects-need-sorts": projects_sorted_by_need,
    "readings-alike": identically_coded_projects,
}
