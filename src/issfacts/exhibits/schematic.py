"""The station: its elements by builder and owner, the way to it, and a chart of its parts and the ships at its ports.

The tables modules, module_places and berths say what is shown; `schematic_drawing` draws it.
"""

from collections import Counter
from datetime import date
from functools import partial

import pandas as pd

from .. import data, dependence
from ..kit.dates import format_date, last_day, parse_day
from ..kit.exhibit import Chart, Link, Table, sources_of
from ..kit.places import row_address
from ..kit.wording import capital, day, listed, number
from ..record.elements import BUILDERS, SHARED, elements, share_of_mass
from .schematic_drawing import BACKGROUND, JOB_NUMBERS, REMOVED, Paint, Picture, draw

DOCKING_DAY = date(2023, 9, 15)
ROOM = "pressurised module"
BUILDER_ORDER = (*BUILDERS, SHARED)
ERA_COLOURS = {2003: "muted", 2011: "night", 9999: "ground"}  # last year of a construction era -> colour of its parts
SEGMENTS = {"USOS": "US-led", "ROS": "Russian"}
COUNTRIES = dict(zip(dependence.SIDES, ("United States", "Russia"), strict=True))  # side -> country
LABELLED_BUILDER = {"zarya", "zvezda", "nauka", "unity", "harmony", "tranquility", "columbus"}  # in show="builder"
LABELLED_PORTS = {"zarya", "zvezda", "unity", "destiny"}  # landmarks in show="ports"
REMAINING = {"only demonstrated or partial": "only in part", "uncovered": "not at all"}
NOT_DRAWN = ("irosa-roll-out-arrays",)  # pairs on several wings, of which the table has one place
DATA_COLUMNS = ["element", "launched", "built_by", "owned_by"]


def builders() -> Table:
    """Tabulate who built the station by three counts: pieces, weighed mass, weighed mass of the pressurised modules.

    DataError: invalid data. Source: the tables modules and module_masses.

    >>> builders().caption
    "Russia's part by three counts: 17% of the pieces, 25% of the weighed mass, 42% of the rooms' mass"
    """
    frame = elements()
    rooms = frame[frame["kind"] == ROOM]
    total_mass, rooms_mass = (group.groupby("built_by")["mass_kg"].sum() for group in (frame, rooms))
    table = pd.DataFrame(
        {
            "Pieces": frame["built_by"].value_counts(),
            "Pieces owned": frame["owned_by"].value_counts(),
            "Mass (t)": (total_mass / 1000).round(1),
            "Mass (%)": (100 * total_mass / total_mass.sum()).round(),
            "Rooms": rooms["built_by"].value_counts(),
            "Rooms' mass (t)": (rooms_mass / 1000).round(1),
            "Rooms' mass (%)": (100 * rooms_mass / rooms_mass.sum()).round(),
        },
        index=BUILDER_ORDER,
    )
    return Table(
        "builders",
        f"Russia's part by three counts: {_russian_shares(_shares(frame))}",
        table.fillna(0).convert_dtypes().rename(index=capital).rename_axis("Built by").reset_index(),
        note=f"Weighed: {frame['mass_kg'].count()} of {len(frame)} elements. Rooms: elements with air inside, "
        "adapters left out, all weighed.",
        rows=frame,
    )


