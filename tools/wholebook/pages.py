"""Reads a built page of the site as a part of one book: folds open, controls gone, ids that no other page has."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from issfacts.kit import palette

SVG = re.compile(r"<svg\b.*?</svg>", re.S)
COLOUR = re.compile(r"var\(--iss-(\w+)(?:,[^)]*)?\)")
NAMED = re.compile(r'\b(id|aria-labelledby)="([^"]+)"')
POINTED = re.compile(r'(url\(#|href="#)')
NAMING = ("id", "aria-labelledby", "aria-describedby")
GONE = """script, template, button, input, textarea, select, .headerlink, .iss-run, .iss-cite, .iss-copy,
    a[href^="data:"], .iss-quiz > .iss-hint, .iss-without, .tag_hide-input > details.hide, [hidden]:not(.iss-narrow)"""
MOST_COLUMNS = 9
SCREEN_ONLY = ("open", "name", "hidden", "tabindex")


def read_page(site: Path, path: str, base: str, drawings: list[str]) -> Tag:
    """Return the article of a page; its drawings are added to `drawings`, and their numbers stand in their places."""
    page = (site / f"{path}.html").read_text("utf-8")
    name = path.rpartition("/")[2]

    def own(ids: str) -> str:
        return " ".join(f"{name}--{one}" for one in ids.split())

    def keep(drawing: re.Match) -> str:
        if "iss-paper" in drawing[0]:  # to draw on
            return ""
        drawn = COLOUR.sub(lambda colour: palette.LIGHT[colour[1]], drawing[0])
        drawn = NAMED.sub(lambda found: f'{found[1]}="{own(found[2])}"', drawn)
        drawings.append(POINTED.sub(rf"\1{name}--", drawn))
        return f'<svg data-drawing="{len(drawings) - 1}"></svg>'

    article = page[page.index("<article") : page.index("</article>") + len("</article>")]
    article = SVG.sub(keep, article)  # the parser would write a drawing's names in small letters
    tree = BeautifulSoup(article, "html.parser").article
    for node in tree.select(GONE):
        node.decompose()
    for node in tree.find_all(True):
        for attribute in SCREEN_ONLY:
            del node[attribute]
        for attribute in NAMING:
            if attribute in node.attrs:
                node[attribute] = own(node[attribute])
        if node.name == "a" and "href" in node.attrs:
            point(node, f"{base}{path}.html", base)
    return tree


def point(link: Tag, page: str, base: str) -> None:
    """Note where a link of a page leads: its place in the book, should it be there, and its address on the site."""
    away = urljoin(page, link["href"])
    link["data-away"] = away
    if not away.startswith(base):
        return
    parts = urlsplit(away.removeprefix(base))
    folder, _, name = parts.path.removesuffix(".html").rpartition("/")
    if folder in ("", "chapters"):
        link["data-here"] = f"{name or 'index'}--{parts.fragment}" if parts.fragment else name
    elif folder == "reference" and parts.fragment:
        link["data-here"] = f"{name.split('-')[0]}--{parts.fragment}"


def unfold(tree: Tag) -> None:
    """Turn each fold into an open block with its label."""
    for fold in tree.select("details"):
        label = fold.summary.extract()
        fold.name, fold["class"] = "div", ["fold", *fold.get("class", [])]
        for shown in label.select(".expanded, .iss-box"):
            shown.decompose()
        if heading := label.find(["h2", "h3"]):
            fold.insert(0, heading.extract())
        elif words := label.get_text(" ", strip=True):
            fold.insert(0, element("p", words, class_="fold-label"))


def arrange(tree: Tag) -> None:
    """Put each chart's sources below its picture, and mark the tables that no page is wide enough for."""
    for chart in tree.select("figure.iss-chart"):
        chart.append(chart.figcaption.select_one(".iss-source").extract())
    for table in tree.select("table"):
        if len(table.tr.find_all(["td", "th"])) > MOST_COLUMNS:
            table["class"] = [*table.get("class", []), "many"]


def element(name: str, *inside: str | Tag, **attributes: str) -> Tag:
    """Make an element; a dash in the name of an attribute is written as an underscore, and `class` as `class_`."""
    attrs = {key.strip("_").replace("_", "-"): value for key, value in attributes.items()}
    made = BeautifulSoup("", "html.parser").new_tag(name, attrs=attrs)
    made.extend(inside)
    return made
