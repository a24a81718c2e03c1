"""The deployment: sizes follow from the load test, the hub's image is built like Binder's."""

import json
import re

import measure_class
import pytest
import yaml
from paths import ROOT

RESULTS = json.loads(measure_class.RESULTS.read_text("utf-8"))
VALUES = yaml.safe_load((ROOT / "deploy/jupyterhub/values.yaml").read_text("utf-8"))["singleuser"]
REPORT = measure_class.render_report(RESULTS)


def megabytes(size: str) -> int:
    """Parse a size such as "400M"."""
    return int(re.fullmatch(r"(\d+)M", size)[1])


def test_page_on_scale_has_the_results_of_the_load_test():
    assert (RESULTS["failures"], RESULTS["students"]) == (0, 30)
    assert measure_class.COMPUTED_SECTION.search(measure_class.PAGE.read_text("utf-8"))[0] == REPORT


def test_memory_and_cpu_of_a_student_follow_from_the_measured_peaks():
    memory, peak = VALUES["memory"], RESULTS["student_peak_mb"]
    assert peak["p95"] <= megabytes(memory["guarantee"]) < peak["p95"] + 50
    assert peak["most"] * 2 <= megabytes(memory["limit"]) < peak["most"] * 2 + 100
    assert f"limits.memory {memory['limit']}\n" in (ROOT / "deploy/tljh.md").read_text("utf-8")
    assert f"{VALUES['cpu']['guarantee']} of a processor" in REPORT


def test_hub_image_is_built_from_this_repository_with_repo2docker():
    address = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["repository"]["url"]
    assert VALUES["image"]["name"] == address.replace("https://github.com", "ghcr.io").lower()
    steps = yaml.safe_load((ROOT / ".github/workflows/image.yml").read_text("utf-8"))["jobs"]["image"]["steps"]
    pin = re.search(r'"(jupyter-repo2docker==.+?)"', (ROOT / "noxfile.py").read_text("utf-8"))[1]
    assert f"pipx install {pin}\n" in steps[-1]["run"]
    assert "deploy/jupyterhub/after.Dockerfile" in steps[-1]["run"]


class FakeSocket:
    """A connection to a kernel that fails in the second cell."""

    def __init__(self):
        self.sent, self.statuses = [], ["ok", "error"]

    def send(self, message):
        self.sent.append(json.loads(message)["content"]["code"])

    def recv_data(self, control_frame):
        content = {"status": self.statuses.pop(0), "ename": "NameError"}
        return 1, json.dumps({"header": {"msg_type": "execute_reply"}, "content": content})


def test_failed_cell_and_unreachable_hub_are_failures():
    student = measure_class.Student("http://127.0.0.1:9", "a")
    student.socket = FakeSocket()
    with pytest.raises(RuntimeError, match=r"2 cells before the end: .*NameError"):
        student.run([{"source": "x"}] * 3)
    assert student.socket.sent == ["x"] * 3
    assert "ConnectionError" in student.attend("file:///x").failure
