"""Aids that count for a reader and store nothing lasting: the audit with its draft, the tally, marks of pages read."""

from playwright.sync_api import expect

PHONE = {"viewport": {"width": 360, "height": 800}, "has_touch": True, "is_mobile": True}
STORAGE_SIZES = "[localStorage.length, sessionStorage.length, document.cookie.length]"
DRAFTS = {  # numbers of words, dates, links and quotations, counted by hand
    "Ten people were aboard on 15 September 2023.": (8, 1, 0, 0),
    "In July 2022 and on 2023-09-15, or September 15, 2023: three dates.": (12, 3, 0, 0),
    'He said “no”, she said "yes": [one](https://example.org/2023-01-01/x) and https://example.org': (8, 0, 2, 2),
    "See [a](b.md). „Ja“, «oui», and nothing more in 2030, you may be sure.": (13, 1, 1, 2),
    '<img src=x onerror="document.title=1"><b>MS-24</b> at 18:53 — it docked': (7, 0, 0, 1),
    "Десять человек на борту 🚀": (4, 0, 0, 0),
}
# Milliseconds that the page's script takes in the handler of an input event, and in the delayed count of the draft.
MEASURE_INPUT = """draft => new Promise(resolve => {
    const field = document.querySelector(".iss-audit textarea"), originalSetTimeout = window.setTimeout;
    const measure = action => {
        const start = performance.now();
        action();
        return performance.now() - start;
    };
    let handlerTime;
    window.setTimeout = (action, delay) => originalSetTimeout(() => {
        window.setTimeout = originalSetTimeout;
        resolve([handlerTime, measure(action)]);
    }, delay);
    field.value = draft;
    handlerTime = measure(() => field.dispatchEvent(new Event("input", {bubbles: true})));
})"""


def test_audit_counts_ticks_and_the_draft_and_stores_nothing(visit, base_url):
    tab = visit(f"{base_url}/chapters/better-brief.html", **PHONE)
    boxes, field, counts = map(tab.locator, (".iss-audit li > input", ".iss-audit textarea", ".iss-counts p"))
    expect(boxes).to_have_count(5)
    tab.get_by_role("checkbox", name="Every number has its day.").tap()
    boxes.nth(1).focus()
    tab.keyboard.press("Space")
    expect(tab.get_by_text("2 of 5 ticked")).to_be_visible()
    expect(tab.get_by_role("textbox", name="Paste your draft here")).to_have_attribute("spellcheck", "false")
    title = tab.title()
    for draft, expected in DRAFTS.items():
        field.fill(draft)
        for line, count in enumerate(expected):
            expect(counts.nth(line)).to_contain_text(f": {count}.")
    field.fill("")
    expect(counts).to_have_count(0)
    assert (tab.title(), tab.evaluate(STORAGE_SIZES)) == (title, [0, 0, 0])
    tab.reload()
    expect(field).to_have_value("")
    expect(tab.locator(".iss-audit :checked")).to_have_count(0)


def test_time_to_count_a_draft_is_about_proportional_to_its_length(visit, site):
    """Quadratic time would grow a hundredfold from 10,000 to 100,000 letters; 40 is allowed."""
    tab = visit(f"{site.as_uri()}/chapters/better-brief.html")

    def best_times(part: str, length: int) -> list[float]:
        runs = [tab.evaluate(MEASURE_INPUT, (part * length)[:length]) for _ in range(3)]
        return [min(times) for times in zip(*runs, strict=True)]

    for part in ("a", "word ", "“", '"', "[", "](", ".", "15 September 2023 ", "https://", "9 "):
        for long, short in zip(best_times(part, 100_000), best_times(part, 10_000), strict=True):
            assert long < 40 * max(short, 0.5), part


def test_tally_counts_first_answers_only(visit, base_url):
    tab = visit(f"{base_url}/chapters/what-happened.html", **PHONE)
    tally, quizzes = tab.locator(".iss-tally"), tab.locator(".iss-quiz")
    expect(tally).to_contain_text(f"0 of {quizzes.count()} questions answered, 0 right at first try")
    single = tab.locator(".iss-quiz[data-kind=single]")
    single.first.locator("input").nth(0).check()
    right = tab.locator(".iss-quiz [data-right=true]").count()
    for choice in single.first.locator("input").all():
        choice.check()
    expect(tally).to_contain_text(f"1 of {quizzes.count()} questions answered, {right} right at first try")
    assert tab.evaluate(STORAGE_SIZES) == [0, 0, 0]
    tab.reload()
    expect(tally).to_contain_text("0 of")


def test_read_pages_are_marked_in_this_tab_while_the_box_is_ticked(visit, base_url):
    tab = visit(f"{base_url}/chapters/why-together.html")
    box, marks = tab.get_by_role("checkbox", name="Mark the pages I have read"), tab.locator(".iss-read")
    expect(box).not_to_be_checked()
    tab.locator("footer").scroll_into_view_if_needed()
    expect(marks).to_have_count(0)
    assert tab.evaluate(STORAGE_SIZES) == [0, 0, 0]
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
    assert tab.evaluate(STORAGE_SIZES) == [0, 0, 0]
