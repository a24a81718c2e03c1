"""Asks who was aboard, how many, for how long, and who came with which ship."""

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

import issfacts as iss
from issfacts import data
from issfacts.kit.wording import day, instant, listed

from . import Draft, kind, need, pick

DAY = timedelta(days=1)
TIMES = ("came (UTC)", "left (UTC)")
FIRST_CREW = datetime(2000, 11, 2)  # before it nobody lived there


class Stay(NamedTuple):
    """Hold a stay that is over, to the minute."""

    id: str
    person: str
    agency: str
    ship: str
    came: datetime
    left: datetime

    def aboard(self, when: datetime) -> bool:
        """Say whether it holds an instant: from the docking to just before the undocking."""
        return self.came <= when < self.left

    @property
    def days(self) -> float:
        """Return how long it was."""
        return (self.left - self.came) / DAY


@cache
def stays() -> tuple[Stay, ...]:
    """Return the stays whose end is known to the minute, by their docking."""
    name = {row["id"]: row["name"] for row in data.rows("people")}
    found = [
        Stay(
            row["id"],
            name[row["person_id"]],
            row["agency"],
            row["ship"],
            *map(minute, (row["dock_utc"], row["undock_utc"])),
        )
        for row in data.rows("stays")
        if row["undock_utc"] and row["undock_precision"] != "day"
    ]
    return tuple(sorted((stay for stay in found if stay.came > FIRST_CREW), key=lambda stay: (stay.came, stay.person)))


def minute(when: datetime) -> datetime:
    """Return a time of the tables in UTC, its seconds cut off as they are on paper."""
    return when.replace(second=0, microsecond=0, tzinfo=None)


def cell(when: datetime) -> str:
    """Word an instant for a column that says UTC."""
    return instant(when).removesuffix(" UTC")


def near_a_change(rng: Random) -> datetime:
    """Draw an instant within a day after or before somebody came or left."""
    stay = rng.choice(stays())
    when = rng.choice((stay.came, stay.left)) + timedelta(hours=rng.choice((-20, -8, -3, 2, 5, 12, 22)))
    need(FIRST_CREW + 30 * DAY < when < stays()[-1].came)
    return when.replace(minute=0)


def need_everybody(when: datetime, shown: int) -> None:
    """Raise UnfitError where the record has more people aboard than the stays that we can show."""
    need(len(iss.aboard(when)) == shown)


@kind(1, "the table stays")
def one_of_four_aboard(rng: Random) -> Draft:
    """Ask which of four people was aboard at an instant."""
    when = near_a_change(rng)
    near = [stay for stay in stays() if min(abs(stay.came - when), abs(stay.left - when)) < 60 * DAY]
    right = rng.choice(pick(rng, [stay for stay in near if stay.aboard(when)], 1))
    others = [stay for stay in near if not stay.aboard(when) and stay.person != right.person]
    others = pick(rng, sorted(others, key=lambda one: min(abs(one.came - when), abs(one.left - when)))[:8], 3)
    shown = sorted([right, *others])
    need(len({stay.person for stay in shown}) == 4 and len({stay.left < when for stay in others}) == 2)
    return Draft(
        f"Which of these four people was aboard the station on {instant(when)}?",
        (
            right.person,
            f"The stay runs from {instant(right.came)} to {instant(right.left)}: the asked time lies in it.",
        ),
        [(stay.person, _outside(stay, when)) for stay in others],
        [stay.id for stay in shown],
        ("person", *TIMES),
        [(stay.person, cell(stay.came), cell(stay.left)) for stay in shown],
    )


def _outside(stay: Stay, when: datetime) -> str:
    """Say why a stay does not hold an instant."""
    if stay.left <= when:
        return f"This person had left before, on {instant(stay.left)}."
    return f"This person came later, on {instant(stay.came)}."


