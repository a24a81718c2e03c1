"""Holds a class on a real JupyterHub, on this machine: `make hub`, or `tools/hub.py --students 30 --minutes 10`.

The students arrive over some minutes, most of them early; each logs in, opens the chapter, runs all of it and stays.
Servers and kernels are those of the environment that Binder would have (`tools/binder.py` builds it), each student an
ordinary user. Not covered: Kubernetes, containers and their start, a real login, a network, browsers.
`--write` keeps the figures in deploy/measured.json, from which `tools/measured.py` writes the table of about/scale.md.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from statistics import mean, quantiles

from binder import ROOT, build
from classroom.hub import PASSWORD, HubError, hub
from classroom.needs import needs, of_the_hub
from classroom.student import Lesson, attend
from launching.errors import BinderError
from launching.person import Person

MEASURED = ROOT / "deploy" / "measured.json"
CHAPTER = "chapters/what-happened.ipynb"
SEED = 24  # the same class every time


def arrivals(students: int, minutes: float) -> list[float]:
    """Return the seconds at which students come: most of them early, the last ones late.

    >>> arrivals(3, 0)
    [0.0, 0.0, 0.0]
    """
    dice = random.Random(SEED)
    return sorted(dice.triangular(0, minutes * 60, minutes * 60 * 0.2) for _ in range(students))


def hold(address: str, students: int, minutes: float, chapter: str) -> list[tuple]:
    """Let the class come and work; return each lesson with its open line."""
    start = time.monotonic()

    def come(number: int, second: float):
        time.sleep(max(0, start + second - time.monotonic()))
        return attend(address, f"student{number:02}", PASSWORD, chapter)

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


def figures(lessons: list[Lesson], taken: list, hub_mb: float, asked, load: tuple) -> dict:
    """Return what was measured, ready to keep."""
    good = [lesson for lesson in lessons if not lesson.failure]
    return {
        "date": date.today().isoformat(),
        "students": asked.students,
        "minutes": asked.minutes,
        "processors": os.cpu_count(),
        "load_before": round(load[0], 1),
        "load_after": round(load[1], 1),
        "chapter": asked.chapter,
        "cells": max((lesson.cells for lesson in lessons), default=0),
        "failures": len(lessons) - len(good),
        "server_seconds": spread([lesson.server for lesson in good]),
        "first_cell_seconds": spread([lesson.first for lesson in good]),
        "all_cells_seconds": spread([lesson.done for lesson in good]),
        "student_peak_mb": spread([need.peak_mb for need in taken]),
        "student_own_mb": spread([need.own_mb for need in taken]),
        "student_cpu_seconds": round(mean(need.cpu_seconds for need in taken), 1),
        "hub_mb": round(hub_mb),
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
        before = os.getloadavg()[0]
        print(f"{asked.students} students come within {asked.minutes:g} minutes; load before: {before:.1f}", flush=True)
        with hub(person) as (address, process):
            lessons, lines = zip(*hold(address, asked.students, asked.minutes, asked.chapter), strict=True)
            load = before, os.getloadavg()[0]
            found = figures(lessons, needs(process.pid), of_the_hub(process.pid), asked, load)
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
    shutil.rmtree(work / "students", ignore_errors=True)
    (work / "hub.sqlite").unlink(missing_ok=True)
    (work / "students").mkdir()
    return person


if __name__ == "__main__":
    sys.exit(main())
