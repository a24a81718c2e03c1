"""The static face in a real browser, from file:// and under a strict policy: by keyboard alone, by link, without
JavaScript, on paper, for a screen reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from widget_samples import HEBREW, NASTY, Exhibit, bare_page, exhibits, tables

from issfacts import data
from issfacts.widgets import explore, quiz

pytestmark = pytest.mark.browser
pytest_plugins = ["browser"]

# Target size (WCAG 2.2, 2.5.8) is off by default; preloading would ask for the stylesheet again, in vain on file://.
AXE = {"rules": {"target-size": {"enabled": True}}, "preload": False}
ROSTERS = {"1 August": "Seven people are aboard", "27 August": "Eleven people are aboard", "15 September": "Ten"}


@pytest.fixture(autouse=True)
def small_tables(monkeypatch):
    found = tables()
    monkeypatch.setattr(data, "rows", lambda name: found[name])


@pytest.fixture
def visit(browser, tmp_path):
    """Give a function that opens HTML as a bare page; any error, policy breach or foreign request fails the test."""
    contexts, faults = [], []

    def open_page(*widgets, hash="", theme="light", width=1280, script=True, **options):
        address = bare_page(tmp_path, *(widget.html() for widget in widgets), theme=theme, script=script)
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        tab = contexts[-1].new_page()
        tab.on("console", lambda message: faults.append(message.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or faults.append(asked.url))
        tab.goto(address + hash)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def rosters():
    return explore({label: Exhibit(title) for label, title in ROSTERS.items()}, "Who is aboard on")


def grid():
    panes = {(f"w{i}", f"d{j}"): Exhibit(f"Finding {i}{j}") for i in range(2) for j in range(6)}
    return explore(panes, "Rare or routine?", labels=("Window", "Definition"))


def shown(tab):
    """Return the titles of the panes that can be seen."""
    return tab.locator(".iss-pane figcaption").locator("visible=true").all_inner_texts()


def said(tab):
    return tab.locator(".iss-explore [role=status]").inner_text()


def tab_to(tab, selector):
    """Press Tab until the element has the focus."""
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def hash_of(tab):
    return tab.evaluate("location.hash")


# Explorers


def test_radios_move_the_explorer_by_keyboard(visit):
    tab = visit(rosters())
    assert shown(tab) == ["Seven people are aboard"]
    assert (said(tab), hash_of(tab)) == ("", "")
    tab_to(tab, "input[type=radio]")
    tab.keyboard.press("ArrowDown")
    assert shown(tab) == ["Eleven people are aboard"]
    assert said(tab) == "27 August: Eleven people are aboard"
    assert hash_of(tab) == "#explore-who-is-aboard-on-27-august"
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    assert shown(tab) == ["Ten"]
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Data behind this chart"
    tab.keyboard.press("Enter")
    assert tab.get_by_role("link", name="a link").is_visible()
    assert shown(tab) == ["Ten"]


def test_six_panes_have_a_list(visit):
    tab = visit(explore(exhibits(6), "Which one"))
    assert tab.get_by_role("combobox", name="Which one").locator("option").count() == 6
    tab_to(tab, "select")
    tab.keyboard.press("ArrowDown")
    assert shown(tab) == ["Finding number 2"]
    tab.keyboard.press("End")
    assert said(tab) == "Pane 6: Finding number 6"


def test_two_dimensions_have_two_pickers(visit):
    tab = visit(grid())
    assert tab.get_by_role("group", name="Rare or routine?").get_by_role("group", name="Window").is_visible()
    tab_to(tab, "input[type=radio]")
    tab.keyboard.press("ArrowDown")
    tab_to(tab, "select")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    assert shown(tab) == ["Finding 12"]
    assert said(tab) == "w1, d2: Finding 12"
    assert hash_of(tab) == "#explore-rare-or-routine-w1-d2"


def test_a_link_opens_its_pane(visit):
    tab = visit(rosters(), quiz("who-said-it"), hash="#explore-who-is-aboard-on-15-september")
    assert shown(tab) == ["Ten"]
    assert tab.get_by_role("radio", name="15 September").is_checked()
    assert said(tab) == ""  # the reader asked for it by the link: nothing has changed on the page
    tab.evaluate("location.hash = 'explore-who-is-aboard-on-1-august'")
    tab.wait_for_function("document.querySelector('.iss-explore input').checked")
    assert shown(tab) == ["Seven people are aboard"]


def test_a_link_into_a_pane_opens_it(visit):
    tab = visit(rosters(), hash="#explore-who-is-aboard-on-27-august-chart")
    tab.wait_for_function("document.querySelectorAll('.iss-explore input')[1].checked")
    assert shown(tab) == ["Eleven people are aboard"]


@pytest.mark.parametrize("hash", ["#nowhere", "#%E0%A4%A", "#", "#quiz-who-said-it", "#explore-who-is-aboard-on"])
def test_any_other_address_leaves_the_first_pane(visit, hash):
    tab = visit(rosters(), quiz("who-said-it"), hash=hash)
    assert shown(tab) == ["Seven people are aboard"]


def test_a_link_to_a_pane_with_a_label_in_another_script(visit):
    widget = explore({"one": Exhibit("One"), HEBREW: Exhibit("Two")}, HEBREW)
    tab = visit(widget, hash=f"#{widget.panes[1].id}")
    assert shown(tab) == ["Two"]


def test_a_hit_of_the_browsers_search_moves_the_picker(visit):
    tab = visit(rosters())
    tab.evaluate("document.querySelectorAll('.iss-pane')[2].open = true")  # what Chromium does for a hit inside
    tab.wait_for_function("document.querySelectorAll('.iss-explore input')[2].checked")
    assert shown(tab) == ["Ten"]


def test_the_table_of_all_leads_to_each_pane(visit):
    tab = visit(explore(exhibits(8), "Which one"))
    tab.get_by_text("All 8 in one table").click()
    tab.get_by_role("link", name="Finding number 7").click()
    tab.locator(".iss-pane[open]", has_text="Finding number 7").wait_for()
    assert shown(tab) == ["Finding number 7"]
    assert tab.get_by_role("combobox").input_value() == "Pane 7"


def test_two_explorers_do_not_disturb_each_other(visit):
    tab = visit(rosters(), explore(exhibits(3), "Which one"))
    tab.get_by_role("radio", name="Pane 3").check()
    assert shown(tab) == ["Seven people are aboard", "Finding number 3"]


# Quizzes


def test_single_choice_by_keyboard(visit):
    tab = visit(quiz("who-said-it"))
    feedback = tab.locator(".iss-feedback[role=status]")
    assert tab.get_by_role("group", name="Whose statement is").get_by_role("radio").count() == 3
    assert feedback.inner_text() == ""
    tab_to(tab, "input[type=radio]")
    assert feedback.inner_text() == ""  # focus alone chooses nothing
    tab.keyboard.press("Space")
    assert feedback.inner_text().endswith("Not quite. The article quotes it; it does not say it.")
    tab.keyboard.press("ArrowDown")
    assert feedback.inner_text().endswith("Right. An attribution: that she said it can be checked.")
    tab.keyboard.press("ArrowUp")  # nothing is locked
    assert "Not quite." in feedback.inner_text()
    assert not tab.locator(":disabled").count()


def test_multiple_choice_by_keyboard(visit):
    tab = visit(quiz("which-hold"))
    feedback = tab.locator(".iss-feedback[role=status]")
    tab_to(tab, "button")
    tab.keyboard.press("Enter")
    assert feedback.inner_text() == "Not yet: 0 wrong, 2 missing."
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Space")  # nine: wrong
    assert feedback.inner_text() == ""
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Space")  # ten: right
    tab_to(tab, "button")
    tab.keyboard.press("Space")
    assert feedback.locator("p").first.inner_text() == "Not yet: 1 wrong, 1 missing."
    assert "The article left one out." in feedback.inner_text()
    assert "Satoshi" not in feedback.inner_text()
    tab.get_by_label("Nine were aboard").uncheck()
    tab.get_by_label("JAXA was aboard").check()
    tab.get_by_role("button", name="Check").click()
    assert feedback.locator("p").first.inner_text() == "Right, and nothing is missing."
    assert feedback.locator("p").count() == 1 + 3  # now each option says why, the wrong one too


@pytest.mark.parametrize("id", ["nasty", "hebrew", "long"])
def test_odd_text_is_shown_as_text(visit, id):
    tab = visit(quiz(id), width=320)
    row = next(row for row in tables()["options"] if row["question"] == id)
    tab.locator("input").first.check()
    assert tab.locator("fieldset label span").first.text_content() == row["text"]
    assert tab.locator(".iss-feedback span").text_content() == row["feedback"]
    assert tab.title() == "Bare"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


def test_odd_labels_are_shown_as_text(visit):
    tab = visit(explore({text: Exhibit(text) for text in (NASTY, HEBREW, "z" * 10_000)}, NASTY), width=320)
    tab.locator("input").nth(2).check()
    assert said(tab) == f"{'z' * 10_000}: {'z' * 10_000}"
    assert tab.title() == "Bare"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320


# Every reader


def all_kinds():
    return rosters(), explore(exhibits(8), "Which one"), grid(), quiz("who-said-it"), quiz("which-hold"), quiz("hebrew")


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
@pytest.mark.parametrize("script", [True, False])
def test_axe_finds_nothing(visit, scheme, script):
    options = {"forced_colors": "active"} if scheme == "forced" else {}
    theme = "dark" if scheme == "dark" else "light"
    tab = visit(*all_kinds(), theme=theme, script=script, **options)
    if script:  # axe itself needs JavaScript: without ours the page is as a reader without any has it
        tab.locator("#quiz-who-said-it input").first.check()
        tab.locator("#quiz-which-hold button").click()
    violations = Axe().run(tab, options=AXE).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in violations] == []


def test_focus_can_be_seen(visit):
    tab = visit(rosters(), explore(exhibits(6), "Which one"), quiz("which-hold"))
    for selector, outlined in (
        ("input", "label"),
        ("select", "select"),
        ("[type=checkbox]", "label"),
        ("button", "button"),
    ):
        tab.evaluate("document.activeElement.blur()")
        tab_to(tab, selector)
        width = tab.evaluate(
            "selector => getComputedStyle(document.activeElement.closest(selector)).outlineWidth", outlined
        )
        assert width == "3px", selector


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_targets_are_large_and_nothing_scrolls_sideways(visit, width):
    tab = visit(*all_kinds(), width=width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    for box in tab.locator("fieldset label, select, button, .iss-all > summary").locator("visible=true").all():
        size = box.bounding_box()
        assert min(size["width"], size["height"]) >= 24, box.inner_text()


def test_a_screen_reader_hears_names_and_states(visit):
    tab = visit(rosters(), quiz("who-said-it"))
    tab.get_by_role("radio", name="27 August").check()
    tab.get_by_role("radio", name="A crew member's").check()
    tree = tab.locator("main").aria_snapshot()
    for line in (
        '- group "Who is aboard on":',
        '- radio "27 August" [checked]',
        '- status: "27 August: Eleven people are aboard"',
        '- img "Bars"',
        '- group "Whose statement is “we always take care of each other”?',
        '- radio "A crew member\'s" [checked]',
        "- strong: Right.",
    ):
        assert line in tree, tree


def test_without_javascript_everything_opens(visit):
    tab = visit(rosters(), explore(exhibits(8), "Which one"), quiz("who-said-it"), java_script_enabled=False)
    assert not tab.locator("input, select, button").count()
    assert tab.locator(".iss-pane").first.get_by_text("Seven people").is_visible()
    for summary in tab.locator("summary").all():
        if summary.is_visible() and not summary.locator("xpath=..").evaluate("one => one.open"):
            summary.focus()
            tab.keyboard.press("Enter")
            assert summary.locator("xpath=following-sibling::*[1]").is_visible(), summary.inner_text()
    assert shown(tab) == ["Ten", "Finding number 8"]  # one pane of each explorer at a time
    assert tab.locator(".iss-feedback-text").locator("visible=true").count() == 1


def seen_on_paper(tab):
    tab.emulate_media(media="print")
    return tab.locator("main").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_paper_holds_all_of_six_panes(visit, script):
    text = seen_on_paper(visit(rosters(), java_script_enabled=script))
    for label, title in ROSTERS.items():
        assert text.index(label) < text.index(title)
    assert text.count("1 August") == 1  # the picker is not printed, the label above each pane is


@pytest.mark.parametrize("script", [True, False])
def test_paper_holds_the_open_one_of_eight_and_a_table_of_all(visit, script):
    tab = visit(explore(exhibits(8), "Which one"), java_script_enabled=script)
    if script:
        tab.get_by_role("combobox").select_option("Pane 3")
    text = seen_on_paper(tab)
    assert tab.locator(".iss-pane figure:visible").count() == 1
    assert all(f"Finding number {i}" in text for i in range(1, 9))
    assert ("Pane 3\n" in text) is script


@pytest.mark.parametrize("script", [True, False])
def test_paper_asks_and_does_not_answer(visit, script):
    tab = visit(quiz("who-said-it"), quiz("which-hold"), java_script_enabled=script)
    if script:
        tab.get_by_role("radio").first.check()
        tab.get_by_role("button").click()
    else:
        tab.locator("summary").first.click()
    text = seen_on_paper(tab)
    rows = [row for row in tables()["options"] if row["question"] in ("who-said-it", "which-hold")]
    assert "Whose statement is" in text
    assert all(row["text"] in text for row in rows)
    assert not any(word in text for word in ("Right.", "Not quite.", "Not yet", "Check", rows[0]["feedback"]))
