"""Writes what a teacher can edit, slides for PowerPoint and sheets for Word, and keeps it until its content changes."""

from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from os import cpu_count
from pathlib import Path

from fingerprint import fingerprint, version_of

from .deck import Deck
from .powerpoint import presentation
from .word import LARGE, POINTS, document

WRITERS = ("python-pptx", "pypandoc-binary", "resvg-py", "lxml")


def office(pages: dict[str, str], decks: dict[str, Deck], kept: Path) -> dict[str, bytes]:
    """Return sheets for Word and slides for PowerPoint by their files; `kept` holds what was made before."""
    jobs = {f"{stem}.docx": (document, page, LARGE if "-large" in stem else POINTS) for stem, page in pages.items()}
    jobs |= {f"{stem}.pptx": (presentation, deck) for stem, deck in decks.items()}
    kept.mkdir(parents=True, exist_ok=True)
    writers = [fingerprint([Path(__file__).parent]), *map(version_of, WRITERS)]
    places = {
        file: kept / sha256(repr((content, writers)).encode()).hexdigest() for file, (_, *content) in jobs.items()
    }
    for old in set(kept.iterdir()) - set(places.values()):
        old.unlink()
    todo = [file for file, place in places.items() if not place.exists()]
    with ProcessPoolExecutor(cpu_count()) as pool:  # as many at a time as there are processors
        for file, content in zip(todo, pool.map(done, [jobs[file] for file in todo]), strict=True):
            draft = places[file].with_suffix(".draft")  # so that no half-written file is ever kept
            draft.write_bytes(content)
            draft.replace(places[file])
    return {file: place.read_bytes() for file, place in places.items()}


def done(job: tuple) -> bytes:
    """Write one file: call its writer with the content."""
    writer, *content = job
    return writer(*content)
