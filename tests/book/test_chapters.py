"""Rules for the notebooks in chapters/: format, sections, code cells, links, numbers, length and reading level."""

import ast
import csv
import json
import re
from functools import cache

import nbformat
from HanTa import HanoverTagger
from notebooks import dumps, read_chapter
from prose import (
    LINK,
    NAMES_WITH_NUMBERS,
    ROOT,
    cells,
    core_cells,
    core_text,
    each_markdown_cell,
    each_notebook,
    each_page,
    markdown_cells,
    normalize,
    notebooks,
    relative_path,
    sentences,
    shingles,
    strip_markdown,
    written_pages,
)
from rules import for_each

import issfacts as iss

MINUTES = re.compile(r"\b(?:\d+ [a-z ]+ × )?\d+ (?:or \d+ )?(?:min(?:utes)?|s)\b|\b(?:minutes or )?two of 45\b")
DIGITS = re.compile(r"\d[\d\s.,:/–-]*")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MAX_LINES = 8  # of a code cell
MIN_WORDS, MAX_WORDS = 900, 1500  # of core reading
MAX_GRADE = 9  # school grade by the formula of Kincaid
MAX_LINKS = 3  # per 100 words, links of numbers to facts not counted
LONG_CELL_TAGS = {"exercise", "solution", "colab"}  # code cells with these tags may be long
METADATA = {  # JupyterLite has no kernel named python3 and chooses one by the language
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
SECTIONS = (
    *("discuss", "key points", "facts as of", "does not show", "questions students ask", "solution", "what we found"),
)
VERBS_TAGGED_AS_NOUNS = {
    *("fall", "end", "ends", "lead", "leads", "point", "points", "score", "scores", "matter", "count"),
}
EXERCISE_BANDS = ("no code", "change one line", "write a function")
CELL_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RANDOM_CELL_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4})*")

each_code_cell = for_each([cell for path in notebooks() for cell in cells(path) if cell.kind == "code"])


@each_notebook
def test_notebook_is_valid_and_has_no_outputs(path):
    notebook, text = nbformat.read(path, as_version=nbformat.NO_CONVERT), path.read_text("utf-8")
    nbformat.validate(notebook)
    if text != dumps(json.loads(text)):
        yield "the JSON is not formatted as our tools write it"
    if notebook.metadata != METADATA:
        yield f"metadata {notebook.metadata}"
    for cell in notebook.cells:
        if not CELL_ID.fullmatch(cell.id) or RANDOM_CELL_ID.fullmatch(cell.id):
            yield f"cell {cell.id}: give it an id of short words, joined by hyphens"
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            yield f"cell {cell.id} was saved with its output"


@each_code_cell
def test_code_cells_are_short_and_define_or_fetch_nothing(cell):
    if not cell.tags & LONG_CELL_TAGS:
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= MAX_LINES, f"{len(lines)} lines"
        pattern = r"\bdef\b|\blambda\b|https?:|^\s*[!%]|['\"]\S*/\S*\.\w+['\"]"
        assert not re.search(pattern, cell.source, re.M), "it defines a function, names an address or a file"


@each_notebook
def test_chapter_shows_four_to_six_questions_that_cover_its_objectives(path):
    questions, chapter = [row for row in iss.rows("questions") if row["chapter"] == path.stem], read_chapter(path)
    if unmatched := {row["objective"] for row in questions} ^ set(chapter.objectives):
        yield f"objectives without a question, or of a question but not of the chapter: {unmatched}"
    if not 4 <= len(questions) <= 6:
        yield f"{len(questions)} questions"
    if hidden := {row["id"] for row in questions} - set(chapter.quizzes):
        yield f"not shown: {hidden}"


@each_notebook
def test_chapter_has_all_sections_and_tags(path):
    text = "\n".join(cell.source for cell in markdown_cells(path)).lower()
    tags = set().union(*(cell.tags for cell in cells(path)))
    missing = [part for part in (*SECTIONS, *EXERCISE_BANDS) if part not in text]
    missing += sorted({"header", "exercise", "solution", "predict"} - tags)
    if missing:
        yield f"lacks {missing}"


