"""Draw what the station is made of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import PHONE, SMALL, TEXT, box, line, sheet, write
from ..kit.exhibit import NARROW, Chart
from ..kit.palette import LIGHT, OTHER, Look, look
from ..kit.wording import capital, listed, number
from ..record.elements import PARTNERS, SHARED, bounds_of_share, elements, share_of_mass

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

AGENCY = dict(zip(PARTNERS, ("Roscosmos", "NASA", "ESA", "JAXA", "CSA"), strict=True))
BIG = 10_000  # kg; what weighs as much carries its name
ALSO_NAMED = ("canadarm2",)  # Canada has nothing heavy, and yet
SPLIT = "zarya"  # built by one side, owned by another
GAPS = {"columbia-loss": "Columbia lost", "last-shuttle-landing": "last Shuttle"}  # after these, nothing was added


def station_elements() -> Chart:
    """Draw the elements of the station as a staircase of mass: one block each, by launch year and builder.

    An element without a mass that can be used is an empty mark below its year. `data`: element, launched, built_by,
    owned_by, mass_kg. DataError: damaged data. Source: the tables modules, module_masses and events.

    >>> station_elements().title
    'Russia built seven of the 41 elements: 17% of the pieces, 26% of the mass we can weigh'
    """
    frame = elements()
    stairs = Stairs(frame, _gaps())
    columns = ["element", "launched", "built_by", "owned_by", "mass_kg"]
    return Chart(
        "station-elements",
        stairs.finding,
        partial(_draw_elements, stairs),
        alt=f"Rising steps: mass of the station's elements by launch year and builder, {stairs.period}",
        description=stairs.description,
        data=frame[columns],
        sources=[id for ids in frame["source_ids"] for id in ids],
        as_of=data.package()["as_of"],
        note=stairs.note,
        table=_readable(frame[columns]),
    )


class Stairs(NamedTuple):
    """Hold the elements and the pauses between them, and put them into words."""

    frame: pd.DataFrame
    gaps: dict[int, str]  # the last year before a pause -> why it came

    @property
    def weighed(self) -> pd.DataFrame:
        """Return the elements with a mass, and from where to where each reaches in the staircase (kg)."""
        rows = self.frame.dropna(subset="mass_kg")
        return rows.assign(top=rows["mass_kg"].cumsum(), year=[day.year for day in rows["launched"]])

    @property
    def blank(self) -> pd.DataFrame:
        """Return the elements without a mass that can be used."""
        rows = self.frame[self.frame["mass_kg"].isna()]
        return rows.assign(year=[day.year for day in rows["launched"]])

    @property
    def years(self) -> list[int]:
        """Return every year from the first launch to the last."""
        launched = self.frame["launched"]
        return list(range(launched.min().year, launched.max().year + 1))

    @property
    def period(self) -> str:
        """Return the years covered, in words."""
        return f"{self.years[0]} to {self.years[-1]}"

    @property
    def sums(self) -> list[tuple[str, int, float]]:
        """Return for each side that built: its name, its elements, the tonnes that can be weighed."""
        found = self.frame.groupby("built_by")["mass_kg"].agg(["size", "sum"])
        return [(side, *_tonnes(found.loc[side])) for side in (*PARTNERS, SHARED) if side in found.index]

    @property
    def finding(self) -> str:
        """Return the title: what Russia built, by pieces and by mass."""
        pieces, count = (self.frame["built_by"] == PARTNERS[0]).sum(), len(self.frame)
        mass = share_of_mass(self.frame, PARTNERS[0])
        return (
            f"{PARTNERS[0]} built {number(pieces)} of the {count} elements: "
            f"{pieces / count:.0%} of the pieces, {mass:.0%} of the mass we can weigh"
        )

    @property
    def description(self) -> str:
        """Return what each side built, what cannot be weighed, and how far sources disagree."""
        sides = listed(f"{side} {number(count)} ({tonnes:.0f} t)" for side, count, tonnes in self.sums)
        low, high = bounds_of_share(self.frame, PARTNERS[0])
        split = self.frame.set_index("id").loc[SPLIT]
        return (
            f"Elements built, and tonnes of those with a mass we can use: {sides}. {self.blanks} "
            f"With the lightest or the heaviest masses that sources state, the share of {PARTNERS[0]} lies between "
            f"{low:.0%} and {high:.0%}. {split['element']} was built in {split['built_by']} and belongs to the "
            f"{split['owned_by']}."
        )

    @property
    def blanks(self) -> str:
        """Say how many elements cannot be weighed, and whose they are."""
        builders = self.blank["built_by"]
        own = number(count) if (count := (builders == PARTNERS[0]).sum()) else "none"
        return (
            f"{capital(number(len(builders)))} have no such mass; {own} of these {_were(own)} built in {PARTNERS[0]}."
        )

    @property
    def note(self) -> str:
        """Say what the masses are, and what they are not."""
        total = self.frame["mass_kg"].sum() / 1000
        return (
            f"Weighed: {self.frame['mass_kg'].count()} elements, {total:.0f} tonnes. Some masses are at launch, "
            f"others empty or loaded. {self.blanks} Launched elements, also those removed since."
        )


def _tonnes(row: pd.Series) -> tuple[int, float]:
    return int(row["size"]), row["sum"] / 1000


def _were(word: str) -> str:
    return "was" if word in ("none", number(1)) else "were"


def _gaps() -> dict[int, str]:
    """Return the pauses: the year of each event that began one, and its name."""
    when = {row["id"]: row["when_utc"] for row in data.rows("events")}
    return {when[id].year: f"{name}, {when[id].year}" for id, name in GAPS.items()}


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    tonnes = (frame["mass_kg"] / 1000).round(1)
    table = frame.assign(mass_kg=tonnes)
    return table.set_axis(["Element", "Launched", "Built by", "Owned by", "Mass (t)"], axis=1)


def _look(side: str) -> Look:
    return look(AGENCY[side]) if side in AGENCY else OTHER


def _fill(side: str) -> dict:
    return {"facecolor": _look(side).colour, "hatch": _look(side).hatch, "edgecolor": LIGHT["ground"]}


def _label(row: pd.Series, short: bool = False) -> str:
    """Name an element, with its owner where another side built it; a phone drops the kind from the name."""
    name = row["element"]
    for word in (" truss and arrays", " truss", " laboratory") if short else (" and arrays",):
        name = name.removesuffix(word)
    if row["owned_by"] == row["built_by"]:
        return name
    return (
        f"{name} ({row['owned_by'].replace('United States', 'US')}-owned)" if not short or row["id"] == SPLIT else name
    )


def _draw_elements(stairs: Stairs, figure: Figure, narrow: bool) -> None:
    """Draw the staircase: on a page from left to right, on a phone from top to bottom."""
    (_elements_tall if narrow else _elements_long)(figure, stairs)


STEP, BLOCK, LEFT, TOP = 23.6, 19, 50, 24  # px: from year to year, width of a block, where 1998 and the top begin
SCALE = 1.15  # px for each tonne


def _elements_long(figure: Figure, stairs: Stairs) -> None:
    """Let the years run from left to right and the mass rise; names stand below the stairs, sums above them."""
    total = stairs.weighed["top"].max() / 1000
    ground = TOP + SCALE * total
    paper = sheet(figure, ground + 76)
    x = {year: LEFT + STEP * (year - stairs.years[0]) for year in stairs.years}

    def y(kg: float) -> float:
        return ground - SCALE * kg / 1000

    _axis(paper, stairs, x, y)
    for year, rows in stairs.weighed.groupby("year"):
        for _, row in rows.iterrows():
            box(paper, x[year], y(row["top"]), BLOCK, SCALE * row["mass_kg"] / 1000, **_fill(row["built_by"]))
            _name(paper, row, x[year], y(row["top"] - row["mass_kg"] / 2) + 4.5)
        for top in _seams(rows):
            line(paper, (x[year], x[year] + BLOCK), (y(top), y(top)), "ground", 1)
    _treads(paper, stairs, x, y)
    _empty_marks(paper, stairs.blank, {year: left + BLOCK / 2 for year, left in x.items()}, ground + 36)
    write(paper, LEFT, ground + 70, f"Empty marks: {_blank_words(stairs)}", SMALL, "muted")
    _sums(paper, stairs, 0, 14, (20, 160, 240), TEXT)


def _seams(rows: pd.DataFrame) -> list[float]:
    """Return where one block meets another of the same side: only there do they need a line between them."""
    return rows.loc[rows["built_by"] == rows["built_by"].shift(-1), "top"].tolist()


def _axis(paper: Axes, stairs: Stairs, x: dict[int, float], y) -> None:
    """Draw the ground with its years, and the total at the top of the stairs."""
    line(paper, (LEFT, x[stairs.years[-1]] + BLOCK), (y(0), y(0)), "muted")
    for year in stairs.years:
        if year % 5 == 0 or year == stairs.years[0]:
            write(paper, x[year] + BLOCK / 2, y(0) + 18, str(year), SMALL, "muted", "center")
    total = stairs.weighed["top"].max()
    write(paper, x[stairs.years[-1]] + BLOCK, y(total) - 8, f"{total / 1000:.0f} tonnes", ha="right", weight="bold")


def _name(paper: Axes, row: pd.Series, left: float, y: float) -> None:
    """Write a name beside its block; the one that breaks the split stands out."""
    if row["id"] in ALSO_NAMED:
        write(paper, left - 5, y, _label(row), SMALL, _look(row["built_by"]).name, "right")
    elif row["mass_kg"] >= BIG:
        bold = {"weight": "bold"} if row["id"] == SPLIT else {}
        write(paper, left + BLOCK + 5, y, _label(row), SMALL, _look(row["built_by"]).name, **bold)


def _treads(paper: Axes, stairs: Stairs, x: dict[int, float], y) -> None:
    """Join each year's top to the next; where building paused, say why."""
    tops = stairs.weighed.groupby("year")["top"].max()
    for year, later in zip(tops.index, tops.index[1:], strict=False):
        line(paper, (x[year] + BLOCK, x[later]), (y(tops[year]),) * 2, "muted")
    for year, why in stairs.gaps.items():
        last = max(step for step in tops.index if step <= year)
        for words, above in zip(why.split(" ", 1), (22, 7), strict=True):
            write(paper, x[last] + BLOCK, y(tops[last]) - above, words, SMALL, "muted")


