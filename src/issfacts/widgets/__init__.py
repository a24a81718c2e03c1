"""Explore, quiz, check, audit, look a day up, weigh: what a reader works with, on a page and in a notebook."""

from .audit import audit as audit
from .check import Verdict as Verdict
from .check import check as check
from .explore import explore as explore
from .quiz import quiz as quiz
from .weights import weights as weights
from .when import when as when
