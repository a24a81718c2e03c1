"""Explore, quiz, check, audit, look a day up, weigh, draw: what a reader works with, on a page and in a notebook."""

from .audit import audit as audit
from .check import Verdict as Verdict
from .check import check as check
from .draw import draw as draw
from .explore import explore as explore
from .quiz import quiz as quiz
from .weights import weights as weights
from .when import when as when
