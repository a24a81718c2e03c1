"""The two lessons with a pack of their own: their minutes follow one another, and what fills them adds up."""

import re
from itertools import pairwise

from classpapers.prose import section
from prose import ROOT, VALUES
from rules import for_each

TIMES = [  # guide, section, minutes
    ("one-lesson", "Sixty minutes", 60),
    ("one-lesson", "Forty-five minutes", 45),
    ("keep-it-flying", "Ninety minutes, or two lessons of 45 minutes", 90),
]
SLOT = re.compile(r"^\| (\d+)–(\d+) \| [^|]+ \| ([^|]+) \|", re.M)
PART = re.compile(r"(?:(\w+)\b[^,×]*× )?(\d+|½) min")


def guide(name: str) -> str:
    """Return a teacher's guide."""
    return (ROOT / "teach" / f"{name}.md").read_text("utf-8")


def counted(text: str) -> float:
    """Return the minutes that a count adds up to: "ten claims × ½ min, comparing 3 min" is 8."""
    parts = [PART.search(part).groups() for part in text.split(", ")]
    return sum(VALUES[times or "one"] * (0.5 if minutes == "½" else int(minutes)) for times, minutes in parts)


@for_each(TIMES, lambda one: one[1])
def test_slots_follow_one_another_and_are_filled(one):
    name, heading, length = one
    slots = [(int(start), int(end), count) for start, end, count in SLOT.findall(section(guide(name), heading))]
    if [slots[0][0], slots[-1][1]] != [0, length] or any(a[1] != b[0] for a, b in pairwise(slots)):
        yield f"does not run from 0 to {length}"
    yield from (f"{start}–{end}: {count}" for start, end, count in slots if counted(count) != end - start)


def test_a_year_of_the_game_fills_its_minutes():
    year = re.search(r"A year takes (\w+) minutes: (.*?)\. Later", guide("keep-it-flying"))
    assert counted(year[2]) == VALUES[year[1]]
