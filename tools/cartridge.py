"""Writes `docked.imscc`, from which a learning platform makes a course: links to the book's pages, assignments.

The file is a Common Cartridge 1.1 (of 1EdTech, once IMS): the newest that Moodle restores; Canvas reads it, too.
Moodle hides what is meant for teachers. The questions are files of their own (`tools/questions.py`): of a cartridge
Moodle would drop their chapters, and take `&lt;` in them for the start of a tag.
"""

import re
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import yaml
from assignments import assignments
from exports.archive import pack
from exports.elements import element, written
from notebooks import ROOT, read_chapter

sys.path.insert(0, str(ROOT / "_ext"))
from launch import places
from website.book import Book, book

TARGET = ROOT / "_build" / "cartridge" / "docked.imscc"
LEFT_OUT = "About"  # the part of the contents that is about the site, not for a course
LINKS = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
NAMESPACES = {
    "xmlns": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",  # first: there Moodle looks for it
    # With these two prefixes, else Moodle finds nothing: PHP prefers what a manifest calls so to what Moodle does.
    "xmlns:lomimscc": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest",
    "xmlns:lom": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource",
}
ASSIGNMENTS = "Assignments for teachers to copy"
QUESTION = re.compile(r"^\*\*Question:\*\* (.+)$", re.M)
MARKUP = re.compile(r"\[([^\]]+)\]\([^)]+\)|[*_`]")


@dataclass(frozen=True)
class Page:
    """A page as the cartridge names it; one that is not linked is held in it, as text."""

    name: str
    title: str
    question: str = ""
    text: str = ""

    @property
    def id(self) -> str:
        """Return an identifier that XML allows."""
        return self.name.replace("/", "-")

    @property
    def file(self) -> str:
        """Return the file of the page, or of its link, within the cartridge."""
        return f"{self.name}.html" if self.text else f"links/{self.id}.xml"

    @property
    def for_teachers(self) -> bool:
        """Tell whether pupils shall not see the page."""
        return self.name.startswith("teach/") or bool(self.text)


def read(name: str) -> Page:
    """Return a page's title, and the question it asks if it is a chapter."""
    notebook = ROOT / f"{name}.ipynb"
    text = read_chapter(notebook).source if notebook.exists() else (ROOT / f"{name}.md").read_text("utf-8")
    title, question = re.search(r"^# (.+)$", text, re.M)[1], QUESTION.search(text)
    return Page(name, MARKUP.sub(r"\1", title), MARKUP.sub(r"\1", question[1]) if question else "")


def modules() -> dict[str, list[Page]]:
    """Return the pages of the parts that a course is made of; pages below others are left out."""
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8")).get("parts", [])
    chosen = [part for part in parts if part["caption"] != LEFT_OUT]
    return {part["caption"]: [read(entry["file"]) for entry in part["chapters"]] for part in chosen}


def described(*parts: tuple[str, str]) -> Element:
    """Return what a manifest says of something: its title, its description."""
    said = [element(f"lomimscc:{name}", element("lomimscc:string", text, language="en")) for name, text in parts]
    return element("lomimscc:lom", element("lomimscc:general", *said))


def item(page: Page) -> Element:
    """Return a page's place in the course."""
    about = [element("metadata", described(("description", page.question)))] if page.question else []
    return element("item", element("title", page.title), *about, identifier=f"item-{page.id}", identifierref=page.id)


def link(page: Page, book: Book) -> Element:
    """Return the link to a page."""
    return element("webLink", element("title", page.title), element("url", href=book.address(page.name)), xmlns=LINKS)


def resource(page: Page) -> Element:
    """Return what an item leads to; where it is for teachers, it says so as Moodle reads it."""
    role = [element("metadata", element("lom:lom", element("lom:educational", instructor())))]
    kind = "webcontent" if page.text else "imswl_xmlv1p1"
    file = element("file", href=page.file)
    return element("resource", *(role if page.for_teachers else []), file, identifier=page.id, type=kind)


def instructor() -> Element:
    """Return the reader for whom a page for teachers is."""
    said = {"source": "IMSGLC_CC_Rolesv1p1", "value": "Instructor"}
    return element("lom:intendedEndUserRole", *(element(f"lom:{name}", text) for name, text in said.items()))


def manifest(book: Book, course: dict[str, list[Page]]) -> Element:
    """Return the table of contents that every platform reads."""
    head = [element("schema", "IMS Common Cartridge"), element("schemaversion", "1.1.0")]
    about = described(("title", book.title), ("description", f"{book.authors}. {book.base} CC BY 4.0."))
    folders = [
        element("item", element("title", caption), *map(item, pages), identifier=f"module-{number}")
        for number, (caption, pages) in enumerate(course.items(), start=1)
    ]
    tree = element("organization", element("item", *folders, identifier="course"), identifier="contents")
    tree.set("structure", "rooted-hierarchy")
    resources = [resource(page) for pages in course.values() for page in pages]
    return element(
        "manifest",
        element("metadata", *head, about),
        element("organizations", tree),
        element("resources", *resources),
        **NAMESPACES,
        identifier="docked",
    )


def write_cartridge(target: Path = TARGET, site: str = "") -> Path:
    """Write the cartridge for the site at an address, by default that of _config.yml."""
    target.parent.mkdir(parents=True, exist_ok=True)
    known, course = book(site or places().site), modules()
    if texts := assignments(known):
        course[ASSIGNMENTS] = [Page(f"assignments/{one.name}", one.title, text=text) for one, text in texts.items()]
    files = {page.file: page.text.encode() or written(link(page, known)) for pages in course.values() for page in pages}
    pack(target, {"imsmanifest.xml": written(manifest(known, course)), **files})
    return target


if __name__ == "__main__":
    options = ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--site", default="", help="the address of your copy (default: the one in _config.yml)")
    print(write_cartridge(site=options.parse_args().site))
