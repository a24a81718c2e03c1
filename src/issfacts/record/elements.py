"""List the elements (modules and other parts) of the station, with the sides that built and own them."""

import pandas as pd

from .. import data

BUILDERS = ("Russia", "United States", "Europe", "Japan", "Canada")
SHARED = "several sides"
SIDE_BY_COUNTRY = {"RUS": "Russia", "USA": "United States", "JPN": "Japan", "CAN": "Canada", "INT": SHARED}
SIDE_BY_COUNTRY |= dict.fromkeys(("EUR", "DEU", "ITA", "NLD"), "Europe")
UNUSABLE_CONFIDENCES = ("low", "unverified")  # of a mass; see the data dictionary of the table modules


def elements() -> pd.DataFrame:
    """List the elements of the station in the order of launch.

    Columns: id, element, kind (such as pressurised module), purpose, launched (date), built_by and owned_by (one of
    the five partners or "several sides"), builders (all sides that built it), mass_kg (missing if no mass of sufficient
    confidence is known), source_ids.
    DataError: invalid data. Source: the table modules.

    >>> elements().set_index("id").loc["zarya", ["built_by", "owned_by"]].tolist()
    ['Russia', 'United States']
    """
    rows = []
    for row in data.rows("modules"):
        builders = tuple(dict.fromkeys(SIDE_BY_COUNTRY[code] for code in row["builder_countries"]))
        rows.append(
            {
                "id": row["id"],
                "element": row["name"],
                "kind": row["element_type"],
                "purpose": row["purpose"],
                "launched": row["launch_date"],
                "built_by": builders[0] if len(builders) == 1 else SHARED,
                "owned_by": SIDE_BY_COUNTRY[row["owner_country"]],
                "builders": builders,
                "mass_kg": None if row["mass_confidence"] in UNUSABLE_CONFIDENCES else row["mass_kg"],
                "source_ids": row["source_ids"],
            }
        )
    return pd.DataFrame(rows).sort_values("launched", kind="stable", ignore_index=True)


def share_of_mass(frame: pd.DataFrame, side: str) -> float:
    """Return the share (0 to 1) that one side built of the total known mass of the elements in `frame`.

    >>> round(share_of_mass(elements(), "Japan"), 2)
    0.09
    """
    return float(frame.loc[frame["built_by"] == side, "mass_kg"].sum() / frame["mass_kg"].sum())
