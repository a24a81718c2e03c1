"""How long the partners meant to stay, as they said it over the years: for whom, how firm, known since when.

The table positions. A statement counts from the last day that its date can mean.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import PHONE, SMALL, TEXT, Canvas, Plane, Scale, text_width
from ..kit.dates import dated, fraction_of_year
from ..kit.dates import last_day as last_day_of
from ..kit.dates import middle as middle_of
from ..kit.exhibit import REFERENCE, Chart, Link, Table
from ..kit.places import source_address
from ..kit.wording import capital, day, listed, number

# How firm a statement is. A committee's vote, a plan, a proposal or a recommendation binds nobody: it is talk.
FIRM = {"treaty": "law", "law": "law", "government decision": "decision", "ministerial decision": "decision"}
FIRMNESS = ("talk", "decision", "law")
PARTNER_OF = {"RUS": "Russia", "USA": "US", "EUR": "Europe", "JPN": "Japan", "CAN": "Canada"}
# Of each party to a statement: its colour, its marker, and where in the row of an end year it stands, in rows.
PARTIES = {
    "Russia": ("roscosmos", "s", 0.27),
    "United States": ("nasa", "o", 0),
    "other partners": ("other", "D", -0.27),
    "all five partners": ("ink", "P", 0),
}

# Questions to the data


def statements() -> list[dict]:
    """Return the statements of partners in the order of their dates; what only a private person said is not among
    them, nor what rests on weak sources.
    """
    return sorted((row for row in data.rows("positions") if not set_aside(row)), key=last_day)


def set_aside(row: dict) -> str | None:
    """Say why a statement is not counted as a partner's: private, or weak; None for all others."""
    if row["binding"] == "not official":
        return "private"
    return "weak" if row["confidence"] in ("low", "unverified") else None


def firmness(row: dict) -> str:
    """Return how firm a statement is: law, decision or talk."""
    return FIRM.get(row["binding"], "talk")


def party(row: dict) -> str:
    """Return whose statement it is: Russia's, that of the United States, of other partners or of all five."""
    if set(row["countries"]) == set(PARTNER_OF):
        return "all five partners"
    return {("RUS",): "Russia", ("USA",): "United States"}.get(row["countries"], "other partners")


def end(row: dict) -> str:
    """Return the end a statement names, as it puts it ("after 2024"); empty where it names no year."""
    put = re.search(r"stated as: ([^.;]+)", row["note"] or "")
    return put[1] if put else str(row["stated_end_year"] or "")


def last_day(row: dict) -> date:
    """Return the day from which on the statement was certainly made."""
    return last_day_of(row["said_on"], row["said_on_precision"])


def middle(row: dict) -> date:
    """Return the middle of what its date can mean: where a drawing puts it."""
    return middle_of(row["said_on"], row["said_on_precision"])


def said(row: dict, short: bool = False) -> str:
    """Word the date of a statement, as exactly as it is known; `short` cuts the month to three letters."""
    return dated(row["said_on"], row["said_on_precision"], short)


# What was known on a day


def known_on(when: str | date) -> Table:
    """Print what was known on a day: each partner's latest own statement that names an end year, and all newer ones.

    Newer ones name no year, or others passed them on. `when` is a day ("2023-09-16"). A statement counts from the
    last day its date can mean. Columns: partner, end year, when, who said what, kind (law, decision, talk), source.
    ValueError: no day, or one before the first such statement. DataError: damaged data. Source: the table positions.

    >>> known_on("2022-07-31").caption
    'Known on 31 July 2022: Russia after 2024, US 2030, Europe 2030, Japan 2024 and Canada 2024'
    """
    then = _day(when)
    made = [row for row in statements() if last_day(row) <= then]
    known = {name: _known([row for row in made if code in row["countries"]]) for code, name in PARTNER_OF.items()}
    pairs = [(name, row) for name, found in known.items() for row in found]
    if not pairs:
        raise ValueError(f"{day(then)} is before the first statement that names an end year")
    names, rows = zip(*pairs, strict=True)
    frame = pd.DataFrame(
        {
            "Partner": names,
            "End year": [capital(end(row)) or None for row in rows],
            "When": [said(row, short=True) for row in rows],
            "Who said what": [f"{_speaker(row)}: {row['position']}" for row in rows],
            "Kind": [firmness(row) for row in rows],
            "Source": [_source(row["source_ids"]) for row in rows],
        }
    )
    return Table(
        f"known-on-{then}",
        f"Known on {day(then)}: {listed(f'{name} {end(found[0])}' for name, found in known.items() if found)}",
        frame,
        note="Each partner's latest end year in its own words, and what was said since. Private and weakly supported "
        "statements are left out.",
        rows=rows,
    )


