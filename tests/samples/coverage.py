"""Whose story is it? Twenty pages on one docking."""

from datetime import datetime

import pandas as pd

import issfacts as iss
from issfacts.exhibits import coverage


def pages(which: str) -> list[dict]:
    """Return the pages beside the article that a query on their elements chooses."""
    cells = pd.DataFrame(iss.rows("coverage")).pivot(index="page_id", columns="element_id", values="cell")
    ids = set(cells.query(which).index)
    return [page for page in coverage.pages() if page["id"] in ids]


def with_all(*elements: str) -> list[dict]:
    """Return the pages that have all of some elements."""
    return pages(" and ".join(f"{element} == 'says'" for element in elements))


def read(element: str) -> list[dict]:
    return pages(f"{element} != 'not read'")


def count(rows: list) -> str:
    return str(len(rows)) if rows else "none"


def distinct(column: str) -> str:
    return str(len({page[column] for page in coverage.pages()}))


def leading_to(*roots: str) -> list[dict]:
    return [page for page in coverage.pages() if set(roots) & set(coverage.roots_of(page))]


def behind(pages: list[dict]) -> set[str]:
    return {root for page in pages for root in coverage.roots_of(page)}


def place_checked() -> list[dict]:
    """Return the pages of after the docking that were read for the war and for the place."""
    before = [page for page in coverage.pages() if "written before docking" in str([*page.values()]).lower()]
    assert len(before) == 3
    return [page for page in pages("E9 != 'not read' and E5 != 'not read'") if page not in before]


def furukawa_named() -> str:
    """Count the pages whose detail does not call him unnamed."""
    cells = coverage.cells()
    return count([page for page in with_all("E3") if "unnamed" not in cells[page["id"], "E3"]["detail"]])


def early() -> str:
    times = (iss.fact(id).value for id in ("docking-time-planned", "docking-time"))
    planned, docked = (datetime.strptime(time, "%H:%M") for time in times)
    assert (planned - docked).total_seconds() == 3 * 60
    return "three minutes"


DERIVED = {
    "coverage-pages": lambda: count(coverage.pages()),
    "coverage-countries": lambda: distinct("country"),
    "coverage-languages": lambda: distinct("language"),
    "coverage-roots": lambda: count(behind(coverage.pages())),
    "coverage-pages-traced": lambda: count(leading_to(*coverage.TELLERS)),
    "coverage-pages-untraced": lambda: count([page for page in coverage.pages() if not coverage.roots_of(page)]),
    "root-roscosmos-pages": lambda: count(leading_to("Roscosmos")),
    "root-afp-pages": lambda: count(leading_to("AFP")),
    "war-pages": lambda: count(with_all("E9")),
    "war-pages-read": lambda: count(read("E9")),
    "war-silent-pages": lambda: count(pages("E9 == 'not in what we read'")),
    "war-and-place-checked": lambda: count(place_checked()),
    "war-and-place-pages": lambda: count(with_all("E9", "E5")),
    "war-and-rare-pages": lambda: count(with_all("E9", "E18")),
    "total-pages": lambda: count(with_all("E2")),
    "war-and-total-pages": lambda: count(with_all("E9", "E2")),
    "furukawa-pages": lambda: count(with_all("E3")),
    "furukawa-named-pages": furukawa_named,
    "swap-pages": lambda: count(with_all("E4")),
    "war-and-swap-pages": lambda: count(with_all("E9", "E4")),
    "exit-pages-by-credit": lambda: count([page for page in leading_to("AFP", "Reuters") if page in with_all("E7")]),
    "docking-early": early,
}
