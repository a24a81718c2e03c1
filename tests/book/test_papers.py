"""The project's papers say what is so: commands, files, addresses and versions."""

import re
import tomllib

import pytest
import yaml
from prose import ROOT

PAPERS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def paper(name: str) -> str:
    """Return the text of a paper."""
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_commands_in_the_papers_exist(name):
    targets = set(re.findall(r"^([a-z]+):.*##", paper("Makefile"), re.M))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?=`|$)", paper(name), re.M)) <= targets


@pytest.mark.parametrize("name", PAPERS)
def test_files_the_papers_link_to_exist(name):
    prose = re.sub(r"`[^`]*`", "", paper(name))
    links = [target for target in re.findall(r"\]\(([^)#\s]+)", prose) if "://" not in target]
    assert [target for target in links if not (ROOT / target).exists()] == []


def test_readme_example_runs():
    example = re.search(r"```python\n(.*?)```", paper("README.md"), re.S)[1]
    names = {}
    exec(compile(example, "README.md", "exec"), names)
    assert len(names["iss"].aboard("2023-09-15T21:30Z")) == 10  # NASA, station blog of 15 September 2023


def test_versions_and_dates_agree():
    assert str(CITATION["version"]) == PROJECT["version"]
    assert re.search(rf"^## {re.escape(PROJECT['version'])} \(", paper("CHANGELOG.md"), re.M)
    assert CITATION["cff-version"] == "1.2.0"


def test_addresses_are_those_of_the_configuration():
    assert CITATION["repository-code"] == CONFIG["repository"]["url"]
    assert CITATION["url"] == CONFIG["html"]["baseurl"]
    assert CONFIG["repository"]["url"] in paper("README.md")


@pytest.mark.parametrize("name", ["LICENSE-CONTENT", "README.md"])
def test_the_licence_and_the_catalogue_are_named(name):
    assert "CC BY 4.0" in paper(name)
    assert "https://planet4589.org/space/gcat" in paper(name)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_ask_for_little_and_pin_what_they_use(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for used in re.findall(r"uses: (\S+)", path.read_text("utf-8")):
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", used) or (ROOT / used).is_file(), used


def test_only_the_tested_site_is_published():
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]
    assert jobs["publish"]["needs"] == "test"
    assert jobs["publish"]["if"] == "github.ref == 'refs/heads/main'"
    assert ".ci/run" in (ROOT / ".github/workflows/test.yml").read_text("utf-8")
