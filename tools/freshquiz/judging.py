"""Kinds of question about statements: verdicts by two rules, the partners' decisions, predictions and their scores."""

from datetime import date, timedelta
from random import Random

from issfacts import data
from issfacts.exhibits.statements import KINDS
from issfacts.forecasts import score
from issfacts.kit.wording import day

from . import Answer, Draft, question_kind, require, sample
from .flights import HOUR, load_flights

VERDICTS = {  # by whether each of two rules holds
    (True, True): "Accurate by both rules",
    (True, False): "Accurate by rule 1 only",
    (False, True): "Accurate by rule 2 only",
    (False, False): "Accurate by neither rule",
}
OUTCOMES = {  # text of the option, text in the paper's table
    "came true": ("It had come true", "came true"),
    "did not": ("It had not come true", "did not come true"),
    "superseded": ("A newer plan had taken its place", "replaced by a newer plan"),
}
STILL_OPEN = "It was still open"


def verdict_answers(holds: tuple[bool, bool], reasons: tuple[str, str]) -> tuple[Answer, list[Answer]]:
    """Return the right answer and the wrong ones on whether a claim is accurate by each of two rules."""
    why = [
        f"{reason}: rule {rule} says {'yes' if hold else 'no'}."
        for rule, reason, hold in zip((1, 2), reasons, holds, strict=True)
    ]
    wrong = [
        (text, " ".join(reason for reason, hold, other in zip(why, holds, wrong_holds, strict=True) if hold != other))
        for wrong_holds, text in VERDICTS.items()
        if wrong_holds != holds
    ]
    return (VERDICTS[holds], " ".join(why)), wrong


