"""Facts of chapter 9: predictions and their scores, frameworks for the Moon, launches."""

from issfacts import forecasts, tables

from . import count_rows, frame_of
from .story import flight_days


def derived() -> dict:
    predictions = frame_of("predictions")
    promises = predictions[predictions["stay_or_leave"] == "promise to stay"]
    assert set(promises["outcome"]) == {"came true"}, "a promise to stay was broken"
    optimist = tables.brier("optimist").data

    launches = frame_of("launches")
    attempts = launches.pivot(index="year", columns="state", values="attempts").dropna(how="all")
    by_state = attempts.drop(columns="World")
    leading = by_state.rank(axis=1, ascending=False, method="max").eq(1)  # without equals
    rockets = launches.pivot(index="year", columns="state", values="attempts_by_rocket_origin").loc[2018:2021]
    (us_lead_by_rocket,) = rockets.index[rockets["United States"] > rockets["China"]]

    accords = frame_of("accords")
    signatures = int(accords["number_last"].max())
    states = accords.query("participant_kind == 'state' and confidence != 'unverified'")
    artemis, lunar_station = (
        set(states[states["framework"] == name]["country"]) for name in ("Artemis Accords", "ILRS")
    )
    disputed = states["note"].fillna("").str.startswith("Disputed") & (states["framework"] == "ILRS")
    return {
        **count_rows(
            predictions,
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
        # Statements of several partners about the same extension count once.
        "promises-to-stay-due": promises["due_on"].nunique(),
        "ohara-stay-flown": f"{max(flight_days('loral-ohara')):.0f} days",
        "scored-predictions": len(optimist),
        "scored-came-true": optimist["Came true"].sum(),
        "score-sure-and-right": f"{forecasts.brier(0.9, True):.2f}",
        "score-sure-and-wrong": f"{forecasts.brier(0.9, False):.2f}",
        "sceptic-says": tables.brier("sceptic").data["Probability"].unique().item(),
        **{
            f"score-{name}": f"{tables.brier(forecaster).data['Score'].mean():.2f}"
            for name, forecaster in {
                "optimist": "optimist",
                "sceptic": "sceptic",
                "coin-flipper": "coin-flipper",
                "base-rate": [0.4] * 5,
            }.items()
        },
        "launches-last-year": attempts.index[-1],
        "launches-world-last": f"{attempts['World'].iloc[-1]:g}",
        "launches-us-last": f"{attempts['United States'].iloc[-1]:g}",
        "launches-china-last": f"{attempts['China'].iloc[-1]:g}",
        "launches-russia-last": f"{attempts['Russia'].iloc[-1]:g}",
        "launches-india-last": f"{attempts['India'].iloc[-1]:g}",
        "brief-launches-most": f"{attempts['Russia'].loc[2010:].max():g}",
        "brief-launches-least": f"{attempts['Russia'].loc[2010:].min():g}",
        "launches-soviet-peak": f"{attempts['Russia'].max():g}",
        "launches-soviet-peak-year": attempts["Russia"].idxmax(),
        "launches-china-leads-from": leading["China"].idxmax(),
        "launches-us-leads-again": leading["United States"].loc[2022:].idxmax(),
        "launches-lead-by-rocket": us_lead_by_rocket,
        "accords-listed": len(artemis),
        "accords-reported": signatures,
        "accords-missing": signatures - len(artemis),
        "ilrs-states": f"{len(lunar_station) - disputed.sum()} or {len(lunar_station)}",
        "states-in-both": len(artemis & lunar_station),
    }
