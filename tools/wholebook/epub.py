"""Writes the book as EPUB 3: a file a section, contents, cover; the same bytes for the same book."""

from html import escape
from pathlib import Path

from exports.archive import write_zip
from website.book import LICENCE, Book

from .cover import cover
from .whole import Section, contents

STYLE = Path(__file__).with_name("book.css")
SMALL = (
    "@media (max-width: 30em) { .iss-chart .iss-wide { display: none; } .iss-chart .iss-narrow { display: block; } }\n"
)
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
ACCESS = {
    "accessMode": ("textual", "visual"), "accessModeSufficient": ("textual",), "accessibilityHazard": ("none",),
    "accessibilityFeature": ("alternativeText", "readingOrder", "structuralNavigation", "tableOfContents"),
    "accessibilitySummary": ("Every chart has a text alternative and its data as a table.",),
}  # fmt: skip


def write_epub(sections: list[Section], book: Book, released: str, target: Path) -> None:
    """Write the EPUB file."""
    listed = contents(sections, lambda one: f'<a href="{one.name}.xhtml">{escape(one.title)}</a>')
    image = f'<section class="cover"><img src="cover.jpg" alt="{escape(book.title)}"/></section>'
    files = {
        "package.opf": package(sections, book, released),
        "nav.xhtml": page("Contents", f'<nav epub:type="toc" id="toc">{listed}</nav>', book.language),
        "cover.xhtml": page(book.title, image, book.language),
        **{f"{one.name}.xhtml": page(one.title, one.html, book.language) for one in sections},
        "book.css": STYLE.read_text("utf-8") + SMALL,
    }
    members = {"META-INF/container.xml": CONTAINER.encode(), "EPUB/cover.jpg": cover(book)}
    members |= {f"EPUB/{name}": text.encode() for name, text in files.items()}
    write_zip(target, {"mimetype": b"application/epub+zip", **members})


def page(title: str, body: str, language: str) -> str:
    """Return a file of the book."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}"><head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="book.css"/></head>\n<body>{body}</body></html>\n'
    )


def package(sections: list[Section], book: Book, released: str) -> str:
    """Return the list of the files, with what a library wants to know."""
    drawn = {one.name: ' properties="svg"' if "<svg" in one.html else "" for one in sections}
    named = [
        f'<item id="s-{name}" href="{name}.xhtml" media-type="application/xhtml+xml"{svg}/>'
        for name, svg in drawn.items()
    ]
    access = [f'<meta property="schema:{name}">{said}</meta>' for name, all_said in ACCESS.items() for said in all_said]
    spine = "".join(f'<itemref idref="s-{one.name}"/>' for one in sections)
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
{"".join(access)}
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="picture" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
<item id="style" href="book.css" media-type="text/css"/>
{"".join(named)}
</manifest>
<spine><itemref idref="cover"/><itemref idref="nav"/>{spine}</spine>
</package>
"""
