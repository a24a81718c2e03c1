"""Fills the tables for tasks on paper, which stand in teach/tables-on-paper.md, with the book's data."""

import re
from collections.abc import Callable, Iterable
from functools import cache, partial

import pandas as pd
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from paths import TEACH

import issfacts
from issfacts import data, game, tables
from issfacts.dependence import game_start
from issfacts.exhibits.sources import SPEAKERS
from issfacts.kit.dates import format_date
from issfacts.kit.wording import capital, day, listed
from issfacts.record.elements import elements
from issfacts.widgets.questions import question

from .prose import split_sections
from .publishers import original_publisher

TABLES = TEACH / "tables-on-paper.md"
ARTICLE_DAY = "2023-09-16"
# The days of the movements that chapter 2 counts again.
FIRST_DAY, LAST_DAY = pd.Timestamp("2023-08-01", tz="UTC"), pd.Timestamp("2023-09-30", tz="UTC")
BEFORE_DOCKING, HATCH_OPEN = pd.Timestamp("2023-09-15T18:00"), pd.Timestamp("2023-09-15T21:30")
SEAT_SWAP_SIGNED = pd.Timestamp("2022-07-14")
CELL_SYMBOLS = {"says": "■", "not in what we read": "–", "not read": "○"}
STRATEGY, PARTNERS = "Opportunist", ("Mirror", "Patient")  # in the two games on the sheet of the chapter on the game
RANKS = ("first", "second", "third")
PLACEHOLDER = re.compile(r"<!-- (?:(?P<copies>\d) times: |table: )?(?P<name>[a-z -]+) -->")


def frame_table(frame: pd.DataFrame, columns: dict[str, str] | Iterable[str] = (), *empty_columns: str) -> Markup:
    """Return columns of a frame (default: all) as a Markdown table, renamed by a dict, then the empty columns."""
    columns = columns or frame.columns
    headers = columns if isinstance(columns, dict) else dict(zip(columns, columns, strict=True))
    rows = frame[list(headers)].astype(object).where(frame.notna(), "none").to_numpy().tolist()
    lines = [[*headers.values(), *empty_columns], ["---"] * (len(headers) + len(empty_columns))]
    lines += [[*row, *("" for _ in empty_columns)] for row in rows]
    return Markup("\n".join(f"| {' | '.join(map(cell_text, line))} |" for line in lines))


def cell_text(value: object) -> str:
    """Return a value as the text of a cell: a pipe becomes a slash, because it would end the cell."""
    return value if isinstance(value, Markup) else str(value).replace("|", "/")


def movements() -> list[list[str]]:
    """Return day, ship with "comes" or "leaves", and names of the people, in chronological order."""
    stays = issfacts.load("stays").merge(issfacts.load("people")[["id", "name"]], left_on="person_id", right_on="id")
    found = [
        (time, f"{ship} {verb}", ", ".join(people["name"]))
        for time_column, ship_column, verb in (("dock_utc", "ship", "comes"), ("undock_utc", "return_ship", "leaves"))
        for (time, ship), people in stays[stays[time_column].between(FIRST_DAY, LAST_DAY)].groupby(
            [time_column, ship_column]
        )
    ]
    return [[day(time), ship, names] for time, ship, names in sorted(found)]


def mixed_crews(definition: str, start: pd.Timestamp | None = None) -> str:
    """Return how many flights had a mixed crew by a definition, of how many."""
    share = issfacts.share_of_mixed_crews(start=start, definition=definition)
    return f"{share.mixed} of {share.flights}"


def horizon() -> pd.Timestamp:
    """Return the time up to which open stays are counted."""
    return pd.Timestamp(data.package()["horizon"])


def statements() -> list[tuple]:
    """Return what Russia has said since 2021 about when it leaves the station: rows of positions, first source of each.

    The rows are in the order of their days.
    """
    positions = issfacts.load("positions").sort_values("said_on", kind="stable")
    positions = positions.query("said_on >= '2021' and stated_end_year.notna()")
    rows = [row for row in positions.itertuples() if row.countries == ("RUS",)]
    return [(row, issfacts.source(row.source_ids[0])) for row in rows]


def publishers() -> list[tuple[list[str], str]]:
    """Return the first publishers of the statements by standing, and who is behind them."""
    found = {}
    for _, source in statements():
        name, standing = original_publisher(source)
        state = f" ({data.by_id('countries')[source.controlled_by]['name']})" if source.controlled_by else ""
        found.setdefault(standing, set()).add(name + state)
    return [(sorted(found[key]), SPEAKERS[key]) for key in SPEAKERS if key in found]


