"""The static face in a real browser, from file:// and under a strict policy: by keyboard alone, by link, without
JavaScript, on paper, for a screen reader."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from widget_samples import AXE, HEBREW, NASTY, Exhibit, bare_page, exhibits, tab_to, tables

from issfacts import data
from issfacts.widgets import explore, quiz

ROSTERS = {"1 August": "Seven people are aboard", "27 August": "Eleven people are aboard", "15 September": "Ten"}


@pytest.fixture(autouse=True)
def small_tables(monkeypatch):
    found = tables()
    monkeypatch.setattr(data, "rows", lambda name: found[name])


@pytest.fixture
def show(visit, tmp_path):
    """Give a function that opens widgets on a bare page."""

    def open_page(*widgets, hash="", theme="light", width=1280, script=True, **options):
        address = bare_page(tmp_path, *(widget.html() for widget in widgets), theme=theme, script=script)
        return visit(address + hash, viewport={"width": width, "height": 800}, **options)

    return open_page


def rosters():
    return explore({label: Exhibit(title) for label, title in ROSTERS.items()}, "Who is aboard on")


def grid():
    panes = {(f"w{i}", f"d{j}"): Exhibit(f"Finding {i}{j}") for i in range(2) for j in range(6)}
    return explore(panes, "Rare or routine?", labels=("Window", "Definition"))


def all_kinds():
    return rosters(), explore(exhibits(8), "Which one"), grid(), quiz("who-said-it"), quiz("which-hold"), quiz("hebrew")


def shows(tab, *titles):
    """See that these panes are open and no other."""
    expect(tab.locator(".iss-pane figcaption:visible")).to_have_text(list(titles))


def says(tab, text):
    expect(tab.locator(".iss-explore [role=status]")).to_have_text(text)


def fits(tab, width):
    """See that nothing scrolls sideways."""
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


# Explorers


def test_radios_move_the_explorer_by_keyboard(show):
    tab = show(rosters())
    shows(tab, "Seven people are aboard")
    says(tab, "")
    tab_to(tab, "input[type=radio]")
    tab.keyboard.press("ArrowDown")
    shows(tab, "Eleven people are aboard")
    says(tab, "27 August: Eleven people are aboard")
    assert tab.evaluate("location.hash") == "#explore-who-is-aboard-on-27-august"
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    shows(tab, "Ten")
    tab.keyboard.press("Tab")
    expect(tab.locator(".iss-pane[open] summary:focus")).to_have_text("Data behind this chart")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("link", name="a link")).to_be_visible()
    shows(tab, "Ten")


def test_six_panes_have_a_list(show):
    tab = show(explore(exhibits(6), "Which one"), explore(exhibits(3), "Another"))
    expect(tab.get_by_role("combobox", name="Which one").locator("option")).to_have_count(6)
    tab_to(tab, "select")
    tab.keyboard.press("ArrowDown")
    shows(tab, "Finding number 2", "Finding number 1")  # the other explorer stays
    tab.keyboard.press("End")
    shows(tab, "Finding number 6", "Finding number 1")


def test_two_dimensions_have_two_pickers(show):
    tab = show(grid())
    group = tab.get_by_role("group", name="Rare or routine?")
    expect(group.get_by_role("group", name="Window")).to_be_visible()
    tab_to(tab, "input[type=radio]")
    tab.keyboard.press("ArrowDown")
    tab_to(tab, "select")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    shows(tab, "Finding 12")
    says(tab, "w1, d2: Finding 12")
    assert tab.evaluate("location.hash") == "#explore-rare-or-routine-w1-d2"


def test_a_link_opens_its_pane(show):
    tab = show(rosters(), hash="#explore-who-is-aboard-on-15-september")
    shows(tab, "Ten")
    expect(tab.get_by_role("radio", name="15 September")).to_be_checked()
    says(tab, "")  # the reader asked for it by the link: nothing has changed on the page
    for hash, title in (("1-august", "Seven people are aboard"), ("27-august-chart", "Eleven people are aboard")):
        tab.evaluate(f"location.hash = 'explore-who-is-aboard-on-{hash}'")
        shows(tab, title)
    tab.evaluate("document.querySelectorAll('.iss-pane')[2].open = true")  # what Chromium does for a hit inside
    shows(tab, "Ten")
    expect(tab.get_by_role("radio", name="15 September")).to_be_checked()


def test_any_other_address_leaves_the_first_pane(show):
    for hash in ("#nowhere", "#%E0%A4%A", "#", "#quiz-who-said-it", "#explore-who-is-aboard-on"):
        shows(show(rosters(), quiz("who-said-it"), hash=hash), "Seven people are aboard")


def test_the_table_of_all_leads_to_each_pane(show):
    tab = show(explore(exhibits(8), "Which one"))
    tab.get_by_text("All 8 in one table").click()
    tab.get_by_role("link", name="Finding number 7").click()
    shows(tab, "Finding number 7")
    expect(tab.get_by_role("combobox")).to_have_value("Pane 7")


# Quizzes


def test_single_choice_by_keyboard(show):
    tab = show(quiz("who-said-it"))
    feedback = tab.locator(".iss-feedback[role=status]")
    expect(tab.get_by_role("group", name="Whose statement is").get_by_role("radio")).to_have_count(3)
    tab_to(tab, "input[type=radio]")
    expect(feedback).to_be_empty()  # focus alone chooses nothing
    tab.keyboard.press("Space")
    expect(feedback).to_have_text("Not this one. The article quotes it; it does not say it.")
    tab.keyboard.press("ArrowDown")
    expect(feedback).to_have_text("Right. An attribution: that she said it can be checked.")
    tab.keyboard.press("ArrowUp")  # nothing is locked
    expect(feedback).to_contain_text("Not this one.")
    expect(tab.locator(":disabled")).to_have_count(0)


def test_multiple_choice_by_keyboard(show):
    tab = show(quiz("which-hold"))
    feedback = tab.locator(".iss-feedback[role=status]")
    tab_to(tab, "button")
    tab.keyboard.press("Enter")
    expect(feedback).to_have_text("Not yet: 0 wrong, 2 missing.")
    for key in ("Shift+Tab", "Shift+Tab", "Space", "Shift+Tab", "Space"):  # nine: wrong; ten: right
        tab.keyboard.press(key)
    expect(feedback).to_be_empty()
    tab_to(tab, "button")
    tab.keyboard.press("Space")
    expect(feedback.locator("p").first).to_have_text("Not yet: 1 wrong, 1 missing.")
    expect(feedback).to_contain_text("The article left one out.")
    expect(feedback).not_to_contain_text("Satoshi")
    tab.get_by_label("Nine were aboard").uncheck()
    tab.get_by_label("JAXA was aboard").check()
    tab.get_by_role("button", name="Check").click()
    expect(feedback.locator("p").first).to_have_text("Right, and nothing is missing.")
    expect(feedback.locator("p")).to_have_count(1 + 3)  # now each option says why, the wrong one too


# Odd texts


def test_odd_questions_are_shown_as_text(show):
    for id in ("nasty", "hebrew", "long"):
        tab = show(quiz(id), width=320)
        row = next(row for row in tables()["options"] if row["question"] == id)
        tab.locator("input").first.check()
        assert tab.locator("fieldset label span").first.text_content() == row["text"]
        assert tab.locator(".iss-feedback span").text_content() == row["feedback"]
        assert tab.title() == "Bare"
        fits(tab, 320)


def test_odd_labels_are_shown_as_text_and_can_be_linked(show):
    long = "z" * 10_000
    widget = explore({text: Exhibit(text) for text in (NASTY, HEBREW, long)}, NASTY)
    tab = show(widget, width=320, hash=f"#{widget.panes[1].id}")
    shows(tab, HEBREW)
    tab.locator("input").nth(2).check()
    says(tab, f"{long}: {long}")
    assert tab.title() == "Bare"
    fits(tab, 320)


# Every reader


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_axe_finds_nothing(show, scheme):
    options = {"forced_colors": "active"} if scheme == "forced" else {}
    found = {}
    for script in (True, False):  # axe itself needs JavaScript: without ours the page is as a reader without any has it
        tab = show(*all_kinds(), theme="dark" if scheme == "dark" else "light", script=script, **options)
        if script:
            tab.locator("#quiz-who-said-it input").first.check()
            tab.locator("#quiz-which-hold button").click()
        for one in Axe().run(tab, options=AXE).response["violations"]:
            found[script, one["id"]] = [node["html"][:120] for node in one["nodes"]]
    assert found == {}


def test_focus_can_be_seen(show):
    tab = show(rosters(), explore(exhibits(6), "Which one"), quiz("which-hold"))
    outlined = {"input": "label", "select": "select", "[type=checkbox]": "label", "button": "button"}
    for selector, around in outlined.items():
        tab.evaluate("document.activeElement.blur()")
        tab_to(tab, selector)
        expect(tab.locator(f"{around}:focus, {around}:has(:focus)").last).to_have_css("outline-width", "3px")


def test_targets_are_large_and_nothing_scrolls_sideways(show):
    for width in (1280, 360, 320):
        tab = show(*all_kinds(), width=width)
        fits(tab, width)
        for box in tab.locator(":is(fieldset label, select, button, .iss-all > summary):visible").all():
            size = box.bounding_box()
            assert min(size["width"], size["height"]) >= 24, (width, box.inner_text())


def test_a_finger_chooses_and_answers(show):
    tab = show(rosters(), quiz("who-said-it"), width=360, has_touch=True)
    tab.get_by_text("27 August", exact=True).locator("visible=true").tap()
    shows(tab, "Eleven people are aboard")
    tab.get_by_text("A crew member's").tap()
    expect(tab.locator(".iss-feedback")).to_contain_text("Right.")


def test_a_screen_reader_hears_names_and_states(show):
    tab = show(rosters(), quiz("who-said-it"))
    tab.get_by_role("radio", name="27 August").check()
    tab.get_by_role("radio", name="A crew member's").check()
    expect(tab.get_by_role("group", name="Who is aboard on")).to_be_visible()
    expect(tab.get_by_role("group", name="Whose statement is “we always take care of each other”?")).to_be_visible()
    expect(tab.get_by_role("img", name="Bars")).to_be_visible()
    heard = tab.get_by_role("status").all_inner_texts()
    assert heard[0] == "27 August: Eleven people are aboard"
    assert "Right." in heard[1]


def test_without_javascript_everything_opens(show):
    tab = show(rosters(), explore(exhibits(8), "Which one"), quiz("who-said-it"), java_script_enabled=False)
    expect(tab.locator("input, select, button")).to_have_count(0)
    for summary in tab.locator("summary").all():
        if summary.is_visible() and not summary.locator("xpath=..").evaluate("one => one.open"):
            summary.focus()
            tab.keyboard.press("Enter")
            expect(summary.locator("xpath=following-sibling::*[1]")).to_be_visible()
    shows(tab, "Ten", "Finding number 8")  # one pane of each explorer at a time
    expect(tab.locator(".iss-feedback-text:visible")).to_have_count(1)


@pytest.mark.parametrize("script", [True, False])
def test_on_paper(show, script):
    """Six panes stand there whole; of more the open one and a table of all; a question without its answers."""
    tab = show(rosters(), explore(exhibits(8), "Which one"), quiz("who-said-it"), java_script_enabled=script)
    if script:
        tab.get_by_role("combobox").select_option("Pane 3")
        tab.get_by_role("radio", name="A crew member's").check()
    else:
        tab.locator(".iss-option summary").first.click()
    tab.emulate_media(media="print")
    text = tab.locator("main").inner_text()
    for label, title in ROSTERS.items():
        assert text.index(label) < text.index(title)
    assert text.count("1 August") == 1  # the picker is not printed, the label above each pane is
    expect(tab.locator("#explore-which-one > .iss-pane figure:visible")).to_have_count(1)
    assert all(f"Finding number {i}" in text for i in range(1, 9))
    assert ("Pane 3\n" in text) is script
    rows = [row for row in tables()["options"] if row["question"] == "who-said-it"]
    assert all(row["text"] in text for row in rows)
    assert not any(word in text for word in ("Right.", "Not this one.", rows[0]["feedback"], rows[1]["feedback"]))
