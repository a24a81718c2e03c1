"""The self-audit: ten checks, readable without any script, safe whatever stands in the table."""

from bs4 import BeautifulSoup

import issfacts as iss
from issfacts import data
from issfacts.widgets.audit import Audit, Check


def soup(audit):
    return BeautifulSoup(audit.html(), "html.parser").select_one(".iss-audit")


def test_ten_checks_each_with_its_three_parts():
    # The book's plan, chapter 10: a ten-item self-audit.
    root = soup(iss.audit())
    rows = data.rows("audit_items")
    assert len(rows) == len(root.select("details")) == 10
    for row, item in zip(rows, root.select("details"), strict=True):
        assert row["item"] in item.summary.get_text()
        assert row["how"] in item.get_text()
        assert row["failed"] in item.get_text()


def test_the_list_has_a_name_and_no_dead_control():
    root = soup(iss.audit())
    assert root["aria-labelledby"] == root.select_one(".iss-label")["id"]
    assert root.select("input, button, select, script") == []
    assert all(box["aria-hidden"] == "true" for box in root.select(".iss-box"))


def test_it_shows_itself_in_a_notebook():
    audit = iss.audit()
    assert 'class="iss-audit"' in audit._repr_html_()
    assert repr(audit) == "Audit: ten checks before you publish"


def test_what_stands_in_the_table_arrives_as_text():
    nasty = '<script>document.title = "hit"</script>'
    root = soup(Audit((Check(nasty, nasty, nasty),)))
    assert root.select("script") == []
    assert root.get_text().count(nasty) == 3
