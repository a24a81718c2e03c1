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
from classpapers.sheets import KINDS, STYLESHEET, as_of, render, render_sheets
from classpapers.word import build_document
from file_cache import cached_files
from fingerprint import fingerprint, installed_version
from freshquiz import draw_test
from metadata import load_book
from notebooks import chapters, tags
from paths import OUTPUT, ROOT, TEACH
from quiz import QUESTION_COUNT, SITE_SEEDS, name_test, render_quiz
from running import ToolError
from zip_file import read_folder, write_zip

INDEX, ARCHIVE = "index.html", "docked-class.zip"
FORMATS = {".html": "web page", ".pdf": "PDF", ".docx": "Word", ".pptx": "PowerPoint"}
TEST_TITLES = {five_lessons.TEST: five_lessons.TEST_TITLE}
TEST_TITLES |= {name_test(seed, QUESTION_COUNT)[1]: f"Test {seed}" for seed in SITE_SEEDS}
PACKS = {
    PACK: "One lesson, 45 or 60 minutes",
    SLIDES: "One lesson, slides",
    KIT: "Keep It Flying, the game on paper",
}
for stem, title in TEST_TITLES.items():
    PACKS |= {stem: title, f"{stem}-key": f"{title}, key"}
PACKS[five_lessons.CLOSING_TASK] = "Closing task of the five lessons"
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
    folder.mkdir(parents=True)
    lessons = build_lessons(executed)
    papers = render_papers(lessons)
    (folder / STYLESHEET).write_text(render(STYLESHEET), "utf-8")
    for stem, paper in papers.items():
        if not stem.endswith("-plan"):  # the site has a page of it
            page = render("slides.html", deck=paper, address=paper.address) if isinstance(paper, Deck) else paper
            (folder / f"{stem}.html").write_text(page, "utf-8")
    if not plain:
        print_packs(folder)
        for name, content in build_office_files(papers).items():
            (folder / name).write_bytes(content)
    lists = {"Start here": PACKS}
    lists |= {lesson.title: {f"{lesson.name}-{key}": name for key, name in KINDS.items()} for lesson in lessons}
    page = render(INDEX, lists=lists, formats=partial(list_formats, folder), address=load_book().base)
    (folder / INDEX).write_text(page, "utf-8")
    packed = read_folder(folder, "docked-class")
    packed[f"docked-class/{INDEX}"] = page.encode().replace(BACK_LINK, b"")
    packed["docked-class/LICENCE.txt"] = (ROOT / "LICENSE-CONTENT").read_bytes()
    write_zip(folder / ARCHIVE, packed)


def build_lessons(executed: dict) -> list[SimpleNamespace]:
    """Return the content of each chapter that has a lesson plan and a header cell."""
    lessons = []
    for number, chapter in enumerate(chapters(), start=1):
        plan, cells = plan_path(chapter.name), executed[chapter.name].cells
        if plan.exists() and any("header" in tags(cell) for cell in cells):
            with add_path_to_errors(plan):
                lessons.append(build_lesson(chapter, number, cells, plan.read_text("utf-8")))
    return lessons


def render_papers(lessons: list[SimpleNamespace]) -> dict[str, str | Deck]:
    """Return all papers by file stem: slides as a Deck, others as HTML."""
    book = load_book()
    papers = {KIT: render_kit(book)}
    for lesson in lessons:
        papers |= render_sheets(lesson, book)
        papers[f"{lesson.name}-slides"] = build_chapter_deck(lesson, book.address(f"chapters/{lesson.name}"))
        if lesson.name == CHAPTER:
            papers[PACK], papers[SLIDES] = build_one_lesson(lesson, book)
    if lessons:
        papers |= five_lessons.render_papers(book.address("teach/five-lessons"))
        for seed in SITE_SEEDS:
            papers |= render_quiz(seed, draw_test(seed, QUESTION_COUNT))
    return papers


def build_office_files(papers: dict[str, str | Deck]) -> dict[str, bytes]:
    """Return decks as PowerPoint files and papers as Word files, by file name; the kit is to cut out, not to edit."""
    jobs = {}
    for stem, paper in papers.items():
        if isinstance(paper, Deck):
            jobs[f"{stem}.pptx"] = (build_presentation, paper)
        elif stem != KIT:
            jobs[f"{stem}.docx"] = (build_document, paper)
    tools = ROOT / "tools"
    code = [tools / "classpapers", tools / "zip_file.py", ROOT / "src" / "issfacts" / "kit"]  # kit has the colours
    return cached_files(CACHE, jobs, [fingerprint(code), as_of(), *map(installed_version, CONVERTERS)])


def print_packs(folder: Path) -> None:
    """Print the packs as PDF on A4, with a fixed date; if that is not possible, say why."""
    with TemporaryDirectory(prefix="docked-print-") as copies:
        Path(copies, STYLESHEET).write_text((folder / STYLESHEET).read_text("utf-8") + A4_RULE, "utf-8")
        try:
            for page in filter(Path.exists, [folder / f"{stem}.html" for stem in PDF_PACKS]):
                target = page.with_suffix(".pdf")
                print_pdf(Path(copy(page, copies)), target)
                target.write_bytes(PDF_DATE.sub(b"(D:20260101000000", target.read_bytes()))
        except ToolError as error:
            print(f"The papers were not printed as PDF: {error}")


def list_formats(folder: Path, stem: str) -> dict[str, str]:
    """Return the existing files of a paper by name, each with its format and size."""
    paths = {folder / f"{stem}{suffix}": label for suffix, label in FORMATS.items()}
    return {
        path.name: f"{label}, {max(1, round(path.stat().st_size / 1000))} kB"
        for path, label in paths.items()
        if path.exists()
    }
