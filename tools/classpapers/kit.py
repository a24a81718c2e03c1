"""Renders the print kit of the board game, with numbers from the game's model and events from the tables."""

from collections.abc import Iterable

from paths import GAME_GUIDE

from issfacts import data, game
from issfacts.dependence import FUNCTIONS, SIDES, game_start

from . import prose
from .sheets import render

KIT = "keep-it-flying-kit"
STUDENTS, SEATS_PER_TABLE = 28, 4
EXAMPLE_STRATEGIES = "Opportunist", "Mirror"  # players of the game that the guide works through
SWAPPED_STRATEGIES = "Mirror", "Presser"  # players of the second, in which the other side presses first
TESTED = ("margin", "loss", "critical")  # assumptions of which a table changes one
ORIGINALS = {"Associated Press": "wire", "Jiji Press": "wire"}  # standing of publishers that are read only in copies
STRENGTH = {"primary": 0, "wire": 1, "quality": 2, "specialist": 2}  # of what a slip names, the strongest first


@prose.add_path_to_errors(GAME_GUIDE)
def render_kit(book) -> str:
    """Return the print kit as HTML, from the teacher's guide and the game's model."""
    sections = prose.split_sections(GAME_GUIDE.read_text("utf-8"))
    example, swapped = (
        next(year for year in game.play(*players, *game_start()).years if "press" in (year.us, year.russia))
        for players in (EXAMPLE_STRATEGIES, SWAPPED_STRATEGIES)
    )
    return render(
        "kit.html",
        game=game,
        start=game_start(),
        section=lambda heading: prose.render_html(sections[heading]),
        example=example,
        swapped=swapped,
        marks=build_marks(),
        tested=[(row, [level for level in row.levels if level != row.value]) for row in find_tested()],
        publishers=lambda card: list_publishers(card.event["source_ids"]),
        students=STUDENTS,
        seats=SEATS_PER_TABLE,
        address=book.address("teach/keep-it-flying"),
    )


def find_tested() -> list:
    """Return the assumptions of which a table changes one, in the order of `TESTED`."""
    rows = {row.name: row for row in game.assumptions.listed()}
    return [rows[name] for name in TESTED]


def build_marks() -> list[tuple[str, list[tuple[float, float]]]]:
    """Return each job with the marks of both sides in the game's first year: ours and the second judge's."""
    year = game.assumptions.FIRST_YEAR
    rows = {(row["function"], row["side"]): row for row in data.rows("codings") if row["on_date"].year == year}
    return [
        (name, [(rows[id, side]["code"], rows[id, side]["second_code"]) for side in SIDES])
        for id, name in FUNCTIONS.items()
    ]


def list_publishers(source_ids: Iterable[str], most: int = 2) -> list[str]:
    """Return who published some sources, the strongest first; what a state controls is named as such.

    A copy stands for its original, as "Reuters (copy)". Where an actor itself speaks, nobody else is named. Sources
    that a state controls are named only where less than `most` others are left.
    """
    found = {}
    for source in map(data.source, source_ids):
        name = source.mirror_of or source.producer
        rank = STRENGTH.get(standing_of(name) if source.mirror_of else source.standing, len(STRENGTH))
        label = f"{name} (copy)" if source.mirror_of else name
        if source.controlled_by:
            label = f"{name} (state-controlled, {data.by_id('countries')[source.controlled_by]['name']})"
        found[label] = min(rank, found.get(label, rank))
    labels = sorted(found, key=found.get)
    own_word = [label for label in labels if found[label] == STRENGTH["primary"]]
    return (own_word or labels)[:most]


def standing_of(publisher: str) -> str:
    """Return the standing of a publisher's own texts, or "" where none was read."""
    standings = (row["standing"] for row in data.rows("sources") if row["producer"] == publisher)
    return next((standing for standing in standings if standing != "copy"), ORIGINALS.get(publisher, ""))
