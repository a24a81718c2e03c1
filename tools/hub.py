"""Holds a class on a real JupyterHub, on this machine: `make hub`, or `tools/hub.py --students 30 --minutes 10`.

The students arrive over some minutes, unevenly; each follows the link that stands under a chapter's title,
logs in, lets nbgitpuller fetch the book, runs the whole chapter and stays. Servers and kernels are those of the image
for a hub: the environment that Binder would have (`tools/binder.py` builds it) and deploy/jupyterhub/after.Dockerfile,
each student an ordinary user. Not covered: Kubernetes, containers and their start, a real login, a network, browsers.
`--write` keeps the figures in deploy/measured.json, from which `tools/measured.py` computes what a school needs.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from statistics import mean, quantiles
from urllib.parse import parse_qsl, urlencode

import psutil
from binder import ROOT, build, size
from classroom.hub import PASSWORD, HubError, hub
from classroom.needs import Need, needs, of_the_hub
from classroom.student import Lesson, attend
from launching.errors import BinderError
from launching.person import Person

sys.path.insert(0, str(ROOT / "_ext"))
from launch import places

MEASURED = ROOT / "deploy" / "measured.json"
APPENDIX = ROOT / "deploy" / "jupyterhub" / "after.Dockerfile"
CHAPTER = "chapters/what-happened.ipynb"
SEED = 24  # the same class every time


def arrivals(students: int, minutes: float) -> list[float]:
    """Return the seconds at which students come: in crowds and gaps, fewer towards the end.

    >>> arrivals(3, 0)
    [0.0, 0.0, 0.0]
    """
    dice = random.Random(SEED)
    return sorted(dice.triangular(0.0, minutes * 60, minutes * 60 * 0.2) for _ in range(students))


def hold(address: str, students: int, minutes: float, link: str) -> list[tuple]:
    """Let the class come and work; return each lesson with its open line."""
    start = time.monotonic()

    def come(number: int, second: float):
        time.sleep(max(0, start + second - time.monotonic()))
        return attend(address, f"student{number:02}", PASSWORD, link)

    with ThreadPoolExecutor(students) as room:
        coming = [room.submit(come, *pair) for pair in enumerate(arrivals(students, minutes), start=1)]
        return [one.result() for one in coming]


def spread(values: list[float]) -> dict[str, float]:
    """Return the middle and the 95th percentile, both of values that were really met or between two of them.

    >>> spread([1.0, 2.0, 3.0])
    {'p50': 2.0, 'p95': 2.9, 'most': 3.0}
    """
    cuts = quantiles(values, n=20, method="inclusive") if len(values) > 1 else [values[0]] * 19
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "most": round(max(values), 1)}


def machine() -> dict:
    """Describe this machine."""
    model = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.M)
    return {
        "processors": os.cpu_count(),
        "processor": model[1] if model else "unknown",
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
    }


def figures(lessons: list[Lesson], taken: list, hubs: Need, asked, load: tuple) -> dict:
    """Return what was measured, ready to keep."""
    good = [lesson for lesson in lessons if not lesson.failure]
    return {
        "date": date.today().isoformat(),
        **machine(),
        "students": asked.students,
        "minutes": asked.minutes,
        "busiest_minute": max(Counter(int(at // 60) for at in arrivals(asked.students, asked.minutes)).values()),
        "load_before": round(load[0], 1),
        "load_after": round(load[1], 1),
        "chapter": asked.chapter,
        "cells": max((lesson.cells for lesson in lessons), default=0),
        "failures": len(lessons) - len(good),
        "server_seconds": spread([lesson.server for lesson in good]),
        "first_cell_seconds": spread([lesson.first for lesson in good]),
        "all_cells_seconds": spread([lesson.done for lesson in good]),
        "student_peak_mb": spread([one.peak_mb for one in taken]),
        "student_own_mb": spread([one.own_mb for one in taken]),
        "student_cpu_seconds": round(mean(one.cpu_seconds for one in taken), 1),
        "hub_mb": round(hubs.peak_mb),
        "hub_cpu_seconds": round(hubs.cpu_seconds, 1),
    }


def main() -> int:
    """Hold the class and say how it went; every failure counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=10, help="over which they arrive")
    parser.add_argument("--chapter", default=CHAPTER)
    parser.add_argument("--write", action="store_true", help="keep the figures")
    parser.add_argument("--work", type=Path, help="a folder that an earlier run with this option has left")
    asked = parser.parse_args()
    work = asked.work or Path(tempfile.mkdtemp(prefix="docked-class-"))
    try:
        person = prepared(work)
        link = link_to(asked.chapter, repository(person))
        before = os.getloadavg()[0]
        print(f"{asked.students} students come within {asked.minutes:g} minutes; load before: {before:.1f}", flush=True)
        with hub(person) as (address, process):
            started = of_the_hub(process.pid).cpu_seconds
            lessons, lines = zip(*hold(address, asked.students, asked.minutes, link), strict=True)
            load = before, os.getloadavg()[0]
            hubs = of_the_hub(process.pid)
            hubs.cpu_seconds -= started
            found = figures(lessons, needs(process.pid), hubs, asked, load)
            found["environment_mb"] = size(person.prefix)
            for line in filter(None, lines):
                line.close()
    except (BinderError, HubError, subprocess.CalledProcessError) as error:
        print(f"\nNo class could be held: {error}", file=sys.stderr)
        return 1
    finally:
        if not asked.work:
            shutil.rmtree(work, ignore_errors=True)
    print(json.dumps(found, indent=1))
    for lesson in lessons:
        if lesson.failure:
            print(f"{lesson.name}: {lesson.failure}", file=sys.stderr)
    if asked.write and not found["failures"]:
        MEASURED.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return bool(found["failures"])


def prepared(work: Path) -> Person:
    """Return the ordinary user of an environment, built where it is not there yet."""
    work.mkdir(exist_ok=True)
    work.chmod(0o755)
    person = Person(work)
    if (work / "python").is_dir():
        person.environment["LD_LIBRARY_PATH"] = str(work / "python/lib")
    if not person.prefix.is_dir():
        person.home.mkdir(exist_ok=True)
        build(work, person)
        for command in re.findall(r"^RUN (.+)$", APPENDIX.read_text("utf-8"), re.M):
            person.run(["bash", "-c", command], work)
    shutil.rmtree(work / "students", ignore_errors=True)
    (work / "hub.sqlite").unlink(missing_ok=True)
    (work / "students").mkdir()
    return person


def repository(person: Person) -> str:
    """Return the address of a repository that stands for the one online: its name, its branch."""
    where = person.work / "online" / places().owned_name.split("/")[1]
    shutil.rmtree(where.parent, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--bare", "--depth", "1", ROOT.as_uri(), where], check=True)
    subprocess.run(["git", "update-ref", f"refs/heads/{places().branch}", "HEAD"], cwd=where, check=True)
    person.own(where)
    return where.as_uri()


def link_to(chapter: str, repository: str) -> str:
    """Return the link to a hub that stands under a chapter's title, but to another repository.

    >>> link_to("chapters/a.ipynb", "file:///b")[:45]
    '/hub/user-redirect/git-pull?repo=file%3A%2F%2'
    """
    path, _, query = places().pull(chapter).partition("?")
    return f"{path}?{urlencode(dict(parse_qsl(query)) | {'repo': repository})}"


if __name__ == "__main__":
    sys.exit(main())
