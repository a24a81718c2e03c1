"""Running it for many: sizes follow from what a class took, the hub's image from Binder's recipe."""

import json
import math
import re

import binder
import yaml
from prose import ROOT

FIGURES = json.loads((ROOT / "deploy/measured.json").read_text("utf-8"))
PAGE = (ROOT / "about/scale.md").read_text("utf-8")
VALUES = yaml.safe_load((ROOT / "deploy/jupyterhub/values.yaml").read_text("utf-8"))["singleuser"]
ROWS = {
    "Seconds until the notebook was open": "server_seconds",
    "Seconds until the whole chapter had run": "all_cells_seconds",
    "Megabytes of memory at the highest": "student_peak_mb",
}


def megabytes(size: str) -> int:
    """Return a size such as "400M" as a number."""
    return int(re.fullmatch(r"(\d+)M", size)[1])


def test_the_page_says_what_a_whole_class_took():
    assert (FIGURES["failures"], FIGURES["students"]) == (0, 30)
    for words, key in ROWS.items():
        assert f"| {words} | {' | '.join(f'{value:.0f}' for value in FIGURES[key].values())} |\n" in PAGE


def test_the_page_computes_larger_crowds_from_what_the_class_took():
    minutes, busy = FIGURES["minutes"], 0.7  # of a processor, before people wait for each other
    each_second = FIGURES["busiest_minute"] / FIGURES["students"] / 60 / busy
    share = math.ceil(100 * FIGURES["student_cpu_seconds"] * each_second) / 100
    for crowd in (30, 300, 30_000):
        memory, processors = crowd * megabytes(VALUES["memory"]["guarantee"]) / 1000, math.ceil(crowd * share)
        hubs = math.ceil(crowd * FIGURES["hub_cpu_seconds"] / FIGURES["students"] * each_second)
        assert f"| {crowd:,} | {memory:,.0f} GB | {processors:,} | {hubs} |\n" in PAGE
    assert f"students within {minutes:g} minutes" in PAGE
    assert f"{share} of a processor" in PAGE
    assert share == VALUES["cpu"]["guarantee"]


def test_each_student_gets_what_was_met_and_nobody_eats_all():
    memory, met = VALUES["memory"], FIGURES["student_peak_mb"]
    assert met["p95"] <= megabytes(memory["guarantee"]) < met["p95"] + 50
    assert met["most"] * 2 <= megabytes(memory["limit"]) < met["most"] * 2 + 100
    assert f"limits.memory {memory['limit']}\n" in (ROOT / "deploy/tljh.md").read_text("utf-8")


def test_the_image_is_that_of_this_repository_by_binders_recipe():
    address = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["repository"]["url"]
    assert VALUES["image"]["name"] == address.replace("https://github.com", "ghcr.io").lower()
    steps = yaml.safe_load((ROOT / ".github/workflows/image.yml").read_text("utf-8"))["jobs"]["image"]["steps"]
    assert f"pipx install {binder.REPO2DOCKER}\n" in steps[-1]["run"]
    assert "deploy/jupyterhub/after.Dockerfile" in steps[-1]["run"]
