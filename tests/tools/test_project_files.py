"""README, CONTRIBUTING, CHANGELOG, citation and workflows: their commands, files, addresses and versions are right."""

import re

import yaml
from book_pages import PROJECT, relative_path
from for_each import for_each
from paths import ROOT

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "tools/README.md", "deploy/README.md"]
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(name: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / name).read_text("utf-8")


@for_each(DOCUMENTS)
def test_named_commands_and_linked_files_exist(name):
    targets = re.findall(r"^([a-z-]+):.*##", read("Makefile"), re.M)
    commands = re.findall(r"(?:`|^)make ([a-z-]+)", read(name), re.M)
    yield from (f"make {command}" for command in commands if command not in targets)
    prose = re.sub(r"`[^`]*`", "", read(name))
    links = [target for target in re.findall(r"\]\(([^)#\s]+)", prose) if "://" not in target]
    yield from (target for target in links if not (ROOT / name).parent.joinpath(target).exists())


def test_readme_example_runs():
    example = re.search(r"```python\n(.*?)```", read("README.md"), re.S)[1]
    namespace = {}
    exec(compile(example, "README.md", "exec"), namespace)
    assert len(namespace["iss"].aboard("2023-09-15T21:30Z")) == 10  # NASA, station blog of 15 September 2023


def test_versions_and_addresses_agree():
    assert str(CITATION["version"]) == PROJECT["version"]
    assert re.search(rf"^## {re.escape(PROJECT['version'])} \(", read("CHANGELOG.md"), re.M)
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["repository-code"] == CONFIG["repository"]["url"]
    assert CITATION["url"] == CONFIG["html"]["baseurl"]
    assert CONFIG["repository"]["url"] in read("README.md")


@for_each(["LICENSE-CONTENT", "README.md"])
def test_licence_and_catalogue_are_credited(name):
    yield from (credit for credit in ("CC BY 4.0", "https://planet4589.org/space/gcat") if credit not in read(name))


@for_each(WORKFLOWS, relative_path)
def test_workflows_have_read_permission_only_and_use_pinned_official_actions(path):
    text = path.read_text("utf-8")
    permissions = yaml.safe_load(text)["permissions"]
    if permissions != {"contents": "read"}:
        yield f"permissions {permissions}"
    for action in re.findall(r"uses: (\S+)", text):
        if not re.fullmatch(r"actions/[a-z-]+@v\d+", action) and not (ROOT / action).is_file():
            yield f"uses {action}"


def test_site_is_published_from_main_after_the_tests():
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]
    assert jobs["publish"]["needs"] == "test"
    assert jobs["publish"]["if"] == "github.ref == 'refs/heads/main'"
    assert ".ci/run" in (ROOT / ".github/workflows/test.yml").read_text("utf-8")
