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

import yaml
from assignments import assignments
from exports.archive import write_zip
from notebooks import ROOT, read_chapter

sys.path.insert(0, str(ROOT / "_ext"))
from launch import site_config
from website.book import load_book
from xmlfiles import xml

TARGET = ROOT / "_build" / "cartridge" / "docked.imscc"
LEFT_OUT = "About"  # the part of the contents that is about the site, not for a course
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


def write_cartridge(target: Path = TARGET, site: str = "") -> Path:
    """Write the cartridge for the site at an address, by default that of _config.yml."""
    target.parent.mkdir(parents=True, exist_ok=True)
    known, course = load_book(site or site_config().site), modules()
    if texts := assignments(known):
        course[ASSIGNMENTS] = [Page(f"assignments/{one.name}", one.title, text=text) for one, text in texts.items()]
    pages = [page for own in course.values() for page in own]
    files = {page.file: page.text.encode() or xml("cartridge-link", page=page, book=known) for page in pages}
    write_zip(target, {"imsmanifest.xml": xml("cartridge", book=known, course=course), **files})
    return target


if __name__ == "__main__":
    options = ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--site", default="", help="the address of your copy (default: the one in _config.yml)")
    print(write_cartridge(site=options.parse_args().site))
