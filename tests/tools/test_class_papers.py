"""Tests of slides, worksheets and keys: same content as the chapter, no answers for students, room to write."""

import gzip
import re
from copy import copy
from itertools import pairwise, product
from zipfile import ZipFile

import handouts
import pytest
from book_pages import chapter_cells, lesson_plan
from bs4 import BeautifulSoup
from built import broken_links, parsed, plain
from chromium import find_chromium
from classpapers import cell_outputs, five_lessons, prose
from classpapers.deck import EXTRA_SLIDES, hide_labels, slide_rules
from classpapers.kit import KIT
from classpapers.lesson import CHECKS_IN_CLASS, ORDINALS, easy_claims, split_easy_question
from classpapers.one_lesson import ONLY_IN_SIXTY, PACK, SLIDES
from classpapers.sheets import KINDS, STUDENTS
from classpapers.task_tables import PLACEHOLDER, RANKS, TABLES, insert_tables, play_games
from for_each import for_each
from markupsafe import Markup
from notebooks import Chapter, chapters
from paths import FIVE_LESSONS_GUIDE, ROOT, SITE, TEACH
from plan_quotations import update_plan
from running import ToolError, run

import issfacts as iss
from issfacts import game
from issfacts.widgets.questions import question

CHAPTERS = chapters()
FIVE_LESSONS = FIVE_LESSONS_GUIDE.read_text("utf-8")
PAPERS_PAGE = (TEACH / "papers.md").read_text("utf-8")
CORE = [row["chapter"] for row in iss.rows("routes") if row["route"] == "Core"]  # the five lessons
SHEETS = [kind for kind in KINDS if kind.startswith("worksheet")]
MAX_PAGE_SIZE = 60_000  # bytes, compressed
ANSWER_DETAILS = re.compile(r"<summary>(?:Solution|Answer).*?</details>", re.S)
SLIDE_LINK = re.compile(r'<a href="\.\./class/([\w-]+)\.html#s(\d+)" title="(.+?)">(.+?)</a>')
PACKS = {f"{PACK}.html", f"{PACK}.docx", f"{KIT}.html", f"{SLIDES}.html", f"{SLIDES}.pptx"}
TASK = {f"{five_lessons.CLOSING_TASK}.html", f"{five_lessons.CLOSING_TASK}.docx"}
TESTS = {f"{stem}{part}" for stem in handouts.TEST_TITLES for part in (".html", ".docx", "-key.html", "-key.docx")}


def for_each_paper(*kinds: str):
    """Turn a check of a paper (chapter, kind, parsed tree) into a test of all chapters' papers of some kinds."""
    decorate = for_each(product(CHAPTERS, kinds), lambda paper: f"{paper[0].name}-{paper[1]}")
    return lambda check: decorate(lambda paper, papers: check(*paper, parse_paper(papers, *paper)))


def parse_paper(papers, chapter: Chapter, kind: str) -> BeautifulSoup:
    """Return a paper of a chapter as a tree."""
    return parsed(papers / f"{chapter.name}-{kind}.html")


def load_checks(chapter: Chapter) -> list:
    """Return the questions of a chapter."""
    return list(map(question, chapter.quizzes))


def rendered_lines(markdown: str) -> list[str]:
    """Return the paragraphs and list items of a text that have more than 40 characters, rendered."""
    tree = BeautifulSoup(prose.render_html(re.sub(r"</?(summary|details)>|<!-- .*? -->", "\n\n", markdown)), "html5lib")
    return [line for node in tree.select("p, li") if len(line := plain(node)) > 40]


def checks_in_class(chapter: Chapter) -> list[int]:
    """Return the numbers of the checks that the plan puts in class."""
    named = CHECKS_IN_CLASS.search(lesson_plan(chapter.name))[1]
    return [number for number, ordinal in enumerate(ORDINALS, start=1) if ordinal in named]


def check_number(section) -> int:
    """Return the number of a check on a sheet."""
    return int(section.h3.get_text().partition(".")[0])


