"""Numbers, dates and quotations of prose and questions are in the linked rows; spelling; no copied sentences."""

import csv
import re
from calendar import month_name
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from book_pages import (
    LINK,
    NAMES_WITH_NUMBERS,
    ROOT,
    Cell,
    cells,
    each_notebook,
    each_page,
    each_prose_file,
    markdown_cells,
    normalize,
    number_words_to_digits,
    prose_files,
    relative_path,
    shingles,
    strip_markdown,
    without_code,
)
from codespell_lib import main as codespell
from for_each import for_each

import issfacts as iss
from issfacts.kit.places import entry_address

EVIDENCE_COLUMNS = {  # by table
    "facts": ("value", "unit", "as_of", "note", "derivation"),
    "claims": ("id", "claim", "reason", "later_outcome", "fact_date", "outcome_date", "note"),
    "events": ("when_utc", "title", "summary", "note"),
    "perspectives": ("position", "reason", "holder", "said_on", "said_again_on", "note"),
    "comparisons": ("project", "broke_on", "note"),
    "further_cases": ("project", "broke_on", "note"),
    "sanctions": ("measure", "imposed_on", "note"),
}
MONTHS = "|".join(month_name[1:])
DATE = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?:(?P<month>{MONTHS})\b)?(?: ?(?P<year>(?:19|20)\d\d))?")
DAY = re.compile(rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}(?: [\d:]+)*")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
MINUTES = re.compile(r"\b(?:\d+ [a-z ]+ × )?\d+ (?:or \d+ )?(?:min(?:utes)?|s)\b|\b(?:minutes or )?two of 45\b")
# Small numbers in words mostly count things on the page ("two questions"), so only larger ones are checked.
MIN_NUMBER_IN_QUESTIONS, MIN_NUMBER_IN_PROSE = 4, 13
CHECKED_ELSEWHERE = "<!-- (?:computed|checked): .*?<!-- end -->"  # by the tests of what computes or checks the numbers
NUMBERS_NOT_CHECKED = {"header", "predict", "exercise", "solution", "teacher"}  # tags of cells
EVENTS = {row["id"]: row for row in iss.rows("events")}
QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")
MAX_QUOTED_WORDS = 7
REPORTING_VERB = re.compile(r"\b(?:calls?|called|says?|said|speaks? of|spoke of|writes?|wrote)\b")
ROW = re.compile(r"(?:.*/)?(?P<page>\w+)\.md#(?P<anchor>.+)")  # the target of a link to a row


class RowLink(NamedTuple):
    """A link of a page to a row of the evidence."""

    cell: Cell
    text: str
    page: str
    anchor: str


def row_links(*cells: Cell) -> list[RowLink]:
    """Return the links of cells to rows on pages of the reference, such as `reference/facts.md#iss-mass`."""
    links = [
        (cell, link["text"], ROW.fullmatch(link["target"])) for cell in cells for link in LINK.finditer(cell.source)
    ]
    return [RowLink(cell, text, target["page"], target["anchor"]) for cell, text, target in links if target]


@cache
def row_texts() -> dict[tuple[str, str], str]:
    """Return the text of each row of the evidence by its page and anchor, with dates as prose has them."""
    return {
        tuple(entry_address(table, row["id"]).split(".md#")): " ".join(value_as_text(row[column]) for column in columns)
        for table, columns in EVIDENCE_COLUMNS.items()
        for row in iss.rows(table)
    }


def value_as_text(value) -> str:
    """Return a value as text; dates in the form of prose ("15 September 2023"), with the time if there is one."""
    if not hasattr(value, "year"):
        return "" if value is None else str(value)
    clock = f"{value:%H:%M:%S} {value:%H:%M}" if hasattr(value, "hour") else ""
    return f"{value.day} {value:%B} {value.year} {clock}"


def linked_text(*cells: Cell) -> str:
    """Return the text of all rows to which cells link."""
    return " ".join(row_texts().get((link.page, link.anchor), "") for link in row_links(*cells))


