"""Draws the rows of each kind of question at random, and computes the values for its text in questions.txt.

A function has the name of its kind. It returns the ids of the drawn rows, and its local variables, which the text
uses by their names. If the rows make no fair question, `require` raises UnfitError, and it is called again.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import issfacts as iss
from issfacts import data, game
from issfacts.dependence import FUNCTIONS, SIDES, codes, dates, vulnerability
from issfacts.exhibits import statements
from issfacts.exhibits.seats import CONTRACT, PRICE_KINDS, YEARLY
from issfacts.forecasts import score
from issfacts.record.elements import SHARED, elements, share_of_mass

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST_CREW = datetime(2000, 11, 2)  # begin of permanent habitation
FIXED_OFFSET_SINCE = datetime(2014, 10, 27)  # the day after Moscow's clocks were last moved
DEFINITIONS = {"both agencies": "us-russia", "any partners": "agency"}  # of mixed crews, by their texts
BINDING_KINDS = tuple(statements.KIND_BY_BINDING)
NAMES_WITH_ARTICLE = {"United States": "the United States"}
MOVE_VERBS = {"share": "shares", "hedge": "hedges", "press": "presses"}
SIDE_NAMES = ("the US-led side", "Russia")
Draw = tuple[list[str], dict[str, Any]]  # the ids of the drawn rows, and values for the text by their names in it


class UnfitError(Exception):
    """Raised when the drawn rows make no fair question."""


def require(condition: object) -> None:
    """Raise UnfitError unless a condition for a fair question holds."""
    if not condition:
        raise UnfitError


def require_clear_rounding(number: float) -> None:
    """Raise UnfitError if a number is so near to a half that two ways of rounding could differ."""
    require(abs(number % 1 - 0.5) > 0.02)


def require_share(part: float, whole: float) -> None:
    """Raise UnfitError unless a part is smaller than its whole and its share in per cent can be rounded."""
    require(0 < part < whole)
    require_clear_rounding(100 * part / whole)


def sample(rng: Random, population: Iterable, count: int) -> list:
    """Return a random sample without replacement; UnfitError if there are too few members."""
    members = list(population)
    require(len(members) >= count)
    return rng.sample(members, count)


def row_ids(rows: Iterable[dict]) -> list[str]:
    """Return the ids of rows."""
    return [row["id"] for row in rows]


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


def sample_time_near_change(rng: Random) -> datetime:
    """Return a random time within a day before or after an arrival or a departure."""
    stay = rng.choice(load_stays())
    when = rng.choice((stay.came, stay.left)) + timedelta(hours=rng.choice((-20, -8, -3, 2, 5, 12, 22)))
    require(FIRST_CREW + 30 * DAY < when < load_stays()[-1].came)
    return when.replace(minute=0)


def one_of_four_aboard(rng: Random) -> Draw:
    """Draw four people of whom one was aboard at a time."""
    when = sample_time_near_change(rng)
    (right,) = sample(rng, [stay for stay in load_stays() if covers(stay, when)], 1)
    others = [stay for stay in load_stays() if not covers(stay, when)]
    others.sort(key=lambda stay: min(abs(stay.came - when), abs(stay.left - when)))
    others = sample(rng, others[:8], 3)
    shown = sorted([right, *others])
    require(len({stay.person for stay in shown}) == 4 and len({stay.left < when for stay in others}) == 2)
    return [stay.id for stay in shown], locals()


def how_many_aboard(rng: Random) -> Draw:
    """Draw a time, and list the crews near it."""
    when = sample_time_near_change(rng)
    near = [stay for stay in load_stays() if stay.came < when + 10 * DAY and stay.left > when - 10 * DAY]
    present = [stay for stay in near if covers(stay, when)]
    answer = len(present)
    crews = sorted(Counter((stay.came, stay.left, stay.ship) for stay in near).items())
    departed, to_come = sum(stay.left <= when for stay in near), sum(stay.came > when for stay in near)
    require(2 < len(crews) < 9 and (departed or to_come))
    require(len(iss.aboard(when)) == answer)  # else somebody aboard has a stay that `load_stays` omits
    newcomers = sum(stay.came == present[-1].came for stay in present)
    return [stay.id for stay in near], locals()


def length_of_a_stay(rng: Random) -> Draw:
    """Draw a stay of more than forty days."""
    stay = rng.choice(load_stays())
    came, left = stay.came, stay.left
    days = (left - came) / DAY
    require(days > 40)
    require_clear_rounding(days)
    calendar = (left.date() - came.date()).days
    months = 12 * (left.year - came.year) + left.month - came.month
    return [stay.id], locals()


def people_or_visits(rng: Random) -> Draw:
    """Draw a list of stays in which somebody comes more than once."""
    visits_by_person = Counter(stay.person for stay in load_stays())
    repeat_visitors = sorted(person for person, visits in visits_by_person.items() if visits > 1)
    names = sample(rng, repeat_visitors, rng.choice((1, 2)))
    chosen = [stay for person in names for stay in load_stays() if stay.person == person]
    others = [stay for stay in load_stays() if stay.person not in repeat_visitors]
    shown = sorted(chosen + sample(rng, others, rng.choice((2, 3, 4))), key=lambda stay: stay.came)
    visits = len(shown)
    require(5 <= visits <= 8)
    people = len({stay.person for stay in shown})
    single_visitors = people - len(names)
    ships = len({stay.ship for stay in shown})
    asked = rng.choice(("different people", "visits"))
    return [stay.id for stay in shown], locals()


@cache
def load_flights() -> tuple[dict, ...]:
    """Return the crewed flights that docked: launch and docking to the minute, and whether mixed by each definition."""
    mixed = {text: set(iss.crewed_flights(mixed=True, definition=name)["ship"]) for text, name in DEFINITIONS.items()}
    return tuple(
        row
        | {name: row[f"{name}_utc"].replace(second=0, microsecond=0, tzinfo=None) for name in ("launch", "dock")}
        | {text: row["ship"] in ships for text, ships in mixed.items()}
        for row in data.rows("crewed_flights")
        if row["dock_utc"] and row["people_up"]
    )


def moscow_time(rng: Random) -> Draw:
    """Draw the launch or the docking of a flight."""
    flight = rng.choice(load_flights())
    event, when = rng.choice((("lifted off", flight["launch"]), ("docked", flight["dock"])))
    require(when > FIXED_OFFSET_SINCE)
    answer, taken_away, two_hours = when + 3 * HOUR, when - 3 * HOUR, when + 2 * HOUR
    next_day = answer.date() > when.date()
    wrong_day = answer - DAY if next_day else answer + DAY
    return [flight["id"]], locals()


def mixed_one_of_four(rng: Random) -> Draw:
    """Draw four flights of a few years, of which one was mixed."""
    year = rng.choice(load_flights())["launch"].year
    near = [flight for flight in load_flights() if abs(flight["launch"].year - year) < 3]
    (right,) = sample(rng, [flight for flight in near if flight["both agencies"]], 1)
    others = sample(rng, [flight for flight in near if not flight["both agencies"]], 3)
    require(any(len(flight["agencies_up"]) > 1 for flight in others))
    shown = sorted([right, *others], key=lambda flight: flight["launch"])
    return row_ids(shown), locals()


def mixed_by_a_definition(rng: Random) -> Draw:
    """Draw six flights in a row, and one of two definitions by which their numbers of mixed flights differ."""
    begin = rng.randrange(len(load_flights()) - 6)
    shown = load_flights()[begin : begin + 6]
    asked, other = rng.choice((tuple(DEFINITIONS), tuple(DEFINITIONS)[::-1]))
    mixed, other_mixed = ([flight["ship"] for flight in shown if flight[name]] for name in (asked, other))
    answer, other_answer = len(mixed), len(other_mixed)
    require(answer != other_answer)
    several = sum(len(flight["agencies_up"]) > 1 for flight in shown)
    return row_ids(shown), locals()


def share_over_years(rng: Random) -> Draw:
    """Draw some years; their share of mixed flights is not the mean of the yearly shares."""
    first = rng.randrange(2001, 2023)
    years = range(first, first + rng.choice((3, 4)))
    chosen = [flight for flight in load_flights() if flight["dock"].year in years]
    mixed_by_year = {
        year: [flight["both agencies"] for flight in chosen if flight["dock"].year == year] for year in years
    }
    require(all(mixed_by_year.values()))
    part, whole = sum(map(sum, mixed_by_year.values())), len(chosen)
    require_share(part, whole)
    shares = [sum(mixed) / len(mixed) for mixed in mixed_by_year.values()]
    mean = sum(shares) / len(shares)
    return row_ids(chosen), locals()


def rounded_or_strict(rng: Random) -> Draw:
    """Draw a flight and a rounded flight time, for a loose and a strict rule."""
    flight = rng.choice(load_flights())
    duration = flight["dock"] - flight["launch"]
    require(2 * HOUR < duration < 60 * HOUR and duration % HOUR != HOUR / 2)
    claimed = rng.choice((round(duration / HOUR), duration // HOUR, duration // HOUR + 1))
    span = "{} h {} min".format(*divmod(duration // MINUTE, 60))
    rounded = round(duration / HOUR)
    minutes_off = abs(duration - claimed * HOUR) // MINUTE
    holds = [minutes_off < 30, minutes_off <= 5]
    return [flight["id"]], locals()


def published_or_read(rng: Random) -> Draw:
    """Draw a commander of the station, and the days on which a page about this was published and read."""
    rows = [row for row in data.rows("expeditions") if len(row["commander_ids"]) == 1 and row["end_utc"]]
    begin = rng.randrange(len(rows) - 2)
    shown = rows[begin : begin + 3]
    commanders = [data.by_id("people")[row["commander_ids"][0]]["name"] for row in shown]
    require(len(set(commanders)) == 3)
    terms = list(zip(commanders, shown, strict=True))
    person, term = rng.choice(terms)
    days = sorted(sample_day(rng, row) for row in sample(rng, [*shown, *shown], 2))
    require(days[0] < days[1])
    holds = [term["start_utc"].date() < when < term["end_utc"].date() for when in days]
    require(any(holds) or rng.random() < 0.4)
    return row_ids(shown), locals()


def sample_day(rng: Random, term: dict) -> date:
    """Return a random day of a commander's term, at least five days from its begin and end."""
    length = (term["end_utc"] - term["start_utc"]).days
    require(length > 20)
    return term["start_utc"].date() + timedelta(days=rng.randrange(5, length - 5))


