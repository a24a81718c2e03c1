"""The decision model: the figures, the assumptions, and what the sweep of its worlds comes to."""

from issfacts import dependence, game


def start() -> tuple[int, int]:
    v = dependence.vulnerability(2023)
    return round(10 * v["US-led"]), round(10 * v["Russian"])


def sweep(misread: int = 0) -> game.Sweep:
    return game.sweeps(*start())[misread]


def survival(misread: int) -> str:
    return f"{100 * sweep(misread).survival:.0f}%"


def most() -> int:
    return max(sweep().leads.values())


def threshold(side: str, year: int, tension: str) -> str:
    gain = {"calm": game.STANDARD.gain_calm, "tense": game.STANDARD.gain_tense}[tension]
    steps = round(10 * dependence.vulnerability(year)[side])
    return f"{float(game.threshold(gain, game.STANDARD.loss, steps)):.2f}"


def in_tenths(side: str) -> int:
    return start()[0 if side == "US-led" else 1]


def lost(side: str) -> str:
    return str(game.STANDARD.loss * in_tenths(side))


def thin_margin() -> game.Standings:
    return game.round_robin(*start(), assumptions=game.Assumptions(margin=game.STANDARD.margin - 1))


def hedger(state, side, history):
    return "hedge" if state.v(side) > state.v(side.other) else "share"


def moved(name: str) -> str:
    return str(sweep().moved_by(name)[0])


def first_year(us: str, russia: str) -> int:
    return game.step(game.start(*start()), us, russia).scores.us


def dilemma_share(name: str) -> str:
    return f"{float(game.shares(sweep(), *start())[name]):.0%}"


DERIVED = {
    "game-gain-tense": lambda: str(game.STANDARD.gain_tense),
    "game-loss": lambda: str(game.STANDARD.loss),
    "game-margin": lambda: str(game.STANDARD.margin),
    "game-years": lambda: str(len(game.CARDS)),
    "game-start-us": lambda: str(in_tenths("US-led")),
    "game-start-russia": lambda: str(in_tenths("Russian")),
    "game-loss-us-2023": lambda: lost("US-led"),
    "game-loss-russia-2023": lambda: lost("Russian"),
    "game-pressers-points": lambda: str(game.play("Presser", "Presser", *start()).scores.us),
    "game-sharers-points": lambda: str(game.play("Sharer", "Sharer", *start()).scores.us),
    "game-station-points": lambda: str(game.STANDARD.station_points),
    "game-tempted-points": lambda: str(first_year("press", "share")),
    "game-pressed-points": lambda: str(first_year("share", "press")),
    "game-both-press-points": lambda: str(first_year("press", "press")),
    "game-insurers-points": lambda: str(game.play("Insurer", "Insurer", *start()).scores.us),
    "game-mirror-presser-years": lambda: str(len(game.play("Mirror", "Presser", *start()).years)),
    "game-matches": lambda: str(len(game.round_robin(*start()).matches)),
    "game-standard-survived": lambda: str(game.round_robin(*start()).survived),
    "game-thin-margin-survived": lambda: str(thin_margin().survived),
    "game-thin-margin-leader": lambda: thin_margin().leaders[0],
    "game-hedger-points": lambda: str(game.play(hedger, "Opportunist", *start()).scores.us),
    "sweep-finisher-worlds": lambda: str(sweep().leads["Finisher"]),
    "sweep-worlds": lambda: str(len(sweep().standings)),
    "sweep-strategies": lambda: str(len(sweep().leads)),
    "sweep-leaders": lambda: str(sum(count > 0 for count in sweep().leads.values())),
    "sweep-most-name": lambda: next(name for name, count in sweep().leads.items() if count == most()),
    "sweep-most-worlds": lambda: str(most()),
    "sweep-most-share": lambda: f"{100 * most() / len(sweep().standings):.0f}%",
    "sweep-mirror-worlds": lambda: str(sweep().leads["Mirror"]),
    "sweep-games": lambda: f"{sweep().games:,}",
    "sweep-survival": lambda: survival(0),
    "sweep-survival-5": lambda: survival(5),
    "sweep-survival-10": lambda: survival(10),
    "sweep-groups": lambda: str(sweep().moved_by("critical")[1]),
    "sweep-moved-critical": lambda: moved("critical"),
    "sweep-moved-loss": lambda: moved("loss"),
    "sweep-moved-margin": lambda: moved("margin"),
    "dilemma-tempts": lambda: dilemma_share("tempts"),
    "dilemma-costs-both": lambda: dilemma_share("costs_both"),
    "dilemma-sharing-best": lambda: dilemma_share("sharing_best"),
    "dilemma-ends": lambda: dilemma_share("ends"),
    "assumptions-made": lambda: str(len(game.listed())),
    "assumptions-sourced": lambda: str(sum(bool(each.source) for each in game.listed())),
    "threshold-us-2012": lambda: threshold("US-led", 2012, "calm"),
    "threshold-russia-2012": lambda: threshold("Russian", 2012, "calm"),
    "threshold-us-2012-tense": lambda: threshold("US-led", 2012, "tense"),
    "threshold-russia-2012-tense": lambda: threshold("Russian", 2012, "tense"),
    "threshold-us-2023": lambda: threshold("US-led", 2023, "tense"),
    "threshold-russia-2023": lambda: threshold("Russian", 2023, "tense"),
    "threshold-us-2026": lambda: threshold("US-led", 2026, "tense"),
    "threshold-russia-2026": lambda: threshold("Russian", 2026, "tense"),
}
