"""Reads the built site as the sections of one book: preface, chapters, answers, data, facts, glossary, sources."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from fingerprint import csp_hash
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from running import ToolError

from issfacts import data

from .pages import adapt_exhibits, new_element, open_details, read_page, target_id

STYLESHEET = Path(__file__).with_name("book.css")
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True, keep_trailing_newline=True
)
TEMPLATES.filters["csp_hash"] = csp_hash
APPENDICES = {"answers": "Answers", "tables": "Data behind the charts", "facts": "Facts and how sure we are"}
ANSWER_LABELS = {"Solution", "Answer", "Reading the result"}  # `<details>` with these labels move to the answers
SITE_ONLY = ".iss-cover, .iss-facts"  # parts of the title page
SITE_ONLY_SECTIONS = {"section[id^=index--eleven]": "## Eleven chapters", "section[id$=-doors]": "## Three doors"}
NOTE = """This is the whole book in one file. Answers stand at the end, and so do the tables behind the charts, the
facts with their sources, and the words of the glossary. The code that draws the charts stands in the notebooks, and the
game and the explorers move on the site. A link to a page that is not in this file leads to the site."""


@dataclass
class Section:
    """Hold one section of the book: its tree, and for chapters the title of their part of the book."""

    name: str
    title: str
    body: Tag
    part: str = ""

    @cached_property
    def html(self) -> Markup:
        """Return the section as XHTML, once its tree is complete."""
        return Markup(self.body.decode(formatter="minimal"))


def read_sections(site: Path, base: str) -> list[Section]:
    """Return the sections of the book in reading order, from the built site; `base` is the site's address."""
    appendices = {name: [] for name in APPENDICES}
    preface = read_page(site, "index", base)
    remove_site_only_parts(preface)
    preface.insert(0, new_element("p", " ".join(NOTE.split())))
    sections = [build_section("index", "About this book", preface)]
    for part, name, title in list_chapters(site):
        page = read_page(site, f"chapters/{name}", base)
        for appendix, nodes in extract_appendices(page, name, title.split(" ")[0]).items():
            appendices[appendix] += [new_element("h2", title), *nodes] if nodes else []
        page.h1.string = title
        sections.append(Section(name, title, wrap_section(name, page), part))
    sections += [build_section(name, APPENDICES[name], *nodes) for name, nodes in appendices.items() if nodes]
    if (site / "reference/glossary.html").exists():
        sections.append(build_glossary(read_page(site, "reference/glossary", base)))
    linked = {target_id(link["href"], base) for section in sections for link in section.body.select("a[href]")}
    sections.append(build_sources(linked))
    for section in sections:
        open_details(section.body)
        adapt_exhibits(section.body)
    resolve_links(sections, base)
    return sections


def remove_site_only_parts(preface: Tag) -> None:
    """Remove from the title page what only the site needs. ToolError: a section is missing, perhaps renamed."""
    for node in preface.select(SITE_ONLY):
        node.decompose()
    for selector, heading in SITE_ONLY_SECTIONS.items():
        if not (section := preface.select_one(selector)):
            raise ToolError(f"index.md lacks {heading!r}, which the book as one file leaves out: see {__file__}")
        section.decompose()


def group_by_part(sections: list[Section]) -> list[tuple[str, list[Section]]]:
    """Return the sections that follow each other in the same part of the book, with the part's title."""
    return [(part, list(group)) for part, group in groupby(sections, key=lambda section: section.part)]


def render(template: str, **context) -> str:
    """Return a file of the book from its template in `templates/`."""
    return TEMPLATES.get_template(template).render(context)


def list_chapters(site: Path) -> list[tuple[str, str, str]]:
    """Return part, name and title of every chapter, from the contents menu of the site."""
    menu = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser").select_one("#book-contents")
    links = [
        (caption.get_text(), link["href"].removesuffix(".html"), link.get_text())
        for caption in menu.find_all("p", recursive=False)
        for link in caption.find_next_sibling("ul").select("a")
    ]
    return [(part, page.removeprefix("chapters/"), title) for part, page, title in links if "chapters/" in page]


def wrap_section(name: str, *nodes: Tag) -> Tag:
    """Return a `<section>` that contains some elements; an article becomes a div."""
    for node in nodes:
        if node.name == "article":
            node.name, node.attrs = "div", {"class": "page"}
    return new_element("section", *nodes, id=name)