def how_a_prediction_stood(rng: Random) -> Draw:
    """Draw a settled prediction and a day, before or after it was settled."""
    settled = ("came true", "did not", "superseded")
    row = rng.choice([row for row in data.rows("predictions") if row["outcome"] in settled])
    require(row["made_on_precision"] == row["outcome_on_precision"] == "day")
    require((row["outcome_on"] - row["made_on"]).days > 120)
    early = rng.random() < 0.5
    when = row["outcome_on"] + timedelta(days=-rng.randrange(20, 100) if early else rng.randrange(20, 400))
    require(when < date.fromisoformat(data.package()["as_of"]))
    return [row["id"]], locals()


def promised_until(rng: Random) -> Draw:
    """Draw four statements of a partner on the station's end, and a day; announcements are no decisions."""
    partner = rng.choice(("USA", "RUS", "EUR", "JPN", "CAN"))
    rows = [
        row
        for row in data.rows("positions")
        if partner in row["countries"] and row["stated_end_year"] and row["said_on_precision"] == "day"
    ]
    shown = sorted(sample(rng, rows, 4), key=lambda row: row["said_on"])
    when = rng.choice(shown)["said_on"] + timedelta(days=rng.randrange(40, 300))
    binding_kinds = BINDING_KINDS
    decisions = [row for row in shown if row["binding"] in binding_kinds and row["said_on"] < when]
    require(decisions and all(abs((row["said_on"] - when).days) > 10 for row in shown))
    require(len({(row["said_on"], row["speaker"]) for row in shown}) == 4)
    newest = decisions[-1]
    return row_ids(shown), locals()


