"""Kinds of question with a calculation: per cent, shares of mass and launches, a weighted mean, a year of the game."""

from random import Random

from issfacts import data, game
from issfacts.dependence import FUNCTIONS, SIDES, codes, dates, vulnerability
from issfacts.exhibits.seats import CONTRACT, KINDS, YEARLY
from issfacts.kit.wording import capital, day, listed
from issfacts.record.elements import SHARED, elements, share_of_mass

from . import Draft, draft_share, per_cent, question_kind, require, require_clear_rounding, sample

GAME_RULES = (
    "In the game Keep It Flying, a working station gives each side {assumptions.station_points} points a year. "
    "A side that presses gains {gain} points. "
    "A side that is pressed loses {assumptions.loss} points for each step of its own need. "
    "A side that hedges pays {assumptions.hedge_cost} points."
)
NAMES_WITH_ARTICLE = {"United States": "the United States"}
MOVE_VERBS = {"share": "shares", "hedge": "hedges", "press": "presses"}
US, RUSSIA = "the US-led side", "Russia"


@question_kind(2, "the table seat_prices")
def rise_of_a_price(rng: Random) -> Draft:
    """Ask by how many per cent the price of a seat rose."""
    rows = [
        row
        for row in data.rows("seat_prices")
        if row["price_musd"]
        and row["confidence"] in ("high", "medium")
        and KINDS.get(row["figure_type"]) in (YEARLY, CONTRACT)
        and row["flights"].replace("-", "").isdigit()  # whole years
    ]
    first, second = sorted(sample(rng, rows, 2), key=lambda row: row["price_musd"])
    old, new = first["price_musd"], second["price_musd"]
    require(first["first_year"] < second["first_year"] and new / old > 1.15)
    require_clear_rounding(100 * new / old)
    earlier, later = (row["flights"].replace("-", " to ") for row in (first, second))
    return Draft(
        f"For flights of {earlier}, a Soyuz seat cost NASA {old:g} million dollars; "
        f"for flights of {later}, it cost {new:g} million.\n"
        "By how many per cent is the second price higher? Round to whole per cent.",
        (new / old - 1, f"The rise is {new - old:.4g} million; divide it by {old:g} million."),
        [
            (1 - old / new, "This divides by the newer price. The rise is measured from the older one."),
            (new / old, "This is the newer price in per cent of the older one. The rise is 100 less."),
            ((new - old) / 100, "This is the rise in millions of dollars."),
            (old / new, "This is the older price in per cent of the newer one."),
        ],
        [first["id"], second["id"]],
        word=per_cent,
    )


@question_kind(2, "the table modules")
def share_of_the_mass(rng: Random) -> Draft:
    """Ask for the share of the mass that one side built."""
    frame = elements()
    frame = frame[frame["mass_kg"].notna() & (frame["built_by"] != SHARED)]
    five = frame.iloc[sorted(sample(rng, range(len(frame)), 5))]
    side = rng.choice(sorted(set(five["built_by"])))
    count, whole = int((five["built_by"] == side).sum()), five["mass_kg"].sum()
    part = share_of_mass(five, side) * whole
    require(count < 4)
    builder = NAMES_WITH_ARTICLE.get(side, side)
    return draft_share(
        f"Which share of the mass of these five parts of the station was built by {builder}?",
        part,
        whole,
        [
            (count / 5, "This is the share of the number of parts, not of their mass."),
            (part / whole / count, "This takes the mass of one part where there are more."),
            (five["mass_kg"].max() / whole, "This is the share of the heaviest part alone."),
        ],
        list(five["id"]),
        ("part", "built by", "mass"),
        [(row.element, row.built_by, f"{row.mass_kg:,.0f} kg") for row in five.itertuples()],
        unit=" kg",
    )


@question_kind(2, "the table launches")
def share_of_launches(rng: Random) -> Draft:
    """Ask for one state's share of the launches of a year."""
    year = rng.randrange(1960, 2026)
    rows = {row["state"]: row for row in data.rows("launches") if row["year"] == year}
    world = rows.pop("World")
    states = sorted(sample(rng, (state for state in rows if rows[state]["attempts"] > 4), 3))
    shown = [*(rows[state] for state in states), world]
    require(all(row["successes"] is not None for row in shown))
    row, other = sample(rng, shown[:3], 2)
    attempts, whole = row["attempts"], world["attempts"]
    return draft_share(
        f"What share of all launches to orbit in {year} was tried by "
        f"{NAMES_WITH_ARTICLE.get(row['state'], row['state'])}? Failed launches count too.",
        attempts,
        whole,
        [
            (
                attempts / sum(state["attempts"] for state in shown[:3]),
                "This divides by the launches of the listed states, not by those of the world.",
            ),
            (row["successes"] / whole, "This counts only the launches that succeeded."),
            (other["attempts"] / whole, f"This is the share of another line: {other['state']}."),
            (row["successes"] / attempts, "This is how many of its own launches succeeded."),
        ],
        [row["id"]],
        ("state", "launches tried", "launches that succeeded"),
        [(state["state"], str(state["attempts"]), str(state["successes"])) for state in shown],
    )


