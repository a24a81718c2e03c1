"""Facts about the station's modules: number and mass by builder and owner."""

from . import rows_where

EUROPE = {"ITA", "DEU", "NLD", "EUR"}


def modules(**values) -> list[dict]:
    return rows_where("modules", **values)


def modules_with_mass(**values) -> list[dict]:
    """Return the modules whose mass is known with high or medium confidence."""
    return [row for row in modules(**values) if row["mass_confidence"] in ("high", "medium")]


def total_mass(rows: list[dict]) -> float:
    return sum(row["mass_kg"] for row in rows)


def mass_share(countries: set[str], **values) -> str:
    """Return the share of the mass of modules that was built by these countries alone."""
    rows = modules_with_mass(**values)
    return f"{total_mass([row for row in rows if set(row['builder_countries']) <= countries]) / total_mass(rows):.0%}"


def stated_masses(module: dict) -> list[float]:
    """Return all masses that sources state for a module."""
    return [module["mass_kg"], *(row["mass_kg"] for row in rows_where("module_masses", module_id=module["id"]))]


def russian_mass_share(russian_limit, other_limit) -> str:
    """Return Russia's share if its modules have one limit (min or max) of their stated masses, the others another."""
    russian, others = [], []
    for row in modules_with_mass():
        if row["builder_countries"] == ("RUS",):
            russian.append(russian_limit(stated_masses(row)))
        else:
            others.append(other_limit(stated_masses(row)))
    return f"{sum(russian) / sum(russian + others):.0%}"


def count_built_by(*countries: str) -> int:
    return len(modules(builder_countries=countries))


def count_built_for_others() -> str:
    """Count the modules whose builders are not the same as their owner; Europe counts as one country."""

    def with_europe(code: str) -> str:
        return "Europe" if code in EUROPE else code

    pairs = [({*map(with_europe, row["builder_countries"])}, with_europe(row["owner_country"])) for row in modules()]
    return str(sum(builders != {owner} for builders, owner in pairs))


DERIVED = {
    "elements-listed": lambda: str(len(modules())),
    "elements-unweighed": lambda: str(len(modules()) - len(modules_with_mass())),
    "russian-built": lambda: str(count_built_by("RUS")),
    "russian-built-pieces": lambda: f"{count_built_by('RUS') / len(modules()):.0%}",
    "russian-built-mass": lambda: mass_share({"RUS"}),
    "russian-built-mass-low": lambda: russian_mass_share(min, max),
    "russian-built-mass-high": lambda: russian_mass_share(max, min),
    "rooms": lambda: str(len(modules(element_type="pressurised module"))),
    "russian-built-rooms-mass": lambda: mass_share({"RUS"}, element_type="pressurised module"),
    "russian-built-rooms-left-mass": lambda: mass_share({"RUS"}, element_type="pressurised module", status="active"),
    "us-built-rooms-mass": lambda: mass_share({"USA"}, element_type="pressurised module"),
    "european-built-rooms-mass": lambda: mass_share(EUROPE, element_type="pressurised module"),
    "us-owned": lambda: str(len(modules(owner_country="USA"))),
    "us-built": lambda: str(count_built_by("USA")),
    "two-lists": count_built_for_others,
    "canadian-built": lambda: str(count_built_by("CAN")),
}
