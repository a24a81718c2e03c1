"""Knows the book: its addresses, its authors, how to cite it. Everything comes from _config.yml and CITATION.cff."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parents[2]
CITATION = ROOT / "CITATION.cff"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Book:
    """The book as a citation names it."""

    title: str
    authors: str
    version: str
    year: int
    base: str
    language: str = "en"

    @property
    def credit(self) -> str:
        """Return what a file of questions says of the book."""
        return f"{self.title}. {self.authors}. {self.base} CC BY 4.0."

    def address(self, page: str) -> str:
        """Return the address of a page; the title page is the folder itself."""
        return self.base if page == "index" else f"{self.base}{page}.html"

    def citation(self, page: str, title: str) -> str:
        """Return how to cite a page, in one line."""
        where = f"{_with_full_stop(title)} In: {self.title}" if page != "index" else self.title
        parts = f"{self.authors} ({self.year}):", _with_full_stop(where), f"Version {self.version}.", self.address(page)
        return f"{' '.join(parts)} (CC BY 4.0)"


def _with_full_stop(text: str) -> str:
    return text if text.endswith(("?", "!", ".")) else f"{text}."


@cache
def book(base: str, language: str = "en") -> Book:
    """Return the book that lives at a base address, in a language."""
    known = yaml.safe_load(CITATION.read_text("utf-8"))
    authors = ", ".join(author.get("name") or f"{author['given-names']} {author['family-names']}"
                        for author in known["authors"])  # fmt: skip
    return Book(
        known["title"], authors, known["version"], known["date-released"].year, base.rstrip("/") + "/", language
    )


@cache
def chapter_numbers() -> dict[str, int]:
    """Return the number of each chapter, by its page: its place among the chapters of `_toc.yml`."""
    order = dict.fromkeys(page for page in parse_toc_yaml(ROOT / "_toc.yml") if page.startswith("chapters/"))
    return {page: number for number, page in enumerate(order, start=1)}


def sitemap(book: Book, pages: list[str]) -> str:
    """Return the list of pages for search engines."""
    rows = "\n".join(f"<url><loc>{book.address(page)}</loc></url>" for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{head}\n{rows}\n</urlset>\n"


def robots(book: Book) -> str:
    """Return what search engines may read: all but the search page, which says so itself."""
    return f"User-agent: *\nAllow: /\nSitemap: {book.base}sitemap.xml\n"
