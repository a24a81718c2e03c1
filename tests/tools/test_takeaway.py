"""The whole book as EPUB and as PDF holds all chapters, figures and answers, and opens where it must."""

import re
import subprocess
from zipfile import ZipFile

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from built import parsed
from notebooks import chapters
from takeaway import DESCRIPTIONS
from wholebook.pdf import PAPER_SIZES

CHECKER = "/usr/share/java/epubcheck.jar"  # Debian's package epubcheck
CHAPTERS = {f"{number} · {chapter.title}": chapter for number, chapter in enumerate(chapters(), start=1)}


@pytest.fixture(scope="module")
def texts(site):
    """Give the pages of the EPUB as trees, by name; one that is no XML fails here."""
    with ZipFile(site / "downloads/docked.epub") as file:
        pages = [name for name in file.namelist() if name.endswith((".xhtml", ".opf"))]
        return {name.removeprefix("EPUB/"): BeautifulSoup(file.read(name), "xml") for name in pages}


def letters(text: str) -> str:
    """Return a text without blanks, hyphens and control characters, which a line's end changes."""
    return re.sub(r"[\s\x00-\x1f\ufffe­-]", "", text)


def findings(site) -> list[str]:
    """Return what every chart of the chapters says above itself."""
    pages = [parsed(site / f"chapters/{chapter.name}.html") for chapter in chapters()]
    return [node.get_text() for page in pages for node in page.select("article .iss-finding")]


def test_the_contents_name_every_chapter_and_every_link_inside_the_epub_leads_somewhere(texts):
    titles = [link.get_text() for link in texts["nav.xhtml"].nav.find_all("a")]
    assert [title for title in titles if title in CHAPTERS] == list(CHAPTERS)
    ids = {name: [node["id"] for node in tree.find_all(id=True)] for name, tree in texts.items()}
    assert [name for name, found in ids.items() if len(set(found)) < len(found)] == []
    broken = []
    for name, tree in texts.items():
        for link in tree.find_all("a", href=True):
            path, _, place = link["href"].partition("#")
            if "://" not in path and (place not in ids[path or name] if place else path not in texts):
                broken.append(f"{name}: {link['href']}")
    assert broken == []


def test_the_epub_has_every_chart_and_nothing_folded_or_active(site, texts):
    said = [node.get_text() for tree in texts.values() for node in tree.select(".iss-finding")]
    assert sorted(said) == sorted(findings(site))
    assert not [node.name for tree in texts.values() for node in tree.select("details, script, button, input")]


def test_every_question_has_its_answers_at_the_end(texts):
    asked = [quiz for name, tree in texts.items() if name != "answers.xhtml" for quiz in tree.select(".iss-quiz")]
    assert len(asked) == sum(len(chapter.quizzes) for chapter in chapters()) > 0
    for quiz in asked:
        place = quiz.select_one(".turn a")["href"].partition("#")[2]
        answered = texts["answers.xhtml"].find(id=place)
        assert len(answered.select(".options > li")) == len(quiz.select(".options > li")) > 1
        assert "Not quite" not in quiz.get_text()


@pytest.mark.nightly
def test_epubcheck_finds_nothing(site):
    command = ["java", "-jar", CHECKER, site / "downloads/docked.epub"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "No errors or warnings detected" in found.stdout, found.stdout + found.stderr


@pytest.mark.parametrize("paper", PAPER_SIZES)
def test_the_pdf_holds_every_chart_with_bookmarks_and_right_numbers_in_its_contents(site, paper):
    path = site / f"downloads/docked-{paper}.pdf"
    if not path.exists():
        pytest.skip("no Chromium printed the PDF")
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        marks = [letters(mark.get_title()) for mark in pdf.get_toc()]
    whole = letters(" ".join(pages))
    assert [said for said in findings(site) if letters(said) not in whole] == []
    for title, chapter in CHAPTERS.items():
        heads = parsed(site / f"chapters/{chapter.name}.html").select("h2")
        heads = [node.get_text().rstrip("¶") for node in heads if not node.find_parent(class_="iss-facts")]
        assert [head for head in [title, *heads] if letters(head) not in marks] == []
        named = int(re.search(re.escape(title) + r"\s*(\d+)", pages[1])[1])
        assert letters(pages[named - 1]).startswith(letters(f"{named}{title}"))  # its number, from the foot


def test_the_page_of_downloads_lists_what_lies_there(site):
    folder = site / "downloads"
    listed = {link["href"] for link in parsed(folder / "index.html").select("li a")}
    assert listed == {name for name in DESCRIPTIONS if (folder / name).exists()} >= {"docked.epub"}
