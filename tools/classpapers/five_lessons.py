"""Renders the test and the closing task of the five lessons, whose texts are in teach/."""

from paths import FIVE_LESSONS_GUIDE, TEACH

from . import prose
from .sheets import render, render_test

TEST, CLOSING_TASK = "five-lessons-test", "five-lessons-closing-task"  # file stems
TEST_TITLE = "Test on the five lessons"


def render_papers(address: str) -> dict[str, str]:
    """Return the test, its key, and the closing task with how it is judged, as HTML by file stem."""
    text = (TEACH / f"{TEST}.md").read_text("utf-8")
    questions = [
        {
            "parts": prose.render_with_line_counts(prose.remove_details(section)),
            "answer": prose.render_html(prose.extract_details(section)),
        }
        for section in prose.split_sections(text).values()
    ]
    introduction = prose.render_html(text.split("\n\n")[1])
    sections = prose.split_sections(prose.get_section(FIVE_LESSONS_GUIDE.read_text("utf-8"), "The closing task"), "###")
    task = "\n\n".join(f"## {heading}\n\n{sections[heading]}" for heading in ("The task", "How it is judged"))
    context = {"kind": "task", "title": "Closing task", "lesson": None, "content": prose.render_html(task)}
    closing_task = render("sheet.html", address=address, **context)
    context = {"title": TEST_TITLE, "introduction": introduction, "questions": questions}
    return render_test("test.html", TEST, address=address, **context) | {CLOSING_TASK: closing_task}
