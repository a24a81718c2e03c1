"""What no page of the book shows yet, or one day will: long contents, frames of pandas, a gap in the record."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from built import parsed
from docutils import nodes
from docutils.utils import new_document
from website import cover, head, pages, typography

import issfacts as iss


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


def test_links_of_exhibits_lead_to_pages_and_tables_of_pandas_scroll():
    frame = iss.load("modules").head()
    raw = nodes.raw("", f'<a href="../reference/facts.md#x">1</a>{frame.to_html(notebook=True)}', format="html")
    assert "<style" in raw.astext()
    pages.mend_outputs(None, section("T", raw))
    html = raw.astext()
    assert 'href="../reference/facts.html#x"' in html
    assert '<div class="table-wrapper" role="region" tabindex="0" aria-label="Rows 1">' in html
    assert not [word for word in ("<style", "style=", 'border="1"', "<th></th>") if word in html]


@pytest.mark.parametrize("lacking", ["Question", "Objectives", "Time", "Before you start", "title"])
def test_a_chapter_that_lacks_a_part_is_built_all_the_same(lacking):
    words = [f"{label}: x" for label in ("Question", "Objectives", "Time", "Before you start") if label != lacking]
    document = section("T", *(nodes.paragraph(text, "", nodes.strong("", text)) for text in words))
    if lacking == "title":
        document.next_node(nodes.section).pop(0)
    env = SimpleNamespace(docname="chapters/a", metadata={"chapters/a": {}})
    app = SimpleNamespace(env=env, config=SimpleNamespace(chapter_numbers={"chapters/a": 1}, root_doc="chapters/a"))
    pages.number_title(app, document)
    head.note_summary(app, document)
    pages.frame_header(app, document)
    pages.leave_title_to_cover(app, document, "chapters/a")
    assert {one.astext() for one in document.findall(nodes.paragraph)} == set(words)
    assert set(env.metadata["chapters/a"]["site"]) == {"summary"}  # of no list and no minutes there is nothing to tell


def test_what_a_chapter_needs_is_framed_with_its_question_only_below_it():
    question, needs = (nodes.paragraph(f"{label}: x", f"{label}: x") for label in ("Question", "Before you start"))
    document = section("T", question, nodes.section("", nodes.title("", "Below"), needs))
    pages.frame_header(None, document)
    assert list(document.findall(nodes.container)) == []


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


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>O&#x27;Hara's ship</p>", "<p>O’Hara’s ship</p>"),
        ('He said: "Yes (or &quot;no&quot;)."', "He said: “Yes (or “no”).”"),
        ('"The <em>ship</em>", he said', "“The <em>ship</em>”, he said"),
        ("On 15 September 2023, 3 h 9 min, chapter 10", "On 15\xa0September 2023, 3\xa0h 9\xa0min, chapter\xa010"),
        ("""<a title="it's 3 km">x</a><pre>"y" 3 km</pre><script>'z'</script>""",) * 2,
    ],
)
def test_texts_get_curly_quotes_and_no_break_spaces_but_code_and_attributes_do_not(html, expected):
    assert typography.typeset(html) == expected
