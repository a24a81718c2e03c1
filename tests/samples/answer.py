"""Why it holds: the reasons, their evidence, what broke and what held."""

from . import chosen

READINGS = ("somebody_else", "second_somebody_else", "third_somebody_else", "fourth_somebody_else")


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


def paper_alike() -> str:
    rows = chosen("comparisons")
    return str(sum((row["rests_on"] == "treaty") == (row["second_rests_on"] == "treaty") for row in rows))


def treaty_second() -> str:
    held = outcomes(second_rests_on="treaty")
    assert held == outcomes(outcome="held")
    return str(len(held))


def with_both() -> str:
    held = outcomes(somebody_else="no", rests_on="treaty")
    assert held == outcomes(outcome="held")
    return str(len(held))


def treaty_sorts() -> str:
    rows = chosen("comparisons")
    return str(sum((row["rests_on"] == "treaty") == (row["outcome"] == "held") for row in rows))


def need_sorts() -> str:
    rows = chosen("comparisons")
    found = [sum((row[reading] == "no") == (row["outcome"] == "held") for row in rows) for reading in READINGS]
    assert found[1:] == [6, 7, 6]  # the note of the fact says so
    return str(found[0])


def four_alike() -> str:
    rows = chosen("comparisons")
    assert not any(all(row[reading] == "no" for reading in READINGS) for row in rows)  # the chapter says so, too
    return str(sum(len({row[reading] == "no" for reading in READINGS}) == 1 for row in rows))


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
    "paper-alike": paper_alike,
    "second-reading-treaty": treaty_second,
    "projects-both": with_both,
    "projects-treaty-sorts": treaty_sorts,
    "projects-need-sorts": need_sorts,
    "readings-alike": four_alike,
}
