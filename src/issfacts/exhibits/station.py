"""Tables of the station's elements by builder and owner, and of the events that led to it."""

from collections import Counter

import pandas as pd

from .. import data
from ..kit.dates import format_date, last_day
from ..kit.exhibit import Link, Table
from ..kit.places import row_address
from ..kit.wording import capital, number
from ..record.elements import BUILDERS, SHARED, elements, share_of_mass

RUSSIA = "Russia"
ROOM = "pressurised module"


def builders() -> Table:
    """Tabulate who built the station by three counts: pieces, weighed mass, weighed mass of the pressurised modules.

    DataError: invalid data. Source: the tables modules and module_masses.

    >>> builders().caption
    "Russia's part by three counts: 17% of the pieces, 25% of the weighed mass, 42% of the rooms' mass"
    """
    frame = elements()
    rooms = frame[frame["kind"] == ROOM]
    total_mass, rooms_mass = (group.groupby("built_by")["mass_kg"].sum() for group in (frame, rooms))
    table = pd.DataFrame(
        {
            "Pieces": frame["built_by"].value_counts(),
            "Pieces owned": frame["owned_by"].value_counts(),
            "Mass (t)": (total_mass / 1000).round(1),
            "Mass (%)": (100 * total_mass / total_mass.sum()).round(),
            "Rooms": rooms["built_by"].value_counts(),
            "Rooms' mass (t)": (rooms_mass / 1000).round(1),
            "Rooms' mass (%)": (100 * rooms_mass / rooms_mass.sum()).round(),
        },
        index=[*BUILDERS, SHARED],
    )
    return Table(
        "builders",
        f"Russia's part by three counts: {(frame['built_by'] == RUSSIA).mean():.0%} of the pieces, "
        f"{share_of_mass(frame, RUSSIA):.0%} of the weighed mass, "
        f"{share_of_mass(rooms, RUSSIA):.0%} of the rooms' mass",
        table.fillna(0).convert_dtypes().rename(index=capital).rename_axis("Built by").reset_index(),
        note=f"Weighed: {frame['mass_kg'].count()} of {len(frame)} elements. Rooms: elements with air inside, "
        "adapters left out, all weighed.",
        rows=frame,
    )


def road_to_the_station() -> Table:
    """Tabulate the steps from the first satellite to the first element: date, strand, event (a link).

    The choice of steps and their strands are ours. DataError: invalid data. Source: the table events.

    >>> road_to_the_station().caption
    'Fifteen steps from 1957 to 1998: no strand has more than three of them'
    """
    rows = [row for row in data.rows("events") if row["strand"]]
    rows.sort(key=lambda row: last_day(row["when_utc"], row["when_precision"]))
    largest = max(Counter(row["strand"] for row in rows).values())
    frame = pd.DataFrame(
        {
            "When": [format_date(row["when_utc"], row["when_precision"], short=True) for row in rows],
            "Strand": [capital(row["strand"]) for row in rows],
            "Step": [Link(row["title"], row_address("events", row["id"])) for row in rows],
        }
    )
    return Table(
        "road-to-the-station",
        f"{capital(number(len(rows)))} steps from {rows[0]['when_utc'].year} to {rows[-1]['when_utc'].year}: "
        f"no strand has more than {number(largest)} of them",
        frame,
        note="Our choice of steps and our sorting: choose others, and the count changes.",
        rows=rows,
    )
