"""Tables of the decision model: its assumptions, and one year."""

from dataclasses import replace
from itertools import product

from .. import data, dependence, game
from ..kit.exhibit import Table
from ..kit.wording import capital, number

MODEL_SOURCE = "docked-model"  # source id of the book's own model: invented points cite no outside source


def assumptions(changed: game.Assumptions = game.STANDARD) -> Table:
    """Tabulate all assumptions of the game: name, value, unit, plausible range, reason; sourced ones are marked.

    `changed` replaces the standard assumptions. DataError: invalid data. Source: the game; the tables treaty_articles,
    codings and events for the three that are sourced.

    >>> assumptions().caption
    'Sixteen assumptions of the game, of which three rest on sources'
    """
    rows = game.listed(changed)
    columns = {
        "Assumption": [row.name.replace("_", " ") for row in rows],
        "Value": [str(row.value) for row in rows],
        "Unit": [row.unit for row in rows],
        "Range": [f"{row.low} to {row.high}" for row in rows],
        "Why": [f"{row.why} Sourced, not assumed." if row.source else row.why for row in rows],
    }
    sourced = sum(bool(row.source) for row in rows)
    pad_year = next(card.year for card in game.CARDS if card.russia_steps > 0)
    return Table(
        "assumptions",
        f"{capital(number(len(rows)))} assumptions of the game, of which {number(sourced)} rest on sources",
        columns,
        note="Change any of them and play again: game.Assumptions(loss=3).",
        rows=[
            data.by_id("treaty_articles")["iga-article-28"],
            data.by_id("events")["us-commits-2030"],
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
    columns = {
        "Your move": ["You share", "You press"],
        "Your partner shares": [cells["share", "share"], cells["press", "share"]],
        "Your partner presses": [cells["share", "press"], cells["press", "press"]],
        "The whole game, if both always do this": [_repeated_result("Sharer"), _repeated_result("Presser")],
    }
    return Table(
        "one-year",
        f"In {year} pressing brings you {gain} your partner does; {loss} than two who share",
        columns,
        note="All points are invented; the start follows from our marks. Each time a side presses, the margin falls. "
        + _sum_of_pressing(),
        sources=[MODEL_SOURCE],
    )


def _sum_of_pressing() -> str:
    """Explain the points of a game in which both sides press every year, year by year."""
    years = [year for year in game.play("Presser", "Presser", *dependence.game_start()).years if year.scores.us]
    *first, last = [f"{year.scores.us} points in {year.before.year}, a {year.before.tension} year" for year in years]
    return f"Two who press every year get {', '.join(first)}, and {last}: then the station is lost, and brings nothing."


def _repeated_result(name: str) -> str:
    """Describe the result of a game in which both sides play one strategy: points, and when the station was lost."""
    finished = game.play(name, name, *dependence.game_start())
    loss = "" if finished.survived else f", station lost in {finished.years[-1].before.year}"
    return f"you {finished.scores.us}, partner {finished.scores.russia}{loss}"
