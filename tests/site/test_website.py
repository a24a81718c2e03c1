"""The parts of the site's extension, each by itself: trees, menu, search index, budgets, the title's picture."""

from itertools import pairwise
from random import Random
from types import SimpleNamespace

import pytest
from docutils import nodes
from website import budgets, cover, facts, pages, search, style


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


def test_question_and_minutes_stand_open_and_the_rest_folds():
    texts = ("Question: Why?", "Objectives: you can", "Time: 20 minutes", "Before you start: nothing", "Text.")
    document = section("T", *(nodes.paragraph(text, text) for text in texts))
    pages.frame_header(None, document)
    box, text = document[0][1], document[0][2]
    assert box[-1].astext().endswith(pages.RUN)
    assert [node.astext() for node in box[:3]] == ["Question: Why?", "Time: 20 minutes", pages.FOLD]
    assert text.astext() == "Text."


def test_the_index_keeps_what_is_read_section_by_section():
    html = (
        f'<title>x</title>{search.START}<section id="a"><h1>One <em>é</em>'
        '<a class="headerlink" href="#a">#</a></h1>'
        "<p>At <b>18</b>:53 &amp; later</p><script>no</script><svg><text>no</text></svg><p>next</p>"
        '<section class="y" id="b"><h2>Two</h2><table><tr><td>MS-24</td><td>371</td></tr></table></section></section>'
        f"{search.END}cite"
    )
    assert search.sections(html) == [["a", "One é", "At 18:53 & later next"], ["b", "Two", "MS-24 371"]]


def test_words_for_phones_become_a_link_where_their_place_is_on_the_page():
    document = section("Discuss", nodes.paragraph("", "Run it. On a phone, read on at Discuss."))
    pages.link_jumps(None, document)
    assert [(link.astext(), link["refid"]) for link in document.findall(nodes.reference)] == [("Discuss", "first")]
    assert document.next_node(nodes.paragraph).astext() == "Run it. On a phone, read on at Discuss."
    elsewhere = section("T", nodes.paragraph("", "On a phone, read on at Nowhere."))
    pages.link_jumps(None, elsewhere)
    assert list(elsewhere.findall(nodes.reference)) == []


def test_what_a_cell_shows_folds_until_the_guess_is_made():
    parts = [nodes.container(name, classes=[f"cell_{name}"]) for name in ("input", "output")]
    document = section(
        "T",
        *(
            nodes.container("", *map(nodes.Element.deepcopy, parts), classes=["cell", tag])
            for tag in ("x", "tag_guess")
        ),
        nodes.paragraph("", "The record says so."),
        nodes.section("", nodes.paragraph("", "Something else.")),
    )
    pages.fold_after_guess(None, document)
    _, plain, folded, below = document[0]
    assert [child.astext() for child in folded] == ["", pages.GUESS, "", "The record says so.", "</details>"]
    assert below.astext() == "Something else."
    assert "cell_output" in folded[2]["classes"]
    assert len(plain) == 2


def test_links_to_facts_lead_to_a_list_on_the_page():
    words = '<span class="std std-ref">three</span>'
    link = f'<a class="reference internal" href="../reference/facts.html#arrivals">{words}</a>'
    text, listed = facts.listed(style.bare(f"<p>{link} came</p>") * 2)
    assert text.count('<a class="iss-fact" href="#fact-arrivals">three</a> came') == 2
    assert listed.count('id="fact-arrivals"') == 1
    assert facts.listed("<p>none</p>") == ("<p>none</p>", "")


def small_site(folder, filler: str):
    """Write a page that loads a style, a script and an icon."""
    (folder / "docked.css").write_text(filler)
    (folder / "docked.js").write_text("1")
    (folder / "page.html").write_text(
        '<link rel="stylesheet" href="docked.css?v=1"><script defer src="docked.js?v=2"></script><a href="x.html">'
    )
    return folder


def test_a_page_over_its_budget_is_named_with_its_bytes(tmp_path):
    assert budgets.broken(small_site(tmp_path, "p{}"), ["page"]) == []
    heavy = small_site(tmp_path, Random(1).randbytes(100_000).hex())
    budgets.weight.cache_clear()
    first, later = budgets.page_weight(heavy / "page.html")
    assert budgets.broken(heavy, ["page"]) == [f"page.html, first visit: {first:,} bytes gzipped, budget 60,000"]
    assert later < 200


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
    assert "neither half has been empty" in cover.title_picture(record)
    record.rows = [row for row in record.rows if row["agency"] != "Roscosmos" or row["dock_utc"].year != 2014]
    assert not record.never_empty()
    assert "neither half" not in cover.title_picture(record)
