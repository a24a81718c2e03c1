"""What a page says of itself to browsers, search engines and those who cite it."""

import json
import re
import struct
from base64 import b64encode
from hashlib import sha256
from xml.etree import ElementTree as ET

import pytest
import yaml
from built import parsed
from prose import ROOT, toc_pages

import issfacts as iss
from issfacts.kit.places import source_anchor

BASE = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["html"]["baseurl"]
RULES = {"default-src": "'self'", "object-src": "'none'", "base-uri": "'none'", "form-action": "'self'"}


@pytest.fixture(scope="module", params=[*toc_pages(), "search"])
def page(request, site):
    """Give the name and the tree of each page in turn."""
    return request.param, parsed(site / f"{request.param}.html")


def meta(tree, name: str) -> str:
    """Return what a page's head says under a name."""
    return tree.find("meta", {"property" if name.startswith("og:") else "name": name})["content"]


def test_the_policy_comes_first_and_allows_this_site_alone(page):
    policy = next(node for node in page[1].head.children if node.name)
    assert policy["http-equiv"] == "Content-Security-Policy"
    rules = dict(rule.strip().split(" ", 1) for rule in policy["content"].split(";"))
    assert RULES.items() <= rules.items()
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(policy["content"].split())


def test_scripts_in_the_page_are_named_by_hash_or_are_data(page):
    policy = page[1].find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    for script in page[1].find_all("script", src=False):
        digest = b64encode(sha256(script.string.encode()).digest()).decode()
        assert script.get("type") in {"application/ld+json", "application/json"} or f"'sha256-{digest}'" in policy
    for script in page[1].find_all("script", src=True):
        assert script.has_attr("defer")


def test_no_style_and_no_handler_stands_in_the_page(page):
    for node in page[1].find_all(True):
        assert "style" not in node.attrs, node
        assert node.name != "style", node
        assert not [name for name in node.attrs if name.startswith("on")], node
        assert not str(node.get("href", "")).lower().startswith("javascript:"), node


def test_one_stylesheet_and_few_scripts(page):
    assert len(page[1].select('link[rel="stylesheet"]')) == (2 if page[1].select(".iss-game") else 1)
    files = [re.sub(r".*/|\?.*", "", script["src"]) for script in page[1].find_all("script", src=True)]
    assert files[0] == "book.js"
    allowed = {"search.js", "searchindex.js"} if page[0] == "search" else {"play.js"}
    assert set(files[1:]) <= allowed
    assert ("play.js" in files) is bool(page[1].select(".iss-game"))


def test_a_page_describes_itself(page):
    name, tree = page
    address = BASE if name == "index" else f"{BASE}{name}.html"
    assert tree.find("link", rel="canonical")["href"] == meta(tree, "og:url") == address
    assert 50 <= len(meta(tree, "description")) <= 165
    assert meta(tree, "og:description") == meta(tree, "description")
    assert meta(tree, "og:title") in tree.title.string or name == "index"
    assert meta(tree, "twitter:card") == "summary_large_image"
    assert tree.find("link", rel="icon")


def test_descriptions_differ(site):
    seen = [meta(parsed(site / f"{name}.html"), "description")
            for name in toc_pages() if not name.startswith("reference/sources-")]  # fmt: skip
    assert len(seen) == len(set(seen))


def test_the_preview_picture_has_the_size_that_others_expect(page, site):
    picture = meta(page[1], "og:image")
    assert picture.startswith(BASE)
    header = (site / picture.removeprefix(BASE)).read_bytes()[:24]
    assert struct.unpack(">II", header[16:24]) == (1200, 630)
    assert meta(page[1], "og:image:alt")


def test_learning_resources_are_described(page):
    name, tree = page
    if name == "search":
        assert meta(tree, "robots") == "noindex"
        return
    resource = json.loads(tree.find("script", type="application/ld+json").string)
    assert resource["@type"] == "LearningResource"
    assert resource["url"] == tree.find("link", rel="canonical")["href"]
    assert resource["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert resource["version"] == yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"]
    if name.startswith("chapters/"):
        assert 2 <= len(resource["teaches"]) <= 4
        assert re.fullmatch(r"PT\d+M", resource["timeRequired"])


def test_a_page_says_how_to_cite_it(page):
    name, tree = page
    if name != "search":
        words = tree.select_one(".iss-cite pre").get_text()
        assert words.startswith("The Docked team (20")
        assert tree.find("link", rel="canonical")["href"] in words


def test_sitemap_and_robots(site):
    places = [node.text for node in ET.parse(site / "sitemap.xml").iter() if node.tag.endswith("loc")]
    assert sorted(places) == sorted(BASE if name == "index" else f"{BASE}{name}.html" for name in toc_pages())
    assert f"Sitemap: {BASE}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def test_the_placeholder_addresses_stand_in_one_file():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["url"] == BASE  # the citation file is read outside the book too, and says that it is a copy


@pytest.mark.parametrize("table", ["facts", "claims", "glossary", "events", "sources"])
def test_every_row_has_its_address(site, table):
    text = "".join(path.read_text("utf-8").lower() for path in (site / "reference").glob(f"{table}*.html"))
    anchor = source_anchor if table == "sources" else str
    missing = [row["id"] for row in iss.rows(table) if f'id="{anchor(row["id"]).lower()}"' not in text]
    assert missing == []


def test_every_figure_has_its_address(page):
    assert [figure for figure in page[1].select("figure.iss-chart, figure.iss-table") if not figure.get("id")] == []


def test_the_index_holds_words_of_panes_tables_and_questions(site):
    index = (site / "searchindex.js").read_text("utf-8")
    words = index[index.index('"terms":') :]
    option = next(row for row in iss.rows("options") if row["question"] == "what-happened-actors")
    for text in (option["text"], option["feedback"], iss.rows("claims")[4]["reason"]):
        longest = max(re.findall(r"[a-z]{5,}", text.lower()), key=len)
        assert re.search(rf'"{longest[:5]}', words), longest
