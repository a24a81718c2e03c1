"""The chapters as different readers meet them: by keyboard, from a link, without JavaScript, on paper."""

import re
import unicodedata

import pytest
from browser import PAGE_BACKGROUND, tab_to
from playwright.sync_api import expect
from prose import notebooks
from pypdfium2 import PdfDocument

import issfacts as iss
from issfacts.widgets.questions import Question, question

CHAPTERS = [path.stem for path in notebooks()]
PHONE = {"width": 360, "height": 800}


def address(site, chapter: str) -> str:
    """Return the address of a chapter on the disk."""
    return (site / f"chapters/{chapter}.html").as_uri()


def squeezed(text: str) -> str:
    """Return a text without blanks, hyphens and ligatures: a PDF breaks lines and joins letters where it likes."""
    return re.sub(r"[\s\x02-]+", "", unicodedata.normalize("NFKC", text))


def asked(chapter: str) -> list[Question]:
    """Return the questions of a chapter."""
    return [question(row["id"]) for row in iss.rows("questions") if row["chapter"] == chapter]


def open_folds(tab) -> None:
    """Open each fold that holds an explorer."""
    tab.evaluate("for (const fold of document.querySelectorAll('details:has(.iss-explore)')) fold.open = true")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_explorers_are_worked_by_keyboard_and_linked_by_their_state(visit, site, chapter):
    tab = visit(address(site, chapter), viewport=PHONE)
    open_folds(tab)
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
        other = visit(f"{address(site, chapter)}#{last}", viewport=PHONE)
        expect(other.locator(f"#{explorer} > .iss-pane[open]")).to_have_id(last)
        other.context.close()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_question_is_answered_by_keyboard(visit, site, chapter):
    tab = visit(address(site, chapter), viewport=PHONE)
    for one in asked(chapter):
        box = f"#quiz-{one.id}"
        tab_to(tab, f"{box} input")
        expect(tab.locator(f"{box} [role=status]")).to_be_empty()  # to come by chooses nothing
        if one.many:
            for option in one.options:
                if option.right:
                    tab.keyboard.press("Space")
                tab.keyboard.press("Tab")  # at last to the button
            tab.keyboard.press("Enter")
        else:
            tab.keyboard.press("Space")
        for option in [option for option in one.options if option.right] if one.many else one.options[:1]:
            expect(tab.locator(f"{box} [role=status]")).to_contain_text(option.feedback)
        expect(tab.locator(f"{box} input:disabled")).to_have_count(0)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_without_javascript_everything_opens_and_nothing_is_dead(visit, site, chapter):
    still = visit(address(site, chapter), java_script_enabled=False)
    dead = [control for control in still.locator("article :is(button, input, select)").all() if control.is_visible()]
    assert dead == []
    text = " ".join(still.locator("article").text_content().split())
    told = [words for one in asked(chapter) for option in one.options for words in (option.text, option.feedback)]
    assert [words for words in told if words not in text] == []
    open_folds(still)
    widgets = ("explore", "quiz", "audit", "game", "when", "weights", "draw")
    for pane in still.locator(", ".join(f".iss-{name} details" for name in widgets)).all():
        if pane.get_attribute("open") is None:
            pane.locator("> summary").click()
        expect(pane.locator("figure, p, dl").first).to_be_visible()
    still.set_viewport_size(PHONE)
    still.get_by_role("button", name="Contents of the book").click()
    expect(still.locator("#book-contents").get_by_role("link", name="Who is up there?")).to_be_visible()


# What stands open on paper: the tables and charts of the widgets, the endings of the story, the games played through.
WIDGETS = ":is(.iss-when, .iss-weights, .iss-draw)"
PRINTED = f"{WIDGETS} :is(.iss-table .iss-caption, .iss-finding), .iss-game :is(.iss-branch b, .iss-years .iss-caption)"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_on_paper_stands_what_can_be_read(visit, site, chapter):
    tab = visit(address(site, chapter), color_scheme="dark")
    pages = PdfDocument(tab.pdf(format="A4"))
    text = squeezed("".join(page.get_textpage().get_text_bounded() for page in pages))
    wanted = [tab.locator("h1").text_content().rstrip("#¶").split(" · ")[1]]
    wanted += [one.stem for one in asked(chapter)]
    # As a pane or in the table of all; what stands in a closed fold of code is not printed.
    panes = tab.locator(".iss-pane:not(details.hide .iss-pane)").all()
    wanted += [pane.get_attribute("data-title") for pane in panes]
    wanted += tab.locator(PRINTED).all_text_contents()
    if chapter == "better-brief":
        checks = iss.audit(first=5).checks
        wanted += [row[part] for row in checks for part in ("item", "how", "failed")]
        assert text.count("☐") == len(checks)
    wanted.append(tab.locator(".iss-cite pre").text_content())
    assert [words for words in wanted if squeezed(words) not in text] == []
    unwanted = [option.feedback for one in asked(chapter) for option in one.options]
    unwanted += ["Skip to the text", "Contents of the book", "Show the record", "Undo the last year", "Begin again"]
    assert [words for words in unwanted if squeezed(words) in text] == []


TEXT_BEGINS = """() => [...document.querySelectorAll("article p")]
    .find(node => node.getClientRects().length && !node.closest(".iss-header, details"))?.getBoundingClientRect().top"""


def test_on_a_phone_the_story_begins_on_the_first_screen_and_code_is_folded(visit, site):
    late = {}
    for chapter in CHAPTERS:
        tab = visit(address(site, chapter), viewport={"width": 390, "height": 844})
        if not 100 < (top := tab.evaluate(TEXT_BEGINS) or 0) < 700:
            late[chapter] = top
        for fold in tab.locator(".iss-band:not(.iss-tail)").all():
            expect(fold).not_to_have_attribute("open", "")
            fold.locator("> summary").click()
            expect(fold.locator("pre").first).to_be_visible()
        if jump := tab.locator("article a", has_text="Discuss").all():
            jump[0].click()
            expect(tab.get_by_role("heading", name="Discuss")).to_be_in_viewport()
        tab.context.close()
    assert late == {}
    wide = visit(address(site, CHAPTERS[0]))
    expect(wide.locator(".iss-band:not(.iss-tail, [open])")).to_have_count(0)


INKS = """() => [...document.querySelectorAll("h1, article p, .iss-cover p, .highlight span")]
    .filter(node => node.getClientRects().length)
    .map(node => Math.max(...getComputedStyle(node).color.match(/\\d+/g).slice(0, 3).map(Number)))"""


def test_paper_is_light_in_either_mode_and_links_say_where_they_lead(visit, site):
    for name in ("index", "chapters/what-happened"):
        tab = visit(f"{site.as_uri()}/{name}.html", color_scheme="dark")
        tab.locator(".theme-toggle").click()
        tab.locator(".theme-toggle").click()
        tab.emulate_media(media="print")
        assert max(tab.evaluate(INKS)) < 180, "pale ink on white paper"
        assert tab.evaluate(PAGE_BACKGROUND) in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
        shown = tab.evaluate("getComputedStyle(document.querySelector('article a[href^=http]'), '::after').content")
        assert "http" in shown or "attr(href)" in shown
        expect(tab.locator(":is(.iss-side, .iss-margin, .iss-way, .iss-copy)").locator("visible=true")).to_have_count(0)
