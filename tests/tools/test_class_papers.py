"""Slides, worksheets and keys say what their chapter says, hide the answers where they must, and can be printed."""

import gzip
import re
from itertools import pairwise, product
from zipfile import ZipFile

import handouts
import pytest
from bs4 import BeautifulSoup
from built import parsed
from chromium import find_chromium
from classpapers import prose
from classpapers.deck import GUESS_PROMPTS
from classpapers.kit import KIT
from classpapers.lesson import CHECKS_IN_CLASS, ORDINALS
from classpapers.one_lesson import GUIDE, PACK, SLIDES
from classpapers.sheets import KINDS, csp_hash
from launch import places
from notebooks import Chapter, chapters
from prose import ROOT, Cell, cells
from rules import for_each
from website.book import load_book

import issfacts as iss
from issfacts.widgets.questions import question

CHAPTERS = chapters()
SHEETS = [kind for kind in KINDS if kind.startswith("worksheet")]
HEAVIEST = 60_000  # bytes of a page as a server sends it
ANSWER = re.compile(r"<summary>(?:Solution|Answer).*?</details>", re.S)
PACKS = {f"{PACK}.html", f"{PACK}.docx", f"{KIT}.html", f"{SLIDES}.html", f"{SLIDES}.pptx"}
each_chapter = for_each(CHAPTERS, lambda chapter: chapter.name)


def each_paper(*kinds: str):
    """Make a test of a rule for the papers of some kinds, of every chapter."""
    return for_each(list(product(CHAPTERS, kinds)), lambda paper: f"{paper[0].name}-{paper[1]}")


@pytest.fixture
def read(papers):
    """Give a function that reads a paper of a chapter as a tree."""
    return lambda chapter, kind: parsed(papers / f"{chapter.name}-{kind}.html")


def plain(text: str) -> str:
    """Return a text with straight quotation marks, and blanks only between words."""
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return re.sub(r"\s+([.,:;?!)])", r"\1", " ".join(text.split()))


def words(node) -> str:
    """Return the words of a part of a paper."""
    return plain(node.get_text(" "))


def written(chapter: Chapter) -> list[Cell]:
    """Return the cells of a chapter as they are written."""
    return cells(ROOT / "chapters" / f"{chapter.name}.ipynb")


def plan(chapter: Chapter) -> str:
    """Return the lesson plan of a chapter."""
    return handouts.plan_path(chapter.name).read_text("utf-8")


def checks(chapter: Chapter) -> list:
    """Return the questions that a chapter asks."""
    return list(map(question, chapter.quizzes))


def sentences(markdown: str) -> list[str]:
    """Return the longer lines of a text as a paper would print them."""
    tree = BeautifulSoup(prose.render_html(re.sub(r"</?(summary|details)>|<!-- .*? -->", "\n\n", markdown)), "html5lib")
    return [line for node in tree.select("p, li") if len(line := words(node)) > 40]


def in_class(chapter: Chapter) -> list[int]:
    """Return the numbers of the checks that a plan has in class."""
    wanted = CHECKS_IN_CLASS.search(plan(chapter))[1]
    return [number for number, place in enumerate(ORDINALS, start=1) if place in wanted]


def number(shown) -> int:
    """Return the number that a check has on a sheet."""
    return int(shown.h3.get_text().partition(".")[0])


def test_every_paper_is_there_listed_and_in_the_archive(papers):
    sheets = {pair for pair in product(CHAPTERS, KINDS) if pair[1] != "cards" or "\n### Cards\n" in plan(pair[0])}
    wanted = PACKS | {f"{chapter.name}-{kind}.html" for chapter, kind in sheets if kind != "plan"}
    wanted |= {f"{chapter.name}-{kind}.{'pptx' if kind == 'slides' else 'docx'}" for chapter, kind in sheets}
    printed = {f"{name}.pdf" for name in handouts.PDF_PACKS} if find_chromium() else set()
    there = {path.name: path.read_bytes() for path in papers.iterdir() if path.name != handouts.ARCHIVE}
    assert there.keys() == wanted | printed | {"class.css", "index.html"}
    links = {link["href"] for link in parsed(papers / "index.html").select("main a")}
    assert {link for link in links if not link.startswith("#")} == wanted | printed
    for_teachers = handouts.PAGE.read_text("utf-8")
    assert [file for file in {*wanted - PACKS, handouts.ARCHIVE} if f"../class/{file}" not in for_teachers] == []
    with ZipFile(papers / handouts.ARCHIVE) as archive:
        packed = {name.removeprefix("docked-class/"): archive.read(name) for name in archive.namelist()}
    assert packed.pop("LICENCE.txt") == (ROOT / "LICENSE-CONTENT").read_bytes()
    assert packed == there | {"index.html": there["index.html"].replace(handouts.BACK_LINK, b"")}
    assert b'href="../' not in packed["index.html"]


