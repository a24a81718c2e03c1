"""Checks of a reader's answer: what is right, what is not, and where to look."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from html import escape
from numbers import Integral, Real

from . import data
from .questions import no_such, question

NUMBER = re.compile(r"[-−+]?\d[\d,   ]*(\.\d+)?")
WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()


@dataclass(frozen=True)
class Verdict:
    """Hold whether an answer is right, and the sentence that says why. It counts as true when right.

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
        mark, state = ("✓", "true") if self.right else ("✗", "false")
        return (
            f'<p class="iss-verdict" data-right="{state}" dir="auto">'
            f'<span aria-hidden="true">{mark}</span> {escape(self.message)}</p>'
        )


def check(id, answer):
    """Check an answer to a question or to a numeric exercise, and say why.

    For a question the answer is the number of an option (the first is 1), its exact text, or a set of these; for
    the id of a fact it is the number or the text that the record has. Returns a Verdict; a wrong answer, or one of
    a wrong type, is a Verdict too. Raises KeyError naming the nearest ids where there is no such question or fact.

    >>> check("aboard-after-hatch", 9).right
    False
    """
    if any(row["id"] == id for row in data.rows("questions")):
        asked = question(id)
        return _empty(answer) or _choice(asked, answer)
    facts = {row["id"]: row for row in data.rows("facts")}
    if id in facts:
        return _empty(answer) or _value(facts[id], answer)
    raise KeyError(no_such("question or fact", id, [*facts, *(row["id"] for row in data.rows("questions"))]))


def _no(message):
    return Verdict(False, f"Not yet. {message}")


def _empty(answer):
    """Return the verdict on an answer that is not there, or None."""
    if answer is ...:
        return _no("Put your answer in place of the three dots.")
    if answer is None:
        return _no("There is no answer: None. Does your code end in `return`, or in the value itself?")
    return None


# Questions -----------------------------------------------------------------------------------------------------


def _choice(asked, answer):
    """Return the verdict on the options chosen."""
    several = isinstance(answer, set | frozenset | list | tuple | range)
    chosen = [_option(asked, part) for part in (answer if several else [answer])]
    faulty = next((part for part in chosen if isinstance(part, Verdict)), None)
    if faulty:
        return faulty
    chosen = [option for option in asked.options if option in chosen]
    if not chosen:
        return _no("Your answer is empty: give at least one option.")
    if asked.many:
        return _several(asked, chosen)
    if len(chosen) > 1:
        return _no(f"You gave {len(chosen)} options; this question has one right answer.")
    return Verdict(chosen[0].right, f"{'Right' if chosen[0].right else 'Not quite'}. {chosen[0].feedback}")


def _several(asked, chosen):
    """Return the verdict on a choice of several options; it tells how many are missing, not which."""
    wrong = [option for option in chosen if not option.right]
    missing = sum(option.right for option in asked.options) - (len(chosen) - len(wrong))
    if not wrong and not missing:
        return Verdict(True, " ".join(["Right, and nothing is missing.", *(o.feedback for o in chosen)]))
    parts = [f"“{option.text}” does not hold: {option.feedback}" for option in wrong]
    if missing:
        parts.append(f"{missing} right option{'s are' if missing > 1 else ' is'} still missing.")
    return _no(" ".join(parts))


def _option(asked, answer):
    """Return the option meant by a number or a text, or the verdict that no option is meant."""
    if isinstance(answer, str):
        return _by_text(asked, answer)
    if isinstance(answer, bool) or not isinstance(answer, Real) or answer != int(answer):
        return _no(f"{_shown(answer)} is no option: give its number, 1 to {len(asked.options)}, or its text.")
    if answer == 0:
        return _no(f"Options are counted from 1, not from 0: the last is {len(asked.options)}.")
    if not 1 <= answer <= len(asked.options):
        return _no(f"There is no option {int(answer)}: this question has {len(asked.options)}, counted from 1.")
    return asked.options[int(answer) - 1]


