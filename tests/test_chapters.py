"""The chapters as they are written: every rule of the house that can be a test is one."""

import json
import re
from hashlib import sha256

import nbformat
import pytest
from prose import (
    LINK,
    ROOT,
    cells,
    core,
    normal,
    notebooks,
    plain,
    prose,
    source_of,
    toc_pages,
    written_pages,
)

import issfacts as iss

# Numerals that are no facts: names of craft, rockets, crews and missions; chapter numbers; licences and standards.
NAMES = re.compile(
    r"\b(?:MS|TM|TMA|STS|NG|Crew|Luna|Soyuz|Progress|Expedition|Site|Ax|Axiom|Kosmos|P|C|X)"
    r"[- +−]?\d+(?:[./]\d+)*[a-z]?\b|\bSoyuz-2\.1a\b|\bSoyuz-2\b"
    r"|\b(?:WCAG|[Cc]hapters?|Python|CC BY|UTC|ISO)[- +−]?\d+(?:\.\d+)*\b",
)
MINUTES = re.compile(r"\b\d+ min(?:utes)?\b")
DIGITS = re.compile(r"\d[\d\s.,:/–-]*")
MOST_LINES = 8  # DESIGN: a code cell has at most 8 lines and one idea
EXEMPT = {"exercise", "solution", "colab"}
METADATA = {  # both are needed: a browser has no kernel of this name and chooses by the language
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def by_name(path):
    return path.relative_to(ROOT).as_posix()


each_notebook = pytest.mark.parametrize("path", notebooks(), ids=by_name)
each_page = pytest.mark.parametrize("path", written_pages(), ids=by_name)


@each_notebook
def test_notebook_is_sound_and_without_outputs(path):
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert notebook.metadata == METADATA
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", cell.id), cell.id
        assert not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4})*", cell.id), f"{cell.id}: name the cell"
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@each_notebook
def test_notebook_file_has_one_layout(path):
    text = path.read_text("utf-8")
    assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"


@each_notebook
def test_code_cells_are_short_and_say_one_thing(path):
    for cell in cells(path):
        if cell.kind != "code" or cell.tags & EXEMPT:
            continue
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= MOST_LINES, f"{cell} has {len(lines)} lines"
        assert not re.search(r"\bdef\b|\blambda\b|https?:|^\s*[!%]|['\"]\S*/\S*\.\w+['\"]", cell.source, re.M), cell


@each_notebook
def test_header_has_question_objectives_minutes_prerequisites(path):
    header = next(cell for cell in cells(path) if "header" in cell.tags)
    for word in ("Question", "minutes", "Before you start"):
        assert word.lower() in header.source.lower(), f"{header}: {word} is missing"
    assert 2 <= len(objectives(path)) <= 4


def objectives(path) -> list[str]:
    """Return the verbs of a chapter's objectives: list items of the header that begin in italics."""
    header = next(cell for cell in cells(path) if "header" in cell.tags)
    return [verb.lower() for verb in re.findall(r"^[-*] +\*([A-Za-z]+)\*", header.source, re.M)]


@each_notebook
def test_every_objective_has_a_check_and_every_check_an_objective(path):
    questions = [row for row in iss.rows("questions") if row["chapter"] == path.stem]
    assert {row["objective"] for row in questions} == set(objectives(path))
    assert 4 <= len(questions) <= 6
    shown = set(re.findall(r"iss\.quiz\(\"([a-z0-9-]+)\"\)", "\n".join(cell.source for cell in cells(path))))
    assert shown >= {row["id"] for row in questions}


@each_notebook
def test_chapter_has_every_part(path):
    tags = set().union(*(cell.tags for cell in cells(path)))
    assert {"header", "exercise", "solution"} <= tags
    text = "\n".join(cell.source for cell in prose(path)).lower()
    for part in (
        "discuss",
        "key points",
        "facts as of",
        "does not show",
        "questions students ask",
        "solution",
    ):
        assert part in text, f"{by_name(path)} lacks: {part}"
    for band in ("no code", "change one line", "write a function"):
        assert band in text, f"{by_name(path)} lacks the exercise: {band}"


@each_notebook
def test_chapter_ends_with_a_link_to_the_next_page(path):
    pages = toc_pages()
    here = path.relative_to(ROOT).with_suffix("").as_posix()
    next_page = source_of(pages[pages.index(here) + 1])
    last = [match["target"] for match in LINK.finditer(prose(path)[-1].source)][-1]
    assert (path.parent / last).resolve() == next_page


def sentence(cell, match) -> str:
    """Return the sentence of a cell in which a link stands."""
    before = re.split(r"(?<=[.?!])\s+|\n\n", cell.source[: match.start()])[-1]
    after = re.split(r"(?<=[.?!])\s+|\n\n", cell.source[match.start() :], maxsplit=1)[0]
    return plain(before + after).strip()


