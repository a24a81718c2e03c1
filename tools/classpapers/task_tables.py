"""Builds the tables for tasks on paper, as Markdown, from the book's data.

A lesson plan asks for a table with a comment such as `<!-- table: ships -->`, or for copies to cut out with
`<!-- 3 times: ship-cards -->`. Empty cells are for pupils to write in.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd

import issfacts
from issfacts import data, game, tables
from issfacts.dependence import game_start
from issfacts.exhibits.sources import SPEAKERS
from issfacts.kit.dates import format_date
from issfacts.kit.wording import capital, day, listed
from issfacts.record.elements import elements
from issfacts.widgets.questions import question

ARTICLE_DAY = "2023-09-16"
# Of the count that the second chapter rebuilds.
FIRST_DAY, LAST_DAY = pd.Timestamp("2023-08-01", tz="UTC"), pd.Timestamp("2023-09-30", tz="UTC")
BEFORE_DOCKING, HATCH_OPEN = pd.Timestamp("2023-09-15T18:00"), pd.Timestamp("2023-09-15T21:30")
BRIEF_EVENTS = ("invasion-2022", "seat-swap-signed", "borisov-exit-remark", "russia-2028-letters", "docking-ms24")
SEAT_SWAP_SIGNED = "2022-07-14"
CELL_SYMBOLS = {"says": "■", "not in what we read": "–", "not read": "○"}
STRATEGY, PARTNERS = "Opportunist", ("Mirror", "Patient")  # players of the two games on one sheet
FIRST_STANDING = {"Associated Press": "wire", "Reuters": "wire"}  # of publishers known here from copies alone
RANKS = ("first", "second", "third")
PROJECT_LINES = {  # of the kinds of joint work, by id: what it is, without how it went on
    "compared-arctic": "a council of the eight states round the North Pole, Russia among them",
    "compared-engines": "American firm, American rocket, freight for the station; the engines came from Russia",
    "compared-fish": "the two agreed every year who might catch how much cod in a sea that they share",
    "compared-fusion": "a machine that is to win energy from the fusion of atoms, with parts from many states",
    "compared-gas": "a pipeline from Russia to Germany",
    "compared-kourou": "Russian rockets that started in South America",
    "compared-oneweb": "Russian rockets, starting in Kazakhstan, for a firm in Britain",
    "compared-rover": "a car without a driver, built in Europe; rocket and lander were Russian",
    "compared-station": "a station of Russia, the United States, Europe, Japan and Canada",
    "compared-telescope": "German, mounted on a Russian satellite",
}
VIEWS = ("view-02", "view-05", "view-04", "view-72", "view-14", "view-12")  # on whether the cooperation should go on
VIEW_NOTES = {  # by id: after the holder
    "view-12": "told to a journal, as a report has it; he did not speak of the station",
    "view-14": "a Japanese newspaper",
    "view-72": "told to Sputnik, a news agency of the Russian state",
}
RECORD = {  # of the events that the eighth chapter holds against its game, by id
    "exit-2025-announced": (
        "A deputy prime minister of Russia spoke of leaving the station in 2025. Roscosmos, Russia's space agency, "
        "said that this was not decided. That was before the full-scale invasion."
    ),
    "kosmos-1408-test": (
        "Russia destroyed a satellite in a weapon test. All aboard the station, its own crew too, had to "
        "shelter in their ships. Moscow denied any danger."
    ),
    "rogozin-sanctions-ultimatum": (
        "In the crisis of the invasion the head of Roscosmos tied normal work on the station to the end of sanctions. "
        "He did not carry it out."
    ),
    "european-arm-order-2022": (
        "Europe ended its joint Mars rover with Russia. The head of Roscosmos then ordered the Russian crew not to use "
        "a robot arm built by Europe. Three days later he lost his office, and on the ninth day a Russian and a "
        "European worked on the arm outside."
    ),
    "seat-swap-addendum-2": (
        "The seat swap, by which each side flies people of the other, was extended, as Roscosmos reported."
    ),
}


def markdown_table(headers: Iterable[str], rows: Iterable[Iterable]) -> str:
    """Return a Markdown table; a pipe within a cell becomes a slash, because it would end the cell."""
    lines = [list(headers), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(str(cell).replace("|", "/") for cell in line) + " |" for line in lines)


def frame_table(frame: pd.DataFrame, columns: dict[str, str] | Iterable[str], *empty_columns: str) -> str:
    """Return some columns of a frame as a Markdown table, renamed if `columns` is a dict, then the empty columns."""
    headers = columns if isinstance(columns, dict) else dict(zip(columns, columns, strict=True))
    rows = frame[list(headers)].astype(object).where(frame.notna(), "none").to_numpy().tolist()
    empty_cells = [""] * len(empty_columns)
    return markdown_table([*headers.values(), *empty_columns], [[*row, *empty_cells] for row in rows])


def numbered_list(lines: Iterable[str]) -> str:
    """Return lines as a numbered Markdown list."""
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def ships_table() -> str:
    """Return who came and left in the period of the second chapter's count; sums are left to the pupil."""
    aboard = ", ".join(issfacts.aboard(FIRST_DAY)["person"])
    return markdown_table(
        ["Day", "Ship", "People", "Plus or minus", "Aboard after it"],
        [[day(FIRST_DAY), "", aboard, "start", ""], *([*movement, "", ""] for movement in list_movements())],
    )


