"""Makes the game on paper for a class; its numbers come from the game, its events from the tables."""

from notebooks import ROOT

from issfacts import game
from issfacts.exhibits.dependence import game_start
from issfacts.game.events import cards
from issfacts.kit import wording

from . import prose
from .sheets import render

KIT = "keep-it-flying-kit"
GUIDE = ROOT / "teach" / "keep-it-flying.md"
CLASS, SEATS = 28, 4  # students, and seats at a table
TABLES = CLASS // SEATS
SLIPS = 4  # on a page
CUTTING = 30  # minutes for all cards and slips: our estimate
EXAMPLE = "Opportunist", "Mirror"  # who play the game that the guide works through
PRINTS = (  # each sheet with how often it is printed, its pages, and whether it is cut
    ("For the teacher", 1, 2, "no"),
    ("Rules; board; headline sheet; ways to play", TABLES, 4, "no"),
    ("Seat cards; move cards", TABLES, 2, "yes"),
    ("Score sheets and plans, two on a page", TABLES, 2, "yes"),
    ("Event cards", TABLES, 2, "yes"),
    (f"Memo slips, {wording.number(SLIPS)} on a page", CLASS // SLIPS, 1, "yes"),
    ("Fact-checker's card, if students are left over", 1, 1, "no"),
)


@prose.reading(GUIDE)
def print_kit(book) -> str:
    """Return the game on paper, from the teacher's guide and the model."""
    a, (us, russia) = game.STANDARD, game_start()
    guide = prose.sections(GUIDE.read_text("utf-8"))
    return render(
        "kit.html",
        a=a,
        us=us,
        russia=russia,
        last_step=game.model.TRACK,
        years=range(game.assumptions.FIRST_YEAR, a.last_year + 1),
        threshold=game.threshold,
        last_notice=a.last_year - a.notice_years - 1,
        cards=cards(),
        strategies=game.NAMED,
        section=lambda heading: prose.html(guide[heading]),
        example=next(year for year in game.play(*EXAMPLE, us, russia).years if "press" in (year.us, year.russia)),
        prints=PRINTS,
        sides=sum(times * pages for _, times, pages, _ in PRINTS),
        minutes=CUTTING,
        slips=SLIPS,
        students=CLASS,
        tables=TABLES,
        seats=SEATS,
        address=book.address("teach/keep-it-flying"),
    )
