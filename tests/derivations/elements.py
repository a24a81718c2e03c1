"""Facts about the station's modules: number and mass by builder and owner."""

import pandas as pd

from . import count_rows, frame_of

EUROPE = ["ITA", "DEU", "NLD", "EUR"]
ROOM = "element_type == 'pressurised module'"
WEIGHED = "mass_confidence in ('high', 'medium')"


def derived() -> dict:
    modules = frame_of("modules")
    modules["owner"] = modules["owner_country"].replace(EUROPE, "EUR")
    builders = modules["builder_countries"].explode().replace(EUROPE, "EUR")
    modules["builders"] = builders.groupby(level=0).agg(lambda codes: " ".join(codes.unique()))
    weighed = modules.query(WEIGHED).set_index("id")
    rooms = weighed.query(ROOM)
    masses = pd.concat([weighed["mass_kg"], frame_of("module_masses").set_index("module_id")["mass_kg"]])
    limits = masses.groupby(level=0).agg(["min", "max"]).loc[weighed.index]
    russian = weighed["builders"] == "RUS"

    def mass_share(builders: str, parts: pd.DataFrame) -> str:
        """Return the share of the mass of some modules that one side built alone."""
        masses = parts.groupby("builders")["mass_kg"].sum()
        return f"{masses[builders] / masses.sum():.0%}"

    def russian_mass_share(russian_limit: str, other_limit: str) -> str:
        """Return Russia's share if its modules have one limit of their stated masses, the others another."""
        mass = limits.loc[russian, russian_limit].sum()
        return f"{mass / (mass + limits.loc[~russian, other_limit].sum()):.0%}"

    return {
        "russian-built-pieces": f"{(modules['builders'] == 'RUS').mean():.0%}",
        "russian-built-mass": mass_share("RUS", weighed),
        "russian-built-mass-low": russian_mass_share("min", "max"),
        "russian-built-mass-high": russian_mass_share("max", "min"),
        "russian-built-rooms-mass": mass_share("RUS", rooms),
        "russian-built-rooms-left-mass": mass_share("RUS", rooms.query("status == 'active'")),
        "us-built-rooms-mass": mass_share("USA", rooms),
        "european-built-rooms-mass": mass_share("EUR", rooms),
        **count_rows(
            modules,
            {
                "elements-listed": "",
                "elements-unweighed": f"not {WEIGHED}",
                "russian-built": "builders == 'RUS'",
                "us-built": "builders == 'USA'",
                "canadian-built": "builders == 'CAN'",
                "rooms": ROOM,
                "us-owned": "owner == 'USA'",
                "two-lists": "builders != owner",
            },
        ),
    }
