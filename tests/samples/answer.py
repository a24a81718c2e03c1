"""Why it holds: the reasons, their evidence, what broke and what held."""

import issfacts as iss
from issfacts import tables

TABLES = {
    "evidence_for": lambda: tables.evidence_for("neither-alone"),
    "held_or_broke": tables.held_or_broke,
    "what_would_end_it": tables.what_would_end_it,
    "why_it_holds": tables.why_it_holds,
}


def outcomes() -> list[str]:
    return [row["outcome"] for row in iss.rows("comparisons")]


DERIVED = {
    "projects-compared": lambda: str(len(outcomes())),
    "projects-broke": lambda: str(outcomes().count("broke")),
}
