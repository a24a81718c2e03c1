"""The built pages as files: complete, linked, quiet, named, numbered, light. Each test names every page that fails."""

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

import yaml
from built import broken_links, parsed
from prose import ROOT, toc_pages
from refpages.book import ENTRIES, entry_anchor
from rules import for_each
from website import book, style
from website.extension import EXTRAS
from website.typography import typeset

import issfacts as iss
from issfacts.data import strongest_first
from issfacts.kit.places import source_address
from issfacts.kit.wording import day, how_sure

BASE = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["html"]["baseurl"]
VERSION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"]
RULES = {"default-src": "'self'", "object-src": "'none'", "base-uri": "'none'", "form-action": "'self'"}
LOADS = dict.fromkeys(("script", "img", "iframe", "source", "video", "audio", "embed"), "src")
LOADED_LINKS = {"stylesheet", "preload", "icon", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}
ASIDE = "script, style, svg, nav, .iss-launch, .cell_input, .tag_extra, .tag_exercise, .tag_solution"
FOLDED = {"teach": "For teachers", "about": "About", "reference": "The evidence"}
PAGES = [*toc_pages(), "search"]
CHAPTERS = [name for name in PAGES if name.startswith("chapters/")]


def each(names):
    """Make a test of a rule for pages: a function of a page's name and tree that asserts, or gives what is wrong."""

    def as_test(rule):
        def on_page(name, site):
            return rule(name, parsed(site / f"{name}.html"))

        return for_each(names)(on_page)

    return as_test


each_page, each_chapter = each(PAGES), each(CHAPTERS)


def meta(tree, name: str) -> str:
    """Return what a page's head says under a name."""
    return tree.find("meta", {"property" if name.startswith("og:") else "name": name})["content"]


def test_no_page_is_left_over_from_another_build(site):
    others = ("_static", "class", "downloads", "lite")  # papers, the list of downloads, the site that runs in a browser
    found = {path for path in site.rglob("*.html") if path.relative_to(site).parts[0] not in others}
    assert found == {site / f"{name}.html" for name in PAGES}


@for_each(PAGES)
def test_ids_are_unique_and_links_lead_somewhere(name, site):
    names = Counter(node["id"] for node in parsed(site / f"{name}.html").find_all(id=True))
    yield from (f"twice: {id}" for id, count in names.items() if count > 1)
    yield from broken_links(site / f"{name}.html", site)


@each([name for name in PAGES if name.split("/")[0] in ("chapters", "teach", "index")])
def test_a_linked_fact_has_its_entry_on_the_page(name, tree):
    entries = {item["id"]: item for item in tree.select("#facts-on-this-page li")}
    links = {link["href"].removeprefix("#") for link in tree.select("a.iss-fact")}
    assert links == set(entries)
    assert links or name != "index"
    yield from (link for link in tree.select('article a[href*="facts.html#"]') if not link.find_parent(id=entries.get))
    for id, item in entries.items():
        fact = iss.fact(id.removeprefix("fact-"))
        sources = strongest_first(fact.source_ids)[:3]
        words = [fact.value, fact.unit or "", day(fact.as_of), how_sure(fact.status, fact.confidence)]
        words += [iss.source(source).producer for source in sources]
        yield from (f"{id} does not say {word}" for word in words if typeset(word) not in item.get_text())
        rows = [link["href"].split("reference/")[1] for link in item.select("a")]
        places = [source_address(source).replace(".md", ".html") for source in sources]
        yield from (f"{id} has no link to {at}" for at in [*places, f"facts.html#{fact.id}"] if at not in rows)


@each_page
def test_no_page_shows_a_fault(name, tree):
    assert tree.select(".output.traceback, .output.stderr") == []
    assert "Traceback (most" not in tree.get_text()


@each_page
def test_the_policy_comes_first_allows_this_site_alone_and_nothing_in_the_page_needs_more(name, tree):
    policy = next(node for node in tree.head.children if node.name)
    assert policy["http-equiv"] == "Content-Security-Policy"
    rules = dict(rule.strip().split(" ", 1) for rule in policy["content"].split(";"))
    assert rules.items() >= RULES.items()
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(policy["content"].split())
    data = {"application/ld+json", "application/json"}
    inline = [node for node in tree.find_all("script", src=False) if node.get("type") not in data]
    hashes = [b64encode(sha256(node.string.encode()).digest()).decode() for node in inline]
    yield from (f"a script {one}" for one in hashes if f"'sha256-{one}'" not in rules["script-src"])
    yield from tree.select('style, [style], a[href^="javascript:" i]')
    yield from (node for node in tree.find_all(True) if any(key.startswith("on") for key in node.attrs))


