"""The project's papers say what is so: commands, files, addresses and versions."""

import re
import tomllib

import yaml
from prose import ROOT, relative_path
from rules import for_each

PAPERS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def paper(name: str) -> str:
    """Return the text of a paper."""
    return (ROOT / name).read_text("utf-8")


@for_each(PAPERS)
def test_commands_and_files_that_the_papers_name_exist(name):
    targets = re.findall(r"^([a-z]+):.*##", paper("Makefile"), re.M)
    commands = re.findall(r"\bmake ([a-z]+)\b(?=`|$)", paper(name), re.M)
    yield from (f"make {command}" for command in commands if command not in targets)
    prose = re.sub(r"`[^`]*`", "", paper(name))
    links = [target for target in re.findall(r"\]\(([^)#\s]+)", prose) if "://" not in target]
    yield from (target for target in links if not (ROOT / target).exists())


def test_readme_example_runs():
    example = re.search(r"```python\n(.*?)```", paper("README.md"), re.S)[1]
    names = {}
    exec(compile(example, "README.md", "exec"), names)
    assert len(names["iss"].aboard("2023-09-15T21:30Z")) == 10  # NASA, station blog of 15 September 2023


def test_versions_and_addresses_agree():
    assert str(CITATION["version"]) == PROJECT["version"]
    assert re.search(rf"^## {re.escape(PROJECT['version'])} \(", paper("CHANGELOG.md"), re.M)
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["repository-code"] == CONFIG["repository"]["url"]
    assert CITATION["url"] == CONFIG["html"]["baseurl"]
    assert CONFIG["repository"]["url"] in paper("README.md")


@for_each(["LICENSE-CONTENT", "README.md"])
def test_the_licence_and_the_catalogue_are_named(name):
    yield from (said for said in ("CC BY 4.0", "https://planet4589.org/space/gcat") if said not in paper(name))


@for_each(WORKFLOWS, relative_path)
def test_workflows_ask_for_little_and_pin_what_they_use(path):
    text = path.read_text("utf-8")
    if (asked := yaml.safe_load(text)["permissions"]) != {"contents": "read"}:
        yield f"asks for {asked}"
    for used in re.findall(r"uses: (\S+)", text):
        if not re.fullmatch(r"actions/[a-z-]+@v\d+", used) and not (ROOT / used).is_file():
            yield f"uses {used}"


def test_only_the_tested_site_is_published():
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]
    assert jobs["publish"]["needs"] == "test"
    assert jobs["publish"]["if"] == "github.ref == 'refs/heads/main'"
    assert ".ci/run" in (ROOT / ".github/workflows/test.yml").read_text("utf-8")
