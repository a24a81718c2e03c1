"""The pack of one lesson says what chapter, guide and tables say, and answers nothing before its key."""

import re

import pytest
from bs4 import BeautifulSoup
from built import parsed
from classpapers import prose
from classpapers.one_lesson import CHAPTER, GUIDE, PACK
from prose import ROOT, cells

import issfacts as iss

TEXT = GUIDE.read_text("utf-8")
GUIDED = prose.split_sections(TEXT)
CELLS = {cell.id: cell.source for cell in cells(ROOT / "chapters" / f"{CHAPTER}.ipynb")}
FOR_STUDENTS = ("The article retold", "The article in easy", "One evening", "A witness", "Ten claims", "Exit slips")


def said(markdown: str) -> list[str]:
    """Return the lines of a text as paper shows them, without the rows of the book that they name."""
    tree = BeautifulSoup(prose.render_html(markdown), "html5lib")
    lines = [" ".join(node.get_text().split()) for node in tree.select("p, li, td:nth-child(2)")]
    return [re.split(r" \([CX]\d", line)[0] for line in lines]


@pytest.fixture
def sheet(papers):
    """Give a function that returns the words of the sheet with a title."""
    pages = {
        page.h2.get_text(): " ".join(page.get_text().split())
        for page in parsed(papers / f"{PACK}.html").select(".page")
    }
    return lambda start: next(words for title, words in pages.items() if title.startswith(start))


def test_the_sheets_hold_what_chapter_guide_and_tables_hold(sheet):
    places = [row["place"][1:] for row in iss.rows("ground_track") if row["note"]]
    wanted = {
        "For the teacher": [*said(GUIDED["Aims"]), "amp.dw.com/en/russian-soyuz-docks-at-iss"],
        "What to say": said(GUIDED["Ground rules"]) + said(GUIDED["What to say"]),
        "The lesson": said(GUIDED["Sixty minutes"]) + said(GUIDED["Forty-five minutes"]),
        "The article retold": said(prose.extract_details(CELLS["article-retold"]))[2:],
        "The article in easy": said(GUIDED["The article in easy English"]),
        "Ten claims": said(prose.TABLE.search(CELLS["exercise-intro"])[0]),
        "A witness": [*places, iss.fact("docking-time").value, iss.fact("docking-time-planned").value],
    }
    assert all(wanted.values())
    for title, lines in wanted.items():
        assert [line for line in lines if line not in sheet(title)] == [], title


def test_answers_stand_on_the_key_alone(sheet):
    answers = said(prose.extract_details(GUIDED["Exit ticket"])) + said(
        prose.extract_details(CELLS["solution-no-code"])
    )
    assert [line for line in answers if line not in sheet("Key")] == []
    for title in FOR_STUDENTS:
        assert [line for line in answers if line in sheet(title)] == [], title


def test_the_clocks_give_no_answer_before_the_vote(papers):
    answers = [iss.fact(id).value for id in ("docking-duration", "docking-time-planned")]
    _, shown, asked = [str(svg) for svg in parsed(papers / f"{PACK}.html").select(".page svg")]
    assert [answer for answer in answers if answer in shown] == answers
    assert "Hatch opens" in asked
    assert [answer for answer in [*answers, "hatch shut"] if answer in asked] == []


def test_the_fact_slip_dates_what_the_lesson_names_and_keeps_the_hours_back(sheet):
    slip = sheet("Fact slip")
    dates = set(re.findall(r"\[(\d+ \w+ 20\d\d)\]", TEXT))
    assert [date for date in sorted(dates) if date not in slip and "2026" not in date] == []
    assert re.search(r"\d\d:\d\d", slip) is None


def test_the_first_page_counts_the_sides(papers):
    rows = parsed(papers / f"{PACK}.html").select(".print tbody tr")
    *counts, total = [[int(cell.get_text()) for cell in row.select("td")] for row in rows]
    assert [sum(column) for column in zip(*counts, strict=True)] == total
    assert counts[1:5] == [[14, 14], [14, 14], [14, 14], [14, 28]]  # one a pair of a class of 28; as homework one each
