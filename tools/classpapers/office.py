"""Writes what a teacher can edit, slides for PowerPoint and sheets for Word, and keeps it until its content changes."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from os import cpu_count
from pathlib import Path

from fingerprint import fingerprint, version_of

from issfacts.kit.wording import day

from .deck import Slide, deck
from .lesson import Lesson
from .pack import PACK
from .powerpoint import presentation
from .sheets import LARGE, POINTS, about_all, editable, kinds, name, paper, word_styles
from .word import document

WRITERS = ("python-pptx", "pypandoc-binary", "resvg-py", "lxml")


@dataclass(frozen=True)
class Order:
    """Hold what one file is made of: slides with their credit, or a page with the size of its letters in points."""

    content: list[Slide] | str
    detail: str | int

    def file(self) -> bytes:
        """Return the content of the file."""
        if isinstance(self.content, str):
            return document(self.content, word_styles(self.detail), self.detail)
        return presentation(self.content, self.detail)


def office(lessons: list[Lesson], pages: dict[str, str], book, kept: Path, more: dict) -> dict[str, bytes]:
    """Return the files for Word and PowerPoint by name, of lessons and papers and of `more` slides.

    `kept` holds what was made before.
    """
    orders, about = {}, about_all(book)
    for lesson in lessons:
        address = book.address(f"chapters/{lesson.name}")
        for kind in kinds(lesson):
            content, detail = pages[name(lesson.name, kind)], LARGE if kind == "worksheet-large" else POINTS
            if kind == "slides":
                content, detail = deck(lesson), credit(f"chapter {lesson.number}", about["as_of"], address)
            orders[editable(lesson.name, kind)] = Order(content, detail)
        plan = paper("plan", lesson=lesson, address=book.address(f"teach/plans/{lesson.name}"), **about)
        orders[editable(lesson.name, "plan")] = Order(plan, POINTS)
    if PACK in pages:
        orders[PACK.replace(".html", ".docx")] = Order(pages[PACK], POINTS)
    for file, slides in more.items():
        orders[f"{file}.pptx"] = Order(slides, credit("one lesson", about["as_of"], book.base))
    return made(orders, kept)


def credit(part: str, as_of: date, address: str) -> str:
    """Return what the first slide says of the book."""
    return f"<p>Docked, {part}. Facts as of {day(as_of)}. CC BY 4.0. {address}</p>"


def made(orders: dict[str, Order], kept: Path) -> dict[str, bytes]:
    """Return the ordered files; those not kept are written, as many at a time as there are processors."""
    kept.mkdir(parents=True, exist_ok=True)
    writers = [fingerprint([Path(__file__).parent]), *map(version_of, WRITERS)]
    places = {file: kept / sha256(repr((order, writers)).encode()).hexdigest() for file, order in orders.items()}
    for old in set(kept.iterdir()) - set(places.values()):
        old.unlink()
    todo = [file for file, place in places.items() if not place.exists()]
    with ProcessPoolExecutor(cpu_count()) as pool:
        for file, content in zip(todo, pool.map(Order.file, [orders[file] for file in todo]), strict=True):
            draft = places[file].with_suffix(".draft")  # so that no half-written file is ever kept
            draft.write_bytes(content)
            draft.replace(places[file])
    return {file: place.read_bytes() for file, place in places.items()}
