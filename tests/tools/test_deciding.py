"""What single rows decide: each finding holds today, and the list of the rows that overturn it is the one read."""

import pytest
from refpages import deciding
from refpages.book import read_book
from samples import collect_derived

import issfacts as iss

BOOK = read_book()
DERIVED = collect_derived()
# What no single row overturns; of the rest, the list below says which rows do.
SOUND = {
    "Most claims of the article are accurate",
    "Russia built about a quarter of the mass that can be weighed (23 to 28 per cent)",
    "By mass Russia built most of the rooms, then Europe, then the United States",
    "In 2012 the US-led side was the more dependent one, by equal weights",
    "In February 2026 Russia was the more dependent side, by equal weights",
    "Of the predictions put to the test more than half came true",
    "Of all predictions that are settled fewer than half came true",
}


@pytest.fixture(scope="module")
def decided():
    return {finding: finding.deciding(BOOK) for finding in deciding.FINDINGS}


def test_which_findings_no_single_row_overturns(decided):
    assert {finding.said for finding, ids in decided.items() if not ids} == SOUND


def test_level_sides_are_decided_by_every_code_as_the_package_says(decided):
    (ids,) = [ids for finding, ids in decided.items() if "were level" in finding.said]
    assert set(ids) == {row["id"] for row in iss.dependence.deciding_codes()}
    assert "russian-deorbit-2023" in ids


def test_a_deciding_row_changes_a_fact_that_the_prose_quotes(decided, monkeypatch):
    """Turned in the tables, such a row changes what the facts behind the sentence come to, so that their test fails."""
    for finding, ids in decided.items():
        for row in (BOOK.by_id[finding.table][id] for id in ids):
            for turned in deciding.turns(BOOK, finding.table, row):
                rows = [turned if other["id"] == row["id"] else other for other in BOOK.rows[finding.table]]
                tables = BOOK.rows | {finding.table: rows}
                if not finding.holds(rows):
                    monkeypatch.setattr(iss.data, "rows", tables.__getitem__)
                    monkeypatch.setitem(vars(iss), "rows", tables.__getitem__)  # a lazy name, found there or not
                    assert any(worked_out(id) != iss.fact(id).value for id in finding.facts), (finding.said, row["id"])


def worked_out(id: str) -> str | None:
    """Work a fact out again; None where its own check fails."""
    try:
        return DERIVED[id]()
    except AssertionError:
        return None
