"""Smoke test of the built site in Chromium, part of `make test`: one page and one widget of each kind, and a search."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.smoke

PAGES = ("index", "chapters/rare-or-routine", "teach/one-lesson", "about/privacy", "reference/glossary", "search")


def test_pages_explorer_quiz_game_and_search_respond(visit, site):
    tab = visit(f"{site.as_uri()}/index.html")
    for name in PAGES:
        tab.goto(f"{site.as_uri()}/{name}.html")
        expect(tab.locator("h1")).to_be_visible()
        expect(tab.locator(".theme-toggle")).to_be_visible()

    tab.goto(f"{site.as_uri()}/chapters/rare-or-routine.html")
    explorer = tab.locator(".iss-explore").first
    explorer.locator("input").last.check()
    expect(explorer.locator("[role=status]")).not_to_be_empty()
    expect(explorer.locator(".iss-pane[open] figure").first).to_be_visible()
    quiz = tab.locator(".iss-quiz[data-kind=single]").first
    quiz.locator("input").first.check()
    expect(quiz.locator("[role=status]")).not_to_be_empty()

    tab.goto(f"{site.as_uri()}/chapters/if-a-partner-leaves.html")
    game = tab.locator(".iss-game")
    game.locator("[data-move]:visible").first.click()
    expect(game.locator("[role=status]")).not_to_be_empty()

    tab.goto(f"{site.as_uri()}/search.html#q=MS-24")
    expect(tab.locator("#search li").first).to_contain_text("MS-24")
