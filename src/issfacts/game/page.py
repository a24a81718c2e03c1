"""The playable game: widgets where there is a kernel, else HTML with all games as JSON, for `play.js`."""

from __future__ import annotations

from functools import cached_property

from .. import game
from ..kit import wording
from ..kit.rendering import json_for_html, render
from ..widgets.base import Widget
from . import story
from .events import cards
from .model import Move, Side
from .session import MOVE_WORDS, NOISE, SENTENCES, VERDICTS, one_in
from .strategies import Rule, Strategy
from .table import LETTERS

MISREAD_PERCENT = 20  # of the player's moves, if the box on the page is ticked
BUTTON_LABELS = {"share": "Share", "hedge": "Hedge", "press": "Press", "leave": "Give notice", "": "Next year"}


def play(rule: Rule | Strategy | None = None, name: str = "Mine") -> Play:
    """Play Keep It Flying against nine named opponents and, in a notebook, against your own strategy too.

    `rule` is a function of (state, side, history), as `game.play` takes it; `name` is its name in the list of
    opponents. It works only with a kernel, and its errors are reported in words. Returns a Play. TypeError: `rule` is
    no strategy. ValueError: another opponent has this name.

    >>> play()
    Keep It Flying, against nine opponents
    """
    if not rule:
        return Play(list(game.NAMED))
    mine = game.strategy(rule, name)
    if mine.name in game.opponents():
        opponents = f"{wording.number(len(game.NAMED))} opponents"
        raise ValueError(f"{mine.name!r} is one of the {opponents}: give your strategy another name")
    return Play([*game.NAMED, mine])


class Play(Widget):
    """Hold the game for a page and for a notebook; see `play`."""

    id = "keep-it-flying-game"

    def __init__(self, opponents: list[Strategy]) -> None:
        from ..exhibits.dependence import game_start  # imported late: the model itself does not depend on the exhibits

        self.opponents = opponents
        self.start = game_start()

    def __repr__(self) -> str:
        return f"Keep It Flying, against {wording.number(len(self.opponents))} opponents"

    def html(self, prefix: str = "") -> str:
        """Return the HTML for a page; `prefix` keeps ids unique if the game is on a page twice."""
        all_cards, games, branches = cards(), story.games(*self.start), story.story(*self.start)
        endings = [ending for branch in branches for ending in branch.endings]
        lost = [ending for ending in endings if not ending.survived]
        counts = {"cards": len(all_cards), "partners": len(game.NAMED), "games": len(games)}
        counts |= {"endings": len(endings), "lost": len(lost), "kept": len(endings) - len(lost)}
        return render(
            "game.html",
            id=prefix + self.id,
            sides=Side,
            moves=BUTTON_LABELS,
            words=MOVE_WORDS,
            opponents=game.NAMED,
            cards=all_cards,
            games=games,
            branches=branches,
            numbers={name: wording.number(count) for name, count in counts.items()},
            second_year=story.SECOND_YEAR,
            meanings=story.MEANINGS,
            noise=NOISE.format(years=one_in(MISREAD_PERCENT)),
            table=json_for_html(self.table),
            track=game.model.TRACK,
            a=game.STANDARD,
        )

    @cached_property
    def table(self) -> dict:
        """Return all games against the named opponents, with the words and the rules that the page's script needs."""
        moves = {letter: MOVE_WORDS[move] for move, letter in LETTERS.items()}
        words = {
            "moves": moves,
            "alone": moves | {LETTERS[Move.SHARE]: SENTENCES["lone"]},  # a share without a partner
            "sides": {side: side.label for side in Side},
            "sentences": SENTENCES | {"noise": SENTENCES["noise"].format(years=one_in(MISREAD_PERCENT))},
            "verdicts": [VERDICTS[False], VERDICTS[True]],
        }
        rules = {
            "aim": game.STANDARD.station_points * len(game.CARDS),
            "misread": MISREAD_PERCENT,
            "notice": LETTERS[Move.LEAVE],
            "blow": LETTERS[Move.PRESS],
            "loss": game.STANDARD.loss,
            "reacts": [strategy.name for strategy in game.NAMED if strategy.memory],
        }
        return game.table(*self.start) | {"words": words, "rules": rules}

    def _live(self, widgets) -> list:
        from .live import Live

        return Live(widgets, self.opponents, self.start).parts
