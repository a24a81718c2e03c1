"""The book's answer: ranked, argued from both sides, and honest about the rows that decide alone."""

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


def test_the_comparison_changes_when_one_row_is_turned():
    # The first reason rests on this: whatever others could do, at least in part, broke, and some of the rest went on.
    rows = iss.rows("comparisons")
    found = answer._finding(rows)
    other = {"yes": "no", "in part": "no", "no": "yes"}
    for place in range(len(rows)):
        turned = [
            row | {"somebody_else": other[row["somebody_else"]]} if at == place else row for at, row in enumerate(rows)
        ]
        assert answer._finding(turned) != found, rows[place]["id"]