def numbers_in(text: str) -> set[str]:
    """Return the numbers in a text as digits, including number words from MIN_NUMBER_IN_QUESTIONS on.

    >>> sorted(numbers_in("Nineteen pages and two of 21"))
    ['19', '21']
    """
    return set(NUMBER.findall(number_words_to_digits(text.lower(), MIN_NUMBER_IN_QUESTIONS)))


@for_each(iss.rows("questions"), lambda row: row["id"])
def test_numbers_in_questions_are_in_the_referenced_rows(question):
    refs, options = question["refs"] or (), [row for row in iss.rows("options") if row["question"] == question["id"]]
    evidence = " ".join(
        text for (page, anchor), text in row_texts().items() if anchor in refs and page != "perspectives"
    )
    # Number words of the stem may count what the question lists ("five pages"); digits may not.
    stem_words = re.sub(r"\d", "", NAMES_WITH_NUMBERS.sub("", question["stem"]))
    known = numbers_in(normalize(evidence)) | numbers_in(stem_words)
    right = [row["text"] for row in options if row["right"]]
    for text in (question["stem"], *right, *(row["feedback"] for row in options)):
        if unknown := numbers_in(NAMES_WITH_NUMBERS.sub("", text)) - known:
            yield f"add the fact or event that states {unknown} to the refs: {text}"
    if not refs:
        yield "the column `refs` is empty: add the rows that the question is about"


def date_parts(text: str) -> list[set[str]]:
    """Return the dates with a month or a year in a text, each as the set of its day, month and year.

    >>> [sorted(parts) for parts in date_parts("from 15 September 2023 to May, for 3 days")]
    [['15', '2023', 'September'], ['May']]
    """
    dates = [match.groupdict() for match in DATE.finditer(text)]
    return [set(date.values()) - {None} for date in dates if date["month"] or date["year"]]


@each_page
def test_link_to_a_fact_has_its_value_and_link_to_an_event_its_date(path):
    for cell, text, table, id in row_links(*markdown_cells(path)):
        if table == "facts" and normalize(iss.fact(id).value) not in normalize(text):
            yield f"cell {cell.id}: {id} is {iss.fact(id).value}, not {text}"
        if table == "events":
            event, when = EVENTS[id], EVENTS[id]["when_utc"]
            known = {str(when.day), f"{when:%B}", str(when.year)}
            known |= set(re.findall(r"\w+", f"{event['title']} {event['summary']}"))
            if any(parts - known for parts in date_parts(text)):
                yield f"cell {cell.id}: {text}, but {id} is {when:%d %B %Y}"


@each_page
def test_numbers_outside_links_are_parts_of_names(path):
    linked_years = set()  # of the rows linked so far: these years need no further link
    for cell in markdown_cells(path):
        linked_years.update(YEAR.findall(linked_text(cell)))
        text = re.sub(rf"{CHECKED_ELSEWHERE}|<a [^>]*>\d+</a>", "", without_code(cell.source), flags=re.S)
        text = re.sub(r"https?://\S+|&#?\w+;|<[^>]+>", "", LINK.sub("", text))
        text = re.sub(r"^\s*(\d+)\. |^# .*$", "", text, flags=re.M)  # numbers of list items, and the page's title
        text = NAMES_WITH_NUMBERS.sub("", text)
        if cell.tags & {"header"} or "teach" in path.parts or path.name == "index.md":
            text = MINUTES.sub("", text)
            text = re.sub(r"^\|\s*\d+(?:–\d+)?\s*\|", "|", text, flags=re.M)  # a timetable's first column
        numbers = re.findall(r"\d(?:[\d\s.,:/–-]*\d)?", text)
        if unlinked := [number for number in numbers if number not in linked_years]:
            yield f"cell {cell.id}: link these numbers to their facts: {unlinked}"