def test_papers_are_light_and_ask_for_nothing_but_their_style(papers):
    wrong = {}
    for path in sorted(papers.glob("*.html")):
        tree = parsed(path)
        names, policy = [node["id"] for node in tree.select("[id]")], tree.find("meta")["content"]
        rules = {
            "light": len(gzip.compress(path.read_bytes(), 6)) <= HEAVIEST,
            "nothing active": not tree.select("script[src], img, iframe, style, [style], [onclick]"),
            "scripts": len(tree.select("script")) == path.name.endswith("slides.html"),
            "allowed": all(f"'{csp_hash(script.string)}'" in policy for script in tree.select("script")),
            "one style": [link["href"] for link in tree.select("link")] == ["data:,", "class.css"],
            "policy": "default-src 'none'" in policy and "unsafe" not in policy,
            "one title": len(tree.select("h1")) == 1,
            "date": "Facts as of" in tree.body.get_text(),
            "ids": len(names) == len(set(names)),
            "heads": not [head for head in tree.select("th") if not head.get("scope") or not head.get_text(strip=True)],
        }
        broken = [rule for rule, kept in rules.items() if not kept]
        wrong |= {path.name: broken} if broken else {}
    assert wrong == {}


def test_links_lead_into_the_book_or_to_the_papers(papers, site):
    base, lost = load_book(site_config().site).base, []
    for path in sorted(papers.glob("*.html")):
        tree = parsed(path)
        for href in (link["href"] for link in tree.select("a")):
            there = site / href.removeprefix(base) if href.startswith(base) else papers / href
            found = tree.find(id=href[1:]) if href.startswith("#") else there.exists()
            lost += [] if found else [f"{path.name}: {href}"]
    assert lost == []


@each_paper("slides", *SHEETS)
def test_no_paper_for_students_gives_an_answer_away(paper, read):
    chapter, text = paper[0], words(read(*paper).body)
    markdown = "\n".join(cell.source for cell in written(chapter) if cell.kind == "markdown")
    answers = [plain(option.feedback) for asked in checks(chapter) for option in asked.options]
    for fold in (prose.extract_details(plan(chapter)), *ANSWER.findall(markdown)):
        answers += sentences(fold)
    yield from (answer for answer in answers if answer in text)


@each_paper("slides", "worksheet", "worksheet-large", "worksheet-extension")
def test_every_check_is_there_with_its_options_in_their_order(paper, read):
    chapter, kind = paper
    found = read(*paper).select(".check")
    if kind != "slides":
        found = sorted(found, key=number)
        assert [number(shown) for shown in found if shown.select(".lines")] == in_class(chapter)
    assert len(found) == len(checks(chapter)) >= 4
    for shown, asked in zip(found, checks(chapter), strict=True):
        assert plain(asked.stem) in words(shown)
        assert [item.get_text() for item in shown.select(".letters li")] == [option.text for option in asked.options]
        assert ("all that hold" in shown.get_text()) == asked.many


@each_chapter
def test_the_easy_sheet_has_the_checks_in_class_and_the_summary_is_a_sheet_of_its_own(chapter, read):
    tree, apart, asked = read(chapter, "worksheet-easy"), read(chapter, "summary"), in_class(chapter)
    assert [number(shown) for shown in tree.select(".check")] == asked
    assert 1 <= len(asked) == len(tree.select(".check .easy")) <= 3
    assert [place for place in asked if "Back to chapter" in checks(chapter)[place - 1].stem] == []
    last = sentences(next(cell for cell in written(chapter) if cell.id == "plain-summary").source)[-1]
    assert last in words(apart.main)
    assert last not in words(tree.main)
    rows = {row["term"].casefold(): row["other_forms"] or () for row in iss.rows("glossary")}
    for sheet in (tree, apart):
        terms = [term.extract().get_text().casefold() for term in sheet.select(".words dt")]
        shown = words(sheet.main).casefold()
        assert [term for term in terms if not any(form.casefold() in shown for form in (term, *rows[term]))] == []
    assert len(tree.select(".starters li")) == 3, "beginnings of sentences"


@each_chapter
def test_every_chart_is_a_slide_with_its_finding_after_a_first_look_or_a_guess(chapter, read, site):
    practice = {"tag_exercise", "tag_solution", "tag_extra"}
    page, tree = parsed(site / "chapters" / f"{chapter.name}.html"), read(chapter, "slides")
    figures = [
        one for one in page.select("figure.iss-chart") if not practice & {*one.find_parent(class_="cell")["class"]}
    ]
    asked = {*GUESS_PROMPTS} & {cell.id for cell in written(chapter)}
    guessed = 0
    for slide, figure in zip(tree.select(".slide.chart"), figures, strict=True):
        finding = plain(slide.h2.get_text())
        assert finding == plain(figure.select_one(".iss-finding").get_text())
        name, said = (tree.find(id=id) for id in slide.svg["aria-labelledby"].split())
        assert said.get_text() == figure.svg.desc.get_text()
        assert name.get_text().strip()
        assert slide.select_one(".source").get_text().strip().startswith("Source")
        first = slide.find_previous_sibling("section")
        if "look" in first["class"]:
            assert slide.svg.use["href"] == f"#{first.svg['id']}"
            assert finding not in words(first)
            late = {text.get_text() for text in slide.select("svg > text")}  # what the plan asks for
            assert not late & {text.get_text() for text in first.select("svg text")}
        else:
            assert first.h2.get_text() == "Guess before you look"
            guessed += 1
    assert guessed == len(asked), "only what is asked for comes without a first look"
    shown = words(tree)
    assert [id for id in asked if plain(GUESS_PROMPTS[id].rpartition("}")[2]) not in shown] == []


