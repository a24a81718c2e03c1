"""Reads chapters as their readers do: the prose of a notebook or page, its links and its numerals."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parent.parent
NOT_CORE = {"extra", "exercise", "solution", "teacher", "header"}
LINK = re.compile(r"\[(?P<text>[^\]\[]+)\]\((?P<target>[^)\s]+)\)(?:\{[^}]*\})?")
WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
]


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook, or the whole of a Markdown page."""

    page: Path
    id: str
    kind: str
    source: str
    tags: frozenset

    def __str__(self):
        return f"{self.page.relative_to(ROOT)}, cell {self.id}"


def toc_pages() -> list[str]:
    """Return the names of all pages in reading order."""
    sitemap = parse_toc_yaml(ROOT / "_toc.yml")
    return list(dict.fromkeys([sitemap.root.docname, *sitemap]))


def source_of(page: str) -> Path:
    """Return the file a page is made of."""
    return next(path for end in (".ipynb", ".md") if (path := ROOT / f"{page}{end}").exists())


def cells(path: Path) -> list[Cell]:
    """Return the cells of a notebook; a Markdown page is one cell."""
    if path.suffix == ".md":
        return [Cell(path, "page", "markdown", path.read_text("utf-8"), frozenset())]
    notebook = json.loads(path.read_text("utf-8"))
    return [
        Cell(
            path,
            cell["id"],
            cell["cell_type"],
            "".join(cell["source"]),
            frozenset(cell["metadata"].get("tags", ())),
        )
        for cell in notebook["cells"]
    ]


def written_pages() -> list[Path]:
    """Return the pages somebody wrote: all but the generated reference."""
    return [source_of(page) for page in toc_pages() if not page.startswith("reference/")]


def notebooks() -> list[Path]:
    """Return the chapters that are notebooks."""
    return [path for path in written_pages() if path.suffix == ".ipynb"]


def prose(path: Path) -> list[Cell]:
    """Return the Markdown cells of a page."""
    return [cell for cell in cells(path) if cell.kind == "markdown"]


def core(path: Path) -> str:
    """Return the core reading of a chapter as plain text, without links, markup, tables and the way on."""
    text = "\n\n".join(cell.source for cell in prose(path) if not cell.tags & NOT_CORE and cell.id != "next")
    return plain(text)


def plain(markdown: str) -> str:
    """Return Markdown as the words a reader reads."""
    text = LINK.sub(lambda match: match["text"], markdown)
    text = re.sub(r"^\s*(?::::.*|\|.*|<.*?>\s*)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"<[^>]+>|https?://\S+", " ", text)
    return re.sub(r"[*_`#>]|^\s*(?:[-+]|\d+\.)\s", " ", text, flags=re.MULTILINE)


def normal(text: str) -> str:
    """Return a number as it is compared: lower case, words for numbers as digits, no markup."""
    text = re.sub(r"[*_`]", "", text).lower()
    for number, word in enumerate(WORDS):
        text = re.sub(rf"\b{word}\b", str(number), text)
    return re.sub(r"\s+", " ", text).strip()
