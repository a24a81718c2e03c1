"""Brings all kinds of question together: who takes `paper` from here has every kind entered."""

from . import KINDS, crew, dependence, flights, judging, numbers, paper

__all__ = ["KINDS", "crew", "dependence", "flights", "judging", "numbers", "paper"]
