"""The first two chapters: the evening, and who was aboard."""

from datetime import datetime
from math import asin, cos, radians, sin, sqrt

import issfacts as iss

from . import chosen, counts

BAIKONUR = (46.00, 63.56)  # the launch site, degrees north and east
KYIV = (50.45, 30.52)  # the centre
MS24 = "ship == 'Soyuz MS-24' and dock_utc.dt.strftime('%Y-%m-%d') == '2023-09-15'"
EARTH = 6371.0088  # km, mean radius (IUGG)


def instant(event: str) -> datetime:
    return iss.data.by_id("events")[event]["when_utc"]


def clock(event: str) -> str:
    return f"{instant(event):%H:%M}"


def lasted(later: str, earlier: str) -> str:
    hours, minutes = divmod(round((instant(later) - instant(earlier)).total_seconds() / 60), 60)
    return f"{hours} h {minutes} min"


def aboard(when: str) -> str:
    return str(len(iss.aboard(when)))


def track(when: str) -> dict:
    return next(row for row in iss.rows("ground_track") if f"{row['when_utc']:%H:%M:%S}" == when)


def km(row: dict, place: tuple[float, float]) -> float:
    """Return the distance over the ground (haversine)."""
    north, east = radians(row["latitude_deg"]), radians(row["longitude_deg"])
    there, away = map(radians, place)
    half = sin((there - north) / 2) ** 2 + cos(north) * cos(there) * sin((away - east) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def left_out() -> str:
    crew = iss.aboard("2023-09-15T18:00")
    (name,) = crew[~crew["agency"].isin(["Roscosmos", "NASA", "ESA"])]["person"]
    return name


def twelve_years_before() -> str:
    docked = instant("docking-ms24")
    then = docked.replace(year=docked.year - 12)
    assert "Satoshi Furukawa" in set(iss.aboard(then)["person"])
    return f"{then.day} {then:%B %Y}"


def flown(person: str) -> list[float]:
    """Return how long each finished flight of a person was, in days."""
    rows = chosen("stays", person_id=person)
    return [(row["landing_utc"] - row["launch_utc"]).total_seconds() / 86400 for row in rows if row["landing_utc"]]


def added(*facts: str) -> str:
    return str(sum(int(iss.fact(id).value) for id in facts))


def usual() -> str:
    (count,) = {aboard(when) for when in ("2023-08-01T12:00", "2023-09-15T18:00", "2023-09-28T12:00")}
    return count


def nearly_months() -> str:
    days = (instant("article-published") - instant("russia-2028-letters")).days
    assert 4.5 < days / 30.44 < 5
    return "nearly five months"


DERIVED = {
    "launch-time": lambda: clock("launch-ms24"),
    "docking-time": lambda: clock("docking-ms24"),
    "docking-duration": lambda: lasted("docking-ms24", "launch-ms24"),
    "hatch-opening-time": lambda: clock("hatch-opening-ms24"),
    **counts(
        "claims",
        {
            "claims-checked": "",
            "claims-made": "id.str.startswith('C')",
            "claims-omitted": "id.str.startswith('X')",
            "claims-accurate": "verdict == 'accurate'",
            "attributions-checked": "claim_type == 'attribution'",
            "attributions-accurate": "claim_type == 'attribution' and verdict == 'accurate'",
            "quantities-checked": "claim_type == 'quantity'",
            "quantities-accurate": "claim_type == 'quantity' and verdict == 'accurate'",
            "context-checked": "claim_type == 'context'",
            "context-accurate": "claim_type == 'context' and verdict == 'accurate'",
        },
    ),
    "claim-kinds": lambda: str(len({row["claim_type"] for row in iss.rows("claims")})),
    "baikonur-pass": lambda: f"{km(track('15:45:00'), BAIKONUR):.0f} km",
    "place-at-docking": lambda: track("18:53:00")["place"].partition(",")[0].removeprefix("over "),
    "place-at-planned-time": lambda: track("18:56:00")["place"].rpartition(", ")[2],
    "kyiv-distance": lambda: f"{round(km(track('18:53:32'), KYIV), -1):.0f}",
    "aboard-usual": usual,
    "aboard-after-hatch": lambda: aboard("2023-09-15T21:30"),
    "aboard-peak": lambda: aboard("2023-08-30T12:00"),
    "aboard-record": lambda: str(iss.occupancy().sum(axis=1).max()),
    **counts(
        "stays",
        {
            "crew7-size": "ship == 'SpaceX Crew-7'",
            "crew6-size": "return_ship == 'SpaceX Crew-6'",
            "relieved": "return_ship == 'Soyuz MS-23'",
            "stays-recorded": "",
            "arrivals": MS24,
            "arrivals-cosmonauts": f"{MS24} and agency == 'Roscosmos'",
            "arrivals-astronauts": f"{MS24} and agency == 'NASA'",
        },
    ),
    "crew7-agencies": lambda: str(len({row["agency"] for row in chosen("stays", ship="SpaceX Crew-7")})),
    "article-receiving": lambda: added("article-russians", "article-americans", "article-esa"),
    "article-total": lambda: added("article-receiving", "arrivals"),
    "astronaut-left-out": left_out,
    "furukawa-before": twelve_years_before,
    "rubio-stay": lambda: f"{max(flown('frank-rubio')):.0f} days",
    "kononenko-stay": lambda: f"{max(flown('oleg-kononenko')):.0f} days",
    "kononenko-total": lambda: f"{sum(flown('oleg-kononenko')):,.0f} days",
    "commitment-lead": nearly_months,
}
