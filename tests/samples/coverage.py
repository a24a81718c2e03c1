"""Facts about the news coverage: what twenty pages report about the docking, and which sources they go back to."""

from datetime import datetime

import pandas as pd

import issfacts as iss
from issfacts.exhibits import coverage

from . import row_counters


def pages() -> pd.DataFrame:
    """Return one row per page besides the article, with a column for each element (E1, E2, ...).

    Added columns: furukawa (how the page names him), roots (its original sources), early (written before the docking).
    """
    cells = pd.DataFrame(iss.rows("coverage")).pivot(index="page_id", columns="element_id")
    frame = pd.DataFrame(coverage.pages()).join(cells["cell"], on="id")
    frame["furukawa"] = frame["id"].map(cells["detail"]["E3"])
    frame["roots"] = frame["first_tellers"].str.join(" ")
    frame["early"] = ["written before docking" in str([*page.values()]).lower() for page in coverage.pages()]
    assert frame["early"].sum() == 3
    return frame


def original_sources(query: str = "index >= 0") -> set[str]:
    """Return the first tellers of the pages that match a query."""
    return set(pages().query(query)["first_tellers"].explode().dropna())


def minutes_early() -> str:
    times = (iss.fact(id).value for id in ("docking-time-planned", "docking-time"))
    planned, docked = (datetime.strptime(time, "%H:%M") for time in times)
    assert (planned - docked).total_seconds() == 3 * 60
    return "three minutes"


RARE, SWAP = "E18 == 'says'", "E4 == 'says'"
DERIVED = {
    **row_counters(
        pages,
        {
            "coverage-pages": "",
            "coverage-pages-traced": "roots != ''",
            "coverage-pages-untraced": "roots == ''",
            "root-roscosmos-pages": "roots.str.contains('Roscosmos')",
            "root-afp-pages": "roots.str.contains('AFP')",
            "war-pages": "E9 == 'says'",
            "war-pages-read": "E9 != 'not read'",
            "war-silent-pages": "E9 == 'not in what we read'",
            "war-and-place-checked": "E9 != 'not read' and E5 != 'not read' and not early",
            "war-and-place-pages": "E9 == 'says' and E5 == 'says'",
            "war-and-rare-pages": "E9 == 'says' and E18 == 'says'",
            "total-pages": "E2 == 'says'",
            "war-and-total-pages": "E9 == 'says' and E2 == 'says'",
            "furukawa-pages": "E3 == 'says'",
            "furukawa-named-pages": "E3 == 'says' and not furukawa.str.contains('unnamed')",
            "swap-pages": "E4 == 'says'",
            "war-and-swap-pages": "E9 == 'says' and E4 == 'says'",
            "exit-pages-by-credit": "E7 == 'says' and roots.str.contains('AFP|Reuters')",
            "exit-pages-read": "E7 != 'not read'",
            "exit-pages-say": ("E7 == 'says' or E6 == 'says'", "E7 == 'says' and E6 == 'says'"),
            "pages-read": "",
            "pages-rare": RARE,
            "pages-swap": SWAP,
            "pages-rare-and-swap": f"{RARE} and {SWAP}",
        },
    ),
    "coverage-countries": lambda: pages()["country"].nunique(),
    "coverage-languages": lambda: pages()["language"].nunique(),
    "coverage-roots": lambda: len(original_sources()),
    "pages-rare-roots": lambda: len(original_sources(RARE) - {"NASA", "Roscosmos"}) or "none",
    "docking-early": minutes_early,
}
