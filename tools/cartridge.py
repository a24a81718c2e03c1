"""Writes `docked.imscc`, a course for learning platforms: links to the book's pages, and assignments.

The format is Common Cartridge 1.1 (1EdTech, formerly IMS), the newest version that Moodle imports; Canvas reads it,
too. Moodle hides pages for teachers from pupils. The questions are in separate files (`tools/questions.py`), because
Moodle would lose their categories when importing a cartridge, and read `&lt;` in them as the start of a tag.
"""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import NamedTuple

import yaml
from classpapers import prose
from metadata import Book, load_book
from notebooks import Chapter, chapters, read_chapter
from paths import OUTPUT, ROOT, TEACH
from platformfiles import render
from running import ToolError, run_tool
from zip_file import write_zip

TARGET = OUTPUT / "cartridge" / "docked.imscc"
EXCLUDED_PART = "About"  # pages about the site
ASSIGNMENTS = "Assignments for teachers to copy"
RUBRICS = TEACH / "rubrics.md"  # missing in the student edition
EXERCISE = re.compile(r"## Exercise: ([^\n]+)\n+### No code\n+(.*?)(?=^#|\Z)", re.M | re.S)
RUBRIC = re.compile(r"^## \[[^\]]+\]\(\.\./chapters/([\w-]+)\.ipynb\)\n(.*?)(?=^## |\Z)", re.M | re.S)
OBJECTIVE = re.compile(r"^\*\*(.+)\*\*\n\n((?:- .+\n)+)", re.M)
LEVEL = re.compile(r"^- \*(\w+):\* (.+)$", re.M)
MARKDOWN = re.compile(r"\[([^\]]+)\]\([^)]+\)|[*_`]")


class Page(NamedTuple):
    """Hold a page of the course: a link to a page of the book, or if it has a `text` an HTML page in the cartridge."""

    name: str
    title: str
    question: str = ""
    text: bytes = b""

    @property
    def id(self) -> str:
        """Return the page's identifier, a valid XML name."""
        return self.name.replace("/", "-")

    @property
    def file(self) -> str:
        """Return the path of the page, or of the file with its link, within the cartridge."""
        return f"{self.name}.html" if self.text else f"links/{self.id}.xml"


def read_page(name: str) -> Page:
    """Return a page of the book with its title and, if it is a chapter, its question."""
    notebook = ROOT / f"{name}.ipynb"
    if notebook.exists():
        chapter = read_chapter(notebook)
        return Page(name, MARKDOWN.sub(r"\1", chapter.title), MARKDOWN.sub(r"\1", chapter.question))
    title = re.search(r"^# (.+)$", (ROOT / f"{name}.md").read_text("utf-8"), re.M)[1]
    return Page(name, MARKDOWN.sub(r"\1", title))


def read_rubrics() -> dict[str, str]:
    """Return the rubric of each chapter by the name of the chapter."""
    return dict(RUBRIC.findall(RUBRICS.read_text("utf-8"))) if RUBRICS.exists() else {}


def assignment_page(chapter: Chapter, rubric: str, book: Book) -> Page:
    """Return a page with a chapter's exercise without code and its rubric."""
    exercise, task = next(filter(None, map(EXERCISE.match, chapter.cells.values()))).groups()
    objectives = {objective: LEVEL.findall(levels) for objective, levels in OBJECTIVE.findall(rubric)}
    context = {"chapter": chapter, "exercise": exercise, "task": task, "objectives": objectives, "book": book}
    text = render("assignment.html", prose=prose, **context)
    return Page(f"assignments/{chapter.name}", chapter.title, text=text)


def write_cartridge(target: Path = TARGET, site: str = "") -> Path:
    """Write the cartridge with links to a site, by default the one in _config.yml, and return its path."""
    target.parent.mkdir(parents=True, exist_ok=True)
    info, rubrics = load_book(site), read_rubrics()
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8")).get("parts", [])
    course = {part["caption"]: [read_page(entry["file"]) for entry in part["chapters"]] for part in parts}
    course.pop(EXCLUDED_PART, None)
    with_rubric = [chapter for chapter in chapters() if chapter.name in rubrics and "## Exercise: " in chapter.source]
    if with_rubric:
        course[ASSIGNMENTS] = [assignment_page(chapter, rubrics[chapter.name], info) for chapter in with_rubric]
    pages = [page for module in course.values() for page in module]
    files = {page.file: page.text or render("cartridge-link.xml", page=page, book=info) for page in pages}
    write_zip(target, {"imsmanifest.xml": render("cartridge.xml", book=info, course=course), **files})
    return target


def main() -> list[Path]:
    """Write the cartridge for the site of the options, and return its path."""
    options = ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--site", default="", help="the address of your copy (default: the one in _config.yml)")
    site = options.parse_args().site
    if site and not re.match(r"https?://\w", site):
        raise ToolError(f"SITE={site} is no web address: write it as https://example.org/book")
    return [write_cartridge(site=site)]


if __name__ == "__main__":
    run_tool(main, "The cartridge was not written.")
