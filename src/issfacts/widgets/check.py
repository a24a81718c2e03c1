"""Checks of a reader's answer: whether it is right, and a sentence that helps on."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from html import escape
from numbers import Real

from .. import data
from ..kit import wording
from .questions import question

GROUPED = re.compile(r"[-−+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")  # as the book prints thousands: 2,410
SIZE = re.compile(r"([-−+]?\d[\d,]*(?:\.(\d+))?)(\s*[^\d:]+)?")  # a number, its decimals, its unit
DIGITS = {wording.number(count): str(count) for count in range(1, 21)}  # "ten": "10"
DIGITS_ONLY = "Write the number in digits and without quotes"
NEAR_MISSES = (0.001, 0.01, 0.1, 10, 100, 1000)  # what a wrong unit or a share in place of per cent makes


@dataclass(frozen=True)
class Verdict:
    """Hold whether an answer is right, and the sentence that says why. A right one counts as true.

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


def check(id, answer, *more):
    """Check an answer to a question, or to an exercise whose answer is a fact, and say why.

    To a question, answer with the number of an option (the first is 1), its exact text, or several of these; to the id
    of a fact, with the value that the record has; of a person the surname will do. Returns a Verdict; an answer of the
    wrong kind gets one too, and so do several answers.
    Raises KeyError naming the nearest ids where there is no such question or fact.

    >>> check("aboard-after-hatch", 9).right
    False
    """
    questions = [row["id"] for row in data.rows("questions")]
    facts = {row["id"]: row for row in data.rows("facts")}
    if id not in facts and id not in questions:
        raise data.unknown("question or fact", id, [*questions, *facts])
    try:
        answer = _given(answer, more)
        return _of_choice(question(id), answer) if id in questions else _of_value(facts[id], answer)
    except NotYetError as why:
        return Verdict(False, f"Not yet. {why}")


class NotYetError(Exception):
    """Say why an answer is not right, or is none."""


SEVERAL = set | frozenset | list | tuple | range


def _given(answer, more):
    """Return the one answer that a list, a set, a Series or an array holds; several as a list."""
    if more:
        given = ", ".join(map(str, (answer, *more)))
        hint = f"For a decimal write a point: {answer}.{more[0]}." if len(more) == 1 else f"Write [{given}]."
        raise NotYetError(f"To Python {given} is {wording.number(1 + len(more))} answers. {hint}")
    if hasattr(answer, "tolist") and not hasattr(answer, "columns"):
        answer = answer.tolist()
    if isinstance(answer, SEVERAL) and len(answer) == 1:
        answer = next(iter(answer))
    if answer is ...:
        raise NotYetError("Put your answer in place of the three dots.")
    if answer is None:
        raise NotYetError("Your answer is None, that is nothing: does the code before it give back a value?")
    return answer


# Questions


def _of_choice(asked, answer):
    """Return the verdict on the options chosen."""
    meant = [_option(asked, part) for part in (answer if isinstance(answer, SEVERAL) else [answer])]
    chosen = [option for option in asked.options if option in meant]
    if not chosen:
        raise NotYetError("Your answer is empty: give at least one option.")
    if asked.many:
        return _of_several(asked, chosen)
    if len(chosen) > 1:
        raise NotYetError(f"You gave {len(chosen)} options; this question has one right answer.")
    return Verdict(chosen[0].right, f"{'Right' if chosen[0].right else 'Not this one'}. {chosen[0].feedback}")


def _of_several(asked, chosen):
    """Return the verdict on a choice of several options; it counts what is missing and does not name it."""
    wrong = [option for option in chosen if not option.right]
    missing = sum(option.right for option in asked.options) - len(chosen) + len(wrong)
    if not wrong and not missing:
        return Verdict(True, " ".join(["Right, and nothing is missing.", *(one.feedback for one in chosen)]))
    faults = [f"“{option.text}” does not hold: {option.feedback}" for option in wrong]
    if missing:
        faults.append(f"Still missing: {wording.number(missing)} of the right options.")
    raise NotYetError(" ".join(faults))


def _option(asked, answer):
    """Return the option that a number or a text means."""
    count, texts = len(asked.options), {_plain(option.text): option for option in asked.options}
    if isinstance(answer, str) and _plain(answer) in texts:
        return texts[_plain(answer)]
    if isinstance(answer, str) and answer.strip().isdecimal():
        answer = int(answer)
    if isinstance(answer, str):
        near = get_close_matches(_plain(answer), texts, n=1, cutoff=0.5)
        hint = f" Did you mean “{texts[near[0]].text}”?" if near else ""
        raise NotYetError(f"{_shown(answer)} is none of the options.{hint} A number will do: 1 to {count}.")
    if isinstance(answer, bool) or not isinstance(answer, Real) or answer % 1:
        raise NotYetError(f"{_shown(answer)} is no option: give its number, 1 to {count}, or its text.")
    if answer == 0:
        raise NotYetError(f"Options are counted from 1, not from 0; the last is {count}.")
    if not 1 <= answer <= count:
        raise NotYetError(f"There is no option {answer}: this question has {count}, counted from 1.")
    return asked.options[int(answer) - 1]


