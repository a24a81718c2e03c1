"""Every number, date and quoted word of prose and questions rests on a row; terms are linked where they first stand."""

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
from test_chapters import dated_rows, links_to

import issfacts as iss

QUESTIONS = {row["id"]: row for row in iss.rows("questions")}
TERMS = {row["id"]: row for row in iss.rows("glossary")}
EVENTS = {row["id"]: row for row in iss.rows("events")}
NUMERAL = re.compile(r"\d+(?:[.,:]\d+)*")
LARGE = 13  # from here on a number in words is a fact of the world, not a count of what stands on the page
COUNTS_ITS_OWN = {"header", "predict", "exercise", "solution", "teacher"}
LEAST = 4  # smaller numbers in words mostly count what stands on the page
READ = {
    "facts": ("value", "unit", "as_of", "note", "derivation"),
    "claims": ("id", "claim", "reason", "later_outcome", "fact_date", "outcome_date"),
    "events": ("when_utc", "title", "summary"),
}
QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
MOST_QUOTED = 7  # words, with their speaker
REPORTS = re.compile(r"\b(?:calls?|called|says?|said|speaks? of|spoke of|writes?|wrote)\b")
NOT_READ_FIRST = {"header", "extra", "solution", "teacher"}
MOST_NEW = 8  # terms that a chapter brings


def numerals(text: str) -> set[str]:
    """Return the numbers in a text, those in words as digits.

    >>> sorted(numerals("Nineteen pages and two of 21"))
    ['19', '21']
    """
    return set(NUMERAL.findall(number_words_to_digits(text.lower(), LEAST)))


def spelled(value) -> str:
    """Return a value as text; a date in the words and the clock times a sentence may use."""
    if not hasattr(value, "year"):
        return str(value)
    clock = f"{value:%H:%M:%S} {value:%H:%M}" if hasattr(value, "hour") else ""
    return f"{value.day} {value:%B} {value.year} {clock}"


def behind(refs) -> str:
    """Return all that the facts, claims and events behind a question say, as one text."""
    rows = [(row, columns) for table, columns in READ.items() for row in iss.rows(table) if row["id"].lower() in refs]
    said = [spelled(row[column]) for row, columns in rows for column in columns if row[column] is not None]
    return normalize(" ".join(said))


def told(question: dict) -> list[str]:
    """Return what a question asserts: its stem, its right options, all its feedback."""
    options = [row for row in iss.rows("options") if row["question"] == question["id"]]
    right = [row["text"] for row in options if row["right"]]
    return [question["stem"], *right, *(row["feedback"] for row in options)]


@for_each(QUESTIONS.values(), lambda row: row["id"])
def test_numbers_in_questions_rest_on_rows(question):
    if not question["refs"]:
        yield "name in the refs what the question is about"
    # In the stem, a word may count what the question lists ("five pages"); digits may not.
    words = re.sub(r"\d", "", NAMES_WITH_NUMBERS.sub("", question["stem"]))
    known = numerals(behind(question["refs"])) | numerals(words)
    for text in told(question):
        if unknown := numerals(NAMES_WITH_NUMBERS.sub("", text)) - known:
            yield f"add the fact or event behind {unknown} to the refs: {text}"


@each_markdown_cell
def test_quotations_are_short(cell):
    text = re.sub(r"```.*?```|`[^`]*`", "", LINK.sub(r"\g<text>", cell.source), flags=re.S)
    yield from (quoted for quoted in QUOTED.findall(re.sub(r"<[^>]*>", "", text)) if len(quoted.split()) > MOST_QUOTED)


@for_each([cell for path in notebooks() for cell in markdown_cells(path)])
def test_words_that_somebody_is_said_to_have_used_stand_in_a_linked_row(cell):
    behind = normalize(rows_linked([cell]))
    for sentence in re.split(r"(?<=[.?!])\s+|\n\n", LINK.sub(r"\g<text>", cell.source)):
        for quoted in QUOTED.finditer(sentence):
            if REPORTS.search(sentence[: quoted.start()]) and normalize(quoted[1]) not in behind:
                yield f"no row that it links to has these words: {quoted[0]}"


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?:(?P<month>{MONTHS})\b)?(?: ?(?P<year>(?:19|20)\d\d))?")


def dates(text: str) -> list[set[str]]:
    """Return the dates in a text, each as the parts that are named."""
    found = ({name: part for name, part in match.groupdict().items() if part} for match in DATE.finditer(text))
    return [set(parts.values()) for parts in found if "month" in parts or "year" in parts]