@each_notebook
def test_solutions_are_folded(path):
    metadata = {cell["id"]: cell["metadata"] for cell in json.loads(path.read_text("utf-8"))["cells"]}
    hidden = {"source_hidden": True, "outputs_hidden": True}
    for cell in cells(path):
        if "solution" not in cell.tags:
            continue
        if cell.kind == "markdown" and not cell.source.startswith("<details><summary>"):
            yield f"cell {cell.id} is not folded"
        if cell.kind == "code" and metadata[cell.id].get("jupyter") != hidden:
            yield f"cell {cell.id} is not hidden in JupyterLab"


@each_notebook
def test_solutions_assign_no_name_of_other_cells(path):
    code = [cell for cell in cells(path) if cell.kind == "code" and "colab" not in cell.tags]
    solutions = [cell for cell in code if "solution" in cell.tags]
    readers_names = set().union(*(assigned_names(cell) for cell in code if cell not in solutions))
    for cell in solutions:
        if shared := assigned_names(cell) & readers_names:
            yield f"cell {cell.id} changes the reader's {shared}"


@each_notebook
def test_code_of_an_exercise_comes_before_its_solution(path):
    solution = None  # of the current section
    for cell in cells(path):
        if "solution" in cell.tags:
            solution = cell.id
        elif cell.kind == "markdown" and "## " in cell.source:
            solution = None
        elif cell.kind == "code" and "exercise" in cell.tags and solution:
            yield f"cell {cell.id} is below the solution {solution}"


def assigned_names(cell) -> set[str]:
    """Return the names that a code cell defines at top level, including those whose items or attributes it assigns."""
    statements = ast.parse(cell.source).body
    definitions = [statement for statement in statements if isinstance(statement, ast.FunctionDef | ast.ClassDef)]
    nodes = [node for statement in statements if statement not in definitions for node in ast.walk(statement)]
    targets = [ast.unparse(node) for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store)]
    matches = [re.match(r"\w+", target) for target in targets]
    return {statement.name for statement in definitions} | {match[0] for match in matches if match}


def links_to(path, page: str):
    """Yield the cell, match and row id of each link from a page to a row on a reference page."""
    for cell in markdown_cells(path):
        for match in LINK.finditer(cell.source):
            target, _, id = match["target"].partition("#")
            if id and target.endswith(f"reference/{page}.md"):
                yield cell, match, id


@each_page
def test_text_of_a_link_to_a_fact_contains_its_value(path):
    for cell, match, id in links_to(path, "facts"):
        value = iss.fact(id).value
        if normalize(value) not in normalize(match["text"]):
            yield f"cell {cell.id}: {id} is {value}, not {match['text']}"


@each_page
def test_numbers_outside_links_are_parts_of_names(path):
    linked_years = set()  # of the rows linked so far: these years need no further link
    for cell in markdown_cells(path):
        for match in LINK.finditer(cell.source):
            linked_years |= years_of_linked_row(match["target"])
        text = re.sub(r"```.*?```|`[^`]*`", "", cell.source, flags=re.S)
        text = re.sub(r"<!-- computed: .*?<!-- end -->", "", text, flags=re.S)
        text = re.sub(r"<a [^>]*>\d+</a>", "", LINK.sub("", text))  # number of a slide
        text = re.sub(r"https?://\S+|&#?\w+;|<[^>]+>", "", text)
        text = re.sub(r"^\s*(\d+)\. |^# .*$", "", text, flags=re.M)  # numbers of list items, and the page's title
        text = NAMES_WITH_NUMBERS.sub("", text)
        if cell.tags & {"header"} or "teach" in path.parts or path.name == "index.md":
            text = MINUTES.sub("", text)
            text = re.sub(r"^\|\s*\d+(?:–\d+)?\s*\|", "|", text, flags=re.M)  # a timetable's first column
        unlinked = [number for number in DIGITS.findall(text) if number.strip(" .,:/–-") not in linked_years]
        if unlinked:
            yield f"cell {cell.id}: link these numbers to their facts: {unlinked}"


def years_of_linked_row(target: str) -> set[str]:
    """Return the years in the row to which a link leads: an event, a fact, a claim or a perspective."""
    return set(YEAR.findall(linked_row_text(target)))


