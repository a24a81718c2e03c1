"""Prints the book to PDF, A4 and Letter: contents with page numbers, bookmarks, one file each."""

import re
from base64 import b64encode
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from chromium import print_pdf
from pypdf import PdfReader, PdfWriter
from website.book import Book

from .cover import draw_cover
from .epub import STYLE, broken
from .whole import Section, Whole

PAPERS = {"a4": "A4", "letter": "letter"}
PRINT = Path(__file__).with_name("print.css")
INNER = re.compile(r'href="[\w-]+\.xhtml#')  # on paper all sections are one file


def paper_html(whole: Whole, book: Book) -> str:
    """Return the book as one HTML file, without paper size and page numbers."""
    title, _, subtitle = book.title.partition(": ")
    with TemporaryDirectory() as folder:
        picture = Path(folder) / "cover.png"
        draw_cover(title, broken(subtitle), book.authors, picture)
        drawn = b64encode(picture.read_bytes()).decode()
    sections = "\n".join(INNER.sub('href="#', whole.html(one)) for one in whole.sections)
    return (
        f'<!doctype html>\n<html lang="{book.language}"><head><meta charset="utf-8"><title>{escape(book.title)}</title>'
        f"<style>{STYLE.read_text('utf-8')}{PRINT.read_text('utf-8')}</style></head>\n<body>"
        f'<section class="cover"><img src="data:image/png;base64,{drawn}" alt="{escape(book.title)}"></section>'
        f"{contents(whole.sections)}\n{sections}</body></html>"
    )


def contents(sections: list[Section]) -> str:
    """Return the contents, with a gap for each page number."""
    listed = ""
    for part, group in groupby(sections, key=lambda one: one.part):
        listed += f'<li class="part">{escape(part)}</li>' if part else ""
        listed += "".join(
            f'<li><a href="#{one.name}"><span>{escape(one.title)}</span><span data-page="{one.name}"></span></a></li>'
            for one in group
        )
    return f'<section id="contents"><h1>Contents</h1><ol class="contents">{listed}</ol></section>'


def write_pdf(html: str, paper: str, book: Book, released: str, target: Path) -> None:
    """Print twice: the first print tells the page numbers of the contents."""
    html = html.replace("<style>", f"<style>@page {{ size: {PAPERS[paper]}; }}\n", 1)
    with TemporaryDirectory() as folder:
        page, printed = Path(folder) / "book.html", Path(folder) / "book.pdf"
        page.write_text(html, "utf-8")
        print_pdf(page, printed, "--generate-pdf-document-outline")
        page.write_text(numbered(html, PdfReader(printed)), "utf-8")
        print_pdf(page, printed, "--generate-pdf-document-outline")
        finish(printed, book, released, target)


def numbered(html: str, printed: PdfReader) -> str:
    """Return the book with the page of each section in the contents."""
    pages = {name.lstrip("/"): printed.get_destination_page_number(place) + 1
             for name, place in printed.named_destinations.items()}  # fmt: skip
    return re.sub(r'(?<=data-page=")([\w-]+)">', lambda gap: f'{gap[1]}">{pages[gap[1]]}', html)


def finish(printed: Path, book: Book, released: str, target: Path) -> None:
    """Write the PDF with the book's own data in place of the moment and the program."""
    writer = PdfWriter(clone_from=printed)
    day = f"D:{released.replace('-', '')}000000Z"
    writer.metadata = {"/Title": book.title, "/Author": book.authors, "/CreationDate": day, "/ModDate": day}
    writer.write(target)
