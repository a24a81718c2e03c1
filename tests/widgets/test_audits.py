"""Tests of the audit widget: number and content of its checks, and escaping."""

import pytest
from bs4 import BeautifulSoup

import issfacts as iss
from issfacts import data

NASTY = '<script>document.title = "hit"</script>'


def test_audit_shows_item_instructions_and_failure_of_each_check_as_text(monkeypatch):
    rows = data.rows("audit_items")
    assert repr(iss.audit()) == "Audit: ten checks before you publish"
    rows = [*rows, dict.fromkeys(("item", "how", "failed"), NASTY)]
    monkeypatch.setattr(data, "rows", lambda name: rows)
    root = BeautifulSoup(iss.audit().html(), "html.parser").select_one(".iss-audit")
    assert root["aria-labelledby"] == root.select_one(".iss-label")["id"]
    assert root.select("input, button, select, script") == []
    for row, item in zip(rows, root.select("details"), strict=True):
        assert row["item"] in item.summary.get_text()
        assert row["how"] in item.get_text()
        assert row["failed"] in item.get_text()


def test_first_limits_the_number_of_checks():
    # The letters of the last chapter, D, S, W and N; then what is missing.
    ids = ["numbers-dated", "sentences-sourced", "strength-fits", "newest-statement", "missing-asked"]
    assert [row["id"] for row in iss.audit(first=5).checks] == ids
    assert len(BeautifulSoup(iss.audit(first=5).html(), "html.parser").select("details")) == 5
    with pytest.raises(ValueError, match="at least one"):
        iss.audit(first=0)