def build_section(name: str, title: str, *nodes: Tag) -> Section:
    """Return a section with its title as a heading."""
    return Section(name, title, wrap_section(name, new_element("h1", title), *nodes))


def extract_appendices(page: Tag, name: str, number: str) -> dict[str, list[Tag]]:
    """Move answers, data tables and facts out of a chapter, leave links to them, and return them by appendix."""
    moved = {appendix: [] for appendix in APPENDICES}
    for node in page.select(".iss-quiz, details"):
        if node.decomposed:  # with the question that it was an option of
            continue
        if "iss-data" in node.get("class", []):
            appendix, word, extract = "tables", "Data", extract_details
        elif node.name != "details":
            appendix, word, extract = "answers", "Answer", extract_answers
        elif summary_text(node) in ANSWER_LABELS:
            appendix, word, extract = "answers", "Answer", extract_solution
        else:
            continue
        label = f"{number}.{len(moved[appendix]) + 1}"
        origin_id, moved_id = f"{name}--from-{appendix}-{label}", f"{name}--to-{appendix}-{label}"
        link = new_element("a", f"{word} {label}", href=f"#{moved_id}")
        link = new_element("p", link, id=origin_id, class_="turn")
        extracted = extract(node, link)
        extracted["id"] = moved_id
        back = new_element("a", f"{word} {label}", href=f"#{origin_id}")
        extracted.insert(0, new_element("p", back, class_="fold-label"))
        moved[appendix].append(extracted)
    for fact in page.select(".iss-facts li"):
        fact.name, fact["class"] = "p", ["fact"]
        moved["facts"].append(fact.extract())
    for emptied in page.select(".iss-facts"):
        emptied.decompose()
    return moved


def summary_text(details: Tag) -> str:
    """Return the text of the summary of a closed `<details>`."""
    return (details.summary.select_one(".collapsed") or details.summary).get_text(" ", strip=True)


def extract_details(details: Tag, link: Tag) -> Tag:
    """Replace a `<details>` by a link, and return its content."""
    details.replace_with(link)
    details.summary.extract()
    details.name, details.attrs = "div", {"class": "moved"}
    return details


def extract_solution(details: Tag, link: Tag) -> Tag:
    """Replace a `<details>` by a link, and return its content below its summary."""
    label = new_element("p", summary_text(details))
    extract_details(details, link).insert(0, label)
    return details


def extract_answers(quiz: Tag, link: Tag) -> Tag:
    """Reduce a question to its stem, its options and a link, and return the stem with the feedback on each option."""
    options, feedback = new_element("ol", class_="options"), new_element("ol", class_="options")
    for option in quiz.select(".iss-option"):
        options.append(new_element("li", option.summary.get_text(" ", strip=True)))
        feedback.append(new_element("li", *option.select_one(".iss-feedback-text").contents[:]))
        option.decompose()
    quiz.extend([options, link])
    stem = quiz.select_one(".iss-stem").get_text(" ", strip=True)
    return new_element("div", new_element("p", stem), feedback, class_="moved")


def build_glossary(page: Tag) -> Section:
    """Return the glossary with one paragraph for each term."""
    terms = page.select("section[id*='--term-']")
    for term in terms:
        term.p["id"] = term["id"]
    return build_section("glossary", page.h1.get_text(), *(term.p.extract() for term in terms))


def build_sources(linked: set[str]) -> Section:
    """Return the list of the sources whose ids are among the targets of the book's links."""
    lines = []
    for row in data.rows("sources"):
        id = f"sources--{row['id']}"
        if id in linked:
            origin = ", ".join(str(row[name]) for name in ("producer", "published") if row[name])
            url = row["url"] or ""
            address = new_element("a", url, href=url, class_="address")
            lines.append(new_element("p", f"{row['title']}. {origin}. ", address, id=id, class_="fact"))
    return build_section("sources", "Sources", *lines)


def resolve_links(sections: list[Section], base: str) -> None:
    """Lead each link to its target in the book if it is there, else to its address; else only its text stays."""
    section_of = {
        node["id"]: section.name for section in sections for node in [section.body, *section.body.select("[id]")]
    }
    for section in sections:
        for link in section.body.select("a"):
            address = link.get("href", "")
            if (target := target_id(address, base)) in section_of:
                file = "" if section_of[target] == section.name else f"{section_of[target]}.xhtml"
                link["href"] = f"{file}#{target}"
            elif not address or address.startswith("#"):
                link.unwrap()