def coverage_symbols() -> pd.DataFrame:
    """Return which page has which element of the story, as symbols: a row a page, elements in the order of the list."""
    cells = issfacts.load("coverage").query("page_id != 'P00'")
    symbols = cells.assign(symbol=cells["cell"].map(CELL_SYMBOLS))
    symbols = symbols.pivot(index="page_id", columns="element_id", values="symbol")
    return symbols[[id for id in issfacts.load("coverage_elements")["id"] if id in symbols.columns]]


def marks_by_job() -> pd.DataFrame:
    """Return the mark of each job by side and year."""
    codings = tables.codings().data
    return codings.pivot(index="Job", columns="Side, year", values="Mark").loc[codings["Job"].unique()].reset_index()


def marks_of(year: int) -> pd.DataFrame:
    """Return the marks of a year with their reasons and doubts."""
    codings = tables.codings().data
    return codings[codings["Side, year"].str.endswith(str(year))]


@cache
def play_games() -> list[tuple]:
    """Return each partner's name and the game that the strategy plays against it."""
    return [(partner, game.play(STRATEGY, partner, *game_start())) for partner in PARTNERS]


def first_pressure(played) -> int:
    """Return the index of the first year of a game in which a side presses."""
    return next(number for number, year in enumerate(played.years) if "press" in (year.us, year.russia))


def pressed_moods() -> list[str]:
    """Return the moods of the years in which a side presses."""
    years = [year for _, played in play_games() for year in played.years if "press" in (year.us, year.russia)]
    return sorted({game.tension(year.before.year) for year in years})


def crisis_years() -> list[str]:
    """Return the years of crisis in the two games."""
    years = [year.before.year for _, played in play_games() for year in played.years]
    return list(dict.fromkeys(str(year) for year in years if game.tension(year) == "crisis"))


def last_open_predictions(count: int) -> list:
    """Return the open predictions that are due last."""
    predictions = issfacts.load("predictions").query("outcome == 'open' and due_on.notna()").sort_values("due_on")
    return list(predictions.tail(count).itertuples())


def reason(rank: str) -> Markup:
    """Return the reason of a rank ("first" to "third") with the evidence for it, then that against it."""
    row = next(row for row in issfacts.rows("reasons") if row["kind"] == "holds" and RANKS[row["rank"] - 1] == rank)
    evidence = frame_table(tables.evidence_for(row["id"]).data, ["Speaks", "What it shows"])
    return Markup(f"**{rank.capitalize()} reason:** {row['claim']}\n\n{evidence}")


VALUES = {  # by their names in teach/tables-on-paper.md
    "iss": issfacts,
    "tables": tables,
    "game": game,
    "ARTICLE_DAY": ARTICLE_DAY,
    "FIRST_DAY": FIRST_DAY,
    "BEFORE_DOCKING": BEFORE_DOCKING,
    "HATCH_OPEN": HATCH_OPEN,
    "SEAT_SWAP_SIGNED": SEAT_SWAP_SIGNED,
    "STRATEGY": STRATEGY,
    "PARTNERS": PARTNERS,
}
FUNCTIONS = [
    *[data.by_id, elements, format_date, question, frame_table, movements, mixed_crews, horizon, statements],
    *[publishers, coverage_symbols, marks_by_job, marks_of, play_games, first_pressure, pressed_moods, crisis_years],
    *[last_open_predictions, reason],
]
TEMPLATES = Environment(trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=cell_text)
TEMPLATES.globals |= VALUES | {function.__name__: function for function in FUNCTIONS}
TEMPLATES.filters |= {"capital": capital, "day": day, "listed": listed, "month": "{:%B %Y}".format}
TEMPLATES.filters["signed"] = lambda points: str(points).replace("-", "\N{MINUS SIGN}")


def render_table(name: str) -> str:
    """Return a table of teach/tables-on-paper.md as Markdown. ToolError: there is none of this name."""
    return TEMPLATES.from_string(split_sections(TABLES.read_text("utf-8"))[name]).render()


def insert_tables(markdown: str, chapter_texts: dict[str, Callable[[], str]]) -> str:
    """Return a text with each placeholder comment replaced by its table, of the book or of the chapter."""

    def replacement(found: re.Match) -> str:
        text = chapter_texts.get(found["name"]) or partial(render_table, found["name"])
        return "\n\n".join([text()] * int(found["copies"] or 1))

    return PLACEHOLDER.sub(replacement, markdown)
