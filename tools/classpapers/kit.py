"""Renders the print kit of the board game, with numbers from the game's model and events from the tables."""

from notebooks import ROOT

from issfacts import game
from issfacts.dependence import game_start

from . import prose
from .sheets import render

KIT = "keep-it-flying-kit"
GUIDE = ROOT / "teach" / "keep-it-flying.md"
STUDENTS, SEATS_PER_TABLE = 28, 4
EXAMPLE_STRATEGIES = "Opportunist", "Mirror"  # players of the game that the guide works through


@prose.add_path_to_errors(GUIDE)
def render_kit(book) -> str:
    """Return the print kit as HTML, from the teacher's guide and the game's model."""
    sections = prose.split_sections(GUIDE.read_text("utf-8"))
    example_years = game.play(*EXAMPLE_STRATEGIES, *game_start()).years
    return render(
        "kit.html",
        game=game,
        start=game_start(),
        section=lambda heading: prose.render_html(sections[heading]),
        example=next(year for year in example_years if "press" in (year.us, year.russia)),
        students=STUDENTS,
        seats=SEATS_PER_TABLE,
        address=book.address("teach/keep-it-flying"),
    )
