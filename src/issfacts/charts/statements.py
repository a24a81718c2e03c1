"""Draw how long the partners meant to stay, as they said it over the years."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import PHONE, SMALL, TEXT, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT
from ..kit.wording import capital, day, listed, number
from ..statements import KINDS, SIDES, end, kind, last_day, middle, said, set_aside, side, statements

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

REMARK, PASSED_ON, COMMITMENT = "2022-borisov-after-2024", "2022-russia-told-nasa-2028", "2023-russia-2028"
# Of each side: its colour, its marker, and where in the row of an end year it stands, in shares of the row.
DRAWN = {
    "Russia": ("roscosmos", "s", 0.27),
    "United States": ("nasa", "o", 0),
    "other partners": ("other", "D", -0.27),
    "all five partners": ("ink", "P", 0),
}
FIRST, LAST = 2012, 2027  # the dates of the drawing
LOW, HIGH = 2020, 2033  # its end years, the last one excluded


def end_years() -> Chart:
    """Draw the stated end year of the station against the date on which it was stated, by side and kind of statement.

    `data` has one row for each statement drawn: said_on (the middle of a month or year known no closer), side,
    end_year, kind (law, decision, talk), id. DataError: damaged data. Source: the tables positions and events.

    >>> end_years().title
    'Nearly five months before the article, Russia had decided on 2028; the article says after 2024'
    """
    story = Story([row for row in statements() if row["stated_end_year"]], _published())
    return Chart(
        "end-years",
        story.finding,
        partial(_draw, story),
        alt="Marks: end years of the station, by the date on which somebody stated them",
        description=story.description,
        data=story.data,
        sources=["dw-article", *(id for row in story.leading for id in row["source_ids"])],
        as_of=data.package()["as_of"],
        note=_note(story.rows),
        table=story.table,
    )


def _published() -> date:
    return next(row["when_utc"].date() for row in data.rows("events") if row["id"] == "article-published")


class Story(NamedTuple):
    """Hold the statements that name a year and the day of the article, and put them into words."""

    rows: list[dict]
    published: date

    def row(self, id: str) -> dict:
        """Return a statement by its id."""
        return next(row for row in self.rows if row["id"] == id)

    @property
    def before(self) -> list[dict]:
        """Return what had been said by the day of the article."""
        return [row for row in self.rows if last_day(row) <= self.published]

    @property
    def russian(self) -> list[dict]:
        """Return what Russia alone had said by then."""
        return [row for row in self.before if side(row) == "Russia"]

    @property
    def leading(self) -> list[dict]:
        """Return all statements, first those on which the finding rests: the remark and Russia's decisions."""
        first = [self.row(REMARK), *(row for row in self.russian if kind(row) != "talk")]
        return first + [row for row in self.rows if row not in first]

    @property
    def steps(self) -> list[tuple[date, int]]:
        """Return where Russia's own word changed, up to the day of the article."""
        own = [row for row in self.before if "RUS" in row["countries"] and not row["as_claimed_by"]]
        return [(middle(row), row["stated_end_year"]) for row in own]

    @property
    def years_left(self) -> int:
        """Return the whole years from the article to the end of the year to which Russia had committed itself."""
        over = date(self.row(COMMITMENT)["stated_end_year"], 12, 31)
        return over.year - self.published.year - ((over.month, over.day) < (self.published.month, self.published.day))

    @property
    def finding(self) -> str:
        """Return the title: on which year Russia had decided, and when, and which one the article gives."""
        lead, decided = capital(data.fact("commitment-lead").value), end(self.row(COMMITMENT))
        return f"{lead} before the article, Russia had decided on {decided}; the article says {end(self.row(REMARK))}"

    @property
    def description(self) -> str:
        """Return the picture in words: Russia's years, its decisions, the others, what came later."""
        firm = [row for row in self.russian if kind(row) != "talk"]
        years = sorted({row["stated_end_year"] for row in self.russian})
        later = [row for row in self.rows if row not in self.before]
        parts = [
            f"Before the article appeared on {day(self.published)}, Russia alone named an end year "
            f"{number(len(self.russian))} times: {listed(map(str, years))}.",
            f"{capital(number(len(firm)))} of these were decisions: {listed(_told(row) for row in firm)}.",
            f"The others had reached {listed(_reached(self.before, name) for name in SIDES[1:3])}.",
            f"After the article {number(len(later))} marks follow, {_kinds(later)}, between "
            f"{min(row['stated_end_year'] for row in later)} and {max(row['stated_end_year'] for row in later)}.",
        ]
        return " ".join(parts)

    @property
    def data(self) -> pd.DataFrame:
        """Return what is drawn, as it is."""
        return pd.DataFrame(
            {
                "said_on": [f"{middle(row)}" for row in self.rows],
                "side": [side(row) for row in self.rows],
                "end_year": [row["stated_end_year"] for row in self.rows],
                "kind": [kind(row) for row in self.rows],
                "id": [row["id"] for row in self.rows],
            }
        )

    @property
    def table(self) -> pd.DataFrame:
        """Return what is drawn, as people read it."""
        return pd.DataFrame(
            {
                "Said": [said(row) for row in self.rows],
                "Speaker": [row["speaker"] for row in self.rows],
                "Side": [capital(side(row)) for row in self.rows],
                "End year": [capital(end(row)) for row in self.rows],
                "Kind": [f"{capital(kind(row))} ({row['binding']})" for row in self.rows],
            }
        )


