"""The built pages as files: complete, linked, quiet, named, numbered, light. Each test names every page that fails."""

import json
import re
import struct
from base64 import b64encode
from copy import copy
from hashlib import sha256
from itertools import groupby
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml
from built import broken_links, parsed
from prose import ROOT, source_of, toc_pages
from refpages.book import ENTRIES, entry_anchor
from website import book, style
from website.extension import EXTRAS

import issfacts as iss
from issfacts.data import strongest_first
from issfacts.kit.places import source_address
from issfacts.kit.wording import day, how_sure

BASE = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["html"]["baseurl"]
RULES = {"default-src": "'self'", "object-src": "'none'", "base-uri": "'none'", "form-action": "'self'"}
LOADS = dict.fromkeys(("script", "img", "iframe", "source", "video", "audio", "embed"), "src")
LOADED_LINKS = {"stylesheet", "preload", "icon", "modulepreload", "prefetch", "preconnect", "dns-prefetch"}
ASIDE = "script, style, svg, nav, .iss-launch, .cell_input, .tag_extra, .tag_exercise, .tag_solution"
FOLDED = {"teach": "For teachers", "about": "About", "reference": "The evidence"}


@pytest.fixture(scope="module")
def pages(site) -> dict:
    """Give all pages of the site, by name, as trees."""
    return {name: parsed(site / f"{name}.html") for name in [*toc_pages(), "search"]}


def failing(pages: dict, fault) -> dict:
    """Return what a function finds wrong on each page, without the pages where that is nothing."""
    return {name: found for name, tree in pages.items() if (found := fault(name, tree))}


def meta(tree, name: str) -> str:
    """Return what a page's head says under a name."""
    return tree.find("meta", {"property" if name.startswith("og:") else "name": name})["content"]


def test_no_page_is_left_over_from_another_build(site, pages):
    others = (
        "_static",
        "class",
        "downloads",
        "lite",
    )  # the papers for class, the list of downloads, the site that runs in a browser
    found = {path for path in site.rglob("*.html") if path.relative_to(site).parts[0] not in others}
    assert found == {site / f"{name}.html" for name in pages}


def test_ids_are_unique(pages):
    def fault(name, tree):
        names = [node["id"] for node in tree.find_all(id=True)]
        return sorted({name for name in names if names.count(name) > 1})

    assert failing(pages, fault) == {}


def test_links_lead_somewhere(site, pages):
    assert failing(pages, lambda name, _: broken_links(site / f"{name}.html", site)) == {}


def test_a_linked_fact_has_its_entry_on_the_page(pages):
    def fault(name, tree):
        if name.split("/")[0] not in ("chapters", "teach", "index"):
            return []
        entries = {item["id"]: item for item in tree.select("#facts-on-this-page li")}
        links = {link["href"].removeprefix("#") for link in tree.select("a.iss-fact")}
        past = [link for link in tree.select('article a[href*="facts.html#"]') if not link.find_parent(id=entries.get)]
        return links ^ set(entries) or past or [id for id, item in entries.items() if lacks(item, id[len("fact-") :])]

    assert failing(pages, fault) == {}
    assert len(pages["index"].select("a.iss-fact")) > 0


def lacks(item, id: str) -> list[str]:
    """Return what an entry should say of its fact and does not."""
    fact = iss.fact(id)
    sources = [iss.source(source).producer for source in strongest_first(fact.source_ids)[:3]]
    said, rows = item.get_text(), [link["href"].split("reference/")[1] for link in item.select("a")]
    wanted = [fact.value, fact.unit or "", day(fact.as_of), how_sure(fact.status, fact.confidence), *sources]
    places = [source_address(one).replace(".md", ".html") for one in strongest_first(fact.source_ids)[:3]]
    return [words for words in wanted if words not in said] + [
        at for at in [*places, f"facts.html#{id}"] if at not in rows
    ]


def test_no_page_shows_a_fault_or_carries_widget_state(pages):
    bad = '.output.traceback, .output.stderr, script[type^="application/vnd.jupyter.widget"]'
    assert failing(pages, lambda name, tree: tree.select(bad) or "Traceback (most" in tree.get_text()) == {}


