"""The generated pages: fresh, complete, linkable, and true to every character of the data."""

import random
import re
from collections import Counter
from datetime import UTC, datetime
from urllib.parse import unquote

import package
import pytest
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser
from prose import ROOT
from refpages import book, diagram, dictionary, markdown
from refpages.pages import render

import issfacts as iss
import reference
from issfacts.kit.places import PAGES as SOURCE_PAGES
from issfacts.kit.places import source_address, source_anchor

HEADING = re.compile(r"^#{2,3} ([a-z][a-z0-9-]*)$", re.M)  # the heading of an entry is what links name
UNVERIFIED = [
    ("facts", "value"),
    ("events", "summary"),
    ("perspectives", "position"),
    ("perspectives", "reason"),
    ("predictions", "predicts"),
]
# Pages that print none of the texts that a hostile row may hold.
QUOTING_NONE = ("index", "people", "changes", "chapter-sources", "standards", "api", "data", "source-quality")
HOSTILE = [
    "<script>alert(1)</script>",
    "a | b || c",
    "*bold* and _slanted_ and `code`",
    "[link](https://example.org) and ![picture](x.png)",
    "[text]{#an-id} {role}`x` {{ name }}",
    "USD 90 or $x$ or $$y$$",
    "&amp; &lt; &#60; R&D",
    "# no heading",
    "- no list",
    "+ no list",
    "1. no list",
    "12) no list",
    "=== no heading",
    "::: no directive",
    ": no definition",
    "% no comment",
    "~~~ no fence",
    "``` no fence",
    "(no-target)=",
    "> no quotation",
    "back\\slash \\* and \\| and end\\",
    "_ start, end _ and snake_case and __dunder__",
    "<https://example.org> <!-- no comment -->",
    "مرحبا \u202e right to left",
]


