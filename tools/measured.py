"""Computes what a school needs from what `make hub` measured in deploy/measured.json; part of `make data`.

Writes the sizes in deploy/ (behind "computed:" on their lines) and the tables of about/scale.md (between their marks).
`--check` only names what is stale.
"""

import json
import math
import re
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "deploy" / "measured.json"
PAGE = ROOT / "about" / "scale.md"
SIZED = [ROOT / "deploy" / "jupyterhub" / "values.yaml", ROOT / "deploy" / "tljh.md"]

CROWDS = (30, 300, 30_000)
BUSY = 0.7  # how much of a processor may be in use before people wait for each other
ROOM = 2  # a student may take so many times what the hungriest took: for loops of their own

PARTS = ("p50", "p95", "most")

ON_A_LINE = re.compile(r"(?m)\S+(?=  # computed: (\w+)$)")
ON_THE_PAGE = re.compile(r"(?s)(?<=<!-- computed: )(\w+) -->.*?(?=\n<!-- end -->)")


def up(value: float, step: float) -> float:
    """Round up to a whole number of steps.

    >>> up(301, 50), up(0.031, 0.01)
    (350, 0.04)
    """
    return round(math.ceil(round(value / step, 6)) * step, 6)


def rush(found: dict) -> float:
    """Return how many times as many came in the busiest minute as on average; others come no more evenly."""
    return found["busiest_minute"] * found["minutes"] / found["students"]


def sizes(found: dict) -> dict[str, str]:
    """Return the settings of a hub: what each student is promised, and what nobody may exceed."""
    share = found["student_cpu_seconds"] * rush(found) / (found["minutes"] * 60) / BUSY
    return {
        "guarantee": f"{up(found['student_peak_mb']['p95'], 50)}M",
        "limit": f"{up(found['student_peak_mb']['most'] * ROOM, 100)}M",
        "processor": f"{up(share, 0.01)}",
        "class": f"{found['students']}",
    }


def needed(students: int, found: dict) -> tuple[float, float, float]:
    """Return gigabytes, processors and hubs for so many students in the same minutes; a hub has one processor."""
    told = sizes(found)
    memory = students * int(told["guarantee"][:-1]) / 1000
    together = students * rush(found) / (found["minutes"] * 60)
    hubs = together * found["hub_cpu_seconds"] / found["students"] / BUSY
    return memory, students * float(told["processor"]), hubs


def most_for_one_hub(found: dict) -> int:
    """Return how many students one hub can let in during those minutes, in full hundreds."""
    _, _, one = needed(1, found)
    return int(1 / one / 100) * 100


def seen(found: dict) -> str:
    """Return what was measured, as sentences and a table."""
    day = date.fromisoformat(found["date"])
    rows = {
        "Seconds until the notebook was open": "server_seconds",
        "Seconds until its first cell had run": "first_cell_seconds",
        "Seconds until the whole chapter had run": "all_cells_seconds",
        "Megabytes of memory at the highest": "student_peak_mb",
        "Megabytes in the end, what is shared counted once": "student_own_mb",
    }
    table = [
        "| each student | half of them | 95 of 100 | all |",
        "| --- | ---: | ---: | ---: |",
        *(f"| {name} | {' | '.join(f'{found[key][part]:.0f}' for part in PARTS)} |" for name, key in rows.items()),
    ]
    before = (
        f"{day.day} {day:%B %Y}: {found['students']} students came within {found['minutes']:g} minutes, "
        f"{found['busiest_minute']} of them in the busiest one. The machine had {found['processors']} processors "
        f"({found['processor']}) and {found['memory_gb']} gigabytes of memory. Each student ran the {found['cells']} "
        f"code cells of a chapter. **Failures: {found['failures']}.**"
    )
    after = (
        f"A lesson took {found['student_cpu_seconds']:.0f} seconds of a processor for each student, and "
        f"{found['hub_cpu_seconds'] / found['students']:.1f} more of the hub's own. "
        f"The hub and its proxy held {found['hub_mb']} megabytes. "
        f"On the disk, the environment fills {found['environment_mb']}."
    )
    return "\n".join([before, "", *table, "", after])


def extrapolated(found: dict) -> str:
    """Return what crowds of other sizes would need, as a table and how it was computed."""
    told, time = sizes(found), f"{found['minutes']:g} minutes"
    table = [
        f"| students within {time} | memory for them | processors for them | hubs |",
        "| ---: | ---: | ---: | ---: |",
        *(
            f"| {crowd:,} | {memory:,.0f} GB | {math.ceil(processors):,} | {math.ceil(hubs):,} |"
            for crowd in CROWDS
            for memory, processors, hubs in [needed(crowd, found)]
        ),
    ]
    how = (
        f"Each student is promised {told['guarantee'][:-1]} megabytes, which 95 of 100 did not exceed, and "
        f"{told['processor']} of a processor; none may take more than {told['limit'][:-1]} megabytes. At the worst "
        f"moment {rush(found):.1f} times as many come as on average, and a processor should be in use for no more than "
        f"{BUSY:.0%}. A hub has one processor of its own, however large the machines are: it can let in about "
        f"{most_for_one_hub(found):,} students in {time}. Nothing here was tried with more than {found['students']}."
    )
    return "\n".join([*table, "", how])


def written(path: Path, found: dict) -> str:
    """Return the text of a file with what is computed in it."""
    told, blocks = sizes(found), {"seen": seen, "needed": extrapolated}
    text = ON_A_LINE.sub(lambda line: told[line[1]], path.read_text("utf-8"))
    return ON_THE_PAGE.sub(lambda block: f"{block[1]} -->\n{blocks[block[1]](found)}", text)


def stale() -> dict[Path, str]:
    """Return the files that hold something else than what follows from the figures, with the text they should have."""
    found = json.loads(FIGURES.read_text("utf-8"))
    wanted = {path: written(path, found) for path in (PAGE, *SIZED)}
    return {path: text for path, text in wanted.items() if text != path.read_text("utf-8")}


def main() -> int:
    """Write the files, or with --check say where `make data` is due."""
    check = "--check" in sys.argv
    found = stale()
    for path, text in found.items():
        if not check:
            path.write_text(text, "utf-8")
        print(f"{path.relative_to(ROOT)}: {'run make data' if check else 'sizes written'}")
    return int(check and bool(found))


if __name__ == "__main__":
    sys.exit(main())
