"""Facts about the game model: its figures and assumptions, and the results of the parameter sweep."""

from functools import partial

from issfacts import dependence, game


def start() -> tuple[int, int]:
    """Return both sides' vulnerability in 2023 in tenths, US-led first."""
    vulnerability = dependence.vulnerability(2023)
    return round(10 * vulnerability["US-led"]), round(10 * vulnerability["Russian"])


def sweep(misread: int = 0) -> game.Sweep:
    return game.sweeps(*start())[misread]


def most_leads() -> int:
    return max(sweep().leads.values())


def threshold(side: str, year: int, tension: str) -> str:
    gain = game.STANDARD.gain(tension)
    vulnerability = round(10 * dependence.vulnerability(year)[side])
    return f"{float(game.threshold(gain, game.STANDARD.loss, vulnerability)):.2f}"


def scores_against_itself(name: str) -> game.Scores:
    return game.play(name, name, *start()).scores


def standings_with_thin_margin() -> game.Standings:
    return game.round_robin(*start(), assumptions=game.Assumptions(margin=game.STANDARD.margin - 1))


def hedger(state, side, history):
    """Play a strategy: hedge while more vulnerable than the other side, else share."""
    return "hedge" if state.v(side) > state.v(side.other) else "share"


def first_year_points(us: str, russia: str) -> int:
    return game.step(game.start(*start()), us, russia).scores.us


def dilemma_share(name: str) -> str:
    return f"{float(game.shares(sweep(), *start())[name]):.0%}"


YEARS = {"2012": (2012, "calm"), "2012-tense": (2012, "tense"), "2023": (2023, "tense"), "2026": (2026, "tense")}
DERIVED = {
    "game-gain-tense": lambda: game.STANDARD.gain_tense,
    "game-loss": lambda: game.STANDARD.loss,
    "game-margin": lambda: game.STANDARD.margin,
    "game-years": lambda: len(game.CARDS),
    "game-start-us": lambda: start()[0],
    "game-start-russia": lambda: start()[1],
    "game-loss-us-2023": lambda: game.STANDARD.loss * start()[0],
    "game-loss-russia-2023": lambda: game.STANDARD.loss * start()[1],
    "game-pressers-points": lambda: scores_against_itself("Presser").us,
    "game-sharers-points": lambda: scores_against_itself("Sharer").us,
    "game-insurers-points": lambda: scores_against_itself("Insurer").us,
    "game-station-points": lambda: game.STANDARD.station_points,
    "game-tempted-points": lambda: first_year_points("press", "share"),
    "game-pressed-points": lambda: first_year_points("share", "press"),
    "game-both-press-points": lambda: first_year_points("press", "press"),
    "game-mirror-presser-years": lambda: len(game.play("Mirror", "Presser", *start()).years),
    "game-matches": lambda: len(game.round_robin(*start()).matches),
    "game-standard-survived": lambda: game.round_robin(*start()).survived,
    "game-thin-margin-survived": lambda: standings_with_thin_margin().survived,
    "game-thin-margin-leader": lambda: standings_with_thin_margin().leaders[0],
    "game-hedger-points": lambda: game.play(hedger, "Opportunist", *start()).scores.us,
    "sweep-finisher-worlds": lambda: sweep().leads["Finisher"],
    "sweep-worlds": lambda: len(sweep().standings),
    "sweep-strategies": lambda: len(sweep().leads),
    "sweep-leaders": lambda: sum(count > 0 for count in sweep().leads.values()),
    "sweep-most-name": lambda: next(name for name, count in sweep().leads.items() if count == most_leads()),
    "sweep-most-worlds": most_leads,
    "sweep-most-share": lambda: f"{100 * most_leads() / len(sweep().standings):.0f}%",
    "sweep-mirror-worlds": lambda: sweep().leads["Mirror"],
    "sweep-games": lambda: f"{sweep().games:,}",
    "sweep-survival": lambda: f"{sweep(0).survival:.0%}",
    "sweep-survival-5": lambda: f"{sweep(5).survival:.0%}",
    "sweep-survival-10": lambda: f"{sweep(10).survival:.0%}",
    "sweep-groups": lambda: sweep().moved_by("critical")[1],
    **{f"sweep-moved-{name}": lambda name=name: sweep().moved_by(name)[0] for name in ("critical", "loss", "margin")},
    **{f"dilemma-{name.replace('_', '-')}": partial(dilemma_share, name) for name in game.PROPERTIES},
    "assumptions-made": lambda: len(game.listed()),
    "assumptions-sourced": lambda: sum(bool(assumption.source) for assumption in game.listed()),
    **{
        f"threshold-{who}-{when}": partial(threshold, side, *year)
        for who, side in (("us", "US-led"), ("russia", "Russian"))
        for when, year in YEARS.items()
    },
}
