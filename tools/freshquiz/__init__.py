"""Makes questions that nobody has seen: each kind draws rows of the tables and computes the right answer from them.

A kind is a function of one of the modules beside this one, marked with `kind`. It returns a Draft; where what it drew
makes no fair question, it gives up by `need`, and is asked again.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import zip_longest
from random import Random
from typing import Any, NamedTuple

from issfacts.widgets.questions import Option, Question

MOST_OF_A_KIND = 3  # questions on one paper
TRIES = 500  # draws until a kind gives up
Answer = tuple[Any, str]  # an option, and the reason why it is right or which mistake leads to it


class UnfitError(Exception):
    """Says that what was drawn makes no fair question: draw again."""


class Draft(NamedTuple):
    """Hold what a kind has drawn; of the wrong answers the first three that differ are taken."""

    stem: str  # what is given, if anything, on a line of its own; then what is asked
    right: Answer
    wrong: Sequence[Answer]
    ids: Sequence[str]  # the rows of the table behind it
    head: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = ()  # what stands on the paper, to read the answer off
    word: Callable[[Any], str] = str  # how an option is written


class Kind(NamedTuple):
    """Hold one kind of question: how hard it is (1 to 3), where from, and how it is drawn."""

    name: str
    level: int
    origin: str
    draw: Callable[[Random], Draft]


class Fresh(NamedTuple):
    """Hold one drawn question."""

    kind: Kind
    draft: Draft
    options: tuple[Option, ...]

    @property
    def answer(self) -> tuple[str, str]:
        """Return the question and its right answer: what two papers may share."""
        return self.draft.stem, self.draft.word(self.draft.right[0])

    @property
    def given(self) -> str:
        """Return what the question begins from; most often nothing."""
        return self.draft.stem.rpartition("\n")[0]

    @property
    def question(self) -> str:
        """Return what is asked."""
        return self.draft.stem.rpartition("\n")[2]

    @property
    def letter(self) -> str:
        """Return the letter of the right answer."""
        return "ABCD"[[option.right for option in self.options].index(True)]

    @property
    def origin(self) -> str:
        """Say where to look the answer up."""
        ids = self.draft.ids
        return f"{self.kind.origin}, {'rows' if len(ids) > 1 else 'row'} {', '.join(ids)}" if ids else self.kind.origin

    def asked(self, id: str) -> Question:
        """Return it as the writers of question files take it, with its rows as lines of the stem."""
        lines = [" | ".join(row) for row in ([self.draft.head, *self.draft.rows] if self.draft.rows else [])]
        return Question(id, "single", "\n".join([self.draft.stem, *lines]), self.options)


KINDS: dict[str, Kind] = {}


def kind(level: int, origin: str) -> Callable:
    """Enter a function among the kinds, under its own name."""

    def enter(draw: Callable[[Random], Draft]) -> Callable[[Random], Draft]:
        KINDS[draw.__name__] = Kind(draw.__name__, level, origin, draw)
        return draw

    return enter


def need(condition: object) -> None:
    """Raise UnfitError unless the draw is fit for a question."""
    if not condition:
        raise UnfitError


def need_clear(scaled: float) -> None:
    """Raise UnfitError where a number lies so near to a half that two ways of rounding could differ."""
    need(abs(scaled % 1 - 0.5) > 0.02)


def pick(rng: Random, many: Iterable, count: int) -> list:
    """Return different members at random, or raise UnfitError where there are too few."""
    members = list(many)
    need(len(members) >= count)
    return rng.sample(members, count)


def per_cent(part: float) -> str:
    """Word a part of the whole in whole per cent."""
    return f"{100 * part:.0f} per cent"


def share(question: str, part: float, whole: float, wrong: list[Answer], *shown: Any, unit: str = "") -> Draft:
    """Return the draft of a question for a part of a whole: `wrong` comes before what every share invites."""
    need(0 < part < whole)
    need_clear(100 * part / whole)
    usual = [
        (1 - part / whole, "This is the share of all others."),
        (part / (whole - part), "This divides by all others, not by the whole."),
    ]
    return Draft(
        f"{question} Round to whole per cent.",
        (part / whole, f"{part:,.0f}{unit} of {whole:,.0f}{unit}."),
        [one for one in wrong + usual if one[0] <= 1],
        *shown,
        word=per_cent,
    )


def fresh(kind: Kind, rng: Random, taken: set[tuple[str, str]]) -> Fresh:
    """Draw a question of a kind that is not taken yet."""
    for _ in range(TRIES):
        with suppress(UnfitError):
            draft = kind.draw(rng)
            made = Fresh(kind, draft, shuffled_options(draft, rng))
            need(made.answer not in taken)
            return made
    raise ValueError(f"the kind {kind.name!r} found no fair question in {TRIES} draws: look at {kind.origin}")


def shuffled_options(draft: Draft, rng: Random) -> tuple[Option, ...]:
    """Return the right answer among the first three wrong ones that differ from it and from each other."""
    options: dict[str, Option] = {}
    for place, (value, reason) in enumerate([draft.right, *draft.wrong]):
        text = draft.word(value)
        options.setdefault(text, Option(text, place == 0, reason))
    four = list(options.values())[:4]
    need(len(four) == 4)
    rng.shuffle(four)
    return tuple(four)


def paper(seed: int, count: int) -> list[Fresh]:
    """Return the questions of a paper, the easier ones first; the same seed gives the same paper.

    ValueError: a count that cannot be had.
    """
    most = MOST_OF_A_KIND * len(KINDS)
    if not 1 <= count <= most:
        raise ValueError(
            f"COUNT={count}: write a whole number from 1 to {most}; "
            f"there are {len(KINDS)} kinds of question, and each comes {MOST_OF_A_KIND} times at most"
        )
    rng, made = Random(seed), []
    for one in mixed_kinds(rng)[:count]:
        made.append(fresh(one, rng, {before.answer for before in made}))
    return sorted(made, key=lambda one: one.kind.level)


def mixed_kinds(rng: Random) -> list[Kind]:
    """Return every kind as often as it may come, in an order in which no kind comes again before all have come.

    Levels take turns as far as their kinds reach, so that a short paper has easy and hard ones.
    """
    order = []
    for _ in range(MOST_OF_A_KIND):
        kinds = rng.sample(list(KINDS.values()), len(KINDS))
        levels = ([one for one in kinds if one.level == level] for level in (1, 2, 3))
        order += [one for turn in zip_longest(*levels) for one in turn if one]
    return order
