"""The zip for schools holds all it promises; the four lines of the README build the book without make."""

import os
import re
import shlex
import socket
import subprocess
import time
from pathlib import Path, PurePosixPath
from urllib.error import URLError
from urllib.request import urlopen
from zipfile import ZipFile

import offline
import pytest
import student
from copy_book import copy_build_inputs
from prose import ROOT

FOR_TEACHERS = re.compile(
    r"/teach/|/class/|fresh|-key\b|-plan\b|moodle|gift|qti|docked-questions|one-lesson|worksheet|\.pdf$"
)
HEAVIEST = 30e6  # bytes
PATIENCE = 60  # seconds until JupyterLab answers


@pytest.fixture(scope="module")
def packed(site, student_site, tmp_path_factory):
    """Write the zip of both editions and give it."""
    target = tmp_path_factory.mktemp("offline") / "docked-offline.zip"
    offline.write(site, target)
    with ZipFile(target) as file:
        yield file


@pytest.fixture(scope="module")
def inside(packed):
    """Give the content of the zip's files by their names in its one folder."""
    return {name.removeprefix(f"{offline.FOLDER}/"): packed.read(name) for name in packed.namelist()}


@pytest.mark.editions
def test_the_zip_holds_what_a_school_needs_and_what_its_pages_name(packed, inside):
    assert {PurePosixPath(name).parts[0] for name in packed.namelist()} == {offline.FOLDER}
    book = "for-teachers/book"
    kinds = {f"{book}/chapters/*.html": 11, f"{book}/class/*.html": 11, "for-pupils/notebooks/chapters/*.ipynb": 11,
             "data/*.csv": 20, "for-pupils/book/downloads/*.whl": 1, f"{book}/downloads/docked.epub": 1,
             f"{book}/downloads/docked.imscc": 1, "for-pupils/book/chapters/*.html": 11,
             "for-teachers/fresh-tests/*-key.docx": 3, "for-teachers/fresh-tests/*-moodle.xml": 3}  # fmt: skip
    found = {kind: sum(PurePosixPath(name).match(kind) for name in inside) for kind in kinds}
    assert [kind for kind, least in kinds.items() if found[kind] < least] == []
    assert Path(packed.filename).stat().st_size < HEAVIEST
    links = re.findall(r'href="([^"]+)"', inside["index.html"].decode())
    assert {"for-pupils/book/index.html", f"{book}/index.html"} <= {*links} <= inside.keys()
    readme = inside["README.txt"].decode()  # for the technician
    assert f"for-pupils/{re.search(r'book/downloads/[^ ]+[.]whl', readme)[0]}" in inside
    assert "for-pupils/notebooks/.binder/requirements.txt" in inside
    assert "https://" in readme


@pytest.mark.editions
def test_pupils_get_the_student_edition_and_no_file_for_teachers(inside):
    found = {name.removeprefix("for-pupils/"): inside[name] for name in inside if name.startswith("for-pupils/")}
    wanted = student.inside(student.SITE, "book") | student.inside(student.NOTEBOOKS, "notebooks")
    assert found == {name: content for name, content in wanted.items() if not name.endswith(".buildinfo")}
    assert [name for name in found if FOR_TEACHERS.search(f"/{name}")] == []


@pytest.mark.editions
def test_the_same_site_gives_the_same_bytes(site, packed, tmp_path):
    offline.write(site, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == Path(packed.filename).read_bytes()


def lines(kind: str) -> list[str]:
    """Return the README's four lines for a kind of system."""
    block = re.search(rf"```{kind}\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)[1]
    return block.strip().splitlines()


def test_windows_and_others_get_the_same_four_lines():
    posix = [line.replace("python3 -m", "py -m").replace("bin/", "Scripts/").replace("/", "\\") for line in lines("sh")]
    assert posix == lines("bat")
    assert len(posix) == 4


@pytest.mark.nightly
@pytest.mark.timeout(1200)  # installs everything anew
def test_the_four_lines_build_the_book_and_open_it_without_make(tmp_path):
    book = copy_build_inputs(tmp_path / "my copy")
    kept = ("PATH", "LANG", "PIP_", "SSL_", "http", "HTTP")  # the last ones say where packages come from
    clean = {name: value for name, value in os.environ.items() if name.startswith(kept)} | {"HOME": str(tmp_path)}
    *first, last = map(shlex.split, lines("sh"))
    for line in first:
        done = subprocess.run(line, cwd=book, env=clean, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    assert (book / "_build/html/index.html").exists()
    ask = [book / ".venv/bin/python", "-c", "import issfacts; print(len(issfacts.aboard('2023-09-15T21:30Z')))"]
    assert subprocess.run(ask, cwd=tmp_path, env=clean, capture_output=True, text=True, check=True).stdout == "10\n"
    assert "JupyterLab" in opened(last, book, clean)


def opened(command: list[str], book: Path, variables: dict) -> str:
    """Start JupyterLab on a free port and return the page that it answers with."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=none", "--allow-root"]
    log, end = book / "lab.log", time.monotonic() + PATIENCE
    with (
        log.open("w") as words,
        subprocess.Popen([*command, *options], cwd=book, env=variables, stderr=words) as server,
    ):
        try:
            while time.monotonic() < end and server.poll() is None:
                try:
                    with urlopen(f"http://127.0.0.1:{port}/lab?token=none", timeout=5) as answer:
                        return answer.read().decode()
                except URLError:
                    time.sleep(0.5)  # it is not there yet
        finally:
            server.terminate()
    pytest.fail(f"JupyterLab did not answer. It said:\n{log.read_text()}")
