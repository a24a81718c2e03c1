"""Facts on dependence: seat prices, codes, agreement of coders, vulnerability by different weights, thresholds."""

import pandas as pd

from issfacts import dependence, game

from . import count_rows, frame_of

SIDES = {"us": "US-led", "russian": "Russian"}
POWER_SIX = dict.fromkeys(dependence.FUNCTIONS, 1) | {"power": 6}
YEARS = {"2012": (2012, "calm"), "2012-tense": (2012, "tense"), "2023": (2023, "tense"), "2026": (2026, "tense")}


def derived() -> dict:
    codings = frame_of("codings")
    means = codings.groupby(["side", pd.to_datetime(codings["on_date"]).dt.year])["code"].mean()
    agreement = dependence.agreement(codings["code"], codings["second_code"])
    weightings = dependence.more_dependent(2023)
    by_preset = [dependence.vulnerability(2023, preset.weights) for preset in dependence.PRESETS.values()]
    before, after = (dependence.codes(year)["Russian"] for year in (2023, 2026))
    without_russia, without_us = (dependence.without(side, 2023) for side in ("Russian", "US-led"))
    prices = frame_of("seat_prices").set_index("id")["price_musd"].map("USD {:g} million".format)

    def threshold(side: str, year: int, tension: str) -> str:
        gain, vulnerability = game.STANDARD.gain(tension), round(10 * dependence.vulnerability(year)[side])
        return f"{float(game.threshold(gain, game.STANDARD.loss, vulnerability)):.2f}"

    return {
        "seat-price-early-2011": prices["soyuz-2011-first-half"],
        "seat-price-late-2011": prices["soyuz-2011-second-half"],
        "seat-price-last-cash": prices["soyuz-2020-ms17"],
        "coded-functions": codings["function"].nunique(),
        "codings-agreed": agreement.agreed,
        "codings-kappa": f"{agreement.kappa:.2f}",
        **count_rows(
            codings,
            {"codings-made": "", "codings-doubted": "note.notna()", "codings-weak": "confidence == 'low'"},
        ),
        **{f"v-{who}-{year}": f"{means[side, year]:g}" for who, side in SIDES.items() for year in (2012, 2023, 2026)},
        "codes-changed-2026": sum(before[name] != after[name] for name in before),
        "presets": len(by_preset),
        "presets-us-2023": sum(means["US-led"] > means["Russian"] for means in by_preset),
        "presets-russian-2023": sum(means["Russian"] > means["US-led"] for means in by_preset),
        "weightings": f"{weightings.total:,}",
        "weightings-us-2023": f"{weightings.percent('us_led'):.0f}%",
        "weightings-russian-2023": f"{weightings.percent('russian'):.0f}%",
        "weightings-tie-2023": f"{weightings.percent('tie'):.0f}%",
        "without-russia-uncovered": sum(row["status"] == "uncovered" for row in without_russia),
        "without-us-partial": sum(row["status"] == "only demonstrated or partial" for row in without_us),
        "v-russian-2023-power-six": f"{dependence.vulnerability(2023, POWER_SIX)['Russian']:g}",
        **{f"threshold-us-{when}": threshold("US-led", *year) for when, year in YEARS.items()},
        **{f"threshold-russia-{when}": threshold("Russian", *year) for when, year in YEARS.items()},
    }
