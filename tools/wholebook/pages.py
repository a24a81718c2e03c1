"""Reads a built page of the site as a part of one book: folds open, controls gone, ids that no other page has."""

import re
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from issfacts.kit import palette

SVG = re.compile(r"<svg\b.*?</svg>", re.S)
COLOUR = re.compile(r"var\(--iss-(\w+)(?:,[^)]*)?\)")
NAMED = re.compile(r'\b(id|aria-labelledby)="([^"]+)"')
POINTED = re.compile(r'(url\(#|href="#)')
REFERRING = ("aria-labelledby", "aria-describedby")
GONE = """script, template, button, input, textarea, select, svg.iss-paper, .headerlink, .iss-run, .iss-cite, .iss-copy,
    a[href^="data:"], .iss-quiz > .iss-hint, .iss-without, .tag_hide-input > details.hide, [hidden]:not(.iss-narrow)"""
MOST_COLUMNS = 9
SCREEN_ONLY = ("open", "name", "hidden", "tabindex")


class Page:
    """Hold one page of the site while it becomes a part of the book."""

    def __init__(self, html: str, path: str, base: str):
        self.path, self.base = path, base
        self.name = PurePosixPath(path).stem
        self.drawings: list[str] = []
        article = html[html.index("<article") : html.index("</article>") + len("</article>")]
        article = SVG.sub(self.keep_drawing, article)  # the parser would write its names in small letters
        self.tree = BeautifulSoup(article, "html.parser").article
        for node in self.tree.select(GONE):
            node.decompose()
        for node in self.tree.find_all(True):
            self.settle(node)

    def keep_drawing(self, found: re.Match) -> str:
        """Keep a drawing as it is written and leave a mark in its place."""
        drawn = COLOUR.sub(lambda colour: palette.LIGHT[colour[1]], found[0])
        drawn = NAMED.sub(lambda name: f'{name[1]}="{self.names(name[2])}"', drawn)
        self.drawings.append(POINTED.sub(rf"\1{self.name}--", drawn))
        hidden = ' class="iss-paper"' if "iss-paper" in found[0] else ""
        return f'<svg{hidden} data-drawing="{len(self.drawings) - 1}"></svg>'

    def names(self, ids: str) -> str:
        """Return ids as no other page has them."""
        return " ".join(f"{self.name}--{one}" for one in ids.split())

    def settle(self, node: Tag) -> None:
        """Give one element its ids and addresses in the book, without what only a screen needs."""
        for attribute in SCREEN_ONLY:
            del node[attribute]
        if "id" in node.attrs:
            node["id"] = self.names(node["id"])
        for attribute in REFERRING:
            if attribute in node.attrs:
                node[attribute] = self.names(node[attribute])
        if node.name == "a" and "href" in node.attrs:
            self.point(node)

    def point(self, link: Tag) -> None:
        """Note where a link leads: its place in the book, should it be there, and its address on the site."""
        away = urljoin(f"{self.base}{self.path}.html", link["href"])
        link["data-away"] = away
        if not away.startswith(self.base):
            return
        parts = urlsplit(away.removeprefix(self.base))
        folder, _, page = parts.path.removesuffix(".html").rpartition("/")
        if folder == "chapters" or not folder:
            link["data-here"] = f"{page or 'index'}--{parts.fragment}" if parts.fragment else page
        elif folder == "reference" and parts.fragment:
            link["data-here"] = f"{page.split('-')[0]}--{parts.fragment}"


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


def arrange_charts(tree: Tag) -> None:
    """Put each chart's finding above the picture, and its sources below."""
    for chart in tree.select("figure.iss-chart"):
        chart.append(chart.figcaption.select_one(".iss-source").extract())


def mark_wide_tables(tree: Tag) -> None:
    """Mark the tables that no page is wide enough for."""
    for table in tree.select("table"):
        if len(table.tr.find_all(["td", "th"])) > MOST_COLUMNS:
            table["class"] = [*table.get("class", []), "many"]


def element(name: str, *inside: str | Tag, **attributes: str) -> Tag:
    """Make an element; a dash in the name of an attribute is written as an underscore, and `class` as `class_`."""
    attrs = {key.strip("_").replace("_", "-"): value for key, value in attributes.items()}
    made = BeautifulSoup("", "html.parser").new_tag(name, attrs=attrs)
    made.extend(inside)
    return made
