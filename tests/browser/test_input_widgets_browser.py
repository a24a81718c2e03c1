"""A day of one's own, weights, a line drawn by hand: in a real browser the page says what Python says, however asked.

Each widget stands on its page twice, and the second is worked: the first must stay as it was.
"""

import re
from datetime import date, timedelta
from random import Random

import pytest
from playwright.sync_api import expect
from widget_samples import tab_to, write_bare_page

import issfacts as iss
from issfacts import dependence

WHEN, WEIGHTS = iss.when(), iss.weights()
DRAWINGS = {name: iss.draw(name) for name in ("people-aboard", "mixed-share", "launches")}
# Each asks the second widget of its kind on the page.
ASK = """days => {
    const root = document.querySelectorAll(".iss-when")[1], field = root.querySelector("input[type=date]");
    return days.map(day => {
        field.value = day;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        return [...root.querySelectorAll("[role=status] :is(p, li)")].map(one => one.textContent);
    });
}"""
SET = """([year, weights]) => {
    const root = document.querySelectorAll(".iss-weights")[1], sliders = [...root.querySelectorAll("[type=range]")];
    root.querySelectorAll("[type=radio]")[year].checked = true;
    sliders.forEach((slider, n) => { slider.value = weights[n]; });
    sliders[0].dispatchEvent(new Event("input", { bubbles: true }));
    return [...root.querySelectorAll("[role=status], .iss-hands :is(summary, li)")].map(one => one.textContent);
}"""
DRAW = """([series, points]) => {
    const root = document.querySelectorAll(".iss-draw")[1];
    const act = name => root.querySelector(`[data-do=${name}]`).click();
    root.querySelectorAll("[type=radio]")[series]?.click();
    act("clear");
    for (const point of points) ["place", "guess"].forEach((name, n) => {
        const slider = root.querySelector(`[data-part=${name}]`);
        slider.value = point[n];
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
    act("show");
    return root.querySelector("[role=status]").textContent;
}"""


@pytest.fixture
def show(visit, tmp_path):
    """Give a function that opens a bare page on which widgets stand, each once or twice."""

    def open_page(*widgets, hash="", twice=False, **options):
        bodies = [widget.html(prefix) for widget in widgets for prefix in ("", "again-")[: 1 + twice]]
        address = write_bare_page(tmp_path, *bodies, extras=("hands.css", "when.js", "weights.js", "draw.js"))
        return visit(address + hash, **options)

    return open_page


def test_the_page_says_of_a_day_what_python_says(show):
    """200 days at random, every day on which somebody came or left in the first years, and the edges."""
    rng, span = Random(1998), (WHEN.last - WHEN.first).days
    days = [WHEN.first.date() + timedelta(rng.randrange(span + 1)) for _ in range(200)]
    days += sorted(
        {one.dock_utc.date() for one in WHEN.visits[:60]} | {one.undock_utc.date() for one in WHEN.visits[:60]}
    )
    days += [WHEN.first.date(), WHEN.last.date(), date(1998, 11, 19), date(2026, 10, 8), date(1, 1, 1), date.max]
    tab = show(WHEN, twice=True)
    said = tab.evaluate(ASK, [str(day) for day in days])
    for day, found in zip(days, said, strict=True):
        answer = WHEN.on(day)
        assert found == [answer.head, *answer.people, *answer.notes], day
    for day, found in zip(days[:200], said[:200], strict=True):
        noon = f"{day}T12:00Z"
        crew = iss.aboard(noon) if noon >= "1998-12-07T02:07" else iss.aboard("1998-12-07T02:07").head(0)
        told = [f"{one.person} ({one.agency}, {one.ship})" for one in crew.itertuples()]
        assert found[1 : 1 + len(told)] == told, day
        assert ("nobody" in found[0]) == (not told)
    expect(tab.get_by_role("status").first).to_be_empty()


def test_a_day_is_asked_by_keyboard_and_its_answer_copied(show):
    tab = show(WHEN)
    expect(tab.get_by_role("button")).to_have_count(0)  # nothing to copy yet
    tab_to(tab, "input[type=date]")
    tab.keyboard.type("06012008")  # month, day, year: Chromium's English field
    expect(tab.get_by_role("status")).to_contain_text("On 1 June 2008, at 12:00 UTC, three people were aboard")
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
    tab = show(WHEN, hash="#when=2023-09-15")
    expect(tab.get_by_role("status")).to_contain_text("Loral O'Hara")
    nonsense = {
        "2009-02-29": "no day of the calendar",
        "12345-06-01": "cannot say who was aboard on 1 June 12345",
        "2000-02-29": "nobody was aboard",
        "": "no day of the calendar",
        "<img src=x onerror=alert(1)>": "no day of the calendar",
        "x" * 100_000: "no day of the calendar",
        "2023-09-15T00:00": "no day of the calendar",
    }
    for text, word in nonsense.items():
        tab.evaluate("text => { location.hash = 'when=' + text; }", text)
        expect(tab.get_by_role("status")).to_contain_text(word)
    assert len(tab.get_by_role("status").inner_text()) < 200


def test_200_random_weightings_come_to_what_python_says(show):
    rng, tab = Random(7), show(WEIGHTS, twice=True)
    for _ in range(200):
        year = rng.randrange(len(WEIGHTS.dates))
        chosen = {name: rng.randrange(6) for name in dependence.FUNCTIONS}
        said, summary, *lines = tab.evaluate(SET, [year, list(chosen.values())])
        when = WEIGHTS.dates[year]
        assert (said, lines) == (WEIGHTS.said(when, chosen), WEIGHTS.turns(when, chosen)), chosen
        assert summary.endswith(f": {len(lines)}")
    expect(tab.locator("[role=status]").first).to_have_text(WEIGHTS.said(2023, dependence.PRESETS["equal"].weights))


