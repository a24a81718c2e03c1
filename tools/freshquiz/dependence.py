"""Asks from the codings who depends on whom: by count, by weights, and with one code a step lower."""

from datetime import date
from fractions import Fraction
from random import Random

from issfacts import data
from issfacts.exhibits.dependence import FUNCTIONS, SIDES, STEP, codes, dates, vulnerability
from issfacts.kit.wording import capital, day

from . import Draft, kind, need, need_clear

NAMES = {"US-led": "the US-led side", "Russian": "Russia"}
OTHER = dict(zip(SIDES, reversed(SIDES), strict=True))
SCALE = (
    "0 means that a side has means of its own, 0.5 that these are partial or only demonstrated, "
    "1 that only the other side has them."
)
HEAD = ("job", *(capital(name) for name in NAMES.values()), "weight")


def listing(when: date, own: dict, weights: dict) -> tuple[list[str], tuple[str, ...], list[tuple[str, ...]]]:
    """Return the ids of a day's codes, and the head and rows that list both sides' codes and the weights."""
    ids = [row["id"] for row in data.rows("codings") if row["on_date"] == when]
    rows = [
        (label, *(f"{own[side][name]:g}" for side in SIDES), str(weights[name])) for name, label in FUNCTIONS.items()
    ]
    return ids, HEAD, rows


def drawn_weights(rng: Random) -> dict[str, int]:
    """Draw a weight from 0 to 3 for each function."""
    weights = {name: rng.randrange(4) for name in FUNCTIONS}
    need(sum(weights.values()) > 4 and len(set(weights.values())) > 1)
    return weights


@kind(3, "the table codings")
def weighted_need(rng: Random) -> Draft:
    """Ask for the weighted mean of one side's codes."""
    when, side, weights = rng.choice(dates()), rng.choice(SIDES), drawn_weights(rng)
    own = codes(when)
    mean = vulnerability(when, weights)[side]
    weighed = sum(weights[name] * own[side][name] for name in FUNCTIONS)
    plain = vulnerability(when)[side]
    need_clear(100 * mean, 0.01)
    need(abs(mean - plain) > 0.02)
    wrong = [
        (weighed / len(FUNCTIONS), "This divides by the number of jobs. Divide by the sum of the weights."),
        (plain, "This is the mean without weights."),
        (vulnerability(when, weights)[OTHER[side]], "This is the mean of the other side."),
        (weighed, "This is the weighted sum. Divide it by the sum of the weights."),
    ]
    return Draft(
        f"The book codes how far each side needed the other on {day(when)}. {SCALE} "
        "For a weighted mean, multiply each code by its weight, add up, and divide by the sum of the weights.\n"
        f"What is the mean of the codes of {NAMES[side]} with these weights? Round to two decimals.",
        (mean, f"The weighted sum is {weighed:g}, the sum of the weights {sum(weights.values())}."),
        wrong,
        *listing(when, own, weights),
        "{:.2f}".format,
    )


@kind(3, "the table codings")
def one_code_lower(rng: Random) -> Draft:
    """Ask who depends more if one code is one step lower."""
    when, weights = rng.choice(dates()), drawn_weights(rng)
    own = codes(when)
    side, name = rng.choice(
        [(side, name) for side in SIDES for name in FUNCTIONS if own[side][name] > 0 and weights[name]]
    )
    before = weighted_sums(own, weights)
    after = before | {side: before[side] - Fraction(STEP) * weights[name]}
    right, unmoved = leader(after), leader(before)
    need(rng.random() < (0.8 if right != unmoved else 0.3))
    sums = "The weighted sums are {:g} for the US-led side and {:g} for Russia.".format(*map(float, after.values()))
    said = {
        "US-led": "The US-led side needs the other more",
        "Russian": "Russia needs the other more",
        None: "Both need each other equally",
    }
    wrong = [
        (text, f"{'So it was before the step. ' if who == unmoved else ''}{sums}")
        for who, text in said.items()
        if who != right
    ]
    cannot = ("It cannot be said", f"Codes and weights are given, and that is enough. {sums}")
    return Draft(
        f"The book codes how far each side needed the other on {day(when)}; a pupil chose the weights. {SCALE} "
        f"Suppose the code of {NAMES[side]} for "
        f"“{FUNCTIONS[name]}” is half a point lower.\nWho then needs the other more? Compare the two weighted sums.",
        (said[right], sums),
        [*wrong, cannot],
        *listing(when, own, weights),
    )


def weighted_sums(own: dict, weights: dict) -> dict[str, Fraction]:
    """Return the weighted sum of each side."""
    return {side: sum(weights[name] * Fraction(code) for name, code in own[side].items()) for side in SIDES}


def leader(sums: dict) -> str | None:
    """Return the side with the larger sum; None where both are equal."""
    ours, theirs = (sums[side] for side in SIDES)
    return None if ours == theirs else SIDES[ours < theirs]
