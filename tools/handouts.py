"""Writes each chapter's slides, worksheets, key and plan, the packs and the tests into the site."""

import re
from functools import partial
from pathlib import Path
from shutil import copy, rmtree
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from chromium import print_pdf
from classpapers import five_lessons
from classpapers.deck import Deck, build_chapter_deck
from classpapers.kit import KIT, render_kit
from classpapers.lesson import build_lesson
from classpapers.one_lesson import CHAPTER, PACK, SLIDES, build_one_lesson
from classpapers.powerpoint import build_presentation
from classpapers.prose import add_path_to_errors
from classpapers.sheets import KINDS, STYLESHEET, as_of, render, render_sheets, render_test
from classpapers.word import build_document
from file_cache import cached_files
from fingerprint import fingerprint, installed_version
from freshquiz import draw_test
from metadata import Book, load_book
from notebooks import chapters, tags
from paths import OUTPUT, ROOT, TEACH
from quiz import QUESTION_COUNT, SITE_SEEDS, name_test
from running import ToolError
from zip_file import write_zip

TEST_PARTS = {"": "", "-key": ", key"}  # by suffix of the file stem
INDEX, ARCHIVE = "index.html", "docked-class.zip"
FORMATS = {".html": "web page", ".pdf": "PDF", ".docx": "Word", ".pptx": "PowerPoint"}
TEST_TITLES = {
    five_lessons.TEST: five_lessons.TEST_TITLE,
    **{name_test(seed, QUESTION_COUNT)[1]: f"Test {seed}" for seed in SITE_SEEDS},
}
PACKS = {
    PACK: "One lesson, 45 or 60 minutes",
    SLIDES: "One lesson, slides",
    KIT: "Keep It Flying, the game on paper",
    **{f"{stem}{suffix}": title + part for stem, title in TEST_TITLES.items() for suffix, part in TEST_PARTS.items()},
    five_lessons.CLOSING_TASK: "Closing task of the five lessons",
}
TOOLS = ROOT / "tools"
CACHE = OUTPUT / ".office"  # of Word and PowerPoint files
CONVERTERS = ("python-pptx", "pypandoc-binary", "resvg-py", "lxml", "matplotlib")  # matplotlib has the fonts
PDF_PACKS = (PACK, KIT)
A4_RULE = "\n@page { size: A4; margin: 18mm 15mm; @bottom-right { vertical-align: top; } }\n"  # also fits on Letter
PDF_DATE = re.compile(rb"\(D:\d{14}")  # time of printing, replaced so that the same page gives the same bytes
BACK_LINK = b' <a href="../index.html">Back to the book</a>'  # removed in the archive


def plan_path(chapter: str) -> Path:
    """Return the path of a chapter's lesson plan; in the student edition the file does not exist."""
    return TEACH / "plans" / f"{chapter}.md"


def write_papers(folder: Path, executed: dict, plain: bool = False) -> None:
    """Write all papers, and an archive of them, into a folder that is emptied first.

    `executed` are the executed notebooks by chapter name. `plain` leaves out PDF, Word and PowerPoint files.
    ToolError: a lesson plan or a guide lacks a section.
    """
    rmtree(folder, ignore_errors=True)
    lessons = build_lessons(executed)
    info, papers, decks = load_book(), {}, {}
    for lesson in lessons:
        papers |= render_sheets(lesson, info)
        decks[f"{lesson.name}-slides"] = build_chapter_deck(lesson, info.address(f"chapters/{lesson.name}"))
        if lesson.name == CHAPTER:
            papers[PACK], decks[SLIDES] = build_one_lesson(lesson, info)
    if lessons:
        papers[five_lessons.CLOSING_TASK] = five_lessons.render_closing_task(info.address("teach/five-lessons"))
        papers |= render_tests(info)
    files = {STYLESHEET: render(STYLESHEET), f"{KIT}.html": render_kit(info)}
    files |= {f"{stem}.html": page for stem, page in papers.items() if not stem.endswith("-plan")}
    for stem, deck in decks.items():
        files[f"{stem}.html"] = render("slides.html", deck=deck, address=deck.address)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    if not plain:
        print_packs(folder)
        for name, content in build_office_files(papers, decks).items():
            (folder / name).write_bytes(content)
    lists = {"Start here": PACKS}
    lists |= {lesson.title: {f"{lesson.name}-{key}": name for key, name in KINDS.items()} for lesson in lessons}
    page = render(INDEX, lists=lists, formats=partial(list_formats, folder), address=info.base)
    (folder / INDEX).write_text(page, "utf-8")
    write_archive(folder)


