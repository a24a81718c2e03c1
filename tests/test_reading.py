"""The published chapters as different readers meet them: by keyboard, without JavaScript, from a disk, on paper."""

import re
import unicodedata

import pytest
from browser import begun, laid_out
from built import parsed
from prose import notebooks
from pypdfium2 import PdfDocument

import issfacts as iss

pytestmark = pytest.mark.browser

CHAPTERS = [path.stem for path in notebooks()]
EXPLORED = [path.stem for path in notebooks() if "iss.explore(" in path.read_text("utf-8")]
MOST_KEYS = 400  # more Tab presses than any page has stops


@pytest.fixture
def tab(browser):
    """Give a fresh tab on a phone; a fault in the console fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    tab = context.new_page()
    faults = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    yield tab
    context.close()
    assert faults == []


@pytest.fixture
def still(browser):
    """Give a tab without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def tab_to(tab, selector: str) -> str:
    """Press Tab until the focus is on such an element, and return how its focus is shown."""
    for _ in range(MOST_KEYS):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return tab.evaluate("""() => {
                const box = document.activeElement, style = getComputedStyle(box);
                const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
                const around = getComputedStyle(box.closest("label") || box);
                return shown || around.outlineStyle !== "none" || style.boxShadow !== "none" ? "visible" : "invisible";
            }""")
    raise AssertionError(f"the keyboard never reaches {selector}")


def open_from_disk(tab, site, chapter: str, place: str = "") -> None:
    """Open a chapter by its file address, and wait for its scripts."""
    open_still(tab, site, chapter, place)
    begun(tab)


def open_still(tab, site, chapter: str, place: str = "") -> None:
    """Open a chapter by its file address where no script runs."""
    tab.goto((site / f"chapters/{chapter}.html").as_uri() + place)


def explorers(tab) -> list[str]:
    """Return the ids of the page's explorers."""
    return tab.eval_on_selector_all(".iss-explore", "nodes => nodes.map(node => node.id)")


def shown_panes(tab, explorer: str) -> list[str]:
    """Return the ids of the panes an explorer shows."""
    return tab.eval_on_selector_all(f"#{explorer} > .iss-pane[open]", "nodes => nodes.map(node => node.id)")


@pytest.mark.parametrize("chapter", EXPLORED)
def test_every_explorer_is_worked_by_keyboard_alone(tab, site, chapter):
    open_from_disk(tab, site, chapter)
    assert explorers(tab)
    for explorer in explorers(tab):
        first = shown_panes(tab, explorer)
        assert len(first) == 1
        assert tab_to(tab, f"#{explorer} :is(input, select)") == "visible"
        tab.keyboard.press("ArrowDown")
        second = shown_panes(tab, explorer)
        assert len(second) == 1
        assert second != first
        said = tab.inner_text(f"#{explorer} [role=status]")
        assert tab.get_attribute(f"#{second[0]}", "data-title") in said
        assert tab.evaluate("location.hash") == f"#{second[0]}"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_link_opens_the_state_it_names(tab, site, chapter):
    open_from_disk(tab, site, chapter)
    for explorer in explorers(tab):
        last = tab.eval_on_selector(f"#{explorer} > .iss-pane:last-of-type", "node => node.id")
        open_from_disk(tab, site, chapter, f"#{last}")
        tab.reload()
        begun(tab)
        assert shown_panes(tab, explorer) == [last]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_quiz_is_answered_by_keyboard_alone(tab, site, chapter):
    open_from_disk(tab, site, chapter)
    shown = tab.eval_on_selector_all(".iss-quiz", "nodes => nodes.map(node => node.id)")
    questions = [row for row in iss.rows("questions") if row["chapter"] == chapter]
    assert {f"quiz-{row['id']}" for row in questions} <= set(shown)
    for row in questions:
        box = f"#quiz-{row['id']}"
        options = [option for option in iss.rows("options") if option["question"] == row["id"]]
        assert tab.inner_text(f"{box} [role=status]").strip() == ""
        assert tab_to(tab, f"{box} input") == "visible"
        if row["kind"] == "single":
            tab.keyboard.press("Space")
            expected = [options[0]["feedback"]]
        else:
            for position, option in enumerate(options):
                if position:
                    tab.keyboard.press("Tab")
                if option["right"]:
                    tab.keyboard.press("Space")
            tab_to(tab, f"{box} button")
            tab.keyboard.press("Enter")
            expected = [option["feedback"] for option in options if option["right"]]
        for words in expected:
            assert words in re.sub(r"\s+", " ", tab.inner_text(f"{box} [role=status]"))
        assert tab.locator(f"{box} input:disabled").count() == 0, "nothing is locked"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_controls_have_names_and_states_in_the_accessibility_tree(tab, site, chapter):
    open_from_disk(tab, site, chapter)
    laid_out(tab)
    tree = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    roles = ("button", "link", "radio", "checkbox", "combobox", "textbox", "searchbox", "DisclosureTriangle", "group")
    nameless = [
        node["role"]["value"]
        for node in tree
        if not node["ignored"] and node["role"]["value"] in roles[:-1] and not node.get("name", {}).get("value")
    ]
    assert nameless == []
    radios = [node for node in tree if not node["ignored"] and node["role"]["value"] == "radio"]
    assert radios
    assert all("checked" in {item["name"] for item in node["properties"]} for node in radios)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_without_javascript_everything_opens_and_nothing_is_dead(still, site, chapter):
    open_still(still, site, chapter)
    controls = still.locator("button, input, select").all()
    dead = [control.get_attribute("class") for control in controls if control.is_visible()]
    assert dead == []
    text = re.sub(r"\s+", " ", still.locator("main").text_content())
    for row in iss.rows("questions"):
        if row["chapter"] == chapter:
            for option in iss.rows("options"):
                if option["question"] == row["id"]:
                    assert option["text"] in text
                    assert option["feedback"] in text


