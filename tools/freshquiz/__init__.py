"""Makes questions that nobody has seen: each kind draws rows of the tables and computes the right answer from them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from issfacts.widgets.questions import Option, Question

MOST_OF_A_KIND = 3  # questions on one paper
TRIES = 500  # draws until a kind gives up
Answer = tuple[str, str]  # the words of an option, and the reason why it is right or which mistake leads to it


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


@dataclass(frozen=True)
class Kind:
    """Hold one kind of question: how hard it is (1 to 3), where from, and how it is drawn."""

    name: str
    level: int
    origin: str
    draw: Callable[[Random], Draft]


@dataclass(frozen=True)
class Fresh:
    """Hold one drawn question."""

    kind: Kind
    draft: Draft
    options: tuple[Option, ...]

    @property
    def answer(self) -> tuple[str, str]:
        """Return the question and its right answer: what two papers may share."""
        return self.draft.stem, self.draft.right[0]

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
        return "ABCD"[next(place for place, option in enumerate(self.options) if option.right)]

    @property
    def origin(self) -> str:
        """Say where to look the answer up."""
        rows = (
            f", {'row' if len(self.draft.ids) == 1 else 'rows'} {', '.join(self.draft.ids)}" if self.draft.ids else ""
        )
        return f"{self.kind.origin}{rows}"

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


def pick(rng: Random, many: Sequence, count: int) -> list:
    """Return different members of a sequence at random, or raise UnfitError where there are too few."""
    need(len(many) >= count)
    return rng.sample(many, count)


def fresh(kind: Kind, rng: Random, taken: set[tuple[str, str]]) -> Fresh:
    """Draw a question of a kind that is not taken yet."""
    for _ in range(TRIES):
        try:
            draft = kind.draw(rng)
            need((draft.stem, draft.right[0]) not in taken)
            return Fresh(kind, draft, tuple(_shuffled(draft, rng)))
        except UnfitError:
            continue
    raise ValueError(f"the kind {kind.name!r} found no fair question in {TRIES} draws: look at {kind.origin}")


def _shuffled(draft: Draft, rng: Random) -> list[Option]:
    """Return the right answer among the first three wrong ones that differ from it and from each other."""
    differing = {text: reason for text, reason in reversed(draft.wrong) if text != draft.right[0]}
    order = list(dict.fromkeys(text for text, _ in draft.wrong if text in differing))
    need(len(order) >= 3)
    options = [Option(draft.right[0], True, draft.right[1]), *(Option(one, False, differing[one]) for one in order[:3])]
    rng.shuffle(options)
    return options


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
    for one in _mixed(rng)[:count]:
        made.append(fresh(one, rng, {before.answer for before in made}))
    return sorted(made, key=lambda one: one.kind.level)


def _mixed(rng: Random) -> list[Kind]:
    """Return every kind as often as it may come, in an order in which no kind comes again before all have come.

    Levels take turns as far as their kinds reach, so that a short paper has easy and hard ones.
    """
    order = []
    for _ in range(MOST_OF_A_KIND):
        levels = {level: [one for one in KINDS.values() if one.level == level] for level in (1, 2, 3)}
        for members in levels.values():
            rng.shuffle(members)
        places = ((place, level, one) for level, members in levels.items() for place, one in enumerate(members))
        order += [one for _, _, one in sorted(places, key=lambda found: found[:2])]
    return order
