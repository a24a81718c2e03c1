"""Play "Keep It Flying", the decision model of the book: pure functions from state to state, whole numbers only.

from issfacts import game

state = game.start(us_v=3, russia_v=2)            vulnerabilities in tenths, from the dependency coding
game.legal(state, "us")                           what a side may do
game.step(state, "share", "press")                one year: next state, points, what happened
game.play("Mirror", "Presser", 3, 2)              a whole game
"""

# ruff: noqa: F401 - these are the public names

from .assumptions import STANDARD, SWEPT, Assumption, Assumptions, listed, varied, worlds
from .bargain import holds, threshold
from .cards import CARDS, TENSIONS, Card, card, tension
from .model import Move, Outcome, Scores, Side, State, ended, farewell, flying, legal, start, step, track
from .playing import Game, Year, play, total
from .strategies import NAMED, Past, Strategy, StrategyError, ask, named, opponents, strategy
from .table import table
from .tournament import PROPERTIES, Match, Standings, Sweep, properties, round_robin, shares, sweep, sweeps
