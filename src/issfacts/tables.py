"""Print the tables of the book: one function for each, from the data to a Table.

The module can also be called: `iss.tables()` lists the data tables behind the book, as `data.tables` does.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from types import ModuleType

import pandas as pd

from . import data, record
from .exhibit import Link, Table
from .wording import capital, clock, day, instant, listed, number, people

ARTICLE = "dw-article"
CLAIMS = "../reference/claims.md"
HALF_A_MINUTE = timedelta(seconds=30)
KINDS = {
    "event": "events",
    "quantity": "quantities",
    "attribution": "attributions",
    "context": "points of context",
    "prediction": "predictions",
}


class _Callable(ModuleType):
    """Let `iss.tables()` list the data tables, though `iss.tables` is this module: both names are promised."""

    def __call__(self, *args, **kwargs) -> pd.DataFrame:
        return data.tables(*args, **kwargs)


sys.modules[__name__].__class__ = _Callable


def roster(when: record.Instant) -> Table:
    """Print who was docked at an instant: person, agency, country, ship they came in, aboard since.

    ValueError: no instant, or one outside the record. DataError: damaged data. Source: the table stays.

    >>> roster("2023-09-15T21:30").caption
    'Ten people aboard on 15 September 2023, 21:30 UTC'
    """
    crew = record.aboard(when)
    moment = record.occupancy(when, when).index[0]
    country = {row["id"]: row["name"] for row in data.rows("countries")}
    frame = pd.DataFrame(
        {
            "Person": crew["person"],
            "Agency": crew["agency"],
            "Country": crew["country"].map(country),
            "Ship": crew["ship"],
            "Aboard since": crew["since"],
        }
    )
    caption = f"{capital(people(len(frame)))} aboard on {instant(moment)}"
    return _table(f"roster-{moment:%Y-%m-%d-%H%M}", caption, frame, record.sources(moment, moment))


def claims(claim_type: str | None = None, verdict: str | None = None) -> Table:
    """Print the checked claims of the article: number (a link to its evidence), claim, verdict, reason.

    `claim_type` and `verdict` choose among them. ValueError: a word that the table of claims does not use.
    DataError: damaged data. Sources: the article and the evidence, tables claims and claim_evidence.

    >>> claims("attribution").caption
    'Ten attributions checked: nine accurate and one not checkable'
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
    return _table(id, _claims_caption(rows, claim_type, verdict), frame, [ARTICLE, *_evidence(rows)])


def verdicts() -> Table:
    """Print how many claims of each kind got which verdict, with totals; the omissions stand among the events.

    DataError: damaged data. Source: the table claims.

    >>> verdicts().caption
    '29 of the 38 claims are accurate; three omissions are ours'
    """
    rows = data.rows("claims")
    found = Counter((row["claim_type"], row["verdict"]) for row in rows)
    frame = pd.DataFrame(
        {
            "Kind of claim": [capital(KINDS.get(kind, kind)) for kind in _words("claim_type")],
            **{
                capital(_plain(verdict)): [found[kind, verdict] for kind in _words("claim_type")]
                for verdict in _words("verdict")
            },
        }
    )
    frame["All"] = frame.iloc[:, 1:].sum(axis=1)
    frame.loc[len(frame)] = ["All", *frame.iloc[:, 1:].sum()]
    made, omitted = _made(rows), len(rows) - len(_made(rows))
    accurate = sum(row["verdict"] == "accurate" for row in made)
    caption = f"{accurate} of the {len(made)} claims are accurate; {number(omitted)} omissions are ours"
    note = f"The events include the {number(omitted)} omissions, which we added."
    return _table("verdicts", caption, frame, [ARTICLE], note)


def orbit_witness() -> Table:
    """Print where the station was on the day of the docking, as its orbit tells: time, latitude, longitude, place.

    DataError: damaged data. Source: the table ground_track.

    >>> orbit_witness().caption
    'At 18:53 UTC on 15 September 2023 the station was over western Ukraine, half a minute later due south of Kyiv'
    """
    rows = data.rows("ground_track")
    docking = next(row["when_utc"] for row in data.rows("events") if row["id"] == "docking-ms24")
    place = {row["when_utc"]: row["place"].partition(",")[0] for row in rows}
    frame = pd.DataFrame(
        {
            "UTC": [f"{row['when_utc']:%H:%M:%S}" for row in rows],
            "Latitude": [_degrees(row["latitude_deg"], "NS") for row in rows],
            "Longitude": [_degrees(row["longitude_deg"], "EW") for row in rows],
            "Where": [capital(row["place"]) for row in rows],
            "Why this moment": [row["note"] and capital(row["note"]) for row in rows],
        }
    )
    caption = (
        f"At {clock(docking)} UTC on {day(docking)} the station was {place[docking]}, "
        f"half a minute later {place[docking + HALF_A_MINUTE]}"
    )
    return _table("orbit-witness", caption, frame, [id for row in rows for id in row["source_ids"]])


def _table(id: str, caption: str, frame: pd.DataFrame, sources: list[str], note: str = "") -> Table:
    return Table(id, caption, frame, sources, data.package()["as_of"], note)


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
    counts = [_counted(made, claim_type or "claim", KINDS.get(claim_type, "claims"))] if made or not rows else []
    counts += [_counted(omitted, "omission", "omissions")] if omitted else []
    subject = f"{capital(listed(counts))} checked"
    if verdict:
        return f"{subject} and found {_plain(verdict)}"
    found = Counter(row["verdict"] for row in rows)
    parts = [f"{number(found[word])} {_plain(word)}" for word in _words("verdict") if found[word]]
    return f"{subject}: {listed(parts)}" if parts else subject


def _made(rows: list[dict]) -> list[dict]:
    """Return what the article claims; the other rows are omissions, and those we added."""
    return [row for row in rows if not row["id"].startswith("X")]


def _counted(count: int, one: str, many: str) -> str:
    return f"{number(count) if count else 'no'} {one if count == 1 else many}"


def _evidence(rows: list[dict]) -> list[str]:
    ids = {row["id"] for row in rows}
    return [row["source_id"] for row in data.rows("claim_evidence") if row["claim_id"] in ids]


def _degrees(value: float, sides: str) -> str:
    return f"{abs(value):.2f}° {sides[value < 0]}"