@each_notebook
def test_months_and_large_number_words_in_prose_are_in_linked_rows(path):
    evidence = linked_text(*markdown_cells(path))
    months = set(re.findall(MONTHS, evidence))
    known = set(NUMBER.findall(number_words_to_digits(DAY.sub("", evidence), MIN_NUMBER_IN_PROSE)))
    known.add("100")  # "a hundred" is a scale
    for cell in markdown_cells(path):
        text = LINK.sub("", re.sub(r"<[^>]*>|^#[^\n]*$", "", without_code(cell.source), flags=re.M))
        prose = re.sub(r"(^|[|:*.?!]\s*)May\b", r"\1", text)  # the verb, where a sentence or cell begins
        if unknown := set(re.findall(rf"\b(?:{MONTHS})\b", prose)) - months:
            yield f"cell {cell.id}: link the event of {unknown}"
        percentages = {f"{100 * float(share):g}" for share in re.findall(r"`(0\.\d+)`", cell.source)}  # of code
        in_words = number_words_to_digits(re.sub(r"\d", "", text), MIN_NUMBER_IN_PROSE)
        numbers = set(re.findall(r"\d+(?! words)\b", in_words))  # a number of words is a limit, not a fact
        if not cell.tags & NUMBERS_NOT_CHECKED and (unknown := numbers - known - percentages):
            yield f"cell {cell.id}: link the fact that states {unknown}"


@each_page
def test_quotations_are_short_and_those_of_a_speaker_are_in_a_linked_row(path):
    for cell in markdown_cells(path):
        text, evidence = LINK.sub(r"\g<text>", without_code(cell.source)), normalize(linked_text(cell))
        for sentence in re.split(r"(?<=[.?!])\s+|\n\n", re.sub(r"<[^>]*>", "", text)):
            for quotation in QUOTATION.finditer(sentence):
                attributed = path.suffix == ".ipynb" and REPORTING_VERB.search(sentence[: quotation.start()])
                if len(quotation[1].split()) > MAX_QUOTED_WORDS:
                    yield f"cell {cell.id}: shorten {quotation[0]}"
                if attributed and normalize(quotation[1]) not in evidence:
                    yield f"cell {cell.id}: no linked row has these words: {quotation[0]}"


def test_no_eight_words_in_a_row_are_copied_from_the_article():
    # The file has the hashes that `prose.shingles` gives for the article, whose text may not be published.
    with (ROOT / "tests/book/article-shingles.csv").open(encoding="utf-8", newline="") as file:
        article = {row["hash"] for row in csv.DictReader(file)}
    assert len(article) > 300
    pages = {path: strip_markdown("\n\n".join(cell.source for cell in cells(path))) for path in prose_files()}
    files = [*ROOT.glob("data/*.csv"), *ROOT.glob("reference/*.md"), *ROOT.glob("*.md")]
    pages |= {path: re.sub(r"https?://\S+", "", path.read_text("utf-8")) for path in files}
    assert [relative_path(path) for path, text in pages.items() if shingles(text) & article] == []


IGNORED = "bloc,tha,presse,sais"  # a word of politics, Thailand in ISO 3166, a German newspaper, a school in Bologna
# Words of the American list that are also British in some sense ("computer program") or part of names ("Space Center").
ALSO_BRITISH = {
    *["center", "check", "draft", "license", "licensed", "meter", "meters", "practice", "program", "programs"],
    *["stories", "story"],
}
BRITISH_SPELLINGS = {  # by American spelling, from codespell's list
    us: gb
    for line in files("codespell_lib").joinpath("data/dictionary_en-GB_to_en-US.txt").read_text("utf-8").splitlines()
    for gb, us in [line.split("->")]
    if us not in ALSO_BRITISH
}
ORIGINAL_SPELLING = {"agencies", "expeditions", "modules", "sources", "standards", "stays"}  # full names and titles
# One spelling per name: English forms of agencies, Ukrainian places by their Ukrainian names, states as in ISO 3166.
PREFERRED_NAMES = {  # by pattern of the variant that is not used
    "Roskosmos": "Roscosmos",
    "Kiev": "Kyiv",
    "Kharkov": "Kharkiv",
    "Lvov": "Lviv",
    "Odessa": "Odesa",
    "Zaporozhye": "Zaporizhzhia",
    "Dnepr(?!-)": "Dnipro",
    "the Ukraine(?! [a-z])": "Ukraine",
    "Turkey": "Türkiye",
    "Byelorussia": "Belarus",
    "Dmitriy Petelin": "Dmitri Petelin",
    "Yuri Borisov": "Yury Borisov",
    "Francisco Rubio": "Frank Rubio",
    "Canadian Space Agency": "CSA",
    "Tyuratam": "Baikonur",
}


