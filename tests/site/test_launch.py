"""Each chapter's links to where it runs: right addresses, files that exist in git, nothing contacted unasked."""

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from urllib.parse import parse_qs, unquote, urlsplit

import colab
import launch
import pytest
import wheel_file
import yaml
from built import parsed
from prose import ROOT, by_name, notebooks, source_of, toc_pages
from rules import for_each
from sphinx.errors import ConfigError

each_notebook = for_each(notebooks(), by_name)
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
PLACES = launch.Places(
    "https://github.com/owner/name", "main", "https://owner.github.io/name/", "https://hub.example.org"
)


def in_git(path: str) -> bool:
    """Say whether git keeps a file at this path."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "--error-unmatch", path]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def block(site, path):
    """Return the launch block of a chapter's page."""
    page = site / path.relative_to(ROOT).with_suffix(".html")
    return parsed(page).select_one("details.iss-run")


def file_named(address: str) -> tuple[str, str]:
    """Return the repository (owner/name) and the file that a link to a service names."""
    parts = urlsplit(address)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    steps = unquote(parts.path).strip("/").split("/")
    if parts.hostname == "mybinder.org":
        assert steps[:2] == ["v2", "gh"]
        assert steps[4] == CONFIG["repository"]["branch"]
        return "/".join(steps[2:4]), asked["urlpath"].removeprefix("lab/tree/")
    if parts.hostname == "colab.research.google.com":
        assert (steps[0], steps[3]) == ("github", "blob")
        assert steps[4] == CONFIG["repository"]["branch"]
        return "/".join(steps[1:3]), "/".join(steps[5:])
    if parts.path.endswith("/hub/user-redirect/git-pull"):
        owned = urlsplit(asked["repo"]).path.strip("/")
        assert asked["branch"] == CONFIG["repository"]["branch"]
        return owned, asked["urlpath"].removeprefix(f"lab/tree/{owned.split('/')[1]}/")
    assert address.startswith(CONFIG["html"]["baseurl"] + "lite/lab/index.html?")
    return urlsplit(CONFIG["repository"]["url"]).path.strip("/"), asked["path"]


@each_notebook
def test_every_link_names_this_chapter_as_git_keeps_it(path, site):
    shown = block(site, path)
    outward = [link["href"] for link in shown.find_all("a") if urlsplit(link["href"]).scheme]
    assert [urlsplit(address).hostname for address in outward][:2] == ["mybinder.org", "colab.research.google.com"]
    typed = "https://hub.example.org" + shown.code.get_text() if shown.code else outward.pop()
    for address in [*outward, typed]:
        repository, file = file_named(address)
        assert f"https://github.com/{repository}" == CONFIG["repository"]["url"]
        assert file == path.relative_to(ROOT).as_posix()
        assert in_git(file)
    assert "experimental" in shown.get_text()


@each_notebook
def test_links_need_no_script_and_say_not_where_they_stand(path, site):
    shown = block(site, path)
    assert shown.find_all(["script", "img", "iframe", "link", "button", "form"]) == []
    for link in shown.find_all("a"):
        if urlsplit(link["href"]).scheme:
            assert "noreferrer" in link["rel"]
            assert not link.has_attr("ping")
    copy = shown.find("a", download=True)["href"]
    page = site / path.relative_to(ROOT).with_suffix(".html")
    assert json.loads((page.parent / copy).read_text("utf-8")) == json.loads(path.read_text("utf-8"))


def test_only_notebooks_have_the_block(site):
    for name in toc_pages():
        page = parsed(site / f"{name}.html")
        assert len(page.select("details.iss-run")) == (source_of(name).suffix == ".ipynb"), name


def test_the_book_says_where_work_is_kept_and_what_is_lost(site):
    text = (ROOT / "about/running.md").read_text("utf-8")
    for words in (
        "lost",
        "download before you leave",
        "Hand in",
        "Kernel Restarting",
        "morning of the lesson",
        "jsDelivr",
    ):
        assert words.lower() in text.lower(), words
    assert CONFIG["repository"]["url"] not in text, "addresses stand in _config.yml"
    for path in notebooks():
        assert "forgets your work" in block(site, path).get_text()
        assert block(site, path).select_one('a[href$="about/running.html"]')


def test_a_hub_of_a_school_is_linked():
    assert PLACES.hub + PLACES.pull("chapters/a b.ipynb") == (
        "https://hub.example.org/hub/user-redirect/git-pull?repo=https://github.com/owner/name&branch=main"
        "&urlpath=lab/tree/name/chapters/a+b.ipynb"
    )