# Facts


def _of_value(fact, answer):
    """Return the verdict on a value: a number by its size, everything else by its words."""
    size = SIZE.fullmatch(fact["value"])
    if size is None or isinstance(answer, date | time | timedelta):
        return _of_words(fact, answer)
    return _of_size(fact, _number(answer), _parsed(size[1]), len(size[2] or ""))


def _number(answer):
    """Return an answer as a number."""
    kind = type(answer).__name__
    if isinstance(answer, str):
        text = answer.strip().lower()
        if (size := SIZE.fullmatch(text)) and (GROUPED.fullmatch(size[1]) or size[1].count(",") < 2):
            return _parsed(size[1])
        if text in DIGITS:
            raise NotYetError(f"To Python “{answer}” is a word. {DIGITS_ONLY}: {DIGITS[text]}.")
        raise NotYetError(f"{_shown(answer)} is a text. {DIGITS_ONLY}.")
    if isinstance(answer, bool):
        raise NotYetError(f"{answer} says yes or no; a number is asked for.")
    if hasattr(answer, "__len__"):
        raise NotYetError(f"Your answer is a {kind} of {len(answer)}. One number is asked for: count with len().")
    if not isinstance(answer, Real):
        raise NotYetError(f"Your answer is of type {kind}; a number is asked for.")
    if answer != answer:
        raise NotYetError("Your answer is NaN, not a number: somewhere on the way a value is missing.")
    return answer


def _parsed(text):
    """Return a number as it is written; a comma that does not group thousands is a decimal comma."""
    return float(text.replace("−", "-").replace(",", "" if GROUPED.fullmatch(text) else "."))


def _of_size(fact, number, true, decimals):
    """Return the verdict on a number; a wrong one is told by the slip that makes it."""
    if abs(number - true) <= 0.5 * 10**-decimals * (decimals > 0):
        return _right(fact)
    more, given = number > true, f"{number:,.10g}"
    if abs(number - true) == 1 and not decimals:
        slip = "is something counted twice" if more else "is something left out"
        raise NotYetError(f"{given} is one too {'many' if more else 'few'}: {slip}, or is a limit taken wrongly?")
    if number == -true:
        raise NotYetError(f"{given} has the right size and the wrong sign.")
    if true and any(abs(number / true / factor - 1) < 1e-9 for factor in NEAR_MISSES):
        raise NotYetError(f"{given} has the right digits and the wrong size: look at the unit.")
    raise NotYetError(f"{given} is too {'high' if more else 'low'}: look again at what is counted, and when.")


def _of_words(fact, answer):
    """Return the verdict on a text, a date, a time of day or a span of time."""
    if isinstance(answer, SEVERAL):
        raise NotYetError(f"You gave {len(answer)} answers; one is asked for.")
    given = _worded(answer, fact["value"])
    if _in_digits(given) in _names(fact["value"]):
        return _right(fact)
    if not isinstance(answer, str | date | time | timedelta):
        kind = type(answer).__name__
        raise NotYetError(f"{_shown(answer)} is of type {kind}; write the value as the book prints it.")
    raise NotYetError(f"The record does not say “{given}”. Look again, and write the value as the book prints it.")


def _worded(answer, like):
    """Return a moment or a span of time as the book prints it, anything else as text."""
    if isinstance(answer, time) or (isinstance(answer, datetime) and ":" in like):
        return wording.clock(answer)
    if isinstance(answer, date):
        return wording.day(answer)
    return wording.duration(answer) if isinstance(answer, timedelta) else str(answer)


def _in_digits(text):
    """Return a text in one form, with digits for number words: "six months" is "6 months"."""
    return " ".join(DIGITS.get(word, word) for word in _plain(text).split())


def _names(value):
    """Return what says the same as a value: of a person also the surname and the other spellings."""
    spellings = [value]
    for person in data.rows("people"):
        if person["name"] == value:
            spellings += person["other_names"] or ()
            spellings += [name.split()[-1] for name in spellings]
    return set(map(_in_digits, spellings))


def _right(fact):
    unit = f" {fact['unit']}" if fact["unit"] else ""
    return Verdict(True, f"Right: {fact['value']}{unit}, as of {wording.day(fact['as_of'])}.")


def _plain(text):
    return " ".join(text.split()).casefold()


def _shown(answer):
    text = repr(answer)
    return text if len(text) <= 60 else f"{text[:57]}…"
