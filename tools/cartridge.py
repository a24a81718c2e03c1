"""Writes cartridges: files from which a learning platform makes a course of links to the book's pages.

`docked.imscc` is a Thin Common Cartridge 1.3 (of 1EdTech, once IMS): its links stand in the manifest.
`docked-moodle.imscc` is the same as a Common Cartridge 1.1, the newest that Moodle restores: each link is a file.
"""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import yaml
from exports.archive import pack
from refpages.prose import ROOT
from refpages.prose import read as read_chapter

sys.path.insert(0, str(ROOT / "_ext"))
from launch import places
from website.book import Book, book

FOLDER = ROOT / "_build" / "cartridge"
PARTS = ("The story", "For teachers", "The evidence")
QUESTION = re.compile(r"^\*\*Question:\*\* (.+)$", re.M)
MARKUP = re.compile(r"\[([^\]]+)\]\([^)]+\)|[*_`]")


@dataclass(frozen=True)
class Edition:
    """A version of the format: its names, and whether links stand in files of their own."""

    schema: str
    version: str
    code: str  # as namespaces and types write the version
    files: bool

    @property
    def links(self) -> str:
        """Return the namespace of a link."""
        return f"http://www.imsglobal.org/xsd/imscc{self.code}/imswl_{self.code}"

    @property
    def namespaces(self) -> dict[str, str]:
        """Return the manifest's; the first must come first, for that is where Moodle looks for it."""
        return {
            "xmlns": f"http://www.imsglobal.org/xsd/imscc{self.code}/imscp_v1p1",
            "xmlns:lom": f"http://ltsc.ieee.org/xsd/imscc{self.code}/LOM/manifest",
        }


EDITIONS = {
    "docked.imscc": Edition("IMS Thin Common Cartridge", "1.3.0", "v1p3", files=False),
    "docked-moodle.imscc": Edition("IMS Common Cartridge", "1.1.0", "v1p1", files=True),
}


@dataclass(frozen=True)
class Page:
    """A page as the cartridge names it."""

    name: str
    title: str
    question: str

    @property
    def id(self) -> str:
        """Return an identifier that XML allows."""
        return self.name.replace("/", "-")


def read(name: str) -> Page:
    """Return a page's title, and the question it asks if it is a chapter."""
    notebook = ROOT / f"{name}.ipynb"
    text = read_chapter(notebook).source if notebook.exists() else (ROOT / f"{name}.md").read_text("utf-8")
    title, question = re.search(r"^# (.+)$", text, re.M)[1], QUESTION.search(text)
    return Page(name, MARKUP.sub(r"\1", title), MARKUP.sub(r"\1", question[1]) if question else "")


def modules() -> dict[str, list[Page]]:
    """Return the pages of the parts that a course is made of; pages below others are left out."""
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8")).get("parts", [])
    chosen = [part for part in parts if part["caption"] in PARTS]
    return {part["caption"]: [read(entry["file"]) for entry in part["chapters"]] for part in chosen}


def element(tag: str, *children, **attributes: str) -> ElementTree.Element:
    """Return an element; children are elements or text."""
    made = ElementTree.Element(tag, attributes)
    for child in children:
        if isinstance(child, str):
            made.text = child
        else:
            made.append(child)
    return made


def described(*parts: tuple[str, str]) -> ElementTree.Element:
    """Return what a manifest says of something: its title, its description."""
    said = [element(f"lom:{name}", element("lom:string", text, language="en")) for name, text in parts]
    return element("lom:lom", element("lom:general", *said))


def item(page: Page) -> ElementTree.Element:
    """Return a page's place in the course."""
    about = [element("metadata", described(("description", page.question)))] if page.question else []
    return element("item", element("title", page.title), *about, identifier=f"item-{page.id}", identifierref=page.id)


def link(page: Page, book: Book, edition: Edition) -> ElementTree.Element:
    """Return the link to a page."""
    where = element("url", href=book.address(page.name))
    return element("webLink", element("title", page.title), where, xmlns=edition.links)


def resource(page: Page, book: Book, edition: Edition) -> ElementTree.Element:
    """Return what an item leads to."""
    inside = element("file", href=f"links/{page.id}.xml") if edition.files else link(page, book, edition)
    return element("resource", inside, identifier=page.id, type=f"imswl_xml{edition.code}")


def manifest(book: Book, edition: Edition, course: dict[str, list[Page]]) -> ElementTree.Element:
    """Return the table of contents that every platform reads."""
    head = [element("schema", edition.schema), element("schemaversion", edition.version)]
    about = described(("title", book.title), ("description", f"{book.authors}. {book.base} CC BY 4.0."))
    folders = [
        element("item", element("title", caption), *map(item, pages), identifier=f"module-{number}")
        for number, (caption, pages) in enumerate(course.items(), start=1)
    ]
    tree = element("organization", element("item", *folders, identifier="course"), identifier="contents")
    tree.set("structure", "rooted-hierarchy")
    pages = [page for part in course.values() for page in part]
    return element(
        "manifest",
        element("metadata", *head, about),
        element("organizations", tree),
        element("resources", *(resource(page, book, edition) for page in pages)),
        **edition.namespaces,
        identifier="docked",
    )


def written(root: ElementTree.Element) -> bytes:
    """Return a document as bytes."""
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def members(book: Book, edition: Edition, course: dict[str, list[Page]]) -> Iterator[tuple[str, bytes]]:
    """Give the files of a cartridge."""
    yield "imsmanifest.xml", written(manifest(book, edition, course))
    if edition.files:
        for page in (page for part in course.values() for page in part):
            yield f"links/{page.id}.xml", written(link(page, book, edition))


def write_cartridges(folder: Path = FOLDER, site: str = "") -> list[Path]:
    """Write both cartridges for the site at an address, by default that of _config.yml."""
    folder.mkdir(parents=True, exist_ok=True)
    known, course = book(site or places().site), modules()
    for name, edition in EDITIONS.items():
        pack(folder / name, dict(members(known, edition, course)))
    return [folder / name for name in EDITIONS]


if __name__ == "__main__":
    options = ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--site", default="", help="the address of your copy (default: the one in _config.yml)")
    print(*write_cartridges(site=options.parse_args().site), sep="\n")