def test_odd_names_are_quoted():
    odd = launch.Places("https://github.com/owner/name.git", "class/2026 ü", "https://example.org/x")
    assert odd.binder("chapters/é&x.ipynb").startswith("https://mybinder.org/v2/gh/owner/name/class%2F2026%20%C3%BC?")
    assert odd.binder("chapters/é&x.ipynb").endswith("urlpath=lab/tree/chapters/%C3%A9%26x.ipynb")
    assert odd.colab("chapters/é&x.ipynb").endswith("/blob/class/2026%20%C3%BC/chapters/%C3%A9%26x.ipynb")
    assert odd.lite("a.ipynb") == "https://example.org/x/lite/lab/index.html?path=a.ipynb"


def test_another_forge_is_refused_in_one_line():
    with pytest.raises(ConfigError, match=r"repository\.url must lie on github\.com"):
        launch.Places("https://gitlab.com/owner/name", "main", "").binder("x")


def test_addresses_come_from_the_settings(tmp_path):
    settings = tmp_path / "_config.yml"
    settings.write_text(
        "repository: {url: 'https://github.com/a/b', branch: dev}\nhtml: {baseurl: 'https://c.org/'}\n"
        "launch_buttons: {jupyterhub_url: 'https://hub.c.org/'}\n"
    )
    assert launch.places(settings) == launch.Places(
        "https://github.com/a/b", "dev", "https://c.org/", "https://hub.c.org"
    )
    assert launch.places() == launch.Places(
        CONFIG["repository"]["url"], CONFIG["repository"]["branch"], CONFIG["html"]["baseurl"]
    )


# The cell for Colab


def test_none_is_stale_and_writing_twice_changes_nothing():
    assert list(colab.stale()) == []
    notebook = json.loads(notebooks()[0].read_text("utf-8"))
    assert colab.with_cell(colab.with_cell(notebook)) == colab.with_cell(notebook) == notebook


def test_it_goes_before_the_first_code_and_takes_the_place_of_an_older_one():
    old = {**colab.cell(), "source": ["old"]}
    text, code = {"cell_type": "markdown", "metadata": {}}, {"cell_type": "code", "metadata": {"tags": ["extra"]}}
    found = colab.with_cell({"cells": [text, code, old, code]})["cells"]
    assert found == [text, colab.cell(), code, code]
    assert colab.with_cell({"cells": [text]})["cells"] == [text, colab.cell()]


def test_the_cell_is_not_on_the_page(site):
    for path in notebooks():
        page = site / path.relative_to(ROOT).with_suffix(".html")
        assert "google.colab" not in page.read_text("utf-8")


def test_outside_colab_the_cell_does_nothing():
    cell = "".join(colab.cell()["source"])
    code = f"import sys\nbefore = set(sys.modules)\n{cell}\nprint(set(sys.modules) - before, 'wheel' in globals())"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set() False\n"
    assert not [node for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.FunctionDef)]


def test_in_colab_the_cell_installs_the_wheel_of_the_site(site, monkeypatch):
    asked = []
    monkeypatch.setitem(sys.modules, "google.colab", object())
    monkeypatch.setattr(subprocess, "run", lambda command, check: asked.append((command, check)))
    exec("".join(colab.cell()["source"]), {})
    [(command, check)] = asked
    assert command[:-1] == [sys.executable, "-m", "pip", "install", "--quiet"]
    assert check, "a failure is not passed over"
    assert command[-1].startswith(CONFIG["html"]["baseurl"])
    assert (site / command[-1].removeprefix(CONFIG["html"]["baseurl"])).is_file()


def test_in_colab_explorers_and_questions_show_the_face_of_the_page(monkeypatch):
    import issfacts as iss
    from issfacts.widgets.faces import WIDGET_VIEW

    asked = iss.quiz(iss.rows("questions")[0]["id"])
    assert WIDGET_VIEW in asked._repr_mimebundle_()
    monkeypatch.setitem(sys.modules, "google.colab", object())
    in_colab = iss.quiz(iss.rows("questions")[0]["id"])
    assert set(in_colab._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_the_wheel_is_one_file_of_this_version_and_the_same_every_time(site, tmp_path):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert [path.name for path in (site / "downloads").glob("*.whl")] == [f"issfacts-{version}-py3-none-any.whl"]
    shutil.copy(ROOT / "README.md", tmp_path / "issfacts-0.0.0-py3-none-any.whl")
    written = wheel_file.write_wheel(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [written.name]
    assert written.read_bytes() == next((site / "downloads").glob("*.whl")).read_bytes()
