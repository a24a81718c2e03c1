"""Reads chapters as their readers do: the prose of a notebook or page, its links and its numerals."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from notebooks import load, source, tags
from notebooks import pages as toc_pages
from rules import for_each

ROOT = Path(__file__).resolve().parent.parent
NOT_CORE = {"extra", "exercise", "solution", "teacher", "header"}
LINK = re.compile(r"\[(?P<text>[^\]\[]+)\]\((?P<target>[^)\s]+)\)(?:\{[^}]*\})?")
# Numerals that are no facts: names of craft, rockets, crews and missions; chapter numbers; licences and standards.
NAMES = re.compile(
    r"\b(?:MS|TM|TMA|STS|NG|RD|Crew|Luna|Soyuz|Progress|Expedition|Site|Ax|Axiom|Kosmos|P|C|X)"
    r"[- +−]?\d+(?:[./]\d+)*[a-z]?\b|\bSoyuz-2\.1a\b|\bSoyuz-2\b"
    r"|\b(?:A(?=4\b)|Cartridge|WCAG|[Cc]hapters?|Python|CC BY|UTC|ISO)[- +−]?\d+(?:\.\d+)*\b",
)
SMALL = [
    *["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    *["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VALUES = {word: value for value, word in enumerate(SMALL)} | {word: 10 * at for at, word in enumerate(TENS, 2)}
DIGIT = "|".join(SMALL[1:10])
BELOW_100 = rf"(?:{'|'.join(TENS)})(?:[- ](?:{DIGIT}))?|{'|'.join(reversed(SMALL))}"
HUNDREDS = rf"(?P<hundreds>a|{DIGIT}) hundred(?:(?: and)? (?P<more>{BELOW_100}))?"
IN_WORDS = re.compile(rf"\b(?:{HUNDREDS}|(?P<less>{BELOW_100}))\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook, or the whole of a Markdown page."""

    page: Path
    id: str
    kind: str
    source: str
    tags: frozenset

    def __str__(self):
        return f"{self.page.relative_to(ROOT)}, cell {self.id}"


def source_of(page: str) -> Path:
    """Return the file a page is made of."""
    return next(path for end in (".ipynb", ".md") if (path := ROOT / f"{page}{end}").exists())


def cells(path: Path) -> list[Cell]:
    """Return the cells of a notebook; a Markdown page is one cell."""
    if path.suffix == ".md":
        return [Cell(path, "page", "markdown", path.read_text("utf-8"), frozenset())]
    return [
        Cell(path, cell["id"], cell["cell_type"], source(cell), frozenset(tags(cell))) for cell in load(path)["cells"]
    ]


def by_name(path: Path) -> str:
    """Return the path of a page within the book."""
    return path.relative_to(ROOT).as_posix()


def written_pages() -> list[Path]:
    """Return the pages somebody wrote: all but the generated reference."""
    return [source_of(page) for page in toc_pages() if not page.startswith("reference/")]


def notebooks() -> list[Path]:
    """Return the chapters that are notebooks."""
    return [path for path in written_pages() if path.suffix == ".ipynb"]


def prose(path: Path) -> list[Cell]:
    """Return the Markdown cells of a page."""
    return [cell for cell in cells(path) if cell.kind == "markdown"]


each_notebook = for_each(notebooks(), by_name)
each_page = for_each(written_pages(), by_name)
each_text = for_each([cell for path in written_pages() for cell in prose(path)])


def core_cells(path: Path) -> list[Cell]:
    """Return the cells of a chapter's core reading, without the way on."""
    return [cell for cell in prose(path) if not cell.tags & NOT_CORE and cell.id != "next"]


def core(path: Path) -> str:
    """Return the core reading of a chapter as plain text, without links, markup, tables and the way on."""
    text = "\n\n".join(cell.source for cell in core_cells(path))
    return plain(re.sub(r"```.*?```", "", text, flags=re.S))


def sentences(path: Path) -> list[str]:
    """Return the sentences of a chapter's core reading: paragraphs, without headings, lists, tables and labels."""
    found = []
    for cell in core_cells(path):
        if cell.id in ("title", "facts-as-of"):
            continue
        text = re.sub(r"```.*?```", "", cell.source, flags=re.S)
        text = re.sub(r"^(?:#|:::).*$|^ *(?:[-+*]|\d+\.) .*(?:\n +\S.*)*$", "", text, flags=re.M)
        for paragraph in re.split(r"\n\s*\n", plain(text)):
            found += re.split(r"(?<=[.?!])[”\"’)]*\s+(?=[“\"(]?[A-Z0-9])", " ".join(paragraph.split()))
    return [sentence for sentence in found if re.search(r"[a-z]{2}", sentence)]


def plain(markdown: str) -> str:
    """Return Markdown as the words a reader reads."""
    text = LINK.sub(r"\g<text>", markdown)
    text = re.sub(r"^\s*(?::::.*|\|.*|<.*?>\s*)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"<[^>]+>|https?://\S+", " ", text)
    return re.sub(r"[*_`#>]|^\s*(?:[-+]|\d+\.)\s", " ", text, flags=re.MULTILINE)


def normal(text: str) -> str:
    """Return a number as it is compared: lower case, words for numbers as digits, no markup."""
    return re.sub(r"\s+", " ", with_digits(re.sub(r"[*_`]", "", text).lower())).strip()


def with_digits(text: str, least: int = 0) -> str:
    """Return a text whose numbers in words, from `least` up to 999, are digits.

    >>> with_digits("nineteen of twenty-one pages, three hundred and seventy-one days, a hundred, two", least=3)
    '19 of 21 pages, 371 days, 100, two'
    """

    def digits(match) -> str:
        rest = re.findall(r"[a-z]+", (match["more"] or match["less"] or "").lower())
        value = 100 * VALUES.get((match["hundreds"] or "zero").lower(), 1) + sum(VALUES[word] for word in rest)
        return str(value) if value >= least else match[0]

    return IN_WORDS.sub(digits, text)


def shingles(text: str, size: int = 8) -> set[str]:
    """Return the hashes of all runs of eight words of a text."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower()))
    runs = (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
    return {sha256(run.encode()).hexdigest()[:16] for run in runs}
