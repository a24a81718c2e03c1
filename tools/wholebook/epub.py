"""Writes the book as EPUB 3: one file for each section, contents and cover."""

from pathlib import Path

from cover import render_cover
from metadata import LICENCE, Book
from zip_file import write_zip

from .sections import STYLESHEET, Section, group_by_part, render


def write_epub(sections: list[Section], book: Book, target: Path) -> None:
    """Write the EPUB file; the same book gives the same bytes."""
    files = {
        "package.opf": render("package.opf", book=book, licence=LICENCE, sections=sections),
        "nav.xhtml": render("nav.xhtml", book=book, title="Contents", parts=group_by_part(sections)),
        "cover.xhtml": render("cover.xhtml", book=book, title=book.title),
        "book.css": STYLESHEET.read_text("utf-8"),
    }
    for section in sections:
        files[f"{section.name}.xhtml"] = render("page.xhtml", book=book, title=section.title, section=section)
    members = {"mimetype": b"application/epub+zip", "META-INF/container.xml": render("container.xml").encode()}
    members |= {f"EPUB/{name}": text.encode() for name, text in files.items()}
    write_zip(target, members | {"EPUB/cover.jpg": render_cover(book)})
