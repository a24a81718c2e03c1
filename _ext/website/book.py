"""Loads the book's metadata from CITATION.cff and _toc.yml; formats addresses, citations, sitemap and robots.txt."""

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
    """The metadata of the book, for one base URL and language."""

    title: str
    authors: str
    version: str
    year: int
    base: str
    language: str = "en"

    @property
    def credit(self) -> str:
        """Return the attribution line for exported files."""
        return f"{self.title}. {self.authors}. {self.base} CC BY 4.0."

    def address(self, page: str) -> str:
        """Return the address of a page; that of the title page is the base URL."""
        return self.base if page == "index" else f"{self.base}{page}.html"

    def citation(self, page: str, title: str) -> str:
        """Return the citation of a page in one line."""
        where = f"{_with_full_stop(title)} In: {self.title}" if page != "index" else self.title
        parts = f"{self.authors} ({self.year}):", _with_full_stop(where), f"Version {self.version}.", self.address(page)
        return f"{' '.join(parts)} (CC BY 4.0)"


def _with_full_stop(text: str) -> str:
    return text if text.endswith(("?", "!", ".")) else f"{text}."


@cache
def load_book(base: str, language: str = "en") -> Book:
    """Load the metadata of the book from CITATION.cff, for a base URL and a language."""
    citation = yaml.safe_load(CITATION.read_text("utf-8"))
    authors = ", ".join(author.get("name") or f"{author['given-names']} {author['family-names']}"
                        for author in citation["authors"])  # fmt: skip
    year = citation["date-released"].year
    return Book(citation["title"], authors, citation["version"], year, base.rstrip("/") + "/", language)


@cache
def chapter_numbers() -> dict[str, int]:
    """Return the number of each chapter by its page: its position among the chapters of `_toc.yml`."""
    chapters = dict.fromkeys(page for page in parse_toc_yaml(ROOT / "_toc.yml") if page.startswith("chapters/"))
    return {page: number for number, page in enumerate(chapters, start=1)}


def sitemap(book: Book, pages: list[str]) -> str:
    """Return the XML sitemap of the pages, for search engines."""
    rows = "\n".join(f"<url><loc>{book.address(page)}</loc></url>" for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{head}\n{rows}\n</urlset>\n"


def robots(book: Book) -> str:
    """Return robots.txt, which allows every page; the search page excludes itself with a `noindex` tag."""
    return f"User-agent: *\nAllow: /\nSitemap: {book.base}sitemap.xml\n"
