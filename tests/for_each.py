"""Tests of many cases at once, which report every case that fails."""

from collections.abc import Callable, Iterable
from inspect import Signature, signature


def for_each(cases: Iterable, name: Callable = str) -> Callable:
    """Turn a check of one case into a test of all cases that reports every failure with the name of its case.

    The check takes a case, then fixtures; it asserts, or yields error messages.
    """

    cases = list(cases)

    def decorate(check: Callable) -> Callable:
        def test(**fixtures):
            assert cases, "there is nothing to check"
            errors = [f"{name(case)}: {error}" for case in cases for error in run_check(check, case, fixtures)]
            assert not errors, "\n".join(["", *errors])

        test.__doc__ = check.__doc__
        test.__signature__ = Signature(list(signature(check).parameters.values())[1:])
        return test

    return decorate


def run_check(check: Callable, case, fixtures: dict) -> list:
    """Return the errors that a check yields or raises for one case."""
    try:
        return list(check(case, **fixtures) or ())
    except AssertionError as error:
        return [error]


def each_raises(*cases: tuple) -> Callable:
    """Return a test that each call raises its error; a case is a function, its arguments, and the expected text.

    The text is a part of the error's class and message, such as "KeyError: no table 'stay'".
    """

    @for_each(cases, lambda case: f"expected {case[-1]!r}")
    def check(case):
        function, *arguments, expected = case
        try:
            function(*arguments)
            yield "raised no error"
        except Exception as error:
            raised = f"{type(error).__name__}: {error.args[0] if error.args else ''}"
            if expected not in raised:
                yield f"raised {raised}"

    return check
