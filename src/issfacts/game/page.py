"""Show the playable game: widgets where there is a kernel; else HTML with all games as JSON, for `play.js`."""

from __future__ import annotations

from functools import cached_property

from .. import game
from ..kit import wording
from ..kit.rendering import as_json, render
from ..widgets.faces import TwoFaces
from . import story
from .effects import LOST
from .events import cards
from .model import Move, Side
from .session import NOISE, SENTENCES, VERDICTS, WORDS, one_in
from .strategies import Rule, Strategy
from .table import LETTERS

MISREAD = 20  # per cent of the player's moves, where the page's box is ticked
MOVES = {"share": "Share", "hedge": "Hedge", "press": "Press", "leave": "Give notice", "": "Next year"}


def play(rule: Rule | Strategy | None = None, name: str = "Mine") -> Play:
    """Play Keep It Flying against nine named opponents, and in a notebook against your own strategy too.

    `rule` is a function of (state, side, history), as `game.play` takes it; `name` is what the list calls it. It plays
    live only, and what it does wrong is said in words. Returns a Play. TypeError: `rule` is no strategy.

    >>> play()
    Keep It Flying, against nine opponents
    """
    return Play([*game.NAMED, game.strategy(rule, name)] if rule else list(game.NAMED))


class Play(TwoFaces):
    """Hold the game as it stands on a page or in a notebook; see `play`."""

    id = "keep-it-flying-game"

    def __init__(self, opponents: list[Strategy]) -> None:
        from ..exhibits.dependence import game_start  # late: the model stands alone

        self.opponents = opponents
        self.start = game_start()

    def __repr__(self) -> str:
        return f"Keep It Flying, against {wording.number(len(self.opponents))} opponents"

    def html(self, prefix: str = "") -> str:
        """Return the static face; `prefix` keeps ids apart where it stands on a page twice."""
        drawn, games, branches = cards(), story.games(*self.start), story.story(*self.start)
        endings = [end for branch in branches for end in branch.further]
        lost = [end for end in endings if not end.survived]
        counts = {"cards": drawn, "partners": game.NAMED, "games": games, "endings": endings, "lost": lost}
        counts["kept"] = range(len(endings) - len(lost))
        return render(
            "game.html",
            id=prefix + self.id,
            sides=Side,
            moves=MOVES,
            words=WORDS,
            opponents=game.NAMED,
            cards=drawn,
            games=games,
            branches=branches,
            numbers={name: wording.number(len(counted)) for name, counted in counts.items()},
            second_year=story.SECOND_YEAR,
            means=story.MEANS,
            noise=NOISE.format(years=one_in(MISREAD)),
            table=as_json(self.table),
            track=game.model.TRACK,
            a=game.STANDARD,
        )

    @cached_property
    def table(self) -> dict:
        """Return all games against the named opponents, and the words that the page's script puts between them."""
        moves = {letter: WORDS[move] for move, letter in LETTERS.items()}
        words = {
            "moves": moves,
            "alone": moves | {LETTERS[Move.SHARE]: SENTENCES["lone"]},  # where nobody is left to share with
            "sides": {side: side.label for side in Side},
            "lost": LOST,
            "sentences": SENTENCES | {"noise": SENTENCES["noise"].format(years=one_in(MISREAD))},
            "verdicts": [VERDICTS[False], VERDICTS[True]],
            "aim": game.STANDARD.station_points * len(game.CARDS),
            "misread": MISREAD,
            "notice": LETTERS[Move.LEAVE],
            "blow": LETTERS[Move.PRESS],
            "loss": game.STANDARD.loss,
            "reacts": [one.name for one in game.NAMED if one.memory],
        }
        return game.table(*self.start) | {"words": words}

    def _live(self, widgets) -> list:
        from .live import Live

        return Live(widgets, self.opponents, self.start).parts
