"""Writes the book as EPUB 3: one file for each section, contents and cover."""

from html import escape
from pathlib import Path

from exports.archive import write_zip
from website.book import LICENCE, Book

from .cover import render_cover
from .sections import Section, render_contents

STYLESHEET = Path(__file__).with_name("book.css")
NARROW_SCREEN_RULES = (
    "@media (max-width: 30em) { .iss-chart .iss-wide { display: none; } .iss-chart .iss-narrow { display: block; } }\n"
)
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
ACCESSIBILITY = {
    "accessMode": ("textual", "visual"), "accessModeSufficient": ("textual",), "accessibilityHazard": ("none",),
    "accessibilityFeature": ("alternativeText", "readingOrder", "structuralNavigation", "tableOfContents"),
    "accessibilitySummary": ("Every chart has a text alternative and its data as a table.",),
}  # fmt: skip


def write_epub(sections: list[Section], book: Book, released: str, target: Path) -> None:
    """Write the EPUB file; the same book gives the same bytes."""
    contents = render_contents(sections, render_entry)
    cover = f'<section class="cover"><img src="cover.jpg" alt="{escape(book.title)}"/></section>'
    files = {
        "package.opf": render_package(sections, book, released),
        "nav.xhtml": render_page("Contents", f'<nav epub:type="toc" id="toc">{contents}</nav>', book.language),
        "cover.xhtml": render_page(book.title, cover, book.language),
        **{f"{section.name}.xhtml": render_page(section.title, section.html, book.language) for section in sections},
        "book.css": STYLESHEET.read_text("utf-8") + NARROW_SCREEN_RULES,
    }
    members = {"META-INF/container.xml": CONTAINER.encode(), "EPUB/cover.jpg": render_cover(book)}
    members |= {f"EPUB/{name}": text.encode() for name, text in files.items()}
    write_zip(target, {"mimetype": b"application/epub+zip", **members})


def render_entry(section: Section) -> str:
    """Return the link to a section in the contents."""
    return f'<a href="{section.name}.xhtml">{escape(section.title)}</a>'


def render_page(title: str, body: str, language: str) -> str:
    """Return an XHTML file of the book."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}"><head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="book.css"/></head>\n<body>{body}</body></html>\n'
    )


def render_package(sections: list[Section], book: Book, released: str) -> str:
    """Return the package document: metadata, manifest of the files, reading order."""
    items = []
    for section in sections:
        properties = ' properties="svg"' if "<svg" in section.html else ""
        attributes = f'href="{section.name}.xhtml" media-type="application/xhtml+xml"{properties}'
        items.append(f'<item id="s-{section.name}" {attributes}/>')
    accessibility = [
        f'<meta property="schema:{name}">{value}</meta>' for name, values in ACCESSIBILITY.items() for value in values
    ]
    spine = "".join(f'<itemref idref="s-{section.name}"/>' for section in sections)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{book.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{book.base}#{book.version}</dc:identifier>
<dc:title>{escape(book.title)}</dc:title>
<dc:creator>{escape(book.authors)}</dc:creator>
<dc:language>{book.language}</dc:language>
<dc:date>{released}</dc:date>
<dc:rights>{LICENCE}</dc:rights>
<meta property="dcterms:modified">{released}T00:00:00Z</meta>
{"".join(accessibility)}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="picture" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
<item id="style" href="book.css" media-type="text/css"/>
{"".join(items)}
</manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/>{spine}</spine>
</package>
"""
