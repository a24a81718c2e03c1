"""Play "Keep It Flying", the book's decision model: pure functions from state to state, in whole numbers.

from issfacts import game

state = game.start(us_v=3, russia_v=2)            the initial state, from both vulnerabilities in tenths
game.legal(state, "us")                           the legal moves of a side
game.step(state, "share", "press")                one year: next state, points, events
game.play("Mirror", "Presser", 3, 2)              a whole game
"""

# The redundant `as` marks a name as public for type checkers.

from .assumptions import STANDARD as STANDARD
from .assumptions import SWEPT as SWEPT
from .assumptions import Assumption as Assumption
from .assumptions import Assumptions as Assumptions
from .assumptions import listed as listed
from .assumptions import varied as varied
from .assumptions import worlds as worlds
from .bargain import threshold as threshold
from .cards import CARDS as CARDS
from .cards import TENSIONS as TENSIONS
from .cards import Card as Card
from .cards import card as card
from .cards import tension as tension
from .model import Move as Move
from .model import Scores as Scores
from .model import Side as Side
from .model import State as State
from .model import Year as Year
from .model import ended as ended
from .model import farewell as farewell
from .model import flying as flying
from .model import legal as legal
from .model import start as start
from .model import step as step
from .model import track as track
from .playing import Game as Game
from .playing import play as play
from .playing import total as total
from .strategies import NAMED as NAMED
from .strategies import Past as Past
from .strategies import Strategy as Strategy
from .strategies import StrategyError as StrategyError
from .strategies import ask as ask
from .strategies import named as named
from .strategies import opponents as opponents
from .strategies import strategy as strategy
from .table import table as table
from .tournament import PROPERTIES as PROPERTIES
from .tournament import Match as Match
from .tournament import Standings as Standings
from .tournament import Sweep as Sweep
from .tournament import properties as properties
from .tournament import round_robin as round_robin
from .tournament import shares as shares
from .tournament import sweep as sweep
from .tournament import sweeps as sweeps
