"""Print the checked claims of the article."""

from __future__ import annotations

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
    rows = data.load("claims")
    for column, word in (("claim_type", claim_type), ("verdict", verdict)):
        known = rows[column].cat.categories
        if word not in (None, *known):
            raise ValueError(f"{word!r} is none of {', '.join(known)}")
        rows = rows if word is None else rows[rows[column] == word]
    made, one = int(_made(rows).sum()), claim_type or "claim"
    counts = [f"{number(made)} {one if made == 1 else PLURALS.get(claim_type, 'claims')}"]
    if left := len(rows) - made:
        counts.append(f"{number(left)} {'omission' if left == 1 else 'omissions'}")
    frame = pd.DataFrame(
        {
            "Claim": [Link(id, f"{CLAIMS}#{id.lower()}") for id in rows["id"]],
            "What it says": rows["claim"],
            "Verdict": rows["verdict"].astype(str).str.replace("-", " "),
            "Reason": rows["reason"],
        }
    )
    evidence = data.load("claim_evidence")
    return Table(
        "-".join(filter(None, ["claims", claim_type, verdict])),
        f"{capital(listed(counts))} checked: {_found(rows)}",
        frame.reset_index(drop=True),
        [ARTICLE, *evidence.loc[evidence["claim_id"].isin(rows["id"]), "source_id"]],
    )


def verdicts() -> Table:
    """Print how many claims of each kind are accurate, of how many, and what the others are.

    What the article leaves out is no claim and not counted.

    DataError: damaged data. Source: the table claims.

    >>> verdicts().caption
    '29 of the 38 claims are accurate'
    """
    rows = data.load("claims")
    rows = rows[_made(rows)]
    groups = {capital(many): rows[rows["claim_type"] == kind] for kind, many in PLURALS.items()} | {"All claims": rows}
    accurate = [int((group["verdict"] == "accurate").sum()) for group in groups.values()]
    frame = pd.DataFrame(
        {
            "Kind of claim": list(groups),
            "Accurate": accurate,
            "Of": [len(group) for group in groups.values()],
            "The others": [_found(group[group["verdict"] != "accurate"]) for group in groups.values()],
        }
    )
    return Table("verdicts", f"{accurate[-1]} of the {len(rows)} claims are accurate", frame, [ARTICLE])


def _found(rows: pd.DataFrame) -> str:
    """Say how many got which verdict."""
    found = rows["verdict"].value_counts(sort=False)
    return listed(f"{number(count)} {verdict.replace('-', ' ')}" for verdict, count in found.items() if count)


def _made(rows: pd.DataFrame) -> pd.Series:
    """Tell what the article claims from its omissions, which we added."""
    return ~rows["id"].str.startswith("X")
