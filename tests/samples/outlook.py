"""Chapter 9: predictions and their scores, frameworks for the Moon, launches."""

from refpages.deciding import EXITS, PROMISES

import issfacts as iss
from issfacts import forecasts, tables

from . import chosen


def outcomes(ids=None) -> list[str]:
    rows = iss.rows("predictions")
    assert ids is None or set(ids) <= {row["id"] for row in rows}
    return [row["outcome"] for row in rows if ids is None or row["id"] in ids]


def kept() -> str:
    """Count extensions, not statements: one extension, told by several partners, is one."""
    assert set(outcomes(PROMISES)) == {"came true"}
    return str(len({row["due_on"] for row in iss.rows("predictions") if row["id"] in PROMISES}))


def exits(dated: bool) -> str:
    rows = [row for row in iss.rows("predictions") if row["id"] in EXITS and bool(row["due_on"]) == dated]
    assert {row["outcome"] for row in rows} == ({"did not"} if dated else {"superseded"})
    return str(len(rows))


def stay(person: str, ship: str) -> str:
    (row,) = chosen("stays", person_id=person, ship=ship)
    return f"{round((row['landing_utc'] - row['launch_utc']).total_seconds() / 86400)} days"


def mean_score(forecaster) -> str:
    return f"{tables.brier(forecaster).data['Score'].mean():.2f}"


def attempts() -> dict[tuple[str, int], int]:
    return {(row["state"], row["year"]): row["attempts"] for row in iss.rows("launches") if row["attempts"] is not None}


def last_year() -> int:
    return max(year for _, year in attempts())


def launched(state: str) -> str:
    return str(attempts()[state, last_year()])


def soviet_peak() -> tuple[int, int]:
    return max((count, year) for (state, year), count in attempts().items() if state == "Russia")


def leads(state: str, after: int) -> str:
    """Return the first year after another in which a state made more attempts than any other."""
    found = attempts()
    for year in range(after + 1, last_year() + 1):
        others = [count for (name, when), count in found.items() if when == year and name not in (state, "World")]
        if found.get((state, year), 0) > max(others):
            return str(year)
    raise AssertionError(f"{state} never leads")


def lead_by_rocket() -> str:
    """Return the one year of China's lead in which the United States leads if rockets count for who built them."""
    found = {
        (row["state"], row["year"]): row["attempts_by_rocket_origin"]
        for row in iss.rows("launches")
        if 2018 <= row["year"] <= 2021 and row["state"] in ("China", "United States")
    }
    (year,) = [year for state, year in found if state == "China" and found["United States", year] > found[state, year]]
    return str(year)


def states(framework: str) -> list[dict]:
    rows = chosen("accords", framework=framework, participant_kind="state")
    return [row for row in rows if row["confidence"] != "unverified"]


def listed(framework: str) -> set[str]:
    return {row["country"] for row in states(framework)}


def lunar_station_states() -> str:
    undisputed = [row for row in states("ILRS") if not (row["note"] or "").startswith("Disputed")]
    return f"{len(undisputed)} or {len(states('ILRS'))}"


def signatures() -> int:
    return max(row["number_last"] or 0 for row in iss.rows("accords"))


DERIVED = {
    "predictions-recorded": lambda: str(len(outcomes())),
    "predictions-settled": lambda: str(len(outcomes()) - outcomes().count("open")),
    "predictions-tested": lambda: str(outcomes().count("came true") + outcomes().count("did not")),
    "predictions-came-true": lambda: str(outcomes().count("came true")),
    "predictions-did-not": lambda: str(outcomes().count("did not")),
    "predictions-superseded": lambda: str(outcomes().count("superseded")),
    "predictions-open": lambda: str(outcomes().count("open")),
    "promises-to-stay-due": kept,
    "exits-announced": lambda: exits(dated=True),
    "exits-undated": lambda: exits(dated=False),
    "ohara-stay-flown": lambda: stay("loral-ohara", "Soyuz MS-24"),
    "scored-predictions": lambda: str(len(tables.brier("optimist").data)),
    "scored-came-true": lambda: str(tables.brier("optimist").data["Came true"].sum()),
    "score-sure-and-right": lambda: f"{forecasts.brier(0.9, True):.2f}",
    "score-sure-and-wrong": lambda: f"{forecasts.brier(0.9, False):.2f}",
    "sceptic-says": lambda: str(tables.brier("sceptic").data["Probability"].unique().item()),
    "score-optimist": lambda: mean_score("optimist"),
    "score-sceptic": lambda: mean_score("sceptic"),
    "score-coin-flipper": lambda: mean_score("coin-flipper"),
    "score-base-rate": lambda: mean_score([0.4] * 5),
    "launches-last-year": lambda: str(last_year()),
    "launches-world-last": lambda: launched("World"),
    "launches-us-last": lambda: launched("United States"),
    "launches-china-last": lambda: launched("China"),
    "launches-russia-last": lambda: launched("Russia"),
    "launches-india-last": lambda: launched("India"),
    "launches-soviet-peak": lambda: str(soviet_peak()[0]),
    "launches-soviet-peak-year": lambda: str(soviet_peak()[1]),
    "launches-china-leads-from": lambda: leads("China", 1957),
    "launches-us-leads-again": lambda: leads("United States", 2021),
    "launches-lead-by-rocket": lead_by_rocket,
    "accords-listed": lambda: str(len(listed("Artemis Accords"))),
    "accords-reported": lambda: str(signatures()),
    "accords-missing": lambda: str(signatures() - len(listed("Artemis Accords"))),
    "ilrs-states": lunar_station_states,
    "states-in-both": lambda: str(len(listed("Artemis Accords") & listed("ILRS"))),
}
