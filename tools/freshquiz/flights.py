"""Kinds of question about flights: times in Moscow, and crews that are mixed by two definitions."""

from datetime import datetime, timedelta
from functools import cache
from random import Random

import issfacts as iss
from issfacts import data
from issfacts.kit.wording import clock, day, instant, listed

from . import Draft, draft_share, question_kind, require, sample
from .crew import bare, truncate_to_minute

BOTH_AGENCIES_RULE = "a crew is mixed if people of both NASA and Roscosmos were in it at launch."
ANY_PARTNERS_RULE = (
    "a crew is mixed if people of more than one of NASA, Roscosmos, ESA, JAXA and CSA were in it at launch."
)
TABLE_HEADER = ("ship", "launched", "people flew for")
FIXED_OFFSET_SINCE = datetime(2014, 10, 27)  # the day after Moscow's clocks were last moved
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@cache
def load_flights() -> tuple[dict, ...]:
    """Return the crewed flights that docked: launch and docking to the minute, and whether mixed by each definition."""
    mixed_by_both, mixed_by_partner = (
        set(iss.crewed_flights(mixed=True, definition=name)["ship"]) for name in ("us-russia", "agency")
    )
    return tuple(
        row
        | {"launch": truncate_to_minute(row["launch_utc"]), "dock": truncate_to_minute(row["dock_utc"])}
        | {"both": row["ship"] in mixed_by_both, "partner": row["ship"] in mixed_by_partner}
        for row in data.rows("crewed_flights")
        if row["dock_utc"] and row["people_up"]
    )


def flights_table(flights: list[dict]) -> tuple[list[str], tuple[str, ...], list[tuple[str, ...]]]:
    """Return ids, header and rows of a table of flights for the paper."""
    rows = [(flight["ship"], day(flight["launch"]), listed(flight["agencies_up"])) for flight in flights]
    return [flight["id"] for flight in flights], TABLE_HEADER, rows


@question_kind(1, "the table crewed_flights")
def moscow_time(rng: Random) -> Draft:
    """Ask for the day and time in Moscow."""
    flight = rng.choice(load_flights())
    event, when = rng.choice((("lifted off", flight["launch"]), ("docked", flight["dock"])))
    require(when > FIXED_OFFSET_SINCE)
    moscow = when + 3 * HOUR
    note, wrong_day = "", (moscow + DAY, "The hour is right, but the day is one too late.")
    if moscow.date() > when.date():
        note, wrong_day = ", on the next day", (moscow - DAY, "The hour is right. At midnight a new day begins.")
    return Draft(
        f"{flight['ship']} {event} on {instant(when)}. Moscow is three hours ahead of UTC.\n"
        "What were the day and the time in Moscow?",
        (moscow, f"{clock(when)} and three hours make {clock(moscow)}{note}."),
        [
            (when - 3 * HOUR, "This takes three hours away. Moscow is ahead of UTC."),
            (when + 2 * HOUR, "This adds two hours. The difference is three."),
            wrong_day,
        ],
        [flight["id"]],
        word=bare,
    )


@question_kind(1, "the table crewed_flights")
def mixed_one_of_four(rng: Random) -> Draft:
    """Ask which of four flights was mixed."""
    year = rng.choice(load_flights())["launch"].year
    near = [flight for flight in load_flights() if abs(flight["launch"].year - year) < 3]
    (right,) = sample(rng, [flight for flight in near if flight["both"]], 1)
    others = sample(rng, [flight for flight in near if not flight["both"]], 3)
    require(any(len(flight["agencies_up"]) > 1 for flight in others))
    wrong = []
    for flight in others:
        lacking = [agency for agency in ("NASA", "Roscosmos") if agency not in flight["agencies_up"]]
        several = "More than one agency is not enough. " if len(flight["agencies_up"]) > 1 else ""
        wrong.append((flight["ship"], f"{several}Nobody in this crew flew for {' or '.join(lacking)}."))
    return Draft(
        f"By our definition, {BOTH_AGENCIES_RULE}\nWhich of these four flights was mixed?",
        (right["ship"], "NASA and Roscosmos both had people in this crew."),
        wrong,
        *flights_table(sorted([right, *others], key=lambda flight: flight["launch"])),
    )


@question_kind(2, "the table crewed_flights")
def mixed_by_a_definition(rng: Random) -> Draft:
    """Ask how many of six flights were mixed by one of two definitions."""
    begin = rng.randrange(len(load_flights()) - 6)
    six = list(load_flights()[begin : begin + 6])
    asked, other = rng.choice((("both", "partner"), ("partner", "both")))
    rules = {"both": BOTH_AGENCIES_RULE, "partner": ANY_PARTNERS_RULE}
    count, other_count = (sum(flight[name] for flight in six) for name in (asked, other))
    require(count != other_count)
    several = sum(len(flight["agencies_up"]) > 1 for flight in six)
    return Draft(
        f"By one definition, {rules[asked]}\n"
        f"How many of these six flights, from {six[0]['ship']} to {six[-1]['ship']}, were mixed?",
        (count, f"These were mixed: {listed([flight['ship'] for flight in six if flight[asked]]) or 'none'}."),
        [
            (other_count, f"This is the number by another definition: {rules[other]}"),
            (6 - count, "These are the flights that were not mixed."),
            (
                several,
                "This counts every crew of more than one agency, also of those that the rule does not name.",
            ),
            (6, "This counts all flights."),
        ],
        *flights_table(six),
    )


@question_kind(3, "the table crewed_flights")
def share_over_years(rng: Random) -> Draft:
    """Ask for a share over several years, which is not the mean of the yearly shares."""
    first = rng.randrange(2001, 2023)
    years = range(first, first + rng.choice((3, 4)))
    chosen = [flight for flight in load_flights() if flight["dock"].year in years]
    mixed_by_year = {year: [flight["both"] for flight in chosen if flight["dock"].year == year] for year in years}
    require(all(mixed_by_year.values()))
    shares = [sum(mixed) / len(mixed) for mixed in mixed_by_year.values()]
    return draft_share(
        f"What share of the flights that docked from {years[0]} to {years[-1]} had people of both NASA and Roscosmos "
        "aboard?",
        sum(map(sum, mixed_by_year.values())),
        len(chosen),
        [
            (
                sum(shares) / len(shares),
                "This is the mean of the yearly shares. It counts a year with few flights as much as one with many.",
            ),
            (shares[-1], "This is the share in the last year alone."),
            (shares[0], "This is the share in the first year alone."),
        ],
        [flight["id"] for flight in chosen],
        ("year", "flights", "with both"),
        [(str(year), str(len(mixed)), str(sum(mixed))) for year, mixed in mixed_by_year.items()],
    )