def _day(when: str | date) -> date:
    if isinstance(when, datetime):
        return when.date()
    try:
        return when if isinstance(when, date) else date.fromisoformat(when)
    except (TypeError, ValueError):
        raise ValueError(f"{when!r} is no day (2023-09-16)") from None


def _known(rows: list[dict]) -> list[dict]:
    """Return the latest own statement that names a year, and everything after it."""
    own = [place for place, row in enumerate(rows) if row["stated_end_year"] and not row["as_claimed_by"]]
    return rows[own[-1] :] if own else []


def _speaker(row: dict) -> str:
    return f"{row['speaker']} (told by {row['as_claimed_by']})" if row["as_claimed_by"] else row["speaker"]


def _source(ids: tuple[str, ...]) -> Link:
    """Return a link to the source with the shortest name, for want of room; all of them stand below the table."""
    names = {id: data.source(id).mirror_of or data.source(id).producer for id in ids}
    id = min(ids, key=lambda id: len(names[id]))
    return Link(names[id], f"{REFERENCE}/{source_address(id)}")


# End years over time

REMARK, PASSED_ON, COMMITMENT = "2022-borisov-after-2024", "2022-russia-told-nasa-2028", "2023-russia-2028"
FIRST, LAST = 2012, 2027  # the dates of the drawing
LOW, HIGH = 2020, 2033  # its end years, the last one excluded


def end_years() -> Chart:
    """Draw the stated end year of the station against the date on which it was stated, by side and kind of statement.

    `data` has one row for each statement drawn: said_on (the middle of a month or year known no closer), side,
    end_year, kind (law, decision, talk), id. DataError: damaged data. Source: the tables positions and events.

    >>> end_years().title
    'Nearly five months before the article, Russia had decided on 2028; the article says after 2024'
    """
    published = data.by_id("events")["article-published"]["when_utc"].date()
    story = Story([row for row in statements() if row["stated_end_year"]], published)
    rows, remark, commitment = story.rows, story.row(REMARK), story.row(COMMITMENT)
    russian = [row for row in story.before if party(row) == "Russia"]
    decided = [row for row in russian if firmness(row) != "talk"]
    frame = pd.DataFrame(
        {
            "said_on": [str(middle(row)) for row in rows],
            "side": [party(row) for row in rows],
            "end_year": [row["stated_end_year"] for row in rows],
            "kind": [firmness(row) for row in rows],
            "id": [row["id"] for row in rows],
        }
    )
    table = pd.DataFrame(
        {
            "Said": [said(row) for row in rows],
            "Speaker": [row["speaker"] for row in rows],
            "Side": [capital(party(row)) for row in rows],
            "End year": [capital(end(row)) for row in rows],
            "Kind": [f"{capital(firmness(row))} ({row['binding']})" for row in rows],
        }
    )
    return Chart(
        "end-years",
        f"{capital(data.fact('commitment-lead').value)} before the article, Russia had decided on {end(commitment)}; "
        f"the article says {end(remark)}",
        partial(_draw, story),
        alt="Marks: end years of the station, by the date on which somebody stated them",
        description=_description(story, russian, decided),
        data=frame,
        sources=["dw-article"],
        rows=rows,
        note=_note(rows),
        table=table,
    )


class Story(NamedTuple):
    """Hold the statements that name a year and the day of the article."""

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
    def steps(self) -> list[tuple[date, int]]:
        """Return where Russia's own word changed, up to the day of the article."""
        own = [row for row in self.before if "RUS" in row["countries"] and not row["as_claimed_by"]]
        return [(middle(row), row["stated_end_year"]) for row in own]

    @property
    def years_left(self) -> int:
        """Return the whole years from the article to the end of the year to which Russia had committed itself."""
        return self.row(COMMITMENT)["stated_end_year"] - self.published.year  # to the last day of December


