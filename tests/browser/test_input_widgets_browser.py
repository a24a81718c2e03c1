"""The widgets of `iss.when`, `iss.weights` and `iss.draw` in a browser show the same results as in Python.

Some tests put a widget on the page twice and use the second; the first must not change.
"""

import re
from datetime import date, timedelta
from random import Random

import pytest
from chromium_tab import tab_to
from playwright.sync_api import expect

import issfacts as iss
from issfacts import dependence

WHEN, WEIGHTS = iss.when(), iss.weights()
DRAWINGS = {name: iss.draw(name) for name in ("people-aboard", "mixed-share", "launches")}
# The scripts operate the second widget of its kind on the page and return what it shows.
ENTER_DAYS = """days => {
    const root = document.querySelectorAll(".iss-when")[1], field = root.querySelector("input[type=date]");
    return days.map(day => {
        field.value = day;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        return [...root.querySelectorAll("[role=status] :is(p, li)")].map(node => node.textContent);
    });
}"""
SET_WEIGHTS = """([year, weights]) => {
    const root = document.querySelectorAll(".iss-weights")[1], sliders = [...root.querySelectorAll("[type=range]")];
    root.querySelectorAll("[type=radio]")[year].checked = true;
    sliders.forEach((slider, i) => { slider.value = weights[i]; });
    sliders[0].dispatchEvent(new Event("input", { bubbles: true }));
    return [...root.querySelectorAll("[role=status], .iss-inputs :is(summary, li)")].map(node => node.textContent);
}"""
DRAW_POINTS = """([series, points]) => {
    const root = document.querySelectorAll(".iss-draw")[1];
    const click = action => root.querySelector(`[data-do=${action}]`).click();
    const set = (part, value) => {
        const slider = root.querySelector(`[data-part=${part}]`);
        slider.value = value;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    root.querySelectorAll("[type=radio]")[series]?.click();
    click("clear");
    for (const [place, guess] of points) {
        set("place", place);
        set("guess", guess);
    }
    click("show");
    return root.querySelector("[role=status]").textContent;
}"""


def test_when_shows_for_a_day_what_python_returns(show):
    """200 random days, the days of the first 60 arrivals and departures, and days at and outside the limits."""
    rng, span = Random(1998), (WHEN.last - WHEN.first).days
    random_days = [WHEN.first + timedelta(rng.randrange(span + 1)) for _ in range(200)]
    changes = sorted(set(WHEN.stays.head(60)[["since", "undock_utc"]].stack().dt.date))
    limits = [WHEN.first, WHEN.last, date(1998, 11, 19), date(2026, 10, 8), date(1, 1, 1), date.max]
    days = random_days + changes + limits
    tab = show(WHEN, twice=True)
    shown = tab.evaluate(ENTER_DAYS, [str(day) for day in days])
    for day, lines in zip(days, shown, strict=True):
        answer = WHEN.on(day)
        assert lines == [answer.head, *answer.people, *answer.notes], day
    for day, lines in zip(random_days, shown, strict=False):
        noon = f"{day}T12:00Z"
        crew = iss.aboard(noon) if noon >= "1998-12-07T02:07" else iss.aboard("1998-12-07T02:07").head(0)
        people = [f"{row.person} ({row.agency}, {row.ship})" for row in crew.itertuples()]
        assert lines[1 : 1 + len(people)] == people, day
        assert ("nobody" in lines[0]) == (not people)
    expect(tab.get_by_role("status").first).to_be_empty()


