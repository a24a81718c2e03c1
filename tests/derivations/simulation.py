"""Facts about the game model: its figures and assumptions, and the results of the parameter sweep."""

from issfacts import dependence, game


def hedger(state, side, history):
    """Play a strategy: hedge while its own vulnerability is above one, else share."""
    return "hedge" if state.v(side) > 1 else "share"


def derived() -> dict:
    standard, vulnerability = game.STANDARD, dependence.vulnerability(2023)
    start = us, russia = round(10 * vulnerability["US-led"]), round(10 * vulnerability["Russian"])
    tournament = game.round_robin(*start)
    thin_margin = game.round_robin(*start, assumptions=game.Assumptions(margin=standard.margin - 1))
    sweeps = game.sweeps(*start)
    sweep = sweeps[0]
    most_name, most_leads = max(sweep.leads.items(), key=lambda item: item[1])

    def first_year_points(us: str, russia: str) -> int:
        return game.step(game.start(*start), us, russia).scores.us

    return {
        "game-gain-tense": standard.gain_tense,
        "game-loss": standard.loss,
        "game-margin": standard.margin,
        "game-years": len(game.CARDS),
        "game-start-us": us,
        "game-start-russia": russia,
        "game-loss-us-2023": standard.loss * us,
        "game-loss-russia-2023": standard.loss * russia,
        "game-pressers-points": game.play("Presser", "Presser", *start).scores.us,
        "game-sharers-points": game.play("Sharer", "Sharer", *start).scores.us,
        "game-insurers-points": game.play("Insurer", "Insurer", *start).scores.us,
        "game-station-points": standard.station_points,
        "game-tempted-points": first_year_points("press", "share"),
        "game-pressed-points": first_year_points("share", "press"),
        "game-both-press-points": first_year_points("press", "press"),
        "game-mirror-presser-years": len(game.play("Mirror", "Presser", *start).years),
        "game-matches": len(tournament.matches),
        "game-standard-survived": tournament.survived,
        "game-thin-margin-survived": thin_margin.survived,
        "game-thin-margin-leader": thin_margin.leaders[0],
        "game-hedger-points": game.play(hedger, "Opportunist", *start).scores.us,
        "sweep-finisher-worlds": sweep.leads["Finisher"],
        "sweep-worlds": len(sweep.standings),
        "sweep-strategies": len(sweep.leads),
        "sweep-leaders": sum(count > 0 for count in sweep.leads.values()),
        "sweep-most-name": most_name,
        "sweep-most-worlds": most_leads,
        "sweep-most-share": f"{100 * most_leads / len(sweep.standings):.0f}%",
        "sweep-mirror-worlds": sweep.leads["Mirror"],
        "sweep-games": f"{sweep.games:,}",
        "sweep-survival": f"{sweep.survival:.0%}",
        "sweep-survival-5": f"{sweeps[5].survival:.0%}",
        "sweep-survival-10": f"{sweeps[10].survival:.0%}",
        "sweep-groups": sweep.moved_by("critical")[1],
        **{f"sweep-moved-{name}": sweep.moved_by(name)[0] for name in ("critical", "loss", "margin")},
        **{
            f"dilemma-{name.replace('_', '-')}": f"{float(share):.0%}"
            for name, share in game.shares(sweep, *start).items()
        },
        "assumptions-made": len(game.listed()),
        "assumptions-sourced": sum(bool(assumption.source) for assumption in game.listed()),
    }
