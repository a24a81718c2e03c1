"""Print our codings of dependence, and what is left when a partner goes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pandas as pd

from .. import data, dependence
from ..dependence import FUNCTIONS, SIDES, STATUS
from ..kit.exhibit import REFERENCE, Link, Table
from ..kit.places import source_address
from ..kit.wording import day, listed, number
from .printing import table

SHORT = dict(zip(STATUS.values(), ("Covered", "Partial", "Uncovered"), strict=True))


def codings() -> Table:
    """Print every code of the table codings with its reason: function, side, year, code, reason, doubt, evidence.

    The evidence is a link to the first source; the table of data has them all. DataError: damaged data.

    >>> codings().caption
    '30 codes, our judgements: we print a doubt beside nineteen of them'
    """
    order = {name: place for place, name in enumerate(FUNCTIONS)}
    rows = sorted(
        data.rows("codings"), key=lambda row: (order[row["function"]], SIDES.index(row["side"]), row["on_date"])
    )
    doubted = sum(row["note"] is not None for row in rows)
    frame = pd.DataFrame(
        {
            "Function": [FUNCTIONS[row["function"]] for row in rows],
            "Side, year": [f"{row['side']}, {row['on_date'].year}" for row in rows],
            "Code": [f"{row['code']:g}" for row in rows],
            "Reason": [row["reason"] for row in rows],
            "Our doubt": [(row["note"] or "").removeprefix("Doubt: ") or None for row in rows],
            "Evidence": [_evidence(row["source_ids"]) for row in rows],
        }
    )
    caption = f"{len(rows)} codes, our judgements: we print a doubt beside {number(doubted)} of them"
    return table("codings", caption, frame, [source for row in rows for source in row["source_ids"]])


def partner_lost(on: int | str | date) -> Table:
    """Print what each side is left with on the first day without the other: covered, in part, uncovered (N-1 check).

    Columns: function, and one for each partner that goes. ValueError: a date without codes. DataError: damaged data.
    Sources: the tables codings and dependencies.

    >>> partner_lost(2023).caption
    'On 15 September 2023 neither side could have gone on alone with all five functions covered'
    """
    left = {partner: dependence.without(partner, on) for partner in reversed(SIDES)}
    when = next(coded for coded in dependence.dates() if str(on) in (str(coded.year), str(coded)))
    frame = pd.DataFrame({"Function": list(FUNCTIONS.values())})
    for partner, rows in left.items():
        frame[f"Without the {partner} side"] = [SHORT[row["status"]] for row in rows]
    note = " ".join(_told(partner, rows) for partner, rows in left.items())
    sources = [source for rows in left.values() for row in rows for source in row["source_ids"]]
    return table(f"partner-lost-{when.year}", _lost_caption(when, left), frame, sources, f"{note} By our codes.")


def _evidence(ids: tuple[str, ...]) -> Link:
    first = data.source(ids[0])
    more = f" and {number(len(ids) - 1)} more" if len(ids) > 1 else ""
    return Link(f"{first.mirror_of or first.producer}{more}", f"{REFERENCE}/{source_address(ids[0])}")


def _lost_caption(when: date, left: dict[str, list[dict]]) -> str:
    able = [
        next(side for side in SIDES if side != partner)
        for partner, rows in left.items()
        if all(row["status"] == STATUS[0] for row in rows)
    ]
    who = {0: "neither side could", 1: f"only the {listed(able)} side could", 2: "either side could"}[len(able)]
    return f"On {day(when)} {who} have gone on alone with all {number(len(FUNCTIONS))} functions covered"


def _told(partner: str, rows: list[dict]) -> str:
    """Count what is left without a partner."""
    found = Counter(row["status"] for row in rows)
    counts = [f"{number(found[status])} {status}" for status in STATUS.values() if found[status]]
    return f"Without the {partner} side: {listed(counts)}."
