"""Generates new quiz questions: each kind samples rows of the tables and computes the right answer from them.

A kind is a function in a module of this package, registered with `@question_kind`. It returns a Draft. If the sampled
rows make no fair question, `require` raises UnfitError, and the function is called again.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import zip_longest
from random import Random
from typing import Any, NamedTuple

from issfacts.widgets.questions import Option, Question

MAX_PER_KIND = 3  # questions on one paper
MAX_DRAWS = 500  # until a kind fails with an error
Answer = tuple[Any, str]  # the value of an option, and its feedback: why it is right, or which mistake leads to it


class UnfitError(Exception):
    """Raised when the sampled rows make no fair question; `draw_question` then samples again."""


class Draft(NamedTuple):
    """Hold the content of a question; its options are the right and the first three different wrong answers."""

    stem: str  # the given information, if any, on a separate line; then the question
    right: Answer
    wrong: Sequence[Answer]
    ids: Sequence[str]  # of the sampled rows
    head: tuple[str, ...] = ()  # header of the table on the paper
    rows: Sequence[tuple[str, ...]] = ()  # of the table on the paper, from which pupils find the answer
    word: Callable[[Any], str] = str  # formats the value of an option


class Kind(NamedTuple):
    """Hold a kind of question: name, level (1 easy to 3 hard), origin of its rows, function that returns a Draft."""

    name: str
    level: int
    origin: str
    draw: Callable[[Random], Draft]


class Fresh(NamedTuple):
    """Hold one generated question with shuffled options."""

    kind: Kind
    draft: Draft
    options: tuple[Option, ...]

    @property
    def stem_and_answer(self) -> tuple[str, str]:
        """Return stem and right answer, by which duplicate questions are found."""
        return self.draft.stem, self.draft.word(self.draft.right[0])

    @property
    def given(self) -> str:
        """Return the information given before the question, often an empty string."""
        return self.draft.stem.rpartition("\n")[0]

    @property
    def question(self) -> str:
        """Return the question without the given information."""
        return self.draft.stem.rpartition("\n")[2]

    @property
    def right_letter(self) -> str:
        """Return the letter of the right answer."""
        return "ABCD"[[option.right for option in self.options].index(True)]

    @property
    def origin(self) -> str:
        """Return table and rows in which the answer can be looked up."""
        ids = self.draft.ids
        return f"{self.kind.origin}, {'rows' if len(ids) > 1 else 'row'} {', '.join(ids)}" if ids else self.kind.origin

    def to_question(self, id: str) -> Question:
        """Return the question in the form that the writers of question files use, its table as lines of the stem."""
        table = [self.draft.head, *self.draft.rows] if self.draft.rows else []
        lines = [" | ".join(row) for row in table]
        return Question(id, "single", "\n".join([self.draft.stem, *lines]), self.options)


KINDS: dict[str, Kind] = {}


def question_kind(level: int, origin: str) -> Callable:
    """Register a function as a kind of question, under the function's name."""

    def register(draw: Callable[[Random], Draft]) -> Callable[[Random], Draft]:
        KINDS[draw.__name__] = Kind(draw.__name__, level, origin, draw)
        return draw

    return register


def require(condition: object) -> None:
    """Raise UnfitError unless a condition for a fair question holds."""
    if not condition:
        raise UnfitError


def require_clear_rounding(number: float) -> None:
    """Raise UnfitError if a number is so near to a half that two ways of rounding could differ."""
    require(abs(number % 1 - 0.5) > 0.02)


def sample(rng: Random, population: Iterable, count: int) -> list:
    """Return a random sample without replacement; UnfitError if there are too few members."""
    members = list(population)
    require(len(members) >= count)
    return rng.sample(members, count)


def per_cent(part: float) -> str:
    """Format a share of 1 in whole per cent."""
    return f"{100 * part:.0f} per cent"


def draft_share(question: str, part: float, whole: float, wrong: list[Answer], *table: Any, unit: str = "") -> Draft:
    """Return the draft of a question for a share; `wrong` precedes the mistakes that are usual with every share.

    `table` are the Draft's ids, head and rows.
    """
    require(0 < part < whole)
    require_clear_rounding(100 * part / whole)
    usual_mistakes = [
        (1 - part / whole, "This is the share of all others."),
        (part / (whole - part), "This divides by all others, not by the whole."),
    ]
    return Draft(
        f"{question} Round to whole per cent.",
        (part / whole, f"{part:,.0f}{unit} of {whole:,.0f}{unit}."),
        [answer for answer in wrong + usual_mistakes if answer[0] <= 1],
        *table,
        word=per_cent,
    )


def draw_question(kind: Kind, rng: Random, used: set[tuple[str, str]]) -> Fresh:
    """Return a new question of a kind; `used` are the stems and answers of the paper's other questions."""
    for _ in range(MAX_DRAWS):
        with suppress(UnfitError):
            draft = kind.draw(rng)
            question = Fresh(kind, draft, shuffle_options(draft, rng))
            require(question.stem_and_answer not in used)
            return question
    raise ValueError(f"the kind {kind.name!r} found no fair question in {MAX_DRAWS} draws: look at {kind.origin}")


def shuffle_options(draft: Draft, rng: Random) -> tuple[Option, ...]:
    """Return the right answer and the first three different wrong ones as options in random order."""
    options: dict[str, Option] = {}
    for index, (value, feedback) in enumerate([draft.right, *draft.wrong]):
        text = draft.word(value)
        options.setdefault(text, Option(text, index == 0, feedback))
    four = list(options.values())[:4]
    require(len(four) == 4)
    rng.shuffle(four)
    return tuple(four)


def paper(seed: int, count: int) -> list[Fresh]:
    """Return the questions of a paper, the easier ones first; the same seed gives the same paper.

    ValueError: `count` is not between 1 and the number of questions that a paper can have.
    """
    most = MAX_PER_KIND * len(KINDS)
    if not 1 <= count <= most:
        raise ValueError(
            f"COUNT={count}: write a whole number from 1 to {most}; "
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