def chapter_papers(chapter: Chapter) -> set[str]:
    """Return the files of a chapter's papers: pages, except for the plan, and files to edit."""
    kinds = [kind for kind in KINDS if kind != "cards" or "\n### Cards\n" in lesson_plan(chapter.name)]
    pages = {f"{chapter.name}-{kind}.html" for kind in kinds if kind != "plan"}
    return pages | {f"{chapter.name}-{kind}.{'pptx' if kind == 'slides' else 'docx'}" for kind in kinds}


def files_linked(text: str) -> set[str]:
    """Return the files of the papers to which a part of a page links."""
    return set(re.findall(r'href="\.\./class/([^"#]+)', text))


@for_each(CHAPTERS, lambda chapter: chapter.name)
def test_teachers_page_has_a_row_with_every_paper_of_a_chapter(chapter):
    start = f"| [{chapter.title}](../chapters/{chapter.name}.ipynb) |"
    (row,) = [line for line in PAPERS_PAGE.splitlines() if line.startswith(start)] or [""]
    expected, linked = chapter_papers(chapter), files_linked(row)
    yield from (f"a row of teach/papers.md lacks {file}" for file in sorted(expected - linked))
    yield from (f"a row of teach/papers.md has {file}" for file in sorted(linked - expected))


def test_every_paper_is_written_listed_and_archived(papers):
    expected = PACKS | TESTS | TASK | {file for chapter in CHAPTERS for file in chapter_papers(chapter)}
    printed = {f"{name}.pdf" for name in handouts.PDF_PACKS} if find_chromium() else set()
    written = {path.name: path.read_bytes() for path in papers.iterdir() if path.name != handouts.ARCHIVE}
    assert written.keys() == expected | printed | {"class.css", "index.html"}
    links = {link["href"] for link in parsed(papers / "index.html").select("main a")}
    assert {link for link in links if not link.startswith("#")} == expected | printed
    assert {*expected - PACKS, handouts.ARCHIVE} - files_linked(PAPERS_PAGE) == set(), "teach/papers.md lacks these"
    with ZipFile(papers / handouts.ARCHIVE) as archive:
        packed = {name.removeprefix("docked-class/"): archive.read(name) for name in archive.namelist()}
    assert packed.pop("LICENCE.txt") == (ROOT / "LICENSE-CONTENT").read_bytes()
    assert packed == written | {"index.html": written["index.html"].replace(handouts.BACK_LINK, b"")}
    assert b'href="../' not in packed["index.html"]


