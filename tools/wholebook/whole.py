"""Puts the book together: preface, chapters, and at the end answers, data, facts, glossary and sources."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from issfacts import data

from .pages import Page, arrange_charts, element, labelled, mark_wide_tables, unfold

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
    whole.sections += back.sections()
    if (site / "reference/glossary.html").exists():
        whole.sections.append(words(read_page(site, "reference/glossary", base, whole)))
    whole.sections.append(sources({link["data-here"] for one in whole.sections for link in pointing(one)}))
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
    body = element("section", id=name)
    for node in nodes:
        if node.name == "article":
            node.name, node.attrs = "div", {"class": "page"}
        body.append(node)
    return body


def section(name: str, title: str, *nodes: Tag) -> Section:
    """Make a section with its heading."""
    return Section(name, title, wrapped(name, element("h1", title), *nodes))


class Back:
    """Collect from the chapters what stands at the end of the book."""

    def __init__(self):
        self.answers, self.tables, self.facts = [], [], []

    def take(self, page: Page, title: str) -> None:
        """Take answers, data and facts out of a chapter, and leave links to them."""
        number = title.split(" ")[0]
        found = {"answers": [], "tables": []}
        for node in page.tree.select(".iss-quiz, details"):
            what = "" if node.decomposed else kind(node)
            if not what or node.find_parent(lambda above: kind(above) == "answers"):
                continue
            label = f"{number}.{len(found[what]) + 1}"
            said = f"{'Answer' if what == 'answers' else 'Data'} {label}"
            here, there = f"{page.name}--from-{what}-{label}", f"{page.name}--to-{what}-{label}"
            turn = element("p", id=here, **{"class": "turn"})
            turn.append(element("a", said, **{"data-here": there}))
            moved = question_answered(node, turn) if "iss-quiz" in node.get("class", []) else moved_away(node, turn)
            moved["id"] = there
            moved.insert(0, back_to(said, here))
            found[what].append(moved)
        facts = page.tree.select(".iss-facts li")
        for listed in page.tree.select(".iss-facts"):
            listed.extract()
        self.answers.append((title, found["answers"]))
        self.tables.append((title, found["tables"]))
        self.facts.append((title, [listed_fact(fact) for fact in facts]))

    def sections(self) -> list[Section]:
        """Return the sections at the end, by chapter each."""
        ends = {"answers": ("Answers", self.answers), "tables": ("Data behind the charts", self.tables),
                "facts": ("Facts and how sure we are", self.facts)}  # fmt: skip
        return [section(name, title, *by_chapter(taken)) for name, (title, taken) in ends.items() if taken]


def kind(node: Tag) -> str:
    """Say where an element belongs at the end: among the answers, among the tables, or nowhere."""
    if "iss-quiz" in node.get("class", []):
        return "answers"
    if node.name != "details":
        return ""
    if "iss-data" in node.get("class", []):
        return "tables"
    label = node.summary and (node.summary.select_one(".collapsed") or node.summary).get_text(" ", strip=True)
    return "answers" if label in ANSWERS else ""


def back_to(said: str, place: str) -> Tag:
    """Return the label of what was moved; it leads back."""
    label = labelled("")
    label.append(element("a", said, **{"data-here": place}))
    return label


def moved_away(fold: Tag, turn: Tag) -> Tag:
    """Take a fold out of its place and leave a link there."""
    fold.replace_with(turn)
    label, table = fold.summary.extract(), "iss-data" in fold.get("class", [])
    fold.name, fold.attrs = "div", {"class": "moved"}
    if not table:  # which has its own caption
        fold.insert(0, element("p", (label.select_one(".collapsed") or label).get_text(" ", strip=True)))
    return fold


def question_answered(quiz: Tag, turn: Tag) -> Tag:
    """Leave a question with its options in its place, and return its answers with their reasons."""
    answered = element("div", **{"class": "moved"})
    stem = quiz.select_one(".iss-stem")
    answered.append(element("p", stem.get_text(" ", strip=True)))
    options, reasons = element("ol", **{"class": "options"}), element("ol", **{"class": "options"})
    for option in quiz.select(".iss-option"):
        options.append(element("li", option.summary.get_text(" ", strip=True)))
        reason = element("li")
        reason.extend(option.select_one(".iss-feedback-text").extract().contents[:])
        reasons.append(reason)
        option.decompose()
    answered.append(reasons)
    quiz.append(options)
    quiz.append(turn)
    return answered


def listed_fact(fact: Tag) -> Tag:
    """Return a fact as a line of a list."""
    fact.extract()
    fact.name, fact["class"] = "p", ["fact"]
    return fact


def by_chapter(taken: list[tuple[str, list[Tag]]]) -> list[Tag]:
    """Return a heading for each chapter and what was taken from it."""
    return [node for title, nodes in taken if nodes for node in (element("h2", title), *nodes)]


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
            line = element("p", f"{row['title']}. {known}. ", id=f"sources--{row['id']}", **{"class": "fact"})
            line.append(element("a", row["url"], **{"data-away": row["url"], "class": "address"}))
            lines.append(line)
    return section("sources", "Sources", *lines)


def pointing(section: Section) -> list[Tag]:
    """Return the links of a section that may lead to a place in the book."""
    return section.body.select("a[data-here]")


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
