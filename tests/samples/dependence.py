"""Chapter 6: who depends on whom."""

import pandas as pd

import issfacts as iss
from issfacts import dependence

from . import counts

POWER_SIX = dict.fromkeys(dependence.FUNCTIONS, 1) | {"power": 6}


def mean(side: str, year: int) -> str:
    rows = pd.DataFrame(iss.rows("codings"))
    return f"{rows[(rows['side'] == side) & (pd.to_datetime(rows['on_date']).dt.year == year)]['code'].mean():g}"


def price(id: str) -> str:
    return f"USD {iss.data.by_id('seat_prices')[id]['price_musd']:g} million"


def ahead(side: str) -> str:
    means = [dependence.vulnerability(2023, preset.weights) for preset in dependence.PRESETS.values()]
    return str(sum(mean[side] > min(mean.values()) for mean in means))


def share(result: str) -> str:
    return f"{dependence.more_dependent(2023).percent(result):.0f}%"


def changed() -> str:
    before, after = (dependence.codes(year)["Russian"] for year in (2023, 2026))
    return str(sum(before[name] != after[name] for name in before))


def left(partner: str, status: str) -> str:
    return str(sum(row["status"] == status for row in dependence.without(partner, 2023)))


def read_twice() -> dependence.Agreement:
    rows = iss.rows("codings")
    return dependence.agreement([row["code"] for row in rows], [row["second_code"] for row in rows])


DERIVED = {
    "seat-price-early-2011": lambda: price("soyuz-2011-first-half"),
    "seat-price-late-2011": lambda: price("soyuz-2011-second-half"),
    "seat-price-last-cash": lambda: price("soyuz-2020-ms17"),
    "coded-functions": lambda: str(len({row["function"] for row in iss.rows("codings")})),
    "codings-agreed": lambda: str(read_twice().agreed),
    "codings-kappa": lambda: f"{read_twice().kappa:.2f}",
    **counts("codings", {"codings-made": "", "codings-doubted": "note.notna()", "codings-weak": "confidence == 'low'"}),
    "v-us-2012": lambda: mean("US-led", 2012),
    "v-russian-2012": lambda: mean("Russian", 2012),
    "v-us-2023": lambda: mean("US-led", 2023),
    "v-russian-2023": lambda: mean("Russian", 2023),
    "v-us-2026": lambda: mean("US-led", 2026),
    "v-russian-2026": lambda: mean("Russian", 2026),
    "codes-changed-2026": changed,
    "presets": lambda: str(len(dependence.PRESETS)),
    "presets-us-2023": lambda: ahead("US-led"),
    "presets-russian-2023": lambda: ahead("Russian"),
    "weightings": lambda: f"{dependence.more_dependent(2023).total:,}",
    "weightings-us-2023": lambda: share("us_led"),
    "weightings-russian-2023": lambda: share("russian"),
    "weightings-tie-2023": lambda: share("tie"),
    "without-russia-uncovered": lambda: left("Russian", "uncovered"),
    "without-us-partial": lambda: left("US-led", "only demonstrated or partial"),
    "v-russian-2023-power-six": lambda: f"{dependence.vulnerability(2023, POWER_SIX)['Russian']:g}",
}
