"""Print the checked claims of the article."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from .. import data
from ..kit.exhibit import Link, Table
from ..kit.wording import capital, listed, number

ARTICLE = "dw-article"
CLAIMS = "../reference/claims.md"
PLURALS = {
    "event": "events",
    "quantity": "quantities",
    "attribution": "attributions",
    "context": "points of context",
    "prediction": "predictions",
}


def claims(claim_type: str | None = None, verdict: str | None = None) -> Table:
    """Print the checked claims of the article: number (a link to its evidence), claim, verdict, reason.

    `claim_type` and `verdict` choose among them. ValueError: a word that the table of claims does not use.
    DataError: damaged data. Sources: the article and the evidence, tables claims and claim_evidence.

    >>> claims("attribution").caption
    'Ten attributions checked: eight accurate and two not checkable'
    """
    for word, known in ((claim_type, list(PLURALS)), (verdict, _verdicts())):
        if word not in (None, *known):
            raise ValueError(f"{word!r} is none of {', '.join(known)}")
    rows = [
        row
        for row in data.rows("claims")
        if claim_type in (None, row["claim_type"]) and verdict in (None, row["verdict"])
    ]
    cited = [row["source_id"] for row in data.rows("claim_evidence") if row["claim_id"] in {row["id"] for row in rows}]
    made, one = len(_made(rows)), claim_type or "claim"
    counts = [f"{number(made)} {one if made == 1 else PLURALS.get(claim_type, 'claims')}"]
    if left := len(rows) - made:
        counts.append(f"{number(left)} {'omission' if left == 1 else 'omissions'}")
    frame = pd.DataFrame(
        {
            "Claim": [Link(row["id"], f"{CLAIMS}#{row['id'].lower()}") for row in rows],
            "What it says": [row["claim"] for row in rows],
            "Verdict": [row["verdict"].replace("-", " ") for row in rows],
            "Reason": [row["reason"] for row in rows],
        }
    )
    caption = f"{capital(listed(counts))} checked: {_found(rows)}"
    return Table("-".join(filter(None, ["claims", claim_type, verdict])), caption, frame, [ARTICLE, *cited])


def verdicts() -> Table:
    """Print how many claims of each kind are accurate, of how many, and what the others are.

    What the article leaves out is no claim and not counted.

    DataError: damaged data. Source: the table claims.

    >>> verdicts().caption
    '29 of the 38 claims are accurate'
    """
    made = _made(data.rows("claims"))
    groups = {capital(many): [row for row in made if row["claim_type"] == kind] for kind, many in PLURALS.items()}
    groups["All claims"] = made
    accurate = [sum(row["verdict"] == "accurate" for row in group) for group in groups.values()]
    frame = pd.DataFrame(
        {
            "Kind of claim": list(groups),
            "Accurate": accurate,
            "Of": [len(group) for group in groups.values()],
            "The others": [_found([row for row in group if row["verdict"] != "accurate"]) for group in groups.values()],
        }
    )
    return Table("verdicts", f"{accurate[-1]} of the {len(made)} claims are accurate", frame, [ARTICLE])


def _found(rows: list[dict]) -> str:
    """Say how many got which verdict."""
    found = Counter(row["verdict"] for row in rows)
    return listed(f"{number(found[word])} {word.replace('-', ' ')}" for word in _verdicts() if found[word])


def _verdicts() -> list[str]:
    """Return all verdicts, in the order of the data's own description."""
    (verdicts,) = (
        field["constraints"]["enum"]
        for resource in data.package()["resources"]
        for field in resource["schema"]["fields"]
        if (resource["name"], field["name"]) == ("claims", "verdict")
    )
    return verdicts


def _made(rows: list[dict]) -> list[dict]:
    """Return what the article claims; the other rows are omissions, and those we added."""
    return [row for row in rows if not row["id"].startswith("X")]
