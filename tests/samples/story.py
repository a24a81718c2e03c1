"""The first two chapters: the evening, and who was aboard."""

from datetime import UTC, datetime
from math import asin, cos, radians, sin, sqrt

import issfacts as iss

from . import chosen

BAIKONUR = (46.00, 63.56)  # the launch site, degrees north and east
KYIV = (50.45, 30.52)  # the centre
EARTH = 6371.0088  # km, mean radius (IUGG)


def instant(event: str) -> datetime:
    return iss.data.by_id("events")[event]["when_utc"]


def clock(event: str) -> str:
    return f"{instant(event):%H:%M}"


def lasted(later: str, earlier: str) -> str:
    hours, minutes = divmod(round((instant(later) - instant(earlier)).total_seconds() / 60), 60)
    return f"{hours} h {minutes} min"


def claims(**wanted) -> str:
    return str(len(chosen("claims", **wanted)))


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


def arrived(**wanted) -> str:
    day = datetime(2023, 9, 15, tzinfo=UTC).date()
    return str(sum(row["dock_utc"].date() == day for row in chosen("stays", ship="Soyuz MS-24", **wanted)))


def left_out() -> str:
    crew = iss.aboard("2023-09-15T18:00")
    (name,) = crew[~crew["agency"].isin(["Roscosmos", "NASA", "ESA"])]["person"]
    return name


def twelve_years_before() -> str:
    docked = instant("docking-ms24")
    then = docked.replace(year=docked.year - 12)
    assert "Satoshi Furukawa" in set(iss.aboard(then)["person"])
    return f"{then.day} {then:%B %Y}"


def longest(person: str) -> str:
    days = max(
        row["landing_utc"] - row["launch_utc"] for row in chosen("stays", person_id=person) if row["landing_utc"]
    )
    return f"{round(days.total_seconds() / 86400)} days"


def in_space(person: str) -> str:
    flown = (row["landing_utc"] - row["launch_utc"] for row in chosen("stays", person_id=person))
    return f"{round(sum(flight.total_seconds() for flight in flown) / 86400):,} days"


def added(*facts: str) -> str:
    return str(sum(int(iss.fact(id).value) for id in facts))


def usual() -> str:
    (count,) = {aboard(when) for when in ("2023-08-01T12:00", "2023-09-15T18:00", "2023-09-28T12:00")}
    return count


def nearly_months() -> str:
    days = (instant("article-published").date() - instant("russia-2028-letters").date()).days
    assert days == 144
    return "nearly five months" if 4.5 < days / 30.44 < 5 else f"{days} days"


DERIVED = {
    "arrivals": arrived,
    "arrivals-cosmonauts": lambda: arrived(agency="Roscosmos"),
    "arrivals-astronauts": lambda: arrived(agency="NASA"),
    "launch-time": lambda: clock("launch-ms24"),
    "docking-time": lambda: clock("docking-ms24"),
    "docking-duration": lambda: lasted("docking-ms24", "launch-ms24"),
    "hatch-opening-time": lambda: clock("hatch-opening-ms24"),
    "claims-checked": claims,
    "claims-made": lambda: str(sum(row["id"].startswith("C") for row in iss.rows("claims"))),
    "claims-omitted": lambda: str(sum(row["id"].startswith("X") for row in iss.rows("claims"))),
    "claim-kinds": lambda: str(len({row["claim_type"] for row in iss.rows("claims")})),
    "claims-accurate": lambda: claims(verdict="accurate"),
    "attributions-checked": lambda: claims(claim_type="attribution"),
    "attributions-accurate": lambda: claims(claim_type="attribution", verdict="accurate"),
    "quantities-checked": lambda: claims(claim_type="quantity"),
    "quantities-accurate": lambda: claims(claim_type="quantity", verdict="accurate"),
    "context-checked": lambda: claims(claim_type="context"),
    "context-accurate": lambda: claims(claim_type="context", verdict="accurate"),
    "baikonur-pass": lambda: f"{km(track('15:45:00'), BAIKONUR):.0f} km",
    "place-at-docking": lambda: track("18:53:00")["place"].partition(",")[0].removeprefix("over "),
    "place-at-planned-time": lambda: track("18:56:00")["place"].rpartition(", ")[2],
    "kyiv-distance": lambda: f"{round(km(track('18:53:32'), KYIV), -1):.0f}",
    "aboard-usual": usual,
    "aboard-after-hatch": lambda: aboard("2023-09-15T21:30"),
    "aboard-peak": lambda: aboard("2023-08-30T12:00"),
    "aboard-record": lambda: str(iss.occupancy().sum(axis=1).max()),
    "crew7-size": lambda: str(len(chosen("stays", ship="SpaceX Crew-7"))),
    "crew7-agencies": lambda: str(len({row["agency"] for row in chosen("stays", ship="SpaceX Crew-7")})),
    "crew6-size": lambda: str(len(chosen("stays", return_ship="SpaceX Crew-6"))),
    "relieved": lambda: str(len(chosen("stays", return_ship="Soyuz MS-23"))),
    "article-receiving": lambda: added("article-russians", "article-americans", "article-esa"),
    "article-total": lambda: added("article-receiving", "arrivals"),
    "astronaut-left-out": left_out,
    "furukawa-before": twelve_years_before,
    "rubio-stay": lambda: longest("frank-rubio"),
    "kononenko-stay": lambda: longest("oleg-kononenko"),
    "kononenko-total": lambda: in_space("oleg-kononenko"),
    "stays-recorded": lambda: str(len(iss.rows("stays"))),
    "commitment-lead": nearly_months,
}
