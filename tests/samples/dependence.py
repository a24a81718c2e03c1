"""Facts of chapter 6, on dependence: seat prices, codes, agreement of coders, vulnerability by different weights."""

from functools import partial

import pandas as pd

import issfacts as iss
from issfacts import dependence

from . import row_counters

POWER_SIX = dict.fromkeys(dependence.FUNCTIONS, 1) | {"power": 6}


def codings() -> pd.DataFrame:
    return pd.DataFrame(iss.rows("codings"))


def mean_code(side: str, year: int) -> str:
    rows = codings()
    return f"{rows[(rows['side'] == side) & (pd.to_datetime(rows['on_date']).dt.year == year)]['code'].mean():g}"


def seat_price(id: str) -> str:
    return f"USD {iss.data.by_id('seat_prices')[id]['price_musd']:g} million"


def presets_with_lead(side: str) -> int:
    """Count the presets of weights by which a side was the more vulnerable one in 2023."""
    results = [dependence.vulnerability(2023, preset.weights) for preset in dependence.PRESETS.values()]
    return sum(result[side] > min(result.values()) for result in results)


def share_of_weightings(result: str) -> str:
    """Return the percentage of weightings with a result for 2023: us_led, russian or tie."""
    return f"{dependence.more_dependent(2023).percent(result):.0f}%"


def changed_codes() -> int:
    before, after = (dependence.codes(year)["Russian"] for year in (2023, 2026))
    return sum(before[name] != after[name] for name in before)


def functions_without(partner: str, status: str) -> int:
    """Count the functions that would have a status if a partner had left in 2023."""
    return sum(row["status"] == status for row in dependence.without(partner, 2023))


def coder_agreement() -> dependence.Agreement:
    return dependence.agreement(codings()["code"], codings()["second_code"])


DERIVED = {
    "seat-price-early-2011": partial(seat_price, "soyuz-2011-first-half"),
    "seat-price-late-2011": partial(seat_price, "soyuz-2011-second-half"),
    "seat-price-last-cash": partial(seat_price, "soyuz-2020-ms17"),
    "coded-functions": lambda: codings()["function"].nunique(),
    "codings-agreed": lambda: coder_agreement().agreed,
    "codings-kappa": lambda: f"{coder_agreement().kappa:.2f}",
    **row_counters(
        "codings",
        {"codings-made": "", "codings-doubted": "note.notna()", "codings-weak": "confidence == 'low'"},
    ),
    **{
        f"v-{who}-{year}": partial(mean_code, side, year)
        for who, side in (("us", "US-led"), ("russian", "Russian"))
        for year in (2012, 2023, 2026)
    },
    "codes-changed-2026": changed_codes,
    "presets": lambda: len(dependence.PRESETS),
    "presets-us-2023": partial(presets_with_lead, "US-led"),
    "presets-russian-2023": partial(presets_with_lead, "Russian"),
    "weightings": lambda: f"{dependence.more_dependent(2023).total:,}",
    "weightings-us-2023": partial(share_of_weightings, "us_led"),
    "weightings-russian-2023": partial(share_of_weightings, "russian"),
    "weightings-tie-2023": partial(share_of_weightings, "tie"),
    "without-russia-uncovered": partial(functions_without, "Russian", "uncovered"),
    "without-us-partial": partial(functions_without, "US-led", "only demonstrated or partial"),
    "v-russian-2023-power-six": lambda: f"{dependence.vulnerability(2023, POWER_SIX)['Russian']:g}",
}