@kind(2, "the table stays")
def how_many_aboard(rng: Random) -> Draft:
    """Ask how many people were aboard at an instant, from a list of crews."""
    when = near_a_change(rng)
    count = sum(stay.aboard(when) for stay in stays())
    near = [stay for stay in stays() if stay.came < when + 10 * DAY and stay.left > when - 10 * DAY]
    crews = Counter((stay.ship, stay.came, stay.left) for stay in near)
    need(2 < len(crews) < 9)
    gone = sum(stay.left <= when for stay in near)
    to_come = sum(stay.came > when for stay in near)
    newest = max((stay.came for stay in near if stay.aboard(when)), default=when)
    newcomers = sum(stay.came == newest for stay in near)
    leaving = sum(stay.aboard(when) and stay.left < when + 10 * DAY for stay in near)
    crews_there = sum(came <= when < left for _, came, left in crews)
    need(gone or to_come)
    need_everybody(when, count)
    wrong = [
        (str(len(near)), "This adds up the whole list, with people who had left or had not yet come."),
        (str(count + gone), "This counts people who had already left."),
        (str(count - newcomers), "This leaves out the people who had come last."),
        (str(count + to_come), "This counts people who had not yet come."),
        (str(count - leaving), "This leaves out people who were to leave soon but were still there."),
        (str(crews_there), "This counts the lines of those who were there, not the people."),
        (str(len(crews)), "This counts the lines of the list, not the people."),
    ]
    return Draft(
        "The list has everybody who was aboard, came or left in those days.\n"
        f"How many people were aboard the station on {instant(when)}?",
        (str(count), "Add up the lines whose people had come by the asked time and left after it."),
        [one for one in wrong if int(one[0]) > 0],
        [stay.id for stay in near],
        ("came with", "people", *TIMES),
        [
            (ship, str(people), cell(came), cell(left))
            for (ship, came, left), people in sorted(crews.items(), key=lambda one: one[0][1:])
        ],
    )


@kind(1, "the table stays")
def length_of_a_stay(rng: Random) -> Draft:
    """Ask how many days a stay lasted."""
    stay = rng.choice(stays())
    need(stay.days > 40 and abs(stay.days % 1 - 0.5) > 0.02)
    days, calendar = round(stay.days), (stay.left.date() - stay.came.date()).days
    months = 12 * (stay.left.year - stay.came.year) + stay.left.month - stay.came.month
    over = stay.left.day - stay.came.day
    wrong = [
        (int(stay.days), "This cuts the part of a day off. More than half a day is rounded up."),
        (calendar + 1, "This counts the first and the last day as whole days."),
        (30 * months + over, "This takes every month as 30 days."),
        (calendar, "This subtracts the dates and leaves out the times of day."),
        (31 * months + over, "This takes every month as 31 days."),
        (int(stay.days) + 1, "This rounds up. Less than half a day is rounded down."),
    ]
    return Draft(
        f"{stay.person} came to the station on {instant(stay.came)}, and left it on {instant(stay.left)}.\n"
        "How many days lie between the two? Round to whole days.",
        (f"{days} days", f"From the first time to the second it is {stay.days:.2f} days, which rounds to {days}."),
        [(f"{number} days", reason) for number, reason in wrong],
        [stay.id],
    )


@kind(2, "the table stays")
def longest_of_four(rng: Random) -> Draft:
    """Ask who of four stayed longest."""
    begin = rng.choice(stays()).came
    pool = [stay for stay in stays() if begin <= stay.came < begin + 400 * DAY and stay.days > 100]
    four = sorted(pick(rng, pool, 4), key=lambda stay: stay.came)
    order = sorted(four, key=lambda stay: -stay.days)
    need(len({stay.person for stay in four}) == 4 and order[0].days - order[1].days > 3)
    need(order[0].days - order[1].days < 40 and len({stay.came for stay in four}) > 2)
    first, last = min(four, key=lambda stay: stay.came), max(four, key=lambda stay: stay.left)
    hint = {first.id: " Who comes first", last.id: " Who leaves last"}
    hint = {id: f"{who} does not always stay longest." for id, who in hint.items()}
    return Draft(
        "Which of these four people stayed aboard longest?",
        (order[0].person, f"This stay lasted about {order[0].days:.0f} days."),
        [
            (stay.person, f"This stay lasted about {stay.days:.0f} days only.{hint.get(stay.id, '')}")
            for stay in order[1:]
        ],
        [stay.id for stay in four],
        ("person", *TIMES),
        [(stay.person, day(stay.came), day(stay.left)) for stay in four],
    )


