"""Turns a rule for one page or row into one test that names all pages or rows that break it."""

from collections.abc import Callable, Iterable
from inspect import Signature, signature


def for_each(cases: Iterable, name: Callable = str) -> Callable:
    """Make a test of a rule: a function that takes a case, then fixtures, and asserts, or yields what is wrong."""

    def as_test(rule: Callable) -> Callable:
        def test(**fixtures):
            faults = [f"{name(case)}: {fault}" for case in cases for fault in broken(rule, case, fixtures)]
            assert not faults, "\n".join(["", *faults])

        test.__doc__ = rule.__doc__
        test.__signature__ = Signature(list(signature(rule).parameters.values())[1:])
        return test

    return as_test


def broken(rule: Callable, case, fixtures: dict) -> list:
    """Return what a rule finds wrong with a case."""
    try:
        return list(rule(case, **fixtures) or ())
    except AssertionError as error:
        return [error]