def _by_text(asked, answer):
    texts = {_plain(option.text): option for option in asked.options}
    if _plain(answer) in texts:
        return texts[_plain(answer)]
    if answer.strip().isdecimal():
        return _option(asked, int(answer))
    near = get_close_matches(_plain(answer), texts, n=1, cutoff=0.5)
    hint = f" Did you mean “{texts[near[0]].text}”?" if near else ""
    return _no(f"{_shown(answer)} is none of the options.{hint} Its number will do, 1 to {len(asked.options)}.")


# Facts ---------------------------------------------------------------------------------------------------------


def _value(fact, answer):
    """Return the verdict on a value: numbers by their size, everything else by its text."""
    if not NUMBER.fullmatch(fact["value"]):
        return _text(fact, answer)
    number = _number(answer)
    return number if isinstance(number, Verdict) else _size(fact, number)


def _number(answer):
    """Return an answer as a number, or the verdict that it is none."""
    if isinstance(answer, str):
        return _spelt(answer)
    if isinstance(answer, bool):
        return _no(f"{answer} is a yes or no; the answer is a number.")
    if not isinstance(answer, Real) and getattr(answer, "size", 0) == 1 and hasattr(answer, "item"):
        answer = answer.item()
    if isinstance(answer, Real):
        return answer if answer == answer else _no("NaN is no number: a value is missing somewhere on the way.")
    if hasattr(answer, "__len__"):
        return _no(f"Your answer is a {type(answer).__name__} of {len(answer)}; one number is asked for, e.g. by len().")
    return _no(f"Your answer is a {type(answer).__name__}; one number is asked for.")


def _spelt(answer):
    text = answer.strip().lower()
    if NUMBER.fullmatch(text):
        return _parsed(text)
    if text in WORDS:
        return _no(f"Python reads “{answer}” as letters. Write the number in digits, without quotes: {WORDS.index(text)}.")
    return _no(f"{_shown(answer)} is text; write the number in digits, without quotes.")


def _parsed(text):
    return float(re.sub(r"[,   ]", "", text).replace("−", "-"))


def _size(fact, number):
    """Return the verdict on a number, with a hint at the usual slip."""
    true, decimals = _parsed(fact["value"]), len(fact["value"].partition(".")[2])
    if round(float(number), decimals) == true:
        return _right(fact)
    given = f"{number:g}" if abs(number) < 1e6 else f"{number:,.0f}"
    side = "more" if number > true else "less"
    if isinstance(number, Integral) and abs(number - true) == 1 or abs(number - true) == 1 and not decimals:
        return _no(f"{given} is one {side} than the record has. Is one row left out or counted twice, or a limit taken wrongly?")
    if number == -true:
        return _no(f"{given} has the right size and the wrong sign.")
    if true and number / true in (0.01, 0.1, 10, 100, 1000, 0.001):
        return _no(f"{given} has the right digits and the wrong size: look at the unit.")
    return _no(f"{given} is {'too much' if number > true else 'too little'}. Look again at what is counted, and at which instant.")


def _text(fact, answer):
    """Return the verdict on a text, a date or a length of time."""
    if _plain(_written(answer)) == _plain(fact["value"]):
        return _right(fact)
    shape = re.sub(r"[^\W\d_]{3,}", "Month", re.sub(r"\d+", "…", fact["value"]))
    return _no(f"The record does not have {_shown(answer)}. It writes such a value as “{shape}”.")


def _written(answer):
    """Return a date or a length of time as the book prints it, anything else as text."""
    if isinstance(answer, date):
        return f"{answer.day} {answer:%B %Y}"
    if isinstance(answer, timedelta):
        hours, minutes = divmod(int(answer.total_seconds()) // 60, 60)
        return f"{hours} h {minutes} min"
    return str(answer)


def _right(fact):
    unit = f" {fact['unit']}" if fact["unit"] else ""
    return Verdict(True, f"Right. {fact['value']}{unit}; the record is as of {_written(fact['as_of'])}.")


def _plain(text):
    return " ".join(str(text).split()).casefold()


def _shown(answer):
    text = repr(answer)
    return text if len(text) <= 60 else f"{text[:57]}…"
