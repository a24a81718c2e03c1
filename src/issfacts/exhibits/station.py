"""What the station is made of, in tables: who built it by three counts, and how its builders came together."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from .. import data
from ..kit.dates import dated, last_day
from ..kit.exhibit import REFERENCE, Link, Table
from ..kit.wording import capital, number
from ..record.elements import BUILDERS, SHARED, elements, share_of_mass

RUSSIA = "Russia"
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
    if partner not in BUILDERS:
        raise ValueError(f"{partner!r} is none of {', '.join(BUILDERS)}")
    frame = elements()
    built = frame["builders"].map(lambda builders: partner in builders)
    owned = frame["owned_by"] == partner
    rows = frame[built | owned]
    shown = pd.DataFrame(
        {
            "Element": rows["element"],
            "Launched": [str(launched.year) for launched in rows["launched"]],
            "Mass (t)": (rows["mass_kg"] / 1000).round(1),
            "What it does": rows["purpose"],
            "Built by": [" and ".join(builders) for builders in rows["builders"]],
            "Owned by": rows["owned_by"],
        }
    ).reset_index(drop=True)
    alone = (frame["built_by"] == partner).sum()
    shared = f" alone, {number(built.sum() - alone)} with others," if built.sum() > alone else ""
    name, pieces = capital(partner.replace("United", "the United")), "elements" if alone > 1 else "element"
    dash = "A dash: no mass that we can use. " if shown["Mass (t)"].isna().any() else ""
    return Table(
        f"elements-{partner.lower().replace(' ', '-')}",
        f"{name} built {number(alone)} {pieces}{shared} and owns {number(owned.sum())}",
        shown,
        note=f"{dash}Some masses are at launch, others empty or loaded.",
        rows=rows,
    )


def builders() -> Table:
    """Print who built the station by three counts: pieces, weighed mass, weighed mass of the rooms with air.

    DataError: damaged data. Source: the tables modules and module_masses.

    >>> builders().caption
    "Russia's part by three counts: 17% of the pieces, 25% of the weighed mass, 42% of the rooms' mass"
    """
    frame = elements()
    rooms = frame[frame["kind"] == ROOM]
    mass, inside = (part.groupby("built_by")["mass_kg"].sum() for part in (frame, rooms))
    shown = pd.DataFrame(
        {
            "Pieces": frame["built_by"].value_counts(),
            "Pieces owned": frame["owned_by"].value_counts(),
            "Mass (t)": (mass / 1000).round(1),
            "Mass (%)": (100 * mass / mass.sum()).round(),
            "Rooms": rooms["built_by"].value_counts(),
            "Rooms' mass (t)": (inside / 1000).round(1),
            "Rooms' mass (%)": (100 * inside / inside.sum()).round(),
        },
        index=[*BUILDERS, SHARED],
    )
    return Table(
        "builders",
        f"Russia's part by three counts: {(frame['built_by'] == RUSSIA).mean():.0%} of the pieces, "
        f"{share_of_mass(frame, RUSSIA):.0%} of the weighed mass, "
        f"{share_of_mass(rooms, RUSSIA):.0%} of the rooms' mass",
        shown.fillna(0).convert_dtypes().rename(index=capital).rename_axis("Built by").reset_index(),
        note=f"Weighed: {frame['mass_kg'].count()} of {len(frame)} elements. Rooms: elements with air inside, "
        "adapters left out, all weighed.",
        rows=frame,
    )


def road_to_the_station() -> Table:
    """Print the steps from the first satellite to the first element: when, strand, what happened (a link).

    The choice of steps and their strands are ours. DataError: damaged data. Source: the table events.

    >>> road_to_the_station().caption
    'Fifteen steps from 1957 to 1998: no strand has more than three of them'
    """
    events = data.by_id("events")
    rows = sorted((events[id] for id in STEPS), key=lambda row: last_day(row["when_utc"], row["when_precision"]))
    most = max(Counter(STEPS.values()).values())
    frame = pd.DataFrame(
        {
            "When": [dated(row["when_utc"], row["when_precision"], short=True) for row in rows],
            "Strand": [capital(STEPS[row["id"]]) for row in rows],
            "Step": [Link(row["title"], f"{REFERENCE}/events.md#{row['id']}") for row in rows],
        }
    )
    return Table(
        "road-to-the-station",
        f"{capital(number(len(rows)))} steps from {rows[0]['when_utc'].year} to {rows[-1]['when_utc'].year}: "
        f"no strand has more than {number(most)} of them",
        frame,
        note="Our choice of steps and our sorting: choose others, and the count changes.",
        rows=rows,
    )
