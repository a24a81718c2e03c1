"""What no chapter has in explorers and quizzes: many panes, odd texts, a wrong choice of several, odd addresses."""

import pytest
from playwright.sync_api import expect
from widget_samples import HEBREW, HTML_INJECTION, Exhibit, exhibits, tab_to, tables, write_bare_page

from issfacts import data, explore, quiz


@pytest.fixture
def show(visit, tmp_path, monkeypatch):
    """Give a function that opens widgets on a bare page."""
    found = tables()
    monkeypatch.setattr(data, "rows", lambda name: found[name])

    def open_page(*widgets, hash="", width=1280, **options):
        address = write_bare_page(tmp_path, *(widget.html() for widget in widgets))
        return visit(address + hash, viewport={"width": width, "height": 800}, **options)

    return open_page


def shows(tab, *titles):
    """See that these panes are open and no other."""
    expect(tab.locator(".iss-pane figcaption:visible")).to_have_text(list(titles))


def test_many_panes_have_a_list_and_a_table_of_all(show):
    tab = show(explore(exhibits(8), "Which one"), explore(exhibits(3), "Another"))
    tab_to(tab, "select")
    tab.keyboard.press("ArrowDown")
    shows(tab, "Finding number 2", "Finding number 1")  # the other explorer stays
    tab.get_by_text("All 8 in one table").click()
    tab.get_by_role("link", name="Finding number 7").click()
    shows(tab, "Finding number 7", "Finding number 1")
    expect(tab.get_by_role("combobox", name="Which one")).to_have_value("Pane 7")
    tab.emulate_media(media="print")  # of many panes the open one and the table of all, of few all
    expect(tab.locator("figure:visible")).to_have_count(1 + 3)
    text = tab.locator("main").inner_text()
    assert all(f"Finding number {i}" in text for i in range(1, 9))


def test_an_address_inside_a_pane_opens_it_and_any_other_leaves_the_first(show):
    tab = show(explore(exhibits(3), "Which one"), quiz("who-said-it"), hash="#explore-which-one-pane-3-chart")
    shows(tab, "Finding number 3")
    expect(tab.get_by_role("radio", name="Pane 3")).to_be_checked()
    for hash in ("#nowhere", "#%E0%A4%A", "#", "#quiz-who-said-it", "#explore-which-one"):
        shows(show(explore(exhibits(3), "Which one"), quiz("who-said-it"), hash=hash), "Finding number 1")


def test_a_choice_of_several_counts_what_is_wrong_and_what_is_missing(show):
    tab = show(quiz("which-hold"))
    feedback, ask = tab.locator(".iss-feedback[role=status]"), tab.get_by_role("button", name="Check")
    ask.click()
    expect(feedback).to_have_text("Not yet: 0 wrong, 2 missing.")
    tab.get_by_label("Ten were aboard").check()
    tab.get_by_label("Nine were aboard").check()
    expect(feedback).to_be_empty()
    ask.click()
    expect(feedback.locator("p").first).to_have_text("Not yet: 1 wrong, 1 missing.")
    expect(feedback).to_contain_text("The article left one out.")
    expect(feedback).not_to_contain_text("Satoshi")
    tab.get_by_label("Nine were aboard").uncheck()
    tab.get_by_label("JAXA was aboard").check()
    ask.click()
    expect(feedback.locator("p").first).to_have_text("Right, and nothing is missing.")
    expect(feedback.locator("p")).to_have_count(1 + 3)  # now each option says why, the wrong one too


def test_odd_texts_are_shown_as_text(show):
    long = "z" * 10_000
    explorer = explore({text: Exhibit(text) for text in (HTML_INJECTION, HEBREW, long)}, HTML_INJECTION)
    for id in ("nasty", "hebrew", "long"):
        row = next(row for row in tables()["options"] if row["question"] == id)
        tab = show(quiz(id), explorer, width=320, hash=f"#{explorer.panes[1].id}")
        shows(tab, HEBREW)
        tab.locator(".iss-quiz input").first.check()
        assert tab.locator(".iss-quiz label span").first.text_content() == row["text"]
        assert tab.locator(".iss-feedback span").text_content() == row["feedback"]
        tab.locator(".iss-explore input").nth(2).check()
        expect(tab.locator(".iss-explore [role=status]")).to_have_text(f"{long}: {long}")
        assert tab.title() == "Bare"
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
