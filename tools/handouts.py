"""Writes each chapter's slides, worksheets and key into the site, and their list into teach/papers.md.

The site's build writes the papers, where something they are made of has changed. `make data` writes the list; with
--check this program only says whether it is stale.
"""

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import rmtree
from zipfile import ZipFile

from classpapers.lesson import Lesson
from classpapers.prose import html, items, listed_part, section
from classpapers.sheets import KINDS, name, papers
from exports.archive import pack
from notebooks import ROOT, chapters, tags

sys.path.insert(0, str(ROOT / "_ext"))
from fingerprint import fingerprint
from launch import places
from website.book import book

PAGE = ROOT / "teach" / "papers.md"
ONE_LESSON = ROOT / "teach" / "one-lesson.md"  # has the ground rules
LISTED = re.compile(r"(?s)(?<=<!-- computed: papers -->\n).*?(?=\n<!-- end -->)")
ARCHIVE = "docked-class.zip"
LICENCE = ROOT / "LICENSE-CONTENT"
INPUTS = (
    "src",
    "data",
    "chapters",
    "teach/plans",
    "teach/one-lesson.md",
    "tools",
    "_config.yml",
    "_toc.yml",
    "CITATION.cff",
    LICENCE.name,
)
ANY_PAGE = re.compile(r"\*\*Ask three questions of any page\.\*\*\n\n((?:\d\. .*\n)+)")  # a note in one of the chapters


def listed() -> str:
    """Return the table of all papers; raw links, for the files come into the site after its pages."""
    head = ["| Chapter | " + " | ".join(KINDS.values()) + " |", "|---|" + "---|" * len(KINDS)]
    return "\n".join(head + [f"| [{one.title}](../chapters/{one.name}.ipynb) | {cells(one)} |" for one in chapters()])


def cells(chapter) -> str:
    """Return the links to the papers of one chapter."""
    links = [f'<a href="../class/{name(chapter.name, kind)}">{kind.partition("-")[2] or kind}</a>' for kind in KINDS]
    return " | ".join(links)


def lessons(executed: dict) -> list[Lesson]:
    """Return the lessons of the executed chapters, in their order; without header or lesson plan it is none yet."""
    any_page = [line for chapter in chapters() for note in ANY_PAGE.findall(chapter.source) for line in items(note)]
    return [
        Lesson(stem, number, notebook.cells, plan_of(stem).read_text("utf-8"), any_page, ground_rules())
        for number, (stem, notebook) in enumerate(executed.items(), start=1)
        if plan_of(stem).exists() and any("header" in tags(cell) for cell in notebook.cells)
    ]


@cache
def ground_rules() -> str:
    """Return the rules that hold in every lesson."""
    return html(listed_part(section(ONE_LESSON.read_text("utf-8"), "Ground rules")))


def plan_of(chapter: str) -> Path:
    """Return where the lesson plan of a chapter lies; the student edition has none."""
    return ROOT / "teach" / "plans" / f"{chapter}.md"


def write_handouts(folder: Path, executed: Callable[[], dict]) -> list[str]:
    """Write all papers where one input has changed, the archive last; return the names of what was written.

    `executed` gives the notebooks with their outputs, by name in reading order. The archive's comment says of which
    state of the inputs it was made.
    """
    state = fingerprint([ROOT / path for path in INPUTS])
    archive = folder / ARCHIVE
    if archive.exists() and ZipFile(archive).comment.decode() == state:
        return []
    rmtree(folder, ignore_errors=True)
    taught = lessons(executed())
    if not taught:
        return []
    folder.mkdir(parents=True)
    found = {file: text.encode() for file, text in papers(taught, book(places().site)).items()}
    for file, content in found.items():
        (folder / file).write_bytes(content)
    packed = found | {"LICENCE.txt": LICENCE.read_bytes()}
    draft = folder / f".{ARCHIVE}"  # so that no half-written archive ever stands there
    pack(draft, {f"docked-class/{file}": content for file, content in packed.items()})
    with ZipFile(draft, "a") as zipped:
        zipped.comment = state.encode()
    draft.replace(archive)
    return [*found, ARCHIVE]


def main() -> int:
    """Write the list; with --check only say whether it is stale."""
    check, said = "--check" in sys.argv, PAGE.read_text("utf-8")
    wanted = LISTED.sub(lambda _: listed(), said)
    if wanted == said:
        return 0
    print(f"{'stale' if check else 'wrote'} {PAGE.relative_to(ROOT)}")
    if not check:
        PAGE.write_text(wanted, "utf-8")
    return int(check)


if __name__ == "__main__":
    sys.exit(main())
