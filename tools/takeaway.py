"""Writes the whole book as docked.epub, and where Chromium is installed as docked-a4.pdf and docked-letter.pdf.

`make takeaway` and the site's build write them into the folder `downloads/` of the built site, with a page that lists
the files there. The PDFs, which take half a minute, are printed again only when the book has changed.
"""

from html import escape
from pathlib import Path

from file_cache import cached_files
from fingerprint import fingerprint, policy_source
from metadata import load_book
from paths import OUTPUT, ROOT, SITE
from running import ToolError, run_tool
from wholebook.epub import write_epub
from wholebook.pdf import PAPER_SIZES, build_html, print_book
from wholebook.sections import read_sections

CACHE = OUTPUT / "takeaway"  # of the PDFs
PDF_CODE = [ROOT / "tools" / "wholebook", ROOT / "tools" / "chromium.py"]
INDEX_STYLE = "body { max-width: 40em; margin: 3em auto; padding: 0 1em; font: 1.1em/1.6 sans-serif; }"
INDEX_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Docked to take along</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {style_source}">
<style>{style}</style></head>
<body><main><h1>Docked to take along</h1>
<ul>
{lines}
</ul>
<p><a href="../index.html">Back to the book</a></p></main></body></html>
"""
BOOK_PDFS = {f"docked-{paper}.pdf": paper for paper in PAPER_SIZES}  # by file name: the key of the paper size
DESCRIPTIONS = {
    "docked-a4.pdf": "The whole book as PDF, for A4 paper",
    "docked-letter.pdf": "The whole book as PDF, for Letter paper",
    "docked.epub": "The whole book as EPUB, for phones, tablets and reading programs",
    "docked.imscc": "A course of links and assignments for Moodle, Canvas and others (Common Cartridge)",
    "docked-moodle.xml": "All questions for Moodle's question bank",
    "docked.gift.txt": "All questions in the GIFT format",
    "docked-qti21.zip": "All questions in the QTI 2.1 format",
    "docked-questions.csv": "All questions as a table, for quiz programs",
}


def write_takeaway(site: Path, language: str = "", plain: bool = False) -> None:
    """Write EPUB and PDFs of a built site into its downloads; `plain` leaves out the PDFs."""
    folder = site / "downloads"
    folder.mkdir(exist_ok=True)
    language = language or "en"
    info = load_book(language=language)
    sections = read_sections(site, info.base)
    write_epub(sections, info, folder / "docked.epub")
    for name in BOOK_PDFS:
        (folder / name).unlink(missing_ok=True)  # of an older book
    if not plain:
        html = build_html(sections, info)
        jobs = {name: (print_book, html, paper, info) for name, paper in BOOK_PDFS.items()}
        try:
            for name, content in cached_files(CACHE, jobs, fingerprint(PDF_CODE)).items():
                (folder / name).write_bytes(content)
        except ToolError as error:
            print(f"No PDF of the book was written: {error}")
    (folder / "index.html").write_text(render_index(folder, language), "utf-8")


def render_index(folder: Path, language: str) -> str:
    """Return the page that lists the files in the downloads folder, with their sizes."""
    lines = [
        f'<li><a href="{name}">{escape(description)}</a> ({format_size(folder / name)})</li>'
        for name, description in DESCRIPTIONS.items()
        if (folder / name).exists()
    ]
    texts = {"style": INDEX_STYLE, "style_source": policy_source(INDEX_STYLE)}
    return INDEX_PAGE.format(language=language, lines="\n".join(lines), **texts)


def format_size(path: Path) -> str:
    """Return the size of a file in MB, with one decimal and at least 0.1."""
    return f"{max(path.stat().st_size / 1e6, 0.1):.1f} MB"


def main() -> list[Path]:
    """Write the files for the site that `make book` built, and return the paths of all downloads."""
    write_takeaway(SITE)
    return [path for path in (SITE / "downloads" / name for name in DESCRIPTIONS) if path.exists()]


if __name__ == "__main__":
    run_tool(main, "The book was not written as EPUB and PDF.")
