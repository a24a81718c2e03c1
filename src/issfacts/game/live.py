"""The game as widgets: the buttons call a `Session`, and everything shown is read from it."""

from __future__ import annotations

from functools import partial
from types import ModuleType

from markupsafe import Markup

from .. import game
from ..kit.rendering import render
from ..widgets.base import FULL_LABEL, open_links_in_new_tabs
from .effects import effects
from .events import cards
from .model import Side
from .page import BUTTON_LABELS
from .session import SENTENCES, Session
from .strategies import Strategy, StrategyError

MISREADS = {"none": 0, "one move in ten": 10, "one move in five": 20}


class Live:
    """Hold the widgets of a game and its session."""

    def __init__(self, widgets: ModuleType, opponents: list[Strategy], start: tuple[int, int]) -> None:
        self.opponents, self.start = {one.name: one for one in opponents}, start
        self.cards = {card.year: card for card in cards()}
        self.games, self.previous = 0, None  # previous: an unfinished game and its picker values
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
        self.pickers = [self.side, self.partner, self.misread]
        self.parts = [*self.pickers, self.board, moves, self.messages, self.log, undo_row]
        for move, button in self.moves.items():
            button.on_click(partial(self._on_move, move))
        self.undo.on_click(lambda _: self._on_undo())
        self.restart.on_click(lambda _: self.begin())
        self.session = None
        for picker in self.pickers:
            picker.observe(lambda _: self.begin(), "value")
        self.begin("")

    def begin(self, message: str | None = None) -> None:
        """Start a new game with the values of the pickers; keep an unfinished game, which Undo can restore."""
        if self.session and self.session.years:
            self.previous = self.session, self.picked
        self.games += 1  # the seed: each game misreads other years
        self.picked = [picker.value for picker in self.pickers]
        opponent = self.opponents[self.partner.value]
        self.session = Session(self.side.value, opponent, *self.start, self.misread.value, self.games)
        kept = SENTENCES["kept"] if self.previous else ""
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
            (session, picked), self.session = self.previous, None
            for picker, value in zip(self.pickers, picked, strict=True):
                picker.value = value
            self.session, self.picked, self.previous = session, picked, None
            message = SENTENCES["old"]
        else:
            self.session.undo()
            message = SENTENCES["back"].format(year=undone[0].before.year) if undone else SENTENCES["nothing"]
        self._show(message)

    def _show(self, message: str) -> None:
        """Update all widgets from the session, with a message about the last action."""
        session = self.session
        for move, button in self.moves.items():
            button.layout.display = "" if (move or None) in session.may else "none"
        board = render(
            "gamelive.html",
            session=session,
            card=None if session.over else self.cards[session.state.year],
            effects={BUTTON_LABELS[move]: text for move, text in effects(session.state, session.side).items()},
            a=game.STANDARD,
            steps=game.model.TRACK,
            rule=SENTENCES["partner"].format(name=session.opponent.name, rule=session.opponent.sentence),
        )
        self.board.value = open_links_in_new_tabs(board)
        paragraphs = [Markup('<p role="alert">{}</p>').format(message)]
        if session.over:
            paragraphs += [Markup("<p>{}</p>").format(sentence) for sentence in session.debrief()]
            if best := session.best_moves():
                paragraphs.append(Markup("<details><summary>Show the moves</summary><p>{}</p></details>").format(best))
        self.messages.value = Markup().join(paragraphs)
        self.log.value = session.log()