@each_page
def test_linked_dates_are_those_of_the_events(path):
    for cell, match, id in links_to(path, "events"):
        when = EVENTS[id]["when_utc"]
        true = {str(when.day), f"{when:%B}", str(when.year)}
        true |= set(re.findall(r"\w+", f"{EVENTS[id]['title']} {EVENTS[id]['summary']}"))
        if any(said - true for said in dates(match["text"])):
            yield f"cell {cell.id}: {match[0]}, but {id} is {when:%d %B %Y}"


def unlinked(cell) -> str:
    """Return the words of a cell that are neither links nor code."""
    return LINK.sub("", re.sub(r"```.*?```|`[^`]*`|<[^>]*>|^#[^\n]*$", "", cell.source, flags=re.S | re.M))


def rows_linked(cells) -> str:
    """Return what the rows say to which cells link, of facts, claims, events and perspectives; without dates."""
    targets = [match["target"].partition("#") for cell in cells for match in LINK.finditer(cell.source)]
    said = " ".join(dated_rows().get((page.rpartition("/")[2], id.lower()), "") for page, _, id in targets)
    return re.sub(r"\b\d{4}-\d\d-\d\d(?:[ T][\d:+.Z]+)?", "", said)  # days on which something was checked


@each_notebook
def test_months_named_are_months_of_linked_rows(path):
    known = set(re.findall(rf"\b(?:{MONTHS})\b", rows_linked(markdown_cells(path))))
    known |= {f"{EVENTS[id]['when_utc']:%B}" for _, _, id in links_to(path, "events") if id in EVENTS}
    for cell in markdown_cells(path):
        text = re.sub(r"(^|[|:*.?!]\s*)May\b", r"\1", unlinked(cell))  # the verb, where a sentence or a cell begins
        if unknown := set(re.findall(rf"\b(?:{MONTHS})\b", text)) - known:
            yield f"cell {cell.id}: link the event behind {sorted(unknown)}"


@each_notebook
def test_large_numbers_in_words_are_numbers_of_linked_rows(path):
    known = set(NUMERAL.findall(number_words_to_digits(rows_linked(markdown_cells(path)), LARGE)))
    for cell in markdown_cells(path):
        if cell.tags & COUNTS_ITS_OWN:
            continue
        # A hundred is a scale, a count of words a limit; `0.7` is seventy per cent.
        own = {f"{100 * float(part):g}" for part in re.findall(r"`(0\.\d+)`", cell.source)} | {"100"}
        said = number_words_to_digits(re.sub(r"\d", "", unlinked(cell)), LARGE)
        if unknown := set(re.findall(r"\d+(?! words)\b", said)) - known - own:
            yield f"cell {cell.id}: link the fact behind {sorted(unknown)}"


def marked(path) -> str:
    """Return the words of a chapter in reading order: links into the glossary marked, other links and code left out."""
    text = "\n\n".join(cell.source for cell in markdown_cells(path)[1:] if not cell.tags & NOT_READ_FIRST)
    text = re.sub(r"```[\s\S]*?```|`[^`]*`|^#+ .*$|<[^>]*>", "", text, flags=re.MULTILINE)
    return LINK.sub(lambda match: f"⟦{match['target'].partition('glossary.md#')[2]}|{match['text']}⟧", text)


def first_use(row: dict, text: str) -> str | None:
    """Return the id of the link in which a term stands first, "" for a link elsewhere, None if it never stands."""
    forms = "|".join(map(re.escape, [row["term"], *(row["other_forms"] or ())]))
    for match in re.finditer(rf"(?<![\w-])(?:{forms})(?![\w-])", text, re.IGNORECASE):
        before = text[: match.start()]
        if before.rfind("⟦") <= before.rfind("⟧"):
            return ""
        if id := before[before.rfind("⟦") + 1 :].partition("|")[0]:
            return id
    return None


@each_notebook
def test_terms_are_linked_where_they_first_stand(path):
    text = marked(path)
    for id, row in TERMS.items():
        if path.stem in (row["chapters"] or ()) and first_use(row, text) != id:
            yield f"link the first {row['term']!r} to glossary.md#{id}"


@each_notebook
def test_a_chapter_brings_few_new_terms(path):
    new = [row["term"] for row in TERMS.values() if (row["chapters"] or [""])[0] == path.stem and row["term"].islower()]
    if len(new) > MOST_NEW:  # names, which have a capital, are not counted
        yield f"{len(new)} new terms: {new}"
