"""Who speaks in the sources: how many are the actors' own word, how many a newsroom's, a state's, nobody's."""

from __future__ import annotations

import pandas as pd

from .. import data
from ..kit.canvas import TEXT, Canvas, Scale
from ..kit.exhibit import Chart

# Who speaks, in few words and the strongest first; the table of sources has the rule itself.
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
WITH_CARE = ("state", "partisan", "weak")
TOP, ROW = 6, 28  # px


def source_standing() -> Chart:
    """Draw how many sources have each standing, the strongest first.

    `data`: standing, speaker (who speaks), sources (their number), share (of all, in per cent). DataError: damaged
    data. Source: the table sources.

    >>> source_standing().data["standing"].tolist()[:3]
    ['primary', 'wire', 'quality']
    """
    sources = data.load("sources")
    counts = sources["standing"].value_counts()[list(SPEAKERS)]
    frame = pd.DataFrame(
        {
            "standing": list(SPEAKERS),
            "speaker": list(SPEAKERS.values()),
            "sources": counts.tolist(),
            "share": (100 * counts / len(sources)).round(1).tolist(),
        }
    )
    return Chart(
        "source-standing",
        f"Of {len(sources)} sources, {counts['primary']} are the actors' own word, {counts['state']} belong to a state "
        f"and {counts['weak'] + counts['partisan']} are weak or partisan",
        lambda figure, narrow: _bars(Canvas(figure, 2 * TOP + ROW * len(frame), narrow), frame),
        alt="Number of sources of each standing",
        description=" ".join(f"{row.standing}: {row.sources} ({row.share:g}%)." for row in frame.itertuples()),
        data=frame,
        table=frame.set_axis(["Standing", "Who speaks", "Sources", "Per cent"], axis=1),
        sources=sources["id"],
    )


def _bars(paper: Canvas, frame: pd.DataFrame) -> None:
    """Draw a bar for each standing, its name before it and its number behind it; on a page, too, who speaks."""
    length = Scale(0, frame["sources"].max(), 0, 140 if paper.narrow else 200)
    for place, row in enumerate(frame.itertuples()):
        foot = TOP + ROW * (place + 1) - 9
        color = "accent" if row.standing in WITH_CARE else "ink"
        paper.write(100, foot, row.standing, TEXT, color, "right")
        paper.box(108, foot - 13, length(row.sources), 16, color)
        paper.write(114 + length(row.sources), foot, f"{row.sources}", TEXT, color, bold=True)
        if not paper.narrow:
            paper.write(370, foot, row.speaker, paper.small, "muted")
