"""The chapters as they are written: every rule of the house that can be a test is one."""

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
MOST_LINES = 8  # of a code cell, which has one idea
FEWEST_WORDS, MOST_WORDS = 900, 1500  # of core reading
MOST_GRADE = 9  # at school
MOST_LINKS = 3  # in 100 words, besides quiet numbers
EXEMPT = {"exercise", "solution", "colab"}
METADATA = {  # both are needed: a browser has no kernel of this name and chooses by the language
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
PARTS = ("discuss", "key points", "facts as of", "does not show", "questions students ask", "solution", "what we found")
TAKEN_FOR_NOUNS = {  # by the tagger
    *("fall", "end", "ends", "lead", "leads", "point", "points", "score", "scores", "matter", "count"),
}
BANDS = ("no code", "change one line", "write a function")

each_code = for_each([cell for path in notebooks() for cell in cells(path) if cell.kind == "code"])


@each_notebook
def test_notebook_is_sound_and_without_outputs(path):
    notebook, text = nbformat.read(path, as_version=nbformat.NO_CONVERT), path.read_text("utf-8")
    nbformat.validate(notebook)
    if text != dumps(json.loads(text)):
        yield "not laid out as our tools write it"
    if notebook.metadata != METADATA:
        yield f"metadata {notebook.metadata}"
    for cell in notebook.cells:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", cell.id) or re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4})*", cell.id):
            yield f"cell {cell.id}: name the cell by short words"
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            yield f"cell {cell.id} was saved with its output"


@each_code
def test_code_cells_are_short_and_say_one_thing(cell):
    if not cell.tags & EXEMPT:
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= MOST_LINES, f"{len(lines)} lines"
        pattern = r"\bdef\b|\blambda\b|https?:|^\s*[!%]|['\"]\S*/\S*\.\w+['\"]"
        assert not re.search(pattern, cell.source, re.M), "it defines, fetches or names a file"


@each_notebook
def test_every_objective_has_a_question_and_every_question_an_objective(path):
    questions, chapter = [row for row in iss.rows("questions") if row["chapter"] == path.stem], read_chapter(path)
    if odd := {row["objective"] for row in questions} ^ set(chapter.objectives):
        yield f"only among the questions or only among the objectives: {odd}"
    if not 4 <= len(questions) <= 6:
        yield f"{len(questions)} questions"
    if hidden := {row["id"] for row in questions} - set(chapter.quizzes):
        yield f"not shown: {hidden}"


@each_notebook
def test_chapter_has_every_part(path):
    text = "\n".join(cell.source for cell in markdown_cells(path)).lower()
    tags = set().union(*(cell.tags for cell in cells(path)))
    missing = [part for part in (*PARTS, *BANDS) if part not in text]
    missing += sorted({"header", "exercise", "solution", "predict"} - tags)
    if missing:
        yield f"lacks {missing}"


@each_notebook
def test_solutions_stay_folded_until_asked_and_leave_the_readers_names_alone(path):
    raw = {cell["id"]: cell["metadata"] for cell in json.loads(path.read_text("utf-8"))["cells"]}
    written = [cell for cell in cells(path) if cell.kind == "code" and "colab" not in cell.tags]
    readers = set().union(*(changed(cell) for cell in written if "solution" not in cell.tags))
    seen = None
    for cell in cells(path):
        if "solution" in cell.tags:
            seen = cell.id
            if cell.kind == "markdown" and not cell.source.startswith("<details><summary>"):
                yield f"cell {cell.id} is not folded"
            if cell.kind == "code" and raw[cell.id].get("jupyter") != {"source_hidden": True, "outputs_hidden": True}:
                yield f"cell {cell.id} stands open in JupyterLab"
            if cell.kind == "code" and (shared := changed(cell) & readers):
                yield f"cell {cell.id} changes the reader's {shared}"
        elif cell.kind == "markdown" and "## " in cell.source:
            seen = None
        elif cell.kind == "code" and "exercise" in cell.tags and seen:
            yield f"cell {cell.id} asks below the solution {seen}"


def changed(cell) -> set[str]:
    """Return the names that a code cell gives, or whose contents it changes, outside of its functions."""
    statements = ast.parse(cell.source).body
    functions = [one for one in statements if isinstance(one, ast.FunctionDef | ast.ClassDef)]
    others = [node for one in statements if one not in functions for node in ast.walk(one)]
    stored = [ast.unparse(node) for node in others if isinstance(getattr(node, "ctx", None), ast.Store)]
    return {one.name for one in functions} | {found[0] for text in stored if (found := re.match(r"\w+", text))}


def links_to(path, page: str):
    """Yield each link of a page to a row on a page of the reference: cell, match, id."""
    for cell in markdown_cells(path):
        for match in LINK.finditer(cell.source):
            target, _, id = match["target"].partition("#")
            if id and target.endswith(f"reference/{page}.md"):
                yield cell, match, id


@each_page
def test_linked_numbers_say_what_the_fact_says(path):
    for cell, match, id in links_to(path, "facts"):
        value = iss.fact(id).value
        if normalize(value) not in normalize(match["text"]):
            yield f"cell {cell.id}: {id} is {value}, not {match['text']}"