def list_movements() -> list[list[str]]:
    """Return day, ship with "comes" or "leaves", and names of the people, in chronological order."""
    stays = issfacts.load("stays").merge(issfacts.load("people")[["id", "name"]], left_on="person_id", right_on="id")
    movements = [
        (time, f"{ship} {verb}", ", ".join(people["name"]))
        for time_column, ship_column, verb in (("dock_utc", "ship", "comes"), ("undock_utc", "return_ship", "leaves"))
        for (time, ship), people in stays[stays[time_column].between(FIRST_DAY, LAST_DAY)].groupby(
            [time_column, ship_column]
        )
    ]
    return [[day(time), ship, names] for time, ship, names in sorted(movements)]


def shares_table() -> str:
    """Return the counts of mixed crews by two definitions, and which flight O'Hara's was.

    The period before the seat swap is left empty.
    """

    def count_mixed(start: str | None) -> list[str]:
        shares = [issfacts.share_of_mixed_crews(start=start, definition=name) for name in ("us-russia", "agency")]
        return [f"{share.mixed} of {share.flights}" for share in shares]

    headers = ["Time", "Narrow rule: NASA and Roscosmos", "Wide rule: any two partners"]
    first, horizon = issfacts.crewed_flights()["dock_utc"].min(), pd.Timestamp(data.package()["horizon"])
    rows = [
        [f"Whole record, {first:%B %Y} to {horizon:%B %Y}", *count_mixed(None)],
        [f"Since the seat swap of {day(pd.Timestamp(SEAT_SWAP_SIGNED))}", *count_mixed(SEAT_SWAP_SIGNED)],
        ["Before it", "", ""],
    ]
    number, count = (issfacts.fact(id).value for id in ("flights-to-ms24", "flights-docked"))
    return f"{markdown_table(headers, rows)}\n\nO'Hara's flight was number {number} of the {count}."


def list_statements() -> list[tuple]:
    """Return what Russia has said since 2021 about when it leaves the station: rows of positions, first source of each.

    The rows are in the order of their days.
    """
    positions = issfacts.load("positions").sort_values("said_on")
    positions = positions.query("said_on >= '2021' and stated_end_year.notna()")
    rows = [row for row in positions.itertuples() if row.countries == ("RUS",)]
    return [(row, issfacts.source(row.source_ids[0])) for row in rows]


def statements_table() -> str:
    """Return the statements with the publisher of each report, and where this is a copy also its first publisher."""
    rows = []
    for row, source in list_statements():
        copied = f", a copy of {source.mirror_of}" if source.mirror_of else ""
        rows.append([f"{day(row.said_on)}: {row.speaker}", row.position, source.producer + copied])
    return markdown_table(["Day and speaker", "What", "Reported by"], rows)


def publishers_table() -> str:
    """Return who is behind the first publishers of the statements, in a row for each standing."""
    publishers = {}
    for _, source in list_statements():
        name = source.mirror_of or source.producer
        state = f" ({data.by_id('countries')[source.controlled_by]['name']})" if source.controlled_by else ""
        publishers.setdefault(FIRST_STANDING.get(name, source.standing), set()).add(name + state)
    rows = [[listed(sorted(publishers[key])), capital(SPEAKERS[key])] for key in SPEAKERS if key in publishers]
    return markdown_table(["Publisher", "Who is behind it, by our list of sources"], rows)


def coverage_grid() -> str:
    """Return a numbered list of the story's elements, and which page has which element."""
    cells = issfacts.load("coverage").query("page_id != 'P00'")
    outlets = issfacts.load("coverage_pages").set_index("id")["outlet"]
    element_names = issfacts.load("coverage_elements").set_index("id")["element"]
    symbols = cells.assign(symbol=cells["cell"].map(CELL_SYMBOLS))
    symbols = symbols.pivot(index="page_id", columns="element_id", values="symbol")
    ordered = [id for id in element_names.index if id in symbols.columns]
    headers = ["Page", *(str(number) for number in range(1, len(ordered) + 1))]
    rows = [[f"{page} {outlets[page]}", *symbols.loc[page, ordered]] for page in symbols.index]
    return f"{numbered_list(element_names[id] for id in ordered)}\n\n{markdown_table(headers, rows)}"


