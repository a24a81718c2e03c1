"""The figures and the table of the decision model: their findings against the rule and the sweep."""

from fractions import Fraction
from functools import cache

from issfacts import charts, data, dependence, game, tables


def test_restraint_works_the_rule_out_at_every_dated_point():
    # g / (k v) by hand. 2012, calm: 2/(2x5), 2/(2x2). 2023, tense: 5/(2x3) for both. 2026, tense: 5/(2x3), 5/(2x5).
    frame = charts.restraint().data
    expected = [Fraction(1, 5), Fraction(1, 2), Fraction(5, 6), Fraction(5, 6), Fraction(5, 6), Fraction(1, 2)]
    assert frame["threshold"].tolist() == [float(value) for value in expected]
    assert frame["year"].tolist() == [2012, 2012, 2023, 2023, 2026, 2026]
    for _, row in frame.iterrows():
        assert row["vulnerability"] == dependence.vulnerability(int(row["year"]))[row["side"]]


def test_restraint_says_so():
    chart = charts.restraint()
    assert "could hold at all six dated points" in chart.title
    assert "0.1 in a calm year, 0.25 in a tense year and 0.5 in a crisis" in chart.description
    assert "Russia in 2023: vulnerability 0.3, tense, so sharing holds if the chance" in chart.description
    assert set(chart.sources) == {source for row in data.rows("codings") for source in row["source_ids"]}


def test_restraint_marks_each_point_where_it_is():
    axes = charts.restraint().figure.axes[0]
    marks = [line.get_xdata()[0] for line in axes.lines if line.get_marker() in ("o", "s")]
    left, right = 132, 710
    found = sorted(round((x - left) / (right - left), 3) for x in marks)
    assert found == [0.2, 0.3, 0.3, 0.5, 0.5]  # the US-led side stands at one place in 2023 and 2026


def test_sweep_leaders_counts_what_the_sweep_counts():
    chart = charts.sweep_leaders()
    frame = chart.data
    leads, survives = (frame[frame["what"] == what].set_index("name") for what in ("leads", "survives"))
    sweeps = game.sweeps(3, 3)
    assert leads["count"].to_dict() == sweeps[0].leads
    assert set(leads["of"]) == {243}
    assert survives["of"].tolist() == [243 * 81] * 3
    assert survives["count"].is_monotonic_decreasing  # misreading costs stations
    named = data.fact("sweep-most-name").value
    assert f"{named} does so most often, in {data.fact('sweep-most-share').value} of the worlds" in chart.title


def test_bars_are_as_long_as_their_numbers():
    chart = charts.sweep_leaders()
    frame = chart.data
    widths = [patch.get_width() for patch in chart.figure.axes[0].patches]
    leads = [count for count in frame[frame["what"] == "leads"]["count"] if count]
    assert [round(width / widths[0] * leads[0], 6) for width in widths[: len(leads)]] == leads
    shares = (frame["count"] / frame["of"])[frame["what"] == "survives"].tolist()
    ends = widths[len(leads) :]
    assert [round(width / ends[0], 6) for width in ends] == [round(share / shares[0], 6) for share in shares]


def test_assumptions_are_printed_as_such():
    table = tables.assumptions()
    rows = table.data.set_index("Assumption")
    assert len(rows) == len(game.listed())
    assert rows.loc["loss", ["Value", "Unit", "Range"]].tolist() == ["2", "points a step", "0 to 6"]
    assert [name for name, why in rows["Why"].items() if "Sourced" in why] == ["notice years", "pad steps"]
    assert "jaxa-iga-article-28" in table.sources
    changed = tables.assumptions(game.Assumptions(loss=3)).data.set_index("Assumption")
    assert changed.loc["loss", "Value"] == "3"


def test_no_strategy_saves_the_station_from_presser():
    """The chapter and the guide say so of the start of 2023."""
    start = dependence.game_start()
    years = {one.name: len(game.play(one.name, "Presser", *start).years) for one in game.NAMED}
    assert not any(game.play(one.name, "Presser", *start).survived for one in game.NAMED)
    assert years["Mirror"] < years["Sharer"]
    assert max(years, key=years.get) == "Fortress"


def best_points(first: str) -> int:
    """Return the most that Russia can reach against Mirror in the whole game, if it opens with this move."""
    mirror, us = game.named("Mirror"), game.Side.US

    @cache
    def most(state, last):
        if game.ended(state):
            return 0
        may = game.legal(state, "russia") or (None,)
        return max(points(state, last, move) for move in may)

    def points(state, last, move):
        answer = game.ask(mirror, state, us, last) if game.legal(state, us) else None
        year = game.step(state, answer, move)
        return year.scores.russia + most(year.state, (game.Past(answer, move),))

    return points(game.start(*dependence.game_start()), (), game.Move(first))


def test_against_mirror_russia_does_best_to_hedge_first():
    """The chapter says so, among the questions students ask: rule and game differ."""
    found = {move: best_points(move) for move in ("share", "hedge", "press", "leave")}
    assert max(found, key=found.get) == "hedge"
    assert found["share"] > found["press"]  # between these two alone the rule is right: the game goes on for sure