@each_page
def test_every_other_numeral_is_a_name(path):
    dated = set()  # years of the rows linked so far: a year that the reader has met may stand alone
    for cell in markdown_cells(path):
        dated |= {year for match in LINK.finditer(cell.source) for year in years_behind(match["target"])}
        text = re.sub(r"```.*?```|`[^`]*`", "", cell.source, flags=re.S)
        text = re.sub(r"<!-- computed: .*?<!-- end -->", "", text, flags=re.S)  # written by a program
        text = LINK.sub("", text)
        text = re.sub(r"https?://\S+|&#?\w+;|<[^>]+>", "", text)
        text = re.sub(r"^\s*(\d+)\. |^# .*$", "", text, flags=re.M)  # lists, and the title the menu shows
        text = NAMES_WITH_NUMBERS.sub("", text)
        if cell.tags & {"header"} or "teach" in path.parts or path.name == "index.md":
            text = MINUTES.sub("", text)
            text = re.sub(r"^\|\s*\d+(?:–\d+)?\s*\|", "|", text, flags=re.M)  # a timetable's first column
        found = [numeral for numeral in DIGITS.findall(text) if numeral.strip(" .,:/–-") not in dated]
        if found:
            yield f"cell {cell.id}: link these numerals to their facts: {found}"


def years_behind(target: str) -> set[str]:
    """Return the years that stand in the row to which a link leads: of an event, a fact, a claim or a position."""
    page, _, id = target.partition("#")
    return set(YEAR.findall(dated_rows().get((page.rpartition("/")[2], id.lower()), "")))


@cache
def dated_rows() -> dict[tuple[str, str], str]:
    """Return all that a row says, by the page and the anchor of its entry."""
    return {
        (f"{table}.md", row["id"].lower()): " ".join(str(value) for column, value in row.items() if column != "id")
        for table in ("events", "facts", "claims", "perspectives")
        for row in iss.rows(table)
    }


@each_markdown_cell
def test_no_dollar_sign_and_no_inline_role(cell):
    assert "$" not in cell.source, "write USD"
    assert not re.search(r"\{[a-z-]+\}`", cell.source), "a role reads badly in a notebook"


@each_notebook
def test_core_reading_fits_a_lesson_and_is_readable_at_sixteen(path):
    text, found = core_text(path), sentences(path)
    words = len(text.split())
    mean = sum(len(sentence.split()) for sentence in found) / len(found)
    links = [match[0] for cell in core_cells(path) for match in LINK.finditer(cell.source)]
    crowd = 100 * sum("reference/facts.md" not in link for link in links) / words
    summary = next(cell for cell in markdown_cells(path) if cell.id == "plain-summary")
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield f"{words} words of core reading"
    if not 10 <= mean <= 16:
        yield f"{mean:.1f} words a sentence"
    if crowd > MOST_LINKS:
        yield f"{crowd:.1f} links in 100 words, besides those of numbers"
    if (found_grade := grade(text)) > MOST_GRADE:
        yield f"school grade {found_grade:.1f}"
    if (found_grade := grade(strip_markdown(summary.source))) > MOST_GRADE - 1:
        yield f"school grade {found_grade:.1f} of the summary in easy English"


@each_notebook
def test_every_sentence_has_a_verb(path):
    for sentence in sentences(path):
        words = re.findall(r"[\w'’-]+", sentence)
        tagged = {(word.lower(), tag[0]) for word, _, tag in verbs().tag_sent([words[0].lower(), *words[1:]])}
        found = any(
            kind == "V" or word in TAKEN_FOR_NOUNS or re.search(r"['’](t|s|re)$", word) for word, kind in tagged
        )
        if not found and not sentence.endswith("?"):
            yield f"no verb: {sentence}"


@cache
def verbs():
    """Return a tagger whose tags of verbs begin with V (the tags of the British National Corpus)."""
    return HanoverTagger.HanoverTagger("morphmodel_en.pgz")


def grade(text: str) -> float:
    """Return the school grade that a text asks for (Kincaid et al. 1975)."""
    words = re.findall(r"[A-Za-z][A-Za-z'’]*", text)
    found = [part for part in re.split(r"[.!?:]+\s|\n\s*\n", text) if re.search(r"[A-Za-z]{2}", part)]
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Count groups of vowels; a silent e at the end is not one.

    >>> [syllables(word) for word in ("station", "table", "space", "I")]
    [2, 2, 1, 1]
    """
    word = word.lower().strip("'’")
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ye")) and groups > 1
    return max(1, groups - silent)


def test_no_sentence_of_the_article_is_reused():
    # Hashes of all runs of eight words of the article, whose words may not be published (`prose.shingles`).
    with (ROOT / "tests/book/article-shingles.csv").open(encoding="utf-8", newline="") as file:
        article = {row["hash"] for row in csv.DictReader(file)}
    assert len(article) > 300
    pages = {path: strip_markdown("\n\n".join(cell.source for cell in cells(path))) for path in written_pages()}
    files = [*ROOT.glob("data/*.csv"), *ROOT.glob("reference/*.md"), *ROOT.glob("*.md")]
    pages |= {path: re.sub(r"https?://\S+", "", path.read_text("utf-8")) for path in files}
    assert [relative_path(path) for path, text in pages.items() if shingles(text) & article] == []
