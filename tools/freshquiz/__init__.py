"""Generates new quiz questions: each kind draws rows of the tables and computes the right answer from them.

A kind is a text in questions.txt, which `texts` reads, and the function of its name in samplers.py.
"""

import re
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import NamedTuple

from running import ToolError

from issfacts.widgets.questions import Option, Question

from . import samplers
from .samplers import UnfitError, require
from .texts import Kind, read_texts

MAX_PER_KIND = 3  # questions in one test
MAX_DRAWS = 500  # until a kind fails with an error
ANSWER = re.compile(r"(.*?) ?# (.+)")  # an answer, and why it is right or which mistake leads to it


class GeneratedQuestion(NamedTuple):
    """Hold one generated question with shuffled options, and the table on the paper: its header and its rows."""

    kind: Kind
    stem: str  # the given information, if any, on a separate line; then the question
    options: tuple[Option, ...]
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    ids: list[str]  # of the drawn rows

    @property
    def given(self) -> str:
        """Return the information given before the question, often an empty string."""
        return self.stem.rpartition("\n")[0]

    @property
    def question(self) -> str:
        """Return the question without the given information."""
        return self.stem.rpartition("\n")[2]

    @property
    def right_index(self) -> int:
        """Return the index of the right answer."""
        return [option.right for option in self.options].index(True)

    @property
    def right_letter(self) -> str:
        """Return the letter of the right answer."""
        return "ABCD"[self.right_index]

    @property
    def stem_and_answer(self) -> tuple[str, str]:
        """Return stem and right answer, by which duplicate questions are found."""
        return self.stem, self.options[self.right_index].text

    @property
    def origin(self) -> str:
        """Return table and rows in which the answer can be looked up."""
        rows = f", {'rows' if len(self.ids) > 1 else 'row'} {', '.join(self.ids)}" if self.ids else ""
        return self.kind.origin + rows

    def to_question(self, id: str) -> Question:
        """Return the question in the form that the writers of question files use, its table as lines of the stem."""
        table = [" | ".join(row) for row in (self.head, *self.rows) if row]
        return Question(id, "single", "\n".join([self.stem, *table]), self.options)


TEXTS, KINDS = read_texts(Path(__file__).with_name("questions.txt").read_text("utf-8"))


def draw_question(kind: Kind, rng: Random, used: set[tuple[str, str]]) -> GeneratedQuestion:
    """Return a new question of a kind; `used` are the stems and answers of the test's other questions."""
    for _ in range(MAX_DRAWS):
        with suppress(UnfitError):
            drawn = getattr(samplers, kind.name)(rng)
            text = TEXTS.get_template(kind.name).render(drawn.values)
            question = parse_question(kind, text, drawn.ids, rng)
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
    head, *rows = [tuple(line.split(" | ")) for line in lines["|"]] or [()]
    return GeneratedQuestion(kind, "\n".join(lines[""]), tuple(four), head, rows, ids)


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
