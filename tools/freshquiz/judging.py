"""Asks about statements: the verdict by one rule and by another, their dates and age, what came of them."""

from datetime import date, timedelta
from random import Random

from issfacts import data
from issfacts.exhibits.forecasts import score
from issfacts.kit.wording import day

from . import Answer, Draft, counted_by_months, kind, need, pick
from .flights import HOUR, flights

BY_TWO_RULES = {
    (True, True): "Accurate by both rules",
    (True, False): "Accurate by rule 1 only",
    (False, True): "Accurate by rule 2 only",
    (False, False): "Accurate by neither rule",
}
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
BINDING = ("treaty", "law", "government decision", "ministerial decision")
OUTCOMES = {  # how a prediction ended: as an option, on the paper, and in a sentence
    "came true": ("It had come true", "came true", "it came true"),
    "did not": ("It had not come true", "did not come true", "it had not come true"),
    "superseded": ("A newer plan had taken its place", "replaced by a newer plan", "a newer plan had taken its place"),
}
ROLES = {  # the question, and what the date was
    "On which day was the prediction made?": "the prediction was made",
    "On which day was the page published?": "the page was published",
    "On which day was the prediction settled?": "it was settled what became of the prediction",
    "On which day did the pupil read the page?": "the pupil read the page",
}


def by_two_rules(holds: tuple[bool, bool], reasons: tuple[str, str]) -> tuple[Answer, list[Answer]]:
    """Return the right answer and the wrong ones, where two rules say whether a claim is accurate."""
    why = [
        f"{reason}: rule {rule} says {'yes' if hold else 'no'}."
        for rule, reason, hold in zip((1, 2), reasons, holds, strict=True)
    ]
    wrong = [
        (text, " ".join(said for said, here, there in zip(why, holds, others, strict=True) if here != there))
        for others, text in BY_TWO_RULES.items()
        if others != holds
    ]
    return (BY_TWO_RULES[holds], " ".join(why)), wrong


def predictions() -> list[dict]:
    """Return the predictions whose day is known."""
    return [row for row in data.rows("predictions") if row["made_on_precision"] == "day"]


def settled_predictions() -> list[dict]:
    """Return the predictions that were made on a known day and settled on a known day."""
    return [row for row in predictions() if row["outcome"] in OUTCOMES and row["outcome_on_precision"] == "day"]


