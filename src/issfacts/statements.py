"""Read the statements on how long the station is to run: for whom, how firm, known since when, to which year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from . import data

# How firm a statement is. A committee's vote, a plan, a proposal or a recommendation binds nobody: it is talk.
FIRM = {"treaty": "law", "law": "law", "government decision": "decision", "ministerial decision": "decision"}
KINDS = ("talk", "decision", "law")
PARTNERS = {"RUS": "Russia", "USA": "US", "EUR": "Europe", "JPN": "Japan", "CAN": "Canada"}
SIDES = ("Russia", "United States", "other partners", "all five partners")


def statements() -> list[dict]:
    """Return the statements of partners in the order of their dates; what only a private person said is not among
    them, nor what rests on weak sources.
    """
    return sorted((row for row in data.rows("positions") if not set_aside(row)), key=last_day)


def set_aside(row: dict) -> str | None:
    """Say why a statement is not counted as a partner's: private, or weak; None for all others."""
    if row["binding"] == "not official":
        return "private"
    return "weak" if row["confidence"] in ("low", "unverified") else None


def kind(row: dict) -> str:
    """Return how firm a statement is: law, decision or talk."""
    return FIRM.get(row["binding"], "talk")


def side(row: dict) -> str:
    """Return whose statement it is: Russia's, that of the United States, of other partners or of all five."""
    parties = set(row["countries"])
    if parties == set(PARTNERS):
        return SIDES[3]
    return {("RUS",): SIDES[0], ("USA",): SIDES[1]}.get(row["countries"], SIDES[2])


def end(row: dict) -> str:
    """Return the end a statement names, as it puts it ("after 2024"); empty where it names no year."""
    put = re.search(r"stated as: ([^.;]+)", row["note"] or "")
    return put[1] if put else str(row["stated_end_year"] or "")


def last_day(row: dict) -> date:
    """Return the last day that a date can mean: from then on the statement was certainly made."""
    said, precision = row["said_on"], row["said_on_precision"]
    if precision == "year":
        return said.replace(month=12, day=31)
    return said.replace(day=monthrange(said.year, said.month)[1]) if precision == "month" else said


def middle(row: dict) -> date:
    """Return the middle of what a date can mean: where a drawing puts it."""
    return row["said_on"] + (last_day(row) - row["said_on"]) / 2


def said(row: dict, short: bool = False) -> str:
    """Word the date of a statement, as exactly as it is known; `short` cuts the month to three letters."""
    when, precision = row["said_on"], row["said_on_precision"]
    if precision == "year":
        return str(when.year)
    month = f"{when:%b} {when.year}" if short else f"{when:%B} {when.year}"
    return month if precision == "month" else f"{'about ' * (precision == 'about')}{when.day} {month}"
