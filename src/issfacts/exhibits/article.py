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
    wanted = {"claim_type": claim_type, "verdict": verdict}
    for name, word in wanted.items():
        _refuse_unknown(name, word)
    rows = [row for row in data.rows("claims") if all(word in (None, row[name]) for name, word in wanted.items())]
    frame = pd.DataFrame(
        {
            "Claim": [Link(row["id"], f"{CLAIMS}#{row['id'].lower()}") for row in rows],
            "What it says": [row["claim"] for row in rows],
            "Verdict": [_plain(row["verdict"]) for row in rows],
            "Reason": [row["reason"] for row in rows],
        }
    )
    id = "-".join(["claims", *filter(None, wanted.values())])
    return Table(id, _claims_caption(rows, claim_type, verdict), frame, [ARTICLE, *_evidence(rows)])


def verdicts() -> Table:
    """Print how many claims of each kind are accurate, of how many, and what the others are; last what is left out.

    DataError: damaged data. Source: the table claims.

    >>> verdicts().caption
    '29 of the 38 claims are accurate; three things that matter are left out'
    """
    rows = data.rows("claims")
    made = _made(rows)
    groups = {capital(many): [row for row in made if row["claim_type"] == kind] for kind, many in PLURALS.items()}
    groups |= {"All claims": made, "Left out": [row for row in rows if row not in made]}
    accurate = [sum(row["verdict"] == "accurate" for row in group) for group in groups.values()]
    frame = pd.DataFrame(
        {
            "Kind of claim": list(groups),
            "Accurate": accurate,
            "Of": [len(group) for group in groups.values()],
            "The others": [_found([row for row in group if row["verdict"] != "accurate"]) for group in groups.values()],
        }
    )
    omitted = number(len(groups["Left out"]))
    caption = f"{accurate[-2]} of the {len(made)} claims are accurate; {omitted} things that matter are left out"
    return Table("verdicts", caption, frame, [ARTICLE])


def _words(name: str) -> list[str]:
    """Return the words a column of claims may hold, in the order of the data's own description."""
    claims = next(resource for resource in data.package()["resources"] if resource["name"] == "claims")
    field = next(field for field in claims["schema"]["fields"] if field["name"] == name)
    return field["constraints"]["enum"]


def _refuse_unknown(name: str, word: str | None) -> None:
    if word is not None and word not in _words(name):
        raise ValueError(f"{name}={word!r} is none of {', '.join(_words(name))}")


def _plain(verdict: str) -> str:
    return verdict.replace("-", " ")


def _claims_caption(rows: list[dict], claim_type: str | None, verdict: str | None) -> str:
    """Say how many were checked and what came of it."""
    made, omitted = len(_made(rows)), len(rows) - len(_made(rows))
    counts = [_counted(made, claim_type or "claim", PLURALS.get(claim_type, "claims"))] if made or not rows else []
    counts += [_counted(omitted, "omission", "omissions")] if omitted else []
    subject = f"{capital(listed(counts))} checked"
    if verdict:
        return f"{subject} and found {_plain(verdict)}"
    return f"{subject}: {found}" if (found := _found(rows)) else subject


def _found(rows: list[dict]) -> str:
    """Say how many got which verdict."""
    found = Counter(row["verdict"] for row in rows)
    return listed([f"{number(found[word])} {_plain(word)}" for word in _words("verdict") if found[word]])


def _made(rows: list[dict]) -> list[dict]:
    """Return what the article claims; the other rows are omissions, and those we added."""
    return [row for row in rows if not row["id"].startswith("X")]


def _counted(count: int, one: str, many: str) -> str:
    return f"{number(count) if count else 'no'} {one if count == 1 else many}"


def _evidence(rows: list[dict]) -> list[str]:
    ids = {row["id"] for row in rows}
    return [row["source_id"] for row in data.rows("claim_evidence") if row["claim_id"] in ids]
