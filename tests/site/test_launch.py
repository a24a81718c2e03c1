"""Tests of the chapters' launch links, of the addresses they lead to, and of the wheel on the site."""

import json
import shutil
from dataclasses import replace

import pytest
import wheel_file
import yaml
from book_pages import PROJECT, each_notebook, relative_path, source_file, toc_pages
from built import parsed
from metadata import load_book
from paths import ROOT
from running import ToolError

BOOK = load_book()
OWNER_AND_NAME = BOOK.repository.removeprefix("https://github.com/")


@each_notebook
def test_chapter_links_open_its_own_notebook_in_every_service(path, site):
    page, name = site / path.relative_to(ROOT).with_suffix(".html"), relative_path(path)
    details = parsed(page).select_one("details.iss-run")
    links = {link.get_text(): link for link in details.find_all("a")}
    external = {text: link["href"] for text, link in links.items() if link["href"].startswith("http")}
    assert external == {  # URL formats from the documentation of Binder, Colab and JupyterLite
        "Binder": f"https://mybinder.org/v2/gh/{OWNER_AND_NAME}/{BOOK.branch}?urlpath=lab/tree/{name}",
        "Colab": f"https://colab.research.google.com/github/{OWNER_AND_NAME}/blob/{BOOK.branch}/{name}",
        "JupyterLite": f"{BOOK.base}lite/lab/index.html?path={name}",
    }
    target = f"lab/tree/{OWNER_AND_NAME.split('/')[1]}/{name}"
    query = f"repo={BOOK.repository}&branch={BOOK.branch}&urlpath={target}"
    assert details.code.get_text() == f"/hub/user-redirect/git-pull?{query}"
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


def test_special_characters_are_percent_encoded_and_other_hosts_than_github_are_rejected():
    book = replace(BOOK, repository="https://github.com/owner/name.git", branch="class/2026 ü")
    binder_url = book.binder_url("chapters/é&x.ipynb")
    assert binder_url.startswith("https://mybinder.org/v2/gh/owner/name/class%2F2026%20%C3%BC?")
    assert binder_url.endswith("urlpath=lab/tree/chapters/%C3%A9%26x.ipynb")
    assert book.colab_url("chapters/é&x.ipynb").endswith("/blob/class/2026%20%C3%BC/chapters/%C3%A9%26x.ipynb")
    with pytest.raises(ToolError, match=r"repository\.url must be on github\.com"):
        replace(BOOK, repository="https://gitlab.com/owner/name").binder_url("x")


def test_jupyterhub_address_is_read_from_the_config(tmp_path):
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    settings["launch_buttons"]["jupyterhub_url"] = "https://hub.c.org/"
    (tmp_path / "_config.yml").write_text(yaml.safe_dump(settings), "utf-8")
    shutil.copy(ROOT / "CITATION.cff", tmp_path)
    assert load_book(root=tmp_path) == replace(BOOK, hub="https://hub.c.org")


def test_site_offers_one_wheel_of_the_current_version_and_its_build_is_reproducible(site, tmp_path):
    assert [path.name for path in (site / "downloads").glob("*.whl")] == [
        f"issfacts-{PROJECT['version']}-py3-none-any.whl"
    ]
    shutil.copy(ROOT / "README.md", tmp_path / "issfacts-0.0.0-py3-none-any.whl")  # an old wheel, to be replaced
    written = wheel_file.write_wheel(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [written.name]
    assert written.read_bytes() == next((site / "downloads").glob("*.whl")).read_bytes()
