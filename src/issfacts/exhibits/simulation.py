"""Tables and charts of the decision model: its assumptions, one year, and the strategies that lead in each world."""

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

MODEL_SOURCE = "docked-model"  # source id of the book's own model: invented points cite no outside source


def assumptions(changed: game.Assumptions = game.STANDARD) -> Table:
    """Tabulate all assumptions of the game: name, value, unit, plausible range, reason; sourced ones are marked.

    `changed` replaces the standard assumptions. DataError: invalid data. Source: the game; the tables treaty_articles
    and codings for the two that are sourced.

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
    """Tabulate the payoffs of one year of the game when both sides share or press, and of the whole game.

    Both sides start with the vulnerabilities of the game's start. A cell has your points, then your partner's; the last
    column is for games in which both make the same move every year. ValueError: a year without a card. DataError:
    invalid data. Source: the game; its start follows from the codings.

    >>> one_year().caption
    'In 2023 pressing brings you more, whatever your partner does; but two who press have less than two who share'
    """
    state = replace(game.start(*dependence.game_start()), year=year, tension=game.tension(year))
    payoffs = {pair: game.step(state, *pair).scores for pair in product(("share", "press"), repeat=2)}
    cells = {pair: f"you {scores.us}, partner {scores.russia}" for pair, scores in payoffs.items()}
    dominates = all(payoffs["press", theirs].us > payoffs["share", theirs].us for theirs in ("share", "press"))
    gain = "more, whatever" if dominates else "no more, for some of what"
    both_worse = payoffs["press", "press"].us < payoffs["share", "share"].us
    loss = "but two who press have less" if both_worse else "and two who press have no less"
    frame = pd.DataFrame(
        {
            "Your move": ["You share", "You press"],
            "Your partner shares": [cells["share", "share"], cells["press", "share"]],
            "Your partner presses": [cells["share", "press"], cells["press", "press"]],
            "Both do this every year": [_repeated_result("Sharer"), _repeated_result("Presser")],
        }
    )
    return Table(
        "one-year",
        f"In {year} pressing brings you {gain} your partner does; {loss} than two who share",
        frame,
        note="All points are invented; the start follows from our codings. Each time a side presses, the margin falls.",
        sources=[MODEL_SOURCE],
    )


def _repeated_result(name: str) -> str:
    """Describe the result of a game in which both sides play one strategy: points, and when the station was lost."""
    finished = game.play(name, name, *dependence.game_start())
    loss = "" if finished.survived else f", station lost in {finished.years[-1].before.year}"
    return f"you {finished.scores.us}, partner {finished.scores.russia}{loss}"


# The sweep over many worlds


def sweep_leaders() -> Chart:
    """Draw in how many worlds each named strategy leads, and how often the station survives misread moves.

    `data`: what (leads or survives), name (a strategy, or the percentage of misread moves), count, of (worlds or
    games). The first call takes some seconds. DataError: invalid data. Source: the game; its start follows from the
    codings.

    >>> sweep_leaders().title
    'Six of nine strategies lead somewhere; Insurer does so most often, in 32% of the worlds'
    """
    sweeps = game.sweeps(*dependence.game_start())
    leads, worlds = sweeps[0].leads, len(sweeps[0].standings)
    leader, leader_count = next(iter(leads.items()))
    leads_text = listed(f"{name} in {count}" for name, count in leads.items())
    survival_text = listed(f"{sweep.survival:.0%} with {_misread_label(percent)}" for percent, sweep in sweeps.items())
    rows = [("leads", name, count, worlds) for name, count in leads.items()]
    rows += [
        ("survives", f"{percent}%", sum(world.survived for world in sweep.standings), sweep.games)
        for percent, sweep in sweeps.items()
    ]
    frame = pd.DataFrame(rows, columns=["what", "name", "count", "of"])
    return Chart(
        "sweep-leaders",
        f"{capital(number(sum(count > 0 for count in leads.values())))} of {number(len(leads))} strategies lead "
        f"somewhere; {leader} does so most often, in {leader_count / worlds:.0%} of the worlds",
        partial(_draw_sweep, sweeps),
        alt="Bars: in how many worlds each strategy leads, and how often the station survives misread moves",
        description=f"Of {worlds} worlds, {leads_text} are led by it; in {sweeps[0].shared} several are level. The "
        f"station still works at the end of {survival_text}.",
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
        sources=[MODEL_SOURCE],
    )


def _misread_label(percent: int) -> str:
    """Format a percentage of misread moves."""
    return f"{percent}% misread moves" if percent else "no misread moves"


def _draw_sweep(sweeps: dict[int, game.Sweep], figure, narrow: bool) -> None:
    """Draw a bar chart of the leaders and one of the survival rates, side by side, or below each other on a phone."""
    leads, title = sweeps[0].leads, f"Leads in so many of {len(sweeps[0].standings)} worlds"
    highest, pitch = max(leads.values()), 27 if narrow else 29
    bottom = 52 + pitch * len(leads)
    canvas = Canvas(figure, bottom + (60 + 44 * len(sweeps) if narrow else 0), narrow)
    size = SMALL if narrow else LARGE
    x = Scale(0, highest, *((92, canvas.width - 30) if narrow else (98, 398)))
    canvas.write(0, 18, title, size, bold=True)
    for n, (name, count) in enumerate(leads.items()):
        y = 34 + n * pitch
        canvas.write(0, y + 15, name, SMALL)
        _draw_bar(canvas, x, y, count, "nasa", str(count))
    x, top, pitch = (
        (Scale(0, 1, 0, canvas.width - 40), bottom + 18, 44)
        if narrow
        else (Scale(0, 1, 470, canvas.width - 44), 18, 58)
    )
    canvas.write(x.start, top, "Games the station survives", size, bold=True)
    for n, (percent, sweep) in enumerate(sweeps.items()):
        y = top + 36 + n * pitch
        canvas.write(x.start, y - 6, _misread_label(percent), SMALL)
        _draw_bar(canvas, x, y, sweep.survival, "jaxa", f"{sweep.survival:.0%}")


def _draw_bar(canvas: Canvas, x: Scale, y: float, value: float, color: str, text: str) -> None:
    """Draw a horizontal bar with its value at the end."""
    canvas.box(x.start, y, x(value) - x.start, 20, color)
    canvas.write(x(value) + 6, y + 15, text, SMALL, bold=True)
