"""Tests of the book as EPUB and PDF: all chapters, charts and answers, valid links, bookmarks, page numbers."""

import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from built import parsed, strip_spaces
from chromium import NOT_FOUND, find_chromium
from chromium_tab import skip_or_fail
from notebooks import chapters
from running import ToolError
from takeaway import DESCRIPTIONS
from wholebook.pdf import PAPER_SIZES
from wholebook.sections import remove_site_only_parts

CHECKER = Path("/usr/share/java/epubcheck.jar")  # Debian's package epubcheck
CHAPTERS = {f"{number} · {chapter.title}": chapter for number, chapter in enumerate(chapters(), start=1)}


@pytest.fixture(scope="module")
def texts(site):
    """Return the XHTML files of the EPUB as parsed trees, by name."""
    with ZipFile(site / "downloads/docked.epub") as file:
        pages = [name for name in file.namelist() if name.endswith((".xhtml", ".opf"))]
        return {name.removeprefix("EPUB/"): BeautifulSoup(file.read(name), "xml") for name in pages}


def chart_titles(site) -> list[str]:
    """Return the titles of all charts in the chapters."""
    pages = [parsed(site / f"chapters/{chapter.name}.html") for chapter in chapters()]
    return [node.get_text() for page in pages for node in page.select("article .iss-finding")]


def test_epub_contents_list_every_chapter_and_internal_links_have_targets(texts):
    titles = [" ".join(link.get_text().split()) for link in texts["nav.xhtml"].nav.find_all("a")]
    assert [title for title in titles if title in CHAPTERS] == list(CHAPTERS)
    ids = {name: [node["id"] for node in tree.find_all(id=True)] for name, tree in texts.items()}
    assert [name for name, found in ids.items() if len(set(found)) < len(found)] == []
    broken = []
    for name, tree in texts.items():
        for link in tree.find_all("a", href=True):
            path, _, fragment = link["href"].partition("#")
            if "://" not in path and (fragment not in ids[path or name] if fragment else path not in texts):
                broken.append(f"{name}: {link['href']}")
    assert broken == []


def test_epub_has_every_chart_and_no_interactive_elements(site, texts):
    titles = [node.get_text() for tree in texts.values() for node in tree.select(".iss-finding")]
    assert sorted(titles) == sorted(chart_titles(site))
    excluded = "body link, details, script, button, input"
    assert not [node.name for tree in texts.values() for node in tree.select(excluded)]


def test_every_question_links_to_its_answers(texts):
    quizzes = [quiz for name, tree in texts.items() if name != "answers.xhtml" for quiz in tree.select(".iss-quiz")]
    assert len(quizzes) == sum(len(chapter.quizzes) for chapter in chapters()) > 0
    for quiz in quizzes:
        fragment = quiz.select_one(".turn a")["href"].partition("#")[2]
        answers = texts["answers.xhtml"].find(id=fragment)
        assert len(answers.select(".options > li")) == len(quiz.select(".options > li")) > 1
        assert "Not quite" not in quiz.get_text()


def test_renamed_section_of_the_title_page_is_an_error():
    sections = '<section id="index--eleven-chapters"></section><section id="index--ways-in">Ways</section>'
    preface = BeautifulSoup(f"<article>{sections}</article>", "html.parser").article
    with pytest.raises(ToolError, match=r"index\.md lacks '## Three doors'"):
        remove_site_only_parts(preface)


@pytest.mark.nightly
def test_epubcheck_finds_no_errors(site):
    if not (shutil.which("java") and CHECKER.exists()):
        skip_or_fail("no epubcheck: `apt install default-jre-headless epubcheck`")
    command = ["java", "-jar", CHECKER, site / "downloads/docked.epub"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "No errors or warnings detected" in found.stdout, found.stdout + found.stderr


@pytest.mark.parametrize("paper", PAPER_SIZES)
def test_pdf_has_every_chart_bookmarks_and_right_page_numbers(site, paper):
    if not find_chromium():
        skip_or_fail(NOT_FOUND)
    with pypdfium2.PdfDocument(site / f"downloads/docked-{paper}.pdf") as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        bookmarks = [strip_spaces(bookmark.get_title()) for bookmark in pdf.get_toc()]
    all_text = strip_spaces(" ".join(pages))
    assert [title for title in chart_titles(site) if strip_spaces(title) not in all_text] == []
    for title, chapter in CHAPTERS.items():
        heads = parsed(site / f"chapters/{chapter.name}.html").select("h2")
        heads = [node.get_text().rstrip("¶") for node in heads if not node.find_parent(class_="iss-facts")]
        assert [head for head in [title, *heads] if strip_spaces(head) not in bookmarks] == []
        number = int(re.search(re.escape(title) + r"\s*(\d+)", pages[1])[1])
        start = strip_spaces(f"{number}{title}")  # the text of a page begins with its number
        assert strip_spaces(pages[number - 1]).startswith(start)


def test_downloads_page_lists_the_existing_files(site):
    folder = site / "downloads"
    listed = {link["href"] for link in parsed(folder / "index.html").select("li a")}
    assert listed == {name for name in DESCRIPTIONS if (folder / name).exists()} >= {"docked.epub"}
