"""Tests of the student edition: the whole book without solutions and pages for teachers."""

import html
import os
import re
import shutil
import sys
from itertools import filterfalse

import pytest
from book_pages import cells, each_notebook, shingles, toc_pages
from built import broken_links, parsed
from for_each import for_each
from notebooks import notebook_paths
from paths import ROOT
from running import ToolError, run
from student import make_title_page

from issfacts.exhibits.coverage import SILENT

pytestmark = pytest.mark.editions

PAGES = [page for page in toc_pages() if not page.startswith("teach/")]
SOLUTION = re.compile(r"\bsolutions?\b", re.I)


def cell_text(selected) -> str:
    """Return the sources of cells without link addresses, list numbers and `<details>` tags."""
    markup = r"\]\([^)]+\)|^\d+\. |</?(?:details|summary)>"
    return "\n\n".join(re.sub(markup, "", cell.source, flags=re.M) for cell in selected)


def page_text(page) -> str:
    """Return the text of an HTML page."""
    return html.unescape(re.sub(r"<[^>]+>", "", page.read_text("utf-8")))


def site_text(site) -> str:
    """Return the text of all pages and all notebooks of a site."""
    copies = (cell_text(cells(path)) for path in site.rglob("_sources/**/*.ipynb"))
    return "\n\n".join([*map(page_text, site.rglob("*.html")), *copies])


def is_excluded(cell) -> bool:
    """Return whether the student edition lacks a cell."""
    return bool(cell.tags & {"solution", "teacher"})


def test_no_excluded_text_is_on_a_page_in_a_notebook_or_in_the_search_index(student_site, site):
    all_cells = [cell for path in notebook_paths() for cell in cells(path)]
    repeated = 3 * f"{SILENT} "  # the text of many cells of a table
    hidden = shingles(cell_text(filter(is_excluded, all_cells)))
    hidden -= shingles(cell_text(filterfalse(is_excluded, all_cells)) + repeated)
    index = "_static/search-index.js"
    for text, share in ((site_text, 0.9), (lambda folder: (folder / index).read_text("utf-8"), 0.8)):
        assert len(hidden & shingles(text(site))) > share * len(hidden) > 900, "the complete edition has them"
        assert hidden & shingles(text(student_site)) == set()


@each_notebook
def test_all_other_cells_are_kept_and_links_lead_to_student_files(path, student_site):
    folder, page = student_site.with_name("notebooks"), student_site / "chapters" / f"{path.stem}.html"
    expected = [cell.id for cell in cells(path) if not is_excluded(cell)]
    for copy in (student_site / "_sources" / "chapters" / path.name, folder / "chapters" / path.name):
        assert [cell.id for cell in cells(copy)] == expected, copy
    text = shingles(page_text(page))
    for cell in cells(path):
        if "exercise" in cell.tags:
            assert len(shingles(cell_text([cell])) - text) < 0.2 * len(shingles(cell_text([cell]))) + 1, cell
    addresses = [link["href"] for link in parsed(page).select(".iss-run a")]
    copies = [f"../_sources/chapters/{path.name}", "../docked-notebooks-student.zip"]
    assert addresses == [*copies, "../about/running.html"]
    targets = re.findall(r"\]\(((?:\.\./)?[\w/-]+\.(?:md|ipynb))", copy.read_text("utf-8"))
    yield from (target for target in targets if not (copy.parent / target).exists())


@for_each(PAGES)
def test_links_have_targets_and_none_is_a_teachers_page(name, student_site):
    page = student_site / f"{name}.html"
    yield from broken_links(page, student_site)
    yield from (link["href"] for link in parsed(page).find_all("a", href=True) if "teach/" in link["href"])


def test_renamed_heading_of_the_doors_is_an_error():
    assert "## Two doors" in make_title_page((ROOT / "index.md").read_text("utf-8"))
    with pytest.raises(ToolError, match=r"index\.md lacks '## Three doors'"):
        make_title_page("# A book\n\n## Ways in\n")


def test_site_has_no_pages_for_teachers(student_site):
    pages = {path.relative_to(student_site).with_suffix("").as_posix() for path in student_site.rglob("*.html")}
    assert pages == {*PAGES, "downloads/index", "search"}
    assert not [path for path in student_site.rglob("*") if path.name in {"teach", "class"} or "key" in path.stem]


def test_notebook_zip_is_sufficient_to_run_a_chapter(student_site, tmp_path):
    shutil.unpack_archive(student_site / "docked-notebooks-student.zip", tmp_path)
    folder = tmp_path / "notebooks"
    assert (folder / ".binder/postBuild").exists()
    assert not [path for path in folder.rglob("*") if path.name in {"teach", "tools", "tests"}]
    source = "\n".join(cell.source for cell in cells(folder / "chapters/who-is-up-there.ipynb") if cell.kind == "code")
    code = f"import issfacts; print(issfacts.__file__)\n{source}"
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    assert run(sys.executable, "-c", code, env=environment, cwd=folder / "chapters").startswith(str(folder))


@each_notebook
def test_remaining_cells_do_not_mention_solutions(path):
    yield from (cell for cell in cells(path) if not is_excluded(cell) and SOLUTION.search(cell.source))


def test_title_page_does_not_address_teachers(student_site, site):
    words = ["One lesson", "rubrics", "worksheets"]
    for folder, expected in ((site, words), (student_site, [])):
        text = parsed(folder / "index.html").select_one("article").get_text()
        assert [word for word in words if word in text] == expected
