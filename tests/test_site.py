"""The built site as files: complete, linked, quiet."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from built import parsed
from prose import toc_pages

LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
}
LOADING_LINKS = {
    "stylesheet",
    "preload",
    "icon",
    "shortcut",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
}


@cache
def ids(path: Path) -> frozenset:
    """Return the ids of a page."""
    return frozenset(node["id"] for node in parsed(path).find_all(id=True))


@pytest.fixture(params=toc_pages())
def page(request, site):
    """Give each page of the table of contents in turn."""
    return site / f"{request.param}.html"


def test_every_page_of_the_contents_exists(page):
    assert page.is_file()


def test_no_page_is_left_over_from_another_build(site):
    own = {site / f"{name}.html" for name in [*toc_pages(), "search", "genindex"]}
    others = ("_static", "class", "lite")  # the theme's, the papers for class, the site that runs in a browser
    assert {path for path in site.rglob("*.html") if path.relative_to(site).parts[0] not in others} <= own


def test_one_h1(page):
    assert [heading.get_text() for heading in parsed(page).find_all("h1")][1:] == []
    assert parsed(page).h1.get_text(strip=True)


def test_ids_are_unique(page):
    names = [node["id"] for node in parsed(page).find_all(id=True)]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def broken_links(page: Path, site: Path) -> list[str]:
    """Return the links of a page that lead nowhere within the site."""
    broken = []
    for link in parsed(page).find_all("a", href=True):
        parts = urlsplit(link["href"])
        if parts.scheme or parts.netloc or link["href"] == "#":
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        missing_anchor = parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in ids(target)
        if not target.is_relative_to(site.resolve()) or not target.exists() or missing_anchor:
            broken.append(link["href"])
    return broken


def test_links_lead_somewhere(page, site):
    assert broken_links(page, site) == []


def test_no_traceback(page):
    text = parsed(page).get_text()
    assert "Traceback (most recent call last)" not in text
    assert not parsed(page).select(".output.traceback, .output.stderr")


def loaded_addresses(tree) -> list[str]:
    """Return what a page loads by itself: everything but its links."""
    found = [node[attribute] for tag, attribute in LOADS.items() for node in tree.find_all(tag) if node.get(attribute)]
    found += [node["href"] for node in tree.find_all("link", href=True) if LOADING_LINKS & set(node.get("rel", ()))]
    found += [address for node in tree.find_all(srcset=True) for address in node["srcset"].split()]
    found += re.findall(r"url\(([^)]+)\)", " ".join(node.get("style", "") for node in tree.find_all(style=True)))
    return found


def test_a_page_loads_nothing_foreign(page):
    foreign = [address for address in loaded_addresses(parsed(page)) if urlsplit(address.strip("'\"")).netloc]
    assert foreign == []


def test_no_page_carries_widget_state(page):
    assert not parsed(page).select('script[type^="application/vnd.jupyter.widget"]')


def test_the_stylesheet_asks_no_other_host(site):
    for sheet in (site / "_static").rglob("*.css"):
        addresses = re.findall(r"url\(\s*[\"']?(https?:)?(//[^)\"']+)", sheet.read_text("utf-8"))
        assert addresses == [], sheet


def test_every_figure_says_what_it_shows(page):
    for picture in parsed(page).find_all("img"):
        alt = picture.get("alt", "")
        assert alt.strip(), picture
        assert not re.search(r"\.(png|svg|jpe?g)$", alt), picture
    for drawing in parsed(page).select("figure.iss-chart svg"):
        assert drawing["role"] == "img"
        assert drawing.find("title").get_text(strip=True)
        assert drawing.find("desc").get_text(strip=True)


def test_facts_carry_their_date(page):
    assert "acts as of" in parsed(page).get_text()
