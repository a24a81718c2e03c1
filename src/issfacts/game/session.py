"""Hold one player's game against one opponent, and the sentences that tell it, here and on the page."""

from __future__ import annotations

from typing import NamedTuple

from .. import game
from ..kit import wording
from .effects import PRESSED, QUIET, beside
from .model import Move, Side, State, advance
from .playing import MISREAD, Year, slips
from .strategies import History, Past, Strategy

NOISE = "In about one year in {years} your partner takes sharing or hedging for pressing, or pressing for sharing."
WORDS = {move: "give notice" if move is Move.LEAVE else str(move) for move in Move} | {None: "gone"}  # in log and table
SENTENCES = {  # the page's script fills them in as well
    "opening": "Keep It Flying. I play {side} against {partner}{noise}.",
    "may": ", which may misread my moves",
    "year": "{year}. You: {mine}. Partner: {theirs}.{told} Your points this year: {points}.",
    "line": "{year}: {mine} / {theirs}, at vulnerability {my_v} / {their_v}; margin then {margin}; "
    "points {points} / {others}",
    "result": "{verdict} My points: {mine}. Partner's points: {theirs}.",
    "misread": "{move} (misread as {taken})",
    "lone": "alone",  # a share where nobody is left to share with
    "quiet": QUIET,
    "risk": PRESSED,
    # the debrief: first the two aims
    "both": "You reached both aims: the station works, and {mine} is more than {aim}.",
    "works": "One of two aims: the station works, but {mine} is not more than {aim}.",
    "top": "{most} points is the most that anybody gets against {partner}: you played perfectly. ",
    "lost": "The station was lost in {year}, and could not be saved.",
    "won": "You did it: the station works, and keeping it is the win here.",
    "win": "You did it: the station works. Against {partner} nobody passes {most} points: keeping it is the win here.",
    "rich": "One of two aims: {mine} is more than {aim}, but the station was lost in {year}.",
    "neither": "The station was lost in {year}, and {mine} is not more than {aim}.",
    "would": "The station was lost in {year}. Against {partner} nobody passes {most} points: keeping it would "
    "have been the win here.",
    "points": "Your points: {mine}. Partner's points: {theirs}.",
    "because": "{partner} left because you pressed in {year}.",
    "mistook": "{partner} left because it took your move of {year} for pressing.",
    "blows": "{partner} pressed you in {years}, {cause}: that cost you {points} points.",
    "wrong": "because it misread you",
    "right": "because you pressed it",
    "rule": "as its rule says",
    "short": "Who never presses gets no more than {aim} points, and each hedge costs some.",
    "safe": "To press in {year} was safe: no year follows.",
    "nobody": "Nobody is left to run the station, so it is given up in {year}, although its margin was {margin}.",
    "free": "{partner} came to need nobody, so the station holds without you.",
    "time": "The last year came before the margin was used up, so the station holds without you.",
    "never": "Against this partner no play of yours could have kept the station, from the first year on.",
    "turned": "Turning point: {year}. You: {mine}. Partner: {theirs}.{told} {moves} would still have kept the "
    "station.{after}",
    "after": " After that year no play could.",
    "best": "The most that anybody could score here is {points} points, {less} more than you. Try again, or look.",
    "moves": "{moves}. {verdict}{knew}",
    "knew": " Only somebody who knew in advance which years are misread could play so.",
    "equal": "Nobody could have scored more points against this partner.",
    "misreads": "Your partner misread you in {years}. Read rightly, the same moves would have "
    "brought you {points} points. {verdict}",
    # what is announced
    "back": "{year} is taken back.",
    "nothing": "There is nothing to take back.",
    "begin": "A new game begins.",
    "noise": "A new game begins. " + NOISE,
    "return": "Back to {year}",
    "copied": "Copied",
    "copy": "Copy the log",
    "who": "You play {side} against {partner}. Change this",
    "partner": "{name}: {rule}",
    "kept": " Undo brings your old game back.",
    "old": "Your old game is back.",
}
VERDICTS = {True: "The station still works at the end.", False: "The station is lost."}


