"""Draw first in a real browser: by mouse, finger and keyboard; what the page says of a line is what Python says."""

from random import Random

import pytest
from browser import findings
from playwright.sync_api import expect
from widget_samples import bare_page, tab_to

import issfacts as iss

DRAWINGS = {name: iss.draw(name) for name in ("people-aboard", "mixed-share", "launches")}
POINTS = """([root, series, points]) => {
    const desk = document.querySelector(root), act = name => desk.querySelector(`[data-do=${name}]`).click();
    const set = (name, value) => {
        const slider = desk.querySelector(`[data-part=${name}]`);
        slider.value = value;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    desk.querySelectorAll("[type=radio]")[series]?.click();
    act("clear");
    const before = performance.now();
    for (const [place, guess] of points) { set("place", place); set("guess", guess); }
    act("show");
    return [desk.querySelector("[role=status]").textContent, (performance.now() - before) / (2 * points.length + 1)];
}"""


@pytest.fixture
def show(visit, tmp_path):
    """Give a function that opens drawings on a bare page."""

    def open_page(*names, theme="light", width=1280, **options):
        bodies = [one if "<" in one else DRAWINGS[one].html(prefix="again-" * n) for n, one in enumerate(names)]
        address = bare_page(tmp_path, *bodies, theme=theme, extras=("hands.css", "draw.js"))
        return visit(address, viewport={"width": width, "height": 900}, **options)

    return open_page


def test_200_random_lines_are_compared_as_in_python(show):
    rng, times = Random(11), []
    for name, drawing in DRAWINGS.items():
        tab, sketch = show(name), drawing.sketch
        for _ in range(67):
            series = rng.randrange(len(sketch.series))
            places = rng.sample(range(len(sketch.labels)), rng.randrange(8))
            points = {place: rng.randrange(sketch.top + 1) for place in places}
            said, took = tab.evaluate(POINTS, [f"#draw-{name}", series, list(points.items())])
            named = {sketch.labels[place]: value for place, value in points.items()}
            assert said == drawing.compare(named, list(sketch.series)[series]), points
            times.append(took)
    assert sorted(times)[len(times) // 2] < 16  # milliseconds: one frame, the aim


def at(tab, x, y):
    """Return a point of the empty chart, in parts of its width and height."""
    box = tab.locator("svg.iss-paper").first.bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def test_the_mouse_draws_and_the_record_appears(show):
    tab = show("people-aboard")
    expect(tab.locator(".iss-chart")).to_be_hidden()
    status, record = tab.locator("[role=status]"), tab.locator("svg .iss-record")
    tab.get_by_role("button", name="Show the record").click()
    expect(status).to_have_text("There is no line yet: draw first.")
    tab.mouse.click(*at(tab, 0.5, 0.5))
    tab.get_by_role("button", name="Show the record").click()
    expect(status).to_contain_text("One point is no line.")
    expect(record).to_have_count(0)
    tab.mouse.move(*at(tab, 0.05, 0.5))
    tab.mouse.down()
    for n in range(1, 19):
        tab.mouse.move(*at(tab, 0.05 + n * 0.05, 0.5))
    tab.mouse.up()
    expect(status).to_contain_text("Your line runs from")
    tab.get_by_role("button", name="Show the record").click()
    expect(status).to_contain_text(
        "is where you were furthest off: you drew 7, 4 too low"
    )  # half the height is 7 of 15
    expect(record).to_have_count(1)
    expect(tab.locator(".iss-chart")).to_be_visible()
    tab.get_by_role("button", name="Begin again").click()
    expect(record).to_have_count(0)
    expect(tab.locator(".iss-chart")).to_be_hidden()


def test_a_finger_taps_points(show):
    tab = show("mixed-share", width=360, has_touch=True)
    for x in (0.2, 0.9):
        tab.touchscreen.tap(*at(tab, x, 0.5))
    expect(tab.locator("[role=status]")).to_contain_text("Your line runs from")
    assert tab.evaluate("getComputedStyle(document.querySelector('svg.iss-paper')).touchAction") == "pan-y"


def test_the_keyboard_draws(show):
    tab = show("launches")
    tab_to(tab, "[type=radio]")
    tab.keyboard.press("ArrowDown")  # China
    tab_to(tab, "[data-part=guess]")
    tab.keyboard.press("Enter")  # a point at the first year, where it stands
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("End")
    tab_to(tab, "[data-part=guess]")
    tab.keyboard.press("ArrowRight")
    expect(tab.locator("[role=status]")).to_have_text("Your line runs from 1957 to 2025.")
    tab_to(tab, "[data-do=show]")
    tab.keyboard.press("Enter")
    points = {"1957": 0, "2025": 1}
    expect(tab.locator("[role=status]")).to_have_text(DRAWINGS["launches"].compare(points, "China"))
    expect(tab.locator(".iss-chart")).to_be_hidden()  # it would give away the other two
    expect(tab.locator("[data-part=place]")).to_have_attribute("aria-valuetext", "2025")


def test_where_the_chapter_has_the_chart_the_record_is_still_drawn(show):
    tab = show(iss.draw("people-aboard", chart=False).html())
    said, _ = tab.evaluate(POINTS, ["#draw-people-aboard", 0, [[0, 7], [60, 7]]])
    assert said == DRAWINGS["people-aboard"].compare({"1 August 2023": 7, "30 September 2023": 7})
    expect(tab.locator("svg .iss-record")).to_have_count(1)
    tab.get_by_role("button", name="Begin again").click()
    expect(tab.locator("svg .iss-record")).to_have_count(0)


def test_two_of_one_kind_keep_apart(show):
    tab = show("launches", "launches")
    tab.locator("[type=radio]").nth(4).check()
    tab.evaluate(POINTS, ["#again-draw-launches", 1, [[0, 5], [9, 9]]])
    expect(tab.locator("[type=radio]").nth(0)).to_be_checked()
    expect(tab.locator("[role=status]").nth(0)).to_be_empty()
    expect(tab.locator("[role=status]").nth(1)).to_contain_text("furthest off")


def test_without_a_script_and_on_paper_there_is_the_chart(show):
    plain = show("people-aboard", java_script_enabled=False)
    expect(plain.locator("input, button")).to_have_count(0)
    plain.get_by_text("The record as a chart").click()
    expect(plain.locator(".iss-chart")).to_be_visible()
    tab = show("people-aboard")
    tab.emulate_media(media="print")
    expect(tab.locator(".iss-chart")).to_be_visible()
    expect(tab.locator("svg.iss-paper")).to_be_hidden()


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(show, look):
    options = {"forced_colors": "active"} if look == "forced" else {}
    tab = show(*DRAWINGS, theme="dark" if look == "dark" else "light", width=320, **options)
    for n, name in enumerate(DRAWINGS):
        tab.evaluate(POINTS, [f"#{'again-' * n}draw-{name}", 0, [[0, 5], [9, 9]]])
    assert findings(tab, look) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
