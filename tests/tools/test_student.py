"""The student edition is the whole book but for what answers for the student."""

import html
import os
import re
import shutil
import subprocess
import sys
from functools import cache

import pytest
from built import broken_links, parsed
from prose import Cell, cells, notebooks, relative_path, shingles, toc_pages
from rules import for_each
from snowballstemmer import stemmer

from issfacts.exhibits.coverage import SILENT

pytestmark = pytest.mark.editions

NOT_FOR_STUDENTS = {"solution", "teacher"}
PAGES = [page for page in toc_pages() if not page.startswith("teach/")]
SOLUTION = re.compile(r"\bsolutions?\b", re.I)
each_notebook = for_each(notebooks(), relative_path)


def written(chosen) -> str:
    """Return the sources of cells without the addresses of links, the numbers of lists and the tags of folds."""
    marks = r"\]\([^)]+\)|^\d+\. |</?(?:details|summary)>"
    return "\n\n".join(re.sub(marks, "", cell.source, flags=re.M) for cell in chosen)


def printed(page) -> str:
    """Return the text of a page."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.read_text("utf-8")))


@cache
def published(site) -> str:
    """Return the text of all pages and all notebooks of a site."""
    copies = (written(cells(path)) for path in site.rglob("_sources/**/*.ipynb"))
    return "\n\n".join([*map(printed, site.rglob("*.html")), *copies])


def searchable(site) -> set[str]:
    """Return the stems that a site's search finds somewhere."""
    return stems((site / "_static/search-index.js").read_text("utf-8"))


def stems(text: str) -> set[str]:
    """Return the words of a text as the search knows them."""
    return set(stemmer("english").stemWords(set(re.findall(r"[a-z]{5,}", text.lower()))))


def for_students(path) -> list[Cell]:
    """Return the cells of a notebook that are for students."""
    return [cell for cell in cells(path) if not cell.tags & NOT_FOR_STUDENTS]


ANSWERS = written(cell for path in notebooks() for cell in cells(path) if cell.tags & NOT_FOR_STUDENTS)
REPEATED = 3 * f"{SILENT} "  # a cell that stands in many rows of a table
OTHERS = written(cell for path in notebooks() for cell in for_students(path)) + REPEATED


def test_no_answer_is_on_a_page_or_in_a_notebook(student_site, site):
    hidden = shingles(ANSWERS) - shingles(OTHERS)
    assert len(hidden & shingles(published(site))) > 0.9 * len(hidden) > 900, "the whole book has them"
    assert hidden & shingles(published(student_site)) == set()


def test_search_finds_no_word_of_an_answer(student_site, site):
    hidden = stems(ANSWERS) - stems(published(student_site))
    assert len(hidden & searchable(site)) >= 5, "the whole book's search finds them"
    assert hidden & searchable(student_site) == set()


@each_notebook
def test_every_other_cell_is_there_in_order_and_no_link_leads_to_a_whole_notebook(path, student_site):
    folder, page = student_site.with_name("notebooks"), student_site / "chapters" / f"{path.stem}.html"
    wanted = [cell.id for cell in for_students(path)]
    for copy in (student_site / "_sources" / "chapters" / path.name, folder / "chapters" / path.name):
        assert [cell.id for cell in cells(copy)] == wanted, copy
    text = shingles(printed(page))
    for cell in cells(path):
        if "exercise" in cell.tags:
            assert len(shingles(written([cell])) - text) < 0.2 * len(shingles(written([cell]))) + 1, cell
    addresses = [link["href"] for link in parsed(page).select(".iss-run a")]
    copies = [f"../_sources/chapters/{path.name}", "../docked-notebooks-student.zip"]
    assert addresses == [*copies, "../about/running.html"]
    targets = re.findall(r"\]\(((?:\.\./)?[\w/-]+\.(?:md|ipynb))", copy.read_text("utf-8"))
    yield from (target for target in targets if not (copy.parent / target).exists())


@for_each(PAGES)
def test_links_lead_somewhere_and_never_to_a_page_for_teachers(name, student_site):
    page = student_site / f"{name}.html"
    yield from broken_links(page, student_site)
    yield from (link["href"] for link in parsed(page).find_all("a", href=True) if "teach/" in link["href"])


def test_nothing_for_teachers_is_published(student_site):
    pages = {path.relative_to(student_site).with_suffix("").as_posix() for path in student_site.rglob("*.html")}
    assert pages == {*PAGES, "downloads/index", "search"}
    assert not [path for path in student_site.rglob("*") if path.name in {"teach", "class"} or "key" in path.stem]


def test_the_zip_of_the_notebooks_is_enough_for_a_chapter_and_for_binder(student_site, tmp_path):
    shutil.unpack_archive(student_site / "docked-notebooks-student.zip", tmp_path)
    folder = tmp_path / "notebooks"
    assert (folder / ".binder/postBuild").exists()
    assert not [path for path in folder.rglob("*") if path.name in {"teach", "tools", "tests"}]
    source = "\n".join(cell.source for cell in cells(folder / "chapters/who-is-up-there.ipynb") if cell.kind == "code")
    code = f"import issfacts; print(issfacts.__file__)\n{source}"
    how = {"env": {**os.environ, "PYTHONPATH": str(folder / "src")}, "cwd": folder / "chapters", "text": True}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, **how)
    assert done.stdout.startswith(str(folder)), done.stderr
    assert done.returncode == 0, done.stderr


@each_notebook
def test_what_stays_does_not_speak_of_a_solution(path):
    yield from (cell for cell in for_students(path) if SOLUTION.search(cell.source))


def test_the_title_page_does_not_speak_to_teachers(student_site, site):
    for folder, wanted in ((site, ["One lesson", "Rubrics", "worksheets"]), (student_site, [])):
        said = parsed(folder / "index.html").select_one("article").get_text()
        assert [word for word in ("One lesson", "Rubrics", "worksheets") if word in said] == wanted
