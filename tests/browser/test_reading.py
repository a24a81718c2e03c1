"""Chapters read by keyboard, from a link to a widget's state, without JavaScript, printed and on a phone."""

import pytest
from built import as_shown, strip_spaces
from chromium_tab import PAGE_BACKGROUND, PHONE, printed, tab_to
from notebooks import notebook_paths
from playwright.sync_api import expect

import issfacts as iss
from issfacts.widgets.questions import Question, question

CHAPTERS = [path.stem for path in notebook_paths()]
each_chapter = pytest.mark.parametrize("chapter", [pytest.param(CHAPTERS[0], marks=pytest.mark.smoke), *CHAPTERS[1:]])
PHONE_SIZE = PHONE["viewport"]


def address(site, chapter: str) -> str:
    """Return the file:// address of a chapter."""
    return (site / f"chapters/{chapter}.html").as_uri()


def questions_of(chapter: str) -> list[Question]:
    """Return the questions of a chapter."""
    return [question(row["id"]) for row in iss.rows("questions") if row["chapter"] == chapter]


def open_details_of_explorers(tab) -> None:
    """Open each `details` element that contains an explorer."""
    tab.evaluate("for (const fold of document.querySelectorAll('details:has(.iss-explore)')) fold.open = true")


@each_chapter
def test_explorers_change_pane_by_keyboard_and_by_the_address(visit, site, chapter):
    tab = visit(address(site, chapter), viewport=PHONE_SIZE)
    open_details_of_explorers(tab)
    for explorer in [node.get_attribute("id") for node in tab.locator(".iss-explore").all()]:
        opened = tab.locator(f"#{explorer} > .iss-pane[open]")
        expect(opened).to_have_count(1)
        first = opened.get_attribute("id")
        tab_to(tab, f"#{explorer} :is(input, select)")
        tab.keyboard.press("ArrowDown")
        expect(opened).to_have_count(1)
        expect(opened).not_to_have_id(first)
        expect(tab.locator(f"#{explorer} [role=status]")).to_contain_text(opened.get_attribute("data-title"))
        assert tab.evaluate("location.hash") == f"#{opened.get_attribute('id')}"
        last = tab.locator(f"#{explorer} > .iss-pane").last.get_attribute("id")
        other = visit(f"{address(site, chapter)}#{last}", viewport=PHONE_SIZE)
        expect(other.locator(f"#{explorer} > .iss-pane[open]")).to_have_id(last)
        other.context.close()


@each_chapter
def test_every_question_is_answered_by_keyboard(visit, site, chapter):
    tab = visit(address(site, chapter), viewport=PHONE_SIZE)
    for item in questions_of(chapter):
        status = tab.locator(f"#quiz-{item.id} [role=status]")
        tab_to(tab, f"#quiz-{item.id} input")
        expect(status).to_be_empty()  # moving the focus here selects nothing
        if item.many:
            for option in item.options:
                if option.right:
                    tab.keyboard.press("Space")
                tab.keyboard.press("Tab")  # after the last option, the focus is on the button
            tab.keyboard.press("Enter")
        else:
            tab.keyboard.press("Space")
        for option in item.options:
            if option.right if item.many else option is item.options[0]:
                expect(status).to_contain_text(as_shown(option.feedback))
        expect(tab.locator(f"#quiz-{item.id} input:disabled")).to_have_count(0)


@each_chapter
def test_without_javascript_all_text_can_be_opened_and_no_control_is_shown(visit, site, chapter):
    tab = visit(address(site, chapter), java_script_enabled=False)
    expect(tab.locator("article :is(button, input, select):visible")).to_have_count(0)
    text = " ".join(tab.locator("article").text_content().split())
    options = [option for item in questions_of(chapter) for option in item.options]
    shown = [as_shown(words) for option in options for words in (option.text, option.feedback)]
    assert [words for words in shown if words not in text] == []
    open_details_of_explorers(tab)
    widgets = ("explore", "quiz", "audit", "game", "when", "weights", "draw")
    for details in tab.locator(", ".join(f".iss-{name} details:not([open])" for name in widgets)).element_handles():
        details.query_selector("summary").click()
        assert details.query_selector(":is(figure, p, dl, table):visible")


