"""Why it holds: the reasons, their evidence, what broke and what held."""

import pandas as pd

import issfacts as iss

from . import counted, counts

READINGS = ("somebody_else", "second_somebody_else", "third_somebody_else", "fourth_somebody_else")


def need_sorts() -> str:
    found = [counted("comparisons", f"({reading} == 'no') == (outcome == 'held')") for reading in READINGS]
    assert found[1:] == ["6", "7", "6"]  # the note of the fact says so
    return found[0]


def four_alike() -> str:
    alone = pd.DataFrame(iss.rows("comparisons"))[list(READINGS)].eq("no")
    assert not alone.all(axis=1).any()  # the chapter says so, too
    return str((alone.nunique(axis=1) == 1).sum())


DERIVED = {
    **counts(
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
            # What the chart says in its title: need and a treaty, and nothing else, went on.
            "projects-both": (
                "somebody_else == 'no' and rests_on == 'treaty' or outcome == 'held'",
                "somebody_else == 'no' and rests_on == 'treaty' and outcome == 'held'",
            ),
            "projects-treaty-sorts": "(rests_on == 'treaty') == (outcome == 'held')",
        },
    ),
    "projects-need-sorts": need_sorts,
    "readings-alike": four_alike,
}
