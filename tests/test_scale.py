"""Running it for many: sizes follow from what was measured, the hub's image from Binder's recipe."""

import doctest
import json
import re
import sys
from datetime import date
from urllib.parse import parse_qsl

import pytest
import websocket
import yaml
from prose import ROOT

sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "_ext"))
import hub
import launch
import measured
from classroom import student
from launching import recipe

FIGURES = json.loads(measured.FIGURES.read_text("utf-8"))
VALUES = yaml.safe_load((ROOT / "deploy/jupyterhub/values.yaml").read_text("utf-8"))
WORKFLOW = (ROOT / ".github/workflows/image.yml").read_text("utf-8")
PAGE = measured.PAGE.read_text("utf-8")

# What the chart's schema allows of what we use, as read in November 2026; see the head of values.yaml.
KNOWN = {
    "hub": {"config"},
    "singleuser": {"image", "defaultUrl", "memory", "cpu", "storage"},
    "scheduling": {"podPriority", "userPlaceholder"},
    "prePuller": {"hook", "continuous"},
    "cull": {"enabled", "timeout"},
}


def megabytes(size: str) -> int:
    """Return a size such as "400M" as a number."""
    return int(re.fullmatch(r"(\d+)M", size)[1])


def test_nothing_computed_is_stale():
    assert list(measured.stale()) == []


def test_the_figures_are_those_of_a_whole_class_in_which_nothing_failed():
    assert FIGURES["failures"] == 0
    assert FIGURES["students"] >= 30
    assert FIGURES["minutes"] <= 10
    assert date.fromisoformat(FIGURES["date"]) <= date.today()
    assert (ROOT / FIGURES["chapter"]).is_file()
    for key in ("server_seconds", "first_cell_seconds", "all_cells_seconds", "student_peak_mb"):
        assert 0 < FIGURES[key]["p50"] <= FIGURES[key]["p95"] <= FIGURES[key]["most"], key


def test_what_is_not_computed_stays():
    text = "<!-- computed: seen -->\n<!-- end -->\nkept\n<!-- computed: needed -->\nold\n<!-- end -->\n"
    assert "kept" in measured.ON_THE_PAGE.sub("new", text)
    assert "old" not in measured.ON_THE_PAGE.sub("new", text)


@pytest.mark.parametrize("path", [measured.PAGE, *measured.SIZED], ids=lambda path: path.name)
def test_other_figures_would_change_every_file(path):
    hungry = {**FIGURES, "student_peak_mb": {name: 2 * mb for name, mb in FIGURES["student_peak_mb"].items()}}
    assert measured.written(path, FIGURES) != measured.written(path, hungry)


def test_each_student_gets_what_was_met_and_nobody_eats_all():
    memory, met = VALUES["singleuser"]["memory"], FIGURES["student_peak_mb"]
    assert met["p95"] <= megabytes(memory["guarantee"]) < met["p95"] + 50
    assert met["most"] * 2 <= megabytes(memory["limit"]) < met["most"] * 2 + 100
    assert 0 < VALUES["singleuser"]["cpu"]["guarantee"] < VALUES["singleuser"]["cpu"]["limit"]


def test_a_hundred_times_the_students_need_a_hundred_times_the_room():
    class_of_thirty, course = measured.needed(30, FIGURES), measured.needed(3000, FIGURES)
    assert course == pytest.approx([100 * each for each in class_of_thirty])


def test_one_hub_is_enough_for_a_school_and_not_for_an_open_course():
    assert 300 <= measured.most_for_one_hub(FIGURES) < 30_000
    assert f"{measured.most_for_one_hub(FIGURES):,} students" in PAGE


def test_the_values_use_names_that_were_compared_with_the_schema():
    assert {name: set(part) for name, part in VALUES.items()} == KNOWN


def test_the_image_is_that_of_this_repository():
    assert VALUES["singleuser"]["image"]["name"] == f"ghcr.io/{launch.places().owned_name}".lower()
    assert "ghcr.io/${GITHUB_REPOSITORY,,}:${GITHUB_SHA::7}" in WORKFLOW


