"""The schematic of the station: its parts by builder, owner, year or function, and the ships at its ports.

It is drawn from the tables modules, module_places and berths. The modules run down the page with the direction of
flight up; the truss with its solar wings runs across; parts below or on top of others are drawn beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

import pandas as pd

from .. import data, dependence
from ..kit.canvas import GAP, LARGE, PHONE, SMALL, TEXT, Canvas, area_style, text_width
from ..kit.dates import parse_day
from ..kit.exhibit import Chart, sources_of
from ..kit.palette import LIGHT, look
from ..kit.wording import capital, day, listed, number
from ..record.elements import BUILDERS, SHARED, elements, share_of_mass

DOCKING_DAY = date(2023, 9, 15)
PRESSURISED = "pressurised module"
BUILDER_ORDER = (*BUILDERS, SHARED)
AGENCIES = dict(zip(BUILDERS, ("Roscosmos", "NASA", "ESA", "JAXA", "CSA"), strict=True))  # builder -> its palette
ERA_COLOURS = {2003: "muted", 2011: "night", 9999: "ground"}  # last year of a construction era -> colour of its parts
SEGMENTS = {"USOS": "US-led", "ROS": "Russian"}
SIDES = dict(zip(dependence.SIDES, ("United States", "Russia"), strict=True))
JOB_NUMBERS = {job: n for n, job in enumerate(dependence.FUNCTIONS, 1)}  # the badges on the parts
LABELLED_BUILDER = {"zarya", "zvezda", "nauka", "unity", "harmony", "tranquility", "columbus"}  # in show="builder"
LABELLED_PORTS = {"zarya", "zvezda", "unity", "destiny"}  # landmarks in show="ports"
REMAINING = {"only demonstrated or partial": "only in part", "uncovered": "not at all"}
NOT_DRAWN = ("irosa-roll-out-arrays",)  # pairs on several wings, of which the table has one place
DATA_COLUMNS = ["element", "launched", "built_by", "owned_by"]


class Paint(NamedTuple):
    """Hold the style of a box: its fill, the colours of its text and edge, a dashed edge for what is gone."""

    fill: dict
    ink: str
    gone: bool = False
    edge: str = ""
    weight: float = 3  # px, of the edge


class Picture(NamedTuple):
    """Hold the text, data and styles of one value of `show`."""

    title: str
    description: str
    frame: pd.DataFrame
    paint: Callable[[dict], Paint]  # row of module_places -> style
    legend: list[tuple[str, Paint]]
    rows: list[dict] | pd.DataFrame
    note: str = ""
    ships: tuple = ()
    labelled: frozenset = frozenset()  # ids of the parts with a label; empty: all
    legend_first: bool = False  # the legend stands above the schematic, else below or beside its lower end
    bars: tuple = ()  # (name, share of each builder)
    jobs: tuple = ()  # (id, name, badge colours, one for each side that does the job)


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
    if without and (show != "needs" or without not in SIDES):
        raise ValueError(f"without is {without!r}; only show='needs' takes it, and it must be {' or '.join(SIDES)}")
    when = parse_day(on or (DOCKING_DAY if show in ("needs", "ports") else data.package()["as_of"]))
    parts = elements().set_index("id")
    first_launch = min(parts["launched"])
    if when < first_launch:
        raise ValueError(f"on is {when}; the first part was launched on {first_launch}: give that day or a later one")
    parts = parts[parts["launched"] <= when]
    picture = PICTURES[show](parts, when, without)
    boxes = [row for row in data.rows("module_places") if row["module_id"] in parts.index]
    boxes = [row for row in boxes if not (row["until"] and row["until"] <= when)]
    boxes = [row for row in boxes if row["module_id"] not in NOT_DRAWN]
    not_drawn = [parts.at[id, "element"] for id in NOT_DRAWN if id in parts.index]
    all_named = not (picture.labelled or picture.jobs)  # else most parts have no name
    named = [
        row for row in boxes if all_named or row["module_id"] in picture.labelled or (picture.jobs and row["serves"])
    ]
    with_label = {row["module_id"] for row in boxes if row["label"]}
    unlabelled = [row for row in boxes if all_named and row["module_id"] not in with_label]
    without_name = dict.fromkeys(parts.at[row["module_id"], "element"] for row in unlabelled)
    weakly_placed = [parts.at[row["module_id"], "element"] for row in named if row["confidence"] == "low"]
    return Chart(
        "-".join(filter(None, ["station", show, without and without.lower(), on and str(when)])),
        picture.title,
        partial(_draw, [*boxes, *picture.ships], picture),
        alt=f"Drawing of the station on {day(when)}: a line of modules, and across it the truss with its solar wings",
        description=f"{picture.description} The way of flight is up; the Russian segment is at the lower end.",
        data=picture.frame,
        sources=sources_of(picture.rows),
        rows=boxes,
        note="A schematic of our own, not to scale; what hangs below or stands on top is drawn beside. "
        + picture.note
        + (f" Not drawn: {listed(not_drawn)}, on several wings." if not_drawn else "")
        + (f" Drawn without a name: {listed(without_name)}." if without_name else "")
        + (f" Weak sources for the place of: {listed(weakly_placed)}." if weakly_placed else ""),
    )


# Texts and styles of each value of `show`


def _side_picture(
    parts: pd.DataFrame, column: str, labelled: set[str], title: str, intro: str, shades: list[tuple], **more
) -> Picture:
    """Return the picture that colours parts by a column (built_by or owned_by); parts without a label are pale.

    `shades`: more entries of the legend, which say what dark and pale mean.
    """
    counts, owner = Counter(parts[column]), parts["owned_by"]
    sides = [side for side in BUILDER_ORDER if counts[side]]
    other_owners = owner[owner != parts[column]].map(lambda side: _solid_paint(side).ink)

    def paint(row: dict) -> Paint:
        colour = _solid_paint if row["module_id"] in labelled else _pale_paint
        return colour(parts.at[row["module_id"], column], other_owners.get(row["module_id"], ""))

    verb = capital(column.partition("_")[0])
    return Picture(
        title,
        f"{intro}{verb} by: {listed(f'{side} {number(counts[side])}' for side in sides)}.",
        parts[DATA_COLUMNS].reset_index(drop=True),
        paint,
        [(capital(side), _solid_paint(side)) for side in sides]
        + [(f"Owner: {owner[id]}", Paint({}, "ink", edge=ink)) for id, ink in other_owners.drop_duplicates().items()]
        + shades,
        parts,
        labelled=frozenset(labelled),
        legend_first=True,
        **more,
    )


def _builder_picture(parts: pd.DataFrame, *_: object) -> Picture:
    rooms, weighed = parts[parts["kind"] == PRESSURISED], parts["mass_kg"].count()
    bars = (
        ("pieces", {side: float((parts["built_by"] == side).mean()) for side in BUILDER_ORDER}),
        ("mass", {side: share_of_mass(parts, side) for side in BUILDER_ORDER}),
        ("rooms", {side: share_of_mass(rooms, side) for side in BUILDER_ORDER}),
    )
    unweighed = (
        f"The other {number(len(parts) - weighed)} have no mass that we trust; Russia built none of them, so its true "
        "share is smaller. "
    )
    pieces, mass, rooms_mass = (f"{share['Russia']:.0%}" for _, share in bars)
    return _side_picture(
        parts,
        "built_by",
        LABELLED_BUILDER,
        f"Russia built {pieces} of the pieces, {mass} of the weighed mass, {rooms_mass} of the rooms' mass",
        f"Russia owns {(parts['owned_by'] == 'Russia').mean():.0%} of the pieces. ",
        [("Pale: no name here", _pale_paint(SHARED))],
        note=f"Mass: of the {weighed} parts that can be weighed, some at launch, others empty or loaded. "
        f"{unweighed if weighed < len(parts) else ''}Rooms: mass of the parts with air inside, adapters left out. What "
        "has left since counts too.",
        bars=bars,
    )


def _owner_picture(parts: pd.DataFrame, *_: object) -> Picture:
    counts, built_by_others = Counter(parts["owned_by"]), parts[parts["built_by"] != parts["owned_by"]]
    return _side_picture(
        parts,
        "owned_by",
        set(built_by_others.index),
        f"The United States owns {counts['United States']} of the {len(parts)} parts, Russia {counts['Russia']}",
        f"Not built by their owner alone: {listed(built_by_others['element'])}. ",
        [("Dark: other builder", _plain_paint("other")), ("Pale: same builder", _pale_paint(SHARED))],
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
        lambda row: _plain_paint(ERA_COLOURS[era[row["module_id"]]]),
        [(label, _plain_paint(ERA_COLOURS[last])) for last, label in labels.items()],
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
    paints = {side: GONE if side == without else _solid_paint(country) for side, country in SIDES.items()}

    def paint(row: dict) -> Paint:
        side = segment[row["module_id"]]
        return paints[side] if row["serves"] or side == without else QUIET

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
            (job, name, [paints[side].ink for side in places.loc[places["serves"] == job, "side"].unique()])
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
            return Paint({}, "ink") if row["module_id"] in labelled else QUIET
        country = "Russia" if row["country"] == "RUS" else "United States"
        color = "accent" if row["id"] == ships[-1]["id"] else _solid_paint(country).ink
        is_cargo = any(name in row["ship"] for name in cargo_vehicles)
        return Paint({}, color, edge=color) if is_cargo else _plain_paint(color, "ground")

    berths = listed(f"{row['ship']} at {name} ({row['port']})" for row, name in zip(ships, elements_at, strict=True))
    return Picture(
        f"{ships[-1]['ship']} docked at {elements_at[-1]}, on the Russian end; "
        f"{number(len(ships) - 1)} other ships were at the station",
        f"{berths}.",
        pd.DataFrame(ships)[["ship", "port", "arrived_on"]].assign(element=elements_at),
        paint,
        [
            ("Just arrived", _plain_paint("accent")),
            ("For people", _plain_paint("muted")),
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
QUIET = Paint({"facecolor": LIGHT["night"]}, "ink", edge="muted", weight=1)  # a part without a job or a name
GONE = Paint({"facecolor": LIGHT["ground"]}, "muted", gone=True)


def _solid_paint(side: str, edge: str = "") -> Paint:
    agency = AGENCIES.get(side, "other")
    return Paint(area_style(agency), look(agency).name, edge=edge)


def _pale_paint(side: str, edge: str = "") -> Paint:
    """Return the colour of a builder or owner, pale and without its hatch; the edge has the full colour."""
    style = look(AGENCIES.get(side, "other"))
    return Paint(
        {"facecolor": style.colour, "alpha": 0.18}, style.name, edge=edge or style.name, weight=3 if edge else 1
    )


def _plain_paint(colour: str, ink: str = "ink") -> Paint:
    return Paint({"facecolor": LIGHT[colour]}, "ground" if colour == "muted" else ink)


# Drawing

MODULE_SCALE, TRUSS_STRETCH, WING_STRETCH = 1.15, 2.5, 1.5  # factors of the wide drawing
DASHED = {"linestyle": (0, (3, 2))}
BARS_HEIGHT = 105  # px, of all three bars
FREE_TOP = {False: 100, True: 14}  # narrow? -> px, of the free space in the schematic below a legend
Box = tuple[float, float, float, float]  # left, top, width, height in px


def _draw(boxes: list[dict], picture: Picture, figure, narrow: bool) -> None:
    """Draw the struts, the parts, the ships and the legend; bars, where there are any, stand above the schematic."""
    scale, legend_lines = 1 if narrow else MODULE_SCALE, len(picture.legend) + len(picture.jobs)
    bars_height = BARS_HEIGHT if picture.bars else 0
    legend_positions = _legend_positions(picture.legend, bars_height, narrow) if picture.legend_first else []
    top = max([bars_height, *(y + 22 for _, y in legend_positions)])
    if legend_positions and not picture.bars:
        top -= FREE_TOP[narrow]
    schematic_bottom = top + max(row["y"] + row["height"] for row in boxes) * scale + 6
    legend_y = schematic_bottom + 20 if narrow else 324
    bottom = schematic_bottom if picture.legend_first else legend_y + 21 * legend_lines
    canvas = Canvas(figure, max(bottom, schematic_bottom), narrow)
    _draw_russian_segment(canvas, boxes, top)
    centres = {}  # of each part; ships come after the parts
    for row in boxes:
        centres.setdefault(row["module_id"], _centre(_box(canvas, row, top)))
    for row in boxes:
        if row["attached_to"] in centres and row["part"] != "wing":
            start, end = _centre(_box(canvas, row, top)), centres[row["attached_to"]]
            canvas.line((start[0], end[0]), (start[1], end[1]), "muted", 3, zorder=0.5)
    for row in boxes:
        box, paint = _box(canvas, row, top), picture.paint(row)
        if row["part"] == "wing":
            _draw_wing(canvas, box, paint)
            continue
        has_label = not picture.jobs and row["module_id"] in (picture.labelled or centres)
        _draw_part(canvas, box, row["label"] if has_label else "", paint)
        x, y = _centre(box)
        jobs = row["serves"] or () if picture.jobs else ()
        for n, job in enumerate(jobs):
            _draw_badge(canvas, x + 20 * (n - (len(jobs) - 1) / 2), y, JOB_NUMBERS[job], paint.ink)
    if not narrow:
        canvas.write(canvas.width / 2 - 60, top + 16, "way of flight \N{UPWARDS ARROW}", SMALL, "muted", "right")
    if picture.bars:
        _draw_bars(canvas, picture.bars)
        canvas.line((0, canvas.width), (top - 10, top - 10), "line")
        canvas.write(0, top + 16, "Which parts", TEXT, bold=True)
    if picture.legend_first:
        for entry, position in zip(picture.legend, legend_positions, strict=True):
            _draw_legend(canvas, [entry], *position)
    else:
        x = 490 if picture.jobs and not narrow else 2
        for n, (job, text, inks) in enumerate(picture.jobs):
            for m, ink in enumerate(inks):
                _draw_badge(canvas, x + 8 + 20 * m, legend_y - 5 + 21 * n, JOB_NUMBERS[job], ink)
            canvas.write(x + 44, legend_y + 21 * n, text, canvas.small)
        _draw_legend(canvas, picture.legend, x, legend_y + 21 * len(picture.jobs) + (8 if picture.jobs else 0))


def _draw_russian_segment(canvas: Canvas, rows: list[dict], top: float) -> None:
    """Shade the ground below the parts and ships of the Russian segment, with a line above and its name."""
    russian = {row["id"] for row in data.rows("modules") if row["segment"] == "ROS"}
    boxes = [_box(canvas, row, top) for row in rows if row["module_id"] in russian]
    scale, first = 1 if canvas.narrow else MODULE_SCALE, min(y for _, y, *_ in boxes)
    text_x, margin = canvas.width / 2 + 44 * scale, 6
    left = max(min(x for x, *_ in boxes) - margin, 0)
    right = min(max(text_x + 60, *(x + width for x, _, width, _ in boxes)) + margin, canvas.width)
    upper, lower = first - 2.4, max(y + height for _, y, _, height in boxes) + margin
    canvas.box(left, upper, right - left, lower - upper, {"facecolor": LIGHT["band"], "zorder": 0})
    canvas.line((left, right), (upper, upper), "muted", zorder=0)
    for n, text in enumerate(("Russian", "segment")):
        canvas.write(text_x, first + 16 * (scale + n), text, canvas.small, "muted")


def _box(canvas: Canvas, row: dict, start: float) -> Box:
    """Return the box of a part or ship on the canvas; `start` is the top of the schematic."""
    scale, height_factor = (1, 1) if canvas.narrow else (MODULE_SCALE, WING_STRETCH if row["part"] == "wing" else 1)
    x_factor = scale if row["part"] == "body" or canvas.narrow else TRUSS_STRETCH
    top, height = start + row["y"] * scale, row["height"] * scale * height_factor
    if row["part"] == "wing" and row["side"] == "forward":
        top -= height - height / height_factor
    return canvas.width / 2 + row["x"] * x_factor, top, row["width"] * x_factor, height


def _centre(box: Box) -> tuple[float, float]:
    left, top, width, height = box
    return left + width / 2, top + height / 2


def _draw_box(canvas: Canvas, box: Box, paint: Paint, default_weight: float) -> None:
    if "alpha" in paint.fill:
        canvas.box(*box, "ground")
    canvas.box(*box, paint.fill or "ground")
    weight, style = paint.weight if paint.edge else default_weight, DASHED if paint.gone else {}
    canvas.outline(*box, paint.edge or "muted", weight, **style)


def _draw_part(canvas: Canvas, box: Box, label: str, paint: Paint) -> None:
    """Draw a part or ship with its label; over a hatch, the label has a plain background."""
    _draw_box(canvas, box, paint, 1.2)
    if not label:
        return
    x, y = _centre(box)
    half_width = text_width(label, canvas.small) / 2 + 3
    if hatched := bool(paint.fill.get("hatch")):
        canvas.box(x - half_width, y - 8.5, 2 * half_width, 17, "ground")
    ink = "ground" if "hatch" in paint.fill and not hatched else paint.ink
    canvas.write(x, y + canvas.small * 0.36, label, canvas.small, ink, "center")


def _draw_badge(canvas: Canvas, x: float, y: float, number: int, ink: str) -> None:
    canvas.box(x - 8, y - 8, 16, 16, "ground")
    canvas.outline(x - 8, y - 8, 16, 16, ink, 1)
    canvas.write(x, y + canvas.small * 0.36, str(number), canvas.small, ink, "center", bold=True)


def _draw_wing(canvas: Canvas, box: Box, paint: Paint) -> None:
    """Draw a solar wing: a frame with seams."""
    left, top, width, height = box
    color, style = (paint.ink if "hatch" in paint.fill else paint.edge or "muted"), DASHED if paint.gone else {}
    canvas.box(*box, "ground")
    canvas.outline(*box, color, 1.2, **style)
    middle_x, levels = left + width / 2, [top + height * n / 5 for n in range(1, 5)]
    xs = [middle_x, middle_x, *(GAP, left, left + width) * 4]
    ys = [top, top + height, *(y for level in levels for y in (GAP, level, level))]
    canvas.line(xs, ys, color, 0.8, **style)


def _draw_legend(canvas: Canvas, legend: list[tuple[str, Paint]], x: float, y: float) -> None:
    for n, (text, paint) in enumerate(legend):
        text_y = y + 19 * n
        _draw_box(canvas, (x, text_y - 11, 13, 13), paint, 1)
        ink = paint.ink if "hatch" in paint.fill or paint.gone else "ink"
        canvas.write(x + 19, text_y, text, canvas.small, ink, bold=True)


def _legend_positions(legend: list[tuple[str, Paint]], bars_height: float, narrow: bool) -> list[tuple[float, float]]:
    """Return the positions of legend entries beside any bars; on a phone below them, two in a line where they fit."""
    if not narrow:
        return [(520, 14 + 19 * slot) for slot in range(len(legend))]
    first_y = bars_height + 24 if bars_height else 14
    positions, slot = [], 0
    for text, _ in legend:
        wide = text_width(text, PHONE, bold=True) > 133
        slot += slot % 2 if wide else 0
        positions.append((2 + 136 * (slot % 2), first_y + 19 * (slot // 2)))
        slot += 2 if wide else 1
    return positions


def _draw_bars(canvas: Canvas, bars: tuple) -> None:
    """Draw each builder's share by three counts; Russia comes first, with its percentage."""
    canvas.write(0, 14, "How much: Russia's share", TEXT, bold=True)
    for n, (name, shares) in enumerate(bars):
        y = 40 + 29 * n
        canvas.write(0, y, name, TEXT)
        canvas.write(100, y, f"{shares['Russia']:.0%}", LARGE, look("Roscosmos").name, "right", bold=True)
        left, width = 110, (canvas.width if canvas.narrow else 490) - 110
        for side, share in shares.items():
            canvas.box(left, y - 16, share * width, 22, _solid_paint(side).fill)
            left += share * width