def test_the_policy_comes_first_and_allows_this_site_alone(pages):
    def fault(name, tree):
        policy = next(node for node in tree.head.children if node.name)
        rules = dict(rule.strip().split(" ", 1) for rule in policy.get("content", "").split(";"))
        loose = {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(policy["content"].split())
        return policy.get("http-equiv") != "Content-Security-Policy" or loose or not RULES.items() <= rules.items()

    assert failing(pages, fault) == {}


def test_nothing_in_a_page_needs_a_looser_policy(pages):
    def fault(name, tree):
        policy = tree.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
        data = {"application/ld+json", "application/json"}
        inline = [node for node in tree.find_all("script", src=False) if node.get("type") not in data]
        hashes = [b64encode(sha256(node.string.encode()).digest()).decode() for node in inline]
        styled = tree.select("style, [style]")
        handlers = [node for node in tree.find_all(True) if any(key.startswith("on") for key in node.attrs)]
        scripted = tree.select('a[href^="javascript:" i]')
        return styled or handlers or scripted or [one for one in hashes if f"'sha256-{one}'" not in policy]

    assert failing(pages, fault) == {}


def test_a_page_loads_only_what_is_allowed_and_all_of_it_lies_here(site, pages):
    def fault(name, tree):
        found = {node[key] for tag, key in LOADS.items() for node in tree.find_all(tag) if node.get(key)}
        found |= {node["href"] for node in tree.find_all("link", href=True) if LOADED_LINKS & set(node["rel"])}
        extras = {file for mark, files in EXTRAS.items() if tree.select(f".{mark}") for file in files}
        wanted = {"docked.css", "docked.js", "icon.svg"} | extras | ({"search-index.js"} if name == "search" else set())
        pictures = {node["src"] for node in tree.find_all("img")}
        names = {re.sub(r".*/|\?.*", "", address) for address in found - pictures}
        foreign = [address for address in found if urlsplit(address).netloc]
        slow = [node for node in tree.find_all("script", src=True) if not node.has_attr("defer")]
        return names ^ wanted or foreign or slow or tree.find_all(srcset=True)

    assert failing(pages, fault) == {}
    for sheet in (site / "_static").rglob("*.css"):
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?(//[^)\"']+)", sheet.read_text("utf-8")) == []


def test_the_stylesheet_keeps_of_furos_what_a_page_can_meet(pages):
    used = {name for tree in pages.values() for node in tree.find_all(class_=True) for name in node["class"]}
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


def test_static_files_are_those_that_pages_ask_for(site):
    kept = {"docked.css", "docked.js", "icon.svg", "preview.png", "search-index.js"}.union(*EXTRAS.values())
    assert {path.name for path in (site / "_static").rglob("*") if path.is_file()} == kept


def test_what_scrolls_can_be_reached_by_keyboard(pages):
    boxes = ".highlight pre, .table-wrapper, .iss-scroll"
    assert failing(pages, lambda _, tree: [box for box in tree.select(boxes) if box.get("tabindex") != "0"]) == {}
    tables = "table.docutils, table.dataframe, .iss-scroll table"
    around = ".table-wrapper[tabindex], .iss-scroll[tabindex]"
    assert failing(pages, lambda _, tree: set(tree.select(tables)) - set(tree.select(f":is({around}) table"))) == {}


def test_chapters_are_numbered_in_the_order_of_the_contents(pages):
    chapters = [name for name in toc_pages() if name.startswith("chapters/")]
    for number, name in enumerate(chapters, start=1):
        tree = pages[name]
        assert tree.h1.get_text().startswith(f"{number} · "), name
        assert tree.title.string.startswith(f"{number} · "), name
        assert not json.loads(tree.find("script", type="application/ld+json").string)["name"].startswith(str(number))
        for page in pages.values():
            links = [link for link in page.select("#book-contents a") if link["href"].endswith(f"{name}.html")]
            assert all(link.get_text().startswith(f"{number} · ") for link in links)
    unnumbered = {name: tree for name, tree in pages.items() if name not in chapters}
    assert failing(unnumbered, lambda _, tree: re.match(r"\d+ · ", tree.h1.get_text())) == {}


def test_the_way_on_stays_among_the_pages_of_one_kind(pages):
    def kind(name):
        return name.split("/")[0] if name.split("/")[0] in FOLDED else "chapters"

    wanted = {"search": ([], [])}
    for _, run in groupby(toc_pages(), kind):
        names = list(run)
        files = [f"{name}.html" for name in names]
        wanted |= {name: (files[max(at - 1, 0) : at], files[at + 1 : at + 2]) for at, name in enumerate(names)}

    def fault(name, tree):
        links = (tree.select(f".iss-way a[rel={rel}]") for rel in ("prev", "next"))
        found = tuple([normpath(join(dirname(name), link["href"])) for link in one] for one in links)
        return found != wanted[name] or [link for link in tree.select("article a") if link.get_text()[:5] == "Next:"]

    assert failing(pages, fault) == {}


def test_parts_for_others_are_folded_unless_one_reads_there(pages):
    def fault(name, tree):
        folds = {fold.summary.get_text(): fold.has_attr("open") for fold in tree.select("#book-contents details")}
        return folds != {caption: name.split("/")[0] == folder for folder, caption in FOLDED.items()}

    assert failing(pages, fault) == {}
    here = {name: tree.select('#book-contents [aria-current="page"]') for name, tree in pages.items()}
    assert [name for name, links in here.items() if len(links) != (name not in ("index", "search"))] == []


def test_a_page_describes_itself(site, pages):
    version = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"]

    def fault(name, tree):
        address = BASE if name == "index" else f"{BASE}{name}.html"
        assert tree.find("link", rel="canonical")["href"] == meta(tree, "og:url") == address
        assert 50 <= len(meta(tree, "description")) <= 165
        assert meta(tree, "og:title") in tree.title.string or name == "index"
        assert meta(tree, "og:image:alt")
        picture = (site / meta(tree, "og:image").removeprefix(BASE)).read_bytes()
        assert struct.unpack(">II", picture[16:24]) == (1200, 630)  # the size that others expect
        if name == "search":
            return meta(tree, "robots") != "noindex"
        resource = json.loads(tree.find("script", type="application/ld+json").string)
        assert (resource["@type"], resource["url"], resource["version"]) == ("LearningResource", address, version)
        if name.startswith("chapters/"):
            assert 2 <= len(resource["teaches"]) <= 4
            assert re.fullmatch(r"PT\d+M", resource["timeRequired"])
        cited = tree.select_one(".iss-cite pre").get_text()
        return not (cited.startswith("The Docked team (20") and address in cited)

    assert failing(pages, fault) == {}
    told = [meta(tree, "description") for name, tree in pages.items() if not name.startswith("reference/sources-")]
    assert len(told) == len(set(told))


def test_sitemap_and_robots(site, pages):
    places = [node.text for node in ET.parse(site / "sitemap.xml").iter() if node.tag.endswith("loc")]
    assert sorted(places) == sorted(book.book(BASE).address(name) for name in pages if name != "search")
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text("utf-8")
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["url"] == BASE


def test_every_row_has_its_address(site):
    pages = {path.stem: path.read_text("utf-8") for path in (site / "reference").glob("*.html")}
    entries = [
        (page, entry_anchor(table, row["id"])) for table, (page, _) in ENTRIES.items() for row in iss.rows(table)
    ]
    entries += [tuple(source_address(row["id"]).split(".md#")) for row in iss.rows("sources")]
    assert [(page, anchor) for page, anchor in entries if f'id="{anchor}"' not in pages[page]] == []


def test_every_figure_has_its_address_and_says_what_it_shows(pages):
    def fault(name, tree):
        nameless = [one for one in tree.select("figure.iss-chart, figure.iss-table") if not one.get("id")]
        drawings = tree.select("figure.iss-chart svg")
        drawn = [svg for svg in drawings if svg["role"] != "img" or not svg.title or not svg.desc]
        mute = [one for one in tree.find_all("img") if not one.get("alt", "").strip() or one["alt"].endswith(".png")]
        return nameless + drawn + mute

    assert failing(pages, fault) == {}


def test_what_a_guess_comes_before_is_folded(pages):
    cells = [cell for tree in pages.values() for cell in tree.select(".tag_guess")]
    assert cells
    assert [cell.get_text() for cell in cells if not cell.select("details.iss-reveal:not([open]) figure")] == []
    below = [cell.find_next_sibling() for cell in cells]
    assert [node.get_text() for node in below if node and node.name == "p"] == [], "it tells what is to be guessed"


def test_minutes_of_reading_fit_the_words_with_tables_and_checks_at_130_a_minute(pages):
    def fault(name, tree):
        if not name.startswith("chapters/"):
            return None
        text = copy(tree.select_one("article"))
        said = int(re.search(r"about (\d+) minutes reading", text.get_text())[1])
        for part in text.select(ASIDE):
            part.decompose()
        for title in text.select("h2"):
            if title.get_text().startswith(("Exercise", "Discuss", "Questions students ask")):
                title.parent.decompose()
        minutes = len(text.get_text(" ").split()) / 130
        return abs(minutes - said) > 5 and f"{minutes:.0f} minutes, not {said}"

    assert failing(pages, fault) == {}


def test_each_page_carries_its_date_and_each_chapter_something_to_do(pages):
    assert failing(pages, lambda name, tree: name != "search" and "acts as of" not in tree.get_text()) == {}
    chapters = {name: tree for name, tree in pages.items() if name.startswith("chapters/")}
    hands = ".iss-explore, .iss-game, .iss-audit, .iss-weights, .iss-draw"
    assert failing(chapters, lambda _, tree: not tree.select(hands)) == {}
    assert failing(chapters, lambda _, tree: len(tree.select(".iss-header > p, .iss-header > details")) != 4) == {}


def test_the_index_of_words_holds_every_page_pane_table_and_question(site):
    script = (site / "_static/search-index.js").read_text("utf-8")
    found = json.loads(script.removeprefix("const DOCKED_PAGES = ").removesuffix(";\n"))
    assert {address for address, *_ in found} == {f"{name}.html" for name in toc_pages()}
    assert [kind for _, _, kind, _ in found] == sorted(kind for _, _, kind, _ in found)
    texts = {address: " ".join(" ".join(part) for part in parts) for address, _, _, parts in found}
    for row in iss.rows("options"):
        chapter = next(one["chapter"] for one in iss.rows("questions") if one["id"] == row["question"])
        if source_of(f"chapters/{chapter}").exists():
            assert " ".join(row["feedback"].split()) in texts[f"chapters/{chapter}.html"]
    for row in iss.rows("claims"):
        assert row["id"] in texts["reference/claims.html"]