def test_when_is_operated_by_keyboard_and_its_answer_is_copied(show):
    tab = show(WHEN)
    expect(tab.get_by_role("button")).to_have_count(0)  # no copy button before there is an answer
    tab_to(tab, "input[type=date]")
    tab.keyboard.type("06012008")  # month, day, year: the order of Chromium's date field in English
    expect(tab.get_by_role("status")).to_contain_text("On 1 June 2008, at 12:00 UTC, three people were aboard")
    assert tab.evaluate("location.hash") == "#when=2008-06-01"
    tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")  # as without permission
    tab_to(tab, "button")
    tab.keyboard.press("Enter")
    expect(tab.locator("textarea")).to_have_value(re.compile(r"Source: Docked, crew record .*#when=2008-06-01$"))
    assert tab.locator("textarea").input_value().startswith(str(WHEN.on("2008-06-01")))
    tab.evaluate("() => { navigator.clipboard.writeText = async text => { window.copied = text; }; }")
    tab.get_by_role("button").click()
    expect(tab.get_by_role("button")).to_have_text("Copied")
    assert tab.evaluate("copied") == tab.evaluate("document.querySelector('textarea').value")


def test_when_reads_the_day_from_the_address_and_explains_invalid_ones(show):
    tab = show(WHEN, hash="#when=2023-09-15")
    expect(tab.get_by_role("status")).to_contain_text("Loral O'Hara")
    messages = {
        "2009-02-29": "not a day of the calendar",
        "12345-06-01": "cannot say who was aboard on 1 June 12345",
        "2000-02-29": "nobody was aboard",
        "": "not a day of the calendar",
        "<img src=x onerror=alert(1)>": "not a day of the calendar",
        "x" * 100_000: "not a day of the calendar",
        "2023-09-15T00:00": "not a day of the calendar",
    }
    for text, message in messages.items():
        tab.evaluate("text => { location.hash = 'when=' + text; }", text)
        expect(tab.get_by_role("status")).to_contain_text(message)
    assert len(tab.get_by_role("status").inner_text()) < 200


def test_random_weights_give_the_result_of_python(show):
    rng, tab = Random(7), show(WEIGHTS, twice=True)
    for _ in range(200):
        index = rng.randrange(len(WEIGHTS.dates))
        weights = {name: rng.randrange(6) for name in dependence.FUNCTIONS}
        status, summary, *lines = tab.evaluate(SET_WEIGHTS, [index, list(weights.values())])
        when = WEIGHTS.dates[index]
        assert (status, lines) == (WEIGHTS.said(when, weights), WEIGHTS.turns(when, weights)), weights
        assert summary.endswith(f": {len(lines)}")
    expect(tab.locator("[role=status]").first).to_have_text(WEIGHTS.said(2023, dependence.PRESETS["equal"].weights))


def test_weights_are_set_by_presets_and_by_keyboard_down_to_zero(show):
    tab = show(WEIGHTS)
    status = tab.locator("[role=status]")
    for name, preset in dependence.PRESETS.items():
        button = tab.locator(f"[data-preset={name}]")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert [int(text) for text in tab.locator("output").all_inner_texts()] == list(preset.weights.values())
        expect(status).to_have_text(WEIGHTS.said(2023, preset.weights))
        expect(tab.get_by_text(preset.reason).first).to_be_visible()
    tab.locator("[type=radio]:checked").focus()
    tab.keyboard.press("ArrowRight")
    expect(status).to_contain_text("1 February 2026")
    for _ in dependence.FUNCTIONS:
        tab_to(tab, "[type=range]")
        tab.keyboard.press("Home")
    expect(status).to_contain_text("there is no answer. Give at least one job a weight above 0.")
    expect(tab.locator(".iss-inputs li, [aria-pressed=true]")).to_have_count(0)


def test_random_lines_are_compared_with_the_record_as_in_python(show):
    rng = Random(11)
    for drawing in DRAWINGS.values():
        tab = show(drawing, twice=True)
        for _ in range(67):
            series = rng.randrange(len(drawing.series))
            places = rng.sample(range(len(drawing.labels)), rng.randrange(8))
            points = {place: rng.randrange(drawing.top + 1) for place in places}
            points_by_label = {drawing.labels[place]: value for place, value in points.items()}
            expected = drawing.compare(points_by_label, list(drawing.series)[series])
            assert tab.evaluate(DRAW_POINTS, [series, list(points.items())]) == expected, points
        expect(tab.locator("[role=status]").first).to_be_empty()


