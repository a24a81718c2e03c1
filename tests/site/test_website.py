"""What no page of the book shows yet, or one day will: long contents, frames of pandas, a gap in the record."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from docutils import nodes
from website import cover, pages


def section(title: str, *children) -> nodes.document:
    """Return a document with one titled section."""
    from docutils.utils import new_document

    document = new_document("page")
    document += nodes.section("", nodes.title("", title), *children, ids=["first"])
    return document


@pytest.mark.parametrize(("entries", "depth"), [(20, 4), (80, 1)])
def test_the_contents_of_a_page_stay_short(entries, depth):
    document = section("T", *(nodes.section("", nodes.title("", str(n))) for n in range(entries)))
    env = SimpleNamespace(docname="a", metadata={"a": {}})
    pages.shorten_contents(SimpleNamespace(env=env), document)
    assert env.metadata["a"]["tocdepth"] == depth


def test_links_of_exhibits_lead_to_pages_and_tables_of_pandas_scroll():
    table = '<div>\n<style scoped>x</style>\n<table border="1" class="dataframe">'
    table += '<tr style="text-align: right;"><th></th></tr></table></div>'
    raw = nodes.raw("", f'<a href="../reference/facts.md#x">1</a>{table}', format="html")
    pages.mend_outputs(None, section("T", raw))
    html = raw.astext()
    assert 'href="../reference/facts.html#x"' in html
    assert '<div class="table-wrapper" role="region" tabindex="0" aria-label="Rows 1">' in html
    assert not [word for word in ("<style", "style=", 'border="1"', "<th></th>") if word in html]


def test_words_for_phones_become_a_link_where_their_place_is_on_the_page():
    document = section("Discuss", nodes.paragraph("", "Run it. On a phone, read on at Discuss."))
    pages.link_jumps(None, document)
    assert [(link.astext(), link["refid"]) for link in document.findall(nodes.reference)] == [("Discuss", "first")]
    assert document.next_node(nodes.paragraph).astext() == "Run it. On a phone, read on at Discuss."
    elsewhere = section("T", nodes.paragraph("", "On a phone, read on at Nowhere."))
    pages.link_jumps(None, elsewhere)
    assert list(elsewhere.findall(nodes.reference)) == []


def test_the_picture_of_the_record_has_every_stay_once():
    record = cover.Record()
    assert len(record.stays) == len(record.rows)
    taken = sorted((stay.lane, stay.start, stay.length) for stay in record.stays)
    for (lane, start, length), (next_lane, next_start, _) in pairwise(taken):
        assert lane != next_lane or next_start >= start + min(length, length - cover.LEAST) - 0.01
    sides = zip(record.stays, record.drawn, strict=True)
    assert all((stay.lane < 0) is (row["agency"] == "Roscosmos") for stay, row in sides)


def test_the_title_page_says_unbroken_only_if_it_is():
    record = cover.Record()
    assert record.never_empty()
    assert "neither side has been without people aboard" in cover.title_picture(record)
    record.rows = [row for row in record.rows if row["agency"] != "Roscosmos" or row["dock_utc"].year != 2014]
    assert not record.never_empty()
    assert "neither side" not in cover.title_picture(record)
