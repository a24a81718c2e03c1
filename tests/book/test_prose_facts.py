"""Numbers, dates and quotations of prose and questions are in the linked rows; terms are linked at their first use."""

import re

from prose import (
    LINK,
    NAMES_WITH_NUMBERS,
    each_markdown_cell,
    each_notebook,
    each_page,
    markdown_cells,
    normalize,
    notebooks,
    number_words_to_digits,
)
from rules import for_each
from test_chapters import linked_row_text, links_to

import issfacts as iss

QUESTIONS = {row["id"]: row for row in iss.rows("questions")}
TERMS = {row["id"]: row for row in iss.rows("glossary")}
EVENTS = {row["id"]: row for row in iss.rows("events")}
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
# Small numbers in words mostly count things on the page ("two questions"), so only larger ones are checked.
MIN_NUMBER_IN_QUESTIONS, MIN_NUMBER_IN_PROSE = 4, 13
NUMBERS_NOT_CHECKED = {"header", "predict", "exercise", "solution", "teacher"}  # tags of cells
EVIDENCE_COLUMNS = {  # by table
    "facts": ("value", "unit", "as_of", "note", "derivation"),
    "claims": ("id", "claim", "reason", "later_outcome", "fact_date", "outcome_date"),
    "events": ("when_utc", "title", "summary"),
}
QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")
MAX_QUOTED_WORDS = 7
REPORTING_VERB = re.compile(r"\b(?:calls?|called|says?|said|speaks? of|spoke of|writes?|wrote)\b")
SKIPPED_AT_FIRST_READING = {"header", "extra", "solution", "teacher"}  # tags of cells
MAX_NEW_TERMS = 8  # of a chapter


def numbers_in(text: str) -> set[str]:
    """Return the numbers in a text as digits, including number words from MIN_NUMBER_IN_QUESTIONS on.

    >>> sorted(numbers_in("Nineteen pages and two of 21"))
    ['19', '21']
    """
    return set(NUMBER.findall(number_words_to_digits(text.lower(), MIN_NUMBER_IN_QUESTIONS)))


def value_as_text(value) -> str:
    """Return a value as text; dates in the form of prose ("15 September 2023"), with the time if there is one."""
    if not hasattr(value, "year"):
        return str(value)
    clock = f"{value:%H:%M:%S} {value:%H:%M}" if hasattr(value, "hour") else ""
    return f"{value.day} {value:%B} {value.year} {clock}"


def evidence_text(refs) -> str:
    """Return the text of the facts, claims and events to which a question refers."""
    values = [
        row[column]
        for table, columns in EVIDENCE_COLUMNS.items()
        for row in iss.rows(table)
        if row["id"].lower() in refs
        for column in columns
    ]
    return normalize(" ".join(value_as_text(value) for value in values if value is not None))


def asserted_texts(question: dict) -> list[str]:
    """Return the texts of a question that must be true: its stem, its right options and all its feedback."""
    options = [row for row in iss.rows("options") if row["question"] == question["id"]]
    right = [row["text"] for row in options if row["right"]]
    return [question["stem"], *right, *(row["feedback"] for row in options)]


@for_each(QUESTIONS.values(), lambda row: row["id"])
def test_numbers_in_questions_are_in_the_referenced_rows(question):
    if not question["refs"]:
        yield "the column `refs` is empty: add the rows that the question is about"
    # Number words of the stem may count what the question lists ("five pages"); digits may not.
    stem_words = re.sub(r"\d", "", NAMES_WITH_NUMBERS.sub("", question["stem"]))
    known = numbers_in(evidence_text(question["refs"])) | numbers_in(stem_words)
    for text in asserted_texts(question):
        if unknown := numbers_in(NAMES_WITH_NUMBERS.sub("", text)) - known:
            yield f"add the fact or event that states {unknown} to the refs: {text}"


@each_markdown_cell
def test_quotations_are_short(cell):
    text = re.sub(r"```.*?```|`[^`]*`", "", LINK.sub(r"\g<text>", cell.source), flags=re.S)
    quotations = QUOTATION.findall(re.sub(r"<[^>]*>", "", text))
    yield from (quotation for quotation in quotations if len(quotation.split()) > MAX_QUOTED_WORDS)


@for_each([cell for path in notebooks() for cell in markdown_cells(path)])
def test_attributed_quotations_are_in_a_linked_row(cell):
    evidence = normalize(linked_rows_text([cell]))
    for sentence in re.split(r"(?<=[.?!])\s+|\n\n", LINK.sub(r"\g<text>", cell.source)):
        for quotation in QUOTATION.finditer(sentence):
            attributed = REPORTING_VERB.search(sentence[: quotation.start()])
            if attributed and normalize(quotation[1]) not in evidence:
                yield f"no linked row has these words: {quotation[0]}"


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?:(?P<month>{MONTHS})\b)?(?: ?(?P<year>(?:19|20)\d\d))?")