def brier_score(rng: Random) -> Draw:
    """Draw three settled predictions, and the chance that a pupil gave to each."""
    rows = sample(rng, [row for row in data.rows("predictions") if row["outcome"] in ("came true", "did not")], 3)
    chances, happened = [rng.randrange(1, 10) / 10 for _ in rows], [row["outcome"] == "came true" for row in rows]
    distances = [abs(chance - came) for chance, came in zip(chances, happened, strict=True)]
    answer, score_of_opposite = score(chances, happened), score(chances, [not came for came in happened])
    mean_distance = sum(distances) / 3
    sum_of_squares = sum(distance * distance for distance in distances)
    mean_of_squared_chances = sum(chance * chance for chance in chances) / 3
    shown = list(zip(rows, chances, happened, strict=True))
    return row_ids(rows), locals()


def rise_of_a_price(rng: Random) -> Draw:
    """Draw two prices of a seat, the later one clearly higher."""
    rows = [
        row
        for row in data.rows("seat_prices")
        if row["price_musd"]
        and row["confidence"] in ("high", "medium")
        and PRICE_KINDS.get(row["figure_type"]) in (YEARLY, CONTRACT)
        and row["flights"].replace("-", "").isdigit()  # whole years
    ]
    first, second = sorted(sample(rng, rows, 2), key=lambda row: row["price_musd"])
    old, new = first["price_musd"], second["price_musd"]
    require(first["first_year"] < second["first_year"] and new / old > 1.15)
    require_clear_rounding(100 * new / old)
    earlier, later = (row["flights"].replace("-", " to ") for row in (first, second))
    return row_ids([first, second]), locals()


