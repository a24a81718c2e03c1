"""Chapter 9: predictions and their scores, frameworks for the Moon, launches."""

import pandas as pd
from refpages.deciding import EXIT_IDS, PROMISE_IDS

import issfacts as iss
from issfacts import forecasts, tables

from . import chosen, counts
from .story import flown


def kept() -> str:
    """Count extensions, not statements: one extension, told by several partners, is one."""
    rows = [row for row in iss.rows("predictions") if row["id"] in PROMISE_IDS]
    assert {row["outcome"] for row in rows} == {"came true"}
    return str(len({row["due_on"] for row in rows}))


def mean_score(forecaster) -> str:
    return f"{tables.brier(forecaster).data['Score'].mean():.2f}"


def attempts(column: str = "attempts") -> pd.DataFrame:
    """Return the attempts by year, a column for each state."""
    return pd.DataFrame(iss.rows("launches")).pivot(index="year", columns="state", values=column).dropna(how="all")


def launched(state: str) -> str:
    return f"{attempts()[state].iloc[-1]:g}"


def leads(state: str, after: int) -> str:
    """Return the first year after another in which a state made more attempts than any other."""
    found = attempts().drop(columns="World").loc[after + 1 :]
    return str((found[state] > found.drop(columns=state).max(axis=1)).idxmax())


def lead_by_rocket() -> str:
    """Return the one year of China's lead in which the United States leads if rockets count for who built them."""
    found = attempts("attempts_by_rocket_origin").loc[2018:2021]
    (year,) = found.index[found["United States"] > found["China"]]
    return str(year)


def listed(framework: str) -> set[str]:
    rows = chosen("accords", framework=framework, participant_kind="state")
    return {row["country"] for row in rows if row["confidence"] != "unverified"}


def lunar_station_states() -> str:
    rows = chosen("accords", framework="ILRS", participant_kind="state")
    disputed = {row["country"] for row in rows if (row["note"] or "").startswith("Disputed")}
    return f"{len(listed('ILRS') - disputed)} or {len(listed('ILRS'))}"


def signatures() -> int:
    return max(row["number_last"] or 0 for row in iss.rows("accords"))


DERIVED = {
    **counts(
        "predictions",
        {
            "predictions-recorded": "",
            "predictions-settled": "outcome != 'open'",
            "predictions-tested": "outcome in ('came true', 'did not')",
            "predictions-came-true": "outcome == 'came true'",
            "predictions-did-not": "outcome == 'did not'",
            "predictions-superseded": "outcome == 'superseded'",
            "predictions-open": "outcome == 'open'",
            "exits-announced": (f"id in {EXIT_IDS} and due_on.notna()", "outcome == 'did not'"),
            "exits-undated": (f"id in {EXIT_IDS} and due_on.isna()", "outcome == 'superseded'"),
        },
    ),
    "promises-to-stay-due": kept,
    "ohara-stay-flown": lambda: f"{max(flown('loral-ohara')):.0f} days",
    "scored-predictions": lambda: str(len(tables.brier("optimist").data)),
    "scored-came-true": lambda: str(tables.brier("optimist").data["Came true"].sum()),
    "score-sure-and-right": lambda: f"{forecasts.brier(0.9, True):.2f}",
    "score-sure-and-wrong": lambda: f"{forecasts.brier(0.9, False):.2f}",
    "sceptic-says": lambda: str(tables.brier("sceptic").data["Probability"].unique().item()),
    "score-optimist": lambda: mean_score("optimist"),
    "score-sceptic": lambda: mean_score("sceptic"),
    "score-coin-flipper": lambda: mean_score("coin-flipper"),
    "score-base-rate": lambda: mean_score([0.4] * 5),
    "launches-last-year": lambda: str(attempts().index[-1]),
    "launches-world-last": lambda: launched("World"),
    "launches-us-last": lambda: launched("United States"),
    "launches-china-last": lambda: launched("China"),
    "launches-russia-last": lambda: launched("Russia"),
    "launches-india-last": lambda: launched("India"),
    "launches-soviet-peak": lambda: f"{attempts()['Russia'].max():g}",
    "launches-soviet-peak-year": lambda: str(attempts()["Russia"].idxmax()),
    "launches-china-leads-from": lambda: leads("China", 1957),
    "launches-us-leads-again": lambda: leads("United States", 2021),
    "launches-lead-by-rocket": lead_by_rocket,
    "accords-listed": lambda: str(len(listed("Artemis Accords"))),
    "accords-reported": lambda: str(signatures()),
    "accords-missing": lambda: str(signatures() - len(listed("Artemis Accords"))),
    "ilrs-states": lunar_station_states,
    "states-in-both": lambda: str(len(listed("Artemis Accords") & listed("ILRS"))),
}