def parts_table() -> str:
    """Return the parts of the station with builder, owner and mass; a mass that we do not trust is "unknown"."""
    rows = [
        [row.element, " and ".join(row.builders), row.owned_by, f"{row.mass_kg / 1000:.1f}".replace("nan", "unknown")]
        for row in elements().itertuples()
    ]
    return markdown_table(["Part", "Built by", "Owned by", "Tonnes"], rows)


def codes_table() -> str:
    """Return the mark of each job by side and year."""
    codings = tables.codings().data
    codes = codings.pivot(index="Job", columns="Side, year", values="Mark").loc[codings["Job"].unique()].reset_index()
    return frame_table(codes, codes.columns)


def doubts_table() -> str:
    """Return the marks for 2023 with reason and doubt, to be cut into strips."""
    codings = tables.codings().data
    codings_2023 = codings[codings["Side, year"].str.endswith("2023")]
    return frame_table(codings_2023, ["Job", "Side, year", "Mark", "Reason", "Our doubt"])


def play_games() -> list[tuple]:
    """Return each partner's name and the game that the strategy plays against it."""
    return [(partner, game.play(STRATEGY, partner, *game_start())) for partner in PARTNERS]


def games_tables() -> str:
    """Return the two games year by year: moves, margin and points."""
    points = ["Points: US-led side", "Points: Russia"]
    return "\n\n".join(
        markdown_table(
            ["Year", "US-led side", f"Russia: {partner}", "Margin before", *points],
            [
                [year.before.year, year.us, year.russia, year.before.margin, *map(signed, year.scores)]
                for year in played.years
            ],
        )
        for partner, played in play_games()
    )


def signed(points: int) -> str:
    """Return a number with a minus sign instead of a hyphen.

    >>> signed(-6)
    '−6'
    """
    return str(points).replace("-", "\N{MINUS SIGN}")


def gains_line() -> str:
    """Return what pressing brings in years of each mood, in which the two games have it, and which year is a crisis."""
    years = [year for _, played in play_games() for year in played.years]
    moods = {game.tension(year.before.year) for year in years if "press" in (year.us, year.russia)}
    crises = dict.fromkeys(str(year.before.year) for year in years if game.tension(year.before.year) == "crisis")
    calm, tense, crisis = (game.STANDARD.gain(mood) for mood in ("calm", "tense", "crisis"))
    return (
        f"Pressing brings {calm} points in a calm year, {tense} in a tense year and {crisis} in a crisis. In these two "
        f"games a side presses only in a {listed(sorted(moods))} year. In the game the year of crisis is "
        f"{listed(crises)}: in it both sides share."
    )


def results_table() -> str:
    """Return length and points of the two games, the first pressure, and the partner's move in the year after."""
    rows = []
    for partner, played in play_games():
        first = next(number for number, year in enumerate(played.years) if "press" in (year.us, year.russia))
        moves = [played.years[first].before.year, played.years[first + 1].russia]
        rows.append([f"Against {partner}", len(played.years), *played.scores, *moves])
    headers = [
        "Game",
        "Years that were played",
        "Points: US-led side",
        "Points: Russia",
        "First pressure",
        "Partner, the year after",
    ]
    return markdown_table(headers, rows)


def open_predictions_table() -> str:
    """Return the eight open predictions that are due last, with an empty column for a probability."""
    predictions = issfacts.load("predictions").query("outcome == 'open' and due_on.notna()").sort_values("due_on")
    last_due = predictions.tail(8).itertuples()
    rows = [[row.predicts, row.made_by, row.made_on.year, row.due_on.year, ""] for row in last_due]
    return markdown_table(["Prediction", "Made by", "Made in", "We shall know by", "My number, 0 to 1"], rows)


def reason_table(rank: str) -> str:
    """Return the reason of a rank ("first" to "third") with the evidence for it, then that against it."""
    row = next(row for row in issfacts.rows("reasons") if row["kind"] == "holds" and RANKS[row["rank"] - 1] == rank)
    evidence = tables.evidence_for(row["id"]).data
    return f"**{rank.capitalize()} reason:** {row['claim']}\n\n{frame_table(evidence, ['Speaks', 'What it shows'])}"


def endings_table() -> str:
    """Return what would end the cooperation, and the sign to watch for."""
    return frame_table(tables.what_would_end_it().data, ["What would end it", "How likely", "The sign to watch for"])


