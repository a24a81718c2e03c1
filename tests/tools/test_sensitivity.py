"""The sensitivity of findings to single rows: which findings no row overturns, and that deciding rows change facts."""

import pytest
from derivations import dependence, outlook, story
from refpages import links, sensitivity

import issfacts as iss

TABLES = {name: iss.rows(name) for name in links.resources()}
DERIVED = {"claims": story.derived, "codings": dependence.derived, "predictions": outlook.derived}  # by table
# The findings that no single row overturns.
ROBUST = {
    "Most claims of the article are accurate",
    "Russia built about a quarter of the mass that can be weighed (23 to 28 per cent)",
    "By mass Russia built most of the rooms, then Europe, then the United States",
    "In 2012 the US-led side was the more dependent one, by equal weights",
    "In February 2026 Russia was the more dependent side, by equal weights",
    "Of the predictions put to the test more than half came true",
    "Of all predictions that are settled fewer than half came true",
}


@pytest.fixture(scope="module")
def deciding_rows():
    """Return the ids of the deciding rows of each finding."""
    return {finding: finding.deciding_rows() for finding in sensitivity.FINDINGS}


def test_robust_findings_have_no_deciding_row_and_codes_of_level_sides_agree_with_the_package(deciding_rows):
    assert {finding.statement for finding, ids in deciding_rows.items() if not ids} == ROBUST
    (ids,) = [ids for finding, ids in deciding_rows.items() if "were level" in finding.statement]
    assert set(ids) == {row["id"] for row in iss.dependence.deciding_codes()}
    assert "russian-deorbit-2023" in ids


def test_each_overturning_change_changes_a_quoted_fact(deciding_rows, monkeypatch):
    """A test of facts would thus fail if the change were made in the tables."""
    for finding, ids in deciding_rows.items():
        for row in (iss.data.by_id(finding.table)[id] for id in ids):
            for variant in sensitivity.variants(finding.table, row):
                rows = sensitivity.replace_row(TABLES[finding.table], variant)
                tables = TABLES | {finding.table: rows}
                if not finding.holds(rows):
                    monkeypatch.setattr(iss.data, "rows", tables.__getitem__)
                    monkeypatch.setitem(vars(iss), "rows", tables.__getitem__)  # set here whether it was loaded or not
                    changed = [id for id in finding.fact_ids if derived_fact(finding.table, id) != iss.fact(id).value]
                    assert changed, (finding.statement, row["id"])


def derived_fact(table: str, id: str) -> str | None:
    """Derive the value of a fact from the tables; None if an assertion of its derivation fails."""
    try:
        return str(DERIVED[table]()[id])
    except AssertionError:
        return None
