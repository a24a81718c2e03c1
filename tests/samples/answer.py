"""Why it holds: the reasons, their evidence, what broke and what held."""

import issfacts as iss
from issfacts import charts, tables

FIGURES = {"held_or_broke": charts.held_or_broke}
TABLES = {
    "evidence_for": lambda: tables.evidence_for("neither-alone"),
    "what_would_end_it": tables.what_would_end_it,
}


def outcomes(**wanted) -> list[str]:
    rows = [row for row in iss.rows("comparisons") if all(row[name] == value for name, value in wanted.items())]
    return [row["outcome"] for row in rows]


def replaceable() -> str:
    found = [*outcomes(somebody_else="yes"), *outcomes(somebody_else="in part")]
    assert set(found) == {"broke"}
    return str(len(found))


def under_treaty() -> str:
    held = outcomes(rests_on="treaty").count("held")
    assert held == outcomes().count("held")
    return str(held)


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
}
