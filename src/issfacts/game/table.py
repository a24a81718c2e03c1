"""A JSON table of every possible game against the named opponents, for pages without a kernel.

It has only lists, dicts, strings and whole numbers; the page's script looks games up in it and needs no rules:

- `states`: one list per column (year, margin, us_v, russia_v, us_notice, russia_notice); a state is an index into them.
  State 0 is the start. `menu` is an index into `menus`: the pairs of moves (the US-led side's first) that are possible
  in a state, two letters each, in the order of `letters`; an empty menu ends the game. `flying` says whether the
  station works.
- `years`: one list per column; a year is an index into them. They are sorted by pair of moves, then by state, which
  compresses well. `next` is the index of the next state, `result` an index into `results`; both are kept as differences
  from the index before.
- `results`: one list per column: `us` and `russia` are points, `told` has columns of indices into `sentences`, -1 for
  none.
- `effects`: for each move the phrases of its effect, as `effects.effect_lookup` returns them; texts are indices into
  `sentences`. `lost` is the index of the phrase that says that the station is lost.
- `situations`: for each state an index into the lists of `notes` and `opponents`, as a difference from the one before.
- `notes`: for each side and situation the note beside the board, an index into `sentences`, -1 for none.
- `opponents`: name -> side of the opponent -> for each situation an index into `answers` (arbitrary for states that
  never occur). An answer is one letter, or maps the player's moves in the past years that this opponent remembers
  (oldest first, as it perceived them) to a letter. `misreads` maps a letter to what it is misread as.
- `letters` maps letters to moves; "-" stands for a side that has left. `gains` has the gain from pressing in each year.
"""

from collections.abc import Iterable
from itertools import pairwise, zip_longest

from .assumptions import STANDARD
from .cards import CARDS, tension
from .effects import STATION_LOST, board_notes, effect_lookup, index_of
from .model import Move, Side, State, Year, ended, flying, legal, start, step
from .playing import MISREAD_AS
from .strategies import NAMED, Past, Strategy, ask

LETTERS = {Move.SHARE: "s", Move.HEDGE: "h", Move.PRESS: "p", Move.LEAVE: "l", None: "-"}
COLUMNS = ("year", "margin", "us_v", "russia_v", "us_notice", "russia_notice")

Policy = dict[State, dict[str, str]]  # state -> remembered moves of the player, in letters -> the opponent's move
Years = dict[State, dict[str, Year]]  # state -> pair of moves, in letters -> year


def table(us_v: int, russia_v: int) -> dict:
    """Return the table of all games against the named opponents; ValueError: vulnerabilities out of range.

    >>> found = table(3, 2)
    >>> found["states"]["year"][0], found["letters"]["s"]
    (2023, 'share')
    """
    first, years = start(us_v, russia_v), {}
    policies = {
        opponent.name: {str(side): _explore(first, opponent, side, years) for side in Side} for opponent in NAMED
    }
    states = sorted(years, key=lambda state: _sort_key(state, first))
    answers: list = []
    columns = _state_and_year_columns(states, years)
    replies = [_answer_indices(policy, states, answers) for sides in policies.values() for policy in sides.values()]
    found, situations = _distinct(zip(*columns.pop("notes"), *replies, strict=True))
    by_situation = iter(found)
    return {
        "letters": {letter: str(move or "") for move, letter in LETTERS.items()},
        "misreads": {LETTERS[move]: LETTERS[perceived] for move, perceived in MISREAD_AS.items()},
        "gains": {card.year: STANDARD.gain(tension(card.year)) for card in CARDS},
        **columns,
        "effects": effect_lookup(states, columns["sentences"]),
        "lost": index_of(columns["sentences"], STATION_LOST),
        "situations": situations,
        "notes": {side: next(by_situation) for side in Side},
        "opponents": {name: {side: next(by_situation) for side in sides} for name, sides in policies.items()},
        "answers": answers,
    }


def _explore(first: State, opponent: Strategy, side: Side, years: Years) -> Policy:
    """Explore every game against an opponent that plays `side`: add every year of it to `years`, return its policy."""
    policy, stack, visited = {}, [(first, ())], set()
    while stack:
        state, history = node = stack.pop()
        by_pair = years.setdefault(state, {})
        if ended(state) or node in visited:
            continue
        visited.add(node)
        answer = ask(opponent, state, side, history)
        policy.setdefault(state, {})["".join(LETTERS[past.theirs] for past in history)] = LETTERS[answer]
        for move in legal(state, side.other) or (None,):
            pair = side.pair(answer, move)
            letters = "".join(LETTERS[made] for made in pair)
            if letters not in by_pair:
                by_pair[letters] = step(state, *pair)
            for perceived in {move, MISREAD_AS.get(move, move)}:
                remembered = (*history, Past(answer, perceived))[-opponent.memory :] if opponent.memory else ()
                stack.append((by_pair[letters].state, remembered))
    return policy


def _sort_key(state: State, first: State) -> tuple:
    """Return a sort key that puts the start first and similar states together, which compresses well."""
    notices = [(notice is None, notice or 0) for notice in (state.us_notice, state.russia_notice)]
    return state != first, notices, state.margin, state.year, state.russia_v, state.us_v


def _answer_indices(policy: Policy, states: list[State], answers: list) -> list[int]:
    """Return for each state an index into `answers`; for a state that never occurs, repeat the last index."""
    indices = []
    for state in states:
        if state in policy:
            letters = set(policy[state].values())
            answer = letters.pop() if len(letters) == 1 else dict(sorted(policy[state].items()))
            indices.append(index_of(answers, answer))
        else:
            indices.append(indices[-1])
    return indices


def _state_and_year_columns(states: list[State], years: Years) -> dict:
    """Return states and years by column, with the menus and sentences they refer to."""
    index, order = {state: n for n, state in enumerate(states)}, [*LETTERS.values()]
    played = sorted((pair, index[state], year) for state in states for pair, year in years[state].items())
    played = [year for _, _, year in played]
    ends = [index[year.state] for year in played]
    menus, sentences = [], []
    offered = ["".join(sorted(years[state], key=lambda pair: [*map(order.index, pair)])) for state in states]
    told = [[index_of(sentences, event) for event in year.events] for year in played]
    scores = [[getattr(year.scores, side) for year in played] for side in Side]
    (us, russia, *told), results = _distinct(zip(*scores, *zip_longest(*told, fillvalue=-1), strict=True))
    notes = [[" ".join(board_notes(state, side)) for state in states] for side in Side]
    return {
        "states": {name: [getattr(state, name) for state in states] for name in COLUMNS}
        | {"flying": [int(flying(state)) for state in states], "menu": [index_of(menus, pairs) for pairs in offered]},
        "menus": menus,
        "years": {"next": _differences(ends), "result": results},
        "results": {"us": us, "russia": russia, "told": told},
        "notes": [[index_of(sentences, text) if text else -1 for text in texts] for texts in notes],
        "sentences": sentences,
    }


def _distinct(rows: Iterable[tuple]) -> tuple[list[tuple], list[int]]:
    """Return the columns of the distinct rows, and for each row its index among them, as `_differences`."""
    index: dict[tuple, int] = {}
    numbers = [index.setdefault(row, len(index)) for row in rows]
    return list(zip(*index, strict=True)), _differences(numbers)


def _differences(numbers: list[int]) -> list[int]:
    """Return each number as its difference from the one before it, the first from 0: this makes a page smaller."""
    return [number - previous for previous, number in pairwise([0, *numbers])]
