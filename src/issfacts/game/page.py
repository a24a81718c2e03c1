"""The playable game: widgets where there is a kernel, else HTML with all games as JSON, for `play.js`."""

from __future__ import annotations

from functools import cached_property, partial
from types import ModuleType

from markupsafe import Markup

from .. import dependence, game
from ..kit import wording
from ..kit.rendering import json_for_html, render
from ..widgets.base import FULL_LABEL, Widget, open_links_in_new_tabs
from . import story
from .effects import effects
from .model import Move, Side
from .session import MOVE_WORDS, NOISE, SENTENCES, VERDICTS, Session, one_in
from .strategies import Rule, Strategy, StrategyError
from .table import LETTERS

MISREAD_PERCENT = 20  # of the player's moves, if the box on the page is ticked
BUTTON_LABELS = {"share": "Share", "hedge": "Hedge", "press": "Press", "leave": "Give notice", "": "Next year"}
MISREADS = {"none": 0, "one move in ten": 10, "one move in five": 20}  # the choices in a notebook


class Play(Widget):
    """Play Keep It Flying against nine named opponents and, in a notebook, against your own strategy too.

    `rule` is a function of (state, side, history), as `game.play` takes it; `name` is its name in the list of
    opponents. It works only with a kernel, and its errors are reported in words. TypeError: `rule` is no strategy.
    ValueError: another opponent has this name.

    >>> play()
    Keep It Flying, against nine opponents
    """

    id = "keep-it-flying-game"

    def __init__(self, rule: Rule | Strategy | None = None, name: str = "Mine") -> None:
        mine = [game.strategy(rule, name)] if rule else []
        if mine and mine[0].name in game.opponents():
            opponents = f"{wording.number(len(game.NAMED))} opponents"
            raise ValueError(f"{mine[0].name!r} is one of the {opponents}: give your strategy another name")
        self.opponents = [*game.NAMED, *mine]
        self.start = dependence.game_start()

    def __repr__(self) -> str:
        return f"Keep It Flying, against {wording.number(len(self.opponents))} opponents"

    def html(self, prefix: str = "") -> str:
        """Return the HTML for a page; `prefix` keeps ids unique if the game is on a page twice."""
        branches = story.story(*self.start)
        endings = [ending for branch in branches for ending in branch.endings]
        return render(
            "game.html",
            id=prefix + self.id,
            game=game,
            story=story,
            games=story.games(*self.start),
            branches=branches,
            endings=len(endings),
            lost=sum(not ending.survived for ending in endings),
            number=wording.number,
            moves=BUTTON_LABELS,
            words=MOVE_WORDS,
            noise=NOISE.format(years=one_in(MISREAD_PERCENT)),
            table=json_for_html(self.table),
        )

    @cached_property
    def table(self) -> dict:
        """Return all games against the named opponents, with the words and the rules that the page's script needs."""
        moves = {letter: MOVE_WORDS[move] for move, letter in LETTERS.items()}
        words = {
            "moves": moves,
            "alone": moves | {LETTERS[Move.SHARE]: SENTENCES["alone"]},  # a share without a partner
            "sides": {side: side.label for side in Side},
            "sentences": SENTENCES
            | {"new_noisy_game": SENTENCES["new_noisy_game"].format(years=one_in(MISREAD_PERCENT))},
            "verdicts": [VERDICTS[False], VERDICTS[True]],
        }
        rules = {
            "aim": game.STANDARD.station_points * len(game.CARDS),
            "misread": MISREAD_PERCENT,
            "departure": LETTERS[Move.LEAVE],
            "attack": LETTERS[Move.PRESS],
            "loss": game.STANDARD.loss,
            "memory": max(strategy.memory for strategy in game.NAMED),
            "remembering": [strategy.name for strategy in game.NAMED if strategy.memory],
        }
        return game.table(*self.start) | {"words": words, "rules": rules}

    def _live(self, widgets: ModuleType) -> list:
        return Live(widgets, self.opponents, self.start).parts


play = Play