def spelling_errors(text: str, prose: bool = True) -> list[str]:
    """Return variants of names and, in prose outside code and addresses, American spellings, with their correction.

    >>> spelling_errors("the color of the program of Roskosmos")
    ['Roskosmos: Roscosmos', 'color: colour']
    """
    errors = {variant: name for variant, name in PREFERRED_NAMES.items() if re.search(rf"\b{variant}\b", text)}
    if prose:
        words = re.findall(r"\b[a-z]+\b", re.sub(r"https?://\S+", "", without_code(LINK.sub(r"\g<text>", text))))
        errors |= {us: BRITISH_SPELLINGS[us] for us in words if us in BRITISH_SPELLINGS}
    return [f"{variant}: {correction}" for variant, correction in errors.items()]


def test_codespell_finds_no_error(capsys):
    tables = [path for path in ROOT.glob("data/*.csv") if path.stem != "sources"]
    code = [ROOT / name for name in ("src", "tools", "_ext", "_templates")]
    skip = ["--skip", "*.pyc", "--ignore-words-list", IGNORED]
    pages = [*ROOT.glob("*.md"), *prose_files()]
    assert codespell(*map(str, [*skip, *pages, *tables, *code])) == 0, capsys.readouterr().out


@each_prose_file
def test_prose_uses_british_spelling_and_preferred_names(path):
    for cell in cells(path):
        yield from (f"cell {cell.id}: {error}" for error in spelling_errors(cell.source, cell.kind == "markdown"))


@for_each({path.stem for path in ROOT.glob("data/*.csv")} - ORIGINAL_SPELLING)
def test_tables_use_british_spelling_and_preferred_names(table):
    for row in iss.rows(table):
        for column, text in row.items():
            if isinstance(text, str) and " " in text and column != "holder":  # `holder` may be an agency's full name
                yield from (f"{error}, in {column}: {text}" for error in spelling_errors(text))


TERMS = {row["id"]: row for row in iss.rows("glossary")}
SKIPPED_AT_FIRST_READING = {"header", "extra", "solution", "teacher"}  # tags of cells
MAX_NEW_TERMS = 8  # of a chapter


@each_notebook
def test_terms_are_linked_at_their_first_use_and_at_most_eight_are_new(path):
    read = [cell.source for cell in markdown_cells(path)[1:] if not cell.tags & SKIPPED_AT_FIRST_READING]
    text = re.sub(r"^#+ .*$|<[^>]*>", "", without_code("\n\n".join(read)), flags=re.M)
    for id, row in TERMS.items():
        if path.stem in (row["chapters"] or ()) and first_link(row, text) != id:
            yield f"link the first {row['term']!r} to glossary.md#{id}"
    introduced = [row["term"] for row in TERMS.values() if (row["chapters"] or [""])[0] == path.stem]
    new = [term for term in introduced if term.islower()]  # proper names are not counted
    if len(new) > MAX_NEW_TERMS:
        yield f"{len(new)} new terms: {new}"


def first_link(row: dict, text: str) -> str | None:
    """Return the glossary id to which a term links at its first use in a text; uses inside other links are skipped.

    An empty string means that the first use is not linked, None that there is none.
    """
    forms = "|".join(map(re.escape, [row["term"], *(row["other_forms"] or ())]))
    use = re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.I)
    position = 0
    for link in [*LINK.finditer(text), None]:
        if use.search(text, position, link.start() if link else len(text)):
            return ""
        if link and "glossary.md#" in link["target"] and use.search(link["text"]):
            return link["target"].partition("#")[2]
        position = link.end() if link else 0
    return None
