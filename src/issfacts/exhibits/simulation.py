"""What the decision model says: what it takes for granted, where restraint can hold, who leads in how many worlds."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import pandas as pd

from .. import data, game
from ..kit.canvas import LARGE, SMALL, Canvas, Scale, text_width
from ..kit.exhibit import Chart, Table
from ..kit.palette import look
from ..kit.wording import capital, listed, number
from . import dependence

NAMES = {"US-led": ("US-led side", "the US-led side", "NASA"), "Russian": ("Russia", "Russia", "Roscosmos")}
BEFORE_THE_CARDS = {2012: "calm"}  # our reading, as the cards are; later years have theirs


def assumptions(changed: game.Assumptions = game.STANDARD) -> Table:
    """Print all assumptions of the game: name, value, unit, plausible range, why; sourced ones say so.

    DataError: damaged data. Source: the game; the tables treaty_articles and codings for the two that are sourced.

    >>> assumptions().caption
    'Sixteen assumptions of the game, of which two rest on sources'
    """
    rows = game.listed(changed)
    frame = pd.DataFrame(
        {
            "Assumption": [row.name.replace("_", " ") for row in rows],
            "Value": [str(row.value) for row in rows],
            "Unit": [row.unit for row in rows],
            "Range": [f"{row.low} to {row.high}" for row in rows],
            "Why": [f"{row.why} Sourced, not assumed." if row.source else row.why for row in rows],
        }
    )
    sourced = sum(bool(row.source) for row in rows)
    pad_year = next(card.year for card in game.CARDS if card.russia_steps > 0)
    return Table(
        "assumptions",
        f"{capital(number(len(rows)))} assumptions of the game, of which {number(sourced)} rest on sources",
        frame,
        note="Change any of them and play again: game.Assumptions(loss=3).",
        rows=[
            data.by_id("treaty_articles")["iga-article-28"],
            *(row for row in data.rows("codings") if row["side"] == "Russian" and row["on_date"].year == pad_year),
        ],
    )


# Where restraint can hold


class Point(NamedTuple):
    """Hold one side at one coded date, and the chance from which sharing holds for it."""

    year: int
    side: str
    vulnerability: float
    tension: str
    gain: int
    threshold: float

    @property
    def name(self) -> str:
        """Return the side as a sentence names it."""
        return NAMES[self.side][1]

    @property
    def chance(self) -> str:
        """Return the chance as a reader meets it."""
        return "never" if self.threshold > 1 else f"{self.threshold:.0%}"

    @property
    def needs(self) -> str:
        """Return the chance as a part of a sentence."""
        if self.threshold > 1:
            return "so sharing cannot hold, however sure the station is to go on"
        return f"so sharing holds if the chance that the station goes on is at least {self.chance}"


def restraint() -> Chart:
    """Draw where sharing can hold, by tension and vulnerability, with both sides at the three coded dates.

    `data`: year, side, vulnerability (0 to 1), tension, gain (points), threshold (a chance; above 1 sharing never
    holds). DataError: damaged data. Source: the table codings; tension, gain and loss are assumptions of the game.

    >>> restraint().title
    'By the bare rule sharing could hold at all six dated points'
    """
    points = _points()
    never = [f"{point.name} in {point.year}" for point in points if point.threshold > 1]
    held = f"{number(len(points) - len(never))} of {number(len(points))} dated points, but not for {listed(never)}"
    limits = [f"{_limit(level):g} in a {'crisis' if level == 'crisis' else f'{level} year'}" for level in game.TENSIONS]
    said = [
        f"{capital(point.name)} in {point.year}: vulnerability {point.vulnerability:.1f}, {point.tension}, "
        f"{point.needs}."
        for point in points
    ]
    frame = pd.DataFrame(points, columns=Point._fields)
    table = frame.assign(year=frame["year"].astype(str), side=[NAMES[point.side][0] for point in points])
    table["threshold"] = [point.chance for point in points]
    return Chart(
        "restraint",
        f"By the bare rule sharing could hold at {held if never else f'all {number(len(points))} dated points'}",
        partial(_draw_restraint, points),
        alt="A bar for each tension: up to which vulnerability pressing pays, and from where sharing can hold",
        description=f"Pressing pays whatever comes up to a vulnerability of {listed(limits)}. {' '.join(said)}",
        data=frame,
        note="Vulnerabilities follow from our codings; tension, gain and loss are assumptions, not findings.",
        table=table.set_axis(
            ["Date", "Side", "Vulnerability", "Tension", "Gain from pressing", "Chance needed"], axis=1
        ),
        rows=data.rows("codings"),
    )


def _points() -> list[Point]:
    points = []
    for when in dependence.dates():
        level = BEFORE_THE_CARDS.get(when.year) or game.tension(when.year)
        gain = game.STANDARD.gain(level)
        for side, vulnerability in dependence.vulnerability(when).items():
            steps = game.track(vulnerability)
            chance = float(game.threshold(gain, game.STANDARD.loss, steps))
            points.append(Point(when.year, side, steps / game.model.TRACK, level, gain, chance))
    return points


def _limit(level: str) -> float:
    """Return the vulnerability, from 0 to 1, below which sharing never holds at a tension."""
    return min(game.STANDARD.gain(level) / game.STANDARD.loss / game.model.TRACK, 1)


def _draw_restraint(points: list[Point], figure, narrow: bool) -> None:
    """Draw one bar for each tension, the highest on top; a side stands where its vulnerability is."""
    left, pitch, bar, top = (4, 148, 26, 78) if narrow else (132, 120, 30, 40)
    paper = Canvas(figure, top + (len(game.TENSIONS) - 1) * pitch + bar + (96 if narrow else 88), narrow)
    x = Scale(0, 1, left, paper.width - 10)
    for place, level in enumerate(reversed(game.TENSIONS)):
        y, limit = top + place * pitch, x(_limit(level))
        paper.box(x.start, y, limit - x.start, bar, "night")
        paper.box(limit, y, x.end - limit, bar, "band")
        paper.line((limit, limit), (y - 3, y + bar + 3), "muted", 1.5)
        gain = f"pressing brings {game.STANDARD.gain(level)}"
        if narrow:
            above = 14 if level == game.TENSIONS[-1] else 54  # there the side above needs room
            paper.write(4, y - above, f"{capital(level)}: {gain}", SMALL, bold=True)
        else:
            paper.write(0, y + bar / 2 - 2, capital(level), LARGE, bold=True)
            paper.write(0, y + bar / 2 + 16, gain, SMALL, "muted")
        if place == 0:
            paper.write((x.start + limit) / 2, y + bar / 2 + 5, "pressing pays", paper.small, ha="center")
            paper.write((x.end + limit) / 2, y + bar / 2 + 5, "sharing can hold", paper.small, ha="center")
        for side in NAMES:
            _sides(paper, x, y, bar, [point for point in points if (point.tension, point.side) == (level, side)])
    ground = paper.height - 34
    paper.line((x.start, x.end), (ground, ground), "muted")
    ends = ("needs nobody", "vulnerability", "the partner" if narrow else "needs the partner")
    for share, text, color, ha in zip(
        (0, 0.5, 1), ends, ("muted", "ink", "muted"), ("left", "center", "right"), strict=True
    ):
        paper.line((x(share),) * 2, (ground, ground + 5), "muted")
        paper.write(x(share), ground + 22, text, paper.small, color, ha)


def _sides(paper: Canvas, x: Scale, y: float, bar: float, points: list[Point]) -> None:
    """Mark the points of one side on a bar: the US-led one is named above it, Russia below, from right to left."""
    free = paper.width  # where the words on the right begin
    places = sorted({point.vulnerability for point in points})
    for vulnerability in reversed(places):
        same = [point for point in points if point.vulnerability == vulnerability]
        name, _, agency = NAMES[same[0].side]
        color, marker = look(agency).name, look(agency).marker
        paper.marks([x(vulnerability)], [y + bar / 2], color, marker, 11, edge="ground")
        if paper.narrow:
            name = name.removesuffix(" side") if vulnerability == places[0] else ""  # no room to say it again
        years = f"{name} {listed(str(point.year) for point in same)}".strip()
        needed = same[0].chance if same[0].threshold > 1 or not name else f"needs {same[0].chance}"
        half = max(text_width(text, SMALL) for text in (years, needed)) / 2
        middle = max(min(x(vulnerability), free - half - 6), half)
        free = middle - half
        for text, level in ((years, 0), (needed, 17)):
            top = y - 24 if agency == "NASA" else y + bar + 18
            paper.write(middle, top + level, text, SMALL, color, "center")


# Who leads in how many worlds


def sweep_leaders() -> Chart:
    """Draw in how many worlds each named strategy leads, and how often the station survives misread moves.

    `data`: what (leads or survives), name (a strategy, or the percentage of misread moves), count, of (worlds or
    games). It takes some seconds, once. DataError: damaged data. Source: the game; its start follows from the codings.

    >>> sweep_leaders().title
    'Eight of nine strategies lead somewhere; Insurer does so most often, in 40% of the worlds'
    """
    sweeps = game.sweeps(*dependence.game_start())
    leads, worlds = sweeps[0].leads, len(sweeps[0].standings)
    first, most = next(iter(leads.items()))
    led = listed(f"{name} in {count}" for name, count in leads.items())
    lives = listed(f"{sweep.survival:.0%} with {_misread(percent)}" for percent, sweep in sweeps.items())
    rows = [("leads", name, count, worlds) for name, count in leads.items()]
    rows += [
        ("survives", f"{percent}%", sum(world.survived for world in sweep.standings), sweep.games)
        for percent, sweep in sweeps.items()
    ]
    frame = pd.DataFrame(rows, columns=["what", "name", "count", "of"])
    kinds = {"leads": ("Leads", "worlds"), "survives": ("Station survives", "games")}
    return Chart(
        "sweep-leaders",
        f"{capital(number(sum(count > 0 for count in leads.values())))} of {number(len(leads))} strategies lead "
        f"somewhere; {first} does so most often, in {most / worlds:.0%} of the worlds",
        partial(_draw_sweep, sweeps),
        alt="Bars: in how many worlds each strategy leads, and how often the station survives misread moves",
        description=f"Of {worlds} worlds, {led} are led by it; in {sweeps[0].shared} several are level. The station "
        f"still works at the end of {lives}.",
        data=frame,
        note="A world is one set of assumptions. All points are invented; only the start follows from our codings. "
        "Where strategies are level, each counts as leading.",
        table=pd.DataFrame(
            {
                "What": [kinds[what][0] for what in frame["what"]],
                "Strategy or misread moves": frame["name"],
                "Count": frame["count"],
                "Of": [f"{of:,} {kinds[what][1]}" for what, of in zip(frame["what"], frame["of"], strict=True)],
                "Share": [f"{share:.0%}" for share in frame["count"] / frame["of"]],
            }
        ),
        rows=[row for row in data.rows("codings") if row["on_date"].year == game.assumptions.FIRST_YEAR],
    )


def _misread(percent: int) -> str:
    return f"{percent}% misread moves" if percent else "no misread moves"


def _draw_sweep(sweeps: dict[int, game.Sweep], figure, narrow: bool) -> None:
    """Draw the leaders beside the survival; on a phone above it."""
    leads, title = sweeps[0].leads, f"Leads in so many of {len(sweeps[0].standings)} worlds"
    most, pitch = max(leads.values()), 27 if narrow else 29
    bottom = 52 + pitch * len(leads)
    paper = Canvas(figure, bottom + (60 + 44 * len(sweeps) if narrow else 0), narrow)
    size = SMALL if narrow else LARGE
    x = Scale(0, most, *((92, paper.width - 30) if narrow else (98, 398)))
    paper.write(0, 18, title, size, bold=True)
    for n, (name, count) in enumerate(leads.items()):
        y = 34 + n * pitch
        paper.write(0, y + 15, name, SMALL)
        _bar(paper, x, y, count, "nasa", str(count))
    x, top, pitch = (
        (Scale(0, 1, 0, paper.width - 40), bottom + 18, 44) if narrow else (Scale(0, 1, 470, paper.width - 44), 18, 58)
    )
    paper.write(x.start, top, "Games the station survives", size, bold=True)
    for n, (percent, sweep) in enumerate(sweeps.items()):
        y = top + 36 + n * pitch
        paper.write(x.start, y - 6, _misread(percent), SMALL)
        _bar(paper, x, y, sweep.survival, "jaxa", f"{sweep.survival:.0%}")


def _bar(paper: Canvas, x: Scale, y: float, value: float, color: str, text: str) -> None:
    paper.box(x.start, y, x(value) - x.start, 20, color)
    paper.write(x(value) + 6, y + 15, text, SMALL, bold=True)
