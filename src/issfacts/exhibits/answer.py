"""The book's own answer: why cooperation in orbit holds, what would end it, and on which rows each reason rests."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from .. import data
from ..kit.exhibit import REFERENCE, Link, Table
from ..kit.wording import capital, number

# Where the rows stand to which the evidence points: table -> address, with the row's id.
ADDRESSES = {
    "facts": "facts.md#{}",
    "events": "events.md#{}",
    "perspectives": "perspectives.md#{}",
    "predictions": "predictions.md#prediction-{}",
    "comparisons": "data-politics.md#fields-comparisons",
}
SPEAKS = {"for": "For", "against": "Against", "sign": "Stands"}

# Questions to the data


def reasons(kind: str) -> list[dict]:
    """Return the reasons why it holds ("holds"), or the ways in which it could end ("ends"), by rank.

    >>> [row["id"] for row in reasons("holds")]
    ['neither-alone', 'comes-back', 'nowhere-to-go']
    """
    return sorted((row for row in data.rows("reasons") if row["kind"] == kind), key=lambda row: row["rank"])


def evidence(reason: str) -> list[dict]:
    """Return the rows of evidence for a reason or an end, in the order of the table.

    Raises KeyError naming the nearest ids where there is no such reason.
    """
    known = [row["id"] for row in data.rows("reasons")]
    if reason not in known:
        raise data.unknown("reason", reason, known)
    return [row for row in data.rows("reason_evidence") if row["reason"] == reason]


def deciding() -> list[dict]:
    """Return the rows of evidence that decide alone: each names what would become of its reason if it were wrong."""
    return [row for row in data.rows("reason_evidence") if row["if_wrong"]]


# Tables


def why_it_holds() -> Table:
    """Print the ranked reasons: rank, reason, how sure, rows for and against, what would change our mind.

    DataError: damaged data. Our judgement; sources: the rows that reason_evidence names.

    >>> why_it_holds().caption
    'Three reasons why it holds; of the first we are very sure'
    """
    rows = reasons("holds")
    found = Counter((row["reason"], row["speaks"]) for row in data.rows("reason_evidence"))
    frame = pd.DataFrame(
        {
            "Rank": [row["rank"] for row in rows],
            "Reason": [row["claim"] for row in rows],
            "How sure": [capital(row["how_sure"]) for row in rows],
            "Rows for": [found[row["id"], "for"] for row in rows],
            "Rows against": [found[row["id"], "against"] for row in rows],
            "What would change our mind": [row["would_change"] for row in rows],
        }
    )
    caption = f"{capital(number(len(rows)))} reasons why it holds; of the first we are {rows[0]['how_sure']}"
    return Table("reasons", caption, frame, _sources(*(row["id"] for row in rows)), note="Our judgement.")


def evidence_for(reason: str) -> Table:
    """Print what one reason rests on: the row (a link), whether it speaks for it, what it shows, what if it is wrong.

    KeyError: no such reason. DataError: damaged data. Sources: those of the rows.

    >>> evidence_for("neither-alone").caption
    'Five rows for, three against; two could overturn it alone'
    """
    rows = evidence(reason)
    found, alone = Counter(row["speaks"] for row in rows), sum(row["if_wrong"] is not None for row in rows)
    could = f"{number(alone)} could overturn it alone" if alone else "none could overturn it alone"
    frame = pd.DataFrame(
        {
            "Row": [Link(_name(row["ref"]), f"{REFERENCE}/{_address(row['ref'])}") for row in rows],
            "Speaks": [SPEAKS[row["speaks"]] for row in rows],
            "What it shows": [row["shows"] for row in rows],
            "If it were wrong": [row["if_wrong"] for row in rows],
        }
    )
    caption = f"{capital(number(found['for']))} rows for, {number(found['against'])} against; {could}"
    return Table(
        f"evidence-{reason}", caption, frame, _sources(reason), note="Choice and reading of the rows are ours."
    )


def what_would_end_it() -> Table:
    """Print the ways in which it could end: what, how likely, the sign to watch for, how it stands.

    DataError: damaged data. Our judgement; sources: the rows that reason_evidence names.

    >>> what_would_end_it().caption
    'Four ways in which it could end, the likeliest first'
    """
    rows = reasons("ends")
    frame = pd.DataFrame(
        {
            "What would end it": [row["claim"] for row in rows],
            "How likely": [capital(row["how_sure"]) for row in rows],
            "The sign to watch for": [row["would_change"] for row in rows],
            "How it stands": [" ".join(sign["shows"] for sign in evidence(row["id"])) for row in rows],
        }
    )
    caption = f"{capital(number(len(rows)))} ways in which it could end, the likeliest first"
    return Table("endings", caption, frame, _sources(*(row["id"] for row in rows)), note="Our judgement.")


def held_or_broke() -> Table:
    """Print joint projects of February 2022: project, whether lives hang on it, whether it could wait, what became.

    DataError: damaged data. Source: the table comparisons.

    >>> held_or_broke().caption
    'Of seven joint projects, the one that could not wait held'
    """
    rows = data.rows("comparisons")
    held = [row for row in rows if row["outcome"] == "held"]
    those = "the one that could not wait held" if [row for row in rows if not row["could_wait"]] == held else (
        f"{number(len(held))} held"
    )  # fmt: skip
    answer = {True: "Yes", False: "No"}
    frame = pd.DataFrame(
        {
            "Joint work": [row["project"] for row in rows],
            "Lives hang on it": [answer[row["lives_depend"]] for row in rows],
            "It could wait": [answer[row["could_wait"]] for row in rows],
            "Way round": [row["way_round"] for row in rows],
            "In 2022": [capital(row["outcome"]) for row in rows],
        }
    )
    caption = f"Of {number(len(rows))} joint projects, {those}"
    return Table(
        "held-or-broke", caption, frame, rows=rows, note="Our choice of projects; two columns are our reading."
    )


def _row(ref: str) -> tuple[str, dict]:
    """Return the table and the row that a piece of evidence points to."""
    return next((table, row) for table in ADDRESSES for row in data.rows(table) if row["id"] == ref)


def _name(ref: str) -> str:
    table, row = _row(ref)
    name = {"facts": "value", "events": "title", "perspectives": "holder", "comparisons": "project"}.get(table, "id")
    return f"{row[name]} {row['unit'] or ''}".strip() if table == "facts" else row[name]


def _address(ref: str) -> str:
    return ADDRESSES[_row(ref)[0]].format(ref)


def _sources(*reasons: str) -> list[str]:
    """Return the sources of all rows to which the evidence for some reasons points."""
    return [id for reason in reasons for row in evidence(reason) for id in _row(row["ref"])[1]["source_ids"]]
