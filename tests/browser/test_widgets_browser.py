"""Cases of explorers and quizzes that no chapter has: many panes, unusual texts and addresses, wrong combinations."""

import pytest
from chromium_tab import tab_to
from playwright.sync_api import expect
from widget_samples import HEBREW, HTML_INJECTION, Exhibit, exhibits, tables

from issfacts import explore, quiz

pytestmark = pytest.mark.usefixtures("sample_tables")


def expect_open_panes(tab, *titles):
    """Check that exactly the panes with these titles are open."""
    expect(tab.locator(".iss-pane figcaption:visible")).to_have_text(list(titles))


def test_explorer_of_many_panes_has_a_select_and_a_table_of_all(show):
    tab = show(explore(exhibits(8), "Which one"), explore(exhibits(3), "Another"))
    tab_to(tab, "select")
    tab.keyboard.press("ArrowDown")
    expect_open_panes(tab, "Finding number 2", "Finding number 1")  # the other explorer is unchanged
    tab.get_by_text("All 8 in one table").click()
    tab.get_by_role("link", name="Finding number 7").click()
    expect_open_panes(tab, "Finding number 7", "Finding number 1")
    expect(tab.get_by_role("combobox", name="Which one")).to_have_value("Pane 7")
    tab.emulate_media(media="print")  # prints the open one of many panes with the table of all, and all of few panes
    expect(tab.locator("figure:visible")).to_have_count(1 + 3)
    text = tab.locator("main").inner_text()
    assert all(f"Finding number {i}" in text for i in range(1, 9))


def test_address_of_an_element_opens_its_pane_and_other_addresses_the_first_pane(show):
    tab = show(explore(exhibits(3), "Which one"), quiz("who-said-it"), hash="#explore-which-one-pane-3-chart")
    expect_open_panes(tab, "Finding number 3")
    expect(tab.get_by_role("radio", name="Pane 3")).to_be_checked()
    page = tab.url.partition("#")[0]
    for hash in ("#nowhere", "#%E0%A4%A", "#", "#quiz-who-said-it", "#explore-which-one"):
        tab.goto("about:blank")
        tab.goto(page + hash)
        expect_open_panes(tab, "Finding number 1")


def test_multiple_choice_counts_wrong_and_missing_options(show):
    tab = show(quiz("which-hold"))
    feedback, check = tab.locator(".iss-feedback[role=status]"), tab.get_by_role("button", name="Check")
    check.click()
    expect(feedback).to_have_text("Not yet: 0 wrong, 2 missing.")
    tab.get_by_label("Ten were aboard").check()
    tab.get_by_label("Nine were aboard").check()
    expect(feedback).to_be_empty()
    check.click()
    expect(feedback.locator("p").first).to_have_text("Not yet: 1 wrong, 1 missing.")
    expect(feedback).to_contain_text("The article left one out.")
    expect(feedback).not_to_contain_text("Satoshi")
    marked = tab.locator("label[data-right]")
    expect(marked.locator(".iss-unseen")).to_have_text(["Right.", "Not this one."])
    tab.get_by_label("Nine were aboard").uncheck()
    expect(marked).to_have_count(0)
    tab.get_by_label("JAXA was aboard").check()
    check.click()
    expect(feedback.locator("p").first).to_have_text("Right, and nothing is missing.")
    expect(feedback.locator("p")).to_have_count(1 + 3)  # and the feedback of all three options


def test_markup_hebrew_and_long_texts_are_shown_as_text(show):
    long = "z" * 10_000
    explorer = explore({text: Exhibit(text) for text in (HTML_INJECTION, HEBREW, long)}, HTML_INJECTION)
    for id in ("nasty", "hebrew", "long"):
        row = next(row for row in tables()["options"] if row["question"] == id)
        tab = show(quiz(id), explorer, viewport={"width": 320, "height": 800}, hash=f"#{explorer.panes[1].id}")
        expect_open_panes(tab, HEBREW)
        tab.locator(".iss-quiz input").first.check()
        assert tab.locator(".iss-quiz label span").first.text_content() == row["text"]
        assert tab.locator(".iss-feedback span").text_content() == row["feedback"]
        tab.locator(".iss-explore input").nth(2).check()
        expect(tab.locator(".iss-explore [role=status]")).to_have_text(f"{long}: {long}")
        assert tab.title() == "Bare"
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