def _description(story: Story, russian: list[dict], decided: list[dict]) -> str:
    """Put the picture into words: Russia's years, its decisions, the others, what came later."""
    years = listed(str(year) for year in sorted({row["stated_end_year"] for row in russian}))
    told = listed(f"{end(row)} in {middle(row):%B %Y}" for row in decided)
    last = {
        name: [row for row in story.before if party(row) == name][-1] for name in ("United States", "other partners")
    }
    reached = listed(f"{row['stated_end_year']} ({name})" for name, row in last.items())
    later = [row for row in story.rows if row not in story.before]
    kinds = [name for name in FIRMNESS if any(firmness(row) == name for row in later)]
    return (
        f"Before the article appeared on {day(story.published)}, Russia alone named an end year {number(len(russian))} "
        f"times: {years}. {capital(number(len(decided)))} of these were decisions: {told}. The others had reached "
        f"{reached}. After the article {number(len(later))} marks follow ({listed(kinds)}), between "
        f"{min(row['stated_end_year'] for row in later)} and {max(row['stated_end_year'] for row in later)}."
    )


def _note(drawn: list[dict]) -> str:
    """Say aloud what is not drawn, and what the drawing does with dates."""
    rows = data.rows("positions")
    silent = sum(not row["stated_end_year"] for row in rows)
    why = [set_aside(row) for row in rows if row["stated_end_year"]]
    passed = sum(bool(row["as_claimed_by"]) for row in drawn)
    return (
        f"Not drawn, of {len(rows)} statements: {number(silent)} statements that name no year, "
        f"{number(why.count('private'))} by a private person, {number(why.count('weak'))} on weak evidence. "
        f"{capital(number(passed))} is passed on by another side. A month known without its day stands at its middle."
    )


def _draw(story: Story, figure, narrow: bool) -> None:
    """Draw grounds, then Russia's word as a line, then every statement as a mark, then the words."""
    if narrow:
        paper = Canvas(figure, 78 + 38 * (LAST - FIRST), narrow)
        plane = Plane(paper, Scale(FIRST, LAST, 72, paper.height - 6), Scale(LOW, HIGH, 40, paper.width - 2))
    else:
        paper = Canvas(figure, 96 + 26 * (HIGH - LOW))
        plane = Plane(paper, Scale(FIRST, LAST, 44, paper.width - 2), Scale(LOW, HIGH, paper.height - 30, 66))
    now = fraction_of_year(story.published)
    plane.area([(now, LOW), (LAST, LOW), (LAST, HIGH), (now, HIGH)], "band")
    plane.area([(LOW, LOW), (LAST, LOW), (LAST, LAST)], "night")
    for year in range(LOW, HIGH, 2):
        plane.line([(FIRST, year + 0.5), (LAST, year + 0.5)], "line")
    plane.line(_word_of_russia(story, now), "roscosmos", 2)
    plane.line([(now, LOW), (now, HIGH)], "ink", 1.2)
    for name, (color, marker, shift) in PARTIES.items():
        for kind in FIRMNESS:
            found = [row for row in story.rows if (party(row), firmness(row)) == (name, kind)]
            points = [(fraction_of_year(middle(row)), row["stated_end_year"] + 0.5 - shift) for row in found]
            if points:
                _stamp(paper, [plane.at(*point) for point in points], color, marker, 8 if narrow else 9, kind)
    _key(paper)
    (_words_tall if narrow else _words_long)(plane, story, now)


def _word_of_russia(story: Story, now: float) -> list[tuple[float, float]]:
    """Return Russia's own word as a stair that ends on the day of the article."""
    shift, points = 0.5 - PARTIES["Russia"][2], []
    for when, year in story.steps:
        if points:
            points.append((fraction_of_year(when), points[-1][1]))
        points.append((fraction_of_year(when), year + shift))
    return [*points, (now, points[-1][1])]


def _stamp(paper: Canvas, points: list, color: str, marker: str, size: float, kind: str) -> None:
    """Draw talk as open marks, decisions as full ones, law as full ones with a ring."""
    xs, ys = zip(*points, strict=True)
    if kind == "law":
        paper.marks(xs, ys, color, marker, size + 6, hollow=True, markeredgewidth=1.8)
    paper.marks(xs, ys, color, marker, size, hollow=kind == "talk", markeredgewidth=1.8)