def _empty_marks(paper: Axes, blank: pd.DataFrame, xs: dict[int, float], y: float) -> None:
    """Draw what cannot be weighed as empty marks below the years."""
    for year, rows in blank.groupby("year"):
        for place, side in enumerate(rows["built_by"]):
            _empty_mark(paper, xs[year], y + 14 * place, side)


def _empty_mark(paper: Axes, x: float, y: float, side: str) -> None:
    shape = {"marker": _look(side).marker, "markersize": 9, "markerfacecolor": "none", "markeredgewidth": 1.5}
    line(paper, [x], [y], _look(side).name, markeredgecolor=_look(side).colour, **shape)


def _blank_words(stairs: Stairs) -> str:
    return f"{number(len(stairs.blank))} elements, no usable mass"


def _sums(paper: Axes, stairs: Stairs, left: float, top: float, columns: tuple, size: float) -> None:
    """Write who built how much: a sample of the fill, the side, its pieces, its tonnes."""
    name, pieces, mass = (left + column for column in columns)
    write(paper, left, top, "Built by", size, weight="bold")
    write(paper, pieces, top, "pieces", size, "muted", "right")
    write(paper, mass, top, "weighed", size, "muted", "right")
    for row, (side, count, tonnes) in enumerate(stairs.sums, 1):
        y = top + row * (size + 6)
        box(paper, left, y - 11, 13, 13, **_fill(side))
        write(paper, name, y, side, size, _look(side).name, weight="bold")
        write(paper, pieces, y, str(count), size, ha="right")
        write(paper, mass, y, f"{tonnes:.0f} t", size, ha="right")