class Reach(NamedTuple):
    """Hold what a player can still reach: a working station at the end, the most points from here on, and how."""

    keeps: bool
    points: int
    moves: tuple[Move | None, ...]  # that bring the most points
    safe: bool  # whether these moves keep the station
    keeping: tuple[Move | None, ...] = ()  # the moves now that can lead to a working station


class Session:
    """Hold a game that one player plays year by year against an opponent on the other side.

    With `misread`, in percent, the opponent takes the player's move for its opposite. A seed draws the same years in
    every game, so give each game its own.

    >>> mine = Session("us", game.named("Mirror"), 3, 2)
    >>> mine.move("hedge").outcome.events, mine.state.us_v
    (('The US-led side hedges, which costs 2 points.',), 2)
    """

    def __init__(
        self, side: Side | str, opponent: Strategy, us_v: int, russia_v: int, misread: int = 0, seed: int = 1
    ) -> None:
        self.side, self.opponent, self.misread, self.seed = Side(side), opponent, misread, seed
        self.first = game.start(us_v, russia_v)
        self.years: list[Year] = []
        self._known: dict[tuple[State, History], Reach] = {}

    @property
    def state(self) -> State:
        """Return where the game stands."""
        return self.years[-1].outcome.state if self.years else self.first

    @property
    def shown(self) -> State:
        """Return the state whose vulnerabilities the board shows: at the end those of the last year played."""
        return self.years[-1].before if self.over else self.state

    @property
    def over(self) -> bool:
        """Tell whether the game is over."""
        return game.ended(self.state)

    @property
    def may(self) -> tuple[Move | None, ...]:
        """Return the player's moves now; None alone where the player is gone and the years go on."""
        return () if self.over else game.legal(self.state, self.side) or (None,)

    def move(self, move: Move | str | None) -> Year:
        """Play a year; ValueError as `game.step` raises it, StrategyError where the opponent's strategy fails."""
        us, russia = self.side.pair(move, self._answer(self.state, self._seen()))
        outcome = game.step(self.state, us, russia)
        year = Year(self.state, us and Move(us), russia and Move(russia), outcome)
        self.years.append(year)
        return year

    def undo(self) -> None:
        """Take the last year back, if there is one."""
        del self.years[-1:]

    def points(self, side: Side | None = None) -> int:
        """Return the points of a side so far: of the player's where none is named."""
        return sum(getattr(year.outcome.scores, side or self.side) for year in self.years)

    def misreadings(self) -> list[int]:
        """Return the years whose move the opponent took for its opposite."""
        return [year.before.year for year in self.years if self._taken(year) != getattr(year, self.side)]

    def _answer(self, state: State, seen: History) -> Move | None:
        return game.ask(self.opponent, state, self.side.other, seen)

    def _seen(self) -> History:
        """Return the past years as the opponent took them."""
        return tuple(Past(getattr(year, self.side.other), self._taken(year)) for year in self.years)

    def _taken(self, year: Year) -> Move | None:
        move = getattr(year, self.side)
        return move if year.before.gone(self.side.other) else self._read(move, year.before.year)

    def _read(self, move: Move | None, year: int) -> Move | None:
        """Return a move of the player as the opponent takes it that year."""
        return MISREAD.get(move, move) if slips(self.misread, self.seed, year) else move

    # What a player can reach

    def reach(self, played: int = 0) -> Reach:
        """Return what the player could still reach after so many years, by any moves against the opponent's rule.

        The most points and a working station need not come by the same moves.
        """
        states = [self.first, *(year.outcome.state for year in self.years)]
        return self._search(states[played], self._seen()[:played])

    def _search(self, state: State, seen: History) -> Reach:
        if game.ended(state):
            return Reach(flying := game.flying(state), 0, (), flying)
        seen = seen[-self.opponent.memory :] if self.opponent.memory else ()
        if (state, seen) not in self._known:
            answer, ways = self._answer(state, seen), []
            for move in game.legal(state, self.side) or (None,):
                outcome = advance(state, *self.side.pair(move, answer), game.STANDARD)
                further = self._search(outcome.state, (*seen, Past(answer, self._read(move, state.year))))
                points = further.points + getattr(outcome.scores, self.side)
                ways.append(Reach(further.keeps, points, (move, *further.moves), further.safe))
            keeping = tuple(way.moves[0] for way in ways if way.keeps)
            best = max(ways, key=lambda way: (way.points, way.safe))
            self._known[state, seen] = best._replace(keeps=bool(keeping), keeping=keeping)
        return self._known[state, seen]

    @property
    def known(self) -> bool:
        """Tell whether the opponent says how far its memory goes, so that its games can be searched."""
        return self.opponent.memory is not None

    @property
    def aim(self) -> int:
        """Return the points of two who always share, which a player is to pass."""
        return game.STANDARD.station_points * self.first.years_left

    # What a player reads during the game

    def begun(self) -> str:
        """Announce a new game, and how often moves may be misread."""
        return SENTENCES["noise"].format(years=one_in(self.misread)) if self.misread else SENTENCES["begin"]

    def said(self, year: Year) -> str:
        """Tell a year as it is announced: both moves, what came of them, the player's points."""
        return SENTENCES["year"].format(**self._told(year))

    def beside(self) -> list[str]:
        """Return what stands beside the board."""
        return beside(self.state, self.side)

    def log(self) -> str:
        """Return the game as lines to copy: a head, a line a year, and the result once it is over."""
        noise = SENTENCES["may"] if self.misread else ""
        lines = [SENTENCES["opening"].format(side=self.side.label, partner=self.opponent.name, noise=noise)]
        lines += [SENTENCES["line"].format(**self._told(year)) for year in self.years]
        if self.over:
            lines.append(SENTENCES["result"].format(verdict=VERDICTS[game.flying(self.state)], **self._totals()))
        return "\n".join(lines)

    @property
    def partner(self) -> str:
        """Return the other side's name as a sentence begins with it."""
        return self.side.other.heading

    def _totals(self) -> dict[str, int]:
        return {"mine": self.points(), "theirs": self.points(self.side.other)}

    def _told(self, year: Year, events: slice = slice(None)) -> dict:
        """Return all that the sentences about a year may say."""
        before, outcome = year.before, year.outcome
        moves = [getattr(year, side) for side in (self.side, self.side.other)]
        mine, theirs = (SENTENCES["lone"] if None in moves and move is Move.SHARE else WORDS[move] for move in moves)
        if (taken := self._taken(year)) != moves[0]:
            mine = SENTENCES["misread"].format(move=mine, taken=WORDS[taken])
        points, others = (getattr(outcome.scores, side) for side in (self.side, self.side.other))
        told = "".join(f" {sentence}" for sentence in outcome.events[events])
        return {
            **{"year": before.year, "mine": mine, "theirs": theirs, "points": points, "others": others, "told": told},
            **{"margin": outcome.state.margin, "my_v": before.v(self.side), "their_v": before.v(self.side.other)},
        }

    # What a player reads after the game

    def debrief(self) -> list[str]:
        """Return aims, points and reasons; the rest only where it can be known what another play would have brought."""
        said = [self.aims(), SENTENCES["points"].format(**self._totals()), *self.reasons()]
        if self.known:
            said += [self.turning_point(), self.misread_cost(), self.most()]
        return [sentence for sentence in said if sentence]

    def aims(self) -> str:
        """Say which of the two aims a finished game reached: a working station, more points than two who share."""
        mine, works, aim = self.points(), game.flying(self.state), self.aim
        found = self.reach() if self.known else Reach(works, mine, (), works)
        best = self.known and self.perfect
        if best and not works:
            kind = "lost"
        elif mine > aim:
            kind = "both" if works else "rich"
        elif self.known and found.points <= aim and found.keeps:
            kind = ("won" if best else "win") if works else "would"
        else:
            kind = "works" if works else "neither"
        said, year = SENTENCES["top"] * best + SENTENCES[kind], self.years[-1].before.year
        return said.format(mine=mine, aim=aim, year=year, most=found.points, partner=self.opponent.name)

    @property
    def perfect(self) -> bool:
        """Tell whether nobody could do better: the most points, and the station kept if it could be."""
        found = self.reach()
        return self.points() == found.points and (game.flying(self.state) or not found.keeps)

    def reasons(self) -> list[str]:
        """Say why the partner pressed or left, why the station holds or is given up, and why points are missing."""
        said, pressed, works = [], {}, game.flying(self.state)
        for last, year in zip((None, *self.years), self.years, strict=False):
            move = getattr(year, self.side.other)
            answers = self.opponent.memory and last and self._taken(last) is Move.PRESS
            meant = answers and getattr(last, self.side) is Move.PRESS
            if move is Move.PRESS:
                pressed.setdefault("right" if meant else "wrong" if answers else "rule", []).append(year.before)
            elif move is Move.LEAVE and answers:
                kind = "because" if meant else "mistook"
                said.append(SENTENCES[kind].format(partner=self.partner, year=last.before.year))
        said[:0] = [self._blows(cause, states) for cause, states in pressed.items()]
        if self.state.gone(self.side) and works:
            kind = "time" if self.state.v(self.side.other) else "free"
            said.append(SENTENCES[kind].format(partner=self.partner))
        last, margin = self.years[-1], self.state.margin
        if not works:
            kind = "nobody" if margin else ""
        elif getattr(last, self.side) is Move.PRESS:
            kind = "safe"
        else:
            kind = "" if said or self.points() > self.aim else "short"
        values = {"year": last.before.year, "margin": margin, "aim": self.aim}
        return [*said, SENTENCES[kind].format(**values)] if kind else said

    def _blows(self, cause: str, states: list[State]) -> str:
        """Say in which years the partner pressed, why, and what it cost."""
        years = wording.listed(str(state.year) for state in states)
        points = game.STANDARD.loss * sum(state.v(self.side) for state in states)
        return SENTENCES["blows"].format(partner=self.partner, years=years, cause=SENTENCES[cause], points=points)

    def turned(self) -> int | None:
        """Return which played year lost the station for good; None where none did, or nobody can know."""
        if not self.known or game.flying(self.state):
            return None
        return max((n for n in range(len(self.years)) if self.reach(n).keeps), default=None)

    def turning_point(self) -> str:
        """Say in which year the station was lost for good and by what, and which moves would have kept it then."""
        if game.flying(self.state):
            return ""
        if (place := self.turned()) is None:
            return SENTENCES["never"]
        moves = wording.listed(WORDS[move] for move in self.reach(place).keeping).replace(" and ", " or ")
        after = SENTENCES["after"] if place < len(self.years) - 1 else ""
        told = self._told(self.years[place], events=slice(-1, None))
        return SENTENCES["turned"].format(**told, moves=wording.capital(moves), after=after)

    def misread_cost(self) -> str:
        """Say what the misread moves changed; nothing where there are none."""
        if not (years := self.misreadings()):
            return ""
        other = Session(self.side, self.opponent, self.first.us_v, self.first.russia_v)
        moves = iter([getattr(year, self.side) for year in self.years])
        while not other.over:
            move = next(moves, None)
            other.move(move if move in other.may else other.may[0])
        verdict = VERDICTS[game.flying(other.state)]
        return SENTENCES["misreads"].format(
            years=wording.listed(map(str, years)), points=other.points(), verdict=verdict
        )

    def most(self) -> str:
        """Compare the player's points with the most that could be had; nothing where nobody could do better."""
        if self.perfect:
            return ""
        most = self.reach().points
        return SENTENCES["best" if most > self.points() else "equal"].format(points=most, less=most - self.points())

    def best_moves(self) -> str:
        """Return the moves that bring most, and whether they keep the station; nothing where the player made them."""
        if not self.known or (found := self.reach()).points <= self.points():
            return ""
        moves = wording.capital(", ".join(WORDS[move] for move in found.moves))
        knew = SENTENCES["knew"] if self.misread else ""
        return SENTENCES["moves"].format(moves=moves, verdict=VERDICTS[found.safe], knew=knew)


def one_in(percent: int) -> str:
    """Say a chance as one in so many."""
    return wording.number(round(100 / percent))
