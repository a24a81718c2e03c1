"""Play "Keep It Flying", the book's decision model: pure functions from state to state, in whole numbers.

from issfacts import game

state = game.start(us_v=3, russia_v=2)            the initial state, from both vulnerabilities in tenths
game.legal(state, "us")                           the legal moves of a side
game.step(state, "share", "press")                one year: next state, points, events
game.play("Mirror", "Presser", 3, 2)              a whole game
"""

from .assumptions import STANDARD, SWEPT, Assumption, Assumptions, listed, worlds
from .cards import CARDS, TENSIONS, Card, card, tension
from .model import Move, Scores, Side, State, Year, ended, flying, legal, start, step, track
from .playing import Game, play, total
from .strategies import NAMED, Past, Strategy, StrategyError, ask, named, opponents, strategy
from .table import table
from .tournament import Match, Standings, Sweep, properties, round_robin, shares, sweep, sweeps, threshold