def _shares(parts: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return the share of each builder by three counts: pieces, mass, and mass of the rooms."""
    rooms = parts[parts["kind"] == ROOM]
    return {
        "pieces": {side: float((parts["built_by"] == side).mean()) for side in BUILDER_ORDER},
        "mass": {side: share_of_mass(parts, side) for side in BUILDER_ORDER},
        "rooms": {side: share_of_mass(rooms, side) for side in BUILDER_ORDER},
    }


def _russian_shares(shares: dict[str, dict[str, float]]) -> str:
    pieces, mass, rooms_mass = (f"{share['Russia']:.0%}" for share in shares.values())
    return f"{pieces} of the pieces, {mass} of the weighed mass, {rooms_mass} of the rooms' mass"


def road_to_the_station() -> Table:
    """Tabulate the steps from the first satellite to the first element: date, strand, event (a link).

    The choice of steps and their strands are ours. DataError: invalid data. Source: the table events.

    >>> road_to_the_station().caption
    'Fifteen steps from 1957 to 1998: no strand has more than three of them'
    """
    rows = [row for row in data.rows("events") if row["strand"]]
    rows.sort(key=lambda row: last_day(row["when_utc"], row["when_precision"]))
    largest = max(Counter(row["strand"] for row in rows).values())
    columns = {
        "When": [format_date(row["when_utc"], row["when_precision"], short=True) for row in rows],
        "Strand": [capital(row["strand"]) for row in rows],
        "Step": [Link(row["title"], row_address("events", row["id"])) for row in rows],
    }
    return Table(
        "road-to-the-station",
        f"{capital(number(len(rows)))} steps from {rows[0]['when_utc'].year} to {rows[-1]['when_utc'].year}: "
        f"no strand has more than {number(largest)} of them",
        columns,
        note="Our choice of steps and our sorting: choose others, and the count changes.",
        rows=rows,
    )


def station(show: str = "builder", on: str | date | None = None, without: str | None = None) -> Chart:
    """Draw the station as it was on a day; parts not launched by then are absent.

    `show`: builder, owner or year colours the parts; needs marks the parts that do each of five jobs; ports adds the
    docked ships and labels few other parts. `on` is a day; the default is 2023-09-15 for needs and ports, else the day
    of the data. `without`, for needs only, removes a side: US-led or Russian. `data` has one row for each part (needs:
    for each part and job; ports: for each ship). ValueError: another value of `show`; no day; a day before the first
    launch, before the first coding (needs), or outside the days with known ships (ports). Sources: the tables modules,
    module_places, berths and codings.

    >>> station().title
    "Russia built 17% of the pieces, 25% of the weighed mass, 42% of the rooms' mass"
    """
    if show not in PICTURES:
        raise ValueError(f"show is {show!r}; it must be one of {', '.join(PICTURES)}")
    if without and (show != "needs" or without not in COUNTRIES):
        raise ValueError(f"without is {without!r}; only show='needs' takes it, and it must be {' or '.join(COUNTRIES)}")
    when = parse_day(on or (DOCKING_DAY if show in ("needs", "ports") else data.package()["as_of"]))
    parts = elements().set_index("id")
    first_launch = min(parts["launched"])
    if when < first_launch:
        raise ValueError(f"on is {when}; the first part was launched on {first_launch}: give that day or a later one")
    parts = parts[parts["launched"] <= when]
    picture = PICTURES[show](parts, when, without)
    rows = [row for row in data.rows("module_places") if row["module_id"] in parts.index]
    rows = [row for row in rows if not (row["until"] and row["until"] <= when)]
    places = [row for row in rows if row["module_id"] not in NOT_DRAWN]
    all_named = not (picture.labelled or picture.jobs)  # else most parts have no name
    named = [
        row for row in places if all_named or row["module_id"] in picture.labelled or (picture.jobs and row["serves"])
    ]
    with_label = {row["module_id"] for row in places if row["label"]}
    note = ["A schematic of our own, not to scale; what hangs below or stands on top is drawn beside.", picture.note]
    for remark, chosen in (
        ("Not drawn: {}, on several wings.", [row for row in rows if row["module_id"] in NOT_DRAWN]),
        ("Drawn without a name: {}.", [row for row in places if all_named and row["module_id"] not in with_label]),
        ("Weak sources for the place of: {}.", [row for row in named if row["confidence"] == "low"]),
    ):
        if names := dict.fromkeys(parts.at[row["module_id"], "element"] for row in chosen):
            note.append(remark.format(listed(names)))
    return Chart(
        "-".join(filter(None, ["station", show, without and without.lower(), on and str(when)])),
        picture.title,
        partial(draw, [*places, *picture.ships], picture),
        alt=f"Drawing of the station on {day(when)}: a line of modules, and across it the truss with its solar wings",
        description=f"{picture.description} The way of flight is up; the Russian segment is at the lower end.",
        data=picture.frame,
        sources=sources_of(picture.rows),
        rows=places,
        note=" ".join(note),
    )


# Texts and styles of each value of `show`


def _side_picture(
    parts: pd.DataFrame, column: str, labelled: set[str], title: str, intro: str, shades: list[tuple], **more
) -> Picture:
    """Return the picture that colours parts by built_by or owned_by; `shades` explain dark and pale in the legend."""
    counts, owner = Counter(parts[column]), parts["owned_by"]
    sides = [side for side in BUILDER_ORDER if counts[side]]
    other_owners = owner[owner != parts[column]].map(lambda side: Paint.solid(side).text_colour)

    def paint(row: dict) -> Paint:
        colour = Paint.solid if row["module_id"] in labelled else Paint.pale
        return colour(parts.at[row["module_id"], column], other_owners.get(row["module_id"], ""))

    verb = capital(column.partition("_")[0])
    return Picture(
        title,
        f"{intro}{verb} by: {listed(f'{side} {number(counts[side])}' for side in sides)}.",
        parts[DATA_COLUMNS].reset_index(drop=True),
        paint,
        [(capital(side), Paint.solid(side)) for side in sides]
        + [(f"Owner: {owner[id]}", Paint({}, "ink", edge=ink)) for id, ink in other_owners.drop_duplicates().items()]
        + shades,
        parts,
        labelled=frozenset(labelled),
        legend_first=True,
        **more,
    )


def _builder_picture(parts: pd.DataFrame, *_: object) -> Picture:
    shares, weighed = _shares(parts), parts["mass_kg"].count()
    unweighed = (
        f"The other {number(len(parts) - weighed)} have no mass that we trust; Russia built none of them, so its true "
        "share is smaller. "
    )
    return _side_picture(
        parts,
        "built_by",
        LABELLED_BUILDER,
        f"Russia built {_russian_shares(shares)}",
        f"Russia owns {(parts['owned_by'] == 'Russia').mean():.0%} of the pieces. ",
        [("Pale: no name here", Paint.pale(SHARED))],
        note=f"Mass: of the {weighed} parts that can be weighed, some at launch, others empty or loaded. "
        f"{unweighed if weighed < len(parts) else ''}Rooms: mass of the parts with air inside, adapters left out. What "
        "has left since counts too.",
        bars=shares,
    )


def _owner_picture(parts: pd.DataFrame, *_: object) -> Picture:
    counts, built_by_others = Counter(parts["owned_by"]), parts[parts["built_by"] != parts["owned_by"]]
    return _side_picture(
        parts,
        "owned_by",
        set(built_by_others.index),
        f"The United States owns {counts['United States']} of the {len(parts)} parts, Russia {counts['Russia']}",
        f"Not built by their owner alone: {listed(built_by_others['element'])}. ",
        [("Dark: other builder", Paint.plain("other")), ("Pale: same builder", Paint.pale(SHARED))],
        note="Dark, with a name: not built by its owner alone.",
    )


def _year_picture(parts: pd.DataFrame, *_: object) -> Picture:
    years = parts["launched"].map(lambda launched: launched.year)
    era = years.map(lambda year: next(last for last in ERA_COLOURS if year <= last))
    spans = years.groupby(era).agg(first="min", last="max", parts="size")
    labels = {row.Index: f"{row.first} to {row.last}: {row.parts} parts" for row in spans.itertuples()}
    late = int((years > 2011).sum())
    title = f"{len(parts) - late} of the {len(parts)} parts went up from {years.min()} to {min(years.max(), 2011)}"
    return Picture(
        title + (f", {number(late)} since" if late else ""),
        f"{'; '.join(labels.values())}.",
        parts[DATA_COLUMNS].reset_index(drop=True),
        lambda row: Paint.plain(ERA_COLOURS[era[row["module_id"]]]),
        [(label, Paint.plain(ERA_COLOURS[last])) for last, label in labels.items()],
        parts,
        "The Shuttle stood still from the loss of Columbia in 2003 to 2005, and for good after July 2011.",
    )


def _needs_picture(parts: pd.DataFrame, when: date, without: str | None) -> Picture:
    segment = {row["id"]: SEGMENTS[row["segment"]] for row in data.rows("modules")}
    coded_dates = [on for on in dependence.dates() if on <= when]
    if not coded_dates:
        raise ValueError(f"on is {when}; needs are coded from {dependence.dates()[0]} on")
    places = pd.DataFrame(data.rows("module_places")).dropna(subset=["label", "serves"]).explode("serves")
    places = places[places["module_id"].isin(parts.index)]
    places["element"], places["side"] = places["module_id"].map(parts["element"]), places["module_id"].map(segment)
    places = places.drop_duplicates(["element", "side", "serves"])
    places = places.sort_values(["side", "serves"], key=lambda column: column.replace(JOB_NUMBERS), kind="stable")
    paints = {side: REMOVED if side == without else Paint.solid(country) for side, country in COUNTRIES.items()}

    def paint(row: dict) -> Paint:
        side = segment[row["module_id"]]
        return paints[side] if row["serves"] or side == without else BACKGROUND

    title, note = "The Russian end lifts the station and turns it; the American end powers and steadies it", ""
    statuses = dependence.without(without, coded_dates[-1]) if without else []
    if without:
        jobs_by_status = {
            label: [row["function"] for row in statuses if row["status"] == status]
            for status, label in REMAINING.items()
        }
        losses = ", ".join(f"{dependence.quoted(jobs)} {label}" for label, jobs in jobs_by_status.items() if jobs)
        title = f"Without the {without} side, by our judgement for {coded_dates[-1].year}: {losses}"
        note = f" A dashed edge: gone with the {without} side. Zarya is in the Russian segment, and American."
    labels = places.groupby(["side", "serves"], sort=False)["label"].agg(listed)
    return Picture(
        title,
        " ".join(f"{side} side: {label}: {dependence.quoted([job])}." for (side, job), label in labels.items()),
        places[["element", "side", "serves"]].reset_index(drop=True),
        paint,
        [(f"{side} part", paints[side]) for side in reversed(paints)],
        statuses or data.rows("codings"),
        f"Which part does what is our reading of the table of dependencies.{note}",
        jobs=tuple(
            (job, name, [paints[side].text_colour for side in places.loc[places["serves"] == job, "side"].unique()])
            for job, name in dependence.FUNCTIONS.items()
        ),
    )


def _ports_picture(parts: pd.DataFrame, when: date, without: None) -> Picture:
    ships = sorted(data.rows("berths"), key=lambda row: row["arrived_on"])
    first, last = ships[-1]["arrived_on"], min(row["left_on"] for row in ships if row["left_on"])
    if not first <= when < last:
        raise ValueError(f"on is {when}; we know the ships at the ports from {first} to the day before {last}")
    elements_at = [parts.at[row["module_id"], "element"] for row in ships]
    labelled = frozenset(LABELLED_PORTS | {row["module_id"] for row in ships})
    cargo_vehicles = [row["name"] for row in data.rows("vehicles") if row["kind"] == "cargo ship"]

    def paint(row: dict) -> Paint:
        if "ship" not in row:
            return Paint({}, "ink") if row["module_id"] in labelled else BACKGROUND
        country = "Russia" if row["country"] == "RUS" else "United States"
        color = "accent" if row["id"] == ships[-1]["id"] else Paint.solid(country).text_colour
        is_cargo = any(name in row["ship"] for name in cargo_vehicles)
        return Paint({}, color, edge=color) if is_cargo else Paint.plain(color, "ground")

    berths = listed(f"{row['ship']} at {name} ({row['port']})" for row, name in zip(ships, elements_at, strict=True))
    return Picture(
        f"{ships[-1]['ship']} docked at {elements_at[-1]}, on the Russian end; "
        f"{number(len(ships) - 1)} other ships were at the station",
        f"{berths}.",
        pd.DataFrame(ships)[["ship", "port", "arrived_on"]].assign(element=elements_at),
        paint,
        [
            ("Just arrived", Paint.plain("accent")),
            ("For people", Paint.plain("muted")),
            ("For freight", Paint({}, "ink", edge="muted")),
        ],
        ships,
        "Nadir faces the Earth, zenith away from it, aft against the way of flight. Most parts without a ship have "
        "no name here.",
        ships=tuple(row | {"part": "body", "attached_to": row["module_id"], "label": row["ship"]} for row in ships),
        labelled=labelled,
    )


PICTURES = {
    "builder": _builder_picture,
    "owner": _owner_picture,
    "year": _year_picture,
    "needs": _needs_picture,
    "ports": _ports_picture,
}