def chart_point(tab, x, y):
    """Return the window's coordinates of a point of the drawing area, given as shares of its width and height."""
    box = tab.locator("svg.iss-paper").bounding_box()
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


@pytest.mark.parametrize("has_chart", [True, False])  # False: the chapter shows the chart below the widget
def test_mouse_draws_a_line_and_the_record_is_shown(show, has_chart):
    tab = show(iss.draw("people-aboard", chart=has_chart))
    status, record, chart = map(tab.locator, ("[role=status]", "svg .iss-record", ".iss-chart:visible"))
    show_record = tab.get_by_role("button", name="Show the record")
    show_record.click()
    expect(status).to_have_text("There is no line yet: draw first.")
    tab.mouse.click(*chart_point(tab, 0.5, 0.5))
    show_record.click()
    expect(status).to_contain_text("One point is not a line.")
    expect(record).to_have_count(0)
    tab.mouse.move(*chart_point(tab, 0.05, 0.5))
    tab.mouse.down()
    for n in range(1, 19):
        tab.mouse.move(*chart_point(tab, 0.05 + n * 0.05, 0.5))
    tab.mouse.up()
    expect(status).to_contain_text("Your line runs from")
    expect(chart).to_have_count(0)
    show_record.click()
    expect(status).to_contain_text("is where you were furthest off: you drew 7, 4 too low")  # half of 15 is 7
    expect(record).to_have_count(1)
    expect(chart).to_have_count(int(has_chart))
    tab.get_by_role("button", name="Begin again").click()
    expect(record).to_have_count(0)
    expect(chart).to_have_count(0)


def test_touch_taps_points_and_drags_a_line_and_a_slider(show):
    tab = show(DRAWINGS["mixed-share"], WEIGHTS, viewport={"width": 360, "height": 800}, has_touch=True)
    session = tab.context.new_cdp_session(tab)

    def drag(points):
        """Drag a finger along points; Playwright itself can only tap."""
        for i, (x, y) in enumerate(points):
            event = {"type": "touchMove" if i else "touchStart", "touchPoints": [{"x": x, "y": y}]}
            session.send("Input.dispatchTouchEvent", event)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    status = tab.locator(".iss-draw [role=status]")
    for x in (0.2, 0.9):
        tab.touchscreen.tap(*chart_point(tab, x, 0.5))
    expect(status).to_contain_text("Your line runs from")
    tab.get_by_role("button", name="Begin again").tap()
    expect(status).to_be_empty()
    drag([chart_point(tab, 0.1 + n * 0.05, 0.5) for n in range(17)])
    expect(status).to_contain_text("Your line runs from")
    slider = tab.locator(".iss-weights [type=range]").first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    drag([(box["x"] + share * box["width"], middle) for share in (0.4, 0.6, 0.8, 0.99)])
    weights = {name: 5 if i == 0 else 1 for i, name in enumerate(dependence.FUNCTIONS)}
    expect(tab.locator(".iss-weights [role=status]")).to_have_text(WEIGHTS.said(2023, weights))


def test_keyboard_draws_a_line_and_compares_it(show):
    tab = show(DRAWINGS["launches"])
    status = tab.locator("[role=status]")
    tab_to(tab, "[type=radio]")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")  # from Russia over the United States to China
    tab_to(tab, "[data-part=guess]")
    tab.keyboard.press("Enter")  # sets a point at the first year with the slider's current value
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("End")
    tab_to(tab, "[data-part=guess]")
    tab.keyboard.press("ArrowRight")
    expect(status).to_have_text("Your line runs from 1957 to 2025.")
    tab_to(tab, "[data-do=show]")
    tab.keyboard.press("Enter")
    expect(status).to_have_text(DRAWINGS["launches"].compare({"1957": 0, "2025": 1}, "China"))
    expect(tab.locator(".iss-chart")).to_be_hidden()  # it would show the other two series, not drawn yet
    expect(tab.locator("[data-part=place]")).to_have_attribute("aria-valuetext", "2025")