@question_kind(2, "the table crewed_flights")
def rounded_or_strict(rng: Random) -> Draft:
    """Ask for the verdict on a flight time by a loose and a strict rule."""
    flight = rng.choice(load_flights())
    duration = flight["dock"] - flight["launch"]
    require(2 * HOUR < duration < 60 * HOUR and duration % HOUR != HOUR / 2)
    claimed = rng.choice((round(duration / HOUR), duration // HOUR, duration // HOUR + 1))
    error, minute = abs(duration - claimed * HOUR), timedelta(minutes=1)
    span = "{} h {} min".format(*divmod(duration // minute, 60))
    right, wrong = verdict_answers(
        (error < HOUR / 2, error <= 5 * minute),
        (
            f"Rounded to whole hours, {span} are {round(duration / HOUR)} hours",
            f"The claim is {error // minute} minutes off",
        ),
    )
    return Draft(
        f"A pupil writes: “{flight['ship']} docked {claimed} hours after lift-off.” "
        f"By the record it took {span}. Rule 1: a number is accurate if it is right when rounded "
        "to whole hours. Rule 2: a number is accurate if it is at most five minutes off.\nWhat is the verdict?",
        right,
        wrong,
        [flight["id"]],
    )


@question_kind(3, "the table expeditions")
def published_or_read(rng: Random) -> Draft:
    """Ask for the verdict on who commands the station, by the day of the page and by the day of reading."""
    terms = [row for row in data.rows("expeditions") if len(row["commander_ids"]) == 1 and row["end_utc"]]
    begin = rng.randrange(len(terms) - 2)
    shown = terms[begin : begin + 3]
    commanders = [data.by_id("people")[row["commander_ids"][0]]["name"] for row in shown]
    require(len(set(commanders)) == 3)
    person, term = rng.choice(list(zip(commanders, shown, strict=True)))
    published, read = sorted(sample_day(rng, row) for row in sample(rng, [*shown, *shown], 2))
    require(published < read)
    holds = tuple(term["start_utc"].date() < when < term["end_utc"].date() for when in (published, read))
    require(any(holds) or rng.random() < 0.4)
    reasons = [
        f"On {day(when)} {person} {'commanded' if commanded else 'did not command'} the station"
        for when, commanded in zip((published, read), holds, strict=True)
    ]
    return Draft(
        f"Suppose a page of {day(published)} says: “{person} commands the station.” You read it on {day(read)}. "
        "Rule 1: judge by the day on which the page was published. Rule 2: judge by the day on which you read it.\n"
        "What is the verdict?",
        *verdict_answers(holds, reasons),
        [row["id"] for row in shown],
        ("commander", "from", "to"),
        [(name, day(row["start_utc"]), day(row["end_utc"])) for name, row in zip(commanders, shown, strict=True)],
    )


def sample_day(rng: Random, term: dict) -> date:
    """Return a random day of a commander's term, at least five days from its begin and end."""
    length = (term["end_utc"] - term["start_utc"]).days
    require(length > 20)
    return term["start_utc"].date() + timedelta(days=rng.randrange(5, length - 5))


@question_kind(2, "the table predictions")
def how_a_prediction_stood(rng: Random) -> Draft:
    """Ask how a prediction stood on a day: open until it was settled."""
    row = rng.choice([row for row in data.rows("predictions") if row["outcome"] in OUTCOMES])
    require(row["made_on_precision"] == row["outcome_on_precision"] == "day")
    settled = row["outcome_on"]
    require((settled - row["made_on"]).days > 120)
    early = rng.random() < 0.5
    when = settled + timedelta(days=-rng.randrange(20, 100) if early else rng.randrange(20, 400))
    require(when < date.fromisoformat(data.package()["as_of"]))
    outcome, result = OUTCOMES[row["outcome"]]
    reason = f"It was settled on {day(settled)}, {'after' if early else 'before'} the asked day."
    answers = {text: f"The record says in the end: {result}." for text, _ in OUTCOMES.values()}
    answers |= {outcome: reason, STILL_OPEN: reason}
    return Draft(
        "Our rule: a prediction is open until the day on which it is settled.\n"
        f"How did this prediction stand on {day(when)}?",
        (STILL_OPEN if early else outcome, reason),
        list(answers.items()),
        [row["id"]],
        ("said on", "by", "prediction", "settled on", "result"),
        [(day(row["made_on"]), row["made_by"], row["predicts"], day(settled), result)],
    )


@question_kind(2, "the table positions")
def promised_until(rng: Random) -> Draft:
    """Ask which decision on the station's end was the newest on a day; announcements do not count."""
    partner = rng.choice(("USA", "RUS", "EUR", "JPN", "CAN"))
    rows = [
        row
        for row in data.rows("positions")
        if partner in row["countries"] and row["stated_end_year"] and row["said_on_precision"] == "day"
    ]
    four = sorted(sample(rng, rows, 4), key=lambda row: row["said_on"])
    when = rng.choice(four)["said_on"] + timedelta(days=rng.randrange(40, 300))
    decisions = [row for row in four if row["binding"] in KINDS and row["said_on"] < when]
    require(decisions and all(abs((row["said_on"] - when).days) > 10 for row in four))
    names = {row["id"]: f"{day(row['said_on'])}: {row['speaker']}" for row in four}
    require(len(set(names.values())) == 4)
    newest = decisions[-1]

    def why_not(row: dict) -> str:
        if row["said_on"] > when:
            return f"It came later, on {day(row['said_on'])}."
        if row["binding"] not in KINDS:
            return f"It is no decision. The record calls it: {row['binding']}."
        return f"It is a decision, but a newer one followed on {day(newest['said_on'])}."

    return Draft(
        "Only a treaty, a law, and a decision of a government or of ministers count as decisions.\n"
        f"Which of these was the newest decision on {day(when)}?",
        (
            names[newest["id"]],
            "It is a decision, it had been taken by that day, and no newer one in the list had been.",
        ),
        [(names[row["id"]], why_not(row)) for row in four],
        list(names),
        ("date", "who", "what", "kind"),
        [(day(row["said_on"]), row["speaker"], row["position"], row["binding"]) for row in four],
    )


@question_kind(3, "the table predictions")
def brier_score(rng: Random) -> Draft:
    """Ask for the mean Brier score of three forecasts."""
    rows = sample(rng, [row for row in data.rows("predictions") if row["outcome"] in ("came true", "did not")], 3)
    chances, happened = [rng.randrange(1, 10) / 10 for _ in rows], [row["outcome"] == "came true" for row in rows]
    distances = [abs(chance - came) for chance, came in zip(chances, happened, strict=True)]
    return Draft(
        "A pupil had given three predictions these chances. "
        "For each prediction, take the distance between the chance and what happened (1 if it came true, 0 if not), "
        "and square it. The mean Brier score is the mean of the three squares.\n"
        "What is the mean Brier score? Round to two decimals.",
        (score(chances, happened), "Square each distance, add the three squares, divide by three."),
        [
            (sum(distances) / 3, "This is the mean distance. Each distance must be squared first."),
            (sum(distance * distance for distance in distances), "This is the sum of the squares. Divide it by three."),
            (
                score(chances, [not came for came in happened]),
                "This scores the opposite: 1 stands for what came true, 0 for what did not.",
            ),
            (
                sum(chance * chance for chance in chances) / 3,
                "This squares the forecasts. It must be their distance from what happened.",
            ),
            ((sum(distances) / 3) ** 2, "This takes the mean first and squares it then. Square each distance first."),
        ],
        [row["id"] for row in rows],
        ("prediction", "chance given", "came true?"),
        [
            (row["predicts"], f"{chance:.1f}", "yes" if came else "no")
            for row, chance, came in zip(rows, chances, happened, strict=True)
        ],
        "{:.2f}".format,
    )
