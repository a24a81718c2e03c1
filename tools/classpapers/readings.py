"""Takes from a chapter the texts that its lesson plan has read out, so that page and class hear the same words."""

import re
from typing import NamedTuple

from notebooks import ROOT, load, source

from .prose import strip_headings


class Reading(NamedTuple):
    """Hold where a text to be read out stands: chapter, cell, and the pattern at which it ends."""

    chapter: str
    cell: str
    end: str = r"\Z"


READINGS = {  # by name of the computed region in the plan
    "neighbours": Reading("if-a-partner-leaves", "rule", r"\n\n(?=[^\n]*\bstation\b)"),  # before the station's sum
    "last-year": Reading("if-a-partner-leaves", "known-end", r" (?=\(|Scholars\b)"),  # before the scholars' name for it
    "real-end": Reading("if-a-partner-leaves", "known-end-real"),
}
CHAPTERS_READ_OUT = dict.fromkeys(reading.chapter for reading in READINGS.values())
LINK_UP = re.compile(r"\]\(\.\./")  # chapters are one folder below the root, plans two


class MissingTextError(ValueError):
    """Raised when a chapter has no cell, or no end of a text, that a plan has read out."""


def quote_reading(name: str) -> str:
    """Return a text to be read out as a Markdown quotation, with links that hold in a lesson plan."""
    reading = READINGS[name]
    notebook = load(ROOT / "chapters" / f"{reading.chapter}.ipynb")
    texts = [strip_headings(source(cell)) for cell in notebook["cells"] if cell["id"] == reading.cell]
    end = next((re.search(reading.end, text) for text in texts), None)
    if not end:
        raise MissingTextError(f"{reading.chapter}, cell {reading.cell!r}: nothing ends at {reading.end!r}")
    text = LINK_UP.sub("](../../", texts[0][: end.start()].strip())
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())
