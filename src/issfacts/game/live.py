"""Draw the game with widgets: buttons ask a `Session`, and everything shown is read from it."""

from __future__ import annotations

from functools import partial
from types import ModuleType

from markupsafe import Markup

from .. import game
from ..kit.rendering import render
from ..widgets.faces import WIDE
from .effects import effects
from .events import cards
from .model import Side
from .page import MOVES
from .session import SENTENCES, Session
from .strategies import Strategy, StrategyError

MISREADS = {"none": 0, "one move in ten": 10, "one move in five": 20}


class Live:
    """Hold the widgets of one game and the session behind them."""

    def __init__(self, widgets: ModuleType, opponents: list[Strategy], start: tuple[int, int]) -> None:
        self.opponents, self.start = {one.name: one for one in opponents}, start
        self.cards = {card.year: card for card in cards()}
        self.games, self.kept = 0, None
        sides = [(side.heading, side) for side in Side]
        self.side = widgets.RadioButtons(options=sides, description="You play", **WIDE)
        self.partner = widgets.Dropdown(options=list(self.opponents), description="Your partner plays", **WIDE)
        self.partner.value = opponents[-1].name if opponents[-1] not in game.NAMED else "Mirror"
        self.misread = widgets.Dropdown(options=MISREADS, description="The partner misreads", **WIDE)
        self.board, self.told = widgets.HTML(), widgets.HTML()
        self.moves = {move: widgets.Button(description=name) for move, name in MOVES.items()}
        self.undo = widgets.Button(description="Undo the last year")
        self.restart = widgets.Button(description="Begin again")
        self.log = widgets.Textarea(description="Log to copy", rows=6, layout={"width": "100%"}, **WIDE)
        moves = widgets.HBox(list(self.moves.values()), layout={"flex_flow": "row wrap"})
        ways_back = widgets.HBox([self.undo, self.restart])
        self.pickers = [self.side, self.partner, self.misread]
        self.parts = [*self.pickers, self.board, moves, self.told, self.log, ways_back]
        for move, button in self.moves.items():
            button.on_click(partial(self._moved, move))
        self.undo.on_click(lambda _: self._undone())
        self.restart.on_click(lambda _: self.begin())
        self.session = None
        for picker in self.pickers:
            picker.observe(lambda _: self.begin(), "value")
        self.begin("")

    def begin(self, message: str | None = None) -> None:
        """Begin a new game with what the pickers say; a game under way is kept, for Undo to bring it back."""
        if self.session and self.session.years:
            self.kept = self.session, self.picked
        self.games += 1  # misreads other years than the game before
        self.picked = [picker.value for picker in self.pickers]
        opponent = self.opponents[self.partner.value]
        self.session = Session(self.side.value, opponent, *self.start, self.misread.value, self.games)
        kept = SENTENCES["kept"] if self.kept else ""
        self._show(self.session.begun() + kept if message is None else message)

    def _moved(self, move: str, _: object) -> None:
        try:
            self._show(self.session.said(self.session.move(move or None)))
        except StrategyError as error:
            self._show(f"The year was not played. {error}. Mend the strategy and run its cell again.")

    def _undone(self) -> None:
        gone = self.session.years[-1:]
        if not gone and self.kept:
            (old, picked), self.session = self.kept, None
            for picker, value in zip(self.pickers, picked, strict=True):
                picker.value = value
            self.session, self.picked, self.kept = old, picked, None
            said = SENTENCES["old"]
        else:
            self.session.undo()
            said = SENTENCES["back"].format(year=gone[0].before.year) if gone else SENTENCES["nothing"]
        self._show(said)

    def _show(self, message: str) -> None:
        now = self.session
        for move, button in self.moves.items():
            button.layout.display = "" if (move or None) in now.may else "none"
        self.board.value = render(
            "gamelive.html",
            now=now,
            card=None if now.over else self.cards[now.state.year],
            effects={MOVES[move]: text for move, text in effects(now.state, now.side).items()},
            a=game.STANDARD,
            steps=game.model.TRACK,
            rule=SENTENCES["partner"].format(name=now.opponent.name, rule=now.opponent.sentence),
        ).replace('<a href="../', '<a target="_blank" href="../')
        said = [Markup("<p>{}</p>").format(sentence) for sentence in (now.debrief() if now.over else ())]
        if now.over and (best := now.best_moves()):
            said.append(Markup("<details><summary>Show the moves</summary><p>{}</p></details>").format(best))
        self.told.value = Markup('<p role="alert">{}</p>').format(message) + Markup().join(said)
        self.log.value = now.log()
