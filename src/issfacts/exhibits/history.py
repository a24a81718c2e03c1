"""Whether people of both agencies were aboard through 28 years, and through the shocks of those years."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from statistics import fmean

import pandas as pd

from .. import data, record
from ..kit.canvas import Canvas, Scale, fill
from ..kit.exhibit import Chart, sources_of
from ..kit.palette import look
from ..kit.wording import day
from .flights import fifth_years, time_scale

BOTH = ("NASA", "Roscosmos")
SHOCKS = {  # what is written beside each event
    "columbia-loss": "Columbia lost",
    "nasa-suspends-contacts": "NASA cuts contacts",
    "ms09-hole": "hole in a Soyuz",
    "nauka-thruster-firing": "Nauka's turn",
    "kosmos-1408-test": "weapon test",
    "invasion-2022": "full invasion",
    "separatist-flags": "flags",
    "ms22-leak": "Rubio's ship leaks",
    "crew11-medical-return": "a crew home early",
}
LATER = timedelta(days=30)
Spans = dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]]  # of each agency, when it had people aboard


def crew_history() -> Chart:
    """Draw when people of NASA and of Roscosmos were aboard, as two bands, with the shocks of 28 years across them.

    `data` has one row for each stretch of time: agency, from_utc, to_utc (the last ends at the horizon).
    DataError: damaged data. Source: the tables stays and events.

    >>> crew_history().title
    'Through every shock: people of NASA and Roscosmos have been aboard together without a gap since 2 November 2000'
    """
    counts, last, events = record.occupancy(by="agency"), pd.Timestamp(data.package()["horizon"]), data.by_id("events")
    shocks = {id: events[id]["when_utc"] for id in SHOCKS}
    spans = {agency: _spans(counts[agency] > 0, last) for agency in BOTH}
    begin, _ = _spans((counts[list(BOTH)] > 0).all(axis=1), last)[-1]
    finding = f"people of NASA and Roscosmos have been aboard together without a gap since {day(begin)}"
    then = []
    for id, when in shocks.items():
        row = counts.loc[: when + LATER].iloc[-1]
        then.append(f"{SHOCKS[id]}, {day(when)}: {', '.join(f'{agency} {row[agency]}' for agency in BOTH)}")
    frame = pd.DataFrame(
        [(agency, *span) for agency in BOTH for span in spans[agency]], columns=["agency", "from_utc", "to_utc"]
    )
    return Chart(
        "crew-history",
        f"Through every shock: {finding}",
        partial(_draw, spans, shocks, counts.index[0]),
        alt=f"Two bands: people of NASA and of Roscosmos aboard since {counts.index[0].year}, shocks as lines",
        description=f"Through every shock, {finding}. Aboard {LATER.days} days after each shock: {'; '.join(then)}.",
        data=frame,
        sources=[*record.sources(counts.index[0], last), *sources_of([events[id] for id in SHOCKS])],
        note="A band is filled while the agency had people aboard, from docking to undocking; moving a Soyuz from one "
        "port to another does not end a stay. Before November 2000 crews only visited.",
        table=frame.set_axis(["Agency", "From", "To"], axis=1),
    )


def _spans(there: pd.Series, last: pd.Timestamp) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return the stretches of time in which something held."""
    changes = there.index[there != there.shift(fill_value=False)]
    changes = [*changes, *([last] if there.iloc[-1] else [])]
    return list(zip(changes[::2], changes[1::2], strict=True))


def _draw(spans: Spans, shocks: dict[str, pd.Timestamp], first: pd.Timestamp, figure, narrow: bool) -> None:
    """Draw the bands from top to bottom, and the shocks as lines across them, each with its words."""
    paper = Canvas(figure, 500, narrow)
    left, right, text = (38, 126, 142) if narrow else (60, 240, 280)
    at, across = time_scale(first, 30, 492), Scale(0, 2.2, left, right)
    for n, (agency, stretches) in enumerate(spans.items()):
        for begin, end in stretches:
            height = at(max(end, begin + pd.Timedelta(days=25))) - at(begin)  # high enough to be seen
            paper.box(across(1.2 * n), at(begin), across(1) - left, height, fill(agency))
        paper.write(across(1.2 * n), 20, agency, paper.small, look(agency).name, bold=True)
    for place, year in fifth_years(at).items():
        paper.write(0, place + 5, year, paper.small, "muted")
    places = [at(when) for when in shocks.values()]
    for (id, when), place, foot in zip(shocks.items(), places, _apart(places, 16 if narrow else 20), strict=True):
        paper.line((left - 4, right + 2, text - 4), (place, place, foot), width=1.6)
        paper.write(text, foot + 5, SHOCKS[id], paper.small, bold=True)
        if not narrow:
            paper.write(text + 170, foot + 5, day(when), paper.small, "muted")


def _apart(places: list[float], gap: float) -> list[float]:
    """Return rising places moved as little as keeps them a gap apart: neighbours too close share out the room.

    >>> _apart([10, 100, 100], 16)
    [10.0, 92.0, 108.0]
    """
    groups: list[list[float]] = []  # what each place would be if there were no gaps to keep
    for n, place in enumerate(places):
        groups.append([place - n * gap])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    even = [fmean(group) for group in groups for _ in group]
    return [place + n * gap for n, place in enumerate(even)]
