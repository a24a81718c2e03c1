"""Why it holds: the reasons, their evidence, what broke and what held."""

from . import chosen


def outcomes(**wanted) -> list[str]:
    return [row["outcome"] for row in chosen("comparisons", **wanted)]


def replaceable() -> str:
    found = [*outcomes(somebody_else="yes"), *outcomes(somebody_else="in part")]
    assert set(found) == {"broke"}
    return str(len(found))


def under_treaty() -> str:
    held = outcomes(rests_on="treaty").count("held")
    assert held == outcomes().count("held")
    return str(held)


def without_treaty() -> str:
    found = [row["outcome"] for row in chosen("comparisons") if row["rests_on"] != "treaty"]
    assert "held" not in found
    return str(len(found))


def alike() -> str:
    rows = chosen("comparisons")
    return str(sum((row["somebody_else"] == "no") == (row["second_somebody_else"] == "no") for row in rows))


def replaceable_second() -> str:
    found = [*outcomes(second_somebody_else="yes"), *outcomes(second_somebody_else="in part")]
    assert (found.count("broke"), found.count("held")) == (5, 2)
    return str(len(found))


def treaty_second() -> str:
    held = outcomes(second_rests_on="treaty")
    assert held == outcomes(outcome="held")
    return str(len(held))


DERIVED = {
    "projects-compared": lambda: str(len(outcomes())),
    "projects-broke": lambda: str(outcomes().count("broke")),
    "projects-paused": lambda: str(outcomes().count("paused")),
    "projects-replaceable": replaceable,
    "projects-replaceable-whole": lambda: str(len(outcomes(somebody_else="yes"))),
    "projects-alone": lambda: str(len(outcomes(somebody_else="no"))),
    "projects-alone-held": lambda: str(outcomes(somebody_else="no").count("held")),
    "projects-treaty": lambda: str(len(outcomes(rests_on="treaty"))),
    "projects-treaty-held": under_treaty,
    "projects-no-treaty": without_treaty,
    "second-reading-alike": alike,
    "second-reading-replaceable": replaceable_second,
    "second-reading-treaty": treaty_second,
}