ROW, PAUSE, MARGIN, THICK = 25, 21, 40, 15  # px on a phone: a year with launches, a pause, where mass begins, a block


def _elements_tall(figure: Figure, stairs: Stairs) -> None:
    """Let the years run from top to bottom and the mass grow to the right; names stand where there is room."""
    total = stairs.weighed["top"].max()
    scale = (NARROW - MARGIN - 2) / total
    rows = _rows(stairs)
    bottom = 18 + sum(ROW if kind == "year" else PAUSE for kind, _ in rows)
    paper = sheet(figure, bottom + 42 + 7 * (SMALL + 6))
    write(paper, NARROW, 12, f"{total / 1000:.0f} tonnes", PHONE, ha="right", weight="bold")
    y = 18.0
    for kind, what in rows:
        if kind == "pause":
            write(paper, NARROW / 2, y + 15, what, PHONE, "muted", "center")
        else:
            _year_row(paper, stairs, what, y, scale)
        y += ROW if kind == "year" else PAUSE
    _empty_mark(paper, 7, bottom + 10, PARTNERS[1])
    write(paper, 20, bottom + 15, _blank_words(stairs), PHONE, "muted")
    _sums(paper, stairs, 0, bottom + 42, (20, 200, 286), SMALL)


def _rows(stairs: Stairs) -> list[tuple[str, int | str]]:
    """Return what a phone shows from top to bottom: years with launches, and why building paused."""
    rows, years = [], sorted({day.year for day in stairs.frame["launched"]})
    for year, later in zip(years, [*years[1:], None], strict=True):
        rows.append(("year", year))
        rows += [("pause", why) for when, why in stairs.gaps.items() if later and year <= when < later]
    return rows


