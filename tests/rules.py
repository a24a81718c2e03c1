"""Turns a rule for one page or row into one test that names all pages or rows that break it."""

from collections.abc import Callable, Iterable


def for_each(cases: Iterable, name: Callable = str) -> Callable:
    """Make a test of a rule: a function that takes a case and yields what is wrong with it."""

    def as_test(rule: Callable) -> Callable:
        def test():
            faults = [f"{name(case)}: {fault}" for case in cases for fault in rule(case)]
            assert not faults, "\n".join(["", *faults])

        test.__doc__ = rule.__doc__
        return test

    return as_test