@pytest.mark.parametrize("chapter", EXPLORED)
def test_without_javascript_each_pane_can_be_opened(still, site, chapter):
    open_still(still, site, chapter)
    panes = still.locator(".iss-explore > .iss-pane").all()
    assert panes
    for pane in panes:
        if pane.get_attribute("open") is None:
            pane.locator("> summary").click()
        assert pane.locator("figure").first.is_visible()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_has_an_explorer_the_game_or_the_audit(site, chapter):
    assert parsed(site / f"chapters/{chapter}.html").select(".iss-explore, .iss-game, .iss-audit")


def test_the_audit_opens_without_javascript(still, site):
    open_still(still, site, "better-brief")
    for row, check in zip(iss.rows("audit_items"), still.locator(".iss-audit details").all(), strict=True):
        assert not check.get_by_text(row["how"]).is_visible()
        check.locator("summary").click()
        assert check.get_by_text(row["how"]).is_visible()
        assert check.get_by_text(row["failed"]).is_visible()


def printed(tab) -> str:
    """Return the text that a page has on paper, without blanks."""
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in PdfDocument(tab.pdf(format="A4"))))


def test_on_paper_the_audit_stands_open_with_empty_boxes(tab, site):
    open_from_disk(tab, site, "better-brief")
    text = printed(tab)
    for row in iss.rows("audit_items"):
        assert all(squeezed(row[part]) in text for part in ("item", "how", "failed"))
    assert text.count("☐") == len(iss.rows("audit_items"))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_on_paper_stands_what_the_design_says(tab, site, chapter):
    open_from_disk(tab, site, chapter)
    text = printed(tab)
    assert squeezed(tab.inner_text("h1").removesuffix("#")) in text
    tab.emulate_media(media="print")
    assert tab.locator("h1").is_visible()
    for explorer in explorers(tab):
        panes = tab.locator(f"#{explorer} > .iss-pane")
        titles = [pane.get_attribute("data-title") for pane in panes.all()]
        for title in titles:  # all panes where there are at most six, else the open one and a table of all
            assert squeezed(title) in text
    for row in iss.rows("questions"):
        if row["chapter"] == chapter:
            assert squeezed(row["stem"]) in text
    assert squeezed("Skip to main content") not in text


def squeezed(text: str) -> str:
    """Return a text without blanks and ligatures: a PDF breaks lines and joins letters where it likes."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_paper_is_light_in_either_mode_and_links_say_where_they_lead(browser, site):
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    for name in ("index", f"chapters/{CHAPTERS[0]}"):
        tab.goto((site / f"{name}.html").as_uri())
        tab.emulate_media(media="print")
        inks = tab.evaluate("""() => [...document.querySelectorAll("h1, .bd-article p, .iss-cover p, .highlight span")]
            .filter(node => node.getClientRects().length)
            .map(node => Math.max(...getComputedStyle(node).color.match(/\\d+/g).slice(0, 3).map(Number)))""")
        assert max(inks) < 150, "pale ink on white paper"
        scheme = tab.evaluate("getComputedStyle(document.documentElement).colorScheme")
        assert scheme == "light", "dark boxes to tick on white paper"
        after = tab.evaluate("getComputedStyle(document.querySelector('.bd-article a[href^=http]'), '::after').content")
        assert "attr(href)" in after or "http" in after
        assert (
            not tab.locator(".bd-sidebar-primary, .bd-header-article, .prev-next-area").locator("visible=true").count()
        )
    context.close()
