"""The station, drawn: its parts by builder, owner or year, what they are needed for, and the ships at its ports.

A schematic of our own from the tables modules, module_places and berths: the line of modules runs down the page with
the flight direction up, the truss with its wings across; what hangs below or stands on top is drawn beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import GAP, LARGE, PHONE, SMALL, TEXT, Canvas, fill, text_width
from ..kit.dates import day_of
from ..kit.exhibit import Chart, sources_of
from ..kit.palette import LIGHT, look
from ..kit.wording import capital, day, listed, number
from ..record.elements import BUILDERS, SHARED, elements, share_of_mass
from . import dependence

EVENING = date(2023, 9, 15)
ROOM = "pressurised module"
ORDER = (*BUILDERS, SHARED)
AGENCIES = dict(zip(BUILDERS, ("Roscosmos", "NASA", "ESA", "JAXA", "CSA"), strict=True))  # whose look a side has
ERAS = {2003: "muted", 2011: "night", 9999: "ground"}  # last year of a stage of the building -> how its parts look
SEGMENTS = {"USOS": "US-led", "ROS": "Russian"}
SIDES = dict(zip(dependence.SIDES, ("United States", "Russia"), strict=True))
NUMBERS = {need: n for n, need in enumerate(dependence.FUNCTIONS, 1)}  # by which a part shows the jobs it does
SPOKEN_OF = {"zarya", "zvezda", "nauka", "unity", "harmony", "tranquility", "columbus"}  # named in who built it
ALWAYS_NAMED = {"zarya", "zvezda", "unity", "destiny"}  # by which a reader of the ports finds the way
LEFT = {"only demonstrated or partial": "only in part", "uncovered": "not at all"}
KEPT = ["element", "launched", "built_by", "owned_by"]


class Paint(NamedTuple):
    """Say how a box is filled, in which colours its words and its edge stand; what is gone has a dashed edge."""

    fill: dict
    ink: str
    gone: bool = False
    edge: str = ""
    weight: float = 3  # px: of that edge


class Picture(NamedTuple):
    """Hold what one choice of `show` says, and how it paints the parts."""

    title: str
    told: str
    frame: pd.DataFrame
    paint: Callable[[dict], Paint]
    key: list[tuple[str, Paint]]
    rows: list[dict] | pd.DataFrame
    note: str = ""
    ships: tuple = ()
    named: frozenset = frozenset()  # the parts that have a name; all of them where it is empty
    bars: tuple = ()  # a name and the share of every side
    jobs: tuple = ()  # a need, its name, and in which inks the badges of its sides stand


def station(show: str = "builder", on: str | date | None = None, without: str | None = None) -> Chart:
    """Draw the station as it was on a day; parts not launched by then are absent.

    `show`: builder, owner or year paints the parts; needs marks what the station cannot do without; ports adds the
    ships at the ports, and names few parts beside theirs. `on` is a day; the default is 2023-09-15 for needs and ports,
    else the day of the data. `without`, for needs alone, takes a side away: US-led or Russian. `data` has one row for
    each part (for needs, for each part and need; for ports, for each ship). ValueError: another word; no day; a day
    before the first launch, the first coding (needs), or outside those whose ships we know (ports). Sources: the tables
    modules, module_places, berths and codings.

    >>> station().title
    "Russia built 17% of the pieces, 25% of the weighed mass, 42% of the rooms' mass"
    """
    if show not in PICTURES:
        raise ValueError(f"show is {show!r}; it must be one of {', '.join(PICTURES)}")
    if without and (show != "needs" or without not in SIDES):
        raise ValueError(f"without is {without!r}; only show='needs' takes it, and it must be {' or '.join(SIDES)}")
    when = day_of(on or (EVENING if show in ("needs", "ports") else data.package()["as_of"]))
    parts = elements().set_index("id")
    first = min(parts["launched"])
    if when < first:
        raise ValueError(f"on is {when}; the first part was launched on {first}: give that day or a later one")
    parts = parts[parts["launched"] <= when]
    picture = PICTURES[show](parts, when, without)
    boxes = [row for row in data.rows("module_places") if row["module_id"] in parts.index]
    boxes = [row for row in boxes if not (row["until"] and row["until"] <= when)]
    named = {row["module_id"] for row in boxes if row["label"]}
    shown = [row for row in boxes if row["serves"]] if picture.jobs else boxes
    shown = [row for row in shown if not picture.named or row["module_id"] in picture.named]
    weak = [parts.at[row["module_id"], "element"] for row in shown if row["confidence"] == "low"]
    nameless = [parts.at[id, "element"] for id in dict.fromkeys(row["module_id"] for row in boxes) if id not in named]
    return Chart(
        "-".join(filter(None, ["station", show, without and without.lower(), on and str(when)])),
        picture.title,
        lambda figure, narrow: _draw(figure, narrow, boxes, picture),
        alt=f"Drawing of the station on {day(when)}: a line of modules, and across it the truss with its solar wings",
        description=f"{picture.told} The way of flight is up; the Russian segment is at the lower end.",
        data=picture.frame,
        sources=sources_of(picture.rows),
        rows=boxes,
        note="A schematic of our own, not to scale; what hangs below or stands on top is drawn beside. "
        + picture.note
        + (f" Drawn without a name: {listed(nameless)}." if nameless and not (picture.named or picture.jobs) else "")
        + (f" Whose place rests on weak evidence: {listed(weak)}." if weak else ""),
    )


# What each picture says


def _by_side(
    parts: pd.DataFrame, column: str, title: str, named: set[str], told: str = "", note: str = "", bars: tuple = ()
) -> Picture:
    """Paint the parts by the side that a column names: some with their names, all others pale."""
    counts, owner = Counter(parts[column]), parts["owned_by"]
    sides = [side for side in ORDER if counts[side]]
    other = owner[owner != parts[column]]

    def paint(row: dict) -> Paint:
        edge = _solid(other[row["module_id"]]).ink if row["module_id"] in other else ""
        side = parts.at[row["module_id"], column]
        return (_solid if row["module_id"] in named else _pale)(side, edge)

    return Picture(
        title,
        f"{told}{capital(column.partition('_')[0])} by: {listed(f'{side} {number(counts[side])}' for side in sides)}.",
        parts[KEPT].reset_index(drop=True),
        paint,
        [(capital(side), _solid(side)) for side in sides]
        + [(f"Owner: {side}", Paint({}, "ink", edge=_solid(side).ink)) for side in dict.fromkeys(other)],
        parts,
        f"{note} Pale: parts without a name here.".strip(),
        named=frozenset(named),
        bars=bars,
    )


def _builder(parts: pd.DataFrame, *_: object) -> Picture:
    rooms, weighed = parts[parts["kind"] == ROOM], parts["mass_kg"].count()
    bars = (
        ("pieces", {side: float((parts["built_by"] == side).mean()) for side in ORDER}),
        ("mass", {side: share_of_mass(parts, side) for side in ORDER}),
        ("rooms", {side: share_of_mass(rooms, side) for side in ORDER}),
    )
    left = len(parts) - weighed
    unweighed = f"The other {number(left)} have no mass that we trust; Russia built none of them, so its true "
    unweighed = f"{unweighed}share is smaller. " if left else ""
    owned = (parts["owned_by"] == "Russia").mean()
    pieces, mass, inside = (f"{share['Russia']:.0%}" for _, share in bars)
    return _by_side(
        parts,
        "built_by",
        f"Russia built {pieces} of the pieces, {mass} of the weighed mass, {inside} of the rooms' mass",
        SPOKEN_OF,
        f"Russia owns {owned:.0%} of the pieces. ",
        f"Mass: of the {weighed} parts that can be weighed, some at launch, others empty or loaded. {unweighed}"
        "Rooms: mass of the parts with air inside, adapters left out. What has left since counts too.",
        bars,
    )


def _owner(parts: pd.DataFrame, *_: object) -> Picture:
    counts, split = Counter(parts["owned_by"]), parts[parts["built_by"] != parts["owned_by"]]
    title = f"The United States owns {counts['United States']} of the {len(parts)} parts, Russia {counts['Russia']}"
    return _by_side(
        parts, "owned_by", title, set(split.index), f"Not built by their owner alone: {listed(split['element'])}. "
    )


def _year(parts: pd.DataFrame, *_: object) -> Picture:
    years = parts["launched"].map(lambda launched: launched.year)
    era = years.map(lambda year: next(last for last in ERAS if year <= last))
    spans = years.groupby(era).agg(first="min", last="max", parts="size")
    told = {row.Index: f"{row.first} to {row.last}: {row.parts} parts" for row in spans.itertuples()}
    late = int((years > 2011).sum())
    title = f"{len(parts) - late} of the {len(parts)} parts went up from {years.min()} to {min(years.max(), 2011)}"
    return Picture(
        title + (f", {number(late)} since" if late else ""),
        f"{'; '.join(told.values())}.",
        parts[KEPT].reset_index(drop=True),
        lambda row: _plain(ERAS[era[row["module_id"]]]),
        [(words, _plain(ERAS[last])) for last, words in told.items()],
        parts,
        "The Shuttle stood still from the loss of Columbia in 2003 to 2005, and for good after July 2011.",
    )


def _needs(parts: pd.DataFrame, when: date, without: str | None) -> Picture:
    segment = {row["id"]: SEGMENTS[row["segment"]] for row in data.rows("modules")}
    coded = [on for on in dependence.dates() if on <= when]
    if not coded:
        raise ValueError(f"on is {when}; needs are coded from {dependence.dates()[0]} on")
    serving = pd.DataFrame(
        [
            (parts.at[row["module_id"], "element"], segment[row["module_id"]], need, row["label"])
            for row in data.rows("module_places")
            if row["module_id"] in parts.index and row["label"]
            for need in row["serves"] or ()
        ],
        columns=["element", "side", "serves", "label"],
    ).drop_duplicates(["element", "side", "serves"])
    serving = serving.sort_values(["side", "serves"], key=lambda column: column.replace(NUMBERS), kind="stable")

    def ink(side: str) -> str:
        return "muted" if side == without else _solid(SIDES[side]).ink

    def paint(row: dict) -> Paint:
        side = segment[row["module_id"]]
        if side == without:
            return GONE
        return _solid(SIDES[side]) if row["serves"] else IDLE

    title, note = "The Russian end lifts the station and turns it; the American end powers and steadies it", ""
    left = dependence.without(without, coded[-1]) if without else []
    if without:
        lost = {words: [row["function"] for row in left if row["status"] == status] for status, words in LEFT.items()}
        told = ", ".join(f"{dependence.quoted(found)} {words}" for words, found in lost.items() if found)
        title = f"Without the {without} side, by our codes of {coded[-1].year}: {told}"
        note = f" A dashed edge: gone with the {without} side. Zarya is in the Russian segment, and American."
    names = serving.groupby(["side", "serves"], sort=False)["label"].agg(listed)
    return Picture(
        title,
        " ".join(f"{side} side: {words}: {dependence.quoted([need])}." for (side, need), words in names.items()),
        serving[["element", "side", "serves"]].reset_index(drop=True),
        paint,
        [(f"{side} part", GONE if side == without else _solid(of)) for side, of in reversed(SIDES.items())],
        left or data.rows("codings"),
        f"Which part does what is our reading of the table of dependencies.{note}",
        jobs=tuple(
            (need, name, [ink(side) for side in serving.loc[serving["serves"] == need, "side"].unique()])
            for need, name in dependence.FUNCTIONS.items()
        ),
    )


def _ports(parts: pd.DataFrame, when: date, without: None) -> Picture:
    ships = sorted(data.rows("berths"), key=lambda row: row["arrived_on"])
    first, last = ships[-1]["arrived_on"], min(row["left_on"] for row in ships if row["left_on"])
    if not first <= when < last:
        raise ValueError(f"on is {when}; we know the ships at the ports from {first} to the day before {last}")
    at = [parts.at[row["module_id"], "element"] for row in ships]
    named = frozenset(ALWAYS_NAMED | {row["module_id"] for row in ships})
    told = listed(f"{row['ship']} at {name} ({row['port']})" for row, name in zip(ships, at, strict=True))
    return Picture(
        f"{ships[-1]['ship']} docked at {at[-1]}, on the Russian end; "
        f"{number(len(ships) - 1)} other ships were at the station",
        f"{told}.",
        pd.DataFrame(ships)[["ship", "port", "arrived_on"]].assign(element=at),
        lambda row: Paint({}, "ink") if row["module_id"] in named else UNNAMED,
        [
            ("Just arrived", _plain("accent")),
            ("For people", _plain("muted")),
            ("For freight", Paint({}, "ink", edge="muted")),
        ],
        ships,
        "Nadir faces the Earth, zenith away from it, aft against the way of flight. Most parts without a ship have "
        "no name here.",
        ships=tuple(ships),
        named=named,
    )


PICTURES = {"builder": _builder, "owner": _owner, "year": _year, "needs": _needs, "ports": _ports}
UNNAMED = Paint({"facecolor": LIGHT["night"]}, "ink", edge="line", weight=1)
IDLE = Paint({"facecolor": LIGHT["ground"]}, "muted", edge="line", weight=1)  # does none of the jobs
GONE = Paint({"facecolor": LIGHT["ground"]}, "muted", gone=True)


def _solid(side: str, edge: str = "") -> Paint:
    agency = AGENCIES.get(side, "other")
    return Paint(fill(agency), look(agency).name, edge=edge)


def _pale(side: str, edge: str = "") -> Paint:
    """Return the colour of a side, thinned, without its hatch; the edge has it in full."""
    style = look(AGENCIES.get(side, "other"))
    return Paint(
        {"facecolor": style.colour, "alpha": 0.18}, style.name, edge=edge or style.name, weight=3 if edge else 1
    )


def _plain(ground: str, ink: str = "ink") -> Paint:
    return Paint({"facecolor": LIGHT[ground]}, "ground" if ground == "muted" else ink)


# The drawing

UNIT, REACH, WINGS = 1.15, 2.35, 1.5  # how the wide drawing enlarges the modules, and stretches truss and wings
DASHED = {"linestyle": (0, (3, 2))}
BARS = 105  # px: the height of the three bars
Place = tuple[float, float, float, float]  # left, top, width, height


def _draw(figure, narrow: bool, boxes: list[dict], picture: Picture) -> None:
    """Draw what holds the parts together, the parts, the ships and the key; bars stand above, and have the key."""
    unit, lines = 1 if narrow else UNIT, len(picture.key) + len(picture.jobs)
    places = _places(picture.key, narrow)
    top = (max(y for _, y in places) + 15 if narrow else BARS + 12) if picture.bars else 0
    foot = top + max(row["y"] + row["height"] for row in (*boxes, *picture.ships)) * unit + 6
    key = foot + 20 if narrow else 324
    below = key + 21 * lines if picture.key and not picture.bars else foot
    paper = Canvas(figure, max(below, foot), narrow)
    middle = {}
    for row in boxes:
        middle.setdefault(row["module_id"], _middle(_place(paper, row, top)))
    for row in boxes:
        if row["attached_to"] in middle and row["part"] != "wing":
            _strut(paper, _middle(_place(paper, row, top)), middle[row["attached_to"]], pale=bool(picture.jobs))
    for row in boxes:
        named = not picture.jobs and row["module_id"] in (picture.named or middle)
        paint = picture.paint(row)
        place, needs = _place(paper, row, top), (picture.jobs and row["serves"]) or ()
        if row["part"] == "wing":
            _wing(paper, place, paint)
            continue
        _part(paper, place, row["label"] if named else "", paint)
        x, y = _middle(place)
        for n, need in enumerate(needs):
            _badge(paper, x + 20 * (n - (len(needs) - 1) / 2), y, NUMBERS[need], paint.ink)
    freighters = [row["name"] for row in data.rows("vehicles") if row["kind"] == "cargo ship"]
    for row in picture.ships:
        place, style = _place(paper, row, top), _solid("Russia" if row["country"] == "RUS" else "United States")
        _strut(paper, _middle(place), middle[row["module_id"]])
        color = "accent" if row == picture.ships[-1] else style.ink
        freight = any(name in row["ship"] for name in freighters)
        _part(paper, place, row["ship"], Paint({}, color, edge=color) if freight else _plain(color, "ground"))
    for n, words in enumerate(("Russian", "segment")):
        paper.write(paper.width / 2 + 44 * unit, top + 318 * unit + 16 * n, words, paper.small, "muted")
    if not narrow:
        paper.write(paper.width / 2 - 60, top + 16, "way of flight \N{UPWARDS ARROW}", SMALL, "muted", "right")
    if picture.bars:
        _bars(paper, picture.bars)
        for entry, place in zip(picture.key, places, strict=True):
            _key(paper, [entry], *place)
    else:
        x = 484 if picture.jobs and not narrow else 0
        for n, (need, words, inks) in enumerate(picture.jobs):
            for m, ink in enumerate(inks):
                _badge(paper, x + 8 + 20 * m, key - 5 + 21 * n, NUMBERS[need], ink)
            paper.write(x + 44, key + 21 * n, words, paper.small)
        _key(paper, picture.key, x, key + 21 * len(picture.jobs) + (8 if picture.jobs else 0))


def _place(paper: Canvas, row: dict, start: float) -> Place:
    """Return where a box stands on the paper, in a drawing that starts at some height."""
    part = row.get("part", "body")
    unit, tall = (1, 1) if paper.narrow else (UNIT, WINGS if part == "wing" else 1)
    across = unit if part == "body" or paper.narrow else REACH
    top, height = start + row["y"] * unit, row["height"] * unit * tall
    if part == "wing" and row["side"] == "forward":
        top -= height - height / tall
    return paper.width / 2 + row["x"] * across, top, row["width"] * across, height


def _middle(place: Place) -> tuple[float, float]:
    left, top, width, height = place
    return left + width / 2, top + height / 2


def _strut(paper: Canvas, start: tuple[float, float], end: tuple[float, float], pale: bool = False) -> None:
    paper.line((start[0], end[0]), (start[1], end[1]), "line" if pale else "muted", 3, zorder=0.5)


def _outlined(paper: Canvas, place: Place, paint: Paint, weight: float) -> None:
    if "alpha" in paint.fill:
        paper.box(*place, "ground")
    paper.box(*place, paint.fill or "ground")
    paper.edge(*place, paint.edge or "muted", paint.weight if paint.edge else weight, **DASHED if paint.gone else {})


def _part(paper: Canvas, place: Place, label: str, paint: Paint) -> None:
    """Draw a box with its name; on a hatch, the name has a ground of its own."""
    _outlined(paper, place, paint, 1.2)
    if not label:
        return
    x, y = _middle(place)
    half = text_width(label, paper.small) / 2 + 3
    if hatched := bool(paint.fill.get("hatch")):
        paper.box(x - half, y - 8.5, 2 * half, 17, "ground")
    ink = "ground" if "hatch" in paint.fill and not hatched else paint.ink
    paper.write(x, y + paper.small * 0.36, label, paper.small, ink, "center")


def _badge(paper: Canvas, x: float, y: float, number: int, ink: str) -> None:
    """Draw the number of a job, on a ground of its own."""
    paper.box(x - 8, y - 8, 16, 16, "ground")
    paper.edge(x - 8, y - 8, 16, 16, ink, 1)
    paper.write(x, y + paper.small * 0.36, str(number), paper.small, ink, "center", bold=True)


def _wing(paper: Canvas, place: Place, paint: Paint) -> None:
    """Draw a wing of solar arrays: a frame with seams."""
    left, top, width, height = place
    color, style = (paint.ink if "hatch" in paint.fill else paint.edge or "muted"), DASHED if paint.gone else {}
    paper.box(*place, "ground")
    paper.edge(*place, color, 1.2, **style)
    middle, levels = left + width / 2, [top + height * n / 5 for n in range(1, 5)]
    xs = [middle, middle, *(GAP, left, left + width) * 4]
    ys = [top, top + height, *(y for level in levels for y in (GAP, level, level))]
    paper.line(xs, ys, color, 0.8, **style)


def _key(paper: Canvas, key: list[tuple[str, Paint]], x: float, y: float) -> None:
    """Name the colours, one below the other."""
    for n, (words, paint) in enumerate(key):
        foot = y + 19 * n
        _outlined(paper, (x, foot - 11, 13, 13), paint, 1)
        ink = paint.ink if "hatch" in paint.fill or paint.gone else "ink"
        paper.write(x + 19, foot, words, paper.small, ink, bold=True)


def _places(key: list[tuple[str, Paint]], narrow: bool) -> list[tuple[float, float]]:
    """Return where each entry of a key stands: beside the bars, or below them two in a row where both have room."""
    if not narrow:
        return [(520, 14 + 19 * n) for n in range(len(key))]
    places, n = [], 0
    for words, _ in key:
        broad = text_width(words, PHONE, bold=True) > 133
        n += n % 2 if broad else 0
        places.append((136 * (n % 2), BARS + 24 + 19 * (n // 2)))
        n += 2 if broad else 1
    return places


def _bars(paper: Canvas, bars: tuple) -> None:
    """Draw what each side has of three counts; Russia stands first, with its share."""
    paper.write(0, 14, "Russia's share", paper.small, "muted")
    for n, (name, shares) in enumerate(bars):
        y = 40 + 29 * n
        paper.write(0, y, name, TEXT)
        paper.write(100, y, f"{shares['Russia']:.0%}", LARGE, look("Roscosmos").name, "right", bold=True)
        left, room = 110, (paper.width if paper.narrow else 490) - 110
        for side, share in shares.items():
            paper.box(left, y - 16, share * room, 22, _solid(side).fill)
            left += share * room
