"""Tables of the article's checked claims and their verdicts."""

import pandas as pd

from .. import data
from ..kit.exhibit import Link, Table
from ..kit.places import row_address
from ..kit.wording import capital, listed, number

ARTICLE = "dw-article"
PLURALS = {
    "event": "events",
    "quantity": "quantities",
    "attribution": "attributions",
    "context": "points of context",
    "prediction": "predictions",
}


def claims(claim_type: str | None = None, verdict: str | None = None) -> Table:
    """Tabulate the checked claims of the article: number (a link to its evidence), claim, verdict, reason.

    `claim_type` and `verdict` filter the rows. ValueError: a value that the table of claims does not use. DataError:
    invalid data. Sources: the article and the evidence, tables claims and claim_evidence.

    >>> claims("attribution").caption
    'Ten attributions checked: eight accurate and two not checkable'
    """
    rows = data.load("claims")
    for column, value in (("claim_type", claim_type), ("verdict", verdict)):
        known = rows[column].cat.categories
        if value not in (None, *known):
            raise ValueError(f"{value!r} is none of {', '.join(known)}")
        rows = rows if value is None else rows[rows[column] == value]
    claimed, singular = int(_is_claim(rows).sum()), claim_type or "claim"
    counts = [f"{number(claimed)} {singular if claimed == 1 else PLURALS.get(claim_type, 'claims')}"]
    found = [_count_verdicts(rows[_is_claim(rows)])] if claimed else []
    if omitted := len(rows) - claimed:
        counts.append(f"{number(omitted)} {'omission' if omitted == 1 else 'omissions'}")
        found.append(f"the omissions: {_count_verdicts(rows[~_is_claim(rows)])}")
    columns = {
        "Claim": [Link(id, row_address("claims", id)) for id in rows["id"]],
        "What it says": rows["claim"].array,
        "Verdict": rows["verdict"].astype(str).str.replace("-", " ").array,
        "Reason": rows["reason"].array,
    }
    evidence = data.load("claim_evidence")
    return Table(
        "-".join(filter(None, ["claims", claim_type, verdict])),
        f"{capital(listed(counts))} checked: {'; '.join(found)}",
        columns,
        [ARTICLE, *evidence.loc[evidence["claim_id"].isin(rows["id"]), "source_id"]],
    )


def verdicts() -> Table:
    """Tabulate by kind of claim how many are accurate, out of how many, and the verdicts on the others.

    Omissions of the article are not counted as claims. DataError: invalid data. Source: the table claims.

    >>> verdicts().caption
    '29 of the 38 claims are accurate'
    """
    rows = data.load("claims")
    rows = rows[_is_claim(rows)]
    groups = {capital(plural): rows[rows["claim_type"] == kind] for kind, plural in PLURALS.items()}
    groups["All claims"] = rows
    accurate = [int((group["verdict"] == "accurate").sum()) for group in groups.values()]
    columns = {
        "Kind of claim": list(groups),
        "Accurate": accurate,
        "Of": list(map(len, groups.values())),
        "The others": [_count_verdicts(group[group["verdict"] != "accurate"]) for group in groups.values()],
    }
    return Table("verdicts", f"{accurate[-1]} of the {len(rows)} claims are accurate", columns, [ARTICLE])


def _count_verdicts(rows: pd.DataFrame) -> str:
    counts = rows["verdict"].value_counts(sort=False)
    return listed(f"{number(count)} {verdict.replace('-', ' ')}" for verdict, count in counts.items() if count)


def _is_claim(rows: pd.DataFrame) -> pd.Series:
    """Return a mask that is True for claims and False for omissions, whose ids begin with X."""
    return ~rows["id"].str.startswith("X")
