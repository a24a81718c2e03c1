"""Tests of the Sphinx extension with documents that the book does not contain, and of the drawing on the cover."""

from itertools import pairwise
from types import SimpleNamespace

import cover
import pytest
from bs4 import BeautifulSoup
from built import parsed
from docutils import nodes
from docutils.utils import new_document
from website import head, pages, style, typography


def test_written_table_with_cells_to_fill_in_or_many_columns_gets_labels_for_cards():
    def table(*rows):
        head = "".join(f'<th class="head"><p>{text}</p></th>' for text in rows[0])
        body = "".join(f"<tr>{''.join(f'<td><p>{text}</p></td>' for text in row)}</tr>" for row in rows[1:])
        return f'<table class="docutils align-default"><tr>{head}</tr>{body}</table>'

    wide = table(["Job", "Evidence", "<em>US</em> side"], ["Oxygen", "x" * 101, ""])
    labelled = BeautifulSoup(pages.label_cells(wide), "lxml")
    assert "iss-cards" in labelled.table["class"]
    assert [cell.get("data-label") for cell in labelled.find_all("td")] == [None, "Evidence", "US side"]
    assert [cell.get("class") for cell in labelled.find_all("td")] == [None, ["iss-long"], ["iss-blank"]]
    assert "iss-cards" not in pages.label_cells(table(["Time", "Flights"], ["2023", ""]))
    assert "iss-cards" in pages.label_cells(table(list("abcdef"), list("123456")))
    for unchanged in (table(["a"], ["1"]), table([], ["no", "heading"])):
        assert pages.label_cells(unchanged) == unchanged


def test_variable_that_no_rule_uses_is_removed_with_those_that_only_it_refers_to():
    furo = "body{--a:var(--b);--b:1px;--c:2px;--d:3px}p{margin:var(--c)}"
    assert style.remove_unused_variables(furo, "p{padding:var( --d)}") == "body{--c:2px;--d:3px}p{margin:var(--c)}"


def document_with_section(*children) -> nodes.document:
    """Return a document with one titled section."""
    document = new_document("page")
    document += nodes.section("", nodes.title("", "T"), *children, ids=["first"])
    return document


@pytest.mark.parametrize("missing", ["Question", "Objectives", "Time", "Before you start"])
def test_chapter_without_one_of_its_parts_is_still_built(missing):
    texts = [f"{label}: x" for label in ("Question", "Objectives", "Time", "Before you start") if label != missing]
    document = document_with_section(*(nodes.paragraph(text, "", nodes.strong("", text)) for text in texts))
    env = SimpleNamespace(docname="chapters/a", metadata={"chapters/a": {}})
    app = SimpleNamespace(env=env, config=SimpleNamespace(chapter_numbers={"chapters/a": 1}, root_doc="chapters/a"))
    pages.add_chapter_number(app, document)
    head.store_metadata(app, document)
    pages.wrap_chapter_header(app, document)
    pages.remove_cover_title(app, document, "chapters/a")
    assert {paragraph.astext() for paragraph in document.findall(nodes.paragraph)} == set(texts)
    assert set(env.metadata["chapters/a"]["site"]) == {"description"}  # no list of objectives, no number of minutes


def test_chapter_header_is_not_wrapped_if_its_last_paragraph_is_in_another_section():
    question, needs = (nodes.paragraph(f"{label}: x", f"{label}: x") for label in ("Question", "Before you start"))
    document = document_with_section(question, nodes.section("", nodes.title("", "Below"), needs))
    pages.wrap_chapter_header(None, document)
    assert list(document.findall(nodes.container)) == []


def test_cover_has_every_stay_once_on_the_right_side_and_no_stays_overlap():
    timeline = cover.CrewTimeline()
    assert len(timeline.stays) == len(timeline.rows)
    drawn = sorted((stay.lane, stay.start, stay.length) for stay in timeline.stays)
    for (lane, start, length), (next_lane, next_start, _) in pairwise(drawn):
        assert lane != next_lane or next_start >= start + min(length, length - cover.MIN_LENGTH) - 0.01
    rows = zip(timeline.stays, timeline.rows, strict=True)
    assert all((stay.lane < 0) is (row["agency"] == "Roscosmos") for stay, row in rows)


def test_cover_claims_continuous_presence_only_if_the_record_shows_it(site, monkeypatch):
    assert "both sides have always had people aboard" in parsed(site / "index.html").figcaption.get_text()
    assert cover.CrewTimeline().both_sides_always_aboard()
    crews = cover.occupancy(by="agency")
    monkeypatch.setattr(cover, "occupancy", lambda *_, by: crews.assign(Roscosmos=crews.index.year != 2014))
    assert not cover.CrewTimeline().both_sides_always_aboard()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>O&#x27;Hara's ship</p>", "<p>O’Hara’s ship</p>"),
        ('He said: "Yes (or &quot;no&quot;)."', "He said: “Yes (or “no”).”"),
        ('"The <em>ship</em>", he said', "“The <em>ship</em>”, he said"),
        ("<p><em>Docked</em>'s text, <b>its</b> 'aim'</p>", "<p><em>Docked</em>’s text, <b>its</b> ‘aim’</p>"),
        ("<p><span></span>'Aim' and <b>(</b>'x'</p>", "<p><span></span>‘Aim’ and <b>(</b>‘x’</p>"),
        ("On 15 September 2023, 3 h 9 min, chapter 10", "On 15\xa0September 2023, 3\xa0h\xa09\xa0min, chapter\xa010"),
        ("""<a title="it's 3 km">x</a><pre>"y" 3 km</pre><script>'z'</script>""",) * 2,
    ],
)
def test_texts_get_curly_quotes_and_no_break_spaces_but_code_and_attributes_do_not(html, expected):
    assert typography.typeset(html) == expected
