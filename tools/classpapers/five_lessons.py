"""Renders the test and the closing task of the five lessons, whose texts are in teach/."""

from paths import FIVE_LESSONS_GUIDE, TEACH

from . import prose
from .sheets import render, render_test

TEST, CLOSING_TASK = "five-lessons-test", "five-lessons-closing-task"  # file stems
TEST_TITLE = "Test on the five lessons"


def render_five_lessons_test(address: str) -> dict[str, str]:
    """Return the test on the five lessons and its key as HTML by file stem."""
    text = (TEACH / f"{TEST}.md").read_text("utf-8")
    questions = [
        {
            "parts": prose.render_with_line_counts(prose.remove_details(section)),
            "answer": prose.render_html(prose.extract_details(section)),
        }
        for section in prose.split_sections(text).values()
    ]
    introduction = prose.render_html(text.partition("\n\n")[2].partition("\n\n")[0])
    context = {"title": TEST_TITLE, "introduction": introduction, "questions": questions}
    return render_test("test.html", TEST, address=address, **context)


def render_closing_task(address: str) -> str:
    """Return the closing task of the five lessons, with how it is judged, as HTML."""
    sections = prose.split_sections(prose.get_section(FIVE_LESSONS_GUIDE.read_text("utf-8"), "The closing task"), "###")
    texts = {heading: prose.render_html(sections[heading]) for heading in ("The task", "How it is judged")}
    return render("task.html", title="Closing task", sections=texts, address=address)
