"""Writes the whole book to take along: docked.epub, and with a Chromium docked-a4.pdf and docked-letter.pdf.

`make takeaway` makes them of the built site, in its folder `downloads/`, with a page that lists what lies there. The
site's build does so too. The PDFs, which take half a minute, are printed again only where the book has changed.
"""

import sys
from html import escape
from pathlib import Path

import yaml
from file_cache import cached_files
from notebooks import ROOT
from running import ToolError

sys.path.insert(0, str(ROOT / "_ext"))
from fingerprint import fingerprint
from launch import site_config
from website.book import CITATION, load_book
from wholebook import paper
from wholebook.epub import write_epub
from wholebook.whole import read_whole

SITE = ROOT / "_build" / "html"
KEPT = ROOT / "_build" / "takeaway"  # the PDFs, until the book changes
PRINTERS = [ROOT / "tools" / "wholebook", ROOT / "tools" / "chromium.py"]
LIST = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Docked to take along</title>
<style>body {{ max-width: 40em; margin: 3em auto; padding: 0 1em; font: 1.1em/1.6 sans-serif; }}</style></head>
<body><main><h1>Docked to take along</h1>
<ul>
{lines}
</ul>
<p><a href="../index.html">Back to the book</a></p></main></body></html>
"""
WHAT = {
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
    """Write the files of the built site into its downloads, the PDFs not where `plain`."""
    folder = site / "downloads"
    folder.mkdir(exist_ok=True)
    released = str(yaml.safe_load(CITATION.read_text("utf-8"))["date-released"])
    language = language or "en"
    ours = load_book(site_config().site, language)
    sections = read_whole(site, ours.base)
    write_epub(sections, ours, released, folder / "docked.epub")
    if not plain:
        html = paper.paper_html(sections, ours)
        jobs = {f"docked-{size}.pdf": (paper.pdf, html, size, ours, released) for size in paper.PAPERS}
        try:
            for name, content in cached_files(KEPT, jobs, fingerprint(PRINTERS)).items():
                (folder / name).write_bytes(content)
        except ToolError as error:
            print(f"The book stands without its PDF: {error}")
    (folder / "index.html").write_text(listed(folder, language), "utf-8")


def listed(folder: Path, language: str) -> str:
    """Return the page that lists what lies in the folder, with sizes."""
    lines = [
        f'<li><a href="{name}">{escape(what)}</a> ({size(folder / name)})</li>'
        for name, what in WHAT.items()
        if (folder / name).exists()
    ]
    return LIST.format(language=language, lines="\n".join(lines))


def size(path: Path) -> str:
    """Return how large a file is, for a reader."""
    return f"{max(path.stat().st_size / 1e6, 0.1):.1f} MB"


def main() -> None:
    """Write the files of the site that `make book` left."""
    write_takeaway(SITE)
    for name in WHAT:
        if (SITE / "downloads" / name).exists():
            print(f"{SITE / 'downloads' / name}  {size(SITE / 'downloads' / name)}")


if __name__ == "__main__":
    main()