def share_of_the_mass(rng: Random) -> Draw:
    """Draw five parts of the station, and the builder of some of them."""
    frame = elements()
    frame = frame[frame["mass_kg"].notna() & (frame["built_by"] != SHARED)]
    five = frame.iloc[sorted(sample(rng, range(len(frame)), 5))]
    side = rng.choice(sorted(set(five["built_by"])))
    builder = NAMES_WITH_ARTICLE.get(side, side)
    count, whole, heaviest = int((five["built_by"] == side).sum()), five["mass_kg"].sum(), five["mass_kg"].max()
    part = share_of_mass(five, side) * whole
    require(count < 4)
    require_share(part, whole)
    return list(five["id"]), locals()


def share_of_launches(rng: Random) -> Draw:
    """Draw a year, and three states of which one is asked for."""
    year = rng.randrange(1960, 2026)
    rows = {row["state"]: row for row in data.rows("launches") if row["year"] == year}
    world = rows.pop("World")
    listed = [rows[state] for state in sorted(sample(rng, (state for state in rows if rows[state]["attempts"] > 4), 3))]
    shown = [*listed, world]
    require(all(row["successes"] is not None for row in shown))
    row, other = sample(rng, listed, 2)
    name = NAMES_WITH_ARTICLE.get(row["state"], row["state"])
    part, whole = row["attempts"], world["attempts"]
    require_share(part, whole)
    return [row["id"]], locals()


def weighted_need(rng: Random) -> Draw:
    """Draw a day of codings, weights of the jobs and a side."""
    when, weights = rng.choice(dates()), {name: rng.randrange(4) for name in FUNCTIONS}
    sum_of_weights = sum(weights.values())
    require(sum_of_weights > 4 and len(set(weights.values())) > 1)
    side, other = rng.sample(SIDES, 2)
    name = SIDE_NAMES[SIDES.index(side)]
    marks, plain_mean, means = codes(when), vulnerability(when)[side], vulnerability(when, weights)
    answer, other_mean = means[side], means[other]
    require_clear_rounding(100 * answer)
    require(abs(answer - plain_mean) > 0.02)
    weighted_sum = sum(weights[id] * marks[side][id] for id in FUNCTIONS)
    jobs = [(job, *(marks[side][id] for side in SIDES), weights[id]) for id, job in FUNCTIONS.items()]
    return [row["id"] for row in data.rows("codings") if row["on_date"] == when], locals()


def points_of_a_year(rng: Random) -> Draw:
    """Draw a year of the game in which the side that is not asked for presses."""
    assumptions = game.STANDARD
    station, loss = assumptions.station_points, assumptions.loss
    gain = assumptions.gain(rng.choice(game.cards.TENSIONS))
    move, (side, other) = rng.choice(tuple(MOVE_VERBS)), rng.sample(SIDE_NAMES, 2)
    needs = {name: rng.randrange(1, 8) for name in SIDE_NAMES}
    verbs = {side: MOVE_VERBS[move], other: "presses"}
    change = {"share": 0, "hedge": -assumptions.hedge_cost, "press": gain}[move]
    answer = station + change - loss * needs[side]
    other_answer = station + gain - (loss * needs[other] if move == "press" else 0)
    return [], locals()
