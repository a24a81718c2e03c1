"""Puts the book together: preface, chapters, and at the end answers, data, facts, glossary and sources."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from issfacts import data

from .pages import Page, arrange_charts, element, mark_wide_tables, unfold

ENDS = {"answers": "Answers", "tables": "Data behind the charts", "facts": "Facts and how sure we are"}
ANSWERS = {"Solution", "Answer", "Reading the result"}  # labels of folds that move to the end
DRAWING = re.compile(r'<svg data-drawing="([\w-]+) (\d+)"></svg>')
DOORS = "#index--three-doors, [id^=index--eleven], .iss-cover, .iss-facts"  # the site's own ways
NOTE = """This is the whole book in one file. Answers stand at the end, and so do the tables behind the charts, the
facts with their sources, and the words of the glossary. The code that draws the charts stands in the notebooks, and the
game and the explorers move on the site. A link to a page that is not in this file leads to the site."""


@dataclass
class Section:
    """Hold one section of the book: a chapter, or what stands before and after them."""

    name: str
    title: str
    body: Tag
    part: str = ""


@dataclass
class Whole:
    """Hold the sections in reading order, and the drawings in them."""

    sections: list[Section] = field(default_factory=list)
    drawings: dict[tuple[str, str], str] = field(default_factory=dict)

    def html(self, section: Section) -> str:
        """Return a section as XHTML, its drawings in their places."""
        text = section.body.decode(formatter="minimal")
        return DRAWING.sub(lambda mark: self.drawings[mark[1], mark[2]], text)


def read_whole(site: Path, base: str) -> Whole:
    """Read the built site as one book."""
    whole, back = Whole(), Back()
    preface = read_page(site, "index", base, whole)
    for node in preface.tree.select(DOORS):
        node.decompose()
    preface.tree.insert(0, element("p", " ".join(NOTE.split())))
    whole.sections.append(section("index", "About this book", preface.tree))
    for part, path, title in contents(site):
        page = read_page(site, path, base, whole)
        back.take(page, title)
        page.tree.h1.string = title
        whole.sections.append(Section(page.name, title, wrapped(page.name, page.tree), part))
    whole.sections += [section(name, ENDS[name], *nodes) for name, nodes in back.taken.items() if nodes]
    if (site / "reference/glossary.html").exists():
        whole.sections.append(words(read_page(site, "reference/glossary", base, whole)))
    whole.sections.append(
        sources({link["data-here"] for one in whole.sections for link in one.body.select("a[data-here]")})
    )
    for one in whole.sections:
        unfold(one.body)
        arrange_charts(one.body)
        mark_wide_tables(one.body)
    link_up(whole)
    return whole


def read_page(site: Path, path: str, base: str, whole: Whole) -> Page:
    """Read a page; its drawings go to the book's."""
    page = Page((site / f"{path}.html").read_text("utf-8"), path, base)
    for node in page.tree.select("svg[data-drawing]"):
        number = node["data-drawing"]
        whole.drawings[page.name, number] = page.drawings[int(number)]
        node["data-drawing"] = f"{page.name} {number}"
    return page


def contents(site: Path) -> list[tuple[str, str, str]]:
    """Return part, page and title of every chapter, as the site's own contents have them."""
    menu = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser").select_one("#book-contents")
    found = []
    for caption in menu.find_all("p", recursive=False):
        links = caption.find_next_sibling("ul").select("a")
        listed = [(caption.get_text(), link["href"].removesuffix(".html"), link.get_text()) for link in links]
        found += [entry for entry in listed if entry[1].startswith("chapters/")]
    return found


def wrapped(name: str, *nodes: Tag) -> Tag:
    """Return a section of the book around some elements."""
    for node in nodes:
        if node.name == "article":
            node.name, node.attrs = "div", {"class": "page"}
    return element("section", *nodes, id=name)


def section(name: str, title: str, *nodes: Tag) -> Section:
    """Make a section with its heading."""
    return Section(name, title, wrapped(name, element("h1", title), *nodes))


class Back:
    """Collect from the chapters what stands at the end of the book, chapter by chapter."""

    def __init__(self):
        self.taken: dict[str, list[Tag]] = {name: [] for name in ENDS}

    def take(self, page: Page, title: str) -> None:
        """Take answers, data and facts out of a chapter, and leave links to them."""
        number = title.split(" ")[0]
        found = {name: [] for name in ENDS}
        for node in page.tree.select(".iss-quiz, details"):
            what = "" if node.decomposed else kind(node)
            if not what or node.find_parent(lambda above: kind(above) == "answers"):
                continue
            label = f"{number}.{len(found[what]) + 1}"
            said = f"{'Answer' if what == 'answers' else 'Data'} {label}"
            here, there = f"{page.name}--from-{what}-{label}", f"{page.name}--to-{what}-{label}"
            turn = element("p", element("a", said, data_here=there), id=here, class_="turn")
            moved = question_answered(node, turn) if "iss-quiz" in node.get("class", []) else moved_away(node, turn)
            moved["id"] = there
            moved.insert(0, element("p", element("a", said, data_here=here), class_="fold-label"))
            found[what].append(moved)
        for fact in page.tree.select(".iss-facts li"):
            fact.name, fact["class"] = "p", ["fact"]
            found["facts"].append(fact.extract())
        for emptied in page.tree.select(".iss-facts"):
            emptied.decompose()
        for name, nodes in found.items():
            self.taken[name] += [element("h2", title), *nodes] if nodes else []


def kind(node: Tag) -> str:
    """Say where an element belongs at the end: among the answers, among the tables, or nowhere."""
    if "iss-quiz" in node.get("class", []):
        return "answers"
    if node.name != "details":
        return ""
    if "iss-data" in node.get("class", []):
        return "tables"
    return "answers" if node.summary and label_of(node.summary) in ANSWERS else ""


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


def words(page: Page) -> Section:
    """Return the glossary: one paragraph a word."""
    terms = []
    for term in page.tree.select("section[id*='--term-']"):
        said = term.p.extract()
        said["id"] = term["id"]
        terms.append(said)
    return section("glossary", page.tree.h1.get_text(), *terms)


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


def link_up(whole: Whole) -> None:
    """Let every link lead into the book where its place is there, else to the site; one without either is text."""
    there = {node["id"]: one.name for one in whole.sections for node in [one.body, *one.body.select("[id]")]}
    for one in whole.sections:
        for link in one.body.select("a"):
            here, away = link.attrs.pop("data-here", None), link.attrs.pop("data-away", None)
            if here in there:
                link["href"] = f"#{here}" if there[here] == one.name else f"{there[here]}.xhtml#{here}"
            elif away:
                link["href"] = away
            else:
                link.unwrap()
