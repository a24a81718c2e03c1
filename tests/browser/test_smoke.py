"""A first look at the built site in Chromium, in `make test`: a page of each kind, a widget of each kind."""

from urllib.parse import urlsplit

from playwright.sync_api import expect
from prose import notebooks

PHONE = {"width": 390, "height": 844}
KINDS = ("index", "chapters/what-happened", "teach/one-lesson", "about/running", "reference/facts", "search")


def test_a_page_of_each_kind_opens_and_its_widgets_answer(browser, served):
    context = browser.new_context(viewport=PHONE)
    tab, faults = context.new_page(), []
    tab.on("console", lambda message: message.type == "error" and faults.append(f"{tab.url}: {message.text}"))
    tab.on("pageerror", lambda error: faults.append(f"{tab.url}: {error}"))
    tab.on("request", lambda asked: urlsplit(asked.url).hostname in {"127.0.0.1", None} or faults.append(asked.url))
    for page in KINDS:
        tab.goto(f"{served}/{page}.html")
        expect(tab.locator("h1").first).to_be_visible()
        wider = tab.evaluate("document.documentElement.scrollWidth") - PHONE["width"]
        faults += [f"{page}: {wider} px wider than a phone"] if wider > 0 else []
    move_an_explorer(tab, served)
    answer_a_question(tab, served)
    play(tab, served)
    context.close()
    assert not faults, "\n".join(faults)


def open_chapter_with(tab, address: str, code: str) -> None:
    """Open the first chapter whose code holds this call."""
    page = next(path.stem for path in notebooks() if code in path.read_text("utf-8"))
    tab.goto(f"{address}/chapters/{page}.html")


def move_an_explorer(tab, address: str) -> None:
    """Choose the next of an explorer's panes by keyboard."""
    open_chapter_with(tab, address, "iss.explore(")
    explorer = tab.locator(".iss-explore").first
    first = explorer.locator(".iss-pane").locator("visible=true").first.inner_text()
    explorer.locator("select, input[type=radio]").first.press("ArrowDown")
    expect(explorer.locator(".iss-pane").locator("visible=true").first).not_to_have_text(first)


def answer_a_question(tab, address: str) -> None:
    """Answer a question and read the feedback."""
    open_chapter_with(tab, address, "iss.quiz(")
    quiz = tab.locator(".iss-quiz").first
    quiz.locator("summary, input").first.click()
    expect(quiz.get_by_text("Right.").or_(quiz.get_by_text("Not quite.")).locator("visible=true").first).to_be_visible()


def play(tab, address: str) -> None:
    """Make a first move in the game."""
    open_chapter_with(tab, address, "iss.play(")
    status = tab.locator(".iss-game [role=status]").first
    before = status.text_content()
    tab.locator(".iss-game button[data-move]").locator("visible=true").first.click()
    expect(status).not_to_have_text(before)
