"""Names who published sources, as papers name them, the strongest first."""

from collections.abc import Iterable

from issfacts import data

COPIED = {"Associated Press": "wire", "Jiji Press": "wire"}  # standing of publishers that we read only in copies
STRENGTH = {"primary": 0, "wire": 1, "quality": 2, "specialist": 2}  # by standing; any other is weaker


def list_publishers(source_ids: Iterable[str]) -> list[str]:
    """Return at most two publishers of some sources, the strongest first; what a state controls is named as such.

    A copy stands for its original, as "Reuters (copy)". Where an actor itself speaks, nobody else is named.
    """
    found = {}
    for source in map(data.source, source_ids):
        name, standing = original_publisher(source)
        rank = STRENGTH.get(standing, len(STRENGTH))
        label = f"{name} (copy)" if source.mirror_of else name
        if source.controlled_by:
            label = f"{name} (state-controlled, {data.by_id('countries')[source.controlled_by]['name']})"
        found[label] = min(rank, found.get(label, rank))
    labels = sorted(found, key=found.get)
    own_word = [label for label in labels if found[label] == STRENGTH["primary"]]
    return (own_word or labels)[:2]


def original_publisher(source) -> tuple[str, str]:
    """Return name and standing of a source's publisher; where the page is a copy, those of the original's."""
    if not source.mirror_of:
        return source.producer, source.standing
    standings = [row["standing"] for row in data.rows("sources") if row["producer"] == source.mirror_of]
    own = (standing for standing in standings if standing != "copy")
    return source.mirror_of, next(own, COPIED.get(source.mirror_of, ""))