@each_page
def test_a_page_loads_only_what_is_allowed(name, tree):
    found = {node[key] for tag, key in LOADS.items() for node in tree.find_all(tag) if node.get(key)}
    found |= {node["href"] for node in tree.find_all("link", href=True) if LOADED_LINKS & set(node["rel"])}
    extras = {file for mark, files in EXTRAS.items() if tree.select(f".{mark}") for file in files}
    wanted = {"docked.css", "docked.js", "icon.svg"} | extras | ({"search-index.js"} if name == "search" else set())
    pictures = {node["src"] for node in tree.find_all("img")}
    assert {re.sub(r".*/|\?.*", "", address) for address in found - pictures} == wanted
    yield from (address for address in found if urlsplit(address).netloc)
    yield from (node for node in tree.find_all("script", src=True) if not node.has_attr("defer"))
    yield from tree.find_all(srcset=True)


@each_page
def test_what_stands_above_a_widget_is_painted_without_its_stylesheet(name, tree):
    yield from tree.select('head link[rel="stylesheet"]:not([href*="_static/docked.css"])')
    for link in tree.select('body link[rel="stylesheet"]'):
        styled = [mark for mark, files in EXTRAS.items() if re.search("|".join(files), link["href"])]
        assert set(link.find_next_sibling(True)["class"]) & set(styled)
        assert not [mark for mark in styled if link.find_previous(class_=mark)]


def test_static_files_are_those_that_pages_ask_for_and_ask_for_none(site):
    kept = {"docked.css", "docked.js", "icon.svg", "preview.png", "search-index.js"}.union(*EXTRAS.values())
    assert {path.name for path in (site / "_static").rglob("*") if path.is_file()} == kept
    for sheet in (site / "_static").rglob("*.css"):
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?(//[^)\"']+)", sheet.read_text("utf-8")) == []


def test_the_stylesheet_keeps_of_furos_what_a_page_can_meet(site):
    trees = [parsed(site / f"{name}.html") for name in PAGES]
    used = {name for tree in trees for node in tree.find_all(class_=True) for name in node["class"]}
    kept, lost = style.furos(), []
    for rule in style.RULE.finditer(style.ICON.sub("", style.FURO.read_text("utf-8"))):
        for selector in re.split(r",(?![^()]*\))", rule[1]):
            if set(re.findall(r"\.([\w-]+)", selector)) <= used and selector not in kept:
                lost.append(selector)
    assert lost == []
    assert len(kept) < 0.7 * len(style.FURO.read_text("utf-8"))
    dropped = re.search(r"\|pre\|(.+?)\)", style.SPANS.pattern)[1].split("|")
    met = re.findall(r"\.highlight :is\(([^)]*)\)", (ROOT / "_ext/site/docked.css").read_text("utf-8"))
    assert not set(dropped) & set(", ".join(met).replace(".", "").split(", "))


@each_page
def test_what_scrolls_can_be_reached_by_keyboard_and_a_figure_says_what_it_shows(name, tree):
    yield from (box for box in tree.select(".highlight pre, .table-wrapper, .iss-scroll") if box.get("tabindex") != "0")
    tables = tree.select("table.docutils, table.dataframe, .iss-scroll table")
    yield from (table for table in tables if not table.find_parent(class_=["table-wrapper", "iss-scroll"]))
    yield from tree.select("figure:is(.iss-chart, .iss-table):not([id])")
    drawings = tree.select("figure.iss-chart svg")
    yield from (svg for svg in drawings if svg["role"] != "img" or not svg.title or not svg.desc)
    yield from (one for one in tree.find_all("img") if not one.get("alt", "").strip() or one["alt"].endswith(".png"))


@each_page
def test_chapters_are_numbered_in_the_order_of_the_contents(name, tree):
    others = tree.select("#book-contents a:not([aria-current])")
    titles = {normpath(join(dirname(name), link["href"])): link.get_text() for link in others}
    for number, chapter in enumerate(CHAPTERS, start=1):
        assert chapter == name or titles[f"{chapter}.html"].startswith(f"{number} · ")
    if name in CHAPTERS:
        number = f"{CHAPTERS.index(name) + 1} · "
        assert tree.h1.get_text().startswith(number)
        assert tree.title.string.startswith(number)
        assert not json.loads(tree.find("script", type="application/ld+json").string)["name"].startswith(number)
    else:
        assert not re.match(r"\d+ · ", tree.h1.get_text())


def kind(name: str) -> str:
    """Return the run of pages to which a page belongs."""
    return name.split("/")[0] if name.split("/")[0] in FOLDED else "chapters"


@each_page
def test_the_way_on_stays_among_the_pages_of_one_kind(name, tree):
    run = [page for page in toc_pages() if kind(page) == kind(name)]
    at = run.index(name) if name in run else len(run) + 1
    links = tree.select(".iss-way a[rel=prev]"), tree.select(".iss-way a[rel=next]")
    found = [[normpath(join(dirname(name), link["href"])) for link in one] for one in links]
    assert found == [[f"{page}.html" for page in one] for one in (run[max(at - 1, 0) : at], run[at + 1 : at + 2])]
    assert [link for link in tree.select("article a") if link.get_text()[:5] == "Next:"] == []


@each_page
def test_parts_for_others_are_folded_unless_one_reads_there(name, tree):
    folds = {fold.summary.get_text(): fold.has_attr("open") for fold in tree.select("#book-contents details")}
    assert folds == {caption: kind(name) == folder for folder, caption in FOLDED.items()}
    assert len(tree.select('#book-contents [aria-current="page"]')) == (name not in ("index", "search"))


@for_each(PAGES)
def test_a_page_describes_itself(name, site):
    tree, address = parsed(site / f"{name}.html"), BASE if name == "index" else f"{BASE}{name}.html"
    assert tree.find("link", rel="canonical")["href"] == meta(tree, "og:url") == address
    assert 50 <= len(meta(tree, "description")) <= 165
    assert meta(tree, "og:title") in tree.title.string or name == "index"
    assert meta(tree, "og:image:alt")
    picture = (site / meta(tree, "og:image").removeprefix(BASE)).read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)  # the size that others expect
    if name == "search":
        assert meta(tree, "robots") == "noindex"
        return
    resource = json.loads(tree.find("script", type="application/ld+json").string)
    assert (resource["@type"], resource["url"], resource["version"]) == ("LearningResource", address, VERSION)
    if name in CHAPTERS:
        assert 2 <= len(resource.get("teaches", ())) <= 4
        assert re.fullmatch(r"PT\d+M", resource.get("timeRequired", ""))
    cited = tree.select_one(".iss-cite pre").get_text()
    assert cited.startswith("The Docked team (20")
    assert address in cited
    assert "acts as of" in tree.get_text(), "no date"


