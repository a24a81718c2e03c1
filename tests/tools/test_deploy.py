"""Running it for many: sizes follow from what a class took, the hub's image from Binder's recipe."""

import importlib.util
import json
import re

import pytest
import yaml
from prose import ROOT

SPEC = importlib.util.spec_from_file_location("measure_class", ROOT / "deploy/measure_class.py")
rig = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(rig)

FIGURES = json.loads(rig.FIGURES.read_text("utf-8"))
VALUES = yaml.safe_load((ROOT / "deploy/jupyterhub/values.yaml").read_text("utf-8"))["singleuser"]


def megabytes(size: str) -> int:
    """Return a size such as "400M" as a number."""
    return int(re.fullmatch(r"(\d+)M", size)[1])


def test_the_page_says_what_a_whole_class_took():
    assert (FIGURES["failures"], FIGURES["students"]) == (0, 30)
    assert rig.COMPUTED.search(rig.PAGE.read_text("utf-8"))[0] == rig.report(FIGURES)


def test_each_student_gets_what_was_met_and_nobody_eats_all():
    memory, met = VALUES["memory"], FIGURES["student_peak_mb"]
    assert met["p95"] <= megabytes(memory["guarantee"]) < met["p95"] + 50
    assert met["most"] * 2 <= megabytes(memory["limit"]) < met["most"] * 2 + 100
    assert f"limits.memory {memory['limit']}\n" in (ROOT / "deploy/tljh.md").read_text("utf-8")
    assert f"{VALUES['cpu']['guarantee']} of a processor" in rig.report(FIGURES)


def test_the_image_is_that_of_this_repository_by_binders_recipe():
    address = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["repository"]["url"]
    assert VALUES["image"]["name"] == address.replace("https://github.com", "ghcr.io").lower()
    steps = yaml.safe_load((ROOT / ".github/workflows/image.yml").read_text("utf-8"))["jobs"]["image"]["steps"]
    pin = re.search(r'"(jupyter-repo2docker==.+?)"', (ROOT / "noxfile.py").read_text("utf-8"))[1]
    assert f"pipx install {pin}\n" in steps[-1]["run"]
    assert "deploy/jupyterhub/after.Dockerfile" in steps[-1]["run"]


class Line:
    """Stands for the line to a kernel that fails in the second cell."""

    def __init__(self):
        self.sent, self.statuses = [], ["ok", "error"]

    def send(self, message):
        self.sent.append(json.loads(message)["content"]["code"])

    def recv_data(self, control_frame):
        content = {"status": self.statuses.pop(0), "ename": "NameError"}
        return 1, json.dumps({"header": {"msg_type": "execute_reply"}, "content": content})


def test_a_failed_cell_or_an_absent_hub_is_a_failed_lesson():
    student = rig.Student("http://127.0.0.1:9", "a")
    student.line = Line()
    with pytest.raises(RuntimeError, match=r"2 cells before the end: .*NameError"):
        student.run([{"source": "x"}] * 3)
    assert student.line.sent == ["x"] * 3
    assert "ConnectionError" in student.attend("file:///x").failure
