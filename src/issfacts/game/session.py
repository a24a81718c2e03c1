"""One player's game against one opponent, and the sentences about it in notebooks and on the page."""

from typing import NamedTuple

from .. import game
from ..kit import wording
from .effects import EFFECT, IF_NOT_PRESSED, IF_PRESSED, board_notes
from .model import Move, Side, State, advance
from .playing import MISREAD_AS, Year, is_misread
from .strategies import History, Past, Strategy

NOISE = "In about one year in {years} your partner thinks that you pressed when you did not, or the other way round."
MOVE_WORDS = {move: "give notice" if move is Move.LEAVE else str(move) for move in Move} | {None: "gone"}
SENTENCES = {  # templates; the page's script, which has no rules, fills them in by their keys, which name no move
    "opening": "Keep It Flying. I play {side} against {opponent}{noise}.",
    "may_misread": ", which may misread my moves",
    "year": "{year}. You: {mine}. Partner: {theirs}.{events} Your points this year: {points}.",
    "line": "{year}: {mine} / {theirs}, at vulnerability {my_v} / {their_v}; margin then {margin}; "
    "points {points} / {others}",
    "result": "{verdict} My points: {mine}. Partner's points: {theirs}.",
    "misread": "{move} (misread as {taken})",
    "alone": "alone",  # a share without a partner
    "effect": EFFECT,  # without a partner
    "if_not_attacked": IF_NOT_PRESSED,
    "if_attacked": IF_PRESSED,
    # the debrief, which begins with the two aims
    "both_aims": "You reached both aims: the station works, and {mine} is more than {aim}.",
    "works_too_few_points": "One of two aims: the station works, but {mine} is not more than {aim}.",
    "played_perfectly": "{most} points is the most that anybody gets against {opponent}: you played perfectly. ",
    "lost_in_any_case": "The station was lost in {year}, and could not be saved.",
    "works_played_perfectly": "You did it: the station works, and keeping it is the win here.",
    "works_aim_out_of_reach": "You did it: the station works. Against {opponent} nobody passes {most} points: "
    "keeping it is the win here.",
    "lost_enough_points": "One of two aims: {mine} is more than {aim}, but the station was lost in {year}.",
    "no_aim": "The station was lost in {year}, and {mine} is not more than {aim}.",
    "lost_aim_out_of_reach": "The station was lost in {year}. Against {opponent} nobody passes {most} points: "
    "keeping it would have been the win here.",
    "points": "Your points: {mine}. Partner's points: {theirs}.",
    "left_because_attacked": "{partner} left because you pressed in {year}.",
    "left_because_misread": "{partner} left because it took your move of {year} for pressing.",
    "partner_attacked": "{partner} pressed you in {years}, {cause}: that cost you {points} points.",
    "because_misread": "because it misread you",
    "because_attacked": "because you pressed it",
    "by_rule": "as its rule says",
    "never_attacked": "Who never presses gets no more than {aim} points, and each hedge costs some.",
    "attacked_last": "To press in {year} was safe: no year follows.",
    "nobody_left": "Nobody is left to run the station, so it is given up in {year}, although its margin was {margin}.",
    "survives_without_need": "{partner} came to need nobody, so the station holds without you.",
    "time_ran_out": "The last year came before the margin was used up, so the station holds without you.",
    "never_to_be_kept": "Against this partner no play of yours could have kept the station, from the first year on.",
    "turning_point": "Turning point: {year}. You: {mine}. Partner: {theirs}.{events} {moves} would still have kept the "
    "station.{after}",
    "lost_after": " After that year no play could.",
    "most_points": "The most that anybody could score here is {points} points, {missing} more than you. "
    "Try again, or look.",
    "best_moves": "{moves}. {verdict}{knew}",
    "known_in_advance": " Only somebody who knew in advance which years are misread could play so.",
    "equal_points": "Nobody could have scored more points against this partner.",
    "misreads": "Your partner misread you in {years}. Read rightly, the same moves would have "
    "brought you {points} points. {verdict}",
    # messages and buttons
    "undone": "{year} is taken back.",
    "nothing_to_undo": "There is nothing to take back.",
    "new_game": "A new game begins.",
    "new_noisy_game": "A new game begins. " + NOISE,
    "return": "Back to {year}",
    "copied": "Copied",
    "copy": "Copy the log",
    "players": "You play {side} against {opponent}. Change this",
    "rule": "{name}: {rule}",
    "old_game_kept": " Undo brings your old game back.",
    "old_game_back": "Your old game is back.",
}
VERDICTS = {True: "The station still works at the end.", False: "The station is lost."}


