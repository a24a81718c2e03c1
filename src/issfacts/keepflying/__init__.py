"""Put "Keep It Flying" before a player: live in a notebook, walked on a page, told where there is no script."""

from .page import Play as Play
from .page import play as play
from .session import Session as Session
