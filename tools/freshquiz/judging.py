"""Asks for verdicts: under a rule, under another rule, on one day and on another; what was promised; how to score."""

from datetime import date, timedelta
from random import Random

import issfacts as iss
from issfacts import data
from issfacts.exhibits.forecasts import score
from issfacts.kit.wording import day

from . import Draft, kind, need, pick
from .times import HOUR, flights

BOTH, FIRST, SECOND, NEITHER = (
    *("Accurate by both rules", "Accurate by rule 1 only", "Accurate by rule 2 only", "Accurate by neither rule"),
)
VERDICTS = {
    "accurate": "Accurate: the record says the same.",
    "imprecise": "Imprecise: right in substance, loose in a detail.",
    "outdated-at-publication": "Outdated: something newer had taken its place before the article appeared.",
    "contradicted": "Contradicted: the record says otherwise.",
    "not-checkable": "Not checkable: a judgement or figure of speech, words nobody found, a forecast without a date.",
}
# Neighbours such as accurate and imprecise never stand side by side: two careful readers could part there.
FAR = {
    "accurate": ("contradicted", "not-checkable", "outdated-at-publication"),
    "outdated-at-publication": ("accurate", "imprecise", "not-checkable"),
    "not-checkable": ("accurate", "contradicted", "outdated-at-publication"),
}
DOES_NOT_HOLD = {
    "accurate": "The record does not say the same.",
    "contradicted": "The record does not say the opposite.",
    "imprecise": "More than a detail is amiss.",
    "not-checkable": "The record settles it.",
    "outdated-at-publication": "The record names nothing newer.",
}
STRICT = timedelta(minutes=5)
BINDING = ("treaty", "law", "government decision", "ministerial decision")
SETTLED = {
    "came true": "It had come true",
    "did not": "It had not come true",
    "superseded": "A newer plan had taken its place",
}
RESULTS = {"came true": "came true", "did not": "did not come true", "superseded": "replaced by a newer plan"}
OPEN = "It was still open"


def by_two_rules(first: bool, second: bool, why: tuple[str, str]) -> tuple[tuple[str, str], list[tuple[str, str]]]:
    """Return the right answer and the wrong ones, where two rules say whether a claim is accurate."""
    results = {BOTH: (True, True), FIRST: (True, False), SECOND: (False, True), NEITHER: (False, False)}
    right = next(text for text, found in results.items() if found == (first, second))
    wrong = []
    for text, found in results.items():
        amiss = [place for place in (0, 1) if found[place] != (first, second)[place]]
        if amiss:
            wrong.append((text, " ".join(why[place] for place in amiss)))
    return (right, " ".join(why)), wrong


def _says(rule: int, holds: bool) -> str:
    """Word what a rule says."""
    return f"rule {rule} says {'yes' if holds else 'no'}."


