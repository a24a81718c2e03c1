"""Print what was known of how long the partners meant to stay."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from .. import data
from ..kit.exhibit import REFERENCE, Link, Table
from ..kit.places import source_address
from ..kit.wording import capital, day, listed
from ..statements import PARTNERS, end, kind, last_day, said, statements
from .printing import table


def known_on(when: str | date) -> Table:
    """Print what was known on a day: each partner's latest own statement that names an end year, and all newer ones.

    Newer ones name no year, or others passed them on. `when` is a day ("2023-09-16"). A statement counts from the
    last day its date can mean. Columns: partner, end year, when, who said what, kind (law, decision, talk), source.
    ValueError: no day, or one before the first such statement. DataError: damaged data. Source: the table positions.

    >>> known_on("2022-07-31").caption
    'Known on 31 July 2022: Russia after 2024, US 2030, Europe 2030, Japan 2024 and Canada 2024'
    """
    then = _day(when)
    made = [row for row in statements() if last_day(row) <= then]
    known = {name: _known([row for row in made if code in row["countries"]]) for code, name in PARTNERS.items()}
    rows = [(name, row) for name, found in known.items() for row in found]
    if not rows:
        raise ValueError(f"{day(then)} is before the first statement that names an end year")
    ends = listed(f"{name} {end(found[0])}" for name, found in known.items() if found)
    return table(
        f"known-on-{then}",
        f"Known on {day(then)}: {ends}",
        _frame(rows),
        [id for _, row in rows for id in row["source_ids"]],
        "Each partner's latest end year in its own words, and what was said since. Private and weakly supported "
        "statements are left out.",
    )


def _day(when: str | date) -> date:
    if isinstance(when, datetime):
        return when.date()
    try:
        return when if isinstance(when, date) else date.fromisoformat(when)
    except (TypeError, ValueError):
        raise ValueError(f"{when!r} is no day (2023-09-16)") from None


def _known(rows: list[dict]) -> list[dict]:
    """Return the latest own statement that names a year, and everything after it."""
    own = [row for row in rows if row["stated_end_year"] and not row["as_claimed_by"]]
    return [own[-1], *rows[rows.index(own[-1]) + 1 :]] if own else []


def _frame(rows: list[tuple[str, dict]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Partner": [name for name, _ in rows],
            "End year": [capital(end(row)) or None for _, row in rows],
            "When": [said(row, short=True) for _, row in rows],
            "Who said what": [f"{_speaker(row)}: {row['position']}" for _, row in rows],
            "Kind": [kind(row) for _, row in rows],
            "Source": [_source(row["source_ids"]) for _, row in rows],
        }
    )


def _speaker(row: dict) -> str:
    return f"{row['speaker']} (told by {row['as_claimed_by']})" if row["as_claimed_by"] else row["speaker"]


def _source(ids: tuple[str, ...]) -> Link:
    """Return a link to the source with the shortest name, for want of room; all of them stand below the table."""
    names = {id: data.source(id).mirror_of or data.source(id).producer for id in ids}
    id = min(ids, key=lambda id: len(names[id]))
    return Link(names[id], f"{REFERENCE}/{source_address(id)}")
