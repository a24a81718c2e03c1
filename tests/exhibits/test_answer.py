"""The book's answer: ranked, argued from both sides, and honest about the rows that decide alone."""

import pytest
from rules import for_each

import issfacts as iss
from issfacts.exhibits import answer


@for_each(["holds", "ends"])
def test_ranks_count_from_one(kind):
    ranks = [row["rank"] for row in answer.reasons(kind)]
    if ranks != list(range(1, len(ranks) + 1)):
        yield f"ranks {ranks}"


@for_each([row["id"] for row in answer.reasons("holds")])
def test_each_reason_has_rows_for_it_against_it_and_one_that_decides(reason):
    rows = answer.evidence(reason)
    if lacking := {"for", "against"} - {row["speaks"] for row in rows}:
        yield f"no row {lacking}"
    if not any(row["if_wrong"] for row in rows):
        yield "no row decides"


@pytest.mark.parametrize(
    ("id", "turned"),
    [  # the first reason rests on this: what went on had need and a treaty, and nothing else had both
        *((f"compared-{id}", {"somebody_else": "in part"}) for id in ("station", "fusion", "fish")),
        *((f"compared-{id}", {"rests_on": "contract"}) for id in ("station", "fusion", "fish")),
        *((f"compared-{id}", {"rests_on": "treaty"}) for id in ("rover", "telescope", "arctic")),
        ("compared-kourou", {"somebody_else": "no"}),
        ("compared-rover", {"outcome": "held"}),
    ],
)
def test_the_finding_on_ten_kinds_of_work_falls_when_a_deciding_row_is_turned(id, turned):
    rows = iss.rows("comparisons")
    assert answer._finding(rows)
    with pytest.raises(ValueError, match="no longer"):
        answer._finding([row | turned if row["id"] == id else row for row in rows])
