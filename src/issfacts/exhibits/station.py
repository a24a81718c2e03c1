"""What the station is made of: who built it by pieces and by mass, and how its builders came together."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import PHONE, SMALL, TEXT, Canvas, Scale, by_width, fill
from ..kit.dates import dated, last_day
from ..kit.exhibit import REFERENCE, Chart, Link, Table
from ..kit.palette import look
from ..kit.wording import capital, listed, number
from ..record.elements import BUILDERS, SHARED, bounds_of_share, elements, share_of_mass

RUSSIA = "Russia"
ROOM = "pressurised module"
# The steps we chose, and the strand in which we see each: our sorting, to be argued with.
STEPS = {
    "sputnik-1": "rivalry",
    "apollo-soyuz-docking": "diplomacy",
    "reagan-orders-station": "rivalry",
    "mir-core-launch": "experience",
    "station-agreements-1988": "law",
    "soviet-union-ends": "upheaval",
    "house-vote-1993": "money",
    "gore-chernomyrdin-merger": "diplomacy",
    "missile-rules-1993": "arms control",
    "koptev-lifeline-1993": "money",
    "russia-invited-1993": "diplomacy",
    "thagard-soyuz": "experience",
    "zarya-contract": "money",
    "iss-agreement-signed": "law",
    "zarya-launch": "hardware",
}

# Tables


def elements_of(partner: str) -> Table:
    """Print the elements that a partner built or owns: element, launched, mass (t), what it does, built by, owned by.

    `partner` is Russia, United States, Europe, Japan or Canada. ValueError: another word. DataError: damaged data.
    Source: the tables modules and module_masses.

    >>> elements_of("Russia").caption
    'Russia built seven elements and owns six'
    """
    if partner not in BUILDERS:
        raise ValueError(f"{partner!r} is none of {', '.join(BUILDERS)}")
    frame = elements()
    built = frame["builders"].map(lambda builders: partner in builders)
    owned = frame["owned_by"] == partner
    rows = frame[built | owned]
    shown = pd.DataFrame(
        {
            "Element": rows["element"],
            "Launched": [str(launched.year) for launched in rows["launched"]],
            "Mass (t)": (rows["mass_kg"] / 1000).round(1),
            "What it does": rows["purpose"],
            "Built by": [" and ".join(builders) for builders in rows["builders"]],
            "Owned by": rows["owned_by"],
        }
    ).reset_index(drop=True)
    alone = (frame["built_by"] == partner).sum()
    shared = f" alone, {number(built.sum() - alone)} with others," if built.sum() > alone else ""
    name, pieces = capital(partner.replace("United", "the United")), "elements" if alone > 1 else "element"
    dash = "A dash: no mass that we can use. " if shown["Mass (t)"].isna().any() else ""
    return Table(
        f"elements-{partner.lower().replace(' ', '-')}",
        f"{name} built {number(alone)} {pieces}{shared} and owns {number(owned.sum())}",
        shown,
        note=f"{dash}Some masses are at launch, others empty or loaded.",
        rows=rows,
    )


def builders() -> Table:
    """Print who built the station by three counts: pieces, weighed mass, weighed mass of the rooms with air.

    DataError: damaged data. Source: the tables modules and module_masses.

    >>> builders().caption
    "Russia's part by three counts: 17% of the pieces, 26% of the weighed mass, 41% of the rooms' mass"
    """
    frame = elements()
    rooms = frame[frame["kind"] == ROOM]
    sides = [side for side in (*BUILDERS, SHARED) if side in set(frame["built_by"])]
    shown = pd.DataFrame({"Built by": list(map(capital, sides))})
    shown["Pieces"] = [(frame["built_by"] == side).sum() for side in sides]
    shown["Pieces owned"] = [(frame["owned_by"] == side).sum() for side in sides]
    for name, part in (("Mass", frame), ("Rooms' mass", rooms)):
        if part is rooms:
            shown["Rooms"] = [(rooms["built_by"] == side).sum() for side in sides]
        masses = [part.loc[part["built_by"] == side, "mass_kg"].sum() for side in sides]
        shown[f"{name} (t)"] = [round(mass / 1000, 1) for mass in masses]
        shown[f"{name} (%)"] = [round(100 * share_of_mass(part, side)) for side in sides]
    return Table(
        "builders",
        f"Russia's part by three counts: {(frame['built_by'] == RUSSIA).mean():.0%} of the pieces, "
        f"{share_of_mass(frame, RUSSIA):.0%} of the weighed mass, "
        f"{share_of_mass(rooms, RUSSIA):.0%} of the rooms' mass",
        shown,
        note=f"Weighed: {frame['mass_kg'].count()} of {len(frame)} elements. Rooms: elements with air inside, "
        "all weighed.",
        rows=frame,
    )


def road_to_the_station() -> Table:
    """Print the steps from the first satellite to the first element: when, strand, what happened (a link).

    The choice of steps and their strands are ours. DataError: damaged data. Source: the table events.

    >>> road_to_the_station().caption
    'Fifteen steps from 1957 to 1998: no strand has more than three of them'
    """
    events = data.by_id("events")
    rows = sorted((events[id] for id in STEPS), key=lambda row: last_day(row["when_utc"], row["when_precision"]))
    most = max(Counter(STEPS.values()).values())
    frame = pd.DataFrame(
        {
            "When": [dated(row["when_utc"], row["when_precision"], short=True) for row in rows],
            "Strand": [capital(STEPS[row["id"]]) for row in rows],
            "Step": [Link(row["title"], f"{REFERENCE}/events.md#{row['id']}") for row in rows],
        }
    )
    return Table(
        "road-to-the-station",
        f"{capital(number(len(rows)))} steps from {rows[0]['when_utc'].year} to {rows[-1]['when_utc'].year}: "
        f"no strand has more than {number(most)} of them",
        frame,
        note="Our choice of steps and our sorting: choose others, and the count changes.",
        rows=rows,
    )


# The chart

AGENCIES = dict(zip(BUILDERS, ("Roscosmos", "NASA", "ESA", "JAXA", "CSA"), strict=True))  # whose look a builder has
BIG = 10_000  # kg; what weighs as much carries its name
ALSO_NAMED = "canadarm2"  # Canada has nothing heavy, and yet
SPLIT = "zarya"  # built by one side, owned by another
PAUSES = {"columbia-loss": "Columbia lost", "last-shuttle-landing": "last Shuttle"}  # after these, nothing was added


def station_elements() -> Chart:
    """Draw the elements of the station as a staircase of mass: one block each, by launch year and builder.

    An element without a mass that can be used is an empty mark below its year. `data`: element, launched, built_by,
    owned_by, mass_kg. DataError: damaged data. Source: the tables modules, module_masses and events.

    >>> station_elements().title
    'Russia built seven of the 41 elements: 17% of the pieces, 26% of the mass we can weigh'
    """
    frame = elements()
    stairs = Stairs.of(frame)
    pieces, (low, high) = (frame["built_by"] == RUSSIA).sum(), bounds_of_share(frame, RUSSIA)
    split = frame.set_index("id").loc[SPLIT]
    sides = listed(f"{side} {number(count)} ({tonnes:.0f} t)" for side, count, tonnes in stairs.sums)
    russian = (stairs.blank["built_by"] == RUSSIA).sum()
    blanks = (
        f"{capital(number(len(stairs.blank)))} have no such mass; {number(russian) if russian else 'none'} of these "
        f"{'were' if russian > 1 else 'was'} built in Russia."
    )
    columns = {
        "element": "Element",
        "launched": "Launched",
        "built_by": "Built by",
        "owned_by": "Owned by",
        "mass_kg": "Mass (t)",
    }
    return Chart(
        "station-elements",
        f"Russia built {number(pieces)} of the {len(frame)} elements: {pieces / len(frame):.0%} of the pieces, "
        f"{share_of_mass(frame, RUSSIA):.0%} of the mass we can weigh",
        by_width(_long, _tall, stairs),
        alt=f"Rising steps: mass of the station's elements by launch year and builder, {stairs.years[0]} to "
        f"{stairs.years[-1]}",
        description=f"Elements built, and tonnes of those with a mass we can use: {sides}. {blanks} With the "
        f"lightest or the heaviest masses that sources state, the share of Russia lies between {low:.0%} and "
        f"{high:.0%}. {split['element']} was built in {split['built_by']} and belongs to the "
        f"{split['owned_by']}.",
        data=frame[list(columns)],
        note=f"Weighed: {frame['mass_kg'].count()} elements, {stairs.total / 1000:.0f} tonnes. Some masses are at "
        f"launch, others empty or loaded. {blanks} Launched elements, also those removed since.",
        table=frame[list(columns)].assign(mass_kg=(frame["mass_kg"] / 1000).round(1)).rename(columns=columns),
        rows=frame,
    )


class Stairs(NamedTuple):
    """Hold the elements as steps: those with a mass and how high each reaches, those without, and the pauses."""

    weighed: pd.DataFrame  # with year and top, the sum of the masses so far (kg)
    blank: pd.DataFrame
    pauses: dict[int, str]  # the last year before a pause -> why it came

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Stairs:
        """Sort the elements into steps."""
        frame = frame.assign(year=[launched.year for launched in frame["launched"]])
        weighed, events = frame.dropna(subset="mass_kg"), data.by_id("events")
        when = {id: events[id]["when_utc"].year for id in PAUSES}
        pauses = {when[id]: f"{name}, {when[id]}" for id, name in PAUSES.items()}
        return cls(weighed.assign(top=weighed["mass_kg"].cumsum()), frame[frame["mass_kg"].isna()], pauses)

    @property
    def total(self) -> float:
        """Return the mass of all that can be weighed (kg)."""
        return self.weighed["mass_kg"].sum()

    @property
    def years(self) -> list[int]:
        """Return the years with launches."""
        return sorted({*self.weighed["year"], *self.blank["year"]})

    @property
    def sums(self) -> list[tuple[str, int, float]]:
        """Return for each side that built: its name, its elements, the tonnes that can be weighed."""
        built = pd.concat([self.weighed, self.blank]).groupby("built_by")["mass_kg"].agg(["size", "sum"])
        sides = [side for side in (*BUILDERS, SHARED) if side in built.index]
        return [(side, int(built.at[side, "size"]), built.at[side, "sum"] / 1000) for side in sides]

    def words(self) -> str:
        """Say what the empty marks are."""
        return f"{number(len(self.blank))} elements, no usable mass"


def _agency(side: str) -> str:
    return AGENCIES.get(side, "other")


def _label(row: pd.Series, short: bool = False) -> str:
    """Name an element, with its owner where another side built it; a phone drops the kind from the name."""
    name = row["element"]
    for word in (" truss and arrays", " truss", " laboratory") if short else (" and arrays",):
        name = name.removesuffix(word)
    told = row["owned_by"] != row["built_by"] and (not short or row["id"] == SPLIT)
    return f"{name} ({row['owned_by'].replace('United States', 'US')}-owned)" if told else name


STEP, BLOCK, LEFT, TOP, TONNE = 23.6, 19, 50, 24, 1.15  # px: from year to year, of a block, of a tonne ...


def _long(figure, stairs: Stairs) -> None:
    """Let the years run from left to right and the mass rise; names stand below the stairs, sums above them."""
    ground = TOP + TONNE * stairs.total / 1000
    paper, y = Canvas(figure, ground + 76), Scale(0, stairs.total, ground, TOP)
    years = range(stairs.years[0], stairs.years[-1] + 1)
    x = {year: LEFT + STEP * n for n, year in enumerate(years)}
    right = x[years[-1]] + BLOCK
    paper.line((LEFT, right), (ground, ground), "muted")
    for year in years:
        if year % 5 == 0 or year == years[0]:
            paper.write(x[year] + BLOCK / 2, ground + 18, str(year), SMALL, "muted", "center")
    paper.write(right, TOP - 8, f"{stairs.total / 1000:.0f} tonnes", ha="right", bold=True)
    for year, rows in stairs.weighed.groupby("year"):
        for _, row in rows.iterrows():
            top, bottom = y(row["top"]), y(row["top"] - row["mass_kg"])
            paper.box(x[year], top, BLOCK, bottom - top, fill(_agency(row["built_by"])))
            _name(paper, row, x[year], (top + bottom) / 2 + 4.5)
        paper.lines([(x[year], y(top), x[year] + BLOCK, y(top)) for top in _seams(rows)], "ground")
    tops = stairs.weighed.groupby("year")["top"].max()
    paper.lines(
        [
            (x[year] + BLOCK, y(top), x[after], y(top))
            for (year, top), after in zip(tops.items(), tops.index[1:], strict=False)
        ],
        "muted",
    )
    for year, why in stairs.pauses.items():
        last = max(step for step in tops.index if step <= year)
        for words, above in zip(why.split(" ", 1), (22, 7), strict=True):
            paper.write(x[last] + BLOCK, y(tops[last]) - above, words, SMALL, "muted")
    for year, rows in stairs.blank.groupby("year"):
        for n, side in enumerate(rows["built_by"]):
            _empty_mark(paper, x[year] + BLOCK / 2, ground + 36 + 14 * n, side)
    paper.write(LEFT, ground + 70, f"Empty marks: {stairs.words()}", SMALL, "muted")
    _sums(paper, stairs, 14, (20, 160, 240), TEXT)


def _seams(rows: pd.DataFrame) -> list[float]:
    """Return where one block meets another of the same side: only there do they need a line between them."""
    return rows.loc[rows["built_by"] == rows["built_by"].shift(-1), "top"].tolist()


def _name(paper: Canvas, row: pd.Series, left: float, y: float) -> None:
    """Write a name beside its block; the one that breaks the split stands out."""
    color = look(_agency(row["built_by"])).name
    if row["id"] == ALSO_NAMED:
        paper.write(left - 5, y, _label(row), SMALL, color, "right")
    elif row["mass_kg"] >= BIG:
        paper.write(left + BLOCK + 5, y, _label(row), SMALL, color, bold=row["id"] == SPLIT)


def _empty_mark(paper: Canvas, x: float, y: float, side: str) -> None:
    """Mark an element that cannot be weighed."""
    style = look(_agency(side))
    paper.marks([x], [y], style.name, style.marker, 9, hollow=True, markeredgewidth=1.5)


def _sums(paper: Canvas, stairs: Stairs, top: float, columns: tuple[float, float, float], size: float) -> None:
    """Write who built how much: a sample of the fill, the side, its pieces, its tonnes."""
    name, pieces, mass = columns
    paper.write(0, top, "Built by", size, bold=True)
    paper.write(pieces, top, "pieces", size, "muted", "right")
    paper.write(mass, top, "weighed", size, "muted", "right")
    for row, (side, count, tonnes) in enumerate(stairs.sums, 1):
        y = top + row * (size + 6)
        paper.box(0, y - 11, 13, 13, fill(_agency(side)))
        paper.write(name, y, side, size, look(_agency(side)).name, bold=True)
        paper.write(pieces, y, str(count), size, ha="right")
        paper.write(mass, y, f"{tonnes:.0f} t", size, ha="right")


ROW, PAUSE, THICK = 25, 21, 15  # px on a phone: a year with launches, a pause, a block


def _tall(figure, stairs: Stairs) -> None:
    """Let the years run from top to bottom and the mass grow to the right; names stand where there is room."""
    years = stairs.years
    after = {max(year for year in years if year <= when): why for when, why in stairs.pauses.items()}
    bottom = 18 + ROW * len(years) + PAUSE * len(after)
    paper = Canvas(figure, bottom + 42 + 7 * (SMALL + 6), narrow=True)
    x, y = Scale(0, stairs.total, 40, paper.width - 2), 18
    paper.write(paper.width, 12, f"{stairs.total / 1000:.0f} tonnes", PHONE, ha="right", bold=True)
    for year in years:
        _year_row(paper, stairs, year, y, x)
        y += ROW
        if year in after:
            paper.write(paper.width / 2, y + 15, after[year], PHONE, "muted", "center")
            y += PAUSE
    _empty_mark(paper, 7, bottom + 10, "United States")
    paper.write(20, bottom + 15, stairs.words(), PHONE, "muted")
    _sums(paper, stairs, bottom + 42, (20, 200, 286), SMALL)


def _year_row(paper: Canvas, stairs: Stairs, year: int, y: float, x: Scale) -> None:
    """Draw one year on a phone: its blocks, its empty marks, the names of what is heavy."""
    paper.write(0, y + 17, str(year), PHONE, "muted")
    rows, blank = (part[part["year"] == year] for part in (stairs.weighed, stairs.blank))
    start = x(stairs.weighed.loc[stairs.weighed["year"] < year, "mass_kg"].sum())
    end = x(rows["top"].max()) if len(rows) else start
    for _, row in rows.iterrows():
        left, right = x(row["top"] - row["mass_kg"]), x(row["top"])
        paper.box(left, y + 5, right - left, THICK, fill(_agency(row["built_by"])))
    paper.lines([(x(top), y + 5, x(top), y + 5 + THICK) for top in _seams(rows)], "ground")
    words = ", ".join(_label(row, short=True) for _, row in rows.iterrows() if row["mass_kg"] >= BIG)
    room = 15 * len(blank)
    after = paper.width - end > start - x.start  # where there is more room
    first = end + 9 if after else start - room + 6
    for n, side in enumerate(blank["built_by"]):
        _empty_mark(paper, first + 15 * n, y + 12.5, side)
    if after:
        paper.write(end + 5 + room, y + 17, words, PHONE, bold=SPLIT in set(rows["id"]))
    else:
        paper.write(start - 5 - room, y + 17, words, PHONE, ha="right")
