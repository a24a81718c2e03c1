"""Chapter 3: how rare a mixed crew is, and who was aboard through 28 years."""

import pandas as pd

import issfacts as iss
from issfacts.exhibits import coverage
from issfacts.kit.wording import number

from .coverage import behind, count, with_all

EVER, TO_MS24 = (None, None), (None, "2023-09-16")
BEFORE, SINCE = (None, "2022-07-14"), ("2022-07-14", None)
QUIET = ("2021-04-10", "2022-09-21")  # after the docking of MS-18, before that of MS-22
NARROW, WIDE = "us-russia", "agency"
MONTH = 30.44  # days


def mixed(window, definition=NARROW) -> str:
    return str(iss.share_of_mixed_crews(*window, definition).mixed)


def flights(window) -> str:
    return str(iss.share_of_mixed_crews(*window).flights)


def per_cent(window, definition=NARROW) -> str:
    return f"{100 * iss.share_of_mixed_crews(*window, definition).share:.0f}"


def docked(start=None, end=None, vehicles=("space-shuttle", "soyuz", "crew-dragon", "starliner")) -> pd.Series:
    """Tell of the flights that docked in a time whether people of both agencies were aboard."""
    found = iss.crewed_flights(definition=NARROW).query("dock_utc.notna() and vehicle in @vehicles")
    return found.set_index("dock_utc")["mixed"].sort_index()[start:end]


SHUTTLE = None, "2011-07-21", ["space-shuttle"]
BOUGHT = "2011-07-22", "2021-04-09", ["soyuz"]


def quiet() -> str:
    """Count the longest run of flights without both agencies, and hold it against the days of MS-18 and MS-22."""
    longest, next_one = (docked().groupby(docked().cumsum()).size() - 1).nlargest(2)
    assert longest == int(flights(QUIET)) > next_one
    assert mixed(QUIET) == "0"
    return flights(QUIET)


def quiet_lead() -> str:
    crew2 = iss.crewed_flights().set_index("ship").loc["SpaceX Crew-2", "dock_utc"]
    invasion = next(row["when_utc"] for row in iss.rows("events") if row["id"] == "invasion-2022")
    return f"{number(round((invasion - crew2).days / MONTH))} months"


def place_of_ms24() -> str:
    place = iss.crewed_flights(seat_swap=True)["ship"].to_list().index("Soyuz MS-24")
    return ("first", "second", "third", "fourth", "fifth", "sixth")[place]


def together_since() -> pd.Timestamp:
    there = (iss.occupancy(by="agency")[["NASA", "Roscosmos"]] > 0).all(axis=1)
    return there.index[there.index > there.index[~there][-1]][0]


def together_for() -> str:
    years = (pd.Timestamp("2026-10-08", tz="UTC") - together_since()).days / 365.25
    return f"almost {years:.0f} years" if years % 1 > 0.8 else f"{years:.1f} years"


def in_january(agency) -> str:
    crew = iss.aboard(["2026-01-15", "2026-02-14T20:00"])
    return str(set(crew[crew["agency"] == agency].groupby("when").size()).pop())


DERIVED = {
    "flights-docked": lambda: flights(EVER),
    "both-docked": lambda: mixed(EVER),
    "wide-docked": lambda: mixed(EVER, WIDE),
    "flights-to-ms24": lambda: flights(TO_MS24),
    "both-to-ms24": lambda: mixed(TO_MS24),
    "share-to-ms24": lambda: per_cent(TO_MS24),
    "wide-share-to-ms24": lambda: per_cent(TO_MS24, WIDE),
    "shuttle-flights": lambda: str(len(docked(*SHUTTLE))),
    "shuttle-both": lambda: str(docked(*SHUTTLE).sum()),
    "bought-flights": lambda: str(len(docked(*BOUGHT))),
    "bought-both": lambda: str(docked(*BOUGHT).sum()),
    "quiet-flights": quiet,
    "quiet-wide-share": lambda: per_cent(QUIET, WIDE),
    "quiet-lead": quiet_lead,
    "flights-before-swap": lambda: flights(BEFORE),
    "both-before-swap": lambda: mixed(BEFORE),
    "share-before-swap": lambda: per_cent(BEFORE),
    "wide-before-swap": lambda: mixed(BEFORE, WIDE),
    "wide-share-before-swap": lambda: per_cent(BEFORE, WIDE),
    "flights-since-swap": lambda: flights(SINCE),
    "both-since-swap": lambda: "".join({mixed(SINCE), mixed(SINCE, WIDE)}),  # one number by either rule
    "share-since-swap": lambda: per_cent(SINCE),
    "others-since-swap": lambda: str(int(flights(SINCE)) - int(mixed(SINCE))),
    "ms24-swap-place": place_of_ms24,
    "together-since": lambda: f"{together_since():%-d %B %Y}",
    "together-for": together_for,
    "january-americans": lambda: in_january("NASA"),
    "january-russians": lambda: in_january("Roscosmos"),
    "pages-read": lambda: count(coverage.pages()),
    "pages-rare": lambda: count(with_all("E18")),
    "pages-rare-roots": lambda: count(behind(with_all("E18")) - {"NASA", "Roscosmos"}),
    "pages-swap": lambda: count(with_all("E4")),
    "pages-rare-and-swap": lambda: count(with_all("E18", "E4")),
}