def _year_row(paper: Axes, stairs: Stairs, year: int, y: float, scale: float) -> None:
    """Draw one year on a phone: its blocks, its empty marks, the names of what is heavy."""
    write(paper, 0, y + 17, str(year), PHONE, "muted")
    rows, blank = (part[part["year"] == year] for part in (stairs.weighed, stairs.blank))
    before = stairs.weighed.loc[stairs.weighed["year"] < year, "top"].max()
    start = MARGIN + scale * (0 if pd.isna(before) else before)
    end = MARGIN + scale * rows["top"].max() if len(rows) else start
    for _, row in rows.iterrows():
        left, width = MARGIN + scale * (row["top"] - row["mass_kg"]), scale * row["mass_kg"]
        box(paper, left, y + 5, width, THICK, **_fill(row["built_by"]))
    for top in _seams(rows):
        line(paper, (MARGIN + scale * top,) * 2, (y + 5, y + 5 + THICK), "ground", 1)
    words = ", ".join(_label(row, short=True) for _, row in rows.iterrows() if row["mass_kg"] >= BIG)
    room = 15 * len(blank)
    if NARROW - end > start - MARGIN:
        _blank_row(paper, blank, end + 9, y + 12.5)
        write(paper, end + 5 + room, y + 17, words, PHONE, weight="bold" if SPLIT in set(rows["id"]) else "normal")
    else:
        _blank_row(paper, blank, start - room + 6, y + 12.5)
        write(paper, start - 5 - room, y + 17, words, PHONE, ha="right")


def _blank_row(paper: Axes, blank: pd.DataFrame, x: float, y: float) -> None:
    for place, side in enumerate(blank["built_by"]):
        _empty_mark(paper, x + 15 * place, y, side)
