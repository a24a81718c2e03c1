"""Asks for per cent, for shares of mass and of launches, and for a year of the game."""

import re
from random import Random

from issfacts import data, game
from issfacts.exhibits.seats import CONTRACT, KINDS, YEARLY
from issfacts.game import model
from issfacts.kit.wording import capital, listed
from issfacts.record.elements import SHARED, elements, share_of_mass

from . import Draft, kind, need, need_clear, per_cent, pick

RULES = (
    "In the game Keep It Flying, a working station gives each side {a.station_points} points a year. "
    "A side that presses gains {gain} points. "
    "A side that is pressed loses {a.loss} points for each step of its own need. "
    "A side that hedges pays {a.hedge_cost} points."
)
WEAR = (
    "In the game Keep It Flying, each act of pressure takes {a.wear} mark of the margin, "
    "or {double} marks if the need of the pressed side is above {a.critical}. "
    "A year without pressure gives {a.repair} mark back, up to {a.margin}. The margin never falls below 0."
)
WITH_ARTICLE = {"United States": "the United States"}
ROOM = 0.03  # of a per cent
YEARS = re.compile(r"\d{4}(-\d{4})?")
SAID = {"share": "shares", "hedge": "hedges", "press": "presses"}
SIDES = {"us": "the US-led side", "russia": "Russia"}
OTHER = {"us": "russia", "russia": "us"}


@kind(2, "the table seat_prices")
def rise_of_a_price(rng: Random) -> Draft:
    """Ask by how many per cent the price of a seat rose."""
    rows = [
        row
        for row in data.rows("seat_prices")
        if row["price_musd"]
        and row["confidence"] in ("high", "medium")
        and KINDS.get(row["figure_type"]) in (YEARLY, CONTRACT)
        and YEARS.fullmatch(row["flights"])
    ]
    first, second = sorted(pick(rng, rows, 2), key=lambda row: row["price_musd"])
    old, new = first["price_musd"], second["price_musd"]
    need(first["first_year"] < second["first_year"] and new / old > 1.15)
    need_clear(100 * new / old, ROOM)
    wrong = [
        (1 - old / new, "This divides by the newer price. The rise is measured from the older one."),
        (new / old, "This is the newer price in per cent of the older one. The rise is 100 less."),
        ((new - old) / 100, "This is the rise in millions of dollars."),
        (old / new, "This is the older price in per cent of the newer one."),
    ]
    earlier, later = (row["flights"].replace("-", " to ") for row in (first, second))
    return Draft(
        f"For flights of {earlier}, a Soyuz seat cost NASA {old:g} million dollars; "
        f"for flights of {later}, it cost {new:g} million.\n"
        "By how many per cent is the second price higher? Round to whole per cent.",
        (new / old - 1, f"The rise is {new - old:.4g} million; divide it by {old:g} million."),
        wrong,
        [first["id"], second["id"]],
        word=per_cent,
    )


@kind(2, "the table modules")
def share_of_the_mass(rng: Random) -> Draft:
    """Ask for the share of the mass that one side built."""
    frame = elements()
    frame = frame[frame["mass_kg"].notna() & (frame["built_by"] != SHARED)]
    chosen = sorted(pick(rng, list(range(len(frame))), 5))
    five = frame.iloc[chosen]
    side = rng.choice(sorted(set(five["built_by"])))
    share, count = share_of_mass(five, side), int((five["built_by"] == side).sum())
    need(1 <= count < 4)
    need_clear(100 * share, ROOM)
    own, rest = share * five["mass_kg"].sum(), (1 - share) * five["mass_kg"].sum()
    wrong = [
        (count / 5, "This is the share of the number of parts, not of their mass."),
        (1 - share, "This is the share of the others."),
        (own / rest, "This divides by the mass of the others, not by the whole mass."),
        (share / count, "This takes the mass of one part where there are more."),
        (five["mass_kg"].max() / five["mass_kg"].sum(), "This is the share of the heaviest part alone."),
    ]
    return Draft(
        f"Which share of the mass of these five parts of the station was built by {WITH_ARTICLE.get(side, side)}? "
        "Round to whole per cent.",
        (share, f"{own:,.0f} kg of {own + rest:,.0f} kg."),
        [one for one in wrong if one[0] < 1],
        list(five["id"]),
        ("part", "built by", "mass"),
        [(row.element, row.built_by, f"{row.mass_kg:,.0f} kg") for row in five.itertuples()],
        per_cent,
    )