def _told(row: dict) -> str:
    return f"{end(row)} in {said(row).partition(' ')[2] if row['said_on_precision'] == 'day' else said(row)}"


def _reached(rows: list[dict], name: str) -> str:
    last = [row for row in rows if side(row) == name][-1]
    return f"{last['stated_end_year']} ({name})"


def _kinds(rows: list[dict]) -> str:
    found = [name for name in KINDS if any(kind(row) == name for row in rows)]
    return f"all of them {found[0]}" if len(found) == 1 else listed(found)


def _note(drawn: list[dict]) -> str:
    """Say aloud what is not drawn, and what the drawing does with dates."""
    rows = data.rows("positions")
    silent = sum(not row["stated_end_year"] for row in rows)
    why = [set_aside(row) for row in rows if row["stated_end_year"]]
    left = f"{number(silent)} statements that name no year, {number(why.count('private'))} by a private person"
    passed = sum(bool(row["as_claimed_by"]) for row in drawn)
    return (
        f"Not drawn, of {len(rows)} statements: {left}, {number(why.count('weak'))} on weak evidence. "
        f"{capital(number(passed))} is passed on by another side. A month known without its day stands at its middle."
    )


# The two drawings


class Field(NamedTuple):
    """Hold the paper and its two scales; on a phone dates run down and end years to the right."""

    paper: Axes
    narrow: bool
    origin: tuple[float, float]  # px where FIRST and LOW begin
    year: float  # px for a year of dates
    row: float  # px for an end year

    def at(self, when: float, until: float) -> tuple[float, float]:
        """Return the place of a date and an end, both in years."""
        along, across = (when - FIRST) * self.year, (until - LOW) * self.row
        x, y = self.origin
        return (x + across, y + along) if self.narrow else (x + along, y - across)

    def trace(self, points: list[tuple[float, float]], color: str, width: float = 1, **more) -> None:
        """Draw a line through places given in years."""
        xs, ys = zip(*(self.at(*point) for point in points), strict=True)
        line(self.paper, xs, ys, color, width, **more)

    def area(self, points: list[tuple[float, float]], color: str) -> None:
        """Fill what lies between places given in years."""
        xs, ys = zip(*(self.at(*point) for point in points), strict=True)
        self.paper.fill(xs, ys, facecolor=LIGHT[color], linewidth=0, clip_on=False)


def _draw(story: Story, figure: Figure, narrow: bool) -> None:
    """Draw grounds, then Russia's word as a line, then every statement as a mark, then the words."""
    field = _tall(figure) if narrow else _long(figure)
    now = _years(story.published)
    field.area([(now, LOW), (LAST, LOW), (LAST, HIGH), (now, HIGH)], "band")
    field.area([(LOW, LOW), (LAST, LOW), (LAST, LAST)], "night")
    for year in range(LOW, HIGH, 2):
        field.trace([(FIRST, year + 0.5), (LAST, year + 0.5)], "line")
    _word_of_russia(field, story)
    field.trace([(now, LOW), (now, HIGH)], "ink", 1.2)
    _marks(field, story.rows)
    _axes(field)
    _key(field)
    (_words_tall if narrow else _words_long)(field, story, now)


def _long(figure: Figure) -> Field:
    height = 26 * (HIGH - LOW)
    return Field(sheet(figure, 66 + height + 30), False, (44, 66 + height), (WIDE - 46) / (LAST - FIRST), 26)


def _tall(figure: Figure) -> Field:
    return Field(sheet(figure, 72 + 38 * (LAST - FIRST) + 6), True, (40, 72), 38, (NARROW - 42) / (HIGH - LOW))


def _years(when: date) -> float:
    return when.year + (when.timetuple().tm_yday - 1) / 365.25


def _word_of_russia(field: Field, story: Story) -> None:
    """Draw Russia's own word as a stair that ends on the day of the article."""
    lane, points = 0.5 - DRAWN["Russia"][2], []
    for when, year in story.steps:
        if points:
            points.append((_years(when), points[-1][1]))
        points.append((_years(when), year + lane))
    points.append((_years(story.published), points[-1][1]))
    field.trace(points, "roscosmos", 2)


def _marks(field: Field, rows: list[dict]) -> None:
    """Draw talk as open marks, decisions as full ones, law as full ones with a ring."""
    size = 8 if field.narrow else 9
    for name, (color, marker, lane) in DRAWN.items():
        for firmness in KINDS:
            found = [row for row in rows if (side(row), kind(row)) == (name, firmness)]
            points = [(_years(middle(row)), row["stated_end_year"] + 0.5 - lane) for row in found]
            if points:
                _stamp(field.paper, [field.at(*point) for point in points], color, marker, size, firmness)


