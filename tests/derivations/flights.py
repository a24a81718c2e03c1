"""Facts about crews: how rare mixed ones are, seat swaps, how long both agencies have been aboard without a break."""

import pandas as pd

import issfacts as iss
from issfacts.kit.wording import number

WINDOWS = {  # of time: start, end
    "all": (None, None),
    "to MS-24": (None, "2023-09-16"),
    "before swaps": (None, "2022-07-14"),
    "since swaps": ("2022-07-14", None),
    "without mixed": ("2021-04-10", "2022-09-21"),  # after the docking of MS-18, before that of MS-22
}
SHUTTLE = "vehicle == 'space-shuttle'"
BOUGHT_SEATS = "vehicle == 'soyuz' and '2011-07-22' <= day <= '2021-04-09'"
DAYS_PER_MONTH = 30.44


def derived() -> dict:
    narrow, wide = (
        {name: iss.share_of_mixed_crews(*window, definition) for name, window in WINDOWS.items()}
        for definition in ("us-russia", "agency")
    )
    narrow_share, wide_share = (
        {name: f"{100 * found.share:.0f}" for name, found in shares.items()} for shares in (narrow, wide)
    )
    docked = iss.crewed_flights(definition="us-russia").dropna(subset="dock_utc").sort_values("dock_utc")
    docked["day"] = docked["dock_utc"].dt.strftime("%Y-%m-%d")
    shuttle, bought_seats = docked.query(SHUTTLE)["mixed"], docked.query(BOUGHT_SEATS)["mixed"]
    longest_run, second_run = (docked.groupby(docked["mixed"].cumsum()).size() - 1).nlargest(2)
    assert longest_run == narrow["without mixed"].flights > second_run
    assert narrow["without mixed"].mixed == 0
    (since_swap,) = {narrow["since swaps"].mixed, wide["since swaps"].mixed}  # the same by both definitions

    invasion = iss.data.by_id("events")["invasion-2022"]["when_utc"]
    lead = invasion - docked.set_index("ship").loc["SpaceX Crew-2", "dock_utc"]
    place_of_ms24 = iss.crewed_flights(seat_swap=True)["ship"].to_list().index("Soyuz MS-24")

    both_aboard = (iss.occupancy(by="agency")[["NASA", "Roscosmos"]] > 0).all(axis=1)
    together_since = both_aboard.index[both_aboard.index > both_aboard.index[~both_aboard][-1]][0]
    together_for = (pd.Timestamp("2026-10-08", tz="UTC") - together_since).days / 365.25
    crews = iss.aboard(["2026-01-15", "2026-02-14T20:00"]).groupby(["when", "agency"], observed=True).size().unstack()
    (americans,), (russians,) = (set(crews[agency]) for agency in ("NASA", "Roscosmos"))
    swaps_by_year = iss.crewed_flights(seat_swap=True)["launch_utc"].dt.year.value_counts()
    return {
        "brief-swaps": swaps_by_year.sum(),
        "brief-swaps-fewest": swaps_by_year.min(),
        "brief-swaps-most": swaps_by_year.max(),
        "flights-docked": narrow["all"].flights,
        "both-docked": narrow["all"].mixed,
        "wide-docked": wide["all"].mixed,
        "flights-to-ms24": narrow["to MS-24"].flights,
        "both-to-ms24": narrow["to MS-24"].mixed,
        "share-to-ms24": narrow_share["to MS-24"],
        "wide-share-to-ms24": wide_share["to MS-24"],
        "shuttle-flights": len(shuttle),
        "shuttle-both": shuttle.sum(),
        "bought-flights": len(bought_seats),
        "bought-both": bought_seats.sum(),
        "quiet-flights": longest_run,
        "quiet-wide-share": wide_share["without mixed"],
        "quiet-lead": f"{number(round(lead.days / DAYS_PER_MONTH))} months",
        "flights-before-swap": narrow["before swaps"].flights,
        "both-before-swap": narrow["before swaps"].mixed,
        "share-before-swap": narrow_share["before swaps"],
        "wide-before-swap": wide["before swaps"].mixed,
        "wide-share-before-swap": wide_share["before swaps"],
        "flights-since-swap": narrow["since swaps"].flights,
        "both-since-swap": since_swap,
        "share-since-swap": narrow_share["since swaps"],
        "others-since-swap": narrow["since swaps"].flights - since_swap,
        "swap-flights-to-ms24": narrow["to MS-24"].flights - narrow["before swaps"].flights,
        "ms24-swap-place": ("first", "second", "third", "fourth", "fifth", "sixth")[place_of_ms24],
        "together-since": f"{together_since:%-d %B %Y}",
        "together-for": f"almost {together_for:.0f} years" if together_for % 1 > 0.8 else f"{together_for:.1f} years",
        "january-americans": americans,
        "january-russians": russians,
    }
