"""Reads built pages of the site for the book: no controls, `<details>` opened, ids that are unique in the book."""

import re
from itertools import count
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from issfacts.kit.rendering import in_light

SVG = re.compile(r"<svg\b.*?</svg>", re.S)
SVG_ID = re.compile(r'\b(id|aria-labelledby)="([^"]+)"')
SVG_REFERENCE = re.compile(r'(url\(#|href="#)')
ID_ATTRIBUTES = ("id", "aria-labelledby", "aria-describedby")
REMOVED = """link, script, template, button, input, textarea, select, .headerlink, .iss-run, .iss-cite, .iss-copy,
    a[href^="data:"], .iss-quiz > .iss-hint, .iss-without, .tag_hide-input > details.hide, [hidden]:not(.iss-narrow)"""
MAX_COLUMNS = 9
SCREEN_ATTRIBUTES = ("open", "name", "hidden", "tabindex")


def read_page(site: Path, path: str, base: str) -> Tag:
    """Return the article of a page, its links as complete addresses, its ids with the name of the page before them."""
    page = (site / f"{path}.html").read_text("utf-8")
    name = path.rpartition("/")[2]

    def add_prefix(ids: str) -> str:
        return " ".join(f"{name}--{id}" for id in ids.split())

    article = page[page.index("<article") : page.index("</article>") + len("</article>")]
    drawings, numbers = SVG.findall(article), count()
    tree = BeautifulSoup(SVG.sub(lambda _: f"<svg id={next(numbers)}></svg>", article), "html.parser").article
    # A drawing stands in the tree as a text that is written as it is, because html.parser would lowercase its names.
    for node in tree.select("svg"):
        drawing = drawings[int(node["id"])]
        if "iss-paper" in drawing:  # an empty canvas to draw on
            node.decompose()
            continue
        drawing = SVG_ID.sub(lambda found: f'{found[1]}="{add_prefix(found[2])}"', in_light(drawing))
        node.replace_with(PreformattedString(SVG_REFERENCE.sub(rf"\1{name}--", drawing)))
    for node in tree.select(REMOVED):
        node.decompose()
    for node in tree.find_all(True):
        for attribute in SCREEN_ATTRIBUTES:
            del node[attribute]
        for attribute in filter(node.has_attr, ID_ATTRIBUTES):
            node[attribute] = add_prefix(node[attribute])
        if node.name == "a" and node.has_attr("href"):
            node["href"] = urljoin(f"{base}{path}.html", node["href"])
    return tree


def target_id(address: str, base: str) -> str:
    """Return the id that the target of a link has in the book, if it is there; an empty string for other sites."""
    if address.startswith("#"):
        return address[1:]
    path, _, fragment = address.removeprefix(base).partition("#")
    folder, _, name = path.removesuffix(".html").rpartition("/")
    if folder in ("", "chapters"):
        return f"{name or 'index'}--{fragment}" if fragment else name
    return f"{name.partition('-')[0]}--{fragment}" if folder == "reference" else ""  # sources stand on several pages


def open_details(tree: Tag) -> None:
    """Replace each `<details>` by a block with its summary as a label."""
    for details in tree.select("details"):
        summary = details.summary.extract()
        details.name, details["class"] = "div", ["fold", *details.get("class", [])]
        for node in summary.select(".expanded, .iss-box"):
            node.decompose()
        if heading := summary.find(["h2", "h3"]):
            details.insert(0, heading.extract())
        elif text := summary.get_text(" ", strip=True):
            details.insert(0, new_element("p", text, class_="fold-label"))


def adapt_exhibits(tree: Tag) -> None:
    """Move each chart's source line below its drawing, and mark tables that are too wide for a page."""
    for chart in tree.select("figure.iss-chart"):
        chart.append(chart.figcaption.select_one(".iss-source").extract())
    for table in tree.select("table"):
        if len(table.tr.find_all(["td", "th"])) > MAX_COLUMNS:
            table["class"] = [*table.get("class", []), "many"]


def new_element(name: str, *children: str | Tag, **attributes: str) -> Tag:
    """Return a new element; the attribute class is written as `class_`."""
    attrs = {key.strip("_"): value for key, value in attributes.items()}
    element = BeautifulSoup("", "html.parser").new_tag(name, attrs=attrs)
    element.extend(children)
    return element
