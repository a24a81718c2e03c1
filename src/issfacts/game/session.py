"""Hold one player's game against one opponent, and the sentences that tell it, here and on the page."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from .. import game
from ..kit import wording
from .assumptions import Assumptions
from .effects import PRESSED
from .model import Move, Side, State, advance
from .playing import MISREAD, Year, check_misread, slips
from .strategies import History, Past, Strategy

GONE = "gone"
WORDS = {move: "give notice" if move is Move.LEAVE else str(move) for move in Move} | {None: GONE}  # in log and table
SENTENCES = {  # the page's script fills them in as well
    "now": "{year}: margin {margin}, you {mine}, your partner {theirs}, {points} points so far",
    "opening": "Keep It Flying. I play {side} against {partner}.",
    "year": "{year}. You: {mine}. Partner: {theirs}.{told} Your points this year: {points}.",
    "line": "{year}: {mine} / {theirs}, at vulnerability {my_v} / {their_v}; margin then {margin}; my points {points}",
    "result": "{verdict} My points: {mine}. Partner's points: {theirs}.",
    "misread": "{move} (misread as {taken})",
    "partner": "Your partner was {name}: {rule}",
    "together": "Two who share throughout end with {points} points each, and a working station.",
    "best": "The most you could have scored against this partner is {points} points, {less} more than you have, "
    "by these moves: {moves}.",
    "top": "Nobody could have scored more points against this partner.",
    "misreads": "Your partner misread you in {years}. Read rightly, the same moves (then sharing) would have "
    "brought you {points} points. {verdict}",
    "never": "Against this partner no play of yours could have kept the station, from the first year on.",
    "turned": "Turning point: {year}. Your move was {move}. {moves} would still have kept the station; after that year "
    "no play could. Undo leads back to it.",
    "risk": PRESSED,
    "back": "{year} is taken back.",
    "nothing": "There is nothing to take back.",
    "begin": "A new game begins.",
    "noise": "A new game begins. Your partner may take a move of yours for its opposite.",
}
VERDICTS = {True: "The station still works at the end.", False: "The station does not work to the end."}


class Reach(NamedTuple):
    """Hold what a player can still reach: a working station at the end, the most points from here on, and how."""

    keeps: bool
    points: int
    moves: tuple[Move | None, ...]  # that bring the most points
    keeping: tuple[Move | None, ...] = ()  # the moves now that can lead to a working station


class Session:
    """Hold a game that one player plays year by year against an opponent on the other side.

    With `misread`, in percent, the opponent takes the player's move for its opposite. A seed draws the same years in
    every game, so give each game its own.

    >>> mine = Session("us", game.named("Mirror"), 3, 2)
    >>> mine.move("hedge").outcome.events, mine.state.us_v
    (('The US-led side hedges, for 2 points.',), 2)
    """

    def __init__(
        self,
        side: Side | str,
        opponent: Strategy,
        us_v: int,
        russia_v: int,
        misread: int = 0,
        seed: int = 1,
        assumptions: Assumptions = game.STANDARD,
    ) -> None:
        check_misread(misread, Random(seed))
        self.side, self.opponent, self.misread, self.seed = Side(side), opponent, misread, seed
        self.assumptions = assumptions
        self.first = game.start(us_v, russia_v, assumptions)
        self.years: list[Year] = []
        self._known: dict[tuple[State, History], Reach] = {}

    @property
    def state(self) -> State:
        """Return where the game stands."""
        return self.years[-1].outcome.state if self.years else self.first

    @property
    def over(self) -> bool:
        """Tell whether the game is over."""
        return game.ended(self.state)

    @property
    def may(self) -> tuple[Move | None, ...]:
        """Return the player's moves now; None alone where the player is gone and the years go on."""
        return () if self.over else game.legal(self.state, self.side, self.assumptions) or (None,)

    def move(self, move: Move | str | None) -> Year:
        """Play a year; ValueError as `game.step` raises it, StrategyError where the opponent's strategy fails."""
        us, russia = self.side.pair(move, self._answer(self.state, self._seen()))
        outcome = game.step(self.state, us, russia, self.assumptions)
        year = Year(self.state, us and Move(us), russia and Move(russia), outcome)
        self.years.append(year)
        return year

    def begun(self) -> str:
        """Announce a new game, and whether moves may be misread."""
        return SENTENCES["noise" if self.misread else "begin"]

    def undo(self) -> None:
        """Take the last year back, if there is one."""
        del self.years[-1:]

    def points(self, side: Side | None = None) -> int:
        """Return the points of a side so far: of the player's where none is named."""
        return sum(getattr(year.outcome.scores, side or self.side) for year in self.years)

    def misreadings(self) -> list[int]:
        """Return the years whose move the opponent took for its opposite."""
        return [year.before.year for year in self.years if self._taken(year) != getattr(year, self.side)]

    def turning_point(self) -> str:
        """Say in which year the station was lost for good, and which moves would have kept it then.

        Nothing where the station works at the end, or where the opponent remembers all years.
        """
        if self.opponent.memory is None or game.flying(self.state):
            return ""
        found = [self.reach(n) for n in range(len(self.years))]
        if not found[0].keeps:
            return SENTENCES["never"]
        last = max(n for n, could in enumerate(found) if could.keeps)
        told = self._moves(self.years[last])
        moves = wording.listed(WORDS[move] for move in found[last].keeping).replace(" and ", " or ")
        return SENTENCES["turned"].format(year=told["year"], move=told["mine"], moves=wording.capital(moves))

    def most(self) -> str:
        """Compare the player's points with the most that could be had; nothing where the opponent remembers all."""
        if self.opponent.memory is None:
            return ""
        _, most, moves, _ = self.reach()
        kind, told = "best" if most > self.points() else "top", ", ".join(WORDS[move] for move in moves)
        return SENTENCES[kind].format(points=most, less=most - self.points(), moves=told)

    def misread_cost(self) -> str:
        """Say what the misread moves changed; nothing where there are none, or the opponent remembers all."""
        if self.opponent.memory is None or not (years := self.misreadings()):
            return ""
        other = Session(self.side, self.opponent, self.first.us_v, self.first.russia_v, assumptions=self.assumptions)
        for year in self.years:
            move = getattr(year, self.side)
            if not other.over:
                other.move(move if move in other.may else other.may[0])
        while not other.over:
            other.move(other.may[0])
        verdict = VERDICTS[game.flying(other.state)]
        return SENTENCES["misreads"].format(
            years=wording.listed(map(str, years)), points=other.points(), verdict=verdict
        )

    def debrief(self) -> list[str]:
        """Return what a player reads after the game: result, turning point, misreadings, what else could be had."""
        shared = SENTENCES["together"].format(points=self.assumptions.station_points * self.first.years_left)
        partner = SENTENCES["partner"].format(name=self.opponent.name, rule=self.opponent.sentence)
        said = [self.result(), self.turning_point(), self.misread_cost(), self.most(), shared, partner]
        return [sentence for sentence in said if sentence]

    def reach(self, played: int = 0) -> Reach:
        """Return what the player could still reach after so many years, by any moves against the opponent's rule.

        The most points and a working station need not come by the same moves.

        >>> found = Session("us", game.named("Presser"), 3, 3).reach()
        >>> found.keeps, found.points, str(found.moves[0])
        (False, 76, 'leave')
        """
        return self._search(self.years[played].before if played else self.first, self._seen()[:played])

    def _search(self, state: State, seen: History) -> Reach:
        if game.ended(state):
            return Reach(game.flying(state), 0, ())
        seen = seen[-self.opponent.memory :] if self.opponent.memory else ()
        if (state, seen) not in self._known:
            answer, ways = self._answer(state, seen), []
            for move in game.legal(state, self.side, self.assumptions) or (None,):
                after, scores = advance(state, *self.side.pair(move, answer), self.assumptions)
                further = self._search(after, (*seen, Past(answer, self._read(move, state.year))))
                points = further.points + getattr(scores, self.side)
                ways.append(Reach(further.keeps, points, (move, *further.moves)))
            keeping = tuple(way.moves[0] for way in ways if way.keeps)
            best = max(ways, key=lambda way: way.points)
            self._known[state, seen] = best._replace(keeps=bool(keeping), keeping=keeping)
        return self._known[state, seen]

    def _answer(self, state: State, seen: History) -> Move | None:
        """Return the opponent's move in a state; None where it is gone."""
        if not game.legal(state, self.side.other, self.assumptions):
            return None
        return game.ask(self.opponent, state, self.side.other, seen, self.assumptions)

    def _seen(self) -> History:
        """Return the past years as the opponent took them."""
        return tuple(Past(getattr(year, self.side.other), self._taken(year)) for year in self.years)

    def _taken(self, year: Year) -> Move | None:
        return self._read(getattr(year, self.side), year.before.year)

    def _read(self, move: Move | None, year: int) -> Move | None:
        """Return a move of the player as the opponent takes it that year."""
        return MISREAD.get(move, move) if slips(self.misread, self.seed, year) else move

    # What a player reads

    def said(self, year: Year) -> str:
        """Tell a year as it is announced: both moves, what came of them, the player's points."""
        told = "".join(f" {sentence}" for sentence in year.outcome.events)
        return SENTENCES["year"].format(**self._moves(year), told=told)

    def log(self) -> str:
        """Return the game as lines to copy: a head, a line a year, and the result once it is over."""
        lines = [SENTENCES["opening"].format(side=self.side.label, partner=self.opponent.name)]
        lines += [self._line(year) for year in self.years]
        return "\n".join(lines + ([self.result()] if self.over else []))

    def _line(self, year: Year) -> str:
        my_v, their_v = year.before.v(self.side), year.before.v(self.side.other)
        margin = year.outcome.state.margin
        return SENTENCES["line"].format(**self._moves(year), margin=margin, my_v=my_v, their_v=their_v)

    def _moves(self, year: Year) -> dict:
        """Return what both sentences about a year say: when, both moves, the player's points."""
        mine, theirs = (WORDS[getattr(year, side)] for side in (self.side, self.side.other))
        if (taken := self._taken(year)) != getattr(year, self.side):
            mine = SENTENCES["misread"].format(move=mine, taken=WORDS[taken])
        points = getattr(year.outcome.scores, self.side)
        return {"year": year.before.year, "mine": mine, "theirs": theirs, "points": points}

    def result(self) -> str:
        """Say how a finished game ended, the partner's points too."""
        verdict = VERDICTS[game.flying(self.state)]
        return SENTENCES["result"].format(verdict=verdict, mine=self.points(), theirs=self.points(self.side.other))
