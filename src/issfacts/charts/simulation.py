"""Draw what the decision model says: where restraint can hold, and who leads in how many worlds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import data, dependence, game
from ..kit.canvas import LARGE, PHONE, SMALL, box, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT, look
from ..kit.wording import capital, listed, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIDES = {"US-led": "NASA", "Russian": "Roscosmos"}  # a side of the codings -> whose look it has
NAMES = {"US-led": "US-led side", "Russian": "Russia"}
BEFORE_THE_CARDS = {2012: "calm"}  # our reading, as the cards are; later years have theirs


# Where restraint can hold


class Point(NamedTuple):
    """Hold one side at one coded date, and the chance from which sharing holds for it."""

    year: int
    side: str
    steps: int
    tension: str
    gain: int
    threshold: float

    @property
    def chance(self) -> str:
        """Return the chance as a reader meets it."""
        return _percent(self.threshold)


def restraint() -> Chart:
    """Draw where sharing can hold, by tension and vulnerability, with both sides at the three coded dates.

    `data`: year, side, vulnerability (0 to 1), tension, gain (points), threshold (a chance; above 1 sharing never
    holds). DataError: damaged data. Source: the table codings; tension, gain and loss are assumptions of the game.

    >>> restraint().title
    'By the bare rule sharing could hold at all six dated points'
    """
    points = _points()
    return Chart(
        "restraint",
        _restraint_title(points),
        partial(_draw_restraint, points),
        alt="A bar for each tension: up to which vulnerability pressing pays, and from where sharing can hold",
        description=_restraint_description(points),
        data=pd.DataFrame([point._asdict() for point in points])
        .assign(steps=lambda frame: frame["steps"] / game.model.TRACK)
        .rename(columns={"steps": "vulnerability"}),
        sources=_coded_sources(),
        as_of=data.package()["as_of"],
        note="Vulnerabilities follow from our codings; tension, gain and loss are assumptions, not findings.",
        table=_restraint_table(points),
    )


def _points() -> list[Point]:
    points = []
    for when in dependence.dates():
        level = BEFORE_THE_CARDS.get(when.year) or game.tension(when.year)
        gain = game.STANDARD.gain(level)
        for side, v in dependence.vulnerability(when).items():
            steps = game.track(v)
            chance = float(game.threshold(gain, game.STANDARD.loss, steps))
            points.append(Point(when.year, side, steps, level, gain, chance))
    return points


def _restraint_title(points: list[Point]) -> str:
    never = [f"{_named(point)} in {point.year}" for point in points if point.threshold > 1]
    held = f"{number(len(points) - len(never))} of {number(len(points))} dated points"
    if not never:
        return f"By the bare rule sharing could hold at all {number(len(points))} dated points"
    return f"By the bare rule sharing could hold at {held}, but not for {listed(never)}"


def _named(point: Point) -> str:
    return "Russia" if point.side == "Russian" else "the US-led side"


def _restraint_description(points: list[Point]) -> str:
    edges = [f"{_edge(level):g} in a {_noun(level)}" for level in game.TENSIONS]
    said = [
        f"{capital(_named(point))} in {point.year}: vulnerability {point.steps / game.model.TRACK:.1f}, "
        f"{point.tension}, {_needs(point)}."
        for point in points
    ]
    return f"Pressing pays whatever comes up to a vulnerability of {listed(edges)}. {' '.join(said)}"


def _noun(level: str) -> str:
    return "crisis" if level == "crisis" else f"{level} year"


def _needs(point: Point) -> str:
    if point.threshold > 1:
        return "so sharing cannot hold, however sure the station is to go on"
    return f"so sharing holds if the chance that the station goes on is at least {point.chance}"


def _restraint_table(points: list[Point]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Date": [str(point.year) for point in points],
            "Side": [NAMES[point.side] for point in points],
            "Vulnerability": [point.steps / game.model.TRACK for point in points],
            "Tension": [point.tension for point in points],
            "Gain from pressing": [point.gain for point in points],
            "Chance needed": [point.chance for point in points],
        }
    )


def _edge(level: str) -> float:
    """Return the vulnerability, from 0 to 1, below which sharing never holds at a tension."""
    return min(game.STANDARD.gain(level) / game.STANDARD.loss / game.model.TRACK, 1)


def _percent(chance: float) -> str:
    return "never" if chance > 1 else f"{100 * chance:.0f}%"


def _coded_sources(*years: int) -> list[str]:
    rows = [row for row in data.rows("codings") if not years or row["on_date"].year in years]
    return list(dict.fromkeys(source for row in rows for source in row["source_ids"]))


def _draw_restraint(points: list[Point], figure: Figure, narrow: bool) -> None:
    """Draw one bar for each tension, the highest on top; a side stands where its vulnerability is."""
    left, row, bar, small = (4, 148, 26, PHONE) if narrow else (132, 120, 30, SMALL)
    right, top = (NARROW if narrow else WIDE) - 10, 78 if narrow else 40
    height = top + (len(game.TENSIONS) - 1) * row + bar + (96 if narrow else 88)
    paper = sheet(figure, height)

    def at(vulnerability: float) -> float:
        return left + (right - left) * vulnerability

    for place, level in enumerate(reversed(game.TENSIONS)):
        y = top + place * row
        _draw_bar(paper, at, y, bar, level)
        _name_bar(paper, y, bar, level, narrow)
        if place == 0:
            edge = at(_edge(level))
            write(paper, (left + edge) / 2, y + bar / 2 + 5, "pressing pays", small, "ink", "center")
            write(paper, (right + edge) / 2, y + bar / 2 + 5, "sharing can hold", small, "ink", "center")
        here = [point for point in points if point.tension == level]
        _draw_points(paper, at, y, bar, here, narrow)
    _draw_scale(paper, at, height, small)


def _draw_bar(paper: Axes, at: Callable[[float], float], y: float, bar: float, level: str) -> None:
    edge = _edge(level)
    box(paper, at(0), y, at(edge) - at(0), bar, facecolor=LIGHT["night"])
    box(paper, at(edge), y, at(1) - at(edge), bar, facecolor=LIGHT["band"])
    line(paper, (at(edge), at(edge)), (y - 3, y + bar + 3), "muted", 1.5)


def _name_bar(paper: Axes, y: float, bar: float, level: str, narrow: bool) -> None:
    gain = f"pressing brings {game.STANDARD.gain(level)}"
    if narrow:
        busy = level != game.TENSIONS[-1]
        write(paper, 4, y - (54 if busy else 14), f"{capital(level)}: {gain}", SMALL, weight="bold")
    else:
        write(paper, 0, y + bar / 2 - 2, capital(level), LARGE, weight="bold")
        write(paper, 0, y + bar / 2 + 16, gain, SMALL, "muted")


def _draw_points(
    paper: Axes, at: Callable[[float], float], y: float, bar: float, points: Sequence[Point], narrow: bool
) -> None:
    """Mark the sides on a bar: the US-led one is named above it, Russia below."""
    for side, agency in SIDES.items():
        style = look(agency)
        name = NAMES[side].removesuffix(" side" if narrow else "")
        for steps in sorted({point.steps for point in points if point.side == side}):
            same = [point for point in points if point.side == side and point.steps == steps]
            x, first = at(steps / game.model.TRACK), y - 24 if side == "US-led" else y + bar + 18
            edge = {"markersize": 11, "markeredgecolor": LIGHT["ground"]}
            line(paper, [x], [y + bar / 2], style.name, marker=style.marker, **edge)
            _label(paper, x, first, f"{name} {listed(str(point.year) for point in same)}".strip(), style.name)
            needed = "never" if same[0].threshold > 1 else f"needs {same[0].chance}"
            _label(paper, x, first + 17, needed, style.name)
            name = "" if narrow else name  # no room to say it again


def _label(paper: Axes, x: float, y: float, text: str, color: str) -> None:
    half = 4.1 * len(text)
    write(paper, max(x, half), y, text, SMALL, color, "center")


def _draw_scale(paper: Axes, at: Callable[[float], float], height: float, size: float) -> None:
    y = height - 34
    line(paper, (at(0), at(1)), (y, y), "muted")
    for share in (0, 0.5, 1):
        line(paper, (at(share), at(share)), (y, y + 5), "muted")
    write(paper, at(0), y + 22, "needs nobody", size, "muted")
    write(paper, at(0.5), y + 22, "vulnerability", size, "ink", "center")
    write(paper, at(1), y + 22, "the partner" if size < SMALL else "needs the partner", size, "muted", "right")


# Who leads in how many worlds


def sweep_leaders() -> Chart:
    """Draw in how many worlds each named strategy leads, and how often the station survives misread moves.

    `data`: what (leads or survives), name (a strategy, or the percentage of misread moves), count, of (worlds or
    games). It takes some seconds, once. DataError: damaged data. Source: the game; its start follows from the codings.

    >>> sweep_leaders().title
    'Eight of nine strategies lead somewhere; Insurer does so most often, in 40% of the worlds'
    """
    start = game_start()
    sweeps = game.sweeps(*start)
    return Chart(
        "sweep-leaders",
        _sweep_title(sweeps[0]),
        partial(_draw_sweep, sweeps),
        alt="Bars: in how many worlds each strategy leads, and how often the station survives misread moves",
        description=_sweep_description(sweeps),
        data=_sweep_data(sweeps),
        sources=_coded_sources(game.assumptions.FIRST_YEAR),
        as_of=data.package()["as_of"],
        note="A world is one set of assumptions. All points are invented; only the start follows from our codings. "
        "Where strategies are level, each counts as leading.",
        table=_sweep_table(sweeps),
    )


def game_start() -> tuple[int, int]:
    """Return both vulnerabilities, in steps, with which the game begins: the US-led side's and Russia's.

    >>> game_start()
    (3, 3)
    """
    v = dependence.vulnerability(game.assumptions.FIRST_YEAR)
    return game.track(v["US-led"]), game.track(v["Russian"])


def _sweep_title(sweep: game.Sweep) -> str:
    leads = sweep.leads
    somewhere = sum(count > 0 for count in leads.values())
    first, most = next(iter(leads.items()))
    share = f"{100 * most / len(sweep.standings):.0f}%"
    lead = f"{capital(number(somewhere))} of {number(len(leads))} strategies lead somewhere"
    return f"{lead}; {first} does so most often, in {share} of the worlds"


def _sweep_description(sweeps: dict[int, game.Sweep]) -> str:
    leads = [f"{name} in {count}" for name, count in sweeps[0].leads.items()]
    lives = [f"{_share(sweep)} with {_chance(misread)}" for misread, sweep in sweeps.items()]
    worlds, shared = len(sweeps[0].standings), sweeps[0].shared
    return (
        f"Of {worlds} worlds, {listed(leads)} are led by it; in {shared} several are level. "
        f"The station still works at the end of {listed(lives)}."
    )


def _chance(misread: int) -> str:
    return f"{misread}% misread moves" if misread else "no misread moves"


def _share(sweep: game.Sweep) -> str:
    return f"{100 * sweep.survival:.0f}%"


def _sweep_data(sweeps: dict[int, game.Sweep]) -> pd.DataFrame:
    worlds = len(sweeps[0].standings)
    rows = [("leads", name, count, worlds) for name, count in sweeps[0].leads.items()]
    rows += [
        ("survives", f"{misread}%", sum(world.survived for world in sweep.standings), sweep.games)
        for misread, sweep in sweeps.items()
    ]
    return pd.DataFrame(rows, columns=["what", "name", "count", "of"])


def _sweep_table(sweeps: dict[int, game.Sweep]) -> pd.DataFrame:
    frame = _sweep_data(sweeps)
    leads = frame["what"] == "leads"
    return pd.DataFrame(
        {
            "What": leads.map({True: "Leads", False: "Station survives"}),
            "Strategy or misread moves": frame["name"],
            "Count": frame["count"],
            "Of": [f"{of:,} {'worlds' if lead else 'games'}" for of, lead in zip(frame["of"], leads, strict=True)],
            "Share": [f"{100 * share:.0f}%" for share in frame["count"] / frame["of"]],
        }
    )


def _draw_sweep(sweeps: dict[int, game.Sweep], figure: Figure, narrow: bool) -> None:
    leads, worlds = sweeps[0].leads, len(sweeps[0].standings)
    rows = [(name, count, str(count)) for name, count in leads.items()]
    lives = [(_chance(misread), sweep.survival, _share(sweep)) for misread, sweep in sweeps.items()]
    if narrow:
        paper = sheet(figure, 52 + 27 * len(rows) + 60 + 44 * len(lives))
        _bars(paper, 0, 92, NARROW - 30, 18, f"Leads in so many of {worlds} worlds", rows, max(leads.values()), 27)
        top = 52 + 27 * len(rows) + 18
        _bars(paper, 0, 0, NARROW - 40, top, "Games the station survives", lives, 1, 44, above=True)
    else:
        paper = sheet(figure, 52 + 29 * len(rows))
        _bars(paper, 0, 98, 398, 18, f"Leads in so many of {worlds} worlds", rows, max(leads.values()), 29)
        _bars(paper, 470, 470, WIDE - 44, 18, "Games the station survives", lives, 1, 58, above=True)


def _bars(
    paper: Axes,
    left: float,
    zero: float,
    right: float,
    top: float,
    title: str,
    rows: list[tuple[str, float, str]],
    most: float,
    pitch: float,
    above: bool = False,
) -> None:
    """Draw bars from `zero` to `right`, each named before it or above it, its value behind it."""
    write(paper, left, top, title, LARGE if paper.get_xlim()[1] > NARROW else SMALL, weight="bold")
    for place, (name, value, text) in enumerate(rows):
        y = top + 16 + place * pitch + (20 if above else 0)
        write(paper, left, y - 6 if above else y + 15, name, SMALL)
        width = (right - zero) * value / most
        box(paper, zero, y, width, 20, facecolor=LIGHT["nasa"] if not above else LIGHT["jaxa"])
        write(paper, zero + width + 6, y + 15, text, SMALL, weight="bold")
