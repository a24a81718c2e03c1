"""Writes each chapter's slides, worksheets and key into the site, and their list into teach/papers.md.

The site's build writes the papers, where something they are made of has changed. `make data` writes the list; with
--check this program only says whether it is stale.
"""

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copy, rmtree
from tempfile import TemporaryDirectory
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "_ext"))
from chromium import NONE, find_chromium, print_pdf
from classpapers.deck import chapter_deck
from classpapers.kit import KIT, print_kit
from classpapers.lesson import Lesson
from classpapers.office import office
from classpapers.one_lesson import CHAPTER, PACK, SLIDES, lesson_deck, print_pack
from classpapers.prose import html, section
from classpapers.sheets import LABELS, STYLE, render, sheets
from exports.archive import pack
from fingerprint import fingerprint
from generated import settle
from launch import places
from notebooks import ROOT, chapters, tags
from website.book import book

LISTED = re.compile(r"(?s)(?<=<!-- computed: papers -->\n).*?(?=\n<!-- end -->)")
LIST, ARCHIVE = "index.html", "docked-class.zip"
FORMS = {".html": "web page", ".pdf": "PDF", ".docx": "Word", ".pptx": "PowerPoint"}
PACKS = {
    "one-lesson": "One lesson, 45 or 60 minutes",
    "one-lesson-slides": "One lesson, slides",
    "keep-it-flying-kit": "Keep It Flying, the game on paper",
}
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
ANY_PAGE = (  # the questions of lateral reading, on the slides of each chapter that practises it
    "Who stands behind it, and what do they want?",
    "What do they show for what they say?",
    "What do others say, if they did not copy it?",
)


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
            page = f"plans/{chapter}.html" if kind == "plan" else f"../class/{chapter}-{kind}.html"
            suffix = ".pptx" if kind == "slides" else ".docx"
            form = f'<a href="../class/{chapter}-{kind}{suffix}">{FORMS[suffix]}</a>'
            links.append(f'<a href="{page}">{label}</a> <small>({form})</small>')
    return "<br>".join(links)


def lessons(executed: dict) -> list[Lesson]:
    """Return the lessons of the executed chapters, in their order; without header or lesson plan it is none yet."""
    return [
        Lesson(stem, number, notebook.cells, plan_of(stem).read_text("utf-8"), [*ANY_PAGE], ground_rules())
        for number, (stem, notebook) in enumerate(executed.items(), start=1)
        if plan_of(stem).exists() and any("header" in tags(cell) for cell in notebook.cells)
    ]


@cache
def ground_rules() -> str:
    """Return the rules that hold in every lesson."""
    told = section((TEACH / "one-lesson.md").read_text("utf-8"), "Ground rules")
    return html("\n".join(re.findall(r"^- .*$", told, re.M)))


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
    guide, game_guide = ((TEACH / name).read_text("utf-8") for name in ("one-lesson.md", "keep-it-flying.md"))
    known, pages, decks = book(places().site), {}, {}
    for one in taught:
        pages |= sheets(one, known)
        decks[f"{one.name}-slides"] = chapter_deck(one, known.address(f"chapters/{one.name}"))
        if one.name == CHAPTER:
            pages[PACK], decks[SLIDES] = print_pack(one, guide, known), lesson_deck(one, guide, known)
    found = {STYLE: render(STYLE), KIT: print_kit(game_guide, known)}
    found |= {file: page for file, page in pages.items() if not file.endswith("-plan.html")}
    for stem, deck in decks.items():
        found[f"{stem}.html"] = render("slides.html", kind="slides", deck=deck, address=deck.address)
    for file, text in found.items():
        (folder / file).write_text(text, "utf-8")
    if not plain:
        print_packs(folder)
        stems = {file.removesuffix(".html"): page for file, page in pages.items()}
        for file, content in office(stems, decks, KEPT).items():
            (folder / file).write_bytes(content)
    (folder / LIST).write_text(file_list(taught, folder, known.base), "utf-8")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def file_list(taught: list[Lesson], folder: Path, address: str) -> str:
    """Return the page that lists the files in a folder, each with its kind and size."""
    papers = {one.title: {f"{one.name}-{kind}": label for kind, label in LABELS.items()} for one in taught}
    lists = {
        title: {label: there for stem, label in stems.items() if (there := forms(folder / stem))}
        for title, stems in ({"Start here": PACKS} | papers).items()
    }
    return render(LIST, lists=lists, address=address)


def forms(stem: Path) -> dict[str, str]:
    """Return the files in which a paper is there, each with its kind and size."""
    paths = {stem.with_name(f"{stem.name}{suffix}"): form for suffix, form in FORMS.items()}
    return {
        path.name: f"{form}, {max(1, round(path.stat().st_size / 1000))} kB"
        for path, form in paths.items()
        if path.exists()
    }


def print_packs(folder: Path) -> None:
    """Print the packs as PDF on A4, where there is a Chromium."""
    if not find_chromium():
        print(f"The papers were not printed as PDF: {NONE}")
        return
    with TemporaryDirectory(prefix="docked-print-") as copies:
        Path(copies, STYLE).write_text((folder / STYLE).read_text("utf-8") + A4, "utf-8")
        for page in [folder / name for name in PRINTED if (folder / name).exists()]:
            print_pdf(Path(copy(page, copies)), target := page.with_suffix(".pdf"))
            target.write_bytes(MOMENT.sub(b"(D:20260101000000", target.read_bytes()))


if __name__ == "__main__":
    sys.exit(settle({PAGE: LISTED.sub(lambda _: listed(), PAGE.read_text("utf-8"))}))
