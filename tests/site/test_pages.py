"""Tests of the built HTML pages: links, security policy, loaded files, accessibility, numbers, metadata, search.

Each test reports every page that fails.
"""

import json
import re
import struct
from base64 import b64encode
from collections import Counter
from copy import copy
from hashlib import sha256
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from book_pages import toc_pages
from built import BASE, as_shown, broken_links, ids, parsed
from for_each import for_each
from metadata import load_book
from paths import ROOT
from website import style
from website.extension import WIDGET_SCRIPTS
from website.typography import typeset

import issfacts as iss
from issfacts.data import strongest_first
from issfacts.kit.places import entry_address, has_entries, source_address
from issfacts.kit.wording import day, how_sure

BOOK = load_book()
REQUIRED_POLICY = {"default-src": "'self'", "object-src": "'none'", "base-uri": "'none'", "form-action": "'self'"}
LOADING_ATTRIBUTES = dict.fromkeys(("script", "img", "iframe", "source", "video", "audio", "embed"), "src")
LOADING_RELS = {"stylesheet", "preload", "icon", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}
NOT_READ = "script, style, svg, nav, .iss-launch, .cell_input, .tag_extra, .tag_exercise, .tag_solution"
PARTS = {"teach": "For teachers", "about": "About", "reference": "The evidence"}
PAGES = [*toc_pages(), "search"]
CHAPTERS = [name for name in PAGES if name.startswith("chapters/")]


def for_each_page(names):
    """Decorate a check of one page (its name, its parsed tree) so that it becomes a test of all pages in `names`."""
    return lambda check: for_each(names)(lambda name, site: check(name, parsed(site / f"{name}.html")))


each_page, each_chapter = for_each_page(PAGES), for_each_page(CHAPTERS)


def meta(tree, name: str) -> str:
    """Return the content of a <meta> tag by its name or property."""
    return tree.find("meta", {"property" if name.startswith("og:") else "name": name})["content"]


def test_site_contains_exactly_the_pages_of_the_table_of_contents(site):
    others = ("_static", "class", "downloads", "lite")  # class papers, list of downloads, JupyterLite
    found = {path for path in site.rglob("*.html") if path.relative_to(site).parts[0] not in others}
    assert found == {site / f"{name}.html" for name in PAGES}


@for_each(PAGES)
def test_ids_are_unique_and_no_link_is_broken(name, site):
    counts = Counter(node["id"] for node in parsed(site / f"{name}.html").find_all(id=True))
    yield from (f"duplicate id: {id}" for id, count in counts.items() if count > 1)
    yield from broken_links(site / f"{name}.html", site)


@for_each_page([name for name in PAGES if name.split("/")[0] in ("chapters", "teach", "index")])
def test_every_linked_fact_is_listed_on_the_page_with_value_and_sources(name, tree):
    entries = {item["id"]: item for item in tree.select("#facts-on-this-page li")}
    links = {link["href"].removeprefix("#") for link in tree.select("a.iss-fact")}
    assert links == set(entries)
    assert links or name != "index"
    yield from (link for link in tree.select('article a[href*="facts.html#"]') if not link.find_parent(id=entries.get))
    for id, item in entries.items():
        fact = iss.fact(id.removeprefix("fact-"))
        sources = strongest_first(fact.source_ids)[:3]
        expected = [fact.value, fact.unit or "", day(fact.as_of), how_sure(fact.status, fact.confidence)]
        expected += [iss.source(source).producer for source in sources]
        yield from (f"{id} does not say {text}" for text in expected if typeset(text) not in item.get_text())
        links = [link["href"].split("reference/")[1] for link in item.select("a")]
        addresses = [source_address(source).replace(".md", ".html") for source in sources]
        addresses.append(f"facts.html#{fact.id}")
        yield from (f"{id} has no link to {address}" for address in addresses if address not in links)


@each_page
def test_content_security_policy_is_first_and_strict_and_the_page_complies(name, tree):
    policy = next(node for node in tree.head.children if node.name)
    assert policy["http-equiv"] == "Content-Security-Policy"
    directives = dict(rule.strip().split(" ", 1) for rule in policy["content"].split(";"))
    assert directives.items() >= REQUIRED_POLICY.items()
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(policy["content"].split())
    data_types = {"application/ld+json", "application/json"}
    inline = [node for node in tree.find_all("script", src=False) if node.get("type") not in data_types]
    hashes = [b64encode(sha256(node.string.encode()).digest()).decode() for node in inline]
    yield from (f"script with hash {value}" for value in hashes if f"'sha256-{value}'" not in directives["script-src"])
    yield from tree.select('style, [style], a[href^="javascript:" i]')
    yield from (node for node in tree.find_all(True) if any(key.startswith("on") for key in node.attrs))


