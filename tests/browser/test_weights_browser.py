"""The weights in a real browser: scores, answer and turning codes are Python's, by slider, button and keyboard."""

from random import Random

import pytest
from browser import findings
from playwright.sync_api import expect
from widget_samples import bare_page, tab_to

import issfacts as iss
from issfacts import dependence

WEIGHTS = iss.weights()
SET = """([year, weights]) => {
    document.querySelectorAll("[type=radio]")[year].checked = true;
    const sliders = [...document.querySelectorAll("[type=range]")];
    sliders.forEach((slider, n) => { slider.value = weights[n]; });
    const before = performance.now();
    sliders[0].dispatchEvent(new Event("input", { bubbles: true }));
    const took = performance.now() - before;
    const texts = [...document.querySelectorAll(".iss-hands :is(summary, li)")].map(one => one.textContent);
    const said = document.querySelector("[role=status]").textContent;
    return { said, summary: texts[0], lines: texts.slice(1), took };
}"""


@pytest.fixture
def show(visit, tmp_path):
    """Give a function that opens the widget on a bare page."""

    def open_page(theme="light", width=1280, count=1, **options):
        bodies = [WEIGHTS.html(prefix="again-" * n) for n in range(count)]
        address = bare_page(tmp_path, *bodies, theme=theme, extras=("hands.css", "weights.js"))
        return visit(address, viewport={"width": width, "height": 800}, **options)

    return open_page


def test_200_random_weightings_come_to_what_python_says(show):
    rng, tab, times = Random(7), show(), []
    for _ in range(200):
        year = rng.randrange(len(WEIGHTS.dates))
        chosen = {name: rng.randrange(6) for name in dependence.FUNCTIONS}
        found = tab.evaluate(SET, [year, list(chosen.values())])
        lines = WEIGHTS.turns(WEIGHTS.dates[year], chosen)
        assert (found["said"], found["lines"]) == (WEIGHTS.said(WEIGHTS.dates[year], chosen), lines), chosen
        assert found["summary"].endswith(f": {len(lines)}")
        times.append(found["took"])
    assert sorted(times)[100] < 16  # milliseconds: one frame, the aim


def test_buttons_set_our_weightings(show):
    tab = show()
    for name, preset in dependence.PRESETS.items():
        button = tab.locator(f"[data-preset={name}]")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert [int(one) for one in tab.locator("output").all_inner_texts()] == list(preset.weights.values())
        expect(tab.locator("[role=status]")).to_have_text(WEIGHTS.said(2023, preset.weights))
        expect(tab.get_by_text(preset.reason).first).to_be_visible()


def test_by_keyboard_down_to_nothing(show):
    tab = show()
    tab_to(tab, "[type=radio]")
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("[role=status]")).to_contain_text("1 February 2026")
    for _ in dependence.FUNCTIONS:
        tab_to(tab, "[type=range]")
        tab.keyboard.press("Home")
    expect(tab.locator("[role=status]")).to_contain_text(
        "there is no answer. Give at least one function a weight above 0."
    )
    expect(tab.locator(".iss-hands li")).to_have_count(0)
    expect(tab.locator("[aria-pressed=true]")).to_have_count(0)


def test_two_on_a_page_keep_apart(show):
    tab = show(count=2)
    tab.locator("[data-preset=engineer]").nth(1).click()
    tab.locator("[type=radio]").nth(3).check()
    expect(tab.locator("[role=status]").nth(1)).to_contain_text("1 July 2012")
    expect(tab.locator("[role=status]").nth(0)).to_have_text(WEIGHTS.said(2023, dependence.PRESETS["equal"].weights))
    expect(tab.locator("[type=radio]:checked")).to_have_count(2)


def test_without_a_script_and_on_paper_there_are_two_tables(show):
    rows = sum(len(table.data) for table in WEIGHTS.tables)
    plain = show(java_script_enabled=False)
    expect(plain.locator("tbody tr:visible")).to_have_count(rows)
    expect(plain.locator("input, button")).to_have_count(0)
    tab = show()
    expect(tab.locator("tbody tr:visible")).to_have_count(0)
    tab.emulate_media(media="print")
    expect(tab.locator("tbody tr:visible")).to_have_count(rows)
    expect(tab.locator("[type=range]:visible")).to_have_count(0)


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(show, look):
    options = {"forced_colors": "active"} if look == "forced" else {}
    tab = show(theme="dark" if look == "dark" else "light", width=320, **options)
    for summary in tab.locator(".iss-fold > summary").all():
        summary.click()
    assert findings(tab, look) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