def test_the_image_is_built_by_binders_recipe_and_what_the_class_had():
    steps = yaml.safe_load(WORKFLOW)["jobs"]["image"]["steps"]
    build = steps[-1]["run"]
    assert f"pipx install {recipe.REPO2DOCKER}\n" in build
    assert f'"$(cat {hub.APPENDIX.relative_to(ROOT)})"' in build
    commands = re.findall(r"^RUN (.+)$", hub.APPENDIX.read_text("utf-8"), re.M)
    assert [re.sub(r"==[\d.]+$", "", command) for command in commands] == ["pip install --no-cache-dir nbgitpuller"]


def test_one_server_takes_the_same_recipe():
    steps = (ROOT / "deploy/tljh.md").read_text("utf-8")
    assert f"git clone {launch.places().repository} " in steps
    assert "pip install -r .binder/requirements.txt && ./.binder/postBuild" in steps
    assert "NB_PYTHON_PREFIX=" in steps
    assert f"limits.memory {VALUES['singleuser']['memory']['limit']} " in steps


def test_the_page_says_what_was_not_tried():
    part = PAGE.split("## What we could not try")[1]
    for words in ("Kubernetes", "schema", "by eye", "image", "experimental"):
        assert words in part


def test_the_class_follows_the_link_of_the_page():
    path = "chapters/what-happened.ipynb"
    ours, shown = (link.partition("?") for link in (hub.link_to(path, "file:///x"), launch.places().pull(path)))
    assert ours[0] == shown[0]
    assert dict(parse_qsl(ours[2])) == dict(parse_qsl(shown[2])) | {"repo": "file:///x"}


def test_examples_in_the_tools_run():
    for module in (hub, measured, student):
        assert doctest.testmod(module).failed == 0


def test_all_come_in_time_and_in_crowds():
    seconds = hub.arrivals(FIGURES["students"], FIGURES["minutes"])
    assert seconds == sorted(seconds)
    assert seconds[-1] <= 60 * FIGURES["minutes"]
    busiest = max(sum(at // 60 == minute for at in seconds) for minute in range(10))
    assert busiest == FIGURES["busiest_minute"]
    assert measured.rush(FIGURES) >= 2


def test_a_failed_cell_is_a_failed_lesson():
    class Line:
        """Stands for a kernel that fails in the second cell."""

        def __init__(self):
            fault = {"status": "error", "ename": "NameError", "evalue": "iss"}
            replies = [("kernel_info_reply", {}), ("execute_reply", {"status": "ok"}), ("execute_reply", fault)]
            self.left = iter(replies)

        def send(self, message):
            pass

        def recv_data(self, control_frame):
            kind, content = next(self.left)
            return 1, json.dumps({"channel": "shell", "header": {"msg_type": kind}, "content": content})

    lesson = student.Lesson("a", 0.0)
    with pytest.raises(RuntimeError, match="cell 2: NameError: iss"):
        student.run_all(Line(), [{"source": "x", "metadata": {}}] * 3, lesson)
    assert lesson.cells == 1
    assert lesson.done is None


def test_a_kernel_that_only_shows_signs_of_life_is_a_failed_lesson(monkeypatch):
    class Line:
        """Stands for a server that asks whether we are there, while the kernel gives no answer."""

        def send(self, message):
            pass

        def recv_data(self, control_frame):
            return websocket.ABNF.OPCODE_PING, b""

    monkeypatch.setattr(student, "PATIENCE", 0.1)
    with pytest.raises(TimeoutError, match="no kernel_info_reply in"):
        student.run_all(Line(), [], student.Lesson("a", 0.0))


def test_a_hub_that_is_not_there_is_a_failed_lesson():
    lesson, line = student.attend("http://127.0.0.1:9", "a", "", "/x")
    assert line is None
    assert "ConnectionError" in lesson.failure
