"""The chart of how many sources have each standing, from the actors' own word to weak ones."""

from functools import partial

import pandas as pd

from .. import data
from ..kit.canvas import TEXT, Canvas, Scale
from ..kit.exhibit import Chart

# Standing -> who speaks, strongest first; the schema of the table sources defines the values.
SPEAKERS = {
    "primary": "the actor itself",
    "wire": "a news agency that no government controls",
    "quality": "a newsroom with editors who correct faults",
    "specialist": "trade press, scholars, keepers of catalogues",
    "copy": "another's text, the original named",
    "state": "owned or controlled by a government",
    "encyclopedia": "Wikipedia and its like",
    "partisan": "published to win a party's case",
    "weak": "nobody who answers for it",
}
QUESTIONABLE = ("state", "partisan", "weak")
MARGIN, ROW_HEIGHT = 6, 28  # px


def source_standing() -> Chart:
    """Draw how many sources have each standing, the strongest first.

    `data`: standing, speaker (who speaks), sources (their number), share (of all, in per cent). DataError: damaged
    data. Source: the table sources.

    >>> source_standing().data["standing"].tolist()[:3]
    ['primary', 'wire', 'quality']
    """
    sources = data.load("sources")
    counts = sources["standing"].value_counts()[list(SPEAKERS)]
    columns = {
        "standing": list(SPEAKERS),
        "speaker": list(SPEAKERS.values()),
        "sources": counts.tolist(),
        "share": (100 * counts / len(sources)).round(1).tolist(),
    }
    frame = pd.DataFrame(columns)
    return Chart(
        "source-standing",
        f"Of {len(sources)} sources, {counts['primary']} are the actors' own word, {counts['state']} belong to a state "
        f"and {counts['weak'] + counts['partisan']} are weak or partisan",
        partial(_draw, frame),
        alt="Number of sources of each standing",
        description=" ".join(f"{row.standing}: {row.sources} ({row.share:g}%)." for row in frame.itertuples()),
        data=frame,
        table=frame.set_axis(["Standing", "Who speaks", "Sources", "Per cent"], axis=1),
        sources=sources["id"],
    )


def _draw(frame: pd.DataFrame, figure, narrow: bool) -> None:
    """Draw a bar for each standing, with its name, its count and, on a page, who speaks."""
    canvas = Canvas(figure, 2 * MARGIN + ROW_HEIGHT * len(frame), narrow)
    x = Scale(0, frame["sources"].max(), 0, 140 if narrow else 200)
    for n, row in enumerate(frame.itertuples()):
        text_y = MARGIN + ROW_HEIGHT * (n + 1) - 9
        color = "accent" if row.standing in QUESTIONABLE else "ink"
        canvas.write(100, text_y, row.standing, TEXT, color, "right")
        canvas.box(108, text_y - 13, x(row.sources), 16, color)
        canvas.write(114 + x(row.sources), text_y, f"{row.sources}", TEXT, color, bold=True)
        if not narrow:
            canvas.write(370, text_y, row.speaker, canvas.small, "muted")