@each_chapter
def test_the_slides_begin_with_rules_and_a_prediction_and_end_with_key_points(chapter, read):
    slides = read(chapter, "slides").select(".slide")
    titles = [plain(slide.select_one("h1, h2").get_text()) for slide in slides]
    parts = ["Ground rules", "After this lesson you can", "Predict first", "Discuss", "What the evidence does not show",
             "Exit ticket", "Key points"]  # fmt: skip
    assert [title for title in titles if title in parts] == parts
    assert titles[-2:] == parts[-2:]
    assert ("Three questions for any page" in titles) == ("term-lateral-reading" in chapter.source)
    kinds = [slide["class"][1] for slide in slides]
    assert titles.index("Predict first") < min(kinds.index(kind) for kind in ("look", "check") if kind in kinds)
    assert all("chart" in after for before, after in pairwise(slide["class"] for slide in slides) if "look" in before)


def test_the_docking_is_voted_on_before_any_slide_shows_the_planned_time(papers):
    for file, vote in (("what-happened-slides.html", "Guess before you look"), (f"{SLIDES}.html", "First vote")):
        slides = parsed(papers / file).select(".slide")
        place = [slide.h2.get_text() if slide.h2 else "" for slide in slides].index(vote)
        early = " ".join(text.get_text() for slide in slides[:place] for text in slide.select("svg text"))
        assert iss.fact("docking-time-planned").value not in early
        assert iss.fact("docking-time-planned").value in slides[place].get_text()


def test_the_slides_of_one_lesson_follow_its_minutes(papers):
    titles = [node.get_text() for node in parsed(papers / f"{SLIDES}.html").select("h1, h2")]
    wanted = ["Ground rules", "The article retold", "First vote", "Claims a and b", "Claims i and j",
              "A witness", "Second vote", "The two statements", "Exit ticket"]  # fmt: skip
    starts = [start for title in titles for start in wanted if title.startswith(start)]
    assert starts == wanted, titles


@each_paper(*SHEETS)
def test_every_level_is_the_same_task_with_room_to_write(paper, read):
    chapter, kind = paper
    tree, easy = read(*paper), kind == "worksheet-easy"
    parts = {node.get_text(): node.parent for node in tree.select("h2")}
    exercise = re.search(r"^## (Exercise: .+)$", chapter.source, re.M)[1]
    assert {"Predict first", "Checks", exercise, "Exit ticket"} <= parts.keys()
    assert parts["Predict first"].select(".box")
    assert len(parts[exercise].select(".lines div, td:empty")) >= 4
    room = [len(item.select(".lines div")) for item in tree.select(".ticket > li")]
    assert all(room)
    assert len(room) >= 2 if easy else len(room) == len(prose.ticket_questions(plan(chapter))) >= 2
    assert ("Go further" in parts) == (kind == "worksheet-extension")
    assert easy or len(tree.select(".ticks li")) == len(chapter.objectives)


@each_chapter
def test_the_key_has_every_answer_every_solution_and_the_exit_ticket(chapter, read):
    tree = read(chapter, "key")
    text = words(tree.body)
    for shown, asked in zip(tree.select(".check"), checks(chapter), strict=True):
        right = [plain(item.p.get_text()) for item in shown.select(".right")]
        assert right == [plain(option.text) for option in asked.options if option.right]
        assert all(plain(option.feedback) in text for option in asked.options)
    solutions = [cell for cell in written(chapter) if "solution" in cell.tags]
    code = {block.get_text().strip() for block in tree.select("pre code")}
    assert {cell.source.strip() for cell in solutions if cell.kind == "code"} <= code
    folds = [prose.extract_details(cell.source) for cell in solutions if cell.kind == "markdown"]
    folds.append(prose.extract_details(plan(chapter)))
    assert [line for fold in folds for line in sentences(fold) if line not in text] == []
    assert re.findall(r"\bnp\.\w+|dtype: ", text) == [], "marks of Python"
    for id in re.findall(r"iss\.check\(\"([a-z0-9-]+)\"", chapter.source):
        assert plain(f"expects: {iss.fact(id).value}") in text


def test_a_table_without_room_gets_a_column_to_write_in():
    full, open_ = "| a | b |\n|---|---|\n| c | d |\n", "| a | b |\n|---|---|\n| c | |\n"
    assert prose.add_answer_columns(open_) == open_
    assert prose.render_html(prose.add_answer_columns(full)).count("<td></td>") == 1


def test_a_missing_part_is_named_with_its_file_and_with_those_that_are_there():
    said = r"^teach/one-lesson\.md: 'Weather' is missing; there are 'Aims', 'Before class', "
    with pytest.raises(prose.MissingSectionError, match=said), prose.add_path_to_errors(GUIDE):
        prose.get_section(GUIDE.read_text("utf-8"), "Weather")
