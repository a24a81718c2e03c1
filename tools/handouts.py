"""Writes each chapter's slides, worksheets and key into the site, and their list into teach/papers.md.

The site's build writes the papers. `make data` writes the list; with --check this program only says whether it is
stale.
"""

import re
import sys
from functools import partial
from itertools import groupby
from pathlib import Path
from shutil import copy, rmtree
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "_ext"))
from chromium import NOT_FOUND, find_chromium, print_pdf
from classpapers.deck import Deck, chapter_deck
from classpapers.kit import KIT, print_kit
from classpapers.lesson import lesson
from classpapers.one_lesson import CHAPTER, PACK, SLIDES, one_lesson
from classpapers.powerpoint import presentation
from classpapers.prose import reading
from classpapers.sheets import KINDS, STYLE, as_of, render, sheets
from classpapers.word import LARGE, POINTS, document
from exports.archive import write_zip
from file_cache import cached_files
from fingerprint import fingerprint, installed_version
from generated import write_or_check
from launch import site_config
from notebooks import ROOT, chapters, tags
from website.book import load_book

LISTED = re.compile(r"(?s)(?<=<!-- computed: papers -->\n).*?(?=\n<!-- end -->)")
LIST, ARCHIVE = "index.html", "docked-class.zip"
FORMS = {".html": "web page", ".pdf": "PDF", ".docx": "Word", ".pptx": "PowerPoint"}
PACKS = {PACK: "One lesson, 45 or 60 minutes", SLIDES: "One lesson, slides", KIT: "Keep It Flying, the game on paper"}
TEACH, TOOLS = ROOT / "teach", ROOT / "tools"
PAGE = TEACH / "papers.md"
KEPT = ROOT / "_build" / ".office"  # files for Word and PowerPoint, until their content changes
WRITERS = ("python-pptx", "pypandoc-binary", "resvg-py", "lxml", "matplotlib")  # the last one has the letters
PRINTED = (PACK, KIT)  # as PDF too
A4 = "\n@page { size: A4; margin: 18mm 15mm; @bottom-right { vertical-align: top; } }\n"  # whose middle fits Letter
MOMENT = re.compile(rb"\(D:\d{14}")  # of printing; without it the bytes follow from the page alone
BACK = b' <a href="../index.html">Back to the book</a>'  # which is not in the archive


def listed() -> str:
    """Return the table of all papers; raw links, for the files come into the site after its pages."""
    columns = {column: [*kinds] for column, kinds in groupby(KINDS, key=lambda kind: KINDS[kind][1])}
    lines = [f"| Chapter | {' | '.join(columns)} |", "|---" * (1 + len(columns)) + "|"]
    for one in chapters():
        cells = ["<br>".join(filter(None, (linked(one.name, kind) for kind in kinds))) for kinds in columns.values()]
        lines.append(f"| [{one.title}](../chapters/{one.name}.ipynb) | {' | '.join(cells)} |")
    return "\n".join(lines)


def linked(chapter: str, kind: str) -> str:
    """Return the links to a paper of a chapter, a page first and then a file to change; not every plan has cards."""
    if kind == "cards" and "\n### Cards\n" not in plan_of(chapter).read_text("utf-8"):
        return ""
    page = f"plans/{chapter}.html" if kind == "plan" else f"../class/{chapter}-{kind}.html"
    suffix = ".pptx" if kind == "slides" else ".docx"
    file = f'<a href="../class/{chapter}-{kind}{suffix}">{FORMS[suffix]}</a>'
    return f'<a href="{page}">{KINDS[kind][2]}</a> <small>({file})</small>'


def plan_of(chapter: str) -> Path:
    """Return where the lesson plan of a chapter lies; the student edition has none."""
    return TEACH / "plans" / f"{chapter}.md"


def write_handouts(folder: Path, executed: dict, plain: bool = False) -> None:
    """Write all papers, the archive last, into a folder that holds nothing else then.

    `executed` are the notebooks with their outputs, by name. `plain` leaves out PDF, Word and PowerPoint files.
    PartError: a lesson plan or a guide lacks a part.
    """
    rmtree(folder, ignore_errors=True)
    taught = []
    for number, one in enumerate(chapters(), start=1):
        plan, cells = plan_of(one.name), executed[one.name].cells
        if plan.exists() and any("header" in tags(cell) for cell in cells):  # without either it is no lesson yet
            with reading(plan):
                taught.append(lesson(one, number, cells, plan.read_text("utf-8")))
    known, papers, decks = load_book(site_config().site), {}, {}
    for one in taught:
        papers |= sheets(one, known)
        decks[f"{one.name}-slides"] = chapter_deck(one, known.address(f"chapters/{one.name}"))
        if one.name == CHAPTER:
            papers[PACK], decks[SLIDES] = one_lesson(one, known)
    files = {STYLE: render(STYLE), f"{KIT}.html": print_kit(known)}
    files |= {f"{stem}.html": page for stem, page in papers.items() if not stem.endswith("-plan")}
    for stem, deck in decks.items():
        files[f"{stem}.html"] = render("slides.html", deck=deck, address=deck.address)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    if not plain:
        print_packs(folder)
        for name, content in office(papers, decks).items():
            (folder / name).write_bytes(content)
    lists = {"Start here": PACKS}
    lists |= {one.title: {f"{one.name}-{kind}": name for kind, (name, *_) in KINDS.items()} for one in taught}
    page = render(LIST, lists=lists, forms=partial(forms, folder), address=known.base)
    (folder / LIST).write_text(page, "utf-8")
    packed = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    packed |= {LIST: packed[LIST].replace(BACK, b""), "LICENCE.txt": (ROOT / "LICENSE-CONTENT").read_bytes()}
    write_zip(folder / ARCHIVE, {f"docked-class/{name}": content for name, content in packed.items()})


def office(papers: dict[str, str], decks: dict[str, Deck]) -> dict[str, bytes]:
    """Return sheets for Word and slides for PowerPoint by their files."""
    jobs = {f"{stem}.docx": (document, page, LARGE if "-large" in stem else POINTS) for stem, page in papers.items()}
    jobs |= {f"{stem}.pptx": (presentation, deck) for stem, deck in decks.items()}
    code = [TOOLS / "classpapers", TOOLS / "exports", ROOT / "src" / "issfacts" / "kit"]  # the kit has the colours
    return cached_files(KEPT, jobs, [fingerprint(code), as_of(), *map(installed_version, WRITERS)])


def print_packs(folder: Path) -> None:
    """Print the packs as PDF on A4, where there is a Chromium."""
    if not find_chromium():
        print(f"The papers were not printed as PDF: {NOT_FOUND}")
        return
    with TemporaryDirectory(prefix="docked-print-") as copies:
        Path(copies, STYLE).write_text((folder / STYLE).read_text("utf-8") + A4, "utf-8")
        for page in [path for stem in PRINTED if (path := folder / f"{stem}.html").exists()]:
            print_pdf(Path(copy(page, copies)), target := page.with_suffix(".pdf"))
            target.write_bytes(MOMENT.sub(b"(D:20260101000000", target.read_bytes()))


def forms(folder: Path, stem: str) -> dict[str, str]:
    """Return the files in which a paper is there, each with its kind and size."""
    paths = {folder / f"{stem}{suffix}": form for suffix, form in FORMS.items()}
    return {
        path.name: f"{form}, {max(1, round(path.stat().st_size / 1000))} kB"
        for path, form in paths.items()
        if path.exists()
    }


if __name__ == "__main__":
    sys.exit(write_or_check({PAGE: LISTED.sub(lambda _: listed(), PAGE.read_text("utf-8"))}))
