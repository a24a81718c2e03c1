"""Facts of chapter 6, on dependence: seat prices, codes, agreement of coders, vulnerability by different weights."""

import pandas as pd

import issfacts as iss
from issfacts import dependence

from . import row_counters

POWER_SIX = dict.fromkeys(dependence.FUNCTIONS, 1) | {"power": 6}


def mean_code(side: str, year: int) -> str:
    rows = pd.DataFrame(iss.rows("codings"))
    return f"{rows[(rows['side'] == side) & (pd.to_datetime(rows['on_date']).dt.year == year)]['code'].mean():g}"


def seat_price(id: str) -> str:
    return f"USD {iss.data.by_id('seat_prices')[id]['price_musd']:g} million"


def presets_with_lead(side: str) -> str:
    """Count the presets of weights by which a side was the more vulnerable one in 2023."""
    results = [dependence.vulnerability(2023, preset.weights) for preset in dependence.PRESETS.values()]
    return str(sum(result[side] > min(result.values()) for result in results))


def share_of_weightings(result: str) -> str:
    """Return the percentage of weightings with a result for 2023: us_led, russian or tie."""
    return f"{dependence.more_dependent(2023).percent(result):.0f}%"


def changed_codes() -> str:
    before, after = (dependence.codes(year)["Russian"] for year in (2023, 2026))
    return str(sum(before[name] != after[name] for name in before))


def functions_without(partner: str, status: str) -> str:
    """Count the functions that would have a status if a partner had left in 2023."""
    return str(sum(row["status"] == status for row in dependence.without(partner, 2023)))


def coder_agreement() -> dependence.Agreement:
    rows = iss.rows("codings")
    return dependence.agreement([row["code"] for row in rows], [row["second_code"] for row in rows])


DERIVED = {
    "seat-price-early-2011": lambda: seat_price("soyuz-2011-first-half"),
    "seat-price-late-2011": lambda: seat_price("soyuz-2011-second-half"),
    "seat-price-last-cash": lambda: seat_price("soyuz-2020-ms17"),
    "coded-functions": lambda: str(len({row["function"] for row in iss.rows("codings")})),
    "codings-agreed": lambda: str(coder_agreement().agreed),
    "codings-kappa": lambda: f"{coder_agreement().kappa:.2f}",
    **row_counters(
        "codings",
        {"codings-made": "", "codings-doubted": "note.notna()", "codings-weak": "confidence == 'low'"},
    ),
    "v-us-2012": lambda: mean_code("US-led", 2012),
    "v-russian-2012": lambda: mean_code("Russian", 2012),
    "v-us-2023": lambda: mean_code("US-led", 2023),
    "v-russian-2023": lambda: mean_code("Russian", 2023),
    "v-us-2026": lambda: mean_code("US-led", 2026),
    "v-russian-2026": lambda: mean_code("Russian", 2026),
    "codes-changed-2026": changed_codes,
    "presets": lambda: str(len(dependence.PRESETS)),
    "presets-us-2023": lambda: presets_with_lead("US-led"),
    "presets-russian-2023": lambda: presets_with_lead("Russian"),
    "weightings": lambda: f"{dependence.more_dependent(2023).total:,}",
    "weightings-us-2023": lambda: share_of_weightings("us_led"),
    "weightings-russian-2023": lambda: share_of_weightings("russian"),
    "weightings-tie-2023": lambda: share_of_weightings("tie"),
    "without-russia-uncovered": lambda: functions_without("Russian", "uncovered"),
    "without-us-partial": lambda: functions_without("US-led", "only demonstrated or partial"),
    "v-russian-2023-power-six": lambda: f"{dependence.vulnerability(2023, POWER_SIX)['Russian']:g}",
}