@each_page
def test_page_loads_only_the_files_it_needs_and_none_from_other_hosts(name, tree):
    loaded = {node[key] for tag, key in LOADING_ATTRIBUTES.items() for node in tree.find_all(tag) if node.get(key)}
    loaded |= {node["href"] for node in tree.find_all("link", href=True) if LOADING_RELS & set(node["rel"])}
    widget_scripts = {script for name, script in WIDGET_SCRIPTS.items() if tree.select(f".{name}")}
    expected = {"docked.css", "docked.js", "icon.svg"} | widget_scripts
    if name == "search":
        expected.add("search-index.js")
    pictures = {node["src"] for node in tree.find_all("img")}
    assert {re.sub(r".*/|\?.*", "", address) for address in loaded - pictures} == expected
    yield from (address for address in loaded if urlsplit(address).netloc)
    yield from (node for node in tree.find_all("script", src=True) if not node.has_attr("defer"))
    yield from tree.select("[srcset]")


@for_each((ROOT / "_ext/site").glob("*.js"), lambda path: path.name)
def test_script_inserts_no_html_and_evaluates_no_text(path):
    code = path.read_text("utf-8")
    yield from (word for word in ("innerHTML", "outerHTML =", "insertAdjacentHTML", "eval(") if word in code)


def test_static_files_are_those_that_pages_load_and_load_none_from_other_hosts(site):
    expected = {"docked.css", "docked.js", "icon.svg", "preview.png", "search-index.js", *WIDGET_SCRIPTS.values()}
    assert {path.name for path in (site / "_static").rglob("*") if path.is_file()} == expected
    for sheet in (site / "_static").rglob("*.css"):
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?(//[^)\"']+)", sheet.read_text("utf-8")) == []


def test_stylesheet_keeps_furo_rules_whose_classes_are_used_and_drops_only_unstyled_markup(site):
    trees = [parsed(site / f"{name}.html") for name in PAGES]
    used_classes = {name for tree in trees for node in tree.find_all(class_=True) for name in node["class"]}
    kept, lost = style.used_furo_rules(), []
    for rule in style.RULE.finditer(style.ICON_VARIABLE.sub("", style.FURO.read_text("utf-8"))):
        for selector in style.SELECTOR_COMMA.split(rule[1]):
            if set(re.findall(r"\.([\w-]+)", selector)) <= used_classes and selector not in kept:
                lost.append(selector)
    assert lost == []
    assert len(kept) < 0.7 * len(style.FURO.read_text("utf-8"))
    dropped = re.search(r"\|pre\|(.+?)\)", style.UNSTYLED_MARKUP.pattern)[1].split("|")
    styled = re.findall(r"\.highlight :is\(([^)]*)\)", (ROOT / "_ext/site/docked.css").read_text("utf-8"))
    assert not set(dropped) & set(", ".join(styled).replace(".", "").split(", "))


@each_page
def test_scrollable_elements_are_focusable_and_figures_have_text_alternatives(name, tree):
    yield from (box for box in tree.select(".highlight pre, .table-wrapper, .iss-scroll") if box.get("tabindex") != "0")
    tables = tree.select("table.docutils, table.dataframe, .iss-scroll table")
    yield from (table for table in tables if not table.find_parent(class_=["table-wrapper", "iss-scroll"]))
    yield from tree.select("figure:is(.iss-chart, .iss-table):not([id])")
    charts = tree.select("figure.iss-chart svg")
    yield from (svg for svg in charts if svg["role"] != "img" or not svg.title or not svg.desc)
    yield from (img for img in tree.find_all("img") if not img.get("alt", "").strip() or img["alt"].endswith(".png"))


def part_of(name: str) -> str:
    """Return the part of the book to which a page belongs."""
    return name.split("/")[0] if name.split("/")[0] in PARTS else "chapters"


@each_page
def test_menu_numbers_the_chapters_and_previous_and_next_stay_within_a_part_of_the_book(name, tree):
    menu, own_number = tree.select_one("#book-contents"), re.match(r"\d+ · |", tree.h1.get_text())[0]
    titles = {normpath(join(dirname(name), link["href"])): link.get_text() for link in menu.select("a")}
    for number, chapter in enumerate(CHAPTERS, start=1):
        title = tree.h1.get_text() if chapter == name else titles[f"{chapter}.html"]
        assert title.startswith(f"{number} · ")
    assert bool(own_number) == (name in CHAPTERS)
    assert tree.title.string.startswith(own_number)
    is_open = {part.summary.get_text(): part.has_attr("open") for part in menu.select("details")}
    assert is_open == {caption: part_of(name) == folder for folder, caption in PARTS.items()}
    assert len(menu.select('[aria-current="page"]')) == (name not in ("index", "search"))

    pages = [page for page in toc_pages() if part_of(page) == part_of(name)]
    position = pages.index(name) if name in pages else len(pages) + 1
    previous, following = pages[max(position - 1, 0) : position], pages[position + 1 : position + 2]
    for rel, expected in {"prev": previous, "next": following}.items():
        targets = [normpath(join(dirname(name), link["href"])) for link in tree.select(f".iss-prev-next a[rel={rel}]")]
        assert targets == [f"{page}.html" for page in expected]
    yield from (link for link in tree.select("article a") if link.get_text()[:5] == "Next:")


@for_each(PAGES)
def test_page_has_metadata_citation_and_date(name, site):
    tree, address = parsed(site / f"{name}.html"), BOOK.address(name)
    assert tree.find("link", rel="canonical")["href"] == meta(tree, "og:url") == address
    assert 50 <= len(meta(tree, "description")) <= 165
    assert meta(tree, "og:title") in tree.title.string or name == "index"
    assert meta(tree, "og:image:alt")
    picture = (site / meta(tree, "og:image").removeprefix(BASE)).read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)  # the size that link previews expect
    if name == "search":
        assert meta(tree, "robots") == "noindex"
        return
    resource = json.loads(tree.find("script", type="application/ld+json").string)
    assert (resource["@type"], resource["url"], resource["version"]) == ("LearningResource", address, BOOK.version)
    if name in CHAPTERS:
        assert " · " not in resource["name"][:5]  # a number
        assert 2 <= len(resource.get("teaches", ())) <= 4
        assert re.fullmatch(r"PT\d+M", resource.get("timeRequired", ""))
    citation = tree.select_one(".iss-cite pre").get_text()
    assert citation.startswith("The Docked team (20")
    assert address in citation
    assert "acts as of" in tree.get_text(), "no date"


