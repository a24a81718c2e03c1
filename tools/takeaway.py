"""Writes the whole book as docked.epub, and where Chromium is installed as docked-a4.pdf and docked-letter.pdf.

`make takeaway` and the site's build write them into the folder `downloads/` of the built site, with a page that lists
the files there. The PDFs, which take half a minute, are printed again only when the book has changed.
"""

from pathlib import Path

from file_cache import cached_files
from fingerprint import fingerprint
from metadata import load_book
from paths import OUTPUT, ROOT, SITE
from running import ToolError, run_tool
from wholebook.epub import write_epub
from wholebook.pdf import PAPER_SIZES, build_html, print_book
from wholebook.sections import read_sections, render

CACHE = OUTPUT / "takeaway"  # of the PDFs
PDF_CODE = [ROOT / "tools" / "wholebook", ROOT / "tools" / "chromium.py"]
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
    info = load_book(language=language or "en")
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
    files = {path.name: (DESCRIPTIONS[path.name], max(path.stat().st_size / 1e6, 0.1)) for path in list_files(folder)}
    (folder / "index.html").write_text(render("downloads.html", book=info, files=files), "utf-8")


def list_files(folder: Path) -> list[Path]:
    """Return the paths of the existing downloads that the page lists."""
    return [path for path in map(folder.joinpath, DESCRIPTIONS) if path.exists()]


def main() -> list[Path]:
    """Write the files for the site that `make book` built, and return the paths of all downloads."""
    write_takeaway(SITE)
    return list_files(SITE / "downloads")


if __name__ == "__main__":
    run_tool(main, "The book was not written as EPUB and PDF.")
