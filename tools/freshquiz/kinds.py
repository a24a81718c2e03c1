"""Brings all kinds of question together: who imports this module has them in `KINDS`."""

from . import KINDS, crew, dependence, flights, judging, numbers, times

__all__ = ["KINDS", "crew", "dependence", "flights", "judging", "numbers", "times"]
