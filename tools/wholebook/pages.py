"""Reads built pages of the site for the book: no controls, `<details>` opened, ids that are unique in the book."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from issfacts.kit.rendering import in_light

SVG = re.compile(r"<svg\b.*?</svg>", re.S)
SVG_ID = re.compile(r'\b(id|aria-labelledby)="([^"]+)"')
SVG_REFERENCE = re.compile(r'(url\(#|href="#)')
ID_ATTRIBUTES = ("id", "aria-labelledby", "aria-describedby")
REMOVED = """link, script, template, button, input, textarea, select, .headerlink, .iss-run, .iss-cite, .iss-copy,
    a[href^="data:"], .iss-quiz > .iss-hint, .iss-without, .tag_hide-input > details.hide, [hidden]:not(.iss-narrow)"""
MAX_COLUMNS = 9
SCREEN_ATTRIBUTES = ("open", "name", "hidden", "tabindex")


def read_page(site: Path, path: str, base: str, drawings: list[str]) -> Tag:
    """Return the article of a page; its SVGs are appended to `drawings` and replaced by placeholders with their index.

    Each link gets the attributes `data-site` and `data-book`: see `add_link_targets`.
    """
    page = (site / f"{path}.html").read_text("utf-8")
    name = path.rpartition("/")[2]

    def add_prefix(ids: str) -> str:
        return " ".join(f"{name}--{id}" for id in ids.split())

    def store_drawing(found: re.Match) -> str:
        if "iss-paper" in found[0]:  # an empty canvas to draw on
            return ""
        svg = in_light(found[0])
        svg = SVG_ID.sub(lambda attribute: f'{attribute[1]}="{add_prefix(attribute[2])}"', svg)
        drawings.append(SVG_REFERENCE.sub(rf"\1{name}--", svg))
        return f'<svg data-drawing="{len(drawings) - 1}"></svg>'

    article = page[page.index("<article") : page.index("</article>") + len("</article>")]
    article = SVG.sub(store_drawing, article)  # html.parser would lowercase SVG names
    tree = BeautifulSoup(article, "html.parser").article
    for node in tree.select(REMOVED):
        node.decompose()
    for node in tree.find_all(True):
        for attribute in SCREEN_ATTRIBUTES:
            del node[attribute]
        for attribute in ID_ATTRIBUTES:
            if attribute in node.attrs:
                node[attribute] = add_prefix(node[attribute])
        if node.name == "a" and "href" in node.attrs:
            add_link_targets(node, f"{base}{path}.html", base)
    return tree


def add_link_targets(link: Tag, page: str, base: str) -> None:
    """Store a link's address on the site in `data-site`, and a target id in `data-book` where the book may have one."""
    address = urljoin(page, link["href"])
    link["data-site"] = address
    if not address.startswith(base):
        return
    parts = urlsplit(address.removeprefix(base))
    folder, _, name = parts.path.removesuffix(".html").rpartition("/")
    if folder in ("", "chapters"):
        link["data-book"] = f"{name or 'index'}--{parts.fragment}" if parts.fragment else name
    elif folder == "reference" and parts.fragment:
        link["data-book"] = f"{name.split('-')[0]}--{parts.fragment}"


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
    """Return a new element; attributes are written with underscores for dashes, and `class_` for `class`."""
    attrs = {key.strip("_").replace("_", "-"): value for key, value in attributes.items()}
    element = BeautifulSoup("", "html.parser").new_tag(name, attrs=attrs)
    element.extend(children)
    return element
