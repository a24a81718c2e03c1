"""Write out every game a player can have against the named opponents, for a page that has no kernel.

The table is plain lists, dicts, texts and whole numbers, fit for JSON; a reader only looks up, and knows no rule:

- `states`: one list a column (year, margin, us_v, russia_v, us_notice, russia_notice); a state is a position in them.
  State 0 is the start. `menu` says which entry of `menus` holds for a state: the pairs of moves (the US-led side's
  first) that lead on from it, two letters each; an empty menu ends the game. `flying` says whether the station works.
- A year is a position too: all years with the same pair of moves follow one another, pairs by letter, states in order
  (like years side by side pack well). `years` has, again by column, `next` (how many states further on than the `next`
  before it), `us` and `russia` (points), and `told`: columns of positions in `sentences`, -1 for none.
- `effects`: for each move the pieces of its effect, what each depends on, and the cases of each phrase, as
  `effects.looked_up` has them.
- `opponents`: name -> side the opponent plays -> for each state an entry of `answers`, any where it never comes. An
  answer is one letter, or maps the player's moves of the past years that this opponent remembers (newest last, as
  many as there are, and as it took them) to a letter. `misreads` says what a letter is taken for by mistake.
- `letters` names the moves; "-" stands for a side that is gone. `gains` says what pressing brings in each year.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from .assumptions import STANDARD, Assumptions
from .cards import tension
from .effects import looked_up
from .model import Move, Outcome, Side, State, ended, flying, legal, start, step
from .playing import MISREAD
from .strategies import NAMED, Past, Strategy, ask

LETTERS = {None: "-", Move.SHARE: "s", Move.HEDGE: "h", Move.PRESS: "p", Move.LEAVE: "l"}
COLUMNS = ("year", "margin", "us_v", "russia_v", "us_notice", "russia_notice")

Policy = dict[State, dict[str, str]]  # state -> what the opponent remembers -> its move, in letters
Years = dict[State, dict[tuple[Move | None, Move | None], Outcome]]


def table(
    us_v: int, russia_v: int, assumptions: Assumptions = STANDARD, opponents: Iterable[Strategy] | None = None
) -> dict:
    """Return the table of all games against these opponents, each of which must say how far its memory goes.

    ValueError: an opponent without `memory`, or vulnerabilities off the track.

    >>> found = table(3, 2, opponents=NAMED[:1])
    >>> found["menus"][found["states"]["menu"][0]], found["letters"]["s"]
    ('hslspsshslspss', 'share')
    """
    first, last, years, policies = start(us_v, russia_v, assumptions), assumptions.last_year, {}, {}
    for opponent, side in product(NAMED if opponents is None else opponents, Side):
        policies.setdefault(opponent.name, {})[str(side)] = _explored(first, opponent, side, years, assumptions)
    states = sorted(years, key=lambda state: _order(state, first))
    place = {state: n for n, state in enumerate(states)}
    answers: list = []
    told = {
        name: {side: _answers(policy, states, answers) for side, policy in by.items()} for name, by in policies.items()
    }
    return {
        "letters": {letter: str(move) for move, letter in LETTERS.items() if move},
        "misreads": {LETTERS[move]: LETTERS[taken] for move, taken in MISREAD.items()},
        "gains": {year: assumptions.gain(tension(year, assumptions)) for year in range(first.year, last + 1)},
        **_columns(states, place, years),
        "effects": looked_up(states, assumptions),
        "opponents": told,
        "answers": answers,
    }


def _explored(first: State, opponent: Strategy, side: Side, years: Years, assumptions: Assumptions) -> Policy:
    """Follow every game against an opponent that plays `side`; add what is met to `years`, return its answers."""
    if opponent.memory is None:
        raise ValueError(f"{opponent.name!r} does not say how many past years it looks at: give it a memory")
    policy, todo, met = {}, [(first, ())], {(first, ())}
    while todo:
        state, history = todo.pop()
        ways = years.setdefault(state, {})
        if ended(state):
            continue
        answer = ask(opponent, state, side, history, assumptions) if legal(state, side, assumptions) else None
        policy.setdefault(state, {})["".join(LETTERS[past.theirs] for past in history)] = LETTERS[answer]
        for move in legal(state, side.other, assumptions) or (None,):
            pair = (answer, move) if side is Side.US else (move, answer)
            if pair not in ways:
                ways[pair] = step(state, *pair, assumptions)
            for taken in {move, MISREAD.get(move, move)} if opponent.memory else {move}:
                remembered = (*history, Past(answer, taken))[-opponent.memory :] if opponent.memory else ()
                if (following := (ways[pair].state, remembered)) not in met:
                    met.add(following)
                    todo.append(following)
    return policy


def _order(state: State, first: State) -> tuple:
    """Put the start first, and like states side by side: the table then packs well."""
    notices = [(notice is None, notice or 0) for notice in (state.us_notice, state.russia_notice)]
    return state != first, notices, state.margin, state.year, state.russia_v, state.us_v


def _answers(policy: Policy, states: list[State], answers: list) -> list[int]:
    """Return for each state which entry of `answers` holds; where the opponent never comes, the entry before it."""
    found = []
    for state in states:
        if state in policy:
            letters = set(policy[state].values())
            answer = letters.pop() if len(letters) == 1 else dict(sorted(policy[state].items()))
            found.append(_interned(answers, answer))
        else:
            found.append(found[-1])
    return found


def _columns(states: list[State], place: dict[State, int], years: Years) -> dict:
    """Return states and years by column, with the menus and sentences they point to."""
    menus, sentences, menu, found = [], [], [], []
    for state in states:
        ways = sorted(("".join(LETTERS[move] for move in pair), way) for pair, way in years[state].items())
        menu.append(_interned(menus, "".join(letters for letters, _ in ways)))
        found += [(letters, place[state], way) for letters, way in ways]
    found.sort(key=lambda year: year[:2])
    ends = [place[way.state] for _, _, way in found]
    rows = [(end - last, *way.scores) for end, last, (_, _, way) in zip(ends, [0, *ends], found, strict=False)]
    told = [[_interned(sentences, sentence) for sentence in way.events] for _, _, way in found]
    most = max(map(len, told))
    return {
        "states": {name: [getattr(state, name) for state in states] for name in COLUMNS}
        | {"flying": [int(flying(state)) for state in states], "menu": menu},
        "menus": menus,
        "years": dict(zip(("next", "us", "russia"), map(list, zip(*rows, strict=True)), strict=True))
        | {"told": [list(column) for column in zip(*(row + [-1] * (most - len(row)) for row in told), strict=True)]},
        "sentences": sentences,
    }


def _interned(values: list, value: object) -> int:
    """Return the position of a value in a list that holds each only once."""
    if value not in values:
        values.append(value)
    return values.index(value)