class Live:
    """Hold the game's widgets for a notebook; the buttons call a `Session`, and everything shown is read from it."""

    def __init__(self, widgets: ModuleType, opponents: list[Strategy], start: tuple[int, int]) -> None:
        self.opponents, self.start = {one.name: one for one in opponents}, start
        self.games, self.session, self.previous = 0, None, None  # previous: the unfinished session before this one
        sides = [(side.heading, side) for side in Side]
        self.side = widgets.RadioButtons(options=sides, description="You play", **FULL_LABEL)
        self.partner = widgets.Dropdown(options=list(self.opponents), description="Your partner plays", **FULL_LABEL)
        self.partner.value = opponents[-1].name if opponents[-1] not in game.NAMED else "Mirror"
        self.misread = widgets.Dropdown(options=MISREADS, description="The partner misreads", **FULL_LABEL)
        self.board, self.messages = widgets.HTML(), widgets.HTML()
        self.moves = {move: widgets.Button(description=name) for move, name in BUTTON_LABELS.items()}
        self.undo = widgets.Button(description="Undo the last year")
        self.restart = widgets.Button(description="Begin again")
        self.log = widgets.Textarea(description="Log to copy", rows=6, layout={"width": "100%"}, **FULL_LABEL)
        moves = widgets.HBox(list(self.moves.values()), layout={"flex_flow": "row wrap"})
        undo_row = widgets.HBox([self.undo, self.restart])
        pickers = [self.side, self.partner, self.misread]
        self.parts = [*pickers, self.board, moves, self.messages, self.log, undo_row]
        for move, button in self.moves.items():
            button.on_click(partial(self._on_move, move))
        self.undo.on_click(lambda _: self._on_undo())
        self.restart.on_click(lambda _: self.begin())
        for picker in pickers:
            picker.observe(lambda _: self.begin(), "value")
        self.begin("")

    def begin(self, message: str | None = None) -> None:
        """Start a new game with the values of the pickers; keep an unfinished game, which Undo can restore."""
        if self.session and self.session.years:
            self.previous = self.session
        self.games += 1  # the seed: each game misreads other years
        opponent = self.opponents[self.partner.value]
        self.session = Session(self.side.value, opponent, *self.start, self.misread.value, self.games)
        kept = SENTENCES["old_game_kept"] if self.previous else ""
        self._show(self.session.announce_start() + kept if message is None else message)

    def _on_move(self, move: str, _: object) -> None:
        """Play the year after a click on a move, and show what happened, or the error of the opponent's strategy."""
        try:
            self._show(self.session.announce_year(self.session.move(move or None)))
        except StrategyError as error:
            self._show(f"The year was not played. {error}. Mend the strategy and run its cell again.")

    def _on_undo(self) -> None:
        """Undo the last year; if there is none, restore the previous game."""
        undone = self.session.years[-1:]
        if not undone and self.previous:
            old, self.session = self.previous, None
            self.side.value, self.partner.value, self.misread.value = old.side, old.opponent.name, old.misread
            self.session, self.previous = old, None
            message = SENTENCES["old_game_back"]
        else:
            self.session.undo()
            message = SENTENCES["undone"].format(year=undone[0].before.year) if undone else SENTENCES["nothing_to_undo"]
        self._show(message)

    def _show(self, message: str) -> None:
        session = self.session
        for move, button in self.moves.items():
            button.layout.display = "" if (move or None) in session.legal_moves else "none"
        board = render(
            "gamelive.html",
            session=session,
            card=None if session.over else game.card(session.state.year),
            effects={BUTTON_LABELS[move]: text for move, text in effects(session.state, session.side).items()},
            a=game.STANDARD,
            steps=game.model.TRACK,
            rule=SENTENCES["rule"].format(name=session.opponent.name, rule=session.opponent.sentence),
        )
        self.board.value = open_links_in_new_tabs(board)
        paragraphs = [Markup('<p role="alert">{}</p>').format(message)]
        if session.over:
            paragraphs += [Markup("<p>{}</p>").format(sentence) for sentence in session.debrief()]
            if best := session.best_moves():
                paragraphs.append(Markup("<details><summary>Show the moves</summary><p>{}</p></details>").format(best))
        self.messages.value = Markup().join(paragraphs)
        self.log.value = session.log()
