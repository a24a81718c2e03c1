"""Prints the book to PDF, A4 and Letter: contents with page numbers, bookmarks, one file each."""

import re
from base64 import b64encode
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from chromium import print_pdf
from website.book import Book

from .cover import cover
from .epub import STYLE
from .whole import Section, contents

PAPERS = {"a4": "A4", "letter": "letter"}
PRINT = Path(__file__).with_name("print.css")
HEADING = re.compile(r"<h[1-3][^>]*>(.*?)</h[1-3]>", re.S)
GAP = re.compile(r'(?<=data-page=")([\w-]+)">')
INNER = re.compile(r'href="[\w-]+\.xhtml#')  # on paper all sections are one file


def paper_html(sections: list[Section], book: Book) -> str:
    """Return the book as one HTML file, without paper size and page numbers."""
    drawn = b64encode(cover(book)).decode()
    text = "\n".join(INNER.sub('href="#', one.html) for one in sections)
    return (
        f'<!doctype html>\n<html lang="{book.language}"><head><meta charset="utf-8"><title>{escape(book.title)}</title>'
        f"<style>{STYLE.read_text('utf-8')}{PRINT.read_text('utf-8')}</style></head>\n<body>"
        f'<section class="cover"><img src="data:image/jpeg;base64,{drawn}" alt="{escape(book.title)}"></section>'
        f'<section id="contents" class="contents">{contents(sections, entry)}</section>\n{text}</body></html>'
    )


def entry(one: Section) -> str:
    """Return a line of the contents, with a gap for its page number."""
    return f'<a href="#{one.name}"><span>{escape(one.title)}</span><span data-page="{one.name}"></span></a>'


def pdf(html: str, paper: str, book: Book, released: str) -> bytes:
    """Return the printed book: it is printed twice, for the first print tells the page numbers of the contents."""
    html = html.replace("<style>", f"<style>@page {{ size: {PAPERS[paper]}; }}\n", 1)
    with TemporaryDirectory() as folder:
        page, printed = Path(folder) / "book.html", Path(folder) / "book.pdf"
        for text in (html, ""):
            page.write_text(text or numbered(html, printed), "utf-8")
            print_pdf(page, printed, "--generate-pdf-document-outline")
        return finished(printed, headings(html), book, released)


def numbered(html: str, printed: Path) -> str:
    """Return the book with the page of each section in the contents."""
    with pikepdf.open(printed) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        found = {name.lstrip("/"): numbers[place[0].objgen] for name, place in pdf.Root.Dests.items()}
    return GAP.sub(lambda gap: f'{gap[1]}">{found[gap[1]]}', html)


def headings(html: str) -> dict[str, str]:
    """Return the headings of the book by their letters alone: Chromium's bookmarks lose the blank at a line's end."""
    found = (unescape(re.sub(r"<[^>]+>", "", heading)) for heading in HEADING.findall(html))
    return {"".join(heading.split()): " ".join(heading.split()) for heading in found}


def finished(printed: Path, headings: dict[str, str], book: Book, released: str) -> bytes:
    """Return the PDF with the book's own data in place of moment and program; the same print, the same bytes."""
    day = f"D:{released.replace('-', '')}000000Z"
    with pikepdf.open(printed) as pdf:
        with pdf.open_outline() as outline:
            name_bookmarks(outline.root, headings)
        share_pictures(pdf)
        del pdf.docinfo
        for name, value in {"Title": book.title, "Author": book.authors, "CreationDate": day, "ModDate": day}.items():
            pdf.docinfo[f"/{name}"] = value
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return target.getvalue()


def name_bookmarks(bookmarks: list, headings: dict[str, str]) -> None:
    """Give each bookmark the words of its heading."""
    for bookmark in bookmarks:
        bookmark.title = headings.get("".join(bookmark.title.split()), bookmark.title)
        name_bookmarks(bookmark.children, headings)


def share_pictures(pdf: pikepdf.Pdf) -> None:
    """Keep each picture once: Chromium writes the hatching of a chart anew wherever it is used."""
    kept = {}
    for holder in pdf.objects:
        if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) and "/XObject" in holder.get("/Resources", {}):
            pictures = holder.Resources.XObject
            for name, picture in pictures.items():
                pictures[name] = kept.setdefault(picture.read_raw_bytes(), picture)