@kind(2, "the table launches")
def share_of_launches(rng: Random) -> Draft:
    """Ask for one state's share of the launches of a year."""
    year = rng.randrange(1960, 2026)
    rows = {row["state"]: row for row in data.rows("launches") if row["year"] == year}
    need("World" in rows)
    whole = rows.pop("World")
    world = whole["attempts"]
    states = sorted(pick(rng, [state for state in sorted(rows) if rows[state]["attempts"] > 4], 3))
    state = rng.choice(states)
    row = rows[state]
    need(all(rows[one]["successes"] is not None for one in states) and whole["successes"])
    share = row["attempts"] / world
    need_clear(100 * share, ROOM)
    listed_sum = sum(rows[one]["attempts"] for one in states)
    other = max((one for one in states if one != state), key=lambda one: rows[one]["attempts"])
    wrong = [
        (row["attempts"] / listed_sum, "This divides by the launches of the listed states, not by those of the world."),
        (row["attempts"] / (world - row["attempts"]), "This divides by the launches of all others."),
        (row["successes"] / world, "This counts only the launches that succeeded."),
        (rows[other]["attempts"] / world, f"This is the share of another line: {other}."),
        (row["successes"] / row["attempts"], "This is how many of its own launches succeeded."),
        (1 - share, "This is the share of all others."),
    ]
    return Draft(
        f"What share of all launches to orbit in {year} was tried by {WITH_ARTICLE.get(state, state)}? "
        "Failed launches count too. Round to whole per cent.",
        (share, f"{row['attempts']} of {world}."),
        [one for one in wrong if one[0] <= 1],
        [row["id"]],
        ("state", "launches tried", "launches that succeeded"),
        [(one, str(rows[one]["attempts"]), str(rows[one]["successes"])) for one in states]
        + [("World", str(world), str(whole["successes"]))],
        per_cent,
    )


def drawn_year(rng: Random) -> tuple[model.State, dict[str, str], model.Outcome, str]:
    """Draw a year of the game: the state before it, both moves, what it brings, and what a pupil is told of it."""
    steps, mood = {side: rng.randrange(1, 8) for side in SIDES}, rng.choice(game.cards.TENSIONS)
    margin = rng.randrange(1, game.STANDARD.margin + 1)
    state = model.State(game.assumptions.FIRST_YEAR, 8, mood, margin, steps["us"], steps["russia"])
    chosen = {side: rng.choice(tuple(SAID)) for side in SIDES}
    needs = listed([f"the need of {name} stands at {state.v(side)}" for side, name in SIDES.items()])
    moves = listed([f"{name} {SAID[chosen[side]]}" for side, name in SIDES.items()])
    return state, chosen, model.step(state, chosen["us"], chosen["russia"]), f"{capital(needs)}. {capital(moves)}."


@kind(3, "the game Keep It Flying")
def points_of_a_year(rng: Random) -> Draft:
    """Ask for one side's points of a year of the game."""
    state, chosen, outcome, told = drawn_year(rng)
    side, a = rng.choice(tuple(SIDES)), game.STANDARD
    other = OTHER[side]
    need(chosen[other] == "press" and outcome.state.margin)
    gain, loss = a.gain(state.tension), a.loss * state.v(side)
    change = {"share": 0, "hedge": -a.hedge_cost, "press": gain}[chosen[side]]
    wrong = [
        (a.station_points + change, "This leaves out what the side loses because it is pressed."),
        (a.station_points + change - a.loss * state.v(other), "This takes the need of the other side."),
        (a.station_points - loss, "This leaves out what the side's own move brings or costs."),
        (a.station_points + change - a.loss, "This takes the loss once, not for each step."),
        (change - loss, "This leaves out the points for the working station."),
        (getattr(outcome.scores, other), "These are the points of the other side."),
    ]
    return Draft(
        f"{RULES.format(a=a, gain=gain)} {told} The station still works after that year.\n"
        f"How many points does {SIDES[side]} score?",
        (
            getattr(outcome.scores, side),
            f"{a.station_points} for the station, {change} for its own move, {-loss} for being pressed.",
        ),
        [one for one in wrong if one[0] >= 0],
        [],
        word="{} points".format,
    )


@kind(2, "the game Keep It Flying")
def margin_after_a_year(rng: Random) -> Draft:
    """Ask for the margin after a year of the game."""
    state, chosen, outcome, told = drawn_year(rng)
    pressed = [OTHER[side] for side in SIDES if chosen[side] == "press"]
    need(pressed)
    a, before, acts = game.STANDARD, state.margin, len(pressed)
    reasons = {
        min(before + a.repair, a.margin): "A mark comes back only in a year without pressure.",
        max(before - acts * a.wear, 0): (
            "Pressure takes two marks where the need of the pressed side is above the limit."
        ),
        max(before - 2 * acts * a.wear, 0): (
            "Two marks are taken only where the need of the pressed side is above the limit."
        ),
        max(before - 2 * a.wear, 0): "Count each act of pressure by itself.",
        before: "Pressure always takes at least one mark.",
    }
    marks = [f"pressure on {SIDES[side]} takes {2 if state.v(side) > a.critical else 1}" for side in pressed]
    return Draft(
        f"{WEAR.format(a=a, double=2 * a.wear)} {told} The margin before is {before}.\nWhat is it after the year?",
        (outcome.state.margin, f"{capital(listed(marks))}."),
        [(number, reasons.get(number, "No rule leads to this number.")) for number in range(a.margin + 1)],
        [],
    )
