"""Renders the print kit of the board game, with numbers from the game's model and events from the tables."""

from notebooks import ROOT

from issfacts import game
from issfacts.dependence import game_start
from issfacts.kit import wording

from . import prose
from .sheets import render

KIT = "keep-it-flying-kit"
GUIDE = ROOT / "teach" / "keep-it-flying.md"
STUDENTS, SEATS_PER_TABLE = 28, 4
TABLES = STUDENTS // SEATS_PER_TABLE
SLIPS_PER_PAGE = 4
CUTTING_MINUTES = 30  # for all cards and slips: our estimate
EXAMPLE_STRATEGIES = "Opportunist", "Mirror"  # players of the game that the guide works through
PRINT_LIST = (  # sheet, copies, pages of one copy, whether it is cut
    ("For the teacher", 1, 2, "no"),
    ("Rules; board; headline sheet; ways to play", TABLES, 4, "no"),
    ("Seat cards; move cards", TABLES, 2, "yes"),
    ("Score sheets and plans, two on a page", TABLES, 2, "yes"),
    ("Event cards", TABLES, 2, "yes"),
    (f"Memo slips, {wording.number(SLIPS_PER_PAGE)} on a page", STUDENTS // SLIPS_PER_PAGE, 1, "yes"),
    ("Fact-checker's card, if students are left over", 1, 1, "no"),
)


@prose.add_path_to_errors(GUIDE)
def render_kit(book) -> str:
    """Return the print kit as HTML, from the teacher's guide and the game's model."""
    assumptions, (us, russia) = game.STANDARD, game_start()
    sections = prose.split_sections(GUIDE.read_text("utf-8"))
    example_years = game.play(*EXAMPLE_STRATEGIES, us, russia).years
    return render(
        "kit.html",
        assumptions=assumptions,
        us=us,
        russia=russia,
        last_step=game.model.TRACK,
        years=range(game.assumptions.FIRST_YEAR, assumptions.last_year + 1),
        threshold=game.threshold,
        last_notice=assumptions.last_year - assumptions.notice_years - 1,
        cards=game.CARDS,
        strategies=game.NAMED,
        section=lambda heading: prose.render_html(sections[heading]),
        example=next(year for year in example_years if "press" in (year.us, year.russia)),
        print_list=PRINT_LIST,
        total_pages=sum(copies * pages for _, copies, pages, _ in PRINT_LIST),
        cutting_minutes=CUTTING_MINUTES,
        slips_per_page=SLIPS_PER_PAGE,
        students=STUDENTS,
        tables=TABLES,
        seats=SEATS_PER_TABLE,
        address=book.address("teach/keep-it-flying"),
    )
