"""Aids that count for a reader and store nothing lasting: the audit with its draft, the tally, marks of pages read."""

from chromium_tab import PHONE, STORAGE_SIZES
from playwright.sync_api import expect

DRAFTS = {  # numbers of words, dates, links and quotations, counted by hand
    "Ten people were aboard on 15 September 2023.": (8, 1, 0, 0),
    "In July 2022 and on 2023-09-15, or September 15, 2023: three dates.": (12, 3, 0, 0),
    'He said “no”, she said "yes": [one](https://example.org/2023-01-01/x) and https://example.org': (8, 0, 2, 2),
    "See [a](b.md). „Ja“, «oui», and nothing more in 2030, you may be sure.": (13, 1, 1, 2),
    '<img src=x onerror="document.title=1"><b>MS-24</b> at 18:53 — it docked': (7, 0, 0, 1),
    "Десять человек на борту 🚀": (4, 0, 0, 0),
}
# Types a draft of a length thrice; returns the shortest times, in ms, of the event's handler and of the delayed count.
MEASURE_INPUT = """([part, length]) => {
    const field = document.querySelector(".iss-audit textarea"), setLater = window.setTimeout, times = [[], []];
    const measure = action => {
        const start = performance.now();
        action();
        return performance.now() - start;
    };
    for (let run = 0; run < 3; run++) {
        let count;
        window.setTimeout = action => { count = action; };
        field.value = part.repeat(length / part.length + 1).slice(0, length);
        times[0].push(measure(() => field.dispatchEvent(new Event("input", {bubbles: true}))));
        window.setTimeout = setLater;
        times[1].push(measure(count));
    }
    return times.map(runs => Math.min(...runs));
}"""


def test_audit_counts_ticks_and_the_draft_and_stores_nothing(visit, base_url):
    tab = visit(f"{base_url}/chapters/better-brief.html", **PHONE)
    tab.clock.install()
    tab.reload()
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
        tab.clock.run_for(1000)  # counted after a pause in typing
        shown = counts.all_text_contents()
        assert all(f": {count}." in line for count, line in zip(expected, shown, strict=True)), (draft, shown)
    field.fill("")
    tab.clock.run_for(1000)
    expect(counts).to_have_count(0)
    assert (tab.title(), tab.evaluate(STORAGE_SIZES)) == (title, [0, 0, 0])
    tab.reload()
    expect(field).to_have_value("")
    expect(tab.locator(".iss-audit :checked")).to_have_count(0)


def test_time_to_count_a_draft_is_about_proportional_to_its_length(visit, site):
    """Quadratic time would grow a hundredfold from 10,000 to 100,000 letters; 40 is allowed."""
    tab = visit(f"{site.as_uri()}/chapters/better-brief.html")
    for part in ("a", "word ", "“", '"', "[", "](", ".", "15 September 2023 ", "https://", "9 "):
        short, long = (tab.evaluate(MEASURE_INPUT, [part, length]) for length in (10_000, 100_000))
        assert all(b < 40 * max(a, 0.5) for a, b in zip(short, long, strict=True)), (part, short, long)


def test_tally_counts_first_answers_only(visit, base_url):
    tab = visit(f"{base_url}/chapters/what-happened.html", **PHONE)
    tally, questions = tab.locator(".iss-tally"), tab.locator(".iss-quiz").count()
    expect(tally).to_contain_text(f"0 of {questions} questions answered, 0 right at first try")
    choices = tab.locator(".iss-quiz[data-kind=single]").first.locator("input")
    choices.first.check()
    right = tab.locator(".iss-quiz [data-right=true]").count()
    choices.last.check()
    expect(tally).to_contain_text(f"1 of {questions} questions answered, {right} right at first try")
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
    tab.locator("footer").scroll_into_view_if_needed()
    expect(marks).to_have_count(2)
    box.uncheck()
    expect(marks).to_have_count(0)
    assert tab.evaluate(STORAGE_SIZES) == [0, 0, 0]
