"""Facts about the article: launch and docking of Soyuz MS-24, its claims, the crew aboard, Russia's statements."""

from datetime import date
from math import asin, cos, radians, sin, sqrt

import issfacts as iss
from issfacts.kit.wording import number

from . import count_rows, frame_of

BAIKONUR = (46.00, 63.56)  # the launch site, degrees north and east
KYIV = (50.45, 30.52)  # the centre
ON_MS24 = "ship == 'Soyuz MS-24' and dock_utc.dt.strftime('%Y-%m-%d') == '2023-09-15'"
DECIDED = ("law", "treaty", "government decision", "ministerial decision")
EARTH_RADIUS = 6371.0088  # km, mean radius (IUGG)


def distance_km(row: dict, place: tuple[float, float]) -> float:
    """Return the great-circle distance from a row of the ground track to a place (haversine formula)."""
    latitude, longitude = radians(row["latitude_deg"]), radians(row["longitude_deg"])
    place_latitude, place_longitude = map(radians, place)
    a = sin((place_latitude - latitude) / 2) ** 2
    a += cos(latitude) * cos(place_latitude) * sin((place_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(a))


def flight_days(person: str) -> list[float]:
    """Return the duration in days of each finished flight of a person."""
    rows = [row for row in iss.rows("stays") if row["person_id"] == person and row["landing_utc"]]
    return [(row["landing_utc"] - row["launch_utc"]).total_seconds() / 86400 for row in rows]


def russian_statements() -> dict:
    """Return facts about what Russia had said of the station's end when the article was published."""
    days = {id: row["when_utc"].date() for id, row in iss.data.by_id("events").items()}
    published, remark = days["article-published"], days["borisov-exit-remark"]
    positions = frame_of("positions")
    russian = positions[(positions["countries"] == ("RUS",)) & (positions["said_on"] <= published)]
    russian = russian.query("stated_end_year.notna() and confidence in ('high', 'medium')")
    left = date(int(iss.fact("commitment-year").value), 12, 31) - published
    return {
        "remark-age": f"{(published - remark).days} days",
        "borisov-in-office": f"{number((remark - days['borisov-appointed']).days)} days",
        "softened-after": f"{number((days['exit-softened'] - remark).days)} days",
        **count_rows(russian, {"russian-end-statements": "", "russian-end-decisions": f"binding in {DECIDED}"}),
        "russian-end-years": russian["stated_end_year"].nunique(),
        "years-left": f"{number(int(left.days / 365.25))} years",
    }


def derived() -> dict:
    when = {id: row["when_utc"] for id, row in iss.data.by_id("events").items()}
    launch, docking = when["launch-ms24"], when["docking-ms24"]
    hours, minutes = divmod(round((docking - launch).total_seconds() / 60), 60)
    track = {f"{row['when_utc']:%H:%M:%S}": row for row in iss.rows("ground_track")}

    claims, stays = frame_of("claims"), frame_of("stays")
    before = iss.aboard("2023-09-15T18:00")
    (left_out,) = before[~before["agency"].isin(["Roscosmos", "NASA", "ESA"])]["person"]
    (usual,) = {len(before), len(iss.aboard("2023-08-01T12:00")), len(iss.aboard("2023-09-28T12:00"))}
    twelve_years_before = docking.replace(year=docking.year - 12)
    assert left_out in set(iss.aboard(twelve_years_before)["person"])
    numbers = ("article-russians", "article-americans", "article-esa")
    receiving = sum(int(iss.fact(id).value) for id in numbers)
    assert 4.5 < (when["article-published"] - when["russia-2028-letters"]).days / 30.44 < 5, "commitment-lead"
    return {
        "launch-time": f"{launch:%H:%M}",
        "docking-time": f"{docking:%H:%M}",
        "docking-duration": f"{hours} h {minutes} min",
        "hatch-opening-time": f"{when['hatch-opening-ms24']:%H:%M}",
        **count_rows(
            claims,
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
        "claim-kinds": claims["claim_type"].nunique(),
        "baikonur-pass": f"{distance_km(track['15:45:00'], BAIKONUR):.0f} km",
        "place-at-docking": track["18:53:00"]["place"].partition(",")[0].removeprefix("over "),
        "place-at-planned-time": track["18:56:00"]["place"].rpartition(", ")[2],
        "kyiv-distance": f"{round(distance_km(track['18:53:32'], KYIV), -1):.0f}",
        "aboard-usual": usual,
        "aboard-after-hatch": len(iss.aboard("2023-09-15T21:30")),
        "aboard-peak": len(iss.aboard("2023-08-30T12:00")),
        "aboard-record": iss.occupancy().sum(axis=1).max(),
        **count_rows(
            stays,
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
        "crew7-agencies": stays[stays["ship"] == "SpaceX Crew-7"]["agency"].nunique(),
        "article-receiving": receiving,
        "article-total": receiving + len(stays.query(ON_MS24)),
        "astronaut-left-out": left_out,
        "furukawa-before": f"{twelve_years_before.day} {twelve_years_before:%B %Y}",
        "rubio-stay": f"{max(flight_days('frank-rubio')):.0f} days",
        "kononenko-stay": f"{max(flight_days('oleg-kononenko')):.0f} days",
        "kononenko-total": f"{sum(flight_days('oleg-kononenko')):,.0f} days",
        "commitment-lead": "nearly five months",
        **russian_statements(),
    }