@each_page
def test_linked_numbers_say_what_the_fact_says(path):
    for cell in prose(path):
        for match in LINK.finditer(cell.source):
            page, _, name = match["target"].partition("#")
            if name and page.endswith("reference/facts.md"):
                value = iss.fact(name).value
                assert normal(value) in normal(match["text"]), f"{cell}: {name} is {value}: {sentence(cell, match)}"


@each_page
def test_every_other_numeral_is_a_name(path):
    for cell in prose(path):
        text = re.sub(r"```.*?```|`[^`]*`", "", cell.source, flags=re.S)
        text = re.sub(r"<!-- computed: .*?<!-- end -->", "", text, flags=re.S)  # from measurements: see test_scale.py
        text = LINK.sub("", text)
        text = re.sub(r"https?://\S+|&#?\w+;|<[^>]+>", "", text)
        text = re.sub(r"^\s*(\d+)\. |^# .*$", "", text, flags=re.M)  # lists, and the title the menu shows
        text = NAMES.sub("", text)
        if cell.tags & {"header"} or "teach" in path.parts:
            text = MINUTES.sub("", text)
            text = re.sub(r"^\|\s*\d+(?:–\d+)?\s*\|", "|", text, flags=re.M)  # a timetable's first column
        assert DIGITS.findall(text) == [], f"{cell}: link these numerals to their facts"


@each_page
def test_links_to_claims_events_and_sources_exist(path):
    known = {name: {row["id"].lower() for row in iss.rows(name)} for name in ("facts", "claims", "events", "sources")}
    for cell in prose(path):
        for match in LINK.finditer(cell.source):
            page = re.search(r"reference/(\w+)\.md#(.+)$", match["target"])
            if page and page[1] in known:
                assert page[2] in known[page[1]], f"{cell}: {match[0]}"


@each_page
def test_no_dollar_sign_and_no_inline_role(path):
    for cell in prose(path):
        assert "$" not in cell.source, f"{cell}: write USD"
        assert not re.search(r"\{[a-z-]+\}`", cell.source), f"{cell}: a role reads badly in a notebook"


@each_notebook
def test_core_reading_fits_a_lesson(path):
    assert len(core(path).split()) <= 900  # CURRICULUM, checklist 5


@each_notebook
def test_core_reading_is_readable_at_sixteen(path):
    sentences, words, _ = reading_counts(core(path))
    assert words / sentences <= 18  # CURRICULUM, checklist 5: mean sentence
    assert grade(core(path)) <= 10


@each_notebook
def test_summary_is_in_easy_english(path):
    summary = next(cell for cell in prose(path) if cell.id == "plain-summary")
    assert grade(plain(summary.source)) <= 8  # CURRICULUM, checklist 5: B1 summary


@each_notebook
def test_reader_predicts_before_seeing(path):
    assert [cell for cell in prose(path) if "predict" in cell.tags]  # CURRICULUM, checklist 9


def grade(text: str) -> float:
    """Return the school grade that a text asks for (Kincaid et al. 1975)."""
    sentences, words, syllables = reading_counts(text)
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def reading_counts(text: str) -> tuple[int, int, int]:
    """Count the sentences, words and syllables of a text."""
    words = re.findall(r"[A-Za-z][A-Za-z'’]*", text)
    sentences = [part for part in re.split(r"[.!?:]+\s|\n\s*\n", text) if re.search(r"[A-Za-z]{2}", part)]
    return len(sentences), len(words), sum(syllables(word) for word in words)


def syllables(word: str) -> int:
    """Count groups of vowels; a silent e at the end is not one."""
    word = word.lower().strip("'’")
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)


@pytest.mark.parametrize(("word", "count"), [("station", 2), ("table", 2), ("space", 1), ("cooperation", 4), ("I", 1)])
def test_syllable_counter_on_plain_words(word, count):
    assert abs(syllables(word) - count) <= (word == "cooperation")  # two vowels in a row count once


def shingles(text: str, size: int = 8) -> set[str]:
    """Return the hashes of all runs of eight words, as data/../tests/article-shingles.txt counts them."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.lower()))
    runs = (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
    return {sha256(run.encode()).hexdigest()[:16] for run in runs}


def test_no_sentence_of_the_article_is_reused():
    article = set((ROOT / "tests" / "article-shingles.txt").read_text("utf-8").split())
    assert len(article) > 300
    for path in written_pages():
        assert not shingles(plain("\n\n".join(cell.source for cell in cells(path)))) & article, path
    for path in [*ROOT.glob("data/*.csv"), *ROOT.glob("reference/*.md"), *ROOT.glob("*.md")]:
        assert not shingles(re.sub(r"https?://\S+", "", path.read_text("utf-8"))) & article, path
