"""Write out every game a player can have against the named opponents, for a page that has no kernel.

The table is plain lists, dicts, texts and whole numbers, fit for JSON; a reader only looks up, and knows no rule:

- `states`: one list a column (year, margin, us_v, russia_v, us_notice, russia_notice); a state is a position in them.
  State 0 is the start. `menu` says which entry of `menus` holds for a state: the pairs of moves (the US-led side's
  first) that lead on from it, two letters each, in the order of `letters`; an empty menu ends the game. `flying` says
  whether the station works.
- A year is a position too: all years with the same pair of moves follow one another, pairs by letter, states in order
  (like years side by side pack well). `years` has, again by column, `next` (how many states further on than the `next`
  before it), `us` and `russia` (points), and `told`: columns of positions in `sentences`, -1 for none.
- `effects`: for each move the pieces of its effect, what each depends on, and the cases of each phrase, as
  `effects.looked_up` has them.
- `beside`: for each side and state, which of `sentences` stands beside the board, -1 for none.
- `opponents`: name -> side the opponent plays -> for each state an entry of `answers`, any where it never comes. An
  answer is one letter, or maps the player's moves of the past years that this opponent remembers (newest last, as
  many as there are, and as it took them) to a letter. `misreads` says what a letter is taken for by mistake.
- `letters` names the moves; "-" stands for a side that is gone. `gains` says what pressing brings in each year.
"""

from __future__ import annotations

from itertools import zip_longest

from .assumptions import STANDARD
from .cards import CARDS, tension
from .effects import beside, looked_up
from .model import Move, Outcome, Side, State, ended, flying, legal, start, step
from .playing import MISREAD
from .strategies import NAMED, Past, Strategy, ask

LETTERS = {Move.SHARE: "s", Move.HEDGE: "h", Move.PRESS: "p", Move.LEAVE: "l", None: "-"}
COLUMNS = ("year", "margin", "us_v", "russia_v", "us_notice", "russia_notice")

Policy = dict[State, dict[str, str]]  # state -> what the opponent remembers -> its move, in letters
Years = dict[State, dict[str, Outcome]]  # state -> pair of moves, in letters -> what came of them


def table(us_v: int, russia_v: int) -> dict:
    """Return the table of all games against the named opponents; ValueError: vulnerabilities off the track.

    >>> found = table(3, 2)
    >>> found["states"]["year"][0], found["letters"]["s"]
    (2023, 'share')
    """
    first, years = start(us_v, russia_v), {}
    policies = {one.name: {str(side): _explored(first, one, side, years) for side in Side} for one in NAMED}
    states = sorted(years, key=lambda state: _order(state, first))
    answers: list = []
    return {
        "letters": {letter: str(move or "") for move, letter in LETTERS.items()},
        "misreads": {LETTERS[move]: LETTERS[taken] for move, taken in MISREAD.items()},
        "gains": {card.year: STANDARD.gain(tension(card.year)) for card in CARDS},
        **_columns(states, years),
        "effects": looked_up(states),
        "opponents": {
            name: {side: _answers(policy, states, answers) for side, policy in sides.items()}
            for name, sides in policies.items()
        },
        "answers": answers,
    }


def _explored(first: State, opponent: Strategy, side: Side, years: Years) -> Policy:
    """Follow every game against an opponent that plays `side`; add what is met to `years`, return its answers."""
    policy, todo, met = {}, [(first, ())], set()
    while todo:
        state, history = known = todo.pop()
        ways = years.setdefault(state, {})
        if ended(state) or known in met:
            continue
        met.add(known)
        answer = ask(opponent, state, side, history)
        policy.setdefault(state, {})["".join(LETTERS[past.theirs] for past in history)] = LETTERS[answer]
        for move in legal(state, side.other) or (None,):
            pair = side.pair(answer, move)
            letters = "".join(LETTERS[one] for one in pair)
            if letters not in ways:
                ways[letters] = step(state, *pair)
            for taken in {move, MISREAD.get(move, move)}:
                remembered = (*history, Past(answer, taken))[-opponent.memory :] if opponent.memory else ()
                todo.append((ways[letters].state, remembered))
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


def _columns(states: list[State], years: Years) -> dict:
    """Return states and years by column, with the menus and sentences they point to."""
    place, order = {state: n for n, state in enumerate(states)}, [*LETTERS.values()]
    found = sorted((pair, place[state], year) for state in states for pair, year in years[state].items())
    ends = [place[year.state] for _, _, year in found]
    menus, sentences = [], []
    offered = ["".join(sorted(years[state], key=lambda pair: [*map(order.index, pair)])) for state in states]
    told = [[_interned(sentences, sentence) for sentence in year.events] for _, _, year in found]
    notes = [(side, [" ".join(beside(state, side)) for state in states]) for side in Side]
    return {
        "states": {name: [getattr(state, name) for state in states] for name in COLUMNS}
        | {"flying": [int(flying(state)) for state in states], "menu": [_interned(menus, pairs) for pairs in offered]},
        "menus": menus,
        "years": {
            "next": [end - last for end, last in zip(ends, [0, *ends], strict=False)],
            "us": [year.scores.us for _, _, year in found],
            "russia": [year.scores.russia for _, _, year in found],
            "told": [*zip_longest(*told, fillvalue=-1)],
        },
        "beside": {side: [_interned(sentences, text) if text else -1 for text in texts] for side, texts in notes},
        "sentences": sentences,
    }


def _interned(values: list, value: object) -> int:
    """Return the position of a value in a list that holds each only once."""
    if value not in values:
        values.append(value)
    return values.index(value)