def shown(source: str, tolerance: int = 2) -> nodes.document:
    """Return Markdown as the site's parser reads it; one page alone cannot resolve links to others (tolerance 5)."""
    settings = {
        "myst_enable_extensions": ["colon_fence", "attrs_inline", "attrs_block", "deflist"],
        "doctitle_xform": False,
        "report_level": tolerance,
        "halt_level": tolerance,
    }
    return publish_doctree(source, parser=Parser(), settings_overrides=settings)


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Give the text of every page by its name."""
    return {path.stem: text for path, text in reference.pages().items()}


# -- fresh -------------------------------------------------------------------------------------------


def test_committed_pages_and_hashes_are_not_stale():
    behind = reference.stale_descriptor() | reference.stale()
    assert [str(path.relative_to(ROOT)) for path in behind] == [], "run `make data`"


def test_check_names_what_is_stale_and_writes_nothing(monkeypatch, capsys):
    page = ROOT / "reference" / "facts.md"
    before = page.read_bytes()
    monkeypatch.setattr(reference, "stale", lambda: {page: "new\n"})
    assert reference.main(["--check"]) == 1
    assert "reference/facts.md" in capsys.readouterr().out
    assert page.read_bytes() == before


def test_broken_data_is_one_line_not_a_traceback(monkeypatch, capsys):
    def broken():
        raise iss.DataError(iss.Problem("facts.csv", 3, "as_of", "soon", "a date (YYYY-MM-DD)"))

    monkeypatch.setattr(reference, "stale", broken)
    assert reference.main(["--check"]) == 1
    assert "facts.csv row 3, as_of" in capsys.readouterr().err


# -- complete ----------------------------------------------------------------------------------------


def test_every_source_has_its_anchor_where_links_expect_it(pages):
    expected = {source_address(row["id"]) for row in iss.rows("sources")}
    found = {f"{name}.md#{anchor}" for name in SOURCE_PAGES for anchor in HEADING.findall(pages[name])}
    assert found == expected
    assert len(found) == len(iss.rows("sources"))


def test_what_the_story_rests_on_stands_on_one_page():
    story = {id for table in ("stays", "people", "ground_track") for r in iss.rows(table) for id in r["source_ids"]}
    story |= {row["source_id"] for row in iss.rows("claim_evidence")}
    assert {source_address(id) for id in story} == {f"sources.md#{source_anchor(id)}" for id in story}


def test_the_picture_of_keys_shows_every_table_and_link(pages):
    package = book.read_book().package
    drawn = pages["data"].partition("<svg")[2].partition("</svg>")[0]
    names = re.findall(r'text-anchor="end">(\w+)<', drawn)
    assert sorted(names) == sorted(resource["name"] for resource in package["resources"])
    assert drawn.count("<path") == len(diagram.joined(package))
    assert ("stays", "people") in diagram.joined(package)
    assert ("stays", "sources") not in diagram.joined(package)
    assert 'role="img"' in drawn
    assert "says the same in words" in drawn
    assert int(re.search(r'width="(\d+)"', drawn)[1]) <= 288  # a phone of 320 px


def test_verdicts_are_counted(pages):
    assert "- **29 accurate**: " in pages["claims"]  # counted by hand: 29 of 41


def test_a_source_says_what_rests_on_it(pages):
    resting = book.read_book().resting
    stays = sum("gcat" in row["source_ids"] for row in iss.rows("stays"))
    assert len(resting["gcat"]["stays"]) == stays > 0
    assert f"stays {stays}" in pages["sources"]
    assert "[C22](claims.md#c22)" in pages["sources"]
    assert all(resting.values()), "a source that nobody cites"
    columns = [row["source_ids"] + (row["seat_swap_source_ids"] or ()) for row in iss.rows("crewed_flights")]
    counted = sum(len(found.get("crewed_flights", ())) for found in resting.values())
    assert counted == sum(len(set(ids)) for ids in columns)  # once a row, though two columns name it


def test_every_page_is_in_the_contents_with_its_head(pages):
    assert reference.left_over() == []
    assert {path.stem for path in (ROOT / "reference").iterdir()} == set(pages)
    day = markdown.day(datetime.fromisoformat(book.read_book().package["as_of"]))
    for name, text in pages.items():
        assert len(re.findall(r"^# .+", text, re.M)) == 1, name
        assert reference.COMMENT in text, name
        assert f"Facts as of {day}." in text, name
        assert "{#" not in text, name  # JupyterLab and GitHub would show it


def test_headings_that_links_name_are_unique_over_all_pages(pages):
    counts = Counter(name for text in pages.values() for name in HEADING.findall(text))
    modules = {"data", "record", "game", "charts", "tables", "widgets"}  # also functions of the helper
    assert {name for name, count in counts.items() if count > 1} - modules == set()


def test_dictionary_describes_every_field_of_every_table(pages):
    for resource in book.read_book().package["resources"]:
        name = resource["name"]
        (page,) = [page for page, (_, tables) in dictionary.GROUPS.items() if name in tables]
        section = pages[page].partition(f"\n## {dictionary.fields_anchor(name)}\n")[2].partition("\n## ")[0]
        for field in resource["schema"]["fields"]:
            assert f"\n`{field['name']}`\n: " in section, f"{name}.{field['name']}"


def test_api_shows_every_public_name_and_no_address(pages):
    for name in iss.__all__:
        heading = rf"^### {name}$" if callable(getattr(iss, name)) else rf"^##+ {name}(\.\w+)?$"
        assert re.search(heading, pages["api"], re.M), name
    assert " at 0x" not in pages["api"]
    assert not re.search(r"^```python\n.*(->|: str|: Path)", pages["api"], re.M)


def test_the_overview_tells_rows_horizon_licence_credit_and_keys(pages):
    entry = pages["data"].partition("\n### table-stays\n\n")[2].partition("\n\n")[0]
    for said in ("526 rows", "as of 8 October 2026", "Creative Commons", "planet4589.org", "key: `id`"):
        assert said in entry
    assert "[people](data.md#table-people) by `person_id`" in entry
    assert "[expeditions](data.md#table-expeditions) by `expeditions` (list)" in entry
    assert {book.table_anchor(name) for name in book.read_book().rows} <= set(HEADING.findall(pages["data"]))


def test_a_table_that_no_group_names_is_described_all_the_same():
    source = book.read_book()
    extra = {**source.resource("countries"), "name": "planets"}
    package = {**source.package, "resources": [*source.package["resources"], extra]}
    more = book.Book(package, {**source.rows, "planets": source.rows["countries"]})
    assert "\n### table-planets\n" in render(more, "data")
    assert "\n## fields-planets\n" in render(more, "data-teaching")


def test_the_catalogue_behind_the_crew_record_is_credited(pages):  # CC BY 4.0 asks for it
    credited = [name for name, text in pages.items() if "planet4589.org" in text.partition("\nData credit:")[2]]
    assert {"data", "facts", "events", "unknown", "data-crew", "data-station", "data-politics"} <= set(credited)


# -- what we do not know -----------------------------------------------------------------------------


def test_every_doubtful_row_is_listed(pages):
    listed = pages["unknown"]
    count = 0
    for name, rows in book.read_book().rows.items():
        for row in rows:
            marks = {value for key, value in row.items() if key == "status" or key.endswith("confidence")}
            if marks & {"disputed", "low", "unverified"}:
                count += 1
                assert f"Row: [{row['id']}](" in listed or f"Row: {row['id']}." in listed, f"{name} {row['id']}"
    assert f"\n{count} rows: " in listed
    assert len(re.findall(r"^: \*\*", listed, re.M)) == count


def test_unverified_amounts_are_not_printed(pages):
    amounts = {r["amount"]: r for r in iss.rows("budgets") if book.unverified(r)}
    known = {r["amount"] for r in iss.rows("budgets") if not book.unverified(r)}
    assert amounts
    for amount in amounts.keys() - known:
        assert not re.search(rf"\b{amount:g}\b", pages["unknown"]), amount


def test_positions_stand_under_their_question(pages):
    for question in iss.rows("contested_questions"):
        heading = f"\n### {book.entry_anchor('contested_questions', question['id'])}\n"
        section = pages["perspectives"].partition(heading)[2].partition("\n## ")[0]
        own = {row["id"] for row in iss.rows("perspectives") if row["question_id"] == question["id"]}
        assert set(HEADING.findall(section)) == own, question["id"]
    assert "Do not count entries as votes" in pages["perspectives"]


def test_predictions_are_counted_by_outcome(pages):
    counts = Counter(row["outcome"] for row in iss.rows("predictions"))
    found = [int(count) for count in re.findall(r"^## [A-Z].*: (\d+)$", pages["predictions"], re.M)]
    assert sorted(found) == sorted(counts.values())


def test_what_is_unverified_is_never_printed_as_a_fact():
    source = book.read_book()
    for table, stated in UNVERIFIED:
        marked = [{**row, stated: "Forty-two rumours", "confidence": "unverified"} for row in source.rows[table][:3]]
        text = render(book.Book(source.package, {**source.rows, table: marked}), table)
        assert "Forty-two rumours" not in text, (table, stated)
        assert text.count("*Not verified*, and so not printed as a fact.") == 3, (table, stated)


def test_the_files_to_take_along_are_offered(pages):
    for name in package.WRITERS:
        assert f"[{name}](../_build/data/{name})" in pages["index"]


# -- true to every character -------------------------------------------------------------------------


def nasty_texts(number: int = 150) -> list[str]:
    """Return texts of the characters that mean something to Markdown, always the same ones."""
    dice = random.Random(2023)
    alphabet = r"""\`*_{}[]()<>#+-.!|$~&;:%=^"'/ ab1 """
    texts = ("".join(dice.choices(alphabet, k=dice.randint(1, 14))).strip() for _ in range(number))
    return [" ".join(text.split(" ")) for text in texts if text]


def test_instants_are_as_exact_as_they_are_known():
    when = datetime(2023, 9, 15, 18, 53, 7, tzinfo=UTC)
    said = [markdown.instant(when, precision) for precision in ("second", "minute", "day", "month", "year")]
    assert said == [
        "15 September 2023, 18:53:07 UTC",
        "15 September 2023, 18:53 UTC",
        "15 September 2023",
        "September 2023",
        "2023",
    ]


def test_text_arrives_as_text():
    for value in HOSTILE + nasty_texts():
        cell = markdown.text(value)
        assert shown(cell).astext() == value
        titles = list(shown(f"# A\n\n## {cell}\n\ntext").findall(nodes.title))
        assert titles[-1].astext() == value
        in_list = shown(f"term\n: {cell}")
        assert next(in_list.findall(nodes.definition)).astext() == value
        for tree in (shown(cell), in_list):
            assert not list(tree.findall(nodes.raw)), value
            assert not list(tree.findall(nodes.reference)), value


def test_code_arrives_as_code():
    for value in ["[a-z]+(;[a-z]+)*", "a|b", "`", "``x`", " x ", "<b>", "\\d|\\s"]:
        assert next(shown(f"{markdown.code(value)}\n: text").findall(nodes.literal)).astext() == value


def test_only_web_addresses_become_links():
    for address in ("https://e.org/a_(b)?q=1", "https://e.org/a|b", "https://e.org/*x*/_y_/[z]"):
        link = next(shown(markdown.link("a [b]", address)).findall(nodes.reference))
        assert link.astext() == "a [b]"
        assert unquote(link["refuri"]) == address
    for address in ("", None, "javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://x"):
        assert not list(shown(markdown.link("label", address)).findall(nodes.reference)), address


def test_hostile_rows_leave_every_page_whole():
    source = book.read_book()
    hostile = "</p><script>x</script> | ``` [a](b) $x$ {{ y }} & *"
    texts = (
        *("value", "note", "claim", "reason", "title", "summary", "producer", "says", "later_outcome", "topic"),
        *("holder", "position", "predicts", "made_by", "term", "definition", "question"),
    )
    rows = {
        name: [{key: hostile if key in texts else value for key, value in row.items()} for row in table]
        for name, table in source.rows.items()
    }
    for path, text in reference.pages(book.Book(source.package, rows)).items():
        tree = shown(text, tolerance=5)
        comment, *drawn = [node.astext().strip() for node in tree.findall(nodes.raw)]
        assert comment == reference.COMMENT
        assert [raw.partition("\n")[0] for raw in drawn] == ['<figure class="iss-keys">'] * (
            path.stem in ("data", "source-quality")
        )
        if path.stem not in (*QUOTING_NONE, *dictionary.GROUPS):
            assert hostile in tree.astext(), path.stem
