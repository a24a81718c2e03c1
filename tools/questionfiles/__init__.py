"""Writers of questions for learning platforms and quiz apps, one module for each format.

Every writer takes a question bank: the questions of each chapter or topic, in order, by its title.
"""

from issfacts.widgets.questions import Option, Question

Bank = dict[str, list[Question]]


def score_share(question: Question, option: Option) -> float:
    """Return the share of the full score that an option earns; in a multiple choice each wrong one is negative.

    >>> options = (Option("a", True, "."), Option("b", True, "."), Option("c", False, "."))
    >>> [score_share(Question("q", "multiple", "?", options), option) for option in options]
    [0.5, 0.5, -1.0]
    """
    count = sum(other.right is option.right for other in question.options)
    if option.right:
        return 1 / count
    return -1 / count if question.many else 0.0