def test_no_two_pages_describe_themselves_alike(site):
    names = [name for name in PAGES if not name.startswith("reference/sources-")]
    told = [meta(parsed(site / f"{name}.html"), "description") for name in names]
    assert len(told) == len(set(told))


def test_sitemap_and_robots(site):
    places = [node.text for node in ET.parse(site / "sitemap.xml").iter() if node.tag.endswith("loc")]
    assert sorted(places) == sorted(book.book(BASE).address(name) for name in toc_pages())
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_every_row_has_its_address(site):
    pages = {path.stem: path.read_text("utf-8") for path in (site / "reference").glob("*.html")}
    entries = [
        (page, entry_anchor(table, row["id"])) for table, (page, _) in ENTRIES.items() for row in iss.rows(table)
    ]
    entries += [tuple(source_address(row["id"]).split(".md#")) for row in iss.rows("sources")]
    assert [(page, anchor) for page, anchor in entries if f'id="{anchor}"' not in pages[page]] == []


@each_chapter
def test_minutes_of_reading_fit_the_words_with_tables_and_checks_at_130_a_minute(name, tree):
    text = copy(tree.select_one("article"))
    said = int(re.search(r"about (\d+) minutes reading", text.get_text())[1])
    for part in text.select(f"{ASIDE}, .iss-data"):
        part.decompose()  # the numbers behind a chart are looked up, not read
    for title in text.select("h2"):
        if title.get_text().startswith(("Exercise", "Discuss", "Questions students ask")):
            title.parent.decompose()
    minutes = len(text.get_text(" ").split()) / 130
    if abs(minutes - said) > 5:
        yield f"{minutes:.0f} minutes, not {said}"


@each_chapter
def test_a_chapter_begins_with_four_lines_and_gives_something_to_do(name, tree):
    assert tree.select(".iss-explore, .iss-game, .iss-audit, .iss-weights, .iss-draw")
    assert len(tree.select(".iss-header > p, .iss-header > details")) == 4


def test_the_index_of_words_holds_every_page_pane_table_and_question(site):
    script = (site / "_static/search-index.js").read_text("utf-8")
    found = json.loads(script.removeprefix("const DOCKED_PAGES = ").removesuffix(";\n"))
    assert {address for address, *_ in found} == {f"{name}.html" for name in toc_pages()}
    assert [kind for _, _, kind, _ in found] == sorted(kind for _, _, kind, _ in found)
    texts = {address: " ".join(" ".join(part) for part in parts) for address, _, _, parts in found}
    chapters = {row["id"]: row["chapter"] for row in iss.rows("questions")}
    for row in iss.rows("options"):
        assert " ".join(typeset(row["feedback"]).split()) in texts[f"chapters/{chapters[row['question']]}.html"]
    for row in iss.rows("claims"):
        assert row["id"] in texts["reference/claims.html"]
