"""Each chapter's links to where it runs: right addresses, nothing contacted unasked; what Colab needs."""

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from types import SimpleNamespace

import colab
import launch
import pytest
import wheel_file
import yaml
from built import parsed
from prose import ROOT, each_notebook, relative_path, source_file, toc_pages
from sphinx.errors import ConfigError

CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
URL, BRANCH, SITE = CONFIG["repository"]["url"], CONFIG["repository"]["branch"], CONFIG["html"]["baseurl"]
OWNED = URL.removeprefix("https://github.com/")


@each_notebook
def test_a_chapter_links_to_itself_in_every_place_where_it_runs(path, site):
    page, name = site / path.relative_to(ROOT).with_suffix(".html"), relative_path(path)
    shown = parsed(page).select_one("details.iss-run")
    links = {link.get_text(): link for link in shown.find_all("a")}
    outward = {words: link["href"] for words, link in links.items() if link["href"].startswith("http")}
    assert outward == {  # as their documentations have it: Binder, Colab, JupyterLite
        "Binder": f"https://mybinder.org/v2/gh/{OWNED}/{BRANCH}?urlpath=lab/tree/{name}",
        "Colab": f"https://colab.research.google.com/github/{OWNED}/blob/{BRANCH}/{name}",
        "JupyterLite": f"{SITE}lite/lab/index.html?path={name}",
    }
    folder = OWNED.split("/")[1]  # nbgitpuller
    pull = f"/hub/user-redirect/git-pull?repo={URL}&branch={BRANCH}&urlpath=lab/tree/{folder}/{name}"
    assert shown.code.get_text() == pull
    assert all("noreferrer" in links[words]["rel"] and not links[words].has_attr("ping") for words in outward)
    assert shown.find_all(["script", "img", "iframe", "link", "button", "form"]) == []
    copy = page.parent / shown.find("a", download=True)["href"]
    assert json.loads(copy.read_text("utf-8")) == json.loads(path.read_text("utf-8"))
    assert "experimental" in shown.get_text()


def test_only_notebooks_have_the_block_and_none_has_the_cell_for_colab(site):
    for name in toc_pages():
        page = parsed(site / f"{name}.html")
        assert len(page.select("details.iss-run")) == (source_file(name).suffix == ".ipynb"), name
        assert "google.colab" not in str(page), name


@pytest.mark.parametrize(
    ("path", "body", "shown"),
    [
        ("mine.ipynb", f"<h1>T</h1><p>Q</p>{launch.RUN}", "<h1>T</h1><p>Q</p>BLOCK"),
        ("mine.ipynb", "<h1>T</h1><p>Q</p>", "<h1>T</h1>BLOCK<p>Q</p>"),
        ("mine.md", "<h1>T</h1>", "<h1>T</h1>"),
    ],
)
def test_the_block_stands_on_any_notebook(path, body, shown):
    env = SimpleNamespace(found_docs={"mine"}, doc2path=lambda page, base: path)
    builder = SimpleNamespace(templates=SimpleNamespace(render=lambda template, links: "BLOCK"))
    context = {"body": body, "sourcename": "mine.txt", "pathto": lambda *address: ""}
    launch.put_block(SimpleNamespace(env=env, builder=builder), "mine", context)
    assert context["body"] == shown


def test_odd_names_are_quoted_and_another_forge_is_refused_in_one_line():
    odd = launch.Places("https://github.com/owner/name.git", "class/2026 ü", "https://example.org/x")
    assert odd.binder("chapters/é&x.ipynb").startswith("https://mybinder.org/v2/gh/owner/name/class%2F2026%20%C3%BC?")
    assert odd.binder("chapters/é&x.ipynb").endswith("urlpath=lab/tree/chapters/%C3%A9%26x.ipynb")
    assert odd.colab("chapters/é&x.ipynb").endswith("/blob/class/2026%20%C3%BC/chapters/%C3%A9%26x.ipynb")
    assert odd.lite("a.ipynb") == "https://example.org/x/lite/lab/index.html?path=a.ipynb"
    with pytest.raises(ConfigError, match=r"repository\.url must lie on github\.com"):
        launch.Places("https://gitlab.com/owner/name", "main", "").binder("x")


def test_a_school_names_its_hub_in_the_settings(tmp_path):
    settings = {**CONFIG, "launch_buttons": {"jupyterhub_url": "https://hub.c.org/"}}
    (tmp_path / "_config.yml").write_text(yaml.safe_dump(settings), "utf-8")
    assert launch.places(tmp_path / "_config.yml") == launch.Places(URL, BRANCH, SITE, "https://hub.c.org")


# The cell for Colab


def test_it_goes_before_the_first_code_and_takes_the_place_of_an_older_one():
    old = {**colab.cell(), "source": ["old"]}
    text, code = {"cell_type": "markdown", "metadata": {}}, {"cell_type": "code", "metadata": {"tags": ["extra"]}}
    found = colab.with_cell({"cells": [text, code, old, code]})["cells"]
    assert found == [text, colab.cell(), code, code]
    assert colab.with_cell({"cells": [text]})["cells"] == [text, colab.cell()]


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
    assert command[-1].startswith(SITE)
    assert (site / command[-1].removeprefix(SITE)).is_file()


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
