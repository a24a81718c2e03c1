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
from tempfile import TemporaryDirectory
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "_ext"))
from chromium import NONE, find_chromium, print_pdf
from classpapers.deck import Slide
from classpapers.kit import KIT, print_kit
from classpapers.lesson import Lesson
from classpapers.lesson_deck import SLIDES, lesson_deck
from classpapers.listing import FORMS, LIST, file_list
from classpapers.office import office
from classpapers.pack import CHAPTER, PACK, print_pack
from classpapers.prose import html, items, listed_part, section
from classpapers.sheets import STYLE, about_all, editable, name, papers, slides
from exports.archive import pack
from fingerprint import fingerprint
from launch import places
from notebooks import ROOT, chapters, tags
from website.book import book

LISTED = re.compile(r"(?s)(?<=<!-- computed: papers -->\n).*?(?=\n<!-- end -->)")
ARCHIVE = "docked-class.zip"
TEACH = ROOT / "teach"
PAGE = TEACH / "papers.md"
KEPT = ROOT / "_build" / ".office"  # files for Word and PowerPoint, until their content changes
COLUMNS = {
    "Slides": {"slides": "slides"},
    "Worksheets": {
        "worksheet": "standard",
        "worksheet-easy": "easy",
        "worksheet-extension": "extension",
        "worksheet-large": "large print",
    },
    "For you": {"cards": "cards", "key": "key", "plan": "plan"},
}
PRINTED = (PACK, KIT)  # as PDF too
A4 = "\n@page { size: A4; margin: 18mm 15mm; @bottom-right { vertical-align: top; } }\n"  # whose middle fits Letter
MOMENT = re.compile(rb"\(D:\d{14}")  # of printing; without it the bytes follow from the page alone
BACK = b' <a href="../index.html">Back to the book</a>'  # which is not in the archive
LICENCE = ROOT / "LICENSE-CONTENT"
INPUTS = ("src", "data", "chapters", "teach", "tools", "_config.yml", "_toc.yml", "CITATION.cff", LICENCE.name)
ANY_PAGE = re.compile(r"\*\*Ask three questions of any page\.\*\*\n\n((?:\d\. .*\n)+)")  # a note in one of the chapters


def listed() -> str:
    """Return the table of all papers; raw links, for the files come into the site after its pages."""
    head = ["| Chapter | " + " | ".join(COLUMNS) + " |", "|---|" + "---|" * len(COLUMNS)]
    rows = [
        " | ".join(
            [f"| [{one.title}](../chapters/{one.name}.ipynb)", *(linked(one.name, kinds) for kinds in COLUMNS.values())]
        )
        for one in chapters()
    ]
    return "\n".join(head + [f"{row} |" for row in rows])


def linked(chapter: str, kinds: dict[str, str]) -> str:
    """Return the links to some papers of a chapter, each a page first and then a file to change."""
    cards = "### Cards" in plan_of(chapter).read_text("utf-8")
    links = []
    for kind, label in kinds.items():
        if kind != "cards" or cards:
            file = editable(chapter, kind)
            page = f"plans/{chapter}.html" if kind == "plan" else f"../class/{name(chapter, kind)}"
            form = f'<a href="../class/{file}">{FORMS[Path(file).suffix]}</a>'
            links.append(f'<a href="{page}">{label}</a> <small>({form})</small>')
    return "<br>".join(links)


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
    return html(listed_part(section((TEACH / "one-lesson.md").read_text("utf-8"), "Ground rules")))


def plan_of(chapter: str) -> Path:
    """Return where the lesson plan of a chapter lies; the student edition has none."""
    return TEACH / "plans" / f"{chapter}.md"


def write_handouts(folder: Path, executed: Callable[[], dict], plain: bool = False) -> list[str]:
    """Write all papers where one input has changed, the archive last; return the names of what was written.

    `executed` gives the notebooks with their outputs, by name in reading order. The archive's comment says of which
    state of the inputs it was made. `plain` leaves out PDF, Word and PowerPoint files.
    """
    state = fingerprint([ROOT / path for path in INPUTS]) + " plain" * plain
    archive = folder / ARCHIVE
    if archive.exists() and ZipFile(archive).comment.decode() == state:
        return []
    rmtree(folder, ignore_errors=True)
    taught = lessons(executed())
    if not taught:
        return []
    found = written(folder, taught, plain)
    packed = found | {LIST: found[LIST].replace(BACK, b""), "LICENCE.txt": LICENCE.read_bytes()}
    draft = folder / f".{ARCHIVE}"  # so that no half-written archive ever stands there
    pack(draft, {f"docked-class/{file}": content for file, content in packed.items()})
    with ZipFile(draft, "a") as zipped:
        zipped.comment = state.encode()
    draft.replace(archive)
    return [*found, ARCHIVE]


def written(folder: Path, taught: list[Lesson], plain: bool) -> dict[str, bytes]:
    """Write the papers into an empty folder, their list last; return the content of each file by its name."""
    folder.mkdir(parents=True)
    about, more = book(places().site), decks(taught)
    pages = texts(taught, more, about)
    for file, text in pages.items():
        (folder / file).write_bytes(text.encode())
    if not plain:
        printed(folder)
        for file, content in office(taught, pages, about, KEPT, more).items():
            (folder / file).write_bytes(content)
    found = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    found[LIST] = file_list(taught, found, about).encode()
    (folder / LIST).write_bytes(found[LIST])
    return found


def texts(taught: list[Lesson], more: dict[str, list[Slide]], about) -> dict[str, str]:
    """Return the text of every paper by its name; `more` are slides of no one chapter."""
    lesson, kit = ((TEACH / name).read_text("utf-8") for name in ("one-lesson.md", "keep-it-flying.md"))
    found = papers(taught, about) | {KIT: print_kit(kit, about)}
    for one in taught:
        if one.name == CHAPTER:
            found[PACK] = print_pack(one, lesson, about)
    for file, shown in more.items():
        found[f"{file}.html"] = slides(
            shown, lesson={"title": "One lesson"}, address=about.address("teach/one-lesson"), **about_all(about)
        )
    return found


def decks(taught: list[Lesson]) -> dict[str, list[Slide]]:
    """Return the slides that are of no one chapter, by the stem of their file."""
    guide = (TEACH / "one-lesson.md").read_text("utf-8")
    chapter = next((one for one in taught if one.name == CHAPTER), None)
    return {SLIDES: lesson_deck(chapter, guide)} if chapter else {}


def printed(folder: Path) -> list[str]:
    """Print the packs as PDF on A4, where there is a Chromium; return the names of the files."""
    if not find_chromium():
        print(f"The papers were not printed as PDF: {NONE}")
        return []
    pages = [folder / name for name in PRINTED if (folder / name).exists()]
    with TemporaryDirectory(prefix="docked-print-") as copies:
        Path(copies, STYLE).write_text((folder / STYLE).read_text("utf-8") + A4, "utf-8")
        for page in pages:
            copy = Path(copies, page.name)
            copy.write_bytes(page.read_bytes())
            print_pdf(copy, target := page.with_suffix(".pdf"))
            target.write_bytes(MOMENT.sub(b"(D:20260101000000", target.read_bytes()))
    return [page.with_suffix(".pdf").name for page in pages]


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
