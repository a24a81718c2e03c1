"""Brings all kinds of question together: who takes `paper` from here has every kind entered."""

from . import KINDS, crew, flights, judging, numbers, paper

__all__ = ["KINDS", "crew", "flights", "judging", "numbers", "paper"]
