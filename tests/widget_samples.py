"""Test data for the widgets: stub exhibits, small tables of questions and facts, and a bare page that holds HTML."""

from datetime import date
from html import escape
from pathlib import Path

from browser import tab_to as tab_to
from bs4 import BeautifulSoup

from issfacts.kit import palette

SITE = Path(__file__).parent.parent / "_ext" / "site"
POLICY = "default-src 'self'; img-src 'self' data:"
HTML_INJECTION = 'A < B & "C" <script>document.title = "hit"</script> \'D\''
HEBREW = "מי נמצא שם?"  # right to left: "Who is there?"


class Exhibit:
    """Stub of a Chart or Table with the attributes an explorer uses; it counts how often it was rendered."""

    data, sources = None, ("gcat",)

    def __init__(self, title="Ten people are aboard"):
        self.title, self.rendered = title, 0

    def html(self, prefix=""):
        self.rendered += 1
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


def render_twice(widget):
    """Render a widget twice, check that the two share no id and no group name, and return both."""
    shown = [BeautifulSoup(widget._repr_mimebundle_()["text/html"], "html5lib").body for _ in range(2)]
    for attribute in ("id", "name"):
        first, second = ({tag[attribute] for tag in body.select(f"[{attribute}]")} for body in shown)
        assert first
        assert not first & second
    return shown


def write_bare_page(folder, *bodies, extras=()):
    """Write a page that holds HTML bodies, with the site's style, script and `extras`; return its file:// address."""
    scripts = [name for name in ("docked.js", *extras) if name.endswith(".js")]
    for name in scripts:
        (folder / name).write_bytes((SITE / name).read_bytes())
    tags = "".join(f'<script defer src="{name}"></script>' for name in scripts)
    style = "body { line-height: 1.6; background: var(--iss-ground); color: var(--iss-ink); }" + palette.css()
    sheets = [SITE / name for name in ("docked.css", *extras) if name.endswith(".css")]
    (folder / "page.css").write_text(style + "".join(sheet.read_text("utf-8") for sheet in sheets), "utf-8")
    (folder / "page.html").write_text(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="page.css">{tags}</head>'
        f'<body data-theme="light"><main><h1>Bare</h1>{"".join(bodies)}</main></body></html>',
        "utf-8",
    )
    return (folder / "page.html").as_uri()