def date_parts(text: str) -> list[set[str]]:
    """Return the dates with a month or a year in a text, each as the set of its day, month and year.

    >>> [sorted(parts) for parts in date_parts("from 15 September 2023 to May, for 3 days")]
    [['15', '2023', 'September'], ['May']]
    """
    dates = [match.groupdict() for match in DATE.finditer(text)]
    return [set(date.values()) - {None} for date in dates if date["month"] or date["year"]]


@each_page
def test_dates_in_links_to_events_are_right(path):
    for cell, match, id in links_to(path, "events"):
        when = EVENTS[id]["when_utc"]
        allowed = {str(when.day), f"{when:%B}", str(when.year)}
        allowed |= set(re.findall(r"\w+", f"{EVENTS[id]['title']} {EVENTS[id]['summary']}"))
        if any(parts - allowed for parts in date_parts(match["text"])):
            yield f"cell {cell.id}: {match[0]}, but {id} is {when:%d %B %Y}"


def unlinked_text(cell) -> str:
    """Return the text of a cell without links, code, HTML tags and headings."""
    return LINK.sub("", re.sub(r"```.*?```|`[^`]*`|<[^>]*>|^#[^\n]*$", "", cell.source, flags=re.S | re.M))


def linked_rows_text(cells) -> str:
    """Return the text of the facts, claims, events and perspectives to which cells link, without ISO dates."""
    targets = [match["target"] for cell in cells for match in LINK.finditer(cell.source)]
    text = " ".join(map(linked_row_text, targets))
    return re.sub(r"\b\d{4}-\d\d-\d\d(?:[ T][\d:+.Z]+)?", "", text)  # such as the day on which a row was checked


@each_notebook
def test_months_in_prose_are_in_linked_rows(path):
    known = set(re.findall(rf"\b(?:{MONTHS})\b", linked_rows_text(markdown_cells(path))))
    known |= {f"{EVENTS[id]['when_utc']:%B}" for _, _, id in links_to(path, "events") if id in EVENTS}
    for cell in markdown_cells(path):
        text = re.sub(r"(^|[|:*.?!]\s*)May\b", r"\1", unlinked_text(cell))  # the verb, where a sentence or cell begins
        if unknown := set(re.findall(rf"\b(?:{MONTHS})\b", text)) - known:
            yield f"cell {cell.id}: link the event of {sorted(unknown)}"


@each_notebook
def test_large_number_words_in_prose_are_in_linked_rows(path):
    evidence = number_words_to_digits(linked_rows_text(markdown_cells(path)), MIN_NUMBER_IN_PROSE)
    known = {*NUMBER.findall(evidence), "100"}  # "a hundred" is a scale
    for cell in markdown_cells(path):
        if cell.tags & NUMBERS_NOT_CHECKED:
            continue
        percentages = {f"{100 * float(share):g}" for share in re.findall(r"`(0\.\d+)`", cell.source)}  # of code
        text = number_words_to_digits(re.sub(r"\d", "", unlinked_text(cell)), MIN_NUMBER_IN_PROSE)
        numbers = set(re.findall(r"\d+(?! words)\b", text))  # a number of words is a limit, not a fact
        if unknown := numbers - known - percentages:
            yield f"cell {cell.id}: link the fact that states {sorted(unknown)}"


def text_with_marked_links(path) -> str:
    """Return the text of a chapter's first reading without code and headings, each link as `⟦glossary id|text⟧`."""
    cells = [cell for cell in markdown_cells(path)[1:] if not cell.tags & SKIPPED_AT_FIRST_READING]
    text = "\n\n".join(cell.source for cell in cells)
    text = re.sub(r"```[\s\S]*?```|`[^`]*`|^#+ .*$|<[^>]*>", "", text, flags=re.MULTILINE)
    return LINK.sub(lambda match: f"⟦{match['target'].partition('glossary.md#')[2]}|{match['text']}⟧", text)


def glossary_link_of_first_use(row: dict, text: str) -> str | None:
    """Return the glossary id to which a term links at its first use in a text with marked links.

    Uses inside other links are skipped; "" means that the first use is not linked, None that there is none.
    """
    forms = "|".join(map(re.escape, [row["term"], *(row["other_forms"] or ())]))
    for match in re.finditer(rf"(?<![\w-])(?:{forms})(?![\w-])", text, re.IGNORECASE):
        before = text[: match.start()]
        if before.rfind("⟦") <= before.rfind("⟧"):
            return ""
        id = before[before.rfind("⟦") + 1 :].partition("|")[0]
        if id:
            return id
    return None


@each_notebook
def test_terms_are_linked_at_their_first_use(path):
    text = text_with_marked_links(path)
    for id, row in TERMS.items():
        if path.stem in (row["chapters"] or ()) and glossary_link_of_first_use(row, text) != id:
            yield f"link the first {row['term']!r} to glossary.md#{id}"


@each_notebook
def test_chapter_introduces_at_most_eight_terms(path):
    introduced = [row["term"] for row in TERMS.values() if (row["chapters"] or [""])[0] == path.stem]
    new = [term for term in introduced if term.islower()]  # proper names are not counted
    if len(new) > MAX_NEW_TERMS:
        yield f"{len(new)} new terms: {new}"
