"""The pack of one lesson says what chapter, guide and tables say, and answers nothing before its key."""

import re

import handouts
from bs4 import BeautifulSoup
from built import parsed
from classpapers import prose
from classpapers.one_lesson import CHAPTER, PACK
from prose import ROOT, cells

import issfacts as iss

GUIDE = (handouts.TEACH / "one-lesson.md").read_text("utf-8")
FOR_STUDENTS = ("The article retold", "The article in easy", "One evening", "A witness", "Ten claims", "Exit slips")
SHARED = 14  # pairs in a class of 28


def said(markdown: str) -> list[str]:
    """Return the lines of a text as paper shows them, without the rows of the book that they name."""
    tree = BeautifulSoup(prose.html(markdown), "html5lib")
    lines = [" ".join(node.get_text().split()) for node in tree.select("p, li, td:nth-child(2)")]
    return [re.split(r" \([CX]\d", line)[0] for line in lines]


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
        "For the teacher": [*said(prose.section(GUIDE, "Aims")), "amp.dw.com/en/russian-soyuz-docks-at-iss"],
        "What to say": said(prose.section(GUIDE, "Ground rules") + "\n\n" + prose.section(GUIDE, "What to say")),
        "The lesson": said(prose.section(GUIDE, "Sixty minutes") + "\n\n" + prose.section(GUIDE, "Forty-five minutes")),
        "The article retold": said(prose.folded_part(chapter("article-retold")))[2:],
        "The article in easy": said(prose.section(GUIDE, "The article in easy English")),
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


def test_the_clocks_give_no_answer_before_the_vote(papers):
    answers = [iss.fact(id).value for id in ("docking-duration", "docking-time-planned")]
    charts = [str(svg) for svg in parsed(papers / PACK).select(".page svg")]
    asked, shown = [svg for svg in charts if "Hatch opens" in svg and "asked" in svg], charts[1]
    assert [answer for answer in answers if answer in shown] == answers
    assert len(asked) == 1
    assert [answer for answer in [*answers, "hatch shut"] if answer in asked[0]] == []


def test_the_fact_slip_dates_what_the_lesson_names_and_keeps_the_hours_back(papers):
    slip = sheet(papers, "Fact slip")
    dates = set(re.findall(r"\[(\d+ \w+ 20\d\d)\]", GUIDE))
    assert [date for date in sorted(dates) if date not in slip and "2026" not in date] == []
    assert re.search(r"\d\d:\d\d", slip) is None


def test_the_first_page_counts_the_sides(papers):
    table = parsed(papers / PACK).select_one(".print")
    rows = [[int(cell.get_text()) for cell in row.select("td")] for row in table.select("tbody tr")]
    assert [sum(column) for column in zip(*rows[:-1], strict=True)] == rows[-1]
    assert rows[1] == rows[2] == rows[3] == [SHARED, SHARED]
    assert rows[4] == [SHARED, 2 * SHARED]  # as homework one each
