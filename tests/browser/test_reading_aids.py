"""What counts along with a reader: the audit's boxes and draft, the tally, the marks of pages read. Nothing is kept."""

from playwright.sync_api import expect

PHONE = {"viewport": {"width": 360, "height": 800}, "has_touch": True, "is_mobile": True}
STORED = "[localStorage.length, sessionStorage.length, document.cookie.length]"
# Each draft with its words, dates, links and quotations, counted by hand.
DRAFTS = {
    "Ten people were aboard on 15 September 2023.": (8, 1, 0, 0),
    "In July 2022 and on 2023-09-15, or September 15, 2023: three dates.": (12, 3, 0, 0),
    'He said “no”, she said "yes": [one](https://example.org/2023-01-01/x) and https://example.org': (8, 0, 2, 2),
    "See [a](b.md). „Ja“, «oui», and nothing more in 2030, you may be sure.": (13, 1, 1, 2),
    '<img src=x onerror="document.title=1"><b>MS-24</b> at 18:53 — it docked': (7, 0, 0, 1),
    "Десять человек на борту 🚀": (4, 0, 0, 0),
}
# Milliseconds that the page's own work takes at a key, and when it counts; drawing the letters is the browser's.
WAIT = """draft => new Promise(done => {
    const field = document.querySelector(".iss-audit textarea"), later = window.setTimeout, timed = work => {
        const start = performance.now();
        work();
        return performance.now() - start;
    };
    let key;
    window.setTimeout = (work, pause) => later(() => {
        window.setTimeout = later;
        done([key, timed(work)]);
    }, pause);
    field.value = draft;
    key = timed(() => field.dispatchEvent(new Event("input", {bubbles: true})));
})"""


def test_the_audit_ticks_counts_and_keeps_nothing(visit, base_url):
    tab = visit(f"{base_url}/chapters/better-brief.html", **PHONE)
    places = (".iss-audit li > input", ".iss-audit textarea", ".iss-counts p")
    boxes, field, said = map(tab.locator, places)
    expect(boxes).to_have_count(5)
    tab.get_by_role("checkbox", name="Every number has its day.").tap()
    boxes.nth(1).focus()
    tab.keyboard.press("Space")
    expect(tab.get_by_text("2 of 5 ticked")).to_be_visible()
    expect(tab.get_by_role("textbox", name="Paste your draft here")).to_have_attribute("spellcheck", "false")
    title = tab.title()
    for draft, wanted in DRAFTS.items():
        field.fill(draft)
        for line, count in enumerate(wanted):
            expect(said.nth(line)).to_contain_text(f": {count}.")
    field.fill("")
    expect(said).to_have_count(0)
    assert (tab.title(), tab.evaluate(STORED)) == (title, [0, 0, 0])
    tab.reload()
    expect(field).to_have_value("")
    expect(tab.locator(".iss-audit :checked")).to_have_count(0)


def test_ten_times_the_draft_takes_about_ten_times_as_long(visit, site):
    """As ratios, the best of three: what grows with the square of the draft would take a hundred times as long."""
    tab = visit(f"{site.as_uri()}/chapters/better-brief.html")

    def best(part: str, letters: int) -> tuple[float, float]:
        return tuple(map(min, zip(*(tab.evaluate(WAIT, (part * letters)[:letters]) for _ in range(3)), strict=True)))

    for part in ("a", "word ", "“", '"', "[", "](", ".", "15 September 2023 ", "https://", "9 "):
        (key, count), (short_key, short) = best(part, 100_000), best(part, 10_000)
        assert key < 40 * max(short_key, 0.5), part
        assert count < 40 * max(short, 0.5), part  # once, when the typing rests


def test_the_tally_counts_first_tries(visit, base_url):
    tab = visit(f"{base_url}/chapters/what-happened.html", **PHONE)
    tally, quizzes = tab.locator(".iss-tally"), tab.locator(".iss-quiz")
    expect(tally).to_contain_text(f"0 of {quizzes.count()} questions answered, 0 right at first try")
    single = tab.locator(".iss-quiz[data-kind=single]")
    single.first.locator("input").nth(0).check()
    right = tab.locator(".iss-quiz [data-right=true]").count()
    for choice in single.first.locator("input").all():
        choice.check()
    expect(tally).to_contain_text(f"1 of {quizzes.count()} questions answered, {right} right at first try")
    assert tab.evaluate(STORED) == [0, 0, 0]
    tab.reload()
    expect(tally).to_contain_text("0 of")


def test_pages_read_are_marked_for_this_tab_and_only_if_asked(visit, base_url):
    tab = visit(f"{base_url}/chapters/why-together.html")
    box, marks = tab.get_by_role("checkbox", name="Mark the pages I have read"), tab.locator(".iss-read")
    expect(box).not_to_be_checked()
    tab.locator("footer").scroll_into_view_if_needed()
    expect(marks).to_have_count(0)
    assert tab.evaluate(STORED) == [0, 0, 0]
    box.check()
    expect(marks).to_have_count(1)
    tab.goto(f"{base_url}/chapters/what-happened.html")
    expect(box).to_be_checked()
    expect(tab.locator("#book-contents a", has_text="Why build it together?").locator(".iss-read")).to_be_visible()
    expect(marks).to_have_count(1)
    tab.locator("footer").scroll_into_view_if_needed()
    expect(marks).to_have_count(2)
    box.uncheck()
    expect(marks).to_have_count(0)
    assert tab.evaluate(STORED) == [0, 0, 0]