def linked_row_text(target: str) -> str:
    """Return the text of the row to which a link leads, or an empty string for other links."""
    page, _, id = target.partition("#")
    return row_texts().get((page.rpartition("/")[2], id.lower()), "")


@cache
def row_texts() -> dict[tuple[str, str], str]:
    """Return all values of each event, fact, claim and perspective as one text, by reference page and anchor."""
    return {
        (f"{table}.md", row["id"].lower()): " ".join(str(value) for column, value in row.items() if column != "id")
        for table in ("events", "facts", "claims", "perspectives")
        for row in iss.rows(table)
    }


@each_markdown_cell
def test_no_dollar_sign_and_no_inline_role(cell):
    assert "$" not in cell.source, "write USD"
    assert not re.search(r"\{[a-z-]+\}`", cell.source), "JupyterLab shows a Sphinx role as plain text"


@each_notebook
def test_core_reading_keeps_limits_of_length_links_and_school_grade(path):
    text, found = core_text(path), sentences(path)
    words = len(text.split())
    mean = sum(len(sentence.split()) for sentence in found) / len(found)
    links = [match[0] for cell in core_cells(path) for match in LINK.finditer(cell.source)]
    links_per_100_words = 100 * sum("reference/facts.md" not in link for link in links) / words
    summary = next(cell for cell in markdown_cells(path) if cell.id == "plain-summary")
    summary_grade = school_grade(strip_markdown(summary.source))
    if not MIN_WORDS <= words <= MAX_WORDS:
        yield f"{words} words of core reading"
    if not 10 <= mean <= 16:
        yield f"{mean:.1f} words a sentence"
    if links_per_100_words > MAX_LINKS:
        yield f"{links_per_100_words:.1f} links in 100 words, besides those of numbers"
    if school_grade(text) > MAX_GRADE:
        yield f"school grade {school_grade(text):.1f}"
    if summary_grade > MAX_GRADE - 1:
        yield f"school grade {summary_grade:.1f} of the summary in easy English"


@each_notebook
def test_every_sentence_has_a_verb(path):
    for sentence in sentences(path):
        if not has_verb(sentence) and not sentence.endswith("?"):
            yield f"no verb: {sentence}"


def has_verb(sentence: str) -> bool:
    """Return whether a sentence has a verb or a contraction such as "it's"."""
    words = re.findall(r"[\w'’-]+", sentence)
    for word, _, tag in part_of_speech_tagger().tag_sent([words[0].lower(), *words[1:]]):
        contraction = re.search(r"['’](t|s|re)$", word.lower())
        if tag.startswith("V") or word.lower() in VERBS_TAGGED_AS_NOUNS or contraction:
            return True
    return False


@cache
def part_of_speech_tagger():
    """Return a tagger whose tags of verbs begin with V (the tags of the British National Corpus)."""
    return HanoverTagger.HanoverTagger("morphmodel_en.pgz")


def school_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade level of a text (Kincaid et al. 1975)."""
    words = re.findall(r"[A-Za-z][A-Za-z'’]*", text)
    found = [part for part in re.split(r"[.!?:]+\s|\n\s*\n", text) if re.search(r"[A-Za-z]{2}", part)]
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(count_syllables, words)) / len(words) - 15.59


def count_syllables(word: str) -> int:
    """Return the number of groups of vowels in a word, without a silent e at its end.

    >>> [count_syllables(word) for word in ("station", "table", "space", "I")]
    [2, 2, 1, 1]
    """
    word = word.lower().strip("'’")
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)


def test_no_eight_words_in_a_row_are_copied_from_the_article():
    # The file has the hashes that `prose.shingles` gives for the article, whose text may not be published.
    with (ROOT / "tests/book/article-shingles.csv").open(encoding="utf-8", newline="") as file:
        article = {row["hash"] for row in csv.DictReader(file)}
    assert len(article) > 300
    pages = {path: strip_markdown("\n\n".join(cell.source for cell in cells(path))) for path in written_pages()}
    files = [*ROOT.glob("data/*.csv"), *ROOT.glob("reference/*.md"), *ROOT.glob("*.md")]
    pages |= {path: re.sub(r"https?://\S+", "", path.read_text("utf-8")) for path in files}
    assert [relative_path(path) for path, text in pages.items() if shingles(text) & article] == []
