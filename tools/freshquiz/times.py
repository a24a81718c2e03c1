"""Asks about clocks and dates: Moscow's time, differences, the age of a statement, which date is which."""

from datetime import datetime, timedelta
from functools import cache
from random import Random

from issfacts import data
from issfacts.kit.wording import clock, day, instant

from . import Draft, kind, need
from .crew import minute

MOSCOW = timedelta(hours=3)
SAME_SINCE = datetime(2014, 10, 27)  # the day after Moscow's clocks were last moved
HOUR = timedelta(hours=1)


@cache
def flights() -> tuple[dict, ...]:
    """Return the flights whose launch and docking are known, with both to the minute."""
    rows = [row for row in data.rows("crewed_flights") if row["dock_utc"] and row["people_up"]]
    return tuple(row | {"launch": minute(row["launch_utc"]), "dock": minute(row["dock_utc"])} for row in rows)


@kind(1, "the table crewed_flights")
def moscow_time(rng: Random) -> Draft:
    """Ask for the day and time in Moscow."""
    flight = rng.choice(flights())
    event, when = rng.choice((("lifted off", flight["launch"]), ("docked", flight["dock"])))
    need(when > SAME_SINCE)
    there = when + MOSCOW
    wrong = [
        (when - MOSCOW, "This takes three hours away. Moscow is ahead of UTC."),
        (there - timedelta(days=1), "The hour is right. At midnight a new day begins."),
        (there + timedelta(days=1), "The hour is right, but the day is one too late."),
        (when + 2 * HOUR, "This adds two hours. The difference is three."),
    ]
    if there.date() == when.date():
        wrong[1], wrong[3] = wrong[3], wrong[1]
    return Draft(
        f"{flight['ship']} {event} on {instant(when)}. Moscow is three hours ahead of UTC.\n"
        "What were the day and the time in Moscow?",
        (
            _there(there),
            f"{clock(when)} and three hours make {clock(there)}"
            f"{', on the next day' if there.date() > when.date() else ''}.",
        ),
        [(_there(one), reason) for one, reason in wrong],
        [flight["id"]],
    )


def _there(when: datetime) -> str:
    """Word an instant without a zone."""
    return f"{day(when)}, {clock(when)}"


@kind(1, "the table crewed_flights")
def flight_time(rng: Random) -> Draft:
    """Ask how long a flight took from launch to docking."""
    flight = rng.choice(flights())
    launch, dock = flight["launch"], flight["dock"]
    need(HOUR < dock - launch < 60 * HOUR and dock.minute < launch.minute)
    hours, minutes = divmod((dock - launch) // timedelta(minutes=1), 60)
    wrong = [
        (hours + 1, minutes, "The hour is one too many: the minutes had to borrow an hour."),
        (hours, (100 + dock.minute - launch.minute), "This borrows 100 minutes. An hour has 60."),
        (hours, launch.minute - dock.minute, "This subtracts the smaller minutes from the larger ones."),
        (hours + 1, launch.minute - dock.minute, "This subtracts hours and minutes each by itself."),
        (hours + 3, minutes, "This changes one of the two times to Moscow time and leaves the other in UTC."),
    ]
    return Draft(
        f"{flight['ship']} lifted off on {instant(launch)}, and docked on {instant(dock)}.\n"
        "How long did the flight take?",
        (_span(hours, minutes), "Subtract the first time from the second; an hour has 60 minutes."),
        [(_span(some, more), reason) for some, more, reason in wrong if more < 60]
        + [(_span(hours - 1, minutes), "The hour is one too few.")],
        [flight["id"]],
    )


def _span(hours: int, minutes: int) -> str:
    """Word a span of time."""
    return f"{hours} h {minutes} min"


def predictions() -> list[dict]:
    """Return the predictions whose day is known."""
    return [row for row in data.rows("predictions") if row["made_on_precision"] == "day"]


@kind(2, "the table predictions")
def age_of_a_statement(rng: Random) -> Draft:
    """Ask how many days old a statement was on the day of a page."""
    row = rng.choice(predictions())
    page = row["made_on"] + timedelta(days=rng.randrange(70, 700))
    need(page.day < row["made_on"].day)
    age = (page - row["made_on"]).days
    months = 12 * (page.year - row["made_on"].year) + page.month - row["made_on"].month
    over = page.day - row["made_on"].day
    wrong = [
        (30 * months + over, "This takes every month as 30 days."),
        (age + 1, "This counts the day of the prediction, too."),
        (31 * months + over, "This takes every month as 31 days."),
        (age - 31, "This leaves out one whole month."),
        (age + 31, "This counts one month too many."),
    ]
    return Draft(
        f"This prediction is of {day(row['made_on'])}: “{row['predicts']}” Suppose a page of {day(page)} repeats it.\n"
        "How many days old was it on that day?",
        (f"{age} days", f"From {day(row['made_on'])} to {day(page)} it is {age} days."),
        [(f"{number} days", reason) for number, reason in wrong],
        [row["id"]],
    )


ROLES = {  # the question, and what the date was
    "On which day was the prediction made?": "the prediction was made",
    "On which day was the page published?": "the page was published",
    "On which day was the prediction settled?": "it was settled what became of the prediction",
    "On which day did the pupil read the page?": "the pupil read the page",
}
ENDS = {
    "came true": "it came true",
    "did not": "it had not come true",
    "superseded": "a newer plan had taken its place",
}


@kind(1, "the table predictions")
def which_date(rng: Random) -> Draft:
    """Ask which of four dates is that of the statement, of the page, of the outcome, of the reading."""
    row = rng.choice([row for row in predictions() if row["outcome_on_precision"] == "day"])
    page = row["made_on"] + timedelta(days=rng.randrange(3, 60))
    read = page + timedelta(days=rng.randrange(400, 2000))
    need(page < row["outcome_on"] != read and row["outcome"] in ENDS)
    dates = dict(zip(ROLES, (row["made_on"], page, row["outcome_on"], read), strict=True))
    asked = rng.choice(list(ROLES))
    return Draft(
        f"On {day(row['made_on'])} there was a prediction: “{row['predicts']}” Suppose a page of {day(page)} "
        f"repeats it, and a pupil reads that page on {day(read)}. On {day(row['outcome_on'])} one could say: "
        f"{ENDS[row['outcome']]}.\n{asked}",
        (day(dates[asked]), f"On this day {ROLES[asked]}."),
        [(day(when), f"On this day {ROLES[role]}.") for role, when in dates.items() if role != asked],
        [row["id"]],
    )
