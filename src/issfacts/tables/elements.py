"""Print what the station is made of, and how its builders came together."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pandas as pd

from .. import data
from ..kit.exhibit import Link, Table
from ..kit.wording import capital, number
from ..record.elements import PARTNERS, SHARED, elements, share_of_mass
from .printing import table

EVENTS = "../reference/events.md"
ROOM = "pressurised module"

# The steps we chose, and the strand in which we see each: our sorting, to be argued with.
STEPS = {
    "sputnik-1": "rivalry",
    "apollo-soyuz-docking": "diplomacy",
    "reagan-orders-station": "rivalry",
    "mir-core-launch": "experience",
    "station-agreements-1988": "law",
    "soviet-union-ends": "upheaval",
    "house-vote-1993": "money",
    "gore-chernomyrdin-merger": "diplomacy",
    "missile-rules-1993": "arms control",
    "koptev-lifeline-1993": "money",
    "russia-invited-1993": "diplomacy",
    "thagard-soyuz": "experience",
    "zarya-contract": "money",
    "iss-agreement-signed": "law",
    "zarya-launch": "hardware",
}


def elements_of(partner: str) -> Table:
    """Print the elements that a partner built or owns: element, launched, mass (t), what it does, built by, owned by.

    `partner` is Russia, United States, Europe, Japan or Canada. ValueError: another word. DataError: damaged data.
    Source: the tables modules and module_masses.

    >>> elements_of("Russia").caption
    'Russia built seven elements and owns six'
    """
    if partner not in PARTNERS:
        raise ValueError(f"{partner!r} is none of {', '.join(PARTNERS)}")
    frame = elements()
    built = frame["builders"].map(lambda sides: partner in sides)
    rows = frame[built | (frame["owned_by"] == partner)]
    shown = pd.DataFrame(
        {
            "Element": rows["element"],
            "Launched": [str(launched.year) for launched in rows["launched"]],
            "Mass (t)": (rows["mass_kg"] / 1000).round(1),
            "What it does": rows["purpose"],
            "Built by": [" and ".join(sides) for sides in rows["builders"]],
            "Owned by": rows["owned_by"],
        }
    ).reset_index(drop=True)
    sources = [id for ids in rows["source_ids"] for id in ids]
    id = f"elements-{partner.lower().replace(' ', '-')}"
    return table(id, _caption(frame, built, partner), shown, sources, _note(shown))


def _the(side: str) -> str:
    return side.replace("United", "the United")


def _caption(frame: pd.DataFrame, built: pd.Series, partner: str) -> str:
    alone, owned = (frame["built_by"] == partner).sum(), (frame["owned_by"] == partner).sum()
    shared = built.sum() - alone
    others = f" alone, {number(shared)} with others," if shared else ""
    pieces = "elements" if alone > 1 else "element"
    return f"{capital(_the(partner))} built {number(alone)} {pieces}{others} and owns {number(owned)}"


def _note(shown: pd.DataFrame) -> str:
    dash = "A dash: no mass that we can use. " if shown["Mass (t)"].isna().any() else ""
    return f"{dash}Some masses are at launch, others empty or loaded."


def builders() -> Table:
    """Print who built the station by three counts: pieces, weighed mass, weighed mass of the rooms with air.

    DataError: damaged data. Source: the tables modules and module_masses.

    >>> builders().caption
    "Russia's part by three counts: 17% of the pieces, 26% of the weighed mass, 41% of the rooms' mass"
    """
    frame = elements()
    rooms = frame[frame["kind"] == ROOM]
    sides = [side for side in (*PARTNERS, SHARED) if side in set(frame["built_by"])]
    shown = pd.DataFrame(
        {
            "Built by": [capital(side) for side in sides],
            "Pieces": [(frame["built_by"] == side).sum() for side in sides],
            "Pieces owned": [(frame["owned_by"] == side).sum() for side in sides],
            "Mass (t)": [_tonnes(frame, side) for side in sides],
            "Mass (%)": [round(100 * share_of_mass(frame, side)) for side in sides],
            "Rooms": [(rooms["built_by"] == side).sum() for side in sides],
            "Rooms' mass (t)": [_tonnes(rooms, side) for side in sides],
            "Rooms' mass (%)": [round(100 * share_of_mass(rooms, side)) for side in sides],
        }
    )
    pieces = (frame["built_by"] == PARTNERS[0]).mean()
    caption = (
        f"{PARTNERS[0]}'s part by three counts: {pieces:.0%} of the pieces, "
        f"{share_of_mass(frame, PARTNERS[0]):.0%} of the weighed mass, "
        f"{share_of_mass(rooms, PARTNERS[0]):.0%} of the rooms' mass"
    )
    note = (
        f"Weighed: {frame['mass_kg'].count()} of {len(frame)} elements. Rooms: elements with air inside, all weighed."
    )
    return table("builders", caption, shown, [id for ids in frame["source_ids"] for id in ids], note)


def _tonnes(frame: pd.DataFrame, side: str) -> float:
    return round(frame.loc[frame["built_by"] == side, "mass_kg"].sum() / 1000, 1)


def road_to_the_station() -> Table:
    """Print the steps from the first satellite to the first element: when, strand, what happened (a link).

    The choice of steps and their strands are ours. DataError: damaged data. Source: the table events.

    >>> road_to_the_station().caption
    'Fifteen steps from 1957 to 1998: no strand has more than three of them'
    """
    rows = sorted((row for row in data.rows("events") if row["id"] in STEPS), key=_order)
    strands = Counter(STEPS[row["id"]] for row in rows)
    years = [row["when_utc"].year for row in rows]
    frame = pd.DataFrame(
        {
            "When": [_when(row["when_utc"], row["when_precision"]) for row in rows],
            "Strand": [capital(STEPS[row["id"]]) for row in rows],
            "Step": [Link(row["title"], f"{EVENTS}#{row['id']}") for row in rows],
        }
    )
    caption = (
        f"{capital(number(len(rows)))} steps from {years[0]} to {years[-1]}: "
        f"no strand has more than {number(max(strands.values()))} of them"
    )
    note = "Our choice of steps and our sorting: choose others, and the count changes."
    return table("road-to-the-station", caption, frame, [id for row in rows for id in row["source_ids"]], note)


def _order(row: dict) -> tuple[int, int, int]:
    """Sort what is known to the month or year after what is known to the day."""
    when, precision = row["when_utc"], row["when_precision"]
    month = 13 if precision == "year" else when.month
    return when.year, month, 32 if precision in ("month", "year") else when.day


def _when(when: datetime, precision: str) -> str:
    known = {"year": "%Y", "month": "%b %Y"}.get(precision, f"{when.day} %b %Y")
    return when.strftime(known)