@kind(2, "the table crewed_flights")
def rounded_or_strict(rng: Random) -> Draft:
    """Ask for the verdict on a flight time by a loose and a strict rule."""
    flight = rng.choice(flights())
    took = flight["dock"] - flight["launch"]
    need(2 * HOUR < took < 60 * HOUR and took % HOUR != HOUR / 2)
    claimed = rng.choice((round(took / HOUR), took // HOUR, took // HOUR + 1))
    off = abs(took - claimed * HOUR)
    loose, strict = off < HOUR / 2, off <= STRICT
    minutes = off // timedelta(minutes=1)
    hours, rest = divmod(took // timedelta(minutes=1), 60)
    why = (
        f"Rounded to whole hours, {hours} h {rest} min are {round(took / HOUR)} hours: {_says(1, loose)}",
        f"The claim is {minutes} minutes off: {_says(2, strict)}",
    )
    right, wrong = by_two_rules(loose, strict, why)
    return Draft(
        f"A pupil writes: “{flight['ship']} docked {claimed} hours after lift-off.” "
        f"By the record it took {hours} h {rest} min. Rule 1: a number is accurate if it is right when rounded "
        "to whole hours. Rule 2: a number is accurate if it is at most five minutes off.\nWhat is the verdict?",
        right,
        wrong,
        [flight["id"]],
    )


@kind(3, "the table expeditions")
def published_or_read(rng: Random) -> Draft:
    """Ask for the verdict on who commands the station, by the day of the page and by the day of reading."""
    name = {row["id"]: row["name"] for row in data.rows("people")}
    terms = [row for row in data.rows("expeditions") if len(row["commander_ids"]) == 1 and row["end_utc"]]
    begin = rng.randrange(len(terms) - 2)
    shown = terms[begin : begin + 3]
    need(len({row["commander_ids"] for row in shown}) == 3)
    said = rng.choice(shown)
    page, read = sorted(_within(rng, row) for row in pick(rng, [*shown, *shown], 2))
    need(page < read)
    there = [said["start_utc"].date() < when < said["end_utc"].date() for when in (page, read)]
    need(any(there) or rng.random() < 0.4)
    person = name[said["commander_ids"][0]]
    why = tuple(
        f"On {day(when)} {person} {'commanded' if holds else 'did not command'} the station: {_says(place, holds)}"
        for place, when, holds in zip((1, 2), (page, read), there, strict=True)
    )
    right, wrong = by_two_rules(*there, why)
    return Draft(
        f"Suppose a page of {day(page)} says: “{person} commands the station.” You read it on {day(read)}. "
        "Rule 1: judge by the day on which the page was published. Rule 2: judge by the day on which you read it.\n"
        "What is the verdict?",
        right,
        wrong,
        [row["id"] for row in shown],
        ("commander", "from", "to"),
        [(name[row["commander_ids"][0]], day(row["start_utc"]), day(row["end_utc"])) for row in shown],
    )


def _within(rng: Random, term: dict) -> date:
    """Draw a day in the middle of a commander's time."""
    length = (term["end_utc"] - term["start_utc"]).days
    need(length > 20)
    return term["start_utc"].date() + timedelta(days=rng.randrange(5, length - 5))


@kind(2, "the table claims")
def verdict_of_a_claim(rng: Random) -> Draft:
    """Ask for the verdict on a claim of the article, with what the record says."""
    verdict = rng.choice(("accurate", "accurate", "not-checkable", "not-checkable", "outdated-at-publication"))
    row = rng.choice([row for row in data.rows("claims") if row["verdict"] == verdict])
    return Draft(
        f"An article of 16 September 2023 makes this claim: “{row['claim']}.” "
        f"The record says: {row['reason']}\nWhich verdict fits on the day of the article?",
        (VERDICTS[verdict], "This is the verdict of the book. What the record says fits it."),
        [(VERDICTS[far], DOES_NOT_HOLD[far]) for far in FAR[verdict]],
        [row["id"]],
    )


@kind(2, "the table predictions")
def how_a_prediction_stood(rng: Random) -> Draft:
    """Ask how a prediction stood on a day: open until it was settled."""
    rows = [
        row for row in data.rows("predictions") if row["outcome"] in SETTLED and row["outcome_on_precision"] == "day"
    ]
    row = rng.choice([row for row in rows if row["made_on_precision"] == "day"])
    settled = row["outcome_on"]
    need((settled - row["made_on"]).days > 120)
    early = rng.random() < 0.5
    when = settled + timedelta(days=-rng.randrange(20, 100) if early else rng.randrange(20, 400))
    need(when < date.fromisoformat(iss.data.package()["as_of"]))
    said = RESULTS[row["outcome"]]
    answers = [(text, f"The record says in the end: {said}.") for text in SETTLED.values()]
    if early:
        too_early = f"The record says so, but only on {day(settled)}."
        answers = [(text, too_early if text == SETTLED[row["outcome"]] else reason) for text, reason in answers]
    still = (OPEN, f"It was settled on {day(settled)}, {'after' if early else 'before'} the asked day.")
    settled_then = (SETTLED[row["outcome"]], f"It was settled on {day(settled)}, before the asked day.")
    return Draft(
        "Our rule: a prediction is open until the day on which it is settled.\n"
        f"How did this prediction stand on {day(when)}?",
        still if early else settled_then,
        answers if early else [still, *answers],
        [row["id"]],
        ("said on", "by", "prediction", "settled on", "result"),
        [(day(row["made_on"]), row["made_by"], row["predicts"], day(settled), said)],
    )


@kind(2, "the table positions")
def promised_until(rng: Random) -> Draft:
    """Ask which decision on the station's end was the newest on a day; what is only said does not count."""
    partner = rng.choice(("USA", "RUS", "EUR", "JPN", "CAN"))
    rows = [
        row
        for row in data.rows("positions")
        if partner in row["countries"] and row["stated_end_year"] and row["said_on_precision"] == "day"
    ]
    four = sorted(pick(rng, rows, 4), key=lambda row: row["said_on"])
    when = rng.choice(four)["said_on"] + timedelta(days=rng.randrange(40, 300))
    before = [row for row in four if row["binding"] in BINDING and row["said_on"] < when]
    need(before and all(abs((row["said_on"] - when).days) > 10 for row in four))
    right = before[-1]
    need(len({_named(row) for row in four}) == 4)
    return Draft(
        "Only a treaty, a law, and a decision of a government or of ministers count as decisions.\n"
        f"Which of these was the newest decision on {day(when)}?",
        (_named(right), "It is a decision, it had been taken by that day, and no newer one in the list had been."),
        [(_named(row), _why_not(row, right, when)) for row in four if row is not right],
        [row["id"] for row in four],
        ("date", "who", "what", "kind"),
        [(day(row["said_on"]), row["speaker"], row["position"], row["binding"]) for row in four],
    )


def _named(row: dict) -> str:
    """Name a statement."""
    return f"{day(row['said_on'])}: {row['speaker']}"


def _why_not(row: dict, right: dict, when: date) -> str:
    """Say why another row is not the newest decision."""
    if row["said_on"] > when:
        return f"It came later, on {day(row['said_on'])}."
    if row["binding"] not in BINDING:
        return f"It is no decision. The record calls it: {row['binding']}."
    return f"It is a decision, but a newer one followed on {day(right['said_on'])}."


@kind(3, "the table predictions")
def brier_score(rng: Random) -> Draft:
    """Ask for the mean Brier score of three forecasts."""
    rows = pick(rng, [row for row in data.rows("predictions") if row["outcome"] in ("came true", "did not")], 3)
    given, happened = [rng.randrange(1, 10) / 10 for _ in rows], [row["outcome"] == "came true" for row in rows]
    off = [abs(one - came) for one, came in zip(given, happened, strict=True)]
    wrong = [
        (sum(off) / 3, "This is the mean distance. Each distance must be squared first."),
        (sum(one * one for one in off), "This is the sum of the squares. Divide it by three."),
        (
            score(given, [not one for one in happened]),
            "This scores the opposite: 1 stands for what came true, 0 for what did not.",
        ),
        (
            sum(one * one for one in given) / 3,
            "This squares the forecasts. It must be their distance from what happened.",
        ),
        ((sum(off) / 3) ** 2, "This takes the mean first and squares it then. Square each distance first."),
    ]
    return Draft(
        "A pupil had given three predictions these chances. "
        "For each prediction, take the distance between the chance and what happened (1 if it came true, 0 if not), "
        "and square it. The mean Brier score is the mean of the three squares.\n"
        "What is the mean Brier score? Round to two decimals.",
        (f"{score(given, happened):.2f}", "Square each distance, add the three squares, divide by three."),
        [(f"{one:.2f}", reason) for one, reason in wrong],
        [row["id"] for row in rows],
        ("prediction", "chance given", "came true?"),
        [
            (row["predicts"], f"{one:.1f}", "yes" if came else "no")
            for row, one, came in zip(rows, given, happened, strict=True)
        ],
    )
