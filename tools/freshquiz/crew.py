"""Kinds of question about the crew: who was aboard, how many people, and for how long."""

from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import issfacts as iss
from issfacts.kit.wording import clock, day, instant, listed

from . import Draft, question_kind, require, require_clear_rounding, sample

DAY = timedelta(days=1)
FIRST_CREW = datetime(2000, 11, 2)  # begin of permanent habitation


@cache
def load_stays() -> list[Any]:
    """Return the stays whose end is known to the minute, sorted by docking: id, ship, person, came, left."""
    names = iss.load("people").set_index("id")["name"]
    frame = iss.load("stays").query("undock_utc.notna() and undock_precision != 'day'")
    came, left = (frame[column].dt.floor("min").dt.tz_localize(None) for column in ("dock_utc", "undock_utc"))
    frame = frame[["id", "ship"]].assign(person=frame["person_id"].map(names), came=came, left=left)
    frame = frame[frame["came"] > FIRST_CREW].sort_values(["came", "person"])
    return list(frame.itertuples(index=False, name="Stay"))


def covers(stay: Any, when: datetime) -> bool:
    """Return whether a time lies in a stay: from the docking (included) to the undocking (excluded)."""
    return stay.came <= when < stay.left


def truncate_to_minute(when: datetime) -> datetime:
    """Return a UTC time without its seconds and its time zone."""
    return when.replace(second=0, microsecond=0, tzinfo=None)


def bare(when: datetime) -> str:
    """Format a time without its zone, which the paper names elsewhere."""
    return f"{day(when)}, {clock(when)}"


def sample_time_near_change(rng: Random) -> datetime:
    """Return a random time within a day before or after an arrival or a departure."""
    stay = rng.choice(load_stays())
    when = rng.choice((stay.came, stay.left)) + timedelta(hours=rng.choice((-20, -8, -3, 2, 5, 12, 22)))
    require(FIRST_CREW + 30 * DAY < when < load_stays()[-1].came)
    return when.replace(minute=0)


@question_kind(1, "the table stays")
def one_of_four_aboard(rng: Random) -> Draft:
    """Ask which of four people was aboard at a time."""
    when = sample_time_near_change(rng)
    (right,) = sample(rng, [stay for stay in load_stays() if covers(stay, when)], 1)
    others = [stay for stay in load_stays() if not covers(stay, when)]
    others.sort(key=lambda stay: min(abs(stay.came - when), abs(stay.left - when)))
    others = sample(rng, others[:8], 3)
    shown = sorted([right, *others])
    require(len({stay.person for stay in shown}) == 4 and len({stay.left < when for stay in others}) == 2)
    came_later, left_before = "This person came later, on {}.", "This person had left before, on {}."
    return Draft(
        f"Which of these four people was aboard the station on {instant(when)}?",
        (
            right.person,
            f"The stay runs from {instant(right.came)} to {instant(right.left)}: the asked time lies in it.",
        ),
        [
            (
                stay.person,
                left_before.format(instant(stay.left)) if stay.left <= when else came_later.format(instant(stay.came)),
            )
            for stay in others
        ],
        [stay.id for stay in shown],
        ("person", "came (UTC)", "left (UTC)"),
        [(stay.person, bare(stay.came), bare(stay.left)) for stay in shown],
    )


