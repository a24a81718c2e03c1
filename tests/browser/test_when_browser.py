"""The day you were born, in a real browser: what the page says is what Python says, whatever is asked and however."""

import re
from datetime import date, timedelta
from random import Random

import pytest
from browser import findings
from playwright.sync_api import expect
from widget_samples import bare_page, tab_to

import issfacts as iss

WHEN = iss.when()
ASK = """days => {
    const field = document.querySelector("input[type=date]"), status = document.querySelector("[role=status]");
    return days.map(day => {
        const before = performance.now();
        field.value = day;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        return [[...status.querySelectorAll("p, li")].map(one => one.textContent), performance.now() - before];
    });
}"""


@pytest.fixture
def show(visit, tmp_path):
    """Give a function that opens the widget on a bare page."""

    def open_page(hash="", theme="light", width=1280, count=1, **options):
        bodies = [WHEN.html(prefix="again-" * n) for n in range(count)]
        address = bare_page(tmp_path, *bodies, theme=theme, extras=("hands.css", "when.js"))
        return visit(address + hash, viewport={"width": width, "height": 800}, **options)

    return open_page


def lines(answer):
    return [answer.head, *answer.people, *answer.notes]


def test_the_page_says_what_python_says(show):
    """200 days at random, every day on which somebody came or left in the first years, and the edges."""
    rng, span = Random(1998), (WHEN.last - WHEN.first).days
    days = [WHEN.first.date() + timedelta(rng.randrange(span + 1)) for _ in range(200)]
    days += sorted({one.came.date() for one in WHEN.visits[:60]} | {one.left.date() for one in WHEN.visits[:60]})
    days += [
        WHEN.first.date(),
        WHEN.last.date(),
        date(1998, 11, 19),
        date(2026, 10, 8),
        date(1, 1, 1),
        date(9999, 12, 31),
    ]
    said = show().evaluate(ASK, [str(day) for day in days])
    for day, (found, _) in zip(days, said, strict=True):
        assert found == lines(WHEN.on(day)), day
    for day, (found, _) in zip(days[:200], said[:200], strict=True):
        noon = f"{day}T12:00Z"
        crew = iss.aboard(noon) if noon >= "1998-12-07T02:07" else iss.aboard("1998-12-07T02:07").head(0)
        told = [f"{one.person} ({one.agency}, {one.ship})" for one in crew.itertuples()]
        assert found[1 : 1 + len(told)] == told, day
        assert ("nobody" in found[0]) == (not told)
    assert sorted(took for _, took in said)[len(said) // 2] < 16  # milliseconds: one frame, the aim


def test_by_keyboard_the_answer_comes_and_can_be_copied(show):
    tab = show()
    expect(tab.get_by_role("button")).to_have_count(0)  # nothing to copy yet
    tab_to(tab, "input[type=date]")
    tab.keyboard.type("06012008")  # month, day, year: Chromium's English field
    status = tab.get_by_role("status")
    expect(status).to_contain_text("On 1 June 2008, at 12:00 UTC, three people were aboard")
    assert tab.evaluate("location.hash") == "#when=2008-06-01"
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")  # as a browser that refuses
    tab_to(tab, "button")
    tab.keyboard.press("Enter")
    expect(tab.locator("textarea")).to_have_value(re.compile(r"Source: Docked, crew record .*#when=2008-06-01$"))
    assert tab.locator("textarea").input_value().startswith(str(WHEN.on("2008-06-01")))
    tab.evaluate("() => { navigator.clipboard.writeText = async text => { window.copied = text; }; }")
    tab.get_by_role("button").click()
    expect(tab.get_by_role("button")).to_have_text("Copied")
    assert tab.evaluate("copied") == tab.evaluate("document.querySelector('textarea').value")


def test_an_address_asks_and_nonsense_gets_a_clear_word(show):
    expect(show("#when=2023-09-15").get_by_role("status")).to_contain_text("Loral O'Hara")
    nonsense = {
        "2009-02-29": "no day of the calendar",
        "12345-06-01": "cannot say who was aboard on 1 June 12345",
        "2000-02-29": "nobody was aboard",
        "": "no day of the calendar",
        "<img src=x onerror=alert(1)>": "no day of the calendar",
        "x" * 100_000: "no day of the calendar",
        "2023-09-15T00:00": "no day of the calendar",
    }
    tab = show("#when=2008-06-01")
    for text, word in nonsense.items():
        tab.evaluate("text => { location.hash = 'when=' + text; }", text)
        expect(tab.get_by_role("status")).to_contain_text(word)
    assert len(tab.get_by_role("status").inner_text()) < 200
    expect(show("#whenever").get_by_role("status")).to_be_empty()


def test_two_on_a_page_keep_apart(show):
    tab = show(count=2)
    tab.locator("input").nth(1).fill("2008-06-01")
    expect(tab.get_by_role("status").nth(1)).to_contain_text("three people")
    expect(tab.get_by_role("status").nth(0)).to_be_empty()
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_without_a_script_and_on_paper_there_is_a_day_of_each_year(show):
    years = len(range(1999, WHEN.last.year + 1))
    plain = show(java_script_enabled=False)
    expect(plain.locator("tbody tr:visible")).to_have_count(years)
    expect(plain.locator("input, button")).to_have_count(0)
    tab = show()
    expect(tab.locator("tbody tr:visible")).to_have_count(0)
    tab.get_by_text("One day of each year").click()
    expect(tab.locator("tbody tr:visible")).to_have_count(years)
    tab.get_by_text("One day of each year").click()
    tab.emulate_media(media="print")
    expect(tab.locator("tbody tr:visible")).to_have_count(years)
    expect(tab.locator("input")).to_be_hidden()


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(show, look):
    options = {"forced_colors": "active"} if look == "forced" else {}
    tab = show("#when=2026-10-07", theme="dark" if look == "dark" else "light", width=320, **options)
    tab.locator("details summary").click()
    assert findings(tab, look) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