class Reach(NamedTuple):
    """Hold what a player can still achieve from a state: the most points, and a working station at the end."""

    can_survive: bool  # whether any moves keep the station
    points: int  # the most that can still be scored
    moves: tuple[Move | None, ...]  # that score the most points
    survives: bool  # whether these moves keep the station
    saving_moves: tuple[Move | None, ...] = ()  # the next moves after which the station can still be kept


class Session:
    """Hold a game that a player plays year by year against an opponent on the other side.

    With `misread`, in percent, the opponent sometimes takes the player's move for its opposite. The seed determines the
    years of misreading, so give each game its own.

    >>> mine = Session("us", game.named("Mirror"), 3, 2)
    >>> mine.move("hedge").events, mine.state.us_v
    (('The US-led side hedges, which costs 2 points.',), 2)
    """

    def __init__(
        self, side: Side | str, opponent: Strategy, us_v: int, russia_v: int, misread: int = 0, seed: int = 1
    ) -> None:
        self.side, self.opponent, self.misread, self.seed = Side(side), opponent, misread, seed
        self.partner = self.side.other.heading  # for the beginning of a sentence
        self.first = game.start(us_v, russia_v)
        self.years: list[Year] = []
        self._reach_cache: dict[tuple[State, History], Reach] = {}

    @property
    def state(self) -> State:
        return self.years[-1].state if self.years else self.first

    @property
    def board_state(self) -> State:
        """Return the state of which the board shows the vulnerabilities: at the end, that of the last year played."""
        return self.years[-1].before if self.over else self.state

    @property
    def over(self) -> bool:
        return game.ended(self.state)

    @property
    def works(self) -> bool:
        return game.flying(self.state)

    @property
    def legal_moves(self) -> tuple[Move | None, ...]:
        """Return the player's legal moves; only None if the player has left and the game goes on."""
        return () if self.over else game.legal(self.state, self.side) or (None,)

    def move(self, move: Move | str | None) -> Year:
        """Play a year; ValueError as from `game.step`, StrategyError if the opponent's strategy fails."""
        answer = game.ask(self.opponent, self.state, self.side.other, self._history())
        self.years.append(game.step(self.state, *self.side.pair(move, answer)))
        return self.years[-1]

    def undo(self) -> None:
        """Undo the last year, if there is one."""
        del self.years[-1:]

    def points(self, side: Side | None = None) -> int:
        """Return a side's points so far; by default the player's."""
        return sum(getattr(year.scores, side or self.side) for year in self.years)

    def misreadings(self) -> list[int]:
        """Return the years in which the opponent misread the player's move."""
        moves = {year.before.year: self._moves(year) for year in self.years}
        return [year for year, (mine, _, perceived) in moves.items() if mine != perceived]

    def _moves(self, year: Year) -> tuple[Move | None, Move | None, Move | None]:
        """Return the player's move of a year, the opponent's, and the player's as the opponent perceived it."""
        mine, theirs = self.side.pair(year.us, year.russia)
        misread = theirs and is_misread(self.misread, self.seed, year.before.year)
        return mine, theirs, MISREAD_AS.get(mine, mine) if misread else mine

    def _history(self) -> History:
        """Return the past years as the opponent perceived them."""
        return tuple(Past(theirs, perceived) for _, theirs, perceived in map(self._moves, self.years))

    # Search of the remaining game

    def reach(self, played: int = 0) -> Reach:
        """Return what the player could still achieve after the first `played` years, against the opponent's strategy.

        The most points and a working station may require different moves.
        """
        states = [self.first, *(year.state for year in self.years)]
        return self._search(states[played], self._history()[:played])

    def _search(self, state: State, history: History) -> Reach:
        if game.ended(state):
            works = game.flying(state)
            return Reach(works, 0, (), works)
        history = history[-self.opponent.memory :] if self.opponent.memory else ()
        if (state, history) not in self._reach_cache:
            answer, options = game.ask(self.opponent, state, self.side.other, history), []
            for move in game.legal(state, self.side) or (None,):
                year = advance(state, *self.side.pair(move, answer), game.STANDARD)
                _, _, perceived = self._moves(year)
                rest = self._search(year.state, (*history, Past(answer, perceived)))
                points = rest.points + getattr(year.scores, self.side)
                options.append(Reach(rest.can_survive, points, (move, *rest.moves), rest.survives))
            saving_moves = tuple(option.moves[0] for option in options if option.can_survive)
            best = max(options, key=lambda option: (option.points, option.survives))
            self._reach_cache[state, history] = best._replace(can_survive=bool(saving_moves), saving_moves=saving_moves)
        return self._reach_cache[state, history]

    @property
    def best(self) -> Reach | None:
        """Return what could be achieved from the start; None if the opponent may remember all years: too many games."""
        return None if self.opponent.memory is None else self.reach()

    @property
    def perfect(self) -> bool:
        """Tell whether the player scored the most possible points, and kept the station if that was possible."""
        best = self.best
        return bool(best) and self.points() == best.points and (self.works or not best.can_survive)

    @property
    def aim(self) -> int:
        """Return the points to exceed: those of a side in a game in which both always share."""
        return game.STANDARD.station_points * self.first.years_left

    # Texts during the game

    def announce_start(self) -> str:
        """Return the announcement of a new game, with the probability of misreading."""
        return _say("new_noisy_game", years=one_in(self.misread)) if self.misread else _say("new_game")

    def announce_year(self, year: Year) -> str:
        """Return the announcement of a year: both moves, the events, the player's points."""
        return _say("year", **self._values(year))

    def notes(self) -> list[str]:
        return board_notes(self.state, self.side)

    def log(self) -> str:
        """Return a log of the game to copy: a heading, a line for each year, and the result at the end."""
        noise = SENTENCES["may_misread"] if self.misread else ""
        lines = [_say("opening", side=self.side.label, opponent=self.opponent.name, noise=noise)]
        lines += [_say("line", **self._values(year)) for year in self.years]
        if self.over:
            lines.append(_say("result", verdict=VERDICTS[self.works], **self._totals()))
        return "\n".join(lines)

    def _totals(self) -> dict[str, int]:
        """Return both sides' points, as the placeholders of sentences."""
        return {"mine": self.points(), "theirs": self.points(self.side.other)}

    def _values(self, year: Year) -> dict:
        """Return the values for the placeholders of sentences about a year."""
        before, (mine, theirs, taken) = year.before, self._moves(year)
        words = MOVE_WORDS if mine and theirs else MOVE_WORDS | {Move.SHARE: SENTENCES["alone"]}
        return {
            "year": before.year,
            "mine": words[mine] if taken == mine else _say("misread", move=words[mine], taken=MOVE_WORDS[taken]),
            "theirs": words[theirs],
            "points": getattr(year.scores, self.side),
            "others": getattr(year.scores, self.side.other),
            "events": "".join(f" {sentence}" for sentence in year.events),
            "margin": year.state.margin,
            "my_v": before.v(self.side),
            "their_v": before.v(self.side.other),
        }

    # Texts after the game

    def debrief(self) -> list[str]:
        """Return the texts after the game; those about better moves only if the opponent's games can be searched."""
        sentences = [self.aims(), _say("points", **self._totals()), *self.reasons()]
        if self.best:
            sentences += [self.turning_point(), self.misread_cost(), self.compare_with_best()]
        return [sentence for sentence in sentences if sentence]

    def aims(self) -> str:
        """Say which of the two aims a finished game reached: a working station, more points than two Sharers."""
        points, aim, best, perfect = self.points(), self.aim, self.best, self.perfect
        if perfect and not self.works:
            key = "lost_in_any_case"
        elif points > aim:
            key = "both_aims" if self.works else "lost_enough_points"
        elif best and best.points <= aim and best.can_survive:
            kept = "works_played_perfectly" if perfect else "works_aim_out_of_reach"
            key = kept if self.works else "lost_aim_out_of_reach"
        else:
            key = "works_too_few_points" if self.works else "no_aim"
        values = {"most": best and best.points, "opponent": self.opponent.name}
        said = _say(key, mine=points, aim=aim, year=self.years[-1].before.year, **values)
        return _say("played_perfectly", **values) + said if perfect else said

    def reasons(self) -> list[str]:
        """Explain why the partner pressed or left, why the station survived or not, and why points are missing."""
        pressed, departures = {}, []  # pressed: cause -> states before the years in which the partner pressed
        for last, year in zip((None, *self.years), self.years, strict=False):
            theirs, cause = getattr(year, self.side.other), self._cause(last)
            if theirs is Move.PRESS:
                pressed.setdefault(cause, []).append(year.before)
            elif theirs is Move.LEAVE and cause != "by_rule":
                departures.append(_say(f"left_{cause}", partner=self.partner, year=last.before.year))
        sentences = [self._explain_pressure(cause, states) for cause, states in pressed.items()] + departures
        if self.works and self.state.gone(self.side):
            survived = "time_ran_out" if self.state.v(self.side.other) else "survives_without_need"
            sentences.append(_say(survived, partner=self.partner))
        last, margin = self.years[-1], self.state.margin
        if not self.works:
            key = "nobody_left" if margin else ""
        elif getattr(last, self.side) is Move.PRESS:
            key = "attacked_last"
        else:
            key = "" if sentences or self.points() > self.aim else "never_attacked"
        if key:
            sentences.append(_say(key, year=last.before.year, margin=margin, aim=self.aim))
        return sentences

    def _cause(self, last: Year | None) -> str:
        """Return why the partner pressed or left after a year: the key of a sentence."""
        mine, _, perceived = self._moves(last) if last else (None, None, None)
        if not self.opponent.memory or perceived is not Move.PRESS:
            return "by_rule"
        return "because_attacked" if mine is Move.PRESS else "because_misread"

    def _explain_pressure(self, cause: str, states: list[State]) -> str:
        """Say in which years the partner pressed, why, and how many points that cost."""
        years = wording.listed(str(state.year) for state in states)
        points = game.STANDARD.loss * sum(state.v(self.side) for state in states)
        return _say("partner_attacked", partner=self.partner, years=years, cause=_say(cause), points=points)

    def turning_index(self) -> int | None:
        """Return the index of the year that lost the station for good; None if there is none or it is unknown."""
        if self.works or not self.best:
            return None
        return max((n for n in range(len(self.years)) if self.reach(n).can_survive), default=None)

    def turning_point(self) -> str:
        """Say in which year and by which event the station was lost for good, and which moves would have kept it.

        "" if the station works, or if the opponent's games cannot be searched.
        """
        if self.works or not self.best:
            return ""
        if (index := self.turning_index()) is None:
            return SENTENCES["never_to_be_kept"]
        year, moves = self.years[index], wording.listed(MOVE_WORDS[move] for move in self.reach(index).saving_moves)
        values = self._values(year) | {"events": "".join(f" {event}" for event in year.events[-1:])}
        after = SENTENCES["lost_after"] if year is not self.years[-1] else ""
        return _say("turning_point", **values, moves=wording.capital(moves.replace(" and ", " or ")), after=after)

    def misread_cost(self) -> str:
        """Say how the same moves would have ended if none had been misread; "" if none was."""
        if not (years := self.misreadings()):
            return ""
        replay = Session(self.side, self.opponent, self.first.us_v, self.first.russia_v)
        moves = (getattr(year, self.side) for year in self.years)
        while not replay.over:
            move = next(moves, None)
            replay.move(move if move in replay.legal_moves else replay.legal_moves[0])
        misread = wording.listed(map(str, years))
        return _say("misreads", years=misread, points=replay.points(), verdict=VERDICTS[replay.works])

    def compare_with_best(self) -> str:
        """Compare the player's points with the most that were possible; "" after a perfect game."""
        if self.perfect:
            return ""
        missing = self.best.points - self.points()
        return _say("most_points" if missing else "equal_points", points=self.best.points, missing=missing)

    def best_moves(self) -> str:
        """Return the moves that score the most points and their result; "" if the player scored as many."""
        best = self.best
        if not best or best.points <= self.points():
            return ""
        moves = wording.capital(", ".join(MOVE_WORDS[move] for move in best.moves))
        knew = SENTENCES["known_in_advance"] if self.misread else ""
        return _say("best_moves", moves=moves, verdict=VERDICTS[best.survives], knew=knew)


def one_in(percent: int) -> str:
    """Return n, in words, such that a percentage is about one in n."""
    return wording.number(round(100 / percent))


def _say(key: str, **values: object) -> str:
    return SENTENCES[key].format(**values)
