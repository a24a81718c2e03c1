"""Writes the tables that a task on paper needs, as Markdown, out of the book's own tables.

A lesson plan asks for one by its name in a comment, such as `<!-- table: ships -->`, or several times to cut, as in
`<!-- 3 times: ship-cards -->`. An empty cell is room to write.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial

import pandas as pd

import issfacts
from issfacts import game, tables
from issfacts.exhibits.dependence import game_start
from issfacts.kit.wording import day
from issfacts.record.elements import elements
from issfacts.widgets.questions import question

ARTICLE_DAY = "2023-09-16"
# Of the count that the second chapter rebuilds.
FIRST_DAY, LAST_DAY = pd.Timestamp("2023-08-01", tz="UTC"), pd.Timestamp("2023-09-30", tz="UTC")
BEFORE_DOCKING, HATCH_OPEN = pd.Timestamp("2023-09-15T18:00"), pd.Timestamp("2023-09-15T21:30")
EVENTS = ("invasion-2022", "seat-swap-signed", "borisov-exit-remark", "russia-2028-letters", "docking-ms24")
SWAP_SIGNED = "2022-07-14"
MARKS = {"says": "■", "not in what we read": "–", "not read": "○"}
OURS, PARTNERS = "Opportunist", ("Mirror", "Patient")  # of the two games that a sheet tells
RANKS = ("first", "second", "third")


def table(heads: Iterable[str], rows: Iterable[Iterable]) -> str:
    """Return a table as Markdown; a bar within a cell would end it."""
    lines = [list(heads), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(str(cell).replace("|", "/") for cell in line) + " |" for line in lines)


def frame(found: pd.DataFrame, columns: dict[str, str] | Iterable[str], *empty: str) -> str:
    """Return some columns of a frame, by other names where they are given, as a table; `empty` are to write in."""
    names = columns if isinstance(columns, dict) else dict(zip(columns, columns, strict=True))
    rows = found[list(names)].astype(object).where(found.notna(), "none").to_numpy().tolist()
    return table([*names.values(), *empty], [[*row, *[""] * len(empty)] for row in rows])


def numbered(lines: Iterable[str]) -> str:
    """Return lines as a numbered list."""
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))


def ships() -> str:
    """Return who came and went while the second chapter counts; the reader adds up."""
    aboard = ", ".join(issfacts.aboard(FIRST_DAY)["person"])
    return table(
        ["Day", "Ship", "People", "Plus or minus", "Aboard after it"],
        [[day(FIRST_DAY), "", aboard, "start", ""], *([*one, "", ""] for one in movements())],
    )


def movements() -> list[list[str]]:
    """Return day, what a ship did and whom it carried, in the order of time."""
    stays = issfacts.load("stays").merge(issfacts.load("people")[["id", "name"]], left_on="person_id", right_on="id")
    found = [
        (moment, f"{ship} {does}", ", ".join(people["name"]))
        for when, which, does in (("dock_utc", "ship", "comes"), ("undock_utc", "return_ship", "leaves"))
        for (moment, ship), people in stays[stays[when].between(FIRST_DAY, LAST_DAY)].groupby([when, which])
    ]
    return [[day(moment), ship, names] for moment, ship, names in sorted(found)]


def shares() -> str:
    """Return mixed crews by two rules; the time before the seat swap is left to be worked out."""

    def counted(start: str | None) -> list[str]:
        found = [issfacts.share_of_mixed_crews(start=start, definition=rule) for rule in ("us-russia", "agency")]
        return [f"{one.mixed} of {one.flights}" for one in found]

    heads = ["Time", "Narrow rule: NASA and Roscosmos", "Wide rule: any two partners"]
    rows = [["Whole record", *counted(None)], ["Since the seat swap", *counted(SWAP_SIGNED)], ["Before it", "", ""]]
    return table(heads, rows)


def statements() -> str:
    """Return what Russia said about its end on the station, from the talk of 2021 on, and who reports it."""
    found = issfacts.load("positions").sort_values("said_on").query("said_on >= '2021' and stated_end_year.notna()")
    rows = [
        [f"{day(one.said_on)}: {one.speaker}", one.position, issfacts.source(one.source_ids[0]).producer]
        for one in found.itertuples()
        if one.countries == ("RUS",)
    ]
    return table(["Day and speaker", "What", "Reported by"], rows)


def grid() -> str:
    """Return which page has which element of the story."""
    cells = issfacts.load("coverage").query("page_id != 'P00'")
    pages = issfacts.load("coverage_pages").set_index("id")["outlet"]
    names = issfacts.load("coverage_elements").set_index("id")["element"]
    marks = cells.assign(mark=cells["cell"].map(MARKS)).pivot(index="page_id", columns="element_id", values="mark")
    ordered = [id for id in names.index if id in marks.columns]
    heads = ["Page", *(str(place) for place in range(1, len(ordered) + 1))]
    return f"{numbered(names[id] for id in ordered)}\n\n" + table(
        heads, [[f"{page} {pages[page]}", *marks.loc[page, ordered]] for page in marks.index]
    )


def parts() -> str:
    """Return the pieces of the station: who built each, who owns it, what it weighs where we trust it."""
    rows = [
        [one.element, " and ".join(one.builders), one.owned_by, f"{one.mass_kg / 1000:.1f}".replace("nan", "unknown")]
        for one in elements().itertuples()
    ]
    return table(["Part", "Built by", "Owned by", "Tonnes"], rows)


def matrix() -> str:
    """Return the code of each job, by side and year."""
    codes = tables.codings().data
    found = codes.pivot(index="Job", columns="Side, year", values="Code").loc[codes["Job"].unique()].reset_index()
    return frame(found, found.columns)


def doubts() -> str:
    """Return the codes of the docking day with reason and doubt, to be cut into strips."""
    codes = tables.codings().data
    of_the_day = codes[codes["Side, year"].str.endswith("2023")]
    return frame(of_the_day, ["Job", "Side, year", "Code", "Reason", "Our doubt"])


def both_games() -> list[tuple]:
    """Return one strategy's game against each of two partners, with the partner's name."""
    return [(partner, game.play(OURS, partner, *game_start())) for partner in PARTNERS]


def games() -> str:
    """Return the two games year by year: moves, margin and points."""
    return "\n\n".join(
        table(
            ["Year", f"US-led side: {OURS}", f"Russia: {partner}", "Margin before", "Points of the US-led side"],
            [[one.before.year, one.us, one.russia, one.before.margin, one.outcome.scores.us] for one in played.years],
        )
        for partner, played in both_games()
    )


def results() -> str:
    """Return what the two games came to."""
    rows = [[f"Against {partner}", len(played.years), played.scores.us] for partner, played in both_games()]
    return table(["Game", "Years that were played", "Points of the US-led side"], rows)


def open_predictions() -> str:
    """Return some predictions whose day has still to come, with room for a number."""
    found = issfacts.load("predictions").query("outcome == 'open' and due_on.notna()").sort_values("due_on")
    rows = [[one.predicts, one.made_by, one.made_on.year, one.due_on.year, ""] for one in found.tail(8).itertuples()]
    return table(["Prediction", "Made by", "Made in", "We shall know by", "My number, 0 to 1"], rows)


def reason(rank: str) -> str:
    """Return one of the three reasons and the rows for and against it."""
    row = next(row for row in issfacts.rows("reasons") if row["kind"] == "holds" and RANKS[row["rank"] - 1] == rank)
    shown = tables.evidence_for(row["id"]).data
    return f"**{rank.capitalize()} reason:** {row['claim']}\n\n{frame(shown, ['Speaks', 'What it shows'])}"


def days() -> str:
    """Return the events that a brief needs, and how many people were aboard before and after."""
    found = issfacts.load("events").set_index("id").loc[list(EVENTS)]
    rows = [[day(one.when_utc), one.title] for one in found.itertuples()]
    for when, moment in (("before the ship docked", BEFORE_DOCKING), ("when the hatch was open", HATCH_OPEN)):
        rows.append([day(moment), f"People aboard {when}: {len(issfacts.aboard(moment))}"])
    return table(["Day", "What the record has"], rows)


TABLES = {
    "ships": ships,
    "ship-cards": lambda: table(["Ship", "People"], [movement[1:] for movement in movements()]),
    "roster": lambda: frame(
        issfacts.aboard(BEFORE_DOCKING), {"person": "Aboard", "agency": "Sent by"}, "In the article?"
    ),
    "shares": shares,
    "statements": statements,
    "search-results": lambda: table(["Search result"], [[one.text] for one in question("news-inside-search").options]),
    "grid": grid,
    "steps": lambda: table(  # shuffled by the alphabet
        ["Step", "When", "Strand"],
        [[step, "", ""] for step in sorted(map(str, tables.road_to_the_station().data["Step"]))],
    ),
    "parts": parts,
    "weights": lambda: frame(
        tables.builders().data, ["Built by", "Mass (%)", "Rooms' mass (%)"], "Pieces built", "Pieces owned"
    ),
    "matrix": matrix,
    "doubts": doubts,
    "players": lambda: table(
        ["Strategy", "What it does"], [[one.name, one.sentence] for one in game.NAMED if one.name in (OURS, *PARTNERS)]
    ),
    "games": games,
    "results": results,
    "one-year": lambda: frame(found := tables.one_year().data, found.columns),
    "open-predictions": open_predictions,
    "projects": lambda: numbered(issfacts.load("comparisons")["project"]),
    "known": lambda: frame(tables.known_on(ARTICLE_DAY).data, ["Partner", "End year", "When", "Who said what"]),
    "days": days,
    "checks": lambda: frame(issfacts.load("audit_items"), {"item": "Check", "how": "How"}, "Done"),
}
TABLES |= {f"{rank}-reason": partial(reason, rank) for rank in RANKS}
WANTED = re.compile(r"<!-- (?:(\d) times: |table: )?([a-z -]+) -->")


def filled(markdown: str, more: dict[str, Callable[[], str]]) -> str:
    """Return a text with the tables for which it asks, and with `more` that a chapter has of its own."""
    makers = TABLES | more
    return WANTED.sub(lambda wanted: "\n\n".join([makers[wanted[2]]()] * int(wanted[1] or 1)), markdown)
