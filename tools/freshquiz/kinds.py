"""Imports all modules with kinds of question, so that KINDS is complete when `paper` is imported from here."""

from . import KINDS, crew, flights, judging, numbers, paper

__all__ = ["KINDS", "crew", "flights", "judging", "numbers", "paper"]
