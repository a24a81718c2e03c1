"""Builds the index for the search page: the text of every section, chapters first."""

import json
import re
from html import unescape

ARTICLE_START = '<article role="main" id="content">'  # of _templates/page.html
ARTICLE_END = '<details class="iss-cite">'
FOLDERS = ("chapters", "index", "teach", "about", "reference")  # in the order of search results
NOT_INDEXED = {"search", "reference/chapter-sources"}  # the second repeats the titles on the pages of sources
TOKEN = re.compile(
    r"<(?P<skip>script|style|template|svg|small)\b.*?</(?P=skip)>|<section\b[^>]*? id=\"(?P<section>[^\"]+)\"[^>]*>"
    r"|<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|<(?:span|a|b|i|em|strong|code)\b[^>]*>|</(?:span|a|b|i|em|strong|code)>"
    r"|(?P<gap><[^>]*>)|(?P<text>[^<]+)",
    re.S,
)
CONTROLS = re.compile(r'<a class="headerlink".*?</a>|<span class="(?:collapsed|expanded)">.*?</span>', re.S)


def build_index(app, pages: dict[str, str]) -> str:
    """Return a script that defines DOCKED_PAGES from the HTML of the pages by name.

    An entry is [address, title, position in FOLDERS, [[anchor, heading, text], ...]].
    """
    entries = []
    for name in pages.keys() - NOT_INDEXED:
        html = pages[name]
        title = strip_tags(html[html.index("<title>") : html.index("</title>")]).rsplit(" - ", 1)[0]
        entries.append([f"{name}.html", title, FOLDERS.index(name.split("/")[0]), split_sections(html)])
    numbers = app.config.chapter_numbers
    entries.sort(key=lambda entry: (entry[2], numbers.get(entry[0].removesuffix(".html"), 0), entry[0]))
    return "const DOCKED_PAGES = " + json.dumps(entries, ensure_ascii=False, separators=(",", ":")) + ";\n"


def split_sections(html: str) -> list[list[str]]:
    """Return anchor, heading and text of each section of a page, without <small> text."""
    article = html[html.index(ARTICLE_START) : html.find(ARTICLE_END) if ARTICLE_END in html else None]
    sections = [["", "", ""]]
    for token in TOKEN.finditer(CONTROLS.sub("", article)):
        if token["section"]:
            sections.append([token["section"], "", ""])
        elif token["heading"]:
            sections[-1][1] = strip_tags(token["heading"])
        elif token["gap"]:
            sections[-1][2] += " "
        elif token["text"]:
            sections[-1][2] += token["text"]
    return [[anchor, heading, strip_tags(text)] for anchor, heading, text in sections if heading or text.strip()]


def strip_tags(html: str) -> str:
    """Return the text of HTML on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