def test_descriptions_are_unique_and_the_sitemap_lists_every_page(site):
    names = [name for name in PAGES if not name.startswith("reference/sources-")]
    assert len({meta(parsed(site / f"{name}.html"), "description") for name in names}) == len(names)
    addresses = [node.text for node in ET.parse(site / "sitemap.xml").iter() if node.tag.endswith("loc")]
    assert sorted(addresses) == sorted(BOOK.address(name) for name in toc_pages())
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_every_data_row_has_an_anchor_in_the_reference(site):
    anchors = {path.stem: ids(path) for path in (site / "reference").glob("*.html")}
    tables = filter(has_entries, iss.tables()["name"])
    entries = [entry_address(table, row["id"]).split(".md#") for table in tables for row in iss.rows(table)]
    assert [(page, anchor) for page, anchor in entries if anchor not in anchors[page]] == []


@each_chapter
def test_chapter_has_a_header_of_four_lines_a_widget_a_link_for_phones_and_the_stated_reading_time(name, tree):
    assert tree.select(".iss-explore, .iss-game, .iss-audit, .iss-weights, .iss-draw")
    assert len(tree.select(".iss-header > p, .iss-header > details")) == 4
    (hint,) = [text for text in tree.select("article p") if "On a phone, read on at" in text.get_text()]
    assert hint.select_one('a[href^="#"]')
    text = copy(tree.select_one("article"))
    stated = int(re.search(r"about (\d+) minutes reading", text.get_text())[1])
    for part in text.select(f"{NOT_READ}, .iss-data"):
        part.decompose()  # the table of a chart's data is looked up, not read
    for title in text.select("h2"):
        if title.get_text().startswith(("Exercise", "Discuss", "Questions students ask")):
            title.parent.decompose()
    minutes = len(text.get_text(" ").split()) / 130
    if abs(minutes - stated) > 5:
        yield f"{minutes:.0f} minutes at 130 words a minute, not {stated}"


def test_search_index_contains_every_page_quiz_answer_and_claim(site):
    script = (site / "_static/search-index.js").read_text("utf-8")
    entries = json.loads(script.removeprefix("const DOCKED_PAGES = ").removesuffix(";\n"))
    repeats_other_pages = {"reference/chapter-sources"}
    assert {address for address, *_ in entries} == {f"{name}.html" for name in {*toc_pages()} - repeats_other_pages}
    folders = [folder for _, _, folder, _ in entries]
    assert folders == sorted(folders)
    texts = {address: " ".join(" ".join(section) for section in sections) for address, _, _, sections in entries}
    chapters = {row["id"]: row["chapter"] for row in iss.rows("questions")}
    for row in iss.rows("options"):
        assert as_shown(row["feedback"]) in texts[f"chapters/{chapters[row['question']]}.html"]
    for row in iss.rows("claims"):
        assert row["id"] in texts["reference/claims.html"]
