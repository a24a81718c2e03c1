"""Every number and every quoted word of the questions rests on a row; names are spelt in one way."""

import re

import pytest
from prose import LINK, cells, prose, written_pages
from test_chapters import NAMES, by_name
from truth import QUOTED, behind, numerals

import issfacts as iss

QUESTIONS = {row["id"]: row for row in iss.rows("questions")}
MOST_QUOTED = 7  # words: DESIGN allows a few, with their speaker

# One spelling per name: English forms of agencies, Ukrainian places by their Ukrainian names, states as in ISO 3166.
OTHER_SPELLINGS = {
    "Roskosmos": "Roscosmos",
    "Kiev": "Kyiv",
    "Kharkov": "Kharkiv",
    "Lvov": "Lviv",
    "Odessa": "Odesa",
    "Zaporozhye": "Zaporizhzhia",
    "Dnepr(?!-)": "Dnipro",
    "the Ukraine": "Ukraine",
    "Turkey": "Türkiye",
    "Byelorussia": "Belarus",
    "Dmitriy Petelin": "Dmitri Petelin",
    "Yuri Borisov": "Yury Borisov",
    "Francisco Rubio": "Frank Rubio",
    "Canadian Space Agency": "CSA",
    "Tyuratam": "Baikonur",
}


def told(id: str) -> list[str]:
    """Return what a question asserts: its stem, its right options, all its feedback."""
    options = [row for row in iss.rows("options") if row["question"] == id]
    return [
        QUESTIONS[id]["stem"],
        *(row["text"] for row in options if row["right"]),
        *(row["feedback"] for row in options),
    ]


@pytest.mark.parametrize("id", QUESTIONS)
def test_numbers_in_questions_rest_on_rows(id):
    listed = re.sub(
        r"\d", "", NAMES.sub("", QUESTIONS[id]["stem"])
    )  # "five pages": a word counts what the question lists
    known = numerals(behind(QUESTIONS[id]["refs"])) | numerals(listed)
    for text in told(id):
        assert numerals(NAMES.sub("", text)) <= known, f"add the fact or event behind it to the question's refs: {text}"


@pytest.mark.parametrize("id", QUESTIONS)
def test_questions_refer_to_rows(id):
    known = {row["id"].lower() for table in ("facts", "claims", "events") for row in iss.rows(table)}
    assert QUESTIONS[id]["refs"]
    assert set(QUESTIONS[id]["refs"]) <= known


@pytest.mark.parametrize("path", written_pages(), ids=by_name)
def test_quotations_are_short(path):
    for cell in prose(path):
        text = re.sub(r"```.*?```|`[^`]*`", "", LINK.sub(lambda match: match["text"], cell.source), flags=re.S)
        for quoted in QUOTED.findall(re.sub(r"<[^>]*>", "", text)):
            assert len(quoted.split()) <= MOST_QUOTED, f"{cell}: {quoted}"


@pytest.mark.parametrize("path", written_pages(), ids=by_name)
def test_names_are_spelt_in_one_way(path):
    for cell in cells(path):
        for other, ours in OTHER_SPELLINGS.items():
            assert not re.search(rf"\b{other}\b", cell.source), f"{cell}: {other}; we write {ours}"


def test_names_in_tables_are_spelt_in_one_way():
    for table, columns in {
        "questions": ["stem"],
        "options": ["text", "feedback"],
        "facts": ["value", "note"],
        "events": ["title", "summary"],
        "glossary": ["definition"],
    }.items():
        for row in iss.rows(table):
            for other, ours in OTHER_SPELLINGS.items():
                text = " ".join(row[column] or "" for column in columns)
                assert not re.search(rf"\b{other}\b", text), f"{table}: {text}; we write {ours}"


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?:(?P<month>{MONTHS})\b)?(?: ?(?P<year>(?:19|20)\d\d))?")
EVENTS = {row["id"]: row for row in iss.rows("events")}


def dates(text: str) -> list[dict[str, str]]:
    """Return the dates in a text, each as the parts that are named."""
    found = ({name: part for name, part in match.groupdict().items() if part} for match in DATE.finditer(text))
    return [parts for parts in found if "month" in parts or "year" in parts]


@pytest.mark.parametrize("path", written_pages(), ids=by_name)
def test_linked_dates_are_those_of_the_events(path):
    for cell in prose(path):
        for match in LINK.finditer(cell.source):
            page, _, id = match["target"].partition("#")
            if id and page.endswith("reference/events.md"):
                when = EVENTS[id]["when_utc"]
                true = {str(when.day), f"{when:%B}", str(when.year)}
                true |= set(re.findall(r"\w+", f"{EVENTS[id]['title']} {EVENTS[id]['summary']}"))
                for said in dates(match["text"]):
                    assert set(said.values()) <= true, f"{cell}: {match[0]}, but {id} is {when:%d %B %Y}"


TERMS = {row["id"]: row for row in iss.rows("glossary")}
NOT_READ_FIRST = {"header", "extra", "solution", "teacher"}
MOST_NEW = 8  # CURRICULUM, checklist 6


def marked(path) -> str:
    """Return the words of a chapter in reading order: links into the glossary marked, other links and code left out."""
    text = "\n\n".join(cell.source for cell in prose(path)[1:] if not cell.tags & NOT_READ_FIRST)
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


@pytest.mark.parametrize("path", [path for path in written_pages() if path.suffix == ".ipynb"], ids=by_name)
def test_terms_are_linked_where_they_first_stand(path):
    text = marked(path)
    for id, row in TERMS.items():
        if path.stem in (row["chapters"] or ()):
            assert first_use(row, text) == id, f"{by_name(path)}: link the first {row['term']!r} to glossary.md#{id}"


@pytest.mark.parametrize("path", [path for path in written_pages() if path.suffix == ".ipynb"], ids=by_name)
def test_a_chapter_brings_few_new_terms(path):
    new = [row["term"] for row in TERMS.values() if (row["chapters"] or [""])[0] == path.stem and row["term"].islower()]
    assert len(new) <= MOST_NEW, new  # names, which have a capital, are not counted
