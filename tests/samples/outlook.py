"""Facts of chapter 9: predictions and their scores, frameworks for the Moon, launches."""

import pandas as pd

import issfacts as iss
from issfacts import forecasts, tables

from . import row_counters, rows_where
from .story import flight_days


def kept_promises() -> str:
    """Count the extensions that came true; statements of several partners about the same extension count once."""
    rows = rows_where("predictions", stay_or_leave="promise to stay")
    assert {row["outcome"] for row in rows} == {"came true"}
    return len({row["due_on"] for row in rows})


def mean_score(forecaster) -> str:
    return f"{tables.brier(forecaster).data['Score'].mean():.2f}"


def launch_attempts(column: str = "attempts") -> pd.DataFrame:
    """Return the launch attempts by year, with a column for each state."""
    return pd.DataFrame(iss.rows("launches")).pivot(index="year", columns="state", values=column).dropna(how="all")


def latest_attempts(state: str) -> str:
    return f"{launch_attempts()[state].iloc[-1]:g}"


def first_lead(state: str, after: int) -> str:
    """Return the first year after the year `after` in which a state made more attempts than any other."""
    attempts = launch_attempts().drop(columns="World").loc[after + 1 :]
    return (attempts[state] > attempts.drop(columns=state).max(axis=1)).idxmax()


def us_lead_by_rocket() -> str:
    """Return the only year from 2018 to 2021 in which the United States leads China by origin of the rockets."""
    attempts = launch_attempts("attempts_by_rocket_origin").loc[2018:2021]
    (year,) = attempts.index[attempts["United States"] > attempts["China"]]
    return year


def verified_states(framework: str) -> set[str]:
    rows = rows_where("accords", framework=framework, participant_kind="state")
    return {row["country"] for row in rows if row["confidence"] != "unverified"}


def lunar_station_states() -> str:
    rows = rows_where("accords", framework="ILRS", participant_kind="state")
    disputed = {row["country"] for row in rows if (row["note"] or "").startswith("Disputed")}
    return f"{len(verified_states('ILRS') - disputed)} or {len(verified_states('ILRS'))}"


def reported_signatures() -> int:
    return max(row["number_last"] or 0 for row in iss.rows("accords"))


DERIVED = {
    **row_counters(
        "predictions",
        {
            "predictions-recorded": "",
            "predictions-settled": "outcome != 'open'",
            "predictions-tested": "outcome in ('came true', 'did not')",
            "predictions-came-true": "outcome == 'came true'",
            "predictions-did-not": "outcome == 'did not'",
            "predictions-superseded": "outcome == 'superseded'",
            "predictions-open": "outcome == 'open'",
            "exits-announced": ("stay_or_leave == 'exit' and due_on.notna()", "outcome == 'did not'"),
            "exits-undated": ("stay_or_leave == 'exit' and due_on.isna()", "outcome == 'superseded'"),
        },
    ),
    "promises-to-stay-due": kept_promises,
    "ohara-stay-flown": lambda: f"{max(flight_days('loral-ohara')):.0f} days",
    "scored-predictions": lambda: len(tables.brier("optimist").data),
    "scored-came-true": lambda: tables.brier("optimist").data["Came true"].sum(),
    "score-sure-and-right": lambda: f"{forecasts.brier(0.9, True):.2f}",
    "score-sure-and-wrong": lambda: f"{forecasts.brier(0.9, False):.2f}",
    "sceptic-says": lambda: tables.brier("sceptic").data["Probability"].unique().item(),
    "score-optimist": lambda: mean_score("optimist"),
    "score-sceptic": lambda: mean_score("sceptic"),
    "score-coin-flipper": lambda: mean_score("coin-flipper"),
    "score-base-rate": lambda: mean_score([0.4] * 5),
    "launches-last-year": lambda: launch_attempts().index[-1],
    "launches-world-last": lambda: latest_attempts("World"),
    "launches-us-last": lambda: latest_attempts("United States"),
    "launches-china-last": lambda: latest_attempts("China"),
    "launches-russia-last": lambda: latest_attempts("Russia"),
    "launches-india-last": lambda: latest_attempts("India"),
    "launches-soviet-peak": lambda: f"{launch_attempts()['Russia'].max():g}",
    "launches-soviet-peak-year": lambda: launch_attempts()["Russia"].idxmax(),
    "launches-china-leads-from": lambda: first_lead("China", 1957),
    "launches-us-leads-again": lambda: first_lead("United States", 2021),
    "launches-lead-by-rocket": us_lead_by_rocket,
    "accords-listed": lambda: len(verified_states("Artemis Accords")),
    "accords-reported": lambda: reported_signatures(),
    "accords-missing": lambda: reported_signatures() - len(verified_states("Artemis Accords")),
    "ilrs-states": lunar_station_states,
    "states-in-both": lambda: len(verified_states("Artemis Accords") & verified_states("ILRS")),
}
