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
