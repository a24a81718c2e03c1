"""Writes the index that the search page reads: the text of every section, chapters first."""

import json
import re
from html import unescape

START = '<article role="main" id="content">'  # of _templates/page.html
END = '<details class="iss-cite">'
KINDS = ("chapters", "index", "teach", "about", "reference")  # the order of results
TOKEN = re.compile(
    r"<(?P<skip>script|style|template|svg|small|pre)\b.*?</(?P=skip)>|<section\b[^>]*? id=\"(?P<section>[^\"]+)\"[^>]*>"
    r"|<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|<(?:span|a|b|i|em|strong|code)\b[^>]*>|</(?:span|a|b|i|em|strong|code)>"
    r"|(?P<gap><[^>]*>)|(?P<text>[^<]+)",
    re.S,
)
CONTROLS = re.compile(r'<a class="headerlink".*?</a>|<span class="(?:collapsed|expanded)">.*?</span>', re.S)


def index(app, written: dict[str, str]) -> str:
    """Return a script that holds [address, title, place in KINDS, [[anchor, heading, text], ...]] of every page."""
    numbers, found = app.config.chapter_numbers, []
    for name in written.keys() - {"search"}:
        html = written[name]
        title = plain(html[html.index("<title>") : html.index("</title>")]).rsplit(" - ", 1)[0]
        found.append([f"{name}.html", title, KINDS.index(name.split("/")[0]), sections(html)])
    found.sort(key=lambda page: (page[2], numbers.get(page[0].removesuffix(".html"), 0), page[0]))
    return "const DOCKED_PAGES = " + json.dumps(found, ensure_ascii=False, separators=(",", ":")) + ";\n"


def sections(html: str) -> list[list[str]]:
    """Return the sections of a page: anchor, heading, text; small print is not searched."""
    body = CONTROLS.sub("", html[html.index(START) : html.find(END) if END in html else None])
    found = [["", "", ""]]
    for token in TOKEN.finditer(body):
        if token["section"]:
            found.append([token["section"], "", ""])
        elif token["heading"]:
            found[-1][1] = plain(token["heading"])
        elif token["gap"]:
            found[-1][2] += " "
        elif token["text"]:
            found[-1][2] += token["text"]
    return [[anchor, heading, plain(text)] for anchor, heading, text in found if heading or text.strip()]


def plain(html: str) -> str:
    """Return HTML as text on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
