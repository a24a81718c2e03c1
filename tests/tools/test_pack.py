"""Tests of the pack of one lesson: same content as chapter, guide and tables, answers only on the key."""

import re

import pytest
from book_pages import chapter_cells
from bs4 import BeautifulSoup
from built import parsed, plain
from classpapers import prose
from classpapers.one_lesson import CHAPTER, PACK
from paths import ONE_LESSON_GUIDE

import issfacts as iss

GUIDE_TEXT = ONE_LESSON_GUIDE.read_text("utf-8")
GUIDE_SECTIONS = prose.split_sections(GUIDE_TEXT)
CELLS = chapter_cells(CHAPTER)


def rendered_lines(markdown: str) -> list[str]:
    """Return the lines of a text as the papers show them, without codes of claims."""
    tree = BeautifulSoup(prose.render_html(prose.remove_claim_codes(markdown)), "html5lib")
    return list(map(plain, tree.select("p, li, td:nth-child(2)")))


@pytest.fixture
def sheet(papers):
    """Return a function that returns the text of the sheet whose title has a given start."""
    pages = {page.h2.get_text(): plain(page) for page in parsed(papers / f"{PACK}.html").select(".page")}
    return lambda start: next(text for title, text in pages.items() if title.startswith(start))


def test_sheets_have_the_lines_of_chapter_guide_and_tables(sheet):
    sections = {  # of the guide, by sheet
        "For the teacher": ["Aims"],
        "What to say": ["Ground rules", "What to say"],
        "The lesson": ["Sixty minutes", "Forty-five minutes"],
        "The article in easy": ["The article in easy English"],
    }
    expected = {title: rendered_lines("\n\n".join(map(GUIDE_SECTIONS.get, names))) for title, names in sections.items()}
    expected["For the teacher"].append("amp.dw.com/en/russian-soyuz-docks-at-iss")
    expected["The article retold"] = rendered_lines(prose.extract_details(CELLS["article-retold"].source))[2:]
    expected["Ten claims"] = rendered_lines(prose.TABLE.search(CELLS["exercise-intro"].source)[0])
    expected["A witness"] = [row["place"][1:] for row in iss.rows("ground_track") if row["note"]]
    expected["A witness"] += [iss.fact(id).value for id in ("docking-time", "docking-time-planned")]
    assert all(expected.values())
    for title, lines in expected.items():
        assert [line for line in lines if line not in sheet(title)] == [], title


def test_orbit_sheet_asks_about_the_places_of_nasa_and_of_the_report_that_fits_no_time(sheet):
    text, key = sheet("A witness"), sheet("Key")
    rows = [row for row in iss.rows("claim_evidence") if row["source_id"] == "nasa-ms24-docking"]
    (evidence,) = [row["says"] for row in rows if "over" in row["says"]]
    place = evidence.partition("at docking, ")[2].replace(" south", ", south")
    assert f"NASA's report of that night puts the docking {place}." in text
    other = iss.fact("place-by-space-com")
    assert f"{iss.data.source(other.source_ids[0]).producer}, a news site, puts it over {other.value}." in text
    assert "4. Neither" in key


def test_answers_are_only_on_the_key(sheet):
    details = [GUIDE_SECTIONS[name] for name in ("Exit ticket", "Exit slip in easy English")]
    details.append(CELLS["solution-no-code"].source)
    answers = [line for text in details for line in rendered_lines(prose.extract_details(text))]
    assert [line for line in answers if line not in sheet("Key")] == []
    for title in ("The article retold", "The article in easy", "One evening", "A witness", "Ten claims", "Exit slips"):
        assert [line for line in answers if line in sheet(title)] == [], title


def test_chart_on_the_clocks_sheet_shows_no_answer(papers):
    answers = [iss.fact(id).value for id in ("docking-duration", "docking-time-planned")]
    _, complete_chart, chart_without_answers = [str(svg) for svg in parsed(papers / f"{PACK}.html").select(".page svg")]
    assert [answer for answer in answers if answer in complete_chart] == answers
    assert "Hatch opens" in chart_without_answers
    assert [answer for answer in [*answers, "hatch shut"] if answer in chart_without_answers] == []


def test_fact_slip_has_the_guides_dates_and_no_times(sheet):
    slip = sheet("Fact slip")
    dates = set(re.findall(r"\[(\d+ \w+ 20\d\d)\]", GUIDE_TEXT))
    assert [date for date in sorted(dates) if date not in slip and "2026" not in date] == []
    assert re.search(r"\d\d:\d\d", slip) is None


def test_print_list_names_the_page_of_every_sheet(papers):
    tree = parsed(papers / f"{PACK}.html")
    titles = [page.h2.get_text() for page in tree.select(".page")]
    *rows, total = [[cell.get_text() for cell in row.select("th, td")] for row in tree.select(".print tbody tr")]
    assert int(total[1]) == len(titles)
    # One a pair of a class of 28; the orbit sheet, as homework, one each.
    assert [row[2:] for row in rows[1:5]] == [["14", "14"], ["14", "14"], ["14", "14"], ["14", "28"]]
    starts = {"Pages": "", "Article": "The article", "Three": "One evening", "Orbit": "A witness"}
    named = []
    for name, pages, *_ in rows:
        numbers = [int(number) for number in re.findall(r"\d+", pages.replace("1–4", "1 2 3 4"))]
        word = re.match(r"\w+", name)[0]
        start = starts.get(word, word)
        assert all(titles[number - 1].startswith(start) for number in numbers), name
        named += numbers
    assert sorted(named) == list(range(1, len(titles) + 1))
