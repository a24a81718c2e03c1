"""Lists the files for class, each with its kind and its size."""

from .lesson import Lesson
from .sheets import LABELS, about_all, render

LIST = "index.html"
FORMS = {".html": "web page", ".pdf": "PDF", ".docx": "Word", ".pptx": "PowerPoint"}
PACKS = {
    "one-lesson": "One lesson, 45 or 60 minutes",
    "one-lesson-slides": "One lesson, slides",
    "keep-it-flying-kit": "Keep It Flying, the game on paper",
}


def file_list(lessons: list[Lesson], files: dict[str, bytes], book) -> str:
    """Return the page that lists the files."""
    papers = [(one.title, {f"{one.name}-{kind}": label for kind, label in LABELS.items()}) for one in lessons]
    lists = [
        (title, [(label, found) for stem, label in stems.items() if (found := forms(stem, files))])
        for title, stems in [("Start here", PACKS), *papers]
    ]
    return render(LIST, lists=lists, chapters=[one.title for one in lessons], address=book.base, **about_all(book))


def forms(stem: str, files: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return the files in which a paper is there, each with its kind and size."""
    there = {f"{stem}{suffix}": form for suffix, form in FORMS.items() if f"{stem}{suffix}" in files}
    return [(file, f"{form}, {max(1, round(len(files[file]) / 1000))} kB") for file, form in there.items()]
