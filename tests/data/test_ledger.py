"""Every source has a standing, by which rows are trusted and sources ordered."""

from collections import Counter

import pytest

import issfacts as iss
from issfacts import data

SOURCES = """id,standing,controlled_by,mirror_of
nasa,primary,,
tass,state,RUS,
blog,weak,,
party,partisan,,
relay,copy,,NASA
"""
STANDING = {name: {} for name in SOURCES.partition("\n")[0].split(",")}
IDS = {"x-list-of": "sources.id"}


def told(folder):
    return [str(problem) for problem in iss.validate(folder, hashes=False)]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("", "", None),
        ("state,RUS", "state,", "row 3, controlled_by: nothing there, expected the state that controls it"),
        ("weak,,", "weak,RUS,", "row 4, controlled_by: 'RUS' is not empty, as standing is weak"),
        (",NASA", ",", "row 6, mirror_of: nothing there, expected the publisher of the original"),
    ],
)
def test_a_standing_fits_the_other_cells(tiny, old, new, problem):
    expected = [f"sources.csv {problem}"] if problem else []
    assert told(tiny("sources", STANDING, SOURCES.replace(old, new))) == expected


def test_weak_sources_alone_carry_nothing_sure(tiny):
    tiny("sources", STANDING, SOURCES)
    rows = "a,blog,low\nb,blog;party,high\nc,blog;tass,medium\nd,party,unverified\n"
    folder = tiny("facts", {"id": {}, "source_ids": IDS, "confidence": {}}, f"id,source_ids,confidence\n{rows}")
    assert told(folder) == [
        "facts.csv row 3, confidence: 'high' is not low, as blog, party alone supports it, which carries nothing sure"
    ]


def test_a_claim_rests_on_all_its_evidence(tiny):
    tiny("sources", STANDING, SOURCES)
    tiny("claim_evidence", {"claim_id": {}, "source_id": {}}, "claim_id,source_id\nC1,blog\nC1,nasa\nC2,blog\n")
    folder = tiny("claims", {"id": {}, "confidence": {}}, "id,confidence\nC1,high\nC2,medium\nC3,high\n")
    assert told(folder) == [
        "claims.csv row 3, confidence: 'medium' is not low, as blog alone supports it, which carries nothing sure"
    ]


def test_few_weak_sources_are_left():
    standings = Counter(row["standing"] for row in data.rows("sources"))
    assert standings["weak"] < 60
    assert standings["primary"] > standings["weak"]


def test_the_strongest_come_first_and_equals_stay():
    weak, state, primary, other = "howstuffworks-station", "tass-ms24", "iss-elements", "nasa-memorandum-russia"
    assert data.strongest_first([weak, state, primary, other]) == (primary, other, state, weak)
    with pytest.raises(KeyError, match="no source 'nasaa'"):
        data.strongest_first(["nasaa"])