def _stamp(paper: Axes, points: list, color: str, marker: str, size: float, firmness: str) -> None:
    xs, ys = zip(*points, strict=True)
    style = {"linestyle": "none", "marker": marker, "markeredgewidth": 1.8}
    if firmness == "law":
        line(paper, xs, ys, color, **style, markersize=size + 6, markerfacecolor=LIGHT["ground"])
    fill = LIGHT["ground"] if firmness == "talk" else LIGHT[color]
    line(paper, xs, ys, color, **style, markersize=size, markerfacecolor=fill)


def _axes(field: Field) -> None:
    for year in range(LOW, HIGH, 2):
        x, y = field.at(FIRST, year + 0.5)
        if field.narrow:
            write(field.paper, min(x, NARROW - 17), y - 8, str(year) if year % 4 == 0 else "", PHONE, "muted", "center")
        else:
            write(field.paper, x - 8, y + 5, str(year), SMALL, "muted", "right")
    for year in range(FIRST, LAST, 2):
        x, y = field.at(year, LOW)
        if field.narrow:
            write(field.paper, x - 6, y + 13, str(year), PHONE, "muted", "right")
            field.trace([(year, LOW - 0.3), (year, LOW)], "muted")
        else:
            write(field.paper, x + 4, y + 21, str(year), SMALL, "muted")
            field.trace([(year, LOW), (year, LOW - 0.25)], "muted")


def _key(field: Field) -> None:
    """Name the three kinds of mark above the drawing."""
    x, y, size = (4, 11, PHONE) if field.narrow else (6, 13, SMALL)
    for firmness in KINDS:
        _stamp(field.paper, [(x + 4, y)], "muted", "o", 8, firmness)
        write(field.paper, x + (17 if firmness == KINDS[-1] else 14), y + 5, firmness, size)
        x += 42 + 7.2 * len(firmness)


def _words_long(field: Field, story: Story, now: float) -> None:
    paper, remark, commitment = field.paper, story.row(REMARK), story.row(COMMITMENT)

    def put(when: float, until: float, text: str, color: str = "ink", ha: str = "left", dx: float = 0, **more) -> None:
        x, y = field.at(when, until)
        write(paper, x + dx, y + 5, text, more.pop("size", SMALL), color, ha, **more)

    write(paper, 0, 48, "Stated end", SMALL, "muted")
    x, top = field.at(now, HIGH)
    write(paper, x, top - 12, f"{day(story.published)}: the article", TEXT, ha="center", weight="bold")
    put(2014.4, 2021.3, "Russia", "roscosmos", "center", weight="bold")
    put(2013.85, 2025.3, "United States", "nasa", "center", weight="bold")
    put(now, 2031.5, "Europe, Japan, Canada", "other", "right", dx=-7, weight="bold")
    put(2012.2, 2021.3, "all five", weight="bold", ha="center")
    put(_years(middle(remark)), 2023.5, f"{said(remark)}: {end(remark)}", ha="right", dx=4, weight="bold")
    passed = story.row(PASSED_ON)
    put(_years(middle(passed)), 2027.4, f"{said(passed)}, through NASA: {end(passed)}", ha="right", dx=2)
    put(_years(middle(commitment)), 2029.5, f"{said(commitment)}: {kind(commitment)} for {end(commitment)}",
        ha="right", dx=8, weight="bold")  # fmt: skip
    put(now, 2027.7, f"over {number(story.years_left)} years", dx=7)
    put(now, 2027.05, "were left", dx=7)
    put(LAST, 2031.5, "came later", "muted", "right", dx=-6)
    put(LAST, 2021, "already past", "muted", "right", dx=-6)


def _words_tall(field: Field, story: Story, now: float) -> None:
    paper, remark, commitment = field.paper, story.row(REMARK), story.row(COMMITMENT)

    def put(when: float, until: float, text: str, color: str = "ink", ha: str = "left", dy: float = 5, **more) -> None:
        x, y = field.at(when, until)
        write(paper, x, y + dy, text, PHONE, color, ha, **more)

    put(2013.55, 2020.4, "Russia", "roscosmos", weight="bold")
    write(paper, 40, 38, "Stated end", PHONE, "muted")
    put(2014.02, 2025.2, "United States", "nasa", weight="bold")
    put(2016.9, 2025.4, "Europe, Japan,", "other", weight="bold")
    put(2016.9, 2025.4, "Canada", "other", dy=21, weight="bold")
    put(2012.17, 2021.2, "all five", weight="bold")
    put(_years(middle(remark)), 2024.1, said(remark), ha="right", dy=15)
    put(_years(middle(commitment)), 2027.7, said(commitment), ha="right", dy=2)
    put(now, LOW + 0.2, f"{day(story.published)}: the article", dy=17, weight="bold")
    put(now, LOW + 0.2, f"over {number(story.years_left)} years were left", dy=34)
    put(LAST, HIGH - 0.2, "came later", "muted", "right", dy=-8)
    put(LAST, LOW + 0.2, "already past", "muted", dy=-8)