@question_kind(3, "the table codings")
def weighted_need(rng: Random) -> Draft:
    """Ask for the weighted mean of one side's codes."""
    when, weights = rng.choice(dates()), {name: rng.randrange(4) for name in FUNCTIONS}
    whole = sum(weights.values())
    require(whole > 4 and len(set(weights.values())) > 1)
    side, other = rng.sample(SIDES, 2)
    codes_by_side, plain_mean, means = codes(when), vulnerability(when)[side], vulnerability(when, weights)
    weighted_sum = sum(weights[name] * codes_by_side[side][name] for name in FUNCTIONS)
    require_clear_rounding(100 * means[side])
    require(abs(means[side] - plain_mean) > 0.02)
    names = dict(zip(SIDES, (US, RUSSIA), strict=True))
    return Draft(
        f"The book marks what each side lacked on {day(when)}. 0 means that a side has means of its own, "
        "0.5 that these are partial or only demonstrated, 1 that it has nothing of its own. "
        "For a weighted mean, multiply each mark by its weight, add up, and divide by the sum of the weights.\n"
        f"What is the mean of the marks of {names[side]} with these weights? Round to two decimals.",
        (means[side], f"The weighted sum is {weighted_sum:g}, the sum of the weights {whole}."),
        [
            (weighted_sum / len(FUNCTIONS), "This divides by the number of jobs. Divide by the sum of the weights."),
            (plain_mean, "This is the mean without weights."),
            (means[other], "This is the mean of the other side."),
            (weighted_sum, "This is the weighted sum. Divide it by the sum of the weights."),
        ],
        [row["id"] for row in data.rows("codings") if row["on_date"] == when],
        ("job", *map(capital, names.values()), "weight"),
        [
            (label, *(f"{codes_by_side[side][name]:g}" for side in SIDES), str(weights[name]))
            for name, label in FUNCTIONS.items()
        ],
        "{:.2f}".format,
    )


@question_kind(3, "the game Keep It Flying")
def points_of_a_year(rng: Random) -> Draft:
    """Ask for one side's points of a year of the game, in which the other side presses."""
    assumptions = game.STANDARD
    gain = assumptions.gain(rng.choice(game.cards.TENSIONS))
    change = {"share": 0, "hedge": -assumptions.hedge_cost, "press": gain}
    own_move, (side, other) = rng.choice(tuple(MOVE_VERBS)), rng.sample((US, RUSSIA), 2)
    steps = {US: rng.randrange(1, 8), RUSSIA: rng.randrange(1, 8)}
    needs = listed(f"the need of {name} stands at {steps[name]}" for name in steps)
    moves = listed(f"{name} {MOVE_VERBS[own_move if name == side else 'press']}" for name in steps)
    without_loss, loss = assumptions.station_points + change[own_move], assumptions.loss * steps[side]
    other_points = assumptions.station_points + gain - (assumptions.loss * steps[other] if own_move == "press" else 0)
    wrong = [
        (without_loss, "This leaves out what the side loses because it is pressed."),
        (without_loss - assumptions.loss * steps[other], "This takes the need of the other side."),
        (assumptions.station_points - loss, "This leaves out what the side's own move brings or costs."),
        (without_loss - assumptions.loss, "This takes the loss once, not for each step."),
        (change[own_move] - loss, "This leaves out the points for the working station."),
        (other_points, "These are the points of the other side."),
    ]
    return Draft(
        f"{GAME_RULES.format(assumptions=assumptions, gain=gain)} {capital(needs)}. {capital(moves)}. "
        f"The station still works after that year.\nHow many points does {side} score?",
        (
            without_loss - loss,
            f"{assumptions.station_points} for the station, {change[own_move]} for its own move, "
            f"{-loss} for being pressed.",
        ),
        [answer for answer in wrong if answer[0] >= 0],
        [],
        word="{} points".format,
    )
