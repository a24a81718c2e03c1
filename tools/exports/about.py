"""Says what every export says of itself: what it holds, how to read it, its licence, whom to credit."""

from issfacts import data
from issfacts.data.descriptor import foreign_keys

CITATION = (
    '"Docked: the International Space Station and the politics of cooperation", the Docked team, 2026, CC BY 4.0.'
)
BOUNDS = {"minimum": "at least", "maximum": "at most"}
CELLS = {
    "Times": "UTC. Names of columns with times end in _utc.",
    "Empty cells": "not known, or none. The note of the row says why, where there is something to say.",
    "Lists": "stand in one cell, their items joined with semicolons.",
    "Precision": "an instant known only to the day, the month or the year stands at its beginning, with the precision "
    "in a column beside it.",
    "Doubt": "rows whose confidence is low or unverified, or whose status is disputed, are no facts: never print them "
    "as such.",
}


def about(cells: dict[str, str]) -> list[tuple[str, str]]:
    """Return label and text of everything a reader must know; `cells` says what is special in one format."""
    package = data.package()
    licence = package["licenses"][0]
    rows = [
        ("Title", package["title"]),
        ("What it is", package["description"]),
        ("Version", package["version"]),
        ("Facts as of", package["as_of"]),
        ("Crew record up to", package["horizon"]),
        *(CELLS | cells).items(),
        ("Licence", f"{licence['title']}, {licence['path']}"),
        ("How to credit it", f"{CITATION} Name the catalogues below, too, where you use what was built on them."),
    ]
    return [*rows, *(("Built on", credit) for credit in credits(package["resources"]))]


def credits(resources: list[dict]) -> list[str]:
    """Return those on whose work the tables are built, with their address, each once."""
    found = (credit for resource in resources for credit in resource.get("sources", ()))
    return list(dict.fromkeys(", ".join(filter(None, [credit["title"], credit.get("path")])) for credit in found))


def listed() -> list[tuple[str, str, int, str, str]]:
    """Return name, title, number of rows, horizon and credits of every table."""
    package = data.package()
    return [
        (
            resource["name"],
            resource["title"],
            len(data.rows(resource["name"])),
            resource.get("as_of", package["as_of"]),
            "; ".join(credits([resource])),
        )
        for resource in package["resources"]
    ]


DICTIONARY = ("table", "field", "title", "description", "type", "required", "allowed", "refers_to")


def dictionary() -> list[tuple[str, ...]]:
    """Return one row a field: what DICTIONARY names."""
    rows = []
    for resource in data.package()["resources"]:
        targets = {link.column: f"{link.table}.{link.target}" for link in foreign_keys(resource)}
        for field in resource["schema"]["fields"]:
            limits = field.get("constraints", {})
            bounds = [f"{word} {limits[of]}" for of, word in BOUNDS.items() if of in limits]
            kind = "list" if "x-list-of" in field else field["type"]
            needed, allowed = "yes" if limits.get("required") else "no", "; ".join(limits.get("enum", bounds))
            told = field["name"], field["title"], field["description"], kind, needed, allowed
            rows.append((resource["name"], *told, targets.get(field["name"], "")))
    return rows