def render_tests(info: Book) -> dict[str, str]:
    """Return the tests with random questions, that on the five lessons, and their keys as HTML by file stem."""
    pages = five_lessons.render_five_lessons_test(info.address("teach/five-lessons"))
    for seed in SITE_SEEDS:
        title, stem = name_test(seed, QUESTION_COUNT)
        questions = draw_test(seed, QUESTION_COUNT)
        pages |= render_test("quiz.html", stem, title=title, questions=questions, address=info.base)
    return pages


def build_lessons(executed: dict) -> list[SimpleNamespace]:
    """Return the content of each chapter that has a lesson plan and a header cell."""
    lessons = []
    for number, chapter in enumerate(chapters(), start=1):
        plan, cells = plan_path(chapter.name), executed[chapter.name].cells
        if plan.exists() and any("header" in tags(cell) for cell in cells):
            with add_path_to_errors(plan):
                lessons.append(build_lesson(chapter, number, cells, plan.read_text("utf-8")))
    return lessons


def write_archive(folder: Path) -> None:
    """Write a zip of all papers into their folder, with the licence and without links to the site."""
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    files |= {INDEX: files[INDEX].replace(BACK_LINK, b""), "LICENCE.txt": (ROOT / "LICENSE-CONTENT").read_bytes()}
    write_zip(folder / ARCHIVE, {f"docked-class/{name}": content for name, content in files.items()})


def build_office_files(papers: dict[str, str], decks: dict[str, Deck]) -> dict[str, bytes]:
    """Return papers as Word files and decks as PowerPoint files, by file name."""
    jobs = {f"{stem}.docx": (build_document, page) for stem, page in papers.items()}
    jobs |= {f"{stem}.pptx": (build_presentation, deck) for stem, deck in decks.items()}
    code = [TOOLS / "classpapers", TOOLS / "zip_file.py", ROOT / "src" / "issfacts" / "kit"]  # kit has the colours
    return cached_files(CACHE, jobs, [fingerprint(code), as_of(), *map(installed_version, CONVERTERS)])


def print_packs(folder: Path) -> None:
    """Print the packs as PDF on A4; if that is not possible, say why."""
    with TemporaryDirectory(prefix="docked-print-") as copies:
        Path(copies, STYLESHEET).write_text((folder / STYLESHEET).read_text("utf-8") + A4_RULE, "utf-8")
        pages = [folder / f"{stem}.html" for stem in PDF_PACKS]
        try:
            for page in filter(Path.exists, pages):
                print_pack(Path(copy(page, copies)), page.with_suffix(".pdf"))
        except ToolError as error:
            print(f"The papers were not printed as PDF: {error}")


def print_pack(page: Path, target: Path) -> None:
    """Print a page as PDF with a fixed date. ToolError: Chromium was not found, or wrote no file."""
    print_pdf(page, target)
    target.write_bytes(PDF_DATE.sub(b"(D:20260101000000", target.read_bytes()))


def list_formats(folder: Path, stem: str) -> dict[str, str]:
    """Return the existing files of a paper by name, each with its format and size."""
    paths = {folder / f"{stem}{suffix}": label for suffix, label in FORMATS.items()}
    return {
        path.name: f"{label}, {max(1, round(path.stat().st_size / 1000))} kB"
        for path, label in paths.items()
        if path.exists()
    }
