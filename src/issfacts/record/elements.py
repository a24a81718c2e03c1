"""What the station is made of: its elements by the side that built them and the side that owns them."""

import pandas as pd

from .. import data

BUILDERS = ("Russia", "United States", "Europe", "Japan", "Canada")
SHARED = "several sides"
OUTSIDE_EUROPE = {"RUS": "Russia", "USA": "United States", "JPN": "Japan", "CAN": "Canada", "INT": SHARED}
UNUSABLE = ("low", "unverified")  # a mass of this confidence is not weighed: data dictionary of the table modules


def elements() -> pd.DataFrame:
    """List the elements of the station in the order of launch.

    Columns: id, element, kind (such as pressurised module), purpose, launched (date), built_by and owned_by (one of
    the five partners or "several sides"), builders (all sides that built it), mass_kg (missing where no source gives
    one that can be used), source_ids.
    DataError: damaged data. Source: the table modules.

    >>> elements().set_index("id").loc["zarya", ["built_by", "owned_by"]].tolist()
    ['Russia', 'United States']
    """
    frame = pd.DataFrame([_element(row) for row in data.rows("modules")])
    return frame.sort_values("launched", kind="stable").reset_index(drop=True)


def _element(row: dict) -> dict:
    builders = list(dict.fromkeys(_side(code) for code in row["builder_countries"]))
    mass = row["mass_kg"] if row["mass_confidence"] not in UNUSABLE else None
    return {
        "id": row["id"],
        "element": row["name"],
        "kind": row["element_type"],
        "purpose": row["purpose"],
        "launched": row["launch_date"],
        "built_by": builders[0] if len(builders) == 1 else SHARED,
        "owned_by": _side(row["owner_country"]),
        "builders": tuple(builders),
        "mass_kg": mass,
        "source_ids": row["source_ids"],
    }


def _side(code: str) -> str:
    return OUTSIDE_EUROPE.get(code, "Europe")


def share_of_mass(frame: pd.DataFrame, side: str) -> float:
    """Divide the mass that one side built by all the mass that can be weighed.

    >>> round(share_of_mass(elements(), "Japan"), 2)
    0.09
    """
    return float(frame.loc[frame["built_by"] == side, "mass_kg"].sum() / frame["mass_kg"].sum())
