"""What the decision model says: what it takes for granted, who leads in how many worlds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import product

import pandas as pd

from .. import data, game
from ..kit.canvas import LARGE, SMALL, Canvas, Scale
from ..kit.exhibit import Chart, Table
from ..kit.wording import capital, listed, number
from . import dependence

OURS = "docked-model"  # the book's own model, so that no outside source stands below invented points


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


def one_year(year: int = game.assumptions.FIRST_YEAR) -> Table:
    """Print one year of the game for a side that meets an equal: its points, then the other's, for share and press.

    The last column has the whole game, where both do the same in every year.
    The vulnerabilities are those of the game's start. ValueError: a year without a card. DataError: damaged data.
    Source: the game; its start follows from the codings.

    >>> one_year().caption
    'In 2023 pressing brings you more, whatever your partner does; but two who press have less than two who share'
    """
    state = replace(game.start(*dependence.game_start()), year=year, tension=game.tension(year))
    moves = ("share", "press")
    points = {pair: game.step(state, *pair).scores for pair in product(moves, repeat=2)}
    brought = {pair: f"you {mine}, partner {theirs}" for pair, (mine, theirs) in points.items()}
    worse = points["press", "press"].us < points["share", "share"].us
    frame = pd.DataFrame(
        {
            "Your move": ["You share", "You press"],
            "Your partner shares": [brought[move, "share"] for move in moves],
            "Your partner presses": [brought[move, "press"] for move in moves],
            "Both do this every year": [_every_year("Sharer"), _every_year("Presser")],
        }
    )
    return Table(
        "one-year",
        f"In {year} pressing brings you more, whatever your partner does; "
        f"{'but two who press have less' if worse else 'and two who press have no less'} than two who share",
        frame,
        note="All points are invented; the start follows from our codings. Each time a side presses, the margin falls.",
        sources=[OURS],
    )


def _every_year(name: str) -> str:
    """Say what two who play alike have when the game is over, and whether they lost the station."""
    played = game.play(name, name, *dependence.game_start())
    lost = "" if played.survived else f", station lost in {played.years[-1].before.year}"
    return f"you {played.scores.us}, partner {played.scores.russia}{lost}"


# Who leads in how many worlds


def sweep_leaders() -> Chart:
    """Draw in how many worlds each named strategy leads, and how often the station survives misread moves.

    `data`: what (leads or survives), name (a strategy, or the percentage of misread moves), count, of (worlds or
    games). It takes some seconds, once. DataError: damaged data. Source: the game; its start follows from the codings.

    >>> sweep_leaders().title
    'Six of nine strategies lead somewhere; Insurer does so most often, in 32% of the worlds'
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
                "What": frame["what"].map({"leads": "Leads", "survives": "Station survives"}),
                "Strategy or misread moves": frame["name"],
                "Count": frame["count"],
                "Of": frame["of"].map("{:,}".format) + frame["what"].map({"leads": " worlds", "survives": " games"}),
                "Share": (frame["count"] / frame["of"]).map("{:.0%}".format),
            }
        ),
        sources=[OURS],
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