def test_without_javascript_the_contents_open_on_a_phone(visit, site):
    tab = visit(address(site, CHAPTERS[0]), viewport=PHONE_SIZE, java_script_enabled=False)
    tab.get_by_role("button", name="Contents of the book").press("Enter")
    expect(tab.locator("#book-contents").get_by_role("link", name="Who is up there?")).to_be_visible()


# Printed parts of widgets: the captions of their tables and charts, the endings of the story, the games played.
PRINTED = (
    ":is(.iss-when, .iss-weights, .iss-draw) :is(.iss-table .iss-caption, .iss-finding), "
    ".iss-game :is(.iss-branch b, .iss-years .iss-caption)"
)


@each_chapter
def test_printed_chapter_has_all_content_and_no_controls(visit, site, chapter):
    tab = visit(address(site, chapter), color_scheme="dark")
    text = strip_spaces("".join(printed(tab.pdf(format="A4"))))
    expected = [tab.locator("h1").text_content().rstrip("#¶").split(" · ")[1]]
    expected += [as_shown(item.stem) for item in questions_of(chapter)]
    # The title of each pane is printed, above it or in the table of all panes, unless it is in hidden code.
    panes = tab.locator(".iss-pane:not(details.hide .iss-pane)").all()
    expected += [as_shown(pane.get_attribute("data-title")) for pane in panes]
    expected += tab.locator(PRINTED).all_text_contents()
    if chapter == "better-brief":
        checks = iss.audit(first=5).checks
        expected += [as_shown(row[column]) for row in checks for column in ("item", "how", "failed")]
        assert text.count("☐") == len(checks)
    expected.append(tab.locator(".iss-cite pre").text_content())
    assert [words for words in expected if strip_spaces(words) not in text] == []
    assert text.count("Fullrow") == tab.locator("#facts-on-this-page li").count() > 0
    unexpected = [as_shown(option.feedback) for item in questions_of(chapter) for option in item.options]
    unexpected += ["Skip to the text", "Contents of the book", "Show the record", "Undo the last year", "Begin again"]
    assert [words for words in unexpected if strip_spaces(words) in text] == []


TOP_OF_FIRST_PARAGRAPH = """() => [...document.querySelectorAll("article p")]
    .find(node => node.checkVisibility() && !node.closest(".iss-header, details"))?.getBoundingClientRect().top"""
CODE_FOLDS = ".iss-section-fold:not(.iss-end-fold)"


@each_chapter
def test_on_a_phone_the_text_begins_on_the_first_screen_and_code_is_folded(visit, site, chapter):
    tab = visit(address(site, chapter), viewport={"width": 390, "height": 844})
    assert 100 < tab.evaluate(TOP_OF_FIRST_PARAGRAPH) < 700
    expect(tab.locator(f"{CODE_FOLDS}[open]")).to_have_count(0)
    fold = tab.locator(CODE_FOLDS).last
    fold.locator("> summary").click()
    expect(fold.locator("pre").first).to_be_visible()
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.reload()
    expect(tab.locator(f"{CODE_FOLDS}:not([open])")).to_have_count(0)


# The largest of red, green and blue of each text's colour.
TEXT_BRIGHTNESS = """() => [...document.querySelectorAll("h1, article p, .iss-cover p, .highlight span")]
    .filter(node => node.getClientRects().length)
    .map(node => Math.max(...getComputedStyle(node).color.match(/\\d+/g).slice(0, 3).map(Number)))"""


def test_print_style_is_light_in_dark_mode_and_shows_addresses_of_links(visit, site):
    for name in ("index", "chapters/what-happened"):
        tab = visit(f"{site.as_uri()}/{name}.html", color_scheme="dark")
        tab.locator(".theme-toggle").click()
        tab.locator(".theme-toggle").click()
        tab.emulate_media(media="print")
        assert max(tab.evaluate(TEXT_BRIGHTNESS)) < 180, "text too light for white paper"
        assert tab.evaluate(PAGE_BACKGROUND) in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
        appended = tab.evaluate("getComputedStyle(document.querySelector('article a[href^=http]'), '::after').content")
        assert "http" in appended or "attr(href)" in appended
        expect(
            tab.locator(":is(.iss-side, .iss-margin, .iss-prev-next, .iss-copy)").locator("visible=true")
        ).to_have_count(0)