@pytest.mark.parametrize("command", [("sleep", "9"), ("no-such-program",)])
def test_a_pack_that_cannot_be_printed_is_named_and_the_build_goes_on(command, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(handouts, "print_pdf", lambda *_: run(*command, timeout=0.01))
    for name in ("class.css", f"{KIT}.html"):
        (tmp_path / name).write_text("", "utf-8")
    handouts.print_packs(tmp_path)
    assert capsys.readouterr().out.startswith(f"The papers were not printed as PDF: {' '.join(command)} ")
    assert not list(tmp_path.glob("*.pdf"))


def test_print_list_of_the_five_lessons_has_its_sheets_and_adds_up():
    table = FIVE_LESSONS.partition("<!-- checked: pages")[2].partition("<!-- end -->")[0]
    stems = [five_lessons.CLOSING_TASK, five_lessons.TEST, *(f"{chapter}-worksheet" for chapter in CORE)]
    assert {f"{stem}.html" for stem in stems} - files_linked(table) == set()
    assert f"Copies for {STUDENTS} students" in table
    *counts, total = [list(map(int, re.findall(r"\d+", row.rpartition("</a>")[2]))) for row in table.splitlines()[3:]]
    for pages, copies, sides, paper in counts:
        assert sides == pages * copies
        assert sides <= 2 * paper < sides + 2 * copies
    assert total == [sum(column[2:][i] for column in counts) for i in range(2)]


def test_slides_that_the_five_lessons_name_have_the_stated_titles(papers):
    """A first look, whose title is a question, is named by the title of its chart, which is the next slide."""
    links = SLIDE_LINK.findall(FIVE_LESSONS)
    assert links
    for deck, number, title, shown in links:
        slides = parsed(papers / f"{deck}.html").select(".slide")[int(number) - 1 :]
        named = slides[: 1 + ("look" in slides[0]["class"])]
        assert number == shown, (deck, title)
        assert any(plain(slide.select_one("h1, h2")).startswith(title) for slide in named), (deck, number, title)


def test_plan_has_read_out_what_its_chapter_says_and_names_words_that_this_lacks(tmp_path):
    plan = handouts.plan_path("if-a-partner-leaves")
    assert update_plan(plan) == plan.read_text("utf-8")
    story, last_year, _ = re.findall(r"<!-- from the chapter: .*?-->(.*?)<!-- end -->", plan.read_text("utf-8"), re.S)
    assert "five sixths" in story
    assert "station" not in story, "the sum of the station comes after it"
    assert "Scholars" not in last_year
    copy = tmp_path / plan.name
    copy.write_text('<!-- from the chapter: rule, before "rain" -->\n<!-- end -->', "utf-8")
    with pytest.raises(ToolError, match="no cell 'rule' with the words 'rain'"):
        update_plan(copy)
    copy.write_text("<!-- from the chapter: weather -->\n<!-- end -->", "utf-8")
    with pytest.raises(ToolError, match="no cell 'weather'"):
        update_plan(copy)


def test_in_the_recorded_games_both_sides_share_in_the_year_of_crisis():
    years = [year for _, played in play_games() for year in played.years]
    moves = {move for year in years if game.tension(year.before.year) == "crisis" for move in (year.us, year.russia)}
    assert moves == {"share"}
    line = insert_tables("<!-- table: gains -->", {})
    assert f"{game.STANDARD.gain('crisis')} in a crisis" in line
    assert "only in a tense year" in line


def test_papers_are_small_load_only_their_stylesheet_and_link_to_existing_pages(papers, site):
    """In a browser, test_class_papers_browser.py finds scripts that the policy blocks, and rules of accessibility."""
    errors = {}
    for path in sorted(papers.glob("*.html")):
        tree = parsed(path)
        policy = tree.find("meta")["content"]
        rules = {
            "page size": len(gzip.compress(path.read_bytes(), 6)) <= MAX_PAGE_SIZE,
            "no active or external content": not tree.select("script[src], img, iframe, style, [style], [onclick]"),
            "only slides have a script": len(tree.select("script")) == path.name.endswith("slides.html"),
            "one style": [link["href"] for link in tree.select("link")] == ["data:,", "class.css"],
            "policy": "default-src 'none'" in policy and "unsafe" not in policy,
            "date": "Facts as of" in tree.body.get_text(),
        }
        errors[path.name] = [rule for rule, holds in rules.items() if not holds] + broken_links(path, site)
    assert {name: found for name, found in errors.items() if found} == {}


@for_each_paper("slides", *SHEETS)
def test_papers_for_students_contain_no_answer(chapter, kind, tree):
    text = plain(tree.body)
    markdown = "\n".join(cell.source for cell in chapter_cells(chapter.name).values() if cell.kind == "markdown")
    answers = [plain(option.feedback) for check in load_checks(chapter) for option in check.options]
    for details in (prose.extract_details(lesson_plan(chapter.name)), *ANSWER_DETAILS.findall(markdown)):
        answers += rendered_lines(details)
    yield from (answer for answer in answers if answer in text)


@for_each_paper("slides", "worksheet", "worksheet-large", "worksheet-extension")
def test_papers_have_every_check_with_its_options_in_order(chapter, kind, tree):
    sections, checks = tree.select(".check"), load_checks(chapter)
    if kind != "slides":
        sections = sorted(sections, key=check_number)
        assert [check_number(section) for section in sections if section.select(".lines")] == checks_in_class(chapter)
    assert len(sections) == len(checks) >= 4
    for section, check in zip(sections, checks, strict=True):
        assert plain(check.stem) in plain(section)
        assert [item.get_text() for item in section.select(".letters li")] == [option.text for option in check.options]
        assert ("all that are right" in section.get_text()) == check.many


@for_each(CHAPTERS, lambda chapter: chapter.name)
def test_easy_worksheet_has_the_checks_for_class_and_no_summary(chapter, papers):
    worksheet, summary = (parse_paper(papers, chapter, kind) for kind in ("worksheet-easy", "summary"))
    numbers, checks = checks_in_class(chapter), load_checks(chapter)
    assert [check_number(section) for section in worksheet.select(".check")] == numbers
    assert 1 <= len(numbers) <= 3
    for number, section in zip(numbers, worksheet.select(".check"), strict=True):
        id = chapter.quizzes[number - 1]
        easy_question, words = map(plain, split_easy_question(id))
        assert plain(section.h3) == f"{number}. {easy_question}"
        assert easy_question.endswith("?")
        assert [plain(node) for node in section.select(".easy")] == [words] * bool(words)
        assert plain(question(id).stem) not in plain(worksheet), "the hard question"
    assert [number for number in numbers if "Back to chapter" in checks[number - 1].stem] == []
    last = rendered_lines(chapter_cells(chapter.name)["plain-summary"].source)[-1]
    assert last in plain(summary.main)
    assert last not in plain(worksheet.main)
    other_forms = {row["term"].casefold(): row["other_forms"] or () for row in iss.rows("glossary")}
    for sheet in (worksheet, summary):
        main = copy(sheet.main)
        terms = [term.extract().get_text().casefold() for term in main.select(".words tbody th")]
        text = plain(main).casefold()
        unused = [term for term in terms if not any(form.casefold() in text for form in (term, *other_forms[term]))]
        assert unused == []
    assert len(worksheet.select(".starters li")) == 3, "sentence starters"


def test_easy_worksheets_of_the_five_lessons_have_fewer_words_than_the_standard_ones(papers):
    assert len(CORE) == 5
    for chapter in CORE:
        sheets = (parsed(papers / f"{chapter}-{kind}.html").body for kind in ("worksheet-easy", "worksheet"))
        easy, standard = (len(plain(sheet).split()) for sheet in sheets)
        assert easy < standard, chapter


def test_easy_worksheet_of_the_first_chapter_has_the_claims_in_easy_english(papers):
    sheet = plain(parsed(papers / "what-happened-worksheet-easy.html").main)
    claims = re.findall(r"^\| [a-j] \| (.*) \|$", easy_claims(), re.M)
    assert len(claims) == 10
    assert [claim for claim in claims if plain(claim) not in sheet] == []


@for_each_paper("slides")
def test_every_chart_has_a_slide_and_the_first_of_a_cell_follows_a_look_or_a_guess(chapter, kind, tree):
    page = parsed(SITE / "chapters" / f"{chapter.name}.html")
    figures = page.select(".cell:not(.tag_exercise, .tag_solution, .tag_extra) figure.iss-chart")
    page_cells = chapter_cells(chapter.name)
    prompts = [rules["guess"] for id, rules in slide_rules().items() if id in page_cells and "guess" in rules]
    guessed = 0
    for slide, figure in zip(tree.select(".slide.chart"), figures, strict=True):
        finding = plain(slide.h2.get_text())
        assert finding == plain(figure.select_one(".iss-finding").get_text())
        name, description = (tree.find(id=id) for id in slide.svg["aria-labelledby"].split())
        assert plain(description.get_text()) == plain(figure.svg.desc.get_text())
        assert name.get_text().strip()
        assert slide.select_one(".source").get_text().strip().startswith("Source")
        first = slide.find_previous_sibling("section")
        if "look" in first["class"]:
            assert slide.svg.use["href"] == f"#{first.svg['id']}"
            assert finding not in plain(first)
            hidden = {text.get_text() for text in slide.select("svg > text")}
            assert not hidden & {text.get_text() for text in first.select("svg text")}
        elif "chart" in first["class"]:  # only a further chart of the same cell follows a chart
            assert figure.find_parent(class_="cell").select_one("figure.iss-chart") is not figure
        else:
            assert first.h2.get_text() == "Guess before you look"
            guessed += 1
    assert guessed == len(prompts), "charts without a prompt have a first look"
    text = plain(tree)
    assert [prompt for prompt in prompts if plain(prompt) not in text] == []


@for_each_paper("slides")
def test_slides_have_their_fixed_parts_in_order(chapter, kind, tree):
    slides = tree.select(".slide")
    titles = [plain(slide.select_one("h1, h2").get_text()) for slide in slides]
    parts = ["Ground rules", "After this lesson you can", "Predict first", "Discuss", "What the evidence does not show",
             "Exit ticket", "Key points"]  # fmt: skip
    assert [title for title in titles if title in parts] == parts
    assert titles[-2:] == parts[-2:]
    assert ("Three questions for any page" in titles) == ("term-lateral-reading" in chapter.source)
    kinds = [slide["class"][1] for slide in slides]
    assert titles.index("Predict first") < min(kinds.index(kind) for kind in ("look", "check") if kind in kinds)
    assert all("chart" in after for before, after in pairwise(slide["class"] for slide in slides) if "look" in before)


def test_label_to_hide_that_no_chart_has_is_an_error():
    chart = cell_outputs.Chart("When?", "", Markup('<svg><text x="1">launched</text><text x="2">18:53</text></svg>'))
    assert "launched" not in hide_labels([chart], ("launched",))[0].svg
    with pytest.raises(ToolError, match=r"no label matches 'in flight'.*: When\?"):
        hide_labels([chart], ("launched", "in flight"))
    ids = {id for chapter in CHAPTERS for id in chapter_cells(chapter.name)}
    assert {*slide_rules(), *EXTRA_SLIDES} - ids == set()


def test_no_chart_shows_the_planned_time_before_the_vote(papers):
    for file, vote in (("what-happened-slides.html", "Guess before you look"), (f"{SLIDES}.html", "First vote")):
        slides = parsed(papers / file).select(".slide")
        index = [slide.h2.get_text() if slide.h2 else "" for slide in slides].index(vote)
        earlier_labels = " ".join(text.get_text() for slide in slides[:index] for text in slide.select("svg text"))
        assert iss.fact("docking-time-planned").value not in earlier_labels
        assert iss.fact("docking-time-planned").value in slides[index].get_text()


def test_chapter_ten_keeps_its_answer_until_the_prediction_is_written(papers):
    """The slides ask before the chart; on paper the reasons begin on a new page, and the cards name no result."""
    slides = [plain(slide.get_text(" ")) for slide in parsed(papers / "why-it-holds-slides.html").select(".slide")]
    chart = next(index for index, text in enumerate(slides) if "Need and a treaty" in text)
    assert "Guess before you look" in slides[chart - 1]
    (checks,) = parsed(papers / "why-it-holds-worksheet.html").select(".after")
    assert "Our first reason" in checks.get_text()
    names = [item.get_text() for item in parsed(papers / "why-it-holds-cards.html").select_one("ol").select("li")]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == len(iss.rows("comparisons"))


def test_chapter_ten_has_its_evidence_on_paper_what_speaks_for_a_reason_first(papers):
    cards, easy = (parsed(papers / f"why-it-holds-{kind}.html") for kind in ("cards", "worksheet-easy"))
    voices, *in_short, first, second, third, _ = cards.select("table")
    assert len(in_short) == 4
    assert easy.select("table") == [], "they are on the cards, in easy English"
    assert "Sputnik" in voices.get_text(), "a state's news agency is named"
    for table in [*in_short[:3], first, second, third]:
        sides = [row.td.get_text() for row in table.select("tbody tr")]
        assert {*sides} == {"For", "Against"}
        assert sides == sorted(sides, reverse=True)


def test_evidence_in_short_stands_on_the_side_that_the_data_gives_it():
    """Rows of the cards that link to what the data names as evidence for or against the same reason."""
    plan = lesson_plan("why-it-holds")
    reasons = sorted((row for row in iss.rows("reasons") if row["kind"] == "holds"), key=lambda row: row["rank"])
    checked = 0
    for reason, rank in zip(reasons, RANKS, strict=True):
        speaks = {row["ref"]: row["speaks"] for row in iss.rows("reason_evidence") if row["reason"] == reason["id"]}
        table = prose.TABLE.search(plan, plan.index(f"\n**{rank.capitalize()} reason: "))[0]
        for side, text in re.findall(r"^\| (For|Against) \| (.+) \|$", table, re.M):
            for id in filter(speaks.get, re.findall(r"#([\w-]+)\)", text)):
                assert side.lower() == speaks[id], text
                checked += 1
    assert checked >= 15


def test_closing_task_is_one_sheet_with_what_is_asked_and_how_it_is_judged(papers):
    tree = parsed(papers / f"{five_lessons.CLOSING_TASK}.html")
    assert [heading.get_text() for heading in tree.select("h2")] == ["The task", "How it is judged"]
    assert [len(table.select("tbody tr")) for table in tree.select("table")] == [5, 5]
    assert "Nobody marks it" in plain(tree.main)
    assert "fifteen points" not in plain(tree.main), "for the teacher"


def test_slides_of_one_lesson_are_in_the_order_of_its_timetable(papers):
    titles = [node.get_text() for node in parsed(papers / f"{SLIDES}.html").select("h1, h2")]
    assert sum(title.startswith(ONLY_IN_SIXTY) for title in titles) == 7  # with two charts
    titles = [title.removeprefix(f"{ONLY_IN_SIXTY} ") for title in titles]
    expected = ["Ground rules", "The article retold", "First vote", "Claims a and b", "Claims i and j",
              "A witness", "Second vote", "The two statements", "Exit ticket"]  # fmt: skip
    starts = [start for title in titles for start in expected if title.startswith(start)]
    assert starts == expected, titles


@for_each_paper(*SHEETS)
def test_worksheets_have_the_same_parts_with_room_to_write(chapter, kind, tree):
    easy = kind == "worksheet-easy"
    parts = {node.get_text(): node.parent for node in tree.select("h2")}
    exercise = re.search(r"^## (Exercise: .+)$", chapter.source, re.M)[1]
    assert {"Predict first", "Checks", exercise, "Exit ticket"} <= parts.keys()
    assert parts["Predict first"].select(".box")
    assert len(parts[exercise].select(".lines div, td:empty")) >= 4
    line_counts = [len(item.select(".lines div")) for item in tree.select(".ticket > li")]
    assert all(line_counts)
    questions = len(line_counts) if easy else len(prose.ticket_questions(lesson_plan(chapter.name)))
    assert len(line_counts) == questions >= 2
    assert ("Go further" in parts) == (kind == "worksheet-extension")
    assert easy or len(tree.select(".ticks li")) == len(chapter.objectives)


@for_each_paper("key")
def test_key_has_all_answers_solutions_and_the_exit_ticket(chapter, kind, tree):
    text = plain(tree.body)
    for section, check in zip(tree.select(".check"), load_checks(chapter), strict=True):
        right = [plain(item.p.get_text().removeprefix("✓ ")) for item in section.select(".right")]
        assert right == [plain(option.text) for option in check.options if option.right]
        assert all(plain(option.feedback) in text for option in check.options)
    solutions = [cell for cell in chapter_cells(chapter.name).values() if "solution" in cell.tags]
    code = {block.get_text().strip() for block in tree.select("pre code")}
    assert {cell.source.strip() for cell in solutions if cell.kind == "code"} <= code
    answers = [prose.extract_details(cell.source) for cell in solutions if cell.kind == "markdown"]
    answers.append(prose.extract_details(lesson_plan(chapter.name)))
    assert [line for answer in answers for line in rendered_lines(answer) if line not in text] == []
    assert re.findall(r"\bnp\.\w+|dtype: ", text) == [], "Python syntax"
    for id in re.findall(r"iss\.check\(\"([a-z0-9-]+)\"", chapter.source):
        assert plain(f"expects: {iss.fact(id).value}") in text


def test_test_on_the_five_lessons_has_ten_questions_whose_answers_are_only_in_the_key(papers):
    text = (TEACH / f"{five_lessons.TEST}.md").read_text("utf-8")
    answers = rendered_lines(prose.extract_details(text))
    paper, key = (parsed(papers / f"{five_lessons.TEST}{part}.html") for part in ("", "-key"))
    assert len(answers) == len(paper.select("main section")) == len(key.select("main section")) == 10
    assert [answer for answer in answers if answer in plain(paper) or answer not in plain(key)] == []
    assert all("point" in answer for answer in answers)


def test_every_table_on_paper_is_in_some_plan():
    asked = {found["name"] for chapter in CHAPTERS for found in PLACEHOLDER.finditer(lesson_plan(chapter.name))}
    assert prose.split_sections(TABLES.read_text("utf-8")).keys() - asked == set(), "no plan asks for these tables"
