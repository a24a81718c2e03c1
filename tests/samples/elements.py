"""Facts about the station's modules: number and mass by builder and owner."""

from functools import partial

import pandas as pd

import issfacts as iss

from . import row_counters

EUROPE = ["ITA", "DEU", "NLD", "EUR"]
ROOM = "element_type == 'pressurised module'"


def modules() -> pd.DataFrame:
    """Return the modules; added columns: builders and owner, as country codes in which Europe is one."""
    frame = pd.DataFrame(iss.rows("modules"))
    frame["owner"] = frame["owner_country"].replace(EUROPE, "EUR")
    builders = frame["builder_countries"].explode().replace(EUROPE, "EUR")
    frame["builders"] = builders.groupby(level=0).agg(lambda codes: " ".join(codes.unique()))
    return frame


def weighed_modules(query: str = "index >= 0") -> pd.DataFrame:
    """Return the modules whose mass is known with high or medium confidence."""
    return modules().query(f"mass_confidence in ('high', 'medium') and {query}")


def mass_share(builders: str, query: str = "index >= 0") -> str:
    """Return the share of the mass of modules that one side built alone."""
    masses = weighed_modules(query).groupby("builders")["mass_kg"].sum()
    return f"{masses[builders] / masses.sum():.0%}"


def russian_mass_share(russian_limit: str, other_limit: str) -> str:
    """Return Russia's share if its modules have one limit (min or max) of their stated masses, the others another."""
    weighed = weighed_modules().set_index("id")
    stated = pd.concat([weighed["mass_kg"], pd.DataFrame(iss.rows("module_masses")).set_index("module_id")["mass_kg"]])
    limits = stated.groupby(level=0).agg([russian_limit, other_limit]).loc[weighed.index]
    russian = weighed["builders"] == "RUS"
    share = limits.loc[russian, russian_limit].sum()
    return f"{share / (share + limits.loc[~russian, other_limit].sum()):.0%}"


DERIVED = {
    **row_counters(
        modules,
        {
            "elements-listed": "",
            "elements-unweighed": "mass_confidence not in ('high', 'medium')",
            "russian-built": "builders == 'RUS'",
            "us-built": "builders == 'USA'",
            "canadian-built": "builders == 'CAN'",
            "rooms": ROOM,
            "us-owned": "owner == 'USA'",
            "two-lists": "builders != owner",
        },
    ),
    "russian-built-pieces": lambda: f"{(modules()['builders'] == 'RUS').mean():.0%}",
    "russian-built-mass": partial(mass_share, "RUS"),
    "russian-built-mass-low": partial(russian_mass_share, "min", "max"),
    "russian-built-mass-high": partial(russian_mass_share, "max", "min"),
    "russian-built-rooms-mass": partial(mass_share, "RUS", ROOM),
    "russian-built-rooms-left-mass": partial(mass_share, "RUS", f"{ROOM} and status == 'active'"),
    "us-built-rooms-mass": partial(mass_share, "USA", ROOM),
    "european-built-rooms-mass": partial(mass_share, "EUR", ROOM),
}
