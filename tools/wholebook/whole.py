"""Puts the book together: preface, chapters, and at the end answers, data, facts, glossary and sources."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from issfacts import data

from .pages import arrange, element, read_page, unfold

ENDS = {"answers": "Answers", "tables": "Data behind the charts", "facts": "Facts and how sure we are"}
ANSWERS = {"Solution", "Answer", "Reading the result"}  # labels of folds that move to the end
DRAWING = re.compile(r'<svg data-drawing="(\d+)"></svg>')
DOORS = "#index--three-doors, [id^=index--eleven], .iss-cover, .iss-facts"  # the site's own ways
NOTE = """This is the whole book in one file. Answers stand at the end, and so do the tables behind the charts, the
facts with their sources, and the words of the glossary. The code that draws the charts stands in the notebooks, and the
game and the explorers move on the site. A link to a page that is not in this file leads to the site."""


@dataclass
class Section:
    """Hold one section of the book: a chapter, or what stands before and after them; `html` is its XHTML."""

    name: str
    title: str
    body: Tag
    part: str = ""
    html: str = ""


def read_whole(site: Path, base: str) -> list[Section]:
    """Read the built site as one book, and return its sections in reading order."""
    drawings, back = [], {name: [] for name in ENDS}
    preface = read_page(site, "index", base, drawings)
    for node in preface.select(DOORS):
        node.decompose()
    preface.insert(0, element("p", " ".join(NOTE.split())))
    found = [section("index", "About this book", preface)]
    for part, name, title in chapters(site):
        page = read_page(site, f"chapters/{name}", base, drawings)
        for end, nodes in taken(page, name, title.split(" ")[0]).items():
            back[end] += [element("h2", title), *nodes] if nodes else []
        page.h1.string = title
        found.append(Section(name, title, wrapped(name, page), part))
    found += [section(name, ENDS[name], *nodes) for name, nodes in back.items() if nodes]
    if (site / "reference/glossary.html").exists():
        found.append(words(read_page(site, "reference/glossary", base, drawings)))
    found.append(sources({link["data-here"] for one in found for link in one.body.select("a[data-here]")}))
    for one in found:
        unfold(one.body)
        arrange(one.body)
    link_up(found)
    for one in found:
        one.html = DRAWING.sub(lambda mark: drawings[int(mark[1])], one.body.decode(formatter="minimal"))
    return found


def contents(sections: list[Section], entry: Callable[[Section], str]) -> str:
    """Return the contents: parts, and in them chapters with their numbers; `entry` makes the link to a section."""
    listed = ""
    for part, group in groupby(sections, key=lambda one: one.part):
        entries = "".join(f"<li>{entry(one)}</li>" for one in group)
        listed += f"<li><span>{escape(part)}</span><ol>{entries}</ol></li>" if part else entries
    return f"<h1>Contents</h1><ol>{listed}</ol>"


def chapters(site: Path) -> list[tuple[str, str, str]]:
    """Return part, name and title of every chapter, as the site's own contents have them."""
    menu = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser").select_one("#book-contents")
    links = [
        (caption.get_text(), link["href"].removesuffix(".html"), link.get_text())
        for caption in menu.find_all("p", recursive=False)
        for link in caption.find_next_sibling("ul").select("a")
    ]
    return [(part, page.removeprefix("chapters/"), title) for part, page, title in links if "chapters/" in page]


def wrapped(name: str, *nodes: Tag) -> Tag:
    """Return a section of the book around some elements."""
    for node in nodes:
        if node.name == "article":
            node.name, node.attrs = "div", {"class": "page"}
    return element("section", *nodes, id=name)


def section(name: str, title: str, *nodes: Tag) -> Section:
    """Make a section with its heading."""
    return Section(name, title, wrapped(name, element("h1", title), *nodes))


def taken(page: Tag, name: str, number: str) -> dict[str, list[Tag]]:
    """Take answers, data and facts out of a chapter, leave links to them, and return them."""
    found = {end: [] for end in ENDS}
    for node in page.select(".iss-quiz, details"):
        end = "" if node.decomposed else end_of(node)
        if not end:
            continue
        label = f"{number}.{len(found[end]) + 1}"
        said = f"{'Answer' if end == 'answers' else 'Data'} {label}"
        here, there = f"{name}--from-{end}-{label}", f"{name}--to-{end}-{label}"
        turn = element("p", element("a", said, data_here=there), id=here, class_="turn")
        moved = moved_away(node, turn) if node.name == "details" else question_answered(node, turn)
        moved["id"] = there
        moved.insert(0, element("p", element("a", said, data_here=here), class_="fold-label"))
        found[end].append(moved)
    for fact in page.select(".iss-facts li"):
        fact.name, fact["class"] = "p", ["fact"]
        found["facts"].append(fact.extract())
    for emptied in page.select(".iss-facts"):
        emptied.decompose()
    return found


def end_of(node: Tag) -> str:
    """Say where a question or a fold belongs at the end: among the answers, among the tables, or nowhere."""
    if "iss-data" in node.get("class", []):
        return "tables"
    return "answers" if node.name != "details" or label_of(node.summary) in ANSWERS else ""


def label_of(summary: Tag) -> str:
    """Return what a fold says while it is closed."""
    return (summary.select_one(".collapsed") or summary).get_text(" ", strip=True)


def moved_away(fold: Tag, turn: Tag) -> Tag:
    """Take a fold out of its place and leave a link there."""
    fold.replace_with(turn)
    label, table = fold.summary.extract(), "iss-data" in fold.get("class", [])
    fold.name, fold.attrs = "div", {"class": "moved"}
    if not table:  # which has its own caption
        fold.insert(0, element("p", label_of(label)))
    return fold


def question_answered(quiz: Tag, turn: Tag) -> Tag:
    """Leave a question with its options in its place, and return its answers with their reasons."""
    options, reasons = element("ol", class_="options"), element("ol", class_="options")
    for option in quiz.select(".iss-option"):
        options.append(element("li", option.summary.get_text(" ", strip=True)))
        reasons.append(element("li", *option.select_one(".iss-feedback-text").contents[:]))
        option.decompose()
    quiz.extend([options, turn])
    return element("div", element("p", quiz.select_one(".iss-stem").get_text(" ", strip=True)), reasons, class_="moved")


def words(page: Tag) -> Section:
    """Return the glossary: one paragraph a word."""
    terms = []
    for term in page.select("section[id*='--term-']"):
        said = term.p.extract()
        said["id"] = term["id"]
        terms.append(said)
    return section("glossary", page.h1.get_text(), *terms)


def sources(places: set[str]) -> Section:
    """Return the list of the sources to which the book points."""
    lines = []
    for row in data.rows("sources"):
        if f"sources--{row['id']}" in places:
            known = ", ".join(str(row[name]) for name in ("producer", "published") if row[name])
            url = row["url"] or ""
            address = element("a", url, data_away=url, class_="address")
            said = f"{row['title']}. {known}. "
            lines.append(element("p", said, address, id=f"sources--{row['id']}", class_="fact"))
    return section("sources", "Sources", *lines)


def link_up(sections: list[Section]) -> None:
    """Let every link lead into the book where its place is there, else to the site; one without either is text."""
    there = {node["id"]: one.name for one in sections for node in [one.body, *one.body.select("[id]")]}
    for one in sections:
        for link in one.body.select("a"):
            here, away = link.attrs.pop("data-here", None), link.attrs.pop("data-away", None)
            if here in there:
                link["href"] = f"#{here}" if there[here] == one.name else f"{there[here]}.xhtml#{here}"
            elif away:
                link["href"] = away
            else:
                link.unwrap()