def days_table() -> str:
    """Return the events that a brief needs, and how many people were aboard before and after the docking."""
    events = issfacts.load("events").set_index("id").loc[list(BRIEF_EVENTS)]
    rows = [[day(event.when_utc), event.title] for event in events.itertuples()]
    for when, time in (("before the ship docked", BEFORE_DOCKING), ("when the hatch was open", HATCH_OPEN)):
        rows.append([day(time), f"People aboard {when}: {len(issfacts.aboard(time))}"])
    return markdown_table(["Day", "What the record has"], rows)


def roster_table() -> str:
    """Return who was aboard before the docking, with an empty column."""
    return frame_table(issfacts.aboard(BEFORE_DOCKING), {"person": "Aboard", "agency": "Sent by"}, "In the article?")


def steps_table() -> str:
    """Return the steps on the way to the station in alphabetical order, so that pupils can put them in order."""
    steps = sorted(map(str, tables.road_to_the_station().data["Step"]))
    return markdown_table(["Step", "When", "Strand"], [[step, "", ""] for step in steps])


def weights_table() -> str:
    """Return each builder's shares of mass, with empty columns for shares of pieces."""
    columns = ["Built by", "Mass (%)", "Rooms' mass (%)"]
    return frame_table(tables.builders().data, columns, "Pieces built", "Pieces owned")


def players_table() -> str:
    """Return the strategies of the two games, each with its rule."""
    strategies = [strategy for strategy in game.NAMED if strategy.name in (STRATEGY, *PARTNERS)]
    return markdown_table(["Strategy", "What it does"], [[strategy.name, strategy.sentence] for strategy in strategies])


def projects_list() -> str:
    """Return the kinds of joint work in alphabetical order, each with a line that says what it is."""
    projects = sorted(issfacts.rows("comparisons"), key=lambda row: row["project"].casefold())
    return numbered_list(f"**{row['project']}:** {PROJECT_LINES[row['id']]}" for row in projects)


def views_table() -> str:
    """Return views on whether the cooperation should go on: holder and day, view, reason."""
    rows = []
    for id in VIEWS:
        view = data.by_id("perspectives")[id]
        who = f"{view['holder']}, {format_date(view['said_on'], view['said_on_precision'])}"
        rows.append([f"{who}; {VIEW_NOTES[id]}" if id in VIEW_NOTES else who, view["position"], view["reason"]])
    return markdown_table(["Who, and when", "What they hold", "Their reason"], rows)


def record_table() -> str:
    """Return five events of the record, with an empty column for how each fits the rule of the game."""
    events = data.by_id("events")
    rows = [[f"{events[id]['when_utc']:%B %Y}: {what}", ""] for id, what in RECORD.items()]
    return markdown_table(["What happened", "Does it fit, and why?"], rows)


def one_year_table() -> str:
    """Return the payoffs of one year of the game."""
    payoffs = tables.one_year().data
    return frame_table(payoffs, payoffs.columns)


TABLES = {
    "ships": ships_table,
    "ship-cards": lambda: markdown_table(["Ship", "People"], [movement[1:] for movement in list_movements()]),
    "roster": roster_table,
    "shares": shares_table,
    "statements": statements_table,
    "publishers": publishers_table,
    "search-results": lambda: markdown_table(
        ["Search result"], [[option.text] for option in question("news-inside-search").options]
    ),
    "grid": coverage_grid,
    "steps": steps_table,
    "parts": parts_table,
    "weights": weights_table,
    "matrix": codes_table,
    "doubts": doubts_table,
    "players": players_table,
    "games": games_tables,
    "gains": gains_line,
    "results": results_table,
    "one-year": one_year_table,
    "record": record_table,
    "open-predictions": open_predictions_table,
    "projects": projects_list,
    "views": views_table,
    "endings": endings_table,
    "known": lambda: frame_table(tables.known_on(ARTICLE_DAY).data, ["Partner", "End year", "When", "Who said what"]),
    "days": days_table,
    "checks": lambda: frame_table(issfacts.load("audit_items"), {"item": "Check", "how": "How"}, "Done"),
}
TABLES |= {f"{rank}-reason": partial(reason_table, rank) for rank in RANKS}
PLACEHOLDER = re.compile(r"<!-- (?:(?P<copies>\d) times: |table: )?(?P<name>[a-z -]+) -->")


def insert_tables(markdown: str, chapter_tables: dict[str, Callable[[], str]]) -> str:
    """Return a text with each placeholder comment replaced by its table, of the book or of the chapter."""
    builders = TABLES | chapter_tables
    return PLACEHOLDER.sub(lambda found: "\n\n".join([builders[found["name"]]()] * int(found["copies"] or 1)), markdown)
