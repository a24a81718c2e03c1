"""Generates new quiz questions: each kind draws rows of the tables and computes the right answer from them.

A kind is a text in questions.txt, which is a Jinja template, and the function of its name in samplers.py.
"""

import re
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined
from running import ToolError

from issfacts.kit.wording import clock, day, instant, listed
from issfacts.widgets.questions import Option, Question

from . import samplers
from .samplers import UnfitError, require

MAX_PER_KIND = 3  # questions in one test
MAX_DRAWS = 500  # until a kind fails with an error
HEADING = re.compile(r"^## (.+)\n+", re.M)
ANSWER = re.compile(r"(.*?) ?# (.+)")  # an answer, and why it is right or which mistake leads to it
FILTERS = {
    "bare": lambda when: f"{day(when)}, {clock(when)}",  # a time without its zone, which the paper names elsewhere
    "clock": clock,
    "day": day,
    "instant": instant,
    "listed": listed,
    "decimals": "{:.2f}".format,
    "per_cent": lambda part: f"{100 * part:.0f} per cent",
    "whole": round,
    "share": lambda part: f"{100 * part:.0f} per cent" if part <= 1 else "",  # no mistake leads to more than all
    "points": lambda number: f"{number} points" if number >= 0 else "",
    "yes_or_no": lambda holds: "yes" if holds else "no",
}


class Kind(NamedTuple):
    """Hold a kind of question: name, level (1 easy to 3 hard), origin of its rows."""

    name: str
    level: int
    origin: str


class GeneratedQuestion(NamedTuple):
    """Hold one generated question with shuffled options, and the table on the paper: its header and its rows."""

    kind: Kind
    given: str  # the information before the question, often an empty string
    question: str
    options: tuple[Option, ...]
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    origin: str  # table and rows in which the answer can be looked up

    @property
    def stem(self) -> str:
        """Return the given information, if any, on a separate line; then the question."""
        return f"{self.given}\n{self.question}".strip()

    @property
    def right_letter(self) -> str:
        """Return the letter of the right answer."""
        return next(letter for letter, option in zip("ABCD", self.options, strict=True) if option.right)

    @property
    def stem_and_answer(self) -> tuple[str, str]:
        """Return stem and right answer, by which duplicate questions are found."""
        return self.stem, next(option.text for option in self.options if option.right)

    def to_question(self, id: str) -> Question:
        """Return the question in the form that the writers of question files use, its table as lines of the stem."""
        table = [" | ".join(row) for row in (self.head, *self.rows) if row]
        return Question(id, "single", "\n".join([self.stem, *table]), self.options)


def read_texts(content: str) -> tuple[Environment, dict[str, Kind]]:
    """Return the texts of questions.txt as templates by their names, and the kinds of question; the rest are parts."""
    texts, kinds = {}, {}
    _, *pieces = HEADING.split(content)
    for heading, text in zip(pieces[::2], pieces[1::2], strict=True):
        name, *level_and_origin = heading.split(", ")
        texts[name] = text.rstrip()
        if level_and_origin:
            level, origin = level_and_origin
            kinds[name] = Kind(name, int(level), origin)
    loader = FunctionLoader(lambda name: (texts[name], f"questions.txt, {name}", None))  # as tracebacks name the text
    environment = Environment(loader=loader, undefined=StrictUndefined)
    environment.filters |= FILTERS
    return environment, kinds


TEXTS, KINDS = read_texts(Path(__file__).with_name("questions.txt").read_text("utf-8"))


def draw_question(kind: Kind, rng: Random, used: set[tuple[str, str]]) -> GeneratedQuestion:
    """Return a new question of a kind; `used` are the stems and answers of the test's other questions."""
    for _ in range(MAX_DRAWS):
        with suppress(UnfitError):
            ids, values = getattr(samplers, kind.name)(rng)
            question = parse_question(kind, TEXTS.get_template(kind.name).render(values), ids, rng)
            require(question.stem_and_answer not in used)
            return question
    raise ToolError(f"the kind {kind.name!r} found no fair question in {MAX_DRAWS} draws: look at {kind.origin}")


def parse_question(kind: Kind, text: str, ids: list[str], rng: Random) -> GeneratedQuestion:
    """Return the question of a rendered text: the right and the first three different wrong answers in random order."""
    lines = {"": [], "=": [], "~": [], "|": []}  # by what they begin with
    for line in filter(None, (re.sub(" +", " ", line).strip() for line in text.splitlines())):
        mark = line[0] if line[0] in lines else ""
        lines[mark].append(line.removeprefix(mark).strip())
    options: dict[str, Option] = {}
    for answer in lines["="] + lines["~"]:
        option, feedback = ANSWER.fullmatch(answer).groups()
        if option:
            options.setdefault(option, Option(option, not options, feedback))
    four = list(options.values())[:4]
    require(len(four) == 4)
    rng.shuffle(four)
    *given, question = lines[""]
    head, *rows = [tuple(line.split(" | ")) for line in lines["|"]] or [()]
    drawn = f", {'rows' if len(ids) > 1 else 'row'} {', '.join(ids)}" if ids else ""
    return GeneratedQuestion(kind, "\n".join(given), question, tuple(four), head, rows, kind.origin + drawn)


def draw_test(seed: int, count: int) -> list[GeneratedQuestion]:
    """Return the questions of a test, the easier ones first; the same seed gives the same test.

    ToolError: `count` is not between 1 and the number of questions that a test can have.
    """
    maximum = MAX_PER_KIND * len(KINDS)
    if not 1 <= count <= maximum:
        raise ToolError(
            f"COUNT={count}: write a whole number from 1 to {maximum}; "
            f"there are {len(KINDS)} kinds of question, and each comes {MAX_PER_KIND} times at most"
        )
    rng, questions = Random(seed), []
    for kind in order_kinds(rng)[:count]:
        questions.append(draw_question(kind, rng, {question.stem_and_answer for question in questions}))
    return sorted(questions, key=lambda question: question.kind.level)


def order_kinds(rng: Random) -> list[Kind]:
    """Return every kind MAX_PER_KIND times in random order; no kind is repeated before all have occurred.

    Levels alternate as long as there are kinds of each, so that a short paper has easy and hard questions.
    """
    order = []
    for _ in range(MAX_PER_KIND):
        kinds = rng.sample(list(KINDS.values()), len(KINDS))
        by_level = ([kind for kind in kinds if kind.level == level] for level in (1, 2, 3))
        order += [kind for one_of_each in zip_longest(*by_level) for kind in one_of_each if kind]
    return order
