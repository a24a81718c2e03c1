"""Tests of the chapters' launch links, of the Colab setup cell and of the wheel on the site."""

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
OWNER_AND_NAME = URL.removeprefix("https://github.com/")


@each_notebook
def test_chapter_links_open_its_own_notebook_in_every_service(path, site):
    page, name = site / path.relative_to(ROOT).with_suffix(".html"), relative_path(path)
    details = parsed(page).select_one("details.iss-run")
    links = {link.get_text(): link for link in details.find_all("a")}
    external = {text: link["href"] for text, link in links.items() if link["href"].startswith("http")}
    assert external == {  # URL formats from the documentation of Binder, Colab and JupyterLite
        "Binder": f"https://mybinder.org/v2/gh/{OWNER_AND_NAME}/{BRANCH}?urlpath=lab/tree/{name}",
        "Colab": f"https://colab.research.google.com/github/{OWNER_AND_NAME}/blob/{BRANCH}/{name}",
        "JupyterLite": f"{SITE}lite/lab/index.html?path={name}",
    }
    folder = OWNER_AND_NAME.split("/")[1]
    nbgitpuller_path = f"/hub/user-redirect/git-pull?repo={URL}&branch={BRANCH}&urlpath=lab/tree/{folder}/{name}"
    assert details.code.get_text() == nbgitpuller_path
    assert all("noreferrer" in links[text]["rel"] and not links[text].has_attr("ping") for text in external)
    assert details.find_all(["script", "img", "iframe", "link", "button", "form"]) == []
    copy = page.parent / details.find("a", download=True)["href"]
    assert json.loads(copy.read_text("utf-8")) == json.loads(path.read_text("utf-8"))
    assert "experimental" in details.get_text()


def test_only_notebook_pages_have_launch_links_and_none_shows_the_colab_cell(site):
    for name in toc_pages():
        page = parsed(site / f"{name}.html")
        assert len(page.select("details.iss-run")) == (source_file(name).suffix == ".ipynb"), name
        assert "google.colab" not in str(page), name


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("mine.ipynb", f"<h1>T</h1><p>Q</p>{launch.LAUNCH_MARKER}", "<h1>T</h1><p>Q</p>LINKS"),
        ("mine.ipynb", "<h1>T</h1><p>Q</p>", "<h1>T</h1>LINKS<p>Q</p>"),
        ("mine.md", "<h1>T</h1>", "<h1>T</h1>"),
    ],
)
def test_launch_links_replace_the_marker_or_follow_the_title(path, body, expected):
    env = SimpleNamespace(found_docs={"mine"}, doc2path=lambda page, base: path)
    builder = SimpleNamespace(templates=SimpleNamespace(render=lambda template, links: "LINKS"))
    context = {"body": body, "sourcename": "mine.txt", "pathto": lambda *address: ""}
    launch.insert_launch_links(SimpleNamespace(env=env, builder=builder), "mine", context)
    assert context["body"] == expected


def test_special_characters_are_percent_encoded_and_other_hosts_than_github_are_rejected():
    config = launch.SiteConfig("https://github.com/owner/name.git", "class/2026 ü", "https://example.org/x")
    binder_url = config.binder_url("chapters/é&x.ipynb")
    assert binder_url.startswith("https://mybinder.org/v2/gh/owner/name/class%2F2026%20%C3%BC?")
    assert binder_url.endswith("urlpath=lab/tree/chapters/%C3%A9%26x.ipynb")
    assert config.colab_url("chapters/é&x.ipynb").endswith("/blob/class/2026%20%C3%BC/chapters/%C3%A9%26x.ipynb")
    assert config.lite_url("a.ipynb") == "https://example.org/x/lite/lab/index.html?path=a.ipynb"
    with pytest.raises(ConfigError, match=r"repository\.url must be on github\.com"):
        launch.SiteConfig("https://gitlab.com/owner/name", "main", "").binder_url("x")


def test_jupyterhub_address_is_read_from_the_config(tmp_path):
    settings = {**CONFIG, "launch_buttons": {"jupyterhub_url": "https://hub.c.org/"}}
    (tmp_path / "_config.yml").write_text(yaml.safe_dump(settings), "utf-8")
    config = launch.site_config(tmp_path / "_config.yml")
    assert config == launch.SiteConfig(URL, BRANCH, SITE, "https://hub.c.org")


# The Colab setup cell


def test_colab_cell_is_inserted_before_the_first_code_cell_and_replaces_an_older_one():
    old = {**colab.install_cell(), "source": ["old"]}
    text, code = {"cell_type": "markdown", "metadata": {}}, {"cell_type": "code", "metadata": {"tags": ["extra"]}}
    cells = colab.with_install_cell({"cells": [text, code, old, code]})["cells"]
    assert cells == [text, colab.install_cell(), code, code]
    assert colab.with_install_cell({"cells": [text]})["cells"] == [text, colab.install_cell()]


def test_colab_cell_does_nothing_outside_colab():
    cell = "".join(colab.install_cell()["source"])
    code = f"import sys\nbefore = set(sys.modules)\n{cell}\nprint(set(sys.modules) - before, 'wheel' in globals())"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set() False\n"
    assert not [node for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.FunctionDef)]


def test_colab_cell_installs_the_wheel_of_the_site(site, monkeypatch):
    calls = []
    monkeypatch.setitem(sys.modules, "google.colab", object())
    monkeypatch.setattr(subprocess, "run", lambda command, check: calls.append((command, check)))
    exec("".join(colab.install_cell()["source"]), {})
    [(command, check)] = calls
    assert command[:-1] == [sys.executable, "-m", "pip", "install", "--quiet"]
    assert check, "a failed installation must raise"
    assert command[-1].startswith(SITE)
    assert (site / command[-1].removeprefix(SITE)).is_file()


def test_widgets_show_their_static_html_in_colab(monkeypatch):
    import issfacts as iss
    from issfacts.widgets.base import WIDGET_VIEW

    quiz = iss.quiz(iss.rows("questions")[0]["id"])
    assert WIDGET_VIEW in quiz._repr_mimebundle_()
    monkeypatch.setitem(sys.modules, "google.colab", object())
    in_colab = iss.quiz(iss.rows("questions")[0]["id"])
    assert set(in_colab._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_site_offers_one_wheel_of_the_current_version_and_its_build_is_reproducible(site, tmp_path):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert [path.name for path in (site / "downloads").glob("*.whl")] == [f"issfacts-{version}-py3-none-any.whl"]
    shutil.copy(ROOT / "README.md", tmp_path / "issfacts-0.0.0-py3-none-any.whl")  # an old wheel, to be replaced
    written = wheel_file.write_wheel(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [written.name]
    assert written.read_bytes() == next((site / "downloads").glob("*.whl")).read_bytes()
