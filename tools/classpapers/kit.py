"""Makes the game on paper for a class; its numbers come from the game, its events from the tables."""

from functools import partial

from issfacts import game
from issfacts.exhibits.dependence import game_start
from issfacts.game.events import cards

from .sheets import about_all, render, section

KIT = "keep-it-flying-kit.html"
CLASS, SEATS = 28, 4  # students, and seats at a table


def print_kit(guide: str, book) -> str:
    """Return the game on paper; `guide` is the teacher's page on it."""
    a, (us, russia) = game.STANDARD, game_start()
    years = range(game.assumptions.FIRST_YEAR, a.last_year + 1)
    return render(
        "kit.html",
        a=a,
        us=us,
        russia=russia,
        last_step=game.model.TRACK,
        years=years,
        threshold=game.threshold,
        last_notice=a.last_year - a.notice_years - 1,
        cards=cards(),
        strategies=game.NAMED,
        section=partial(section, guide),
        students=CLASS,
        tables=CLASS // SEATS,
        seats=SEATS,
        address=book.address("teach/keep-it-flying"),
        **about_all(book),
    )
