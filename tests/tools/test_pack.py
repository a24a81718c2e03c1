"""The pack of one lesson says what chapter, guide and tables say, and answers nothing before its key."""

import re

import handouts
from bs4 import BeautifulSoup
from built import parsed
from classpapers import prose
from classpapers.pack import CHAPTER, PACK
from prose import ROOT, cells

import issfacts as iss

GUIDE = (handouts.TEACH / "one-lesson.md").read_text("utf-8")
FOR_STUDENTS = ("The article retold", "One evening", "A witness", "Ten claims", "Exit slips")


def said(markdown: str) -> list[str]:
    """Return the lines of a text as paper shows them, without the rows of the book that they name."""
    tree = BeautifulSoup(prose.html(markdown), "html5lib")
    return [
        re.split(r" \([CX]\d", " ".join(node.get_text().split()))[0] for node in tree.select("p, li, td:nth-child(2)")
    ]


def sheet(papers, title: str) -> str:
    """Return the words of a sheet."""
    pages = parsed(papers / PACK).select(".page")
    return " ".join(next(page for page in pages if page.h2.get_text().startswith(title)).get_text().split())


def chapter(id: str) -> str:
    """Return a cell of the chapter."""
    return next(cell.source for cell in cells(ROOT / "chapters" / f"{CHAPTER}.ipynb") if cell.id == id)


def test_the_sheets_hold_what_chapter_guide_and_tables_hold(papers):
    places = [row["place"][1:] for row in iss.rows("ground_track") if row["note"]]
    wanted = {
        "For the teacher": said(prose.section(GUIDE, "Aims") + "\n\n" + prose.section(GUIDE, "Ground rules")),
        "The lesson": said(prose.section(GUIDE, "Sixty minutes") + "\n\n" + prose.section(GUIDE, "Forty-five minutes")),
        "The article retold": said(prose.folded_part(chapter("article-retold")))[2:],
        "Ten claims": said(prose.TABLE.search(chapter("exercise-intro"))[0]),
        "A witness": [*places, iss.fact("docking-time").value, iss.fact("docking-time-planned").value],
    }
    assert all(wanted.values())
    for title, lines in wanted.items():
        assert [line for line in lines if line not in sheet(papers, title)] == [], title


def test_answers_stand_on_the_key_alone(papers):
    answers = said(prose.folded_part(prose.section(GUIDE, "Exit ticket")))
    answers += said(prose.folded_part(chapter("solution-no-code")))
    assert [line for line in answers if line not in sheet(papers, "Key")] == []
    for title in FOR_STUDENTS:
        assert [line for line in answers if line in sheet(papers, title)] == [], title
