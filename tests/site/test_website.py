"""What no page of the book shows yet, or one day will: long contents, no place to go on at, a gap in the record."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from built import parsed
from docutils import nodes
from docutils.utils import new_document
from website import cover, pages


def section(title: str, *children) -> nodes.document:
    """Return a document with one titled section."""
    document = new_document("page")
    document += nodes.section("", nodes.title("", title), *children, ids=["first"])
    return document


@pytest.mark.parametrize(("entries", "depth"), [(20, 4), (80, 1)])
def test_the_contents_of_a_page_stay_short(entries, depth):
    document = section("T", *(nodes.section("", nodes.title("", str(n))) for n in range(entries)))
    env = SimpleNamespace(docname="a", metadata={"a": {}})
    pages.shorten_contents(SimpleNamespace(env=env), document)
    assert env.metadata["a"]["tocdepth"] == depth


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
    sides = zip(record.stays, record.rows, strict=True)
    assert all((stay.lane < 0) is (row["agency"] == "Roscosmos") for stay, row in sides)


def test_the_title_page_says_unbroken_only_if_it_is(site, monkeypatch):
    assert "neither side has been without people aboard" in parsed(site / "index.html").figcaption.get_text()
    assert cover.Record().never_empty()
    crews = cover.occupancy(by="agency")
    monkeypatch.setattr(cover, "occupancy", lambda *_, by: crews.assign(Roscosmos=crews.index.year != 2014))
    assert not cover.Record().never_empty()
