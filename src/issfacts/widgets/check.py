"""Check a reader's answer to a question or exercise, with feedback and hints on common mistakes."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from html import escape
from numbers import Real

from .. import data
from ..kit import wording
from .questions import question

THOUSANDS = re.compile(r"[-−+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")  # with separators, as the book prints it: 2,410
NUMBER_WITH_UNIT = re.compile(r"([-−+]?\d[\d,]*(?:\.(\d+))?)(\s*[^\d:]+)?")  # a number, its decimals, its unit
DIGITS_BY_WORD = {wording.number(count): str(count) for count in range(1, 21)}  # "ten": "10"
DIGITS_HINT = "Write the number in digits and without quotes"
LARGEST = 10**15  # more than any number of the book
UNIT_FACTORS = (0.001, 0.01, 0.1, 10, 100, 1000)  # errors from a wrong unit, or from a share instead of per cent


@dataclass(frozen=True)
class Verdict:
    """Hold whether an answer is right, and a message that says why; a right Verdict is truthy.

    >>> print(Verdict(True, "Right. Ten people."))
    Right. Ten people.
    """

    right: bool
    message: str

    def __bool__(self):
        return self.right

    def __str__(self):
        return self.message

    def _repr_html_(self):
        mark = "✓" if self.right else "✗"
        return f'<p dir="auto"><span aria-hidden="true">{mark}</span> {escape(self.message)}</p>'


def check(id: str, answer: object, *more: object) -> Verdict:
    """Check an answer to a quiz question, or to an exercise whose answer is a fact, and explain the verdict.

    `id`: of a question or a fact. `answer`: for a question, the number of an option (counted from 1), its text, or a
    list of these; for a fact, its value; for a person, the surname is enough. Returns a Verdict, also for an answer of
    the wrong type or for several answers.
    KeyError: no such question or fact (the message suggests similar ids).

    >>> check("aboard-after-hatch", 9).right
    False
    """
    questions, facts = data.by_id("questions"), data.by_id("facts")
    if id not in facts and id not in questions:
        raise data.unknown_name_error("question or fact", id, [*questions, *facts])
    try:
        if more:
            answers = ", ".join(map(str, (answer, *more)))
            point = id in facts and len(more) == 1
            hint = f"For a decimal write a point: {answer}.{more[0]}." if point else f"Write [{answers}]."
            raise NotRightError(f"To Python {answers} is {wording.number(1 + len(more))} answers. {hint}")
        answer = _unwrap(answer)
        return _check_choice(question(id), answer) if id in questions else _check_fact(facts[id], answer)
    except NotRightError as reason:
        return Verdict(False, f"Not yet. {reason}")


class NotRightError(Exception):
    """Report why an answer is wrong or invalid."""


SEVERAL = set | frozenset | list | tuple | range


def _unwrap(answer):
    """Return the answer, unwrapped from a list, set, Series or array of one item; several items as a list."""
    if hasattr(answer, "tolist") and not hasattr(answer, "columns"):
        answer = answer.tolist()
    if isinstance(answer, SEVERAL) and len(answer) == 1:
        answer = next(iter(answer))
    if answer is ...:
        raise NotRightError("Put your answer in place of the three dots.")
    if answer is None:
        raise NotRightError("Your answer is None, that is nothing: does the code before it give back a value?")
    if isinstance(answer, date | Real) and answer != answer:
        raise NotRightError("Your answer is empty (NaN or NaT): somewhere on the way a value is missing.")
    return answer


def _check_choice(question, answer):
    """Return the verdict on the chosen option or options; missing right options are counted, but not named."""
    answered = [_find_option(question, part) for part in (answer if isinstance(answer, SEVERAL) else [answer])]
    chosen = [option for option in question.options if option in answered]  # each once
    if not chosen:
        raise NotRightError("Your answer is empty: give at least one option.")
    if not question.many:
        if len(chosen) > 1:
            raise NotRightError(f"You gave {len(chosen)} options; this question has one right answer.")
        return Verdict(chosen[0].right, f"{chosen[0].verdict} {chosen[0].feedback}")
    faults = [f"“{option.text}” does not hold: {option.feedback}" for option in chosen if not option.right]
    if missing := sum(option.right and option not in chosen for option in question.options):
        faults.append(f"Still missing: {wording.number(missing)} of the right options.")
    if faults:
        raise NotRightError(" ".join(faults))
    return Verdict(True, " ".join(["Right, and nothing is missing.", *(option.feedback for option in chosen)]))


def _find_option(question, answer):
    count, texts = len(question.options), {_casefold(option.text): option for option in question.options}
    if isinstance(answer, str):
        if option := texts.get(_casefold(answer)):
            return option
        if not answer.strip().isdecimal():
            near = get_close_matches(_casefold(answer), texts, n=1, cutoff=0.5)
            hint = f" Did you mean “{texts[near[0]].text}”?" if near else ""
            raise NotRightError(f"{_short_repr(answer)} is none of the options.{hint} A number will do: 1 to {count}.")
        answer = int(answer)
    if isinstance(answer, bool) or not isinstance(answer, Real) or answer % 1:
        raise NotRightError(f"{_short_repr(answer)} is not an option: give its number, 1 to {count}, or its text.")
    if answer == 0:
        raise NotRightError(f"Options are counted from 1, not from 0; the last is {count}.")
    if not 1 <= answer <= count:
        raise NotRightError(f"There is no option {answer}: this question has {count}, counted from 1.")
    return question.options[int(answer) - 1]


def _check_fact(fact, answer):
    """Return the verdict on the value of a fact: compare numerically if it is a number, else as text."""
    number = NUMBER_WITH_UNIT.fullmatch(fact["value"])
    if number is None or isinstance(answer, date | time | timedelta):
        _require_text(fact["value"], answer)
    else:
        _require_number(_parse_number(number[1]), _number_from_answer(answer), len(number[2] or ""))
    unit = f" {fact['unit']}" if fact["unit"] else ""
    return Verdict(True, f"Right: {fact['value']}{unit}, as of {wording.day(fact['as_of'])}.")


def _number_from_answer(answer):
    """Return an answer as a number; NotRightError if it is not a number."""
    type_name = type(answer).__name__
    if isinstance(answer, str):
        text = answer.strip().lower()
        number = NUMBER_WITH_UNIT.fullmatch(text)
        if number and (THOUSANDS.fullmatch(number[1]) or number[1].count(",") < 2):
            return _parse_number(number[1])
        if text in DIGITS_BY_WORD:
            raise NotRightError(f"To Python “{answer}” is a word. {DIGITS_HINT}: {DIGITS_BY_WORD[text]}.")
        raise NotRightError(f"{_short_repr(answer)} is a text. {DIGITS_HINT}.")
    if isinstance(answer, bool):
        raise NotRightError(f"{answer} says yes or no; a number is asked for.")
    if hasattr(answer, "__len__"):
        length = len(answer)
        raise NotRightError(f"Your answer is a {type_name} of {length}. One number is asked for: count with len().")
    if not isinstance(answer, Real):
        raise NotRightError(f"Your answer is of type {type_name}; a number is asked for.")
    if abs(answer) > LARGEST:
        raise NotRightError("Your number is far too large: look again at what is counted.")
    return answer


def _parse_number(text):
    """Parse a number; a comma is a decimal comma unless it separates thousands."""
    return float(text.replace("−", "-").replace(",", "" if THOUSANDS.fullmatch(text) else "."))


def _require_number(correct, answer, decimals):
    """Raise NotRightError with the likely mistake unless an answer, rounded to these decimals, is the right number."""
    if abs(answer - correct) <= (0.5 * 10**-decimals if decimals else 0):
        return
    too_high, shown = answer > correct, f"{answer:,.10g}"
    if abs(answer - correct) == 1 and not decimals:
        mistake = "is something counted twice" if too_high else "is something left out"
        direction = "many" if too_high else "few"
        raise NotRightError(f"{shown} is one too {direction}: {mistake}, or is a limit taken wrongly?")
    if answer == -correct:
        raise NotRightError(f"{shown} has the right size and the wrong sign.")
    if correct and any(abs(answer / correct / factor - 1) < 1e-9 for factor in UNIT_FACTORS):
        raise NotRightError(f"{shown} has the right digits and the wrong size: look at the unit.")
    raise NotRightError(f"{shown} is too {'high' if too_high else 'low'}: look again at what is counted, and when.")


def _require_text(value, answer):
    """Raise NotRightError unless an answer, as text, is the value, or the surname or another spelling of a person."""
    if isinstance(answer, SEVERAL):
        raise NotRightError(f"You gave {len(answer)} answers; one is asked for.")
    text = str(answer)
    if isinstance(answer, time) or (isinstance(answer, datetime) and ":" in value):
        text = wording.clock(answer)
    elif isinstance(answer, date | timedelta):
        text = wording.day(answer) if isinstance(answer, date) else wording.duration(answer)
    spellings = [value]
    for person in data.rows("people"):
        if person["name"] == value:
            spellings += person["other_names"] or ()
            spellings += [name.split()[-1] for name in spellings]
    if _normalize(text) in map(_normalize, spellings):
        return
    if not isinstance(answer, str | date | time | timedelta):
        type_name = type(answer).__name__
        raise NotRightError(f"{_short_repr(answer)} is of type {type_name}; write the value as the book prints it.")
    raise NotRightError(f"The record does not say “{text}”. Look again, and write the value as the book prints it.")


def _normalize(text):
    """Normalize a text for comparison: single spaces, casefolded, digits for number words ("6 months")."""
    return " ".join(DIGITS_BY_WORD.get(word, word) for word in _casefold(text).split())


def _casefold(text):
    return " ".join(text.split()).casefold()


def _short_repr(answer):
    text = repr(answer)
    return text if len(text) <= 60 else f"{text[:57]}…"
