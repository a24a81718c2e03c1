"""README, citation, workflows, Binder, hub: their commands, files, addresses and versions are right."""

import json
import os
import re
from unittest.mock import Mock

import measure_class
import pytest
import yaml
from binder_pins import BINDER, PYTHON, copy_pins, requirements
from book_pages import PROJECT, relative_path
from for_each import for_each
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from paths import ROOT

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "tools/README.md", "deploy/README.md"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
KERNEL_PACKAGES = {"ipykernel", "jupyter-client", "nest-asyncio2", "tornado"}  # reason: see .binder/requirements.txt
LOAD_TEST = json.loads(measure_class.RESULTS.read_text("utf-8"))
LOAD_REPORT = measure_class.render_report(LOAD_TEST)


def read(name: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / name).read_text("utf-8")


CONFIG = yaml.safe_load(read("_config.yml"))
HUB = yaml.safe_load(read("deploy/jupyterhub/values.yaml"))["singleuser"]


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
    citation, repository = yaml.safe_load(read("CITATION.cff")), CONFIG["repository"]["url"]
    assert str(citation["version"]) == PROJECT["version"]
    assert re.search(rf"^## {re.escape(PROJECT['version'])} \(", read("CHANGELOG.md"), re.M)
    assert citation["cff-version"] == "1.2.0"
    assert (citation["repository-code"], citation["url"]) == (repository, CONFIG["html"]["baseurl"])
    assert repository in read("README.md")
    assert HUB["image"]["name"] == repository.replace("https://github.com", "ghcr.io").lower()


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
    jobs = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"]
    assert jobs["publish"]["needs"] == "test"
    assert jobs["publish"]["if"] == "github.ref == 'refs/heads/main'"
    assert ".ci/run" in read(".github/workflows/test.yml")


def test_binders_python_and_pins_are_those_of_the_book_and_satisfy_the_package():
    assert re.fullmatch(r"3\.\d+", PYTHON), "the format of repo2docker"
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(PYTHON)
    pins, book = requirements(BINDER / "requirements.txt"), requirements(ROOT / "requirements.txt")
    needed = {canonicalize_name(each.name): each for each in map(Requirement, PROJECT["dependencies"])}
    assert set(pins) == set(needed) | KERNEL_PACKAGES, "only run-time dependencies"
    assert [name for name, pin in pins.items() if pin.specifier != book[name].specifier] == []
    needed["ipykernel"] = Requirement("ipykernel>=7.4.0")  # older versions lose cells
    versions = {name: str(pin.specifier).removeprefix("==") for name, pin in pins.items()}
    assert [name for name in needed if versions[name] not in needed[name].specifier] == []


def test_make_pins_also_writes_the_pins_of_binder(tmp_path):
    book = tmp_path / "requirements.txt"
    book.write_text("pandas==9.1 ; python_version < '3'\npandas==9.2 ; python_version > '3'\ntornado==9.3\n", "utf-8")
    text = "# Why pandas==3.1.1.\npandas==3.1.1\n\ntornado==6.6.1\n"
    assert copy_pins(text, requirements(book)) == "# Why pandas==3.1.1.\npandas==9.2\n\ntornado==9.3\n"
    assert "tools/binder_pins.py" in re.search(r"^pins:.*\n(?:\t.*\n)*", read("Makefile"), re.M)[0]


def test_post_build_stops_at_the_first_error_and_the_test_that_make_binder_names_exists():
    assert "set -euo pipefail" in read(".binder/postBuild")
    assert os.access(BINDER / "postBuild", os.X_OK)
    file, name = re.search(r'"(tests/\w+/\w+\.py)" .*"::(\w+)"', read("noxfile.py")).groups()
    assert f"\ndef {name}(" in read(file)


def test_hub_image_is_built_from_this_repository_with_binders_repo2docker():
    steps = yaml.safe_load(read(".github/workflows/image.yml"))["jobs"]["image"]["steps"]
    pin = re.search(r'"(jupyter-repo2docker==.+?)"', read("noxfile.py"))[1]
    assert f"pipx install {pin}\n" in steps[-1]["run"]
    assert "deploy/jupyterhub/after.Dockerfile" in steps[-1]["run"]


def test_memory_and_processor_of_a_student_follow_from_the_load_test():
    assert (LOAD_TEST["failures"], LOAD_TEST["students"]) == (0, 30)
    assert measure_class.COMPUTED_SECTION.search(measure_class.PAGE.read_text("utf-8"))[0] == LOAD_REPORT
    least, most = (int(HUB["memory"][key].removesuffix("M")) for key in ("guarantee", "limit"))
    peak = LOAD_TEST["student_peak_mb"]
    assert peak["p95"] <= least < peak["p95"] + 50
    assert peak["most"] * 2 <= most < peak["most"] * 2 + 100
    assert f"limits.memory {most}M\n" in read("deploy/tljh.md")
    assert f"{HUB['cpu']['guarantee']} of a processor" in LOAD_REPORT


def test_load_test_counts_a_failed_cell_and_an_unreachable_hub_as_failures():
    replies = {"status": "ok"}, {"status": "error", "ename": "NameError"}
    messages = [json.dumps({"header": {"msg_type": "execute_reply"}, "content": reply}) for reply in replies]
    student = measure_class.Student("http://127.0.0.1:9", "a")
    student.socket = Mock(**{"recv_data.side_effect": [(1, message) for message in messages]})
    with pytest.raises(RuntimeError, match=r"2 cells before the end: .*NameError"):
        student.run([{"source": "x"}] * 3)
    assert student.socket.send.call_count == 3
    assert "ConnectionError" in student.attend("file:///x").failure
