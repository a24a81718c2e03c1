"""The generated pages: fresh, complete, linkable, and true to every character of the data."""

import doctest
import json
import random
import re
import shutil
import sys
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser
from prose import ROOT, toc_pages

import issfacts as iss
from issfacts.kit.places import PAGES as SOURCE_PAGES
from issfacts.kit.places import source_address, source_anchor

sys.path.insert(0, str(ROOT / "tools"))
from refpages import api, book, diagram, dictionary, markdown, records, sources, unknown, views, words

import reference

ANCHOR = re.compile(r"\{#([^}\s]+)\}")
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
    assert [str(path.relative_to(ROOT)) for path in reference.stale()] == [], "run `make data`"


def test_pages_come_out_the_same_twice():
    assert reference.pages() == reference.pages()


def test_check_names_what_is_stale_and_writes_nothing(monkeypatch, capsys):
    page = ROOT / "reference" / "facts.md"
    before = page.read_bytes()
    monkeypatch.setattr(reference, "stale", lambda: {page: "new\n"})
    assert reference.main(["--check"]) == 1
    assert "reference/facts.md" in capsys.readouterr().out
    assert page.read_bytes() == before


def test_a_page_that_is_written_no_more_is_named_then_removed(monkeypatch, tmp_path, capsys):
    for name, text in (("old", book.COMMENT), ("facts", book.COMMENT), ("by-hand", "# Mine")):
        (tmp_path / f"{name}.md").write_text(text)
    over = reference.left_over(tmp_path)
    assert [path.name for path in over] == ["old.md"]
    monkeypatch.setattr(reference, "ROOT", tmp_path)
    monkeypatch.setattr(reference, "stale", dict)
    monkeypatch.setattr(reference, "left_over", lambda: over)
    assert reference.main(["--check"]) == 1
    assert over[0].exists()
    assert reference.main([]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["by-hand.md", "facts.md"]
    assert capsys.readouterr().out == "stale old.md\nremoved old.md\n"


def test_nothing_is_left_over_and_the_contents_name_every_page():
    assert reference.left_over() == []
    assert {f"reference/{name}" for name in reference.PAGES} == {n for n in toc_pages() if n.startswith("reference/")}
    assert {path.stem for path in (ROOT / "reference").iterdir()} == set(reference.PAGES)


def test_nothing_stale_is_no_failure(monkeypatch):
    monkeypatch.setattr(reference, "stale", dict)
    assert reference.main(["--check"]) == 0
    assert reference.main([]) == 0


def test_broken_data_is_one_line_not_a_traceback(monkeypatch, capsys):
    def broken():
        raise iss.DataError(iss.Problem("facts.csv", 3, "as_of", "soon", "a date (YYYY-MM-DD)"))

    monkeypatch.setattr(reference, "stale", broken)
    assert reference.main(["--check"]) == 1
    assert "facts.csv row 3, as_of" in capsys.readouterr().err


def test_refreshing_hashes_changes_nothing_else_and_only_once(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    package = folder / "datapackage.json"
    before = json.loads(package.read_text("utf-8"))
    with (folder / "facts.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    package.write_text(reference.package_text(package), "utf-8")
    after = json.loads(package.read_text("utf-8"))
    digest = sha256((folder / "facts.csv").read_bytes()).hexdigest()
    assert {r["name"]: r["hash"] for r in after["resources"]}["facts"] == f"sha256:{digest}"
    for resource in before["resources"] + after["resources"]:
        resource["hash"] = ""
    assert before == after
    assert reference.package_text(package) == package.read_text("utf-8")


# -- complete ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", reference.PAGES)
def test_every_page_has_its_head(pages, name):
    text = pages[name]
    assert re.findall(r"^# .+", text, re.M) == [text.partition("\n")[0]]
    assert book.COMMENT in text
    assert f"Facts as of {markdown.day(datetime.fromisoformat(book.read_book().package['as_of']))}." in text


@pytest.mark.parametrize("table", book.ENTRIES)
def test_every_row_has_its_anchor(pages, table):
    anchors = {book.entry_anchor(table, row["id"]) for row in iss.rows(table)}
    assert anchors <= set(ANCHOR.findall(pages[book.ENTRIES[table][0]]))


def test_every_source_has_its_anchor_where_links_expect_it(pages):
    expected = {source_address(row["id"]) for row in iss.rows("sources")}
    found = {f"{name}.md#{anchor}" for name in SOURCE_PAGES for anchor in ANCHOR.findall(pages[name])}
    assert found == expected
    assert len(found) == len(iss.rows("sources"))


def test_what_the_story_rests_on_stands_on_one_page():
    story = {id for table in ("stays", "people", "ground_track") for r in iss.rows(table) for id in r["source_ids"]}
    story |= {row["source_id"] for row in iss.rows("claim_evidence")}
    assert {source_address(id) for id in story} == {f"sources.md#{source_anchor(id)}" for id in story}


def test_no_page_of_sources_grows_too_large(pages):
    # about 1.6 bytes of HTML a byte, and 13 kB for the frame: 85 kB of HTML before gzip
    assert max(len(pages[name].encode()) for name in SOURCE_PAGES) < 45_000


def test_exhibits_link_by_the_same_rule():
    frame = iss.load("people").head(1)[["name"]]
    table = iss.Table("crew", "One person", frame, ["gcat", "tass-1279545"], "2026-11-22")
    assert 'href="../reference/sources.md#gcat"' in table.html()
    assert 'href="../reference/sources-press-t-z.md#tass-1279545"' in table.html()


def test_a_wrong_source_has_no_address():
    with pytest.raises(KeyError):
        source_address("gcut")


def test_ids_are_unique_over_all_pages(pages):
    counts = Counter(name for text in pages.values() for name in ANCHOR.findall(text))
    assert [name for name, count in counts.items() if count > 1] == []
    assert [name for name in counts if not re.fullmatch("[a-z][a-z0-9-]*", name)] == []  # else Sphinx writes another


def test_links_between_reference_pages_arrive(pages):
    ids = {name: set(ANCHOR.findall(text)) for name, text in pages.items()}
    for name, text in pages.items():
        for page, anchor in re.findall(r"\]\(([\w-]+)\.md(?:#([^)]+))?\)", text):
            assert page in ids, f"{name}: {page}.md"
            assert not anchor or anchor in ids[page], f"{name}: {page}.md#{anchor}"


def test_dictionary_describes_every_field_of_every_table(pages):
    for resource in book.read_book().package["resources"]:
        name = resource["name"]
        (page,) = [page for page, (_, tables) in dictionary.GROUPS.items() if name in tables]
        section = pages[page].partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        for field in resource["schema"]["fields"]:
            assert f"\n`{field['name']}`\n: " in section, f"{resource['name']}.{field['name']}"


def test_api_shows_every_public_name_and_no_address(pages):
    for name in iss.__all__:
        heading = rf"^### {name}$" if callable(getattr(iss, name)) else rf"^## {name}$"
        assert re.search(heading, pages["api"], re.M), name
    assert " at 0x" not in pages["api"]
    assert not re.search(r"^```python\n.*(->|: str|: Path)", pages["api"], re.M)


def test_the_overview_tells_rows_horizon_licence_credit_and_keys(pages):
    entry = pages["data"].partition("\n[stays]{#table-stays}\n")[2].partition("\n\n")[0]
    for said in ("526 rows", "as of 8 October 2026", "Creative Commons", "planet4589.org", "key: `id`"):
        assert said in entry
    assert "[people](data.md#table-people) by `person_id`" in entry
    assert "[expeditions](data.md#table-expeditions) by `expeditions` (list)" in entry
    anchors = [f"table-{markdown.slug(name)}" for name in book.read_book().rows]
    assert set(anchors) <= set(ANCHOR.findall(pages["data"]))


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


def test_a_table_that_no_group_names_is_described_all_the_same():
    source = book.read_book()
    extra = {**source.resource("countries"), "name": "planets"}
    package = {**source.package, "resources": [*source.package["resources"], extra]}
    more = book.Book(package, {**source.rows, "planets": source.rows["countries"]})
    assert "{#table-planets}" in dictionary.data_page(more)
    assert "\n## planets\n" in dictionary.FIELD_PAGES["data-teaching"](more)


CREDITED = ["data", "facts", "events", "unknown", "data-crew", "data-station", "data-politics"]


@pytest.mark.parametrize("name", CREDITED)
def test_the_catalogue_behind_the_crew_record_is_credited(pages, name):
    assert "planet4589.org" in pages[name].partition("\nData credit:")[2]  # CC BY 4.0 asks for it


def test_verdicts_are_counted(pages):
    assert "- **29 accurate**: " in pages["claims"]  # the research behind the book: 29 of 41


def test_a_source_says_what_rests_on_it(pages):
    resting = book.read_book().resting
    stays = sum("gcat" in row["source_ids"] for row in iss.rows("stays"))
    assert len(resting["gcat"]["stays"]) == stays > 0
    assert f"stays {stays}" in pages["sources"]
    assert "claims [C22](claims.md#c22)" in pages["sources"]
    assert all(resting.values()), "a source that nobody cites"
    columns = [row["source_ids"] + (row["seat_swap_source_ids"] or ()) for row in iss.rows("crewed_flights")]
    counted = sum(len(found.get("crewed_flights", ())) for found in resting.values())
    assert counted == sum(len(set(ids)) for ids in columns)  # once a row, though two columns name it


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


@pytest.mark.parametrize(
    ("page", "table", "stated"),
    [
        ("facts", "facts", "value"),
        ("events", "events", "summary"),
        ("perspectives", "perspectives", "position"),
        ("perspectives", "perspectives", "reason"),
        ("predictions", "predictions", "predicts"),
    ],
)
def test_what_is_unverified_is_never_printed_as_a_fact(page, table, stated):
    source = book.read_book()
    marked = [{**row, stated: "Forty-two rumours", "confidence": "unverified"} for row in source.rows[table][:3]]
    text = reference.PAGES[page](book.Book(source.package, {**source.rows, table: marked}))
    assert "Forty-two rumours" not in text
    assert text.count(book.UNVERIFIED) == 3


def test_positions_stand_under_their_question_with_holder_and_country(pages):
    text = pages["perspectives"]
    for question in iss.rows("contested_questions"):
        section = (
            text.partition(f"{{#question-{question['id'].lower()}}}")[2].partition("\n## ")[2].partition("\n{#")[0]
        )
        own = {row["id"] for row in iss.rows("perspectives") if row["question_id"] == question["id"]}
        assert set(ANCHOR.findall(section)) == own, question["id"]
    assert "Do not count entries as votes" in text


def test_predictions_are_counted_by_outcome(pages):
    for outcome, title in views.OUTCOMES.items():
        count = sum(row["outcome"] == outcome for row in iss.rows("predictions"))
        assert f"\n## {title}: {count}\n" in pages["predictions"]


def test_the_files_to_take_along_are_offered(pages):
    for name in records.DOWNLOADS:
        assert f"[{name}](../_build/data/{name})" in pages["index"]


# -- true to every character -------------------------------------------------------------------------


def nasty_texts(number: int = 150) -> list[str]:
    """Return texts of the characters that mean something to Markdown, always the same ones."""
    dice = random.Random(2023)
    alphabet = r"""\`*_{}[]()<>#+-.!|$~&;:%=^"'/ ab1 """
    texts = ("".join(dice.choices(alphabet, k=dice.randint(1, 14))).strip() for _ in range(number))
    return [" ".join(text.split(" ")) for text in texts if text]


@pytest.mark.parametrize("value", HOSTILE + nasty_texts())
def test_text_arrives_as_text(value):
    cell = markdown.text(value)
    assert shown(cell).astext() == value
    titles = list(shown(f"# A\n\n## {cell}\n\ntext").findall(nodes.title))
    assert titles[-1].astext() == value
    in_list = shown(markdown.entry(markdown.anchor(value, "an-id"), cell))
    assert next(in_list.findall(nodes.definition)).astext() == value
    assert next(in_list.findall(nodes.term)).astext() == value
    for tree in (shown(cell), in_list):
        assert not list(tree.findall(nodes.raw))
        assert not list(tree.findall(nodes.reference))


@pytest.mark.parametrize("value", ["[a-z]+(;[a-z]+)*", "a|b", "`", "``x`", " x ", "<b>", "\\d|\\s"])
def test_code_arrives_as_code(value):
    tree = shown(markdown.entry(markdown.code(value), "text"))
    assert next(tree.findall(nodes.literal)).astext() == value


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a_(b)?q=1",
        "https://example.org/a|b",
        "https://example.org/*x*/_y_/[z]",
    ],
)
def test_addresses_arrive(address):
    tree = shown(markdown.link("a [b]", address))
    link = next(tree.findall(nodes.reference))
    assert link.astext() == "a [b]"
    assert link["refuri"].replace("%7C", "|").replace("%5B", "[").replace("%5D", "]") == address


@pytest.mark.parametrize("address", ["", None, "javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://x"])
def test_what_is_no_web_address_is_no_link(address):
    assert not list(shown(markdown.link("label", address)).findall(nodes.reference))


HOLDS_TEXTS = ("facts", "claims", "events", "predictions", "perspectives", "glossary", "unknown", *SOURCE_PAGES)


def test_hostile_rows_leave_every_page_whole():
    source = book.read_book()
    hostile = "</p><script>x</script> | ``` [a](b) $x$ *"
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
        assert comment == book.COMMENT
        assert [raw.partition("\n")[0] for raw in drawn] == ['<figure class="iss-keys">'] * (path.stem == "data")
        if path.stem in HOLDS_TEXTS:
            assert hostile in tree.astext()


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


@pytest.mark.parametrize(
    "module", [api, book, dictionary, markdown, records, reference, sources, unknown, views, words]
)
def test_examples_of_the_generator_run(module):
    assert doctest.testmod(module).failed == 0
