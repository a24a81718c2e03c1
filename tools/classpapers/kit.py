"""Renders the print kit of the board game, with numbers from the game's model and events from the tables."""

from paths import GAME_GUIDE

from issfacts import data, game
from issfacts.dependence import FUNCTIONS, SIDES, game_start

from . import prose
from .publishers import list_publishers
from .sheets import STUDENTS, render

KIT = "keep-it-flying-kit"
SEATS_PER_TABLE = 4
EXAMPLE_STRATEGIES = "Opportunist", "Mirror"  # US-led and Russian player of the game that the guide works through
SWAPPED_STRATEGIES = "Mirror", "Presser"  # those of the guide's second game, in which Russia presses first
TESTED = ("margin", "loss", "critical")  # assumptions of which a table changes one


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
