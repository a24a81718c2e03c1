"""Renders the print kit of the board game, with numbers from the game's model and events from the tables."""

from paths import GAME_GUIDE

from issfacts import data, game
from issfacts.dependence import FUNCTIONS, SIDES, game_start

from . import prose
from .sheets import render

KIT = "keep-it-flying-kit"
SEATS_PER_TABLE = 4
EXAMPLE_STRATEGIES = "Opportunist", "Mirror"  # US-led and Russian player of the game that the guide works through
SWAPPED_STRATEGIES = "Mirror", "Presser"  # those of the guide's second game, in which Russia presses first


@prose.add_path_to_errors(GAME_GUIDE)
def render_kit(book) -> str:
    """Return the print kit as HTML, from the teacher's guide and the game's model."""
    sections = prose.split_sections(GAME_GUIDE.read_text("utf-8"))
    example, swapped = (
        next(year for year in game.play(*players, *game_start()).years if "press" in (year.us, year.russia))
        for players in (EXAMPLE_STRATEGIES, SWAPPED_STRATEGIES)
    )
    first = game.assumptions.FIRST_YEAR
    codings = {(row["function"], row["side"]): row for row in data.rows("codings") if row["on_date"].year == first}
    return render(
        "kit.html",
        game=game,
        start=game_start(),
        section=lambda heading: prose.render_html(sections[heading]),
        example=example,
        swapped=swapped,
        marks={job: [codings[id, side] for side in SIDES] for id, job in FUNCTIONS.items()},
        tested={row.name: row for row in game.assumptions.listed()},
        seats=SEATS_PER_TABLE,
        address=book.address("teach/keep-it-flying"),
    )