@kind(1, "the table stays")
def agency_with_most(rng: Random) -> Draft:
    """Ask which agency had most people aboard."""
    when = near_a_change(rng)
    people = [stay for stay in stays() if stay.aboard(when)]
    counts = Counter(stay.agency for stay in people).most_common()
    need(len(counts) > 2 and 0 < counts[0][1] - counts[1][1] < 3)
    need_everybody(when, len(people))
    wrong = [(agency, f"Count again: {count} of those aboard flew for it.") for agency, count in counts[1:]]
    same = (f"{counts[0][0]} and {counts[1][0]}: the same number", f"Count again: {counts[0][1]} and {counts[1][1]}.")
    return Draft(
        f"These people were aboard on {instant(when)}.\nFor which agency did most of them fly?",
        (counts[0][0], f"{counts[0][1]} of the {len(people)} people flew for it."),
        [*wrong, same],
        [stay.id for stay in people],
        ("person", "agency"),
        sorted((stay.person, stay.agency) for stay in people),
    )


@kind(2, "the table stays")
def ship_that_brought(rng: Random) -> Draft:
    """Ask which ship brought a person, from the days that had passed."""
    stay = rng.choice(stays())
    need(stay.days > 60)
    docked = {one.ship: one for one in stays() if abs(one.came - stay.came) < 120 * DAY and one.ship != stay.ship}
    ships = sorted([stay, *pick(rng, [docked[ship] for ship in sorted(docked)], 3)], key=lambda one: one.came)
    need(len({one.came.date() for one in ships}) == 4)
    passed = rng.randrange(40, int(stay.days))
    when = stay.came.date() + timedelta(days=passed)
    return Draft(
        f"On {day(when)}, {stay.person} had been on the station for {passed} days, counted from date to date.\n"
        "Which of these ships had brought this person?",
        (stay.ship, f"{passed} days before {day(when)} was {day(stay.came)}: on that day this ship docked."),
        [(one.ship, _by_the_dates(one, when)) for one in ships if one is not stay],
        [one.id for one in ships],
        ("ship", "docked on"),
        [(one.ship, day(one.came)) for one in ships],
    )


def _by_the_dates(stay: Stay, when) -> str:
    """Say how many days had passed since a ship docked."""
    passed = (when - stay.came.date()).days
    return (
        f"It docked {passed} days before, on {day(stay.came)}."
        if passed > 0
        else f"It docked later, on {day(stay.came)}."
    )


@kind(1, "the table stays")
def people_or_visits(rng: Random) -> Draft:
    """Ask how many people or visits a list has, where some came twice."""
    often = [person for person, visits in sorted(Counter(stay.person for stay in stays()).items()) if visits > 1]
    chosen = [stay for person in pick(rng, often, rng.choice((1, 2))) for stay in stays() if stay.person == person]
    others = [stay for stay in stays() if stay.person not in often]
    shown = sorted(chosen + pick(rng, others, rng.choice((2, 3, 4))), key=lambda stay: stay.came)
    need(5 <= len(shown) <= 8)
    people = Counter(stay.person for stay in shown)
    visits, once, ships = len(shown), sum(count == 1 for count in people.values()), len({stay.ship for stay in shown})
    of_people = (str(len(people)), "Each person counts once, however often the person came.")
    of_visits = (str(visits), "Each line is one visit, also that of a person who came before.")
    rest = [
        (str(once), "These are only the people who came one time."),
        (str(visits - once), "These are only the visits of those who came more than once."),
        (str(ships), "This counts the ships."),
        (str(len(people) - once), "These are only the people who came more than once."),
        (str(visits + len(people) - once), "This counts those who came more than once twice over."),
    ]
    asked, right, other = rng.choice((("different people", of_people, of_visits), ("visits", of_visits, of_people)))
    mistaken = (other[0], f"This is the number of {'visits' if right is of_people else 'different people'}.")
    names = listed(sorted(person for person, count in people.items() if count > 1))
    return Draft(
        f"{names} came more than once.\nHow many {asked} are in this list?",
        right,
        [mistaken, *rest],
        [stay.id for stay in shown],
        ("person", "ship", "came on"),
        [(stay.person, stay.ship, day(stay.came)) for stay in shown],
    )
