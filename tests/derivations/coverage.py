"""Facts about the news coverage: what twenty pages report about the docking, and which sources they go back to."""

from datetime import datetime

import pandas as pd

import issfacts as iss
from issfacts.exhibits import coverage
from issfacts.kit.wording import number

from . import count_rows, frame_of

RARE, SWAP = "E18 == 'says'", "E4 == 'says'"


def derived() -> dict:
    # One row per page besides the article, with a column for each element (E1, E2, ...); furukawa: how it names him;
    # roots: its original sources; early: written before the docking.
    pages = pd.DataFrame(coverage.pages())
    pages["early"] = ["written before docking" in str(page).lower() for page in coverage.pages()]
    assert pages["early"].sum() == 3
    cells = frame_of("coverage").pivot(index="page_id", columns="element_id")
    pages = pages.join(cells["cell"], on="id")
    pages["furukawa"] = pages["id"].map(cells["detail"]["E3"])
    pages["roots"] = pages["origins"].str.join(" ")
    rare_roots = pages.query(RARE)["origins"].explode().dropna()
    times = (iss.fact(id).value for id in ("docking-time-planned", "docking-time"))
    planned, docked = (datetime.strptime(time, "%H:%M") for time in times)
    return {
        "coverage-countries": pages["country"].nunique(),
        "coverage-languages": pages["language"].nunique(),
        "coverage-roots": pages["origins"].explode().nunique(),
        "pages-rare-roots": len({*rare_roots} - {"NASA", "Roscosmos"}) or "none",
        "docking-early": f"{number((planned - docked).seconds // 60)} minutes",
        **count_rows(
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
    }
