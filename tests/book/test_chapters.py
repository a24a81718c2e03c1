"""Rules for the notebooks in chapters/: format, sections, code cells, solutions, length and reading level."""

import ast
import json
import re
from functools import cache

import nbformat
from book_pages import (
    LINK,
    cells,
    core_cells,
    core_text,
    each_notebook,
    each_page,
    markdown_cells,
    sentences,
    strip_markdown,
)
from HanTa import HanoverTagger
from notebooks import dumps, read_chapter

import issfacts as iss

MAX_LINES = 8  # of a code cell
MIN_WORDS, MAX_WORDS = 900, 1500  # of core reading
MAX_GRADE = 9  # school grade by the formula of Kincaid
MAX_LINKS = 3  # per 100 words, links of numbers to facts not counted
LONG_CELL_TAGS = {"exercise", "solution", "colab"}  # code cells with these tags may be long
METADATA = {  # JupyterLite has no kernel named python3 and chooses one by the language
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
PARTS = (
    *("discuss", "key points", "facts as of", "does not show", "questions students ask", "solution", "what we found"),
    *("no code", "change one line", "write a function"),  # the bands of exercises
)
TAGS = {"header", "exercise", "solution", "predict"}
FOLDED = {"source_hidden": True, "outputs_hidden": True}  # in JupyterLab
VERBS_TAGGED_AS_NOUNS = {
    *("fall", "end", "ends", "lead", "leads", "point", "points", "score", "scores", "matter", "count"),
}
CELL_ID = re.compile(r"(?![0-9a-f]{8}(?:-[0-9a-f]{4})*$)[a-z0-9]+(?:-[a-z0-9]+)*")  # words, not random digits
FORBIDDEN_IN_CODE = re.compile(r"\bdef\b|\blambda\b|https?:|^\s*[!%]|['\"]\S*/\S*\.\w+['\"]", re.M)


@each_notebook
def test_notebook_is_valid_and_has_no_outputs(path):
    notebook, text = nbformat.read(path, as_version=nbformat.NO_CONVERT), path.read_text("utf-8")
    nbformat.validate(notebook)
    if text != dumps(json.loads(text)):
        yield "the JSON is not formatted as our tools write it"
    if notebook.metadata != METADATA:
        yield f"metadata {notebook.metadata}"
    for cell in notebook.cells:
        if not CELL_ID.fullmatch(cell.id):
            yield f"cell {cell.id}: give it an id of short words, joined by hyphens"
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            yield f"cell {cell.id} was saved with its output"


@each_notebook
def test_code_cells_are_short_and_define_or_fetch_nothing(path):
    for cell in cells(path):
        if cell.kind == "code" and not cell.tags & LONG_CELL_TAGS:
            lines = [line for line in cell.source.splitlines() if line.strip()]
            if len(lines) > MAX_LINES:
                yield f"cell {cell.id} has {len(lines)} lines"
            if FORBIDDEN_IN_CODE.search(cell.source):
                yield f"cell {cell.id} defines a function, or names an address or a file"


@each_notebook
def test_chapter_has_all_parts_and_shows_four_to_six_questions_that_cover_its_objectives(path):
    text = "\n".join(cell.source for cell in markdown_cells(path)).lower()
    missing = [part for part in PARTS if part not in text]
    missing += sorted(TAGS - set().union(*(cell.tags for cell in cells(path))))
    if missing:
        yield f"lacks {missing}"
    questions, chapter = [row for row in iss.rows("questions") if row["chapter"] == path.stem], read_chapter(path)
    if unmatched := {row["objective"] for row in questions} ^ set(chapter.objectives):
        yield f"objectives without a question, or of a question but not of the chapter: {unmatched}"
    if not 4 <= len(questions) <= 6:
        yield f"{len(questions)} questions"
    if hidden := {row["id"] for row in questions} - set(chapter.quizzes):
        yield f"not shown: {hidden}"


@each_notebook
def test_solutions_are_folded_come_last_and_assign_no_name_of_the_reader(path):
    hidden = {cell["id"] for cell in nbformat.read(path, 4).cells if cell.metadata.get("jupyter") == FOLDED}
    code = [cell for cell in cells(path) if cell.kind == "code" and "colab" not in cell.tags]
    readers_names = set().union(*(assigned_names(cell) for cell in code if "solution" not in cell.tags))
    solution = None  # of the current section
    for cell in cells(path):
        if "solution" in cell.tags:
            solution = cell.id
            if cell.kind == "code" and (shared := assigned_names(cell) & readers_names):
                yield f"cell {cell.id} changes the reader's {shared}"
            if cell.id not in hidden if cell.kind == "code" else not cell.source.startswith("<details><summary>"):
                yield f"cell {cell.id} is not folded"
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


@each_page
def test_no_dollar_sign_and_no_inline_role(path):
    for cell in markdown_cells(path):
        if "$" in cell.source:
            yield f"cell {cell.id}: write USD"
        if re.search(r"\{[a-z-]+\}`", cell.source):
            yield f"cell {cell.id}: JupyterLab shows a Sphinx role as plain text"


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