@question_kind(2, "the table stays")
def how_many_aboard(rng: Random) -> Draft:
    """Ask how many people were aboard at a time, from a list of crews."""
    when = sample_time_near_change(rng)
    near = [stay for stay in load_stays() if stay.came < when + 10 * DAY and stay.left > when - 10 * DAY]
    present = [stay for stay in near if covers(stay, when)]
    crews = Counter((stay.came, stay.left, stay.ship) for stay in near)
    count = len(present)
    departed, to_come = sum(stay.left <= when for stay in near), sum(stay.came > when for stay in near)
    require(2 < len(crews) < 9 and (departed or to_come))
    require(len(iss.aboard(when)) == count)  # else somebody aboard has a stay that `load_stays` omits
    newcomers = sum(stay.came == present[-1].came for stay in present)
    wrong = [
        (len(near), "This adds up the whole list, with people who had left or had not yet come."),
        (count + departed, "This counts people who had already left."),
        (count - newcomers, "This leaves out the people who had come last."),
        (count + to_come, "This counts people who had not yet come."),
        (len(crews), "This counts the lines of the list, not the people."),
    ]
    return Draft(
        "The list has everybody who was aboard, came or left in those days.\n"
        f"How many people were aboard the station on {instant(when)}?",
        (count, "Add up the lines whose people had come by the asked time and left after it."),
        [answer for answer in wrong if answer[0] > 0],
        [stay.id for stay in near],
        ("came with", "people", "came (UTC)", "left (UTC)"),
        [(ship, str(people), bare(came), bare(left)) for (came, left, ship), people in sorted(crews.items())],
    )


@question_kind(1, "the table stays")
def length_of_a_stay(rng: Random) -> Draft:
    """Ask how many days a stay lasted."""
    stay = rng.choice(load_stays())
    exact, calendar = (stay.left - stay.came) / DAY, (stay.left.date() - stay.came.date()).days
    require(exact > 40)
    require_clear_rounding(exact)
    months = 12 * (stay.left.year - stay.came.year) + stay.left.month - stay.came.month
    extra_days = stay.left.day - stay.came.day
    return Draft(
        f"{stay.person} came to the station on {instant(stay.came)}, and left it on {instant(stay.left)}.\n"
        "How many days lie between the two? Round to whole days.",
        (round(exact), f"From the first time to the second it is {exact:.2f} days, which rounds to {round(exact)}."),
        [
            (int(exact), "This cuts the part of a day off. More than half a day is rounded up."),
            (int(exact) + 1, "This rounds up. Less than half a day is rounded down."),
            (calendar + 1, "This counts the first and the last day as whole days."),
            *((days * months + extra_days, f"This takes every month as {days} days.") for days in (30, 31)),
        ],
        [stay.id],
        word="{} days".format,
    )


@question_kind(1, "the table stays")
def people_or_visits(rng: Random) -> Draft:
    """Ask how many people or visits a list has, where some came twice."""
    visits_by_person = Counter(stay.person for stay in load_stays())
    repeat_visitors = sorted(person for person, visits in visits_by_person.items() if visits > 1)
    chosen_people = sample(rng, repeat_visitors, rng.choice((1, 2)))
    chosen = [stay for person in chosen_people for stay in load_stays() if stay.person == person]
    others = [stay for stay in load_stays() if stay.person not in repeat_visitors]
    shown = sorted(chosen + sample(rng, others, rng.choice((2, 3, 4))), key=lambda stay: stay.came)
    require(5 <= len(shown) <= 8)
    people = Counter(stay.person for stay in shown)
    visits, single_visitors = len(shown), sum(count == 1 for count in people.values())
    asked = rng.choice(("different people", "visits"))
    right = (len(people), "Each person counts once, however often the person came.")
    other_answer = (visits, "This is the number of visits.")
    if asked == "visits":
        right = (visits, "Each line is one visit, also that of a person who came before.")
        other_answer = (len(people), "This is the number of different people.")
    names = listed(sorted(person for person, count in people.items() if count > 1))
    return Draft(
        f"{names} came more than once.\nHow many {asked} are in this list?",
        right,
        [
            other_answer,
            (single_visitors, "These are only the people who came one time."),
            (visits - single_visitors, "These are only the visits of those who came more than once."),
            (len({stay.ship for stay in shown}), "This counts the ships."),
            (len(people) - single_visitors, "These are only the people who came more than once."),
        ],
        [stay.id for stay in shown],
        ("person", "ship", "came on"),
        [(stay.person, stay.ship, day(stay.came)) for stay in shown],
    )
