"""The chart of NASA's and Roscosmos's people aboard since 1998, with the shocks of those years."""

from datetime import timedelta
from functools import partial
from statistics import fmean

import pandas as pd

from .. import data, record
from ..kit.canvas import Canvas, Scale, area_style
from ..kit.exhibit import Chart, sources_of
from ..kit.palette import look
from ..kit.wording import day
from .flights import fifth_years, time_scale

BOTH = ("NASA", "Roscosmos")
AFTERMATH = timedelta(days=30)  # after a shock, when the description counts the people aboard
Intervals = dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]]  # agency -> intervals with its people aboard


def crew_history() -> Chart:
    """Draw when people of NASA and of Roscosmos were aboard, as two bands, with lines for the shocks of 28 years.

    `data` has one row for each interval: agency, from_utc, to_utc (the last ends at the horizon). DataError: damaged
    data. Source: the tables stays and events.

    >>> crew_history().title
    'Through every shock: people of NASA and Roscosmos have been aboard together without a gap since 2 November 2000'
    """
    counts, last = record.occupancy(by="agency"), pd.Timestamp(data.package()["horizon"])
    events = [row for row in data.rows("events") if row["shock"]]
    shocks = {row["shock"]: row["when_utc"] for row in sorted(events, key=lambda row: row["when_utc"])}
    spans = {agency: _intervals(counts[agency] > 0, last) for agency in BOTH}
    begin, _ = _intervals((counts[list(BOTH)] > 0).all(axis=1), last)[-1]
    finding = f"people of NASA and Roscosmos have been aboard together without a gap since {day(begin)}"
    aftermaths = []
    for shock, when in shocks.items():
        row = counts.loc[: when + AFTERMATH].iloc[-1]
        aftermaths.append(f"{shock}, {day(when)}: {', '.join(f'{agency} {row[agency]}' for agency in BOTH)}")
    frame = pd.DataFrame(
        [(agency, *span) for agency in BOTH for span in spans[agency]], columns=["agency", "from_utc", "to_utc"]
    )
    return Chart(
        "crew-history",
        f"Through every shock: {finding}",
        partial(_draw, spans, shocks, counts.index[0]),
        alt=f"Two bands: people of NASA and of Roscosmos aboard since {counts.index[0].year}, shocks as lines",
        description=f"Through every shock, {finding}. Aboard {AFTERMATH.days} days after each shock: "
        f"{'; '.join(aftermaths)}.",
        data=frame,
        sources=[*record.sources(counts.index[0], last), *sources_of(events)],
        note="A band is filled while the agency had people aboard, from docking to undocking; moving a Soyuz from one "
        "port to another does not end a stay. Before November 2000 crews only visited.",
        table=frame.set_axis(["Agency", "From", "To"], axis=1),
    )


def _intervals(aboard: pd.Series, last: pd.Timestamp) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Return the intervals in which a boolean series, indexed by time, is True; the last may end at `last`."""
    changes = aboard.index[aboard != aboard.shift(fill_value=False)]
    changes = [*changes, *([last] if aboard.iloc[-1] else [])]
    return list(zip(changes[::2], changes[1::2], strict=True))


def _draw(spans: Intervals, shocks: dict[str, pd.Timestamp], first: pd.Timestamp, figure, narrow: bool) -> None:
    """Draw the two bands, time running from top to bottom, and a labelled line across them for each shock."""
    canvas = Canvas(figure, 500, narrow)
    left, right, label_x = (38, 126, 142) if narrow else (60, 240, 280)
    y_scale, x_scale = time_scale(first, 30, 492), Scale(0, 2.2, left, right)
    for column, (agency, intervals) in enumerate(spans.items()):
        for begin, end in intervals:
            drawn_end = max(end, begin + pd.Timedelta(days=25))  # short stays stay visible
            height = y_scale(drawn_end) - y_scale(begin)
            canvas.box(x_scale(1.2 * column), y_scale(begin), x_scale(1) - left, height, area_style(agency))
        canvas.write(x_scale(1.2 * column), 20, agency, canvas.small, look(agency).name, bold=True)
    for y, year in fifth_years(y_scale).items():
        canvas.write(0, y + 5, year, canvas.small, "muted")
    ys = [y_scale(when) for when in shocks.values()]
    for (shock, when), y, label_y in zip(shocks.items(), ys, _spread(ys, 16 if narrow else 20), strict=True):
        canvas.line((left - 4, right + 2, label_x - 4), (y, y, label_y), width=1.6)
        canvas.write(label_x, label_y + 5, shock, canvas.small, bold=True)
        if not narrow:
            canvas.write(label_x + 170, label_y + 5, day(when), canvas.small, "muted")


def _spread(positions: list[float], gap: float) -> list[float]:
    """Return increasing positions, moved as little as possible so that they are at least `gap` apart.

    >>> _spread([10, 100, 100], 16)
    [10.0, 92.0, 108.0]
    """
    # Without the gaps, positions need only be non-decreasing: merge neighbours that are not, and take their mean.
    groups: list[list[float]] = []
    for n, position in enumerate(positions):
        groups.append([position - n * gap])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    means = [fmean(group) for group in groups for _ in group]
    return [mean + n * gap for n, mean in enumerate(means)]