def _key(paper: Canvas) -> None:
    """Name the three kinds of mark above the drawing."""
    x, y = (8, 11) if paper.narrow else (10, 13)
    for kind in FIRMNESS:
        gap = 13 if kind == "law" else 10
        _stamp(paper, [(x, y)], "muted", "o", 8, kind)
        paper.write(x + gap, y + 5, kind, paper.small)
        x += gap + text_width(kind, paper.small) + 24


def _words_long(plane: Plane, story: Story, now: float) -> None:
    remark, passed, commitment = (story.row(id) for id in (REMARK, PASSED_ON, COMMITMENT))
    put = partial(plane.write, size=SMALL, dy=5)
    for year in range(LOW, HIGH, 2):
        put(FIRST, year + 0.5, str(year), color="muted", ha="right", dx=-8)
    for year in range(FIRST, LAST, 2):
        plane.write(year, LOW, str(year), SMALL, "muted", dx=4, dy=21)
        plane.line([(year, LOW), (year, LOW - 0.25)], "muted")
    plane.paper.write(0, 48, "Stated end", SMALL, "muted")
    plane.write(now, HIGH, f"{day(story.published)}: the article", TEXT, ha="center", dy=-12, bold=True)
    put(2014.4, 2021.3, "Russia", color="roscosmos", ha="center", bold=True)
    put(2013.85, 2025.3, "United States", color="nasa", ha="center", bold=True)
    put(now, 2031.5, "Europe, Japan, Canada", color="other", ha="right", dx=-7, bold=True)
    put(2012.2, 2021.3, "all five", ha="center", bold=True)
    for row, until, words, dx, bold in (
        (remark, 2023.5, f"{said(remark)}: {end(remark)}", 4, True),
        (passed, 2027.4, f"{said(passed)}, through NASA: {end(passed)}", 2, False),
        (commitment, 2029.5, f"{said(commitment)}: {firmness(commitment)} for {end(commitment)}", 8, True),
    ):
        put(fraction_of_year(middle(row)), until, words, ha="right", dx=dx, bold=bold)
    put(now, 2027.7, f"over {number(story.years_left)} years", dx=7)
    put(now, 2027.05, "were left", dx=7)
    put(LAST, 2031.5, "came later", color="muted", ha="right", dx=-6)
    put(LAST, 2021, "already past", color="muted", ha="right", dx=-6)


def _words_tall(plane: Plane, story: Story, now: float) -> None:
    remark, commitment = story.row(REMARK), story.row(COMMITMENT)
    put = partial(plane.write, size=PHONE)
    for year in range(LOW, HIGH, 4):
        put(FIRST, year + 0.5, str(year), color="muted", ha="center", dx=-7 if year + 4 >= HIGH else 0, dy=-8)
    for year in range(FIRST, LAST, 2):
        put(year, LOW, str(year), color="muted", ha="right", dx=-6, dy=13)
        plane.line([(year, LOW - 0.3), (year, LOW)], "muted")
    plane.paper.write(40, 38, "Stated end", PHONE, "muted")
    put(2013.55, 2020.4, "Russia", color="roscosmos", dy=5, bold=True)
    put(2014.02, 2025.2, "United States", color="nasa", dy=5, bold=True)
    put(2016.9, 2025.4, "Europe, Japan,", color="other", dy=5, bold=True)
    put(2016.9, 2025.4, "Canada", color="other", dy=21, bold=True)
    put(2012.17, 2021.2, "all five", dy=5, bold=True)
    put(fraction_of_year(middle(remark)), 2024.1, said(remark), ha="right", dy=15)
    put(fraction_of_year(middle(commitment)), 2027.7, said(commitment), ha="right", dy=2)
    put(now, LOW + 0.2, f"{day(story.published)}: the article", dy=17, bold=True)
    put(now, LOW + 0.2, f"over {number(story.years_left)} years were left", dy=34)
    put(LAST, HIGH - 0.2, "came later", color="muted", ha="right", dy=-8)
    put(LAST, LOW + 0.2, "already past", color="muted", dy=-8)
