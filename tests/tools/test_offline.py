"""Tests of the zip for schools, and of the README's four commands that build the book without make."""

import os
import re
import shlex
from pathlib import PurePosixPath
from zipfile import ZipFile

import offline
import pytest
import student
from copy_book import copy_build_inputs
from paths import ROOT, STUDENT_SITE
from running import ToolError, run
from zip_file import read_folder

FOR_TEACHERS = re.compile(
    r"/teach/|/class/|fresh|-key\b|-plan\b|moodle|gift|qti|docked-questions|one-lesson|worksheet|\.pdf$"
)
MAX_ZIP_SIZE = 30e6  # bytes


@pytest.fixture(scope="module")
def archive(site, student_site, tmp_path_factory):
    """Write the zip with both editions and return its path."""
    target = tmp_path_factory.mktemp("offline") / "docked-offline.zip"
    offline.write_archive(site, target)
    return target


@pytest.fixture(scope="module")
def files(archive):
    """Return the content of the zip's files by their names below its top folder."""
    with ZipFile(archive) as file:
        assert all(name.startswith(f"{offline.FOLDER}/") for name in file.namelist())
        return {name.removeprefix(f"{offline.FOLDER}/"): file.read(name) for name in file.namelist()}


@pytest.mark.editions
def test_zip_has_all_kinds_of_files_and_those_that_its_pages_name(archive, files):
    book = "for-teachers/book"
    kinds = {f"{book}/chapters/*.html": 11, f"{book}/class/*.html": 11, "for-pupils/notebooks/chapters/*.ipynb": 11,
             "data/*.csv": 20, "for-pupils/book/downloads/*.whl": 1, f"{book}/downloads/docked.epub": 1,
             f"{book}/downloads/docked.imscc": 1, "for-pupils/book/chapters/*.html": 11,
             "for-teachers/fresh-tests/*-key.docx": 3, "for-teachers/fresh-tests/*-moodle.xml": 3}  # fmt: skip
    found = {kind: sum(PurePosixPath(name).match(kind) for name in files) for kind in kinds}
    assert [kind for kind, least in kinds.items() if found[kind] < least] == []
    assert archive.stat().st_size < MAX_ZIP_SIZE
    links = re.findall(r'href="([^"]+)"', files["index.html"].decode())
    assert {"for-pupils/book/index.html", f"{book}/index.html"} <= {*links} <= files.keys()
    readme = files["README.txt"].decode()  # for the technician
    assert f"for-pupils/{re.search(r'book/downloads/[^ ]+[.]whl', readme)[0]}" in files
    assert "for-pupils/notebooks/.binder/requirements.txt" in files
    assert "https://" in readme


def test_start_page_lacks_only_a_pdf_that_nothing_can_print(monkeypatch):
    files = {name: b"" for links in offline.LINKS.values() for name in links if not name.endswith(".pdf")}
    monkeypatch.setattr(offline, "find_chromium", lambda: "")
    assert re.findall(r'href="(.+?)"', offline.render_start_page(files)) == [*files]
    monkeypatch.setattr(offline, "find_chromium", lambda: "chromium")
    with pytest.raises(ToolError, match=r"one-lesson\.pdf"):
        offline.render_start_page(files)


@pytest.mark.editions
def test_pupils_folder_has_the_student_edition_and_no_teachers_files(files):
    found = {name.removeprefix("for-pupils/"): files[name] for name in files if name.startswith("for-pupils/")}
    expected = read_folder(STUDENT_SITE, "book") | read_folder(student.NOTEBOOKS, "notebooks")
    assert found == {name: content for name, content in expected.items() if not name.endswith(".buildinfo")}
    assert [name for name in found if FOR_TEACHERS.search(f"/{name}")] == []


@pytest.mark.editions
def test_the_same_site_gives_the_same_bytes(site, archive, tmp_path):
    offline.write_archive(site, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def readme_commands(shell: str) -> list[str]:
    """Return the README's four commands for a shell, `sh` or `bat`."""
    block = re.search(rf"```{shell}\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)[1]
    return block.strip().splitlines()


def test_windows_and_posix_commands_are_the_same():
    posix = readme_commands("sh")
    translated = [line.replace("python3 -m", "py -m").replace("bin/", "Scripts/").replace("/", "\\") for line in posix]
    assert translated == readme_commands("bat")
    assert len(posix) == 4


@pytest.mark.nightly
@pytest.mark.timeout(1200)  # installs everything anew
def test_the_four_commands_build_the_book_and_start_jupyterlab(tmp_path):
    book = copy_build_inputs(tmp_path / "my copy")
    prefixes = ("PATH", "LANG", "PIP_", "SSL_", "http", "HTTP")  # PIP_ and later: how to reach the package index
    clean = {name: value for name, value in os.environ.items() if name.startswith(prefixes)} | {"HOME": str(tmp_path)}
    *build_commands, start_command = map(shlex.split, readme_commands("sh"))
    for command in build_commands:
        run(*command, cwd=book, env=clean)
    assert (book / "_build/html/index.html").exists()
    count_crew = "import issfacts; print(len(issfacts.aboard('2023-09-15T21:30Z')))"
    assert run(book / ".venv/bin/python", "-c", count_crew, cwd=tmp_path, env=clean) == "10"
    jupyter, lab, folder = start_command  # test_lab.py starts it
    assert (book / folder).is_dir()
    version = run(jupyter, lab, "--version", cwd=book, env=clean)
    assert f"jupyterlab=={version}\n" in (ROOT / "requirements.txt").read_text("utf-8")
