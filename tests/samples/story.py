"""Facts of the first two chapters: the launch and docking of Soyuz MS-24, the article's claims, the crew aboard."""

from datetime import datetime
from math import asin, cos, radians, sin, sqrt

import issfacts as iss

from . import row_counters, rows_where

BAIKONUR = (46.00, 63.56)  # the launch site, degrees north and east
KYIV = (50.45, 30.52)  # the centre
ON_MS24 = "ship == 'Soyuz MS-24' and dock_utc.dt.strftime('%Y-%m-%d') == '2023-09-15'"
EARTH_RADIUS = 6371.0088  # km, mean radius (IUGG)


def instant(event: str) -> datetime:
    return iss.data.by_id("events")[event]["when_utc"]


def clock(event: str) -> str:
    return f"{instant(event):%H:%M}"


def duration(later: str, earlier: str) -> str:
    hours, minutes = divmod(round((instant(later) - instant(earlier)).total_seconds() / 60), 60)
    return f"{hours} h {minutes} min"


def count_aboard(when: str) -> str:
    return len(iss.aboard(when))


def ground_track_row(clock_time: str) -> dict:
    return next(row for row in iss.rows("ground_track") if f"{row['when_utc']:%H:%M:%S}" == clock_time)


def distance_km(row: dict, place: tuple[float, float]) -> float:
    """Return the great-circle distance from a row of the ground track to a place (haversine formula)."""
    latitude, longitude = radians(row["latitude_deg"]), radians(row["longitude_deg"])
    place_latitude, place_longitude = map(radians, place)
    a = sin((place_latitude - latitude) / 2) ** 2
    a += cos(latitude) * cos(place_latitude) * sin((place_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(a))


def astronaut_left_out() -> str:
    crew = iss.aboard("2023-09-15T18:00")
    (name,) = crew[~crew["agency"].isin(["Roscosmos", "NASA", "ESA"])]["person"]
    return name


def twelve_years_before() -> str:
    docked = instant("docking-ms24")
    then = docked.replace(year=docked.year - 12)
    assert "Satoshi Furukawa" in set(iss.aboard(then)["person"])
    return f"{then.day} {then:%B %Y}"


def flight_days(person: str) -> list[float]:
    """Return the duration in days of each finished flight of a person."""
    rows = rows_where("stays", person_id=person)
    return [(row["landing_utc"] - row["launch_utc"]).total_seconds() / 86400 for row in rows if row["landing_utc"]]


def sum_of_facts(*ids: str) -> str:
    return sum(int(iss.fact(id).value) for id in ids)


def usual_crew_size() -> str:
    (count,) = {count_aboard(when) for when in ("2023-08-01T12:00", "2023-09-15T18:00", "2023-09-28T12:00")}
    return count


def letters_to_article() -> str:
    days = (instant("article-published") - instant("russia-2028-letters")).days
    assert 4.5 < days / 30.44 < 5
    return "nearly five months"


DERIVED = {
    "launch-time": lambda: clock("launch-ms24"),
    "docking-time": lambda: clock("docking-ms24"),
    "docking-duration": lambda: duration("docking-ms24", "launch-ms24"),
    "hatch-opening-time": lambda: clock("hatch-opening-ms24"),
    **row_counters(
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
            "context-checkable": "claim_type == 'context' and verdict != 'not-checkable'",
            "context-accurate": "claim_type == 'context' and verdict == 'accurate'",
        },
    ),
    "claim-kinds": lambda: len({row["claim_type"] for row in iss.rows("claims")}),
    "baikonur-pass": lambda: f"{distance_km(ground_track_row('15:45:00'), BAIKONUR):.0f} km",
    "place-at-docking": lambda: ground_track_row("18:53:00")["place"].partition(",")[0].removeprefix("over "),
    "place-at-planned-time": lambda: ground_track_row("18:56:00")["place"].rpartition(", ")[2],
    "kyiv-distance": lambda: f"{round(distance_km(ground_track_row('18:53:32'), KYIV), -1):.0f}",
    "aboard-usual": usual_crew_size,
    "aboard-after-hatch": lambda: count_aboard("2023-09-15T21:30"),
    "aboard-peak": lambda: count_aboard("2023-08-30T12:00"),
    "aboard-record": lambda: iss.occupancy().sum(axis=1).max(),
    **row_counters(
        "stays",
        {
            "crew7-size": "ship == 'SpaceX Crew-7'",
            "crew6-size": "return_ship == 'SpaceX Crew-6'",
            "relieved": "return_ship == 'Soyuz MS-23'",
            "stays-recorded": "",
            "arrivals": ON_MS24,
            "arrivals-cosmonauts": f"{ON_MS24} and agency == 'Roscosmos'",
            "arrivals-astronauts": f"{ON_MS24} and agency == 'NASA'",
        },
    ),
    "crew7-agencies": lambda: len({row["agency"] for row in rows_where("stays", ship="SpaceX Crew-7")}),
    "article-receiving": lambda: sum_of_facts("article-russians", "article-americans", "article-esa"),
    "article-total": lambda: sum_of_facts("article-receiving", "arrivals"),
    "astronaut-left-out": astronaut_left_out,
    "furukawa-before": twelve_years_before,
    "rubio-stay": lambda: f"{max(flight_days('frank-rubio')):.0f} days",
    "kononenko-stay": lambda: f"{max(flight_days('oleg-kononenko')):.0f} days",
    "kononenko-total": lambda: f"{sum(flight_days('oleg-kononenko')):,.0f} days",
    "commitment-lead": letters_to_article,
}
