"""Test data for the widgets: stub exhibits, and small tables of questions and facts."""

from datetime import date
from html import escape

import pytest

from issfacts import data

HTML_INJECTION = 'A < B & "C" <script>document.title = "hit"</script> \'D\''
HEBREW = "מי נמצא שם?"  # right to left: "Who is there?"


class Exhibit:
    """Stub of a Chart or Table with the attributes an explorer uses."""

    data, sources = None, ("gcat",)

    def __init__(self, title="Ten people are aboard"):
        self.title = title

    def html(self, prefix=""):
        return (
            f'<figure class="iss-chart" id="{prefix}chart"><figcaption dir="auto">{escape(self.title)}</figcaption>'
            '<p><a href="../reference/sources.md#gcat">a link</a></p></figure>'
        )


def exhibits(count):
    """Return `count` stub exhibits by the label of their pane."""
    return {f"Pane {i}": Exhibit(f"Finding number {i}") for i in range(1, count + 1)}


QUESTIONS = (
    ("who-said-it", "single", "Whose statement is “we always take care of each other”?"),
    ("which-hold", "multiple", "Which of these does the record say?"),
    ("nasty", "single", HTML_INJECTION),
    ("hebrew", "single", HEBREW),
    ("long", "single", "long " * 2000),
)
OPTIONS = (
    ("who-said-it", "The article's own", False, "The article quotes it; it does not say it."),
    ("who-said-it", "A crew member's", True, "An attribution: that she said it can be checked."),
    ("who-said-it", "Nobody's", False, "Somebody said it: look at the quotation marks."),
    ("which-hold", "Ten were aboard", True, "Seven and three."),
    ("which-hold", "Nine were aboard", False, "The article left one out."),
    ("which-hold", "JAXA was aboard", True, "Satoshi Furukawa had come in August."),
    ("nasty", HTML_INJECTION, True, HTML_INJECTION),
    ("nasty", "no", False, "because"),
    ("hebrew", HEBREW, True, HEBREW),
    ("hebrew", "no", False, HEBREW),
    ("long", "x" * 10_000, True, "y " * 5_000),
    ("long", "no", False, "z"),
)
FACTS = (
    ("aboard-after-hatch", "10", "people"),
    ("share-crewed", "27.5", "%"),
    ("distance", "2,410", "km"),
    ("below", "-5", None),
    ("rubio-stay", "371 days", None),
    ("docking-duration", "3 h 9 min", None),
    ("docking-time", "18:53", "UTC"),
    ("stay-planned", "six months", None),
    ("who-is-missing", "Satoshi Furukawa", None),
    ("article-published", "16 September 2023", None),
)


def tables():
    """Return the sample tables by name, each as `data.rows` returns it."""
    fact = {"as_of": date(2026, 11, 22), "source_ids": ("gcat",), "status": "confirmed"}
    return {
        "questions": [dict(zip(("id", "kind", "stem"), row, strict=True)) for row in QUESTIONS],
        "options": [dict(zip(("question", "text", "right", "feedback"), row, strict=True)) for row in OPTIONS],
        "people": [
            {"name": "Satoshi Furukawa", "other_names": ("Фурукава Сатоси",)},
            {"name": "Loral O'Hara", "other_names": None},
        ],
        "facts": [dict(zip(("id", "value", "unit"), row, strict=True)) | fact for row in FACTS],
    }


@pytest.fixture
def sample_tables(monkeypatch):
    """Replace the book's tables by the sample tables until the end of a test."""
    rows = tables()
    monkeypatch.setattr(data, "rows", lambda name: rows[name])
    monkeypatch.setattr(data, "by_id", lambda name: {row["id"]: row for row in rows[name]})
