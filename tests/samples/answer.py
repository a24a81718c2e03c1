"""Why it holds: the reasons, their evidence, what broke and what held."""

import issfacts as iss
from issfacts import charts, tables

FIGURES = {"held_or_broke": charts.held_or_broke}
TABLES = {
    "evidence_for": lambda: tables.evidence_for("neither-alone"),
    "what_would_end_it": tables.what_would_end_it,
}


def outcomes() -> list[str]:
    return [row["outcome"] for row in iss.rows("comparisons")]


DERIVED = {
    "projects-compared": lambda: str(len(outcomes())),
    "projects-broke": lambda: str(outcomes().count("broke")),
}