def test_buttons_set_our_weightings_and_the_keyboard_leads_down_to_nothing(show):
    tab = show(WEIGHTS)
    status = tab.locator("[role=status]")
    for name, preset in dependence.PRESETS.items():
        button = tab.locator(f"[data-preset={name}]")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert [int(one) for one in tab.locator("output").all_inner_texts()] == list(preset.weights.values())
        expect(status).to_have_text(WEIGHTS.said(2023, preset.weights))
        expect(tab.get_by_text(preset.reason).first).to_be_visible()
    tab.locator("[type=radio]:checked").focus()
    tab.keyboard.press("ArrowRight")
    expect(status).to_contain_text("1 February 2026")
    for _ in dependence.FUNCTIONS:
        tab_to(tab, "[type=range]")
        tab.keyboard.press("Home")
    expect(status).to_contain_text("there is no answer. Give at least one job a weight above 0.")
    expect(tab.locator(".iss-hands li, [aria-pressed=true]")).to_have_count(0)


def test_200_random_lines_are_compared_as_in_python(show):
    rng = Random(11)
    for drawing in DRAWINGS.values():
        tab, task = show(drawing, twice=True), drawing.task
        for _ in range(67):
            series = rng.randrange(len(task.series))
            places = rng.sample(range(len(task.labels)), rng.randrange(8))
            points = {place: rng.randrange(task.y_max + 1) for place in places}
            named = {task.labels[place]: value for place, value in points.items()}
            said = drawing.compare(named, list(task.series)[series])
            assert tab.evaluate(DRAW, [series, list(points.items())]) == said, points
        expect(tab.locator("[role=status]").first).to_be_empty()


def at(tab, x, y):
    """Return a point of the empty chart, in parts of its width and height."""
    box = tab.locator("svg.iss-paper").bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


@pytest.mark.parametrize("own", [True, False])  # whether the chart stands in the widget, or below it in the chapter
def test_the_mouse_draws_and_the_record_appears(show, own):
    tab = show(iss.draw("people-aboard", chart=own))
    status, record, chart = (tab.locator(place) for place in ("[role=status]", "svg .iss-record", ".iss-chart:visible"))
    ask = tab.get_by_role("button", name="Show the record")
    ask.click()
    expect(status).to_have_text("There is no line yet: draw first.")
    tab.mouse.click(*at(tab, 0.5, 0.5))
    ask.click()
    expect(status).to_contain_text("One point is no line.")
    expect(record).to_have_count(0)
    tab.mouse.move(*at(tab, 0.05, 0.5))
    tab.mouse.down()
    for n in range(1, 19):
        tab.mouse.move(*at(tab, 0.05 + n * 0.05, 0.5))
    tab.mouse.up()
    expect(status).to_contain_text("Your line runs from")
    expect(chart).to_have_count(0)
    ask.click()
    expect(status).to_contain_text("is where you were furthest off: you drew 7, 4 too low")  # half of 15 is 7
    expect(record).to_have_count(1)
    expect(chart).to_have_count(int(own))
    tab.get_by_role("button", name="Begin again").click()
    expect(record).to_have_count(0)
    expect(chart).to_have_count(0)


def test_a_finger_taps_points_and_drags_a_line_and_a_weight(show):
    tab = show(DRAWINGS["mixed-share"], WEIGHTS, viewport={"width": 360, "height": 800}, has_touch=True)
    touch = tab.context.new_cdp_session(tab)

    def drag(places):
        """Move one finger over the screen: Playwright itself only taps."""
        for kind, place in zip(["touchStart", *["touchMove"] * (len(places) - 1)], places, strict=True):
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [dict(zip("xy", place, strict=True))]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    drawn = tab.locator(".iss-draw [role=status]")
    for x in (0.2, 0.9):
        tab.touchscreen.tap(*at(tab, x, 0.5))
    expect(drawn).to_contain_text("Your line runs from")
    tab.get_by_role("button", name="Begin again").tap()
    expect(drawn).to_be_empty()
    drag([at(tab, 0.1 + n * 0.05, 0.5) for n in range(17)])
    expect(drawn).to_contain_text("Your line runs from")
    slider = tab.locator(".iss-weights [type=range]").first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    drag([(box["x"] + part * box["width"], middle) for part in (0.4, 0.6, 0.8, 0.99)])
    chosen = {name: 5 if n == 0 else 1 for n, name in enumerate(dependence.FUNCTIONS)}
    expect(tab.locator(".iss-weights [role=status]")).to_have_text(WEIGHTS.said(2023, chosen))


def test_the_keyboard_draws(show):
    tab = show(DRAWINGS["launches"])
    status = tab.locator("[role=status]")
    tab_to(tab, "[type=radio]")
    tab.keyboard.press("ArrowDown")  # China
    tab_to(tab, "[data-part=guess]")
    tab.keyboard.press("Enter")  # a point at the first year, where it stands
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("End")
    tab_to(tab, "[data-part=guess]")
    tab.keyboard.press("ArrowRight")
    expect(status).to_have_text("Your line runs from 1957 to 2025.")
    tab_to(tab, "[data-do=show]")
    tab.keyboard.press("Enter")
    expect(status).to_have_text(DRAWINGS["launches"].compare({"1957": 0, "2025": 1}, "China"))
    expect(tab.locator(".iss-chart")).to_be_hidden()  # it would give away the other two
    expect(tab.locator("[data-part=place]")).to_have_attribute("aria-valuetext", "2025")
