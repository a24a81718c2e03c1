"""Whether people of both agencies were aboard through 28 years, and through the shocks of those years."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pandas as pd

from .. import data, record
from ..kit.canvas import Canvas, Plane, Scale, fill
from ..kit.exhibit import Chart, sources_of
from ..kit.palette import look
from ..kit.wording import day
from .flights import fifth_years, time_scale

BOTH = ("NASA", "Roscosmos")
SHOCKS = {  # the words for each event, and the side of its line on which they stand
    "columbia-loss": (("Columbia", "lost"), "right"),
    "last-shuttle-landing": (("last", "Shuttle"), "right"),
    "nasa-suspends-contacts": (("NASA cuts", "contacts"), "left"),
    "invasion-2022": (("full", "invasion"), "right"),
    "ms22-leak": (("MS-22", "leak"), "left"),
    "crew11-medical-return": (("Crew-11", "home early"), "left"),
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
    begin, end = _spans((counts[list(BOTH)] > 0).all(axis=1), last)[-1]
    have_been = "have been" if end == last else f"were, to {day(end)},"
    finding = f"people of NASA and Roscosmos {have_been} aboard together without a gap since {day(begin)}"
    then = []
    for id, when in shocks.items():
        row = counts.loc[: when + LATER].iloc[-1]
        aboard = ", ".join(f"{agency} {row[agency]}" for agency in BOTH)
        then.append(f"{' '.join(SHOCKS[id][0])}, {day(when)}: {aboard}")
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
    """Draw the bands, and the shocks as lines across them; on a phone time runs from top to bottom."""
    if narrow:
        paper = Canvas(figure, 500, narrow)
        plane = Plane(paper, time_scale(first, 30, 492), Scale(0, 2.2, 38, 126))
    else:
        paper = Canvas(figure, 196)
        plane = Plane(paper, time_scale(first, 92, 644), Scale(0, 2.2, 62, 168))
    at = plane.along
    for n, (agency, stretches) in enumerate(spans.items()):
        across = (1.2 * n, 1.2 * n + 1)
        for begin, end in stretches:
            plane.box((begin, max(end, begin + pd.Timedelta(days=25))), across, fill(agency))  # wide enough to be seen
        x, y = (plane.across(1.2 * n), 20) if narrow else (0, plane.across(1.2 * n + 0.5) + 5)
        paper.write(x, y, agency, paper.small, look(agency).name, bold=True)
    for place, year in fifth_years(at).items():
        x, y = (0, place + 5) if narrow else (place, 192)
        paper.write(x, y, year, paper.small, "muted", "left" if narrow else "center")
    for id, when in shocks.items():
        words, side = SHOCKS[id]
        plane.line([(when, -0.1), (when, 2.3)], "ink", 2)
        if narrow:
            dy = {"invasion-2022": 0, "ms22-leak": 15}.get(id, 5)
            paper.write(136, at(when) + dy, " ".join(words), paper.small, bold=True)
        for n, word in enumerate(() if narrow else (*words, f"{when.year}")):
            paper.write(
                at(when), 14 + 16 * n, word, paper.small, "ink" if n < len(words) else "muted", side, n < len(words)
            )
