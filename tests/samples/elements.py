"""Why build it together: the elements of the station and the road to it."""

from . import chosen

EUROPE = {"ITA", "DEU", "NLD", "EUR"}


def modules(**wanted) -> list[dict]:
    return chosen("modules", **wanted)


def weighed(**wanted) -> list[dict]:
    return [row for row in modules(**wanted) if row["mass_confidence"] in ("high", "medium")]


def mass(rows: list[dict]) -> float:
    return sum(row["mass_kg"] for row in rows)


def share(codes: set[str], **wanted) -> str:
    own = [row for row in weighed(**wanted) if set(row["builder_countries"]) <= codes]
    return f"{mass(own) / mass(weighed(**wanted)):.0%}"


def stated(row: dict) -> list[float]:
    return [row["mass_kg"], *(one["mass_kg"] for one in chosen("module_masses", module_id=row["id"]))]


def share_with(own, others) -> str:
    """Return Russia's share when one limit of its stated masses meets the other limit of all others."""
    ours = sum(own(stated(row)) for row in weighed(builder_countries=("RUS",)))
    rest = sum(others(stated(row)) for row in weighed() if row["builder_countries"] != ("RUS",))
    return f"{ours / (ours + rest):.0%}"


def built(*codes: str) -> int:
    return len(modules(builder_countries=codes))


def in_two_lists() -> str:
    def side(code: str) -> str:
        return "Europe" if code in EUROPE else code

    sides = [({side(code) for code in row["builder_countries"]}, side(row["owner_country"])) for row in modules()]
    return str(sum(builders != {owner} for builders, owner in sides))


DERIVED = {
    "elements-listed": lambda: str(len(modules())),
    "elements-unweighed": lambda: str(len(modules()) - len(weighed())),
    "russian-built": lambda: str(built("RUS")),
    "russian-built-pieces": lambda: f"{built('RUS') / len(modules()):.0%}",
    "russian-built-mass": lambda: share({"RUS"}),
    "russian-built-mass-low": lambda: share_with(min, max),
    "russian-built-mass-high": lambda: share_with(max, min),
    "rooms": lambda: str(len(modules(element_type="pressurised module"))),
    "russian-built-rooms-mass": lambda: share({"RUS"}, element_type="pressurised module"),
    "russian-built-rooms-left-mass": lambda: share({"RUS"}, element_type="pressurised module", status="active"),
    "us-built-rooms-mass": lambda: share({"USA"}, element_type="pressurised module"),
    "european-built-rooms-mass": lambda: share(EUROPE, element_type="pressurised module"),
    "us-owned": lambda: str(len(modules(owner_country="USA"))),
    "us-built": lambda: str(built("USA")),
    "two-lists": in_two_lists,
    "canadian-built": lambda: str(built("CAN")),
}
