"""Helpers that read the book's pages: cells, prose, sentences, links and numbers."""

import re
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from for_each import for_each
from notebooks import load, notebook_paths, source, tags
from notebooks import pages as toc_pages
from paths import ROOT

from issfacts.kit.wording import NUMBERS

NON_CORE_TAGS = {"extra", "exercise", "solution", "teacher", "header"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LINK = re.compile(r"\[(?P<text>[^\]\[]+)\]\((?P<target>[^)\s]+)\)(?:\{[^}]*\})?")
# Numbers that are part of a name: of craft, rockets, crews and missions, chapters, licences and standards.
NAMES_WITH_NUMBERS = re.compile(
    r"\b(?:MS|TM|TMA|STS|NG|RD|Crew|Luna|Soyuz|Progress|Expedition|Site|Ax|Axiom|Haven|Kosmos|P|C|X)"
    r"[- +−]?\d+(?:[./]\d+)*[a-z]?\b|\bSoyuz-2\.1a\b|\bSoyuz-2\b"
    r"|\b(?:A(?=4\b)|Cartridge|WCAG|[Cc]hapters?|Python|CC BY|UTC|ISO)[- +−]?\d+(?:\.\d+)*\b",
)
BELOW_20 = ["zero", *NUMBERS[:19]]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_VALUES = {word: value for value, word in enumerate(BELOW_20)}
NUMBER_VALUES |= {word: 10 * tens for tens, word in enumerate(TENS, 2)}
ONE_TO_NINE = "|".join(BELOW_20[1:10])
BELOW_100 = rf"(?:{'|'.join(TENS)})(?:[- ](?:{ONE_TO_NINE}))?|{'|'.join(reversed(BELOW_20))}"
FROM_100 = rf"(?P<hundreds>a|{ONE_TO_NINE}) hundred(?:(?: and)? (?P<rest>{BELOW_100}))?"
NUMBER_IN_WORDS = re.compile(rf"\b(?:{FROM_100}|(?P<below_100>{BELOW_100}))\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook, or a whole Markdown page."""

    page: Path
    id: str
    kind: str
    source: str
    tags: frozenset

    def __str__(self):
        return f"{self.page.relative_to(ROOT)}, cell {self.id}"


def source_file(page: str) -> Path:
    """Return the source file of a page: a notebook or a Markdown file."""
    candidates = [ROOT / f"{page}{suffix}" for suffix in (".ipynb", ".md")]
    return next(path for path in candidates if path.exists())


def cells(path: Path) -> list[Cell]:
    """Return the cells of a notebook; a Markdown page, or another file with prose, is one cell."""
    if path.suffix != ".ipynb":
        return [Cell(path, "page", "markdown", path.read_text("utf-8"), frozenset())]
    return [
        Cell(path, cell["id"], cell["cell_type"], source(cell), frozenset(tags(cell))) for cell in load(path)["cells"]
    ]


def chapter_cells(name: str) -> dict[str, Cell]:
    """Return the cells of a chapter by their ids."""
    return {cell.id: cell for cell in cells(ROOT / "chapters" / f"{name}.ipynb")}


def lesson_plan(chapter: str) -> str:
    """Return the text of a chapter's lesson plan."""
    return (ROOT / "teach" / "plans" / f"{chapter}.md").read_text("utf-8")


def relative_path(path: Path) -> str:
    """Return the path of a file relative to the repository."""
    return path.relative_to(ROOT).as_posix()


def written_pages() -> list[Path]:
    """Return the paths of all pages except the generated reference pages."""
    return [source_file(page) for page in toc_pages() if not page.startswith("reference/")]


def prose_files() -> list[Path]:
    """Return the paths of the written pages, and of the files of teach/ and the questions, whose texts go on paper."""
    teach, questions = ROOT / "teach", ROOT / "tools" / "freshquiz" / "questions.txt"
    return sorted({*written_pages(), *teach.rglob("*.md"), *teach.rglob("*.yml"), questions})


def markdown_cells(path: Path) -> list[Cell]:
    """Return the Markdown cells of a page."""
    return [cell for cell in cells(path) if cell.kind == "markdown"]


each_notebook = for_each(notebook_paths(), relative_path)
each_page = for_each(written_pages(), relative_path)
each_prose_file = for_each(prose_files(), relative_path)


def core_cells(path: Path) -> list[Cell]:
    """Return the Markdown cells of a chapter's core reading, without the link to the next chapter."""
    return [cell for cell in markdown_cells(path) if not cell.tags & NON_CORE_TAGS and cell.id != "next"]


def core_text(path: Path) -> str:
    """Return the core reading of a chapter as plain text, without links, markup and tables."""
    text = "\n\n".join(cell.source for cell in core_cells(path))
    return strip_markdown(re.sub(r"```.*?```", "", text, flags=re.S))


def sentences(path: Path) -> list[str]:
    """Return the sentences of a chapter's core reading: paragraphs, without headings, lists, tables and labels."""
    found = []
    for cell in core_cells(path):
        if cell.id in ("title", "facts-as-of"):
            continue
        text = re.sub(r"```.*?```", "", cell.source, flags=re.S)
        text = re.sub(r"^(?:#|:::).*$|^ *(?:[-+*]|\d+\.) .*(?:\n +\S.*)*$", "", text, flags=re.M)
        for paragraph in re.split(r"\n\s*\n", strip_markdown(text)):
            found += re.split(r"(?<=[.?!])[”\"’)]*\s+(?=[“\"(]?[A-Z0-9])", " ".join(paragraph.split()))
    return [sentence for sentence in found if re.search(r"[a-z]{2}", sentence)]


def without_code(markdown: str) -> str:
    """Return Markdown without blocks and spans of code."""
    return re.sub(r"```.*?```|`[^`]*`", "", markdown, flags=re.S)


def strip_markdown(markdown: str) -> str:
    """Return the visible text of Markdown, without tables and addresses."""
    text = LINK.sub(r"\g<text>", markdown)
    text = re.sub(r"^\s*(?::::.*|\|.*|<.*?>\s*)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"<[^>]+>|https?://\S+", " ", text)
    return re.sub(r"[*_`#>]|^\s*(?:[-+]|\d+\.)\s", " ", text, flags=re.MULTILINE)


def normalize(text: str) -> str:
    """Return a text in lower case without markup, with number words as digits, for comparison."""
    return re.sub(r"\s+", " ", number_words_to_digits(re.sub(r"[*_`]", "", text).lower())).strip()


def number_words_to_digits(text: str, least: int = 0) -> str:
    """Replace the number words of a text, from `least` up to 999, by digits.

    >>> number_words_to_digits("nineteen of twenty-one, three hundred and seventy-one days, a hundred, two", least=3)
    '19 of 21, 371 days, 100, two'
    """

    def digits(match) -> str:
        hundreds = NUMBER_VALUES.get((match["hundreds"] or "zero").lower(), 1)  # "a hundred": 1
        rest = re.findall(r"[a-z]+", (match["rest"] or match["below_100"] or "").lower())
        value = 100 * hundreds + sum(NUMBER_VALUES[word] for word in rest)
        return str(value) if value >= least else match[0]

    return NUMBER_IN_WORDS.sub(digits, text)


def shingles(text: str) -> set[str]:
    """Return the hashes of all runs of eight consecutive words of a text (near-duplicate detection)."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower()))
    runs = (" ".join(words[start : start + 8]) for start in range(len(words) - 7))
    return {sha256(run.encode()).hexdigest()[:16] for run in runs}
