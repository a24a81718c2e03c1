"""Writes questions in the formats that learning platforms and quiz apps read, one module a format.

Every writer takes the same bank: the questions of each chapter or topic, by its title, in their order.
"""

from issfacts.widgets.questions import Option, Question

Bank = dict[str, list[Question]]


def share(asked: Question, option: Option) -> float:
    """Return what choosing an option earns of the whole: of a multiple choice each wrong one takes away.

    >>> options = (Option("a", True, "."), Option("b", True, "."), Option("c", False, "."))
    >>> [share(Question("q", "multiple", "?", options), option) for option in options]
    [0.5, 0.5, -1.0]
    """
    alike = sum(one.right is option.right for one in asked.options)
    return 1 / alike if option.right else -1 / alike if asked.many else 0.0