@kind(2, "the table crewed_flights")
def rounded_or_strict(rng: Random) -> Draft:
    """Ask for the verdict on a flight time by a loose and a strict rule."""
    flight = rng.choice(flights())
    took = flight["dock"] - flight["launch"]
    need(2 * HOUR < took < 60 * HOUR and took % HOUR != HOUR / 2)
    claimed = rng.choice((round(took / HOUR), took // HOUR, took // HOUR + 1))
    off, minute = abs(took - claimed * HOUR), timedelta(minutes=1)
    span = "{} h {} min".format(*divmod(took // minute, 60))
    right, wrong = by_two_rules(
        (off < HOUR / 2, off <= 5 * minute),
        (
            f"Rounded to whole hours, {span} are {round(took / HOUR)} hours",
            f"The claim is {off // minute} minutes off",
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


@kind(3, "the table expeditions")
def published_or_read(rng: Random) -> Draft:
    """Ask for the verdict on who commands the station, by the day of the page and by the day of reading."""
    name = {row["id"]: row["name"] for row in data.rows("people")}
    terms = [row for row in data.rows("expeditions") if len(row["commander_ids"]) == 1 and row["end_utc"]]
    begin = rng.randrange(len(terms) - 2)
    shown = terms[begin : begin + 3]
    commanders = [name[row["commander_ids"][0]] for row in shown]
    need(len(set(commanders)) == 3)
    said = rng.choice(shown)
    person = name[said["commander_ids"][0]]
    page, read = sorted(within(rng, row) for row in pick(rng, [*shown, *shown], 2))
    need(page < read)
    there = tuple(said["start_utc"].date() < when < said["end_utc"].date() for when in (page, read))
    need(any(there) or rng.random() < 0.4)
    did = [
        f"On {day(when)} {person} {'commanded' if holds else 'did not command'} the station"
        for when, holds in zip((page, read), there, strict=True)
    ]
    return Draft(
        f"Suppose a page of {day(page)} says: “{person} commands the station.” You read it on {day(read)}. "
        "Rule 1: judge by the day on which the page was published. Rule 2: judge by the day on which you read it.\n"
        "What is the verdict?",
        *by_two_rules(there, did),
        [row["id"] for row in shown],
        ("commander", "from", "to"),
        [(who, day(row["start_utc"]), day(row["end_utc"])) for who, row in zip(commanders, shown, strict=True)],
    )


def within(rng: Random, term: dict) -> date:
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
def age_of_a_statement(rng: Random) -> Draft:
    """Ask how many days old a statement was on the day of a page."""
    row = rng.choice(predictions())
    page = row["made_on"] + timedelta(days=rng.randrange(70, 700))
    need(page.day < row["made_on"].day)
    age = (page - row["made_on"]).days
    of_30, of_31 = counted_by_months(row["made_on"], page)
    return Draft(
        f"This prediction is of {day(row['made_on'])}: “{row['predicts']}” Suppose a page of {day(page)} repeats it.\n"
        "How many days old was it on that day?",
        (age, f"From {day(row['made_on'])} to {day(page)} it is {age} days."),
        [
            of_30,
            (age + 1, "This counts the day of the prediction, too."),
            of_31,
            (age - 31, "This leaves out one whole month."),
            (age + 31, "This counts one month too many."),
        ],
        [row["id"]],
        word="{} days".format,
    )


@kind(1, "the table predictions")
def which_date(rng: Random) -> Draft:
    """Ask which of four dates is that of the statement, of the page, of the outcome, of the reading."""
    row = rng.choice(settled_predictions())
    page = row["made_on"] + timedelta(days=rng.randrange(3, 60))
    read = page + timedelta(days=rng.randrange(400, 2000))
    need(page < row["outcome_on"] != read)
    dates = dict(zip(ROLES, (row["made_on"], page, row["outcome_on"], read), strict=True))
    asked = rng.choice(list(ROLES))
    answers = {role: (when, f"On this day {ROLES[role]}.") for role, when in dates.items()}
    return Draft(
        f"On {day(row['made_on'])} there was a prediction: “{row['predicts']}” Suppose a page of {day(page)} "
        f"repeats it, and a pupil reads that page on {day(read)}. On {day(row['outcome_on'])} one could say: "
        f"{OUTCOMES[row['outcome']][2]}.\n{asked}",
        answers.pop(asked),
        list(answers.values()),
        [row["id"]],
        word=day,
    )


@kind(2, "the table predictions")
def how_a_prediction_stood(rng: Random) -> Draft:
    """Ask how a prediction stood on a day: open until it was settled."""
    row = rng.choice(settled_predictions())
    settled = row["outcome_on"]
    need((settled - row["made_on"]).days > 120)
    early = rng.random() < 0.5
    when = settled + timedelta(days=-rng.randrange(20, 100) if early else rng.randrange(20, 400))
    need(when < date.fromisoformat(data.package()["as_of"]))
    outcome, said, _ = OUTCOMES[row["outcome"]]
    answers = {text: f"The record says in the end: {said}." for text, _, _ in OUTCOMES.values()}
    if early:
        answers[outcome] = f"The record says so, but only on {day(settled)}."
    else:
        answers[outcome] = f"It was settled on {day(settled)}, before the asked day."
    still = ("It was still open", f"It was settled on {day(settled)}, {'after' if early else 'before'} the asked day.")
    return Draft(
        "Our rule: a prediction is open until the day on which it is settled.\n"
        f"How did this prediction stand on {day(when)}?",
        still if early else (outcome, answers[outcome]),
        [still, *answers.items()],
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
    names = {row["id"]: f"{day(row['said_on'])}: {row['speaker']}" for row in four}
    need(len(set(names.values())) == 4)
    newest, wrong = before[-1], []
    for row in four:
        if row["said_on"] > when:
            why = f"It came later, on {day(row['said_on'])}."
        elif row["binding"] not in BINDING:
            why = f"It is no decision. The record calls it: {row['binding']}."
        else:
            why = f"It is a decision, but a newer one followed on {day(newest['said_on'])}."
        wrong.append((names[row["id"]], why))
    return Draft(
        "Only a treaty, a law, and a decision of a government or of ministers count as decisions.\n"
        f"Which of these was the newest decision on {day(when)}?",
        (
            names[newest["id"]],
            "It is a decision, it had been taken by that day, and no newer one in the list had been.",
        ),
        wrong,
        list(names),
        ("date", "who", "what", "kind"),
        [(day(row["said_on"]), row["speaker"], row["position"], row["binding"]) for row in four],
    )


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
        (score(given, happened), "Square each distance, add the three squares, divide by three."),
        wrong,
        [row["id"] for row in rows],
        ("prediction", "chance given", "came true?"),
        [
            (row["predicts"], f"{one:.1f}", "yes" if came else "no")
            for row, one, came in zip(rows, given, happened, strict=True)
        ],
        "{:.2f}".format,
    )
