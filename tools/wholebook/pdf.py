"""Prints the book as PDF files, A4 and Letter: contents with page numbers, bookmarks."""

import re
from base64 import b64encode
from html import unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from chromium import print_pdf
from cover import render_cover
from markupsafe import Markup
from metadata import Book

from .sections import STYLESHEET, Section, group_by_part, render

PAPER_SIZES = {"a4": "A4", "letter": "letter"}
PRINT_STYLESHEET = Path(__file__).with_name("print.css")
HEADING = re.compile(r"<h[1-3][^>]*>(.*?)</h[1-3]>", re.S)
PAGE_NUMBER = re.compile(r'(?<=data-page=")([\w-]+)">')
INTERNAL_LINK = re.compile(r'href="[\w-]+\.xhtml#')


def build_html(sections: list[Section], book: Book) -> str:
    """Return the book as one HTML file, still without paper size and page numbers."""
    css = STYLESHEET.read_text("utf-8") + PRINT_STYLESHEET.read_text("utf-8")
    body = "\n".join(INTERNAL_LINK.sub('href="#', section.html) for section in sections)
    context = {"css": Markup(css), "cover": b64encode(render_cover(book)).decode(), "body": Markup(body)}
    return render("print.html", book=book, parts=group_by_part(sections), **context)


def print_book(html: str, paper: str, book: Book) -> bytes:
    """Return the book as PDF. It is printed twice: the first print gives the page numbers for the contents."""
    html = html.replace("<style>", f"<style>@page {{ size: {PAPER_SIZES[paper]}; }}\n", 1)
    with TemporaryDirectory() as folder:
        page, printed = Path(folder) / "book.html", Path(folder) / "book.pdf"
        page.write_text(html, "utf-8")
        print_pdf(page, printed, "--generate-pdf-document-outline")
        page.write_text(insert_page_numbers(html, printed), "utf-8")
        print_pdf(page, printed, "--generate-pdf-document-outline")
        return finish_pdf(printed, list_headings(html), book)


def insert_page_numbers(html: str, printed: Path) -> str:
    """Return the book with the page of each section in the contents, as in a printed PDF."""
    with pikepdf.open(printed) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        page_of = {name.lstrip("/"): numbers[target[0].objgen] for name, target in pdf.Root.Dests.items()}
    return PAGE_NUMBER.sub(lambda found: f'{found[1]}">{page_of[found[1]]}', html)


def list_headings(html: str) -> dict[str, str]:
    """Return the headings of the book by their text without spaces, because Chromium's bookmarks lose some spaces."""
    headings = (unescape(re.sub(r"<[^>]+>", "", heading)) for heading in HEADING.findall(html))
    return {"".join(heading.split()): " ".join(heading.split()) for heading in headings}


def finish_pdf(printed: Path, headings: dict[str, str], book: Book) -> bytes:
    """Return the PDF with the book's metadata and bookmarks; the same print gives the same bytes."""
    day = f"D:{book.released:%Y%m%d}000000Z"
    with pikepdf.open(printed) as pdf:
        with pdf.open_outline() as outline:
            rename_bookmarks(outline.root, headings)
        deduplicate_images(pdf)
        del pdf.docinfo
        for name, value in {"Title": book.title, "Author": book.authors, "CreationDate": day, "ModDate": day}.items():
            pdf.docinfo[f"/{name}"] = value
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return target.getvalue()


def rename_bookmarks(bookmarks: list, headings: dict[str, str]) -> None:
    """Give each bookmark the text of its heading, with its spaces."""
    for bookmark in bookmarks:
        bookmark.title = headings.get("".join(bookmark.title.split()), bookmark.title)
        rename_bookmarks(bookmark.children, headings)


def deduplicate_images(pdf: pikepdf.Pdf) -> None:
    """Store each image once: Chromium embeds the hatching of a chart again wherever it is used."""
    images_by_content = {}
    for pdf_object in pdf.objects:
        is_container = isinstance(pdf_object, pikepdf.Dictionary | pikepdf.Stream)
        if is_container and "/XObject" in pdf_object.get("/Resources", {}):
            images = pdf_object.Resources.XObject
            for name, image in images.items():
                images[name] = images_by_content.setdefault(image.read_raw_bytes(), image)
