"""Print shares of mixed crews, and what was written about them."""

from __future__ import annotations

import pandas as pd

from .. import data, record
from ..kit.exhibit import REFERENCE, Link, Table
from ..kit.places import source_address
from ..kit.wording import day, number
from .printing import table

CREWS = {"us-russia": "people of both NASA and Roscosmos", "agency": "people of more than one partner"}
RARE, SWAP, ARTICLE = "E18", "E4", "P00"


def mixed_share(
    definition: str = "us-russia", start: record.Instant | None = None, end: record.Instant | None = None
) -> Table:
    """Print how many crews were mixed, out of how many, family by family: ships, mixed, all, share in per cent.

    A flight counts where start <= docking < end; what is not given is a limit of the record. The words for
    `definition` are those of `record.crewed_flights`. ValueError: another definition, `start` after `end`, an instant
    outside the record. DataError: damaged data. Source: the tables crewed_flights and vehicles.

    >>> mixed_share("us-russia", "2022-07-14").caption
    '16 of 20 crewed flights with people of both NASA and Roscosmos, 14 July 2022 to 7 October 2026: 80 per cent'
    """
    share = record.share_of_mixed_crews(start, end, definition)
    first, last = _limits(start, end)
    flights = record.crewed_flights(definition=definition)
    flights = flights[flights["dock_utc"].between(first, last, inclusive="left")]
    names = {row["id"]: row["name"] for row in data.rows("vehicles")}
    parts = [(names[id], part["mixed"]) for id, part in flights.groupby("vehicle", sort=False, observed=True)]
    rows = [(name, int(mixed.sum()), len(mixed), _percent(mixed.mean())) for name, mixed in parts]
    frame = pd.DataFrame(
        [*rows, ("All", share.mixed, share.flights, _percent(share.share))],
        columns=["Ships", "Mixed crews", "All crews", "Share, per cent"],
    )
    span = f"{day(first)} to {day(last - pd.Timedelta(seconds=1))}"
    result = f": {_percent(share.share)} per cent" if share.flights else ""
    counted = f"{share.mixed} of {share.flights} crewed flights with {CREWS[definition]}"
    sources = [id for ids in flights["source_ids"] for id in ids] or ["gcat"]
    return table(
        f"mixed-share-{definition}-{first:%Y-%m-%d}-{last:%Y-%m-%d}", f"{counted}, {span}{result}", frame, sources
    )


def rarity() -> Table:
    """Print the pages on the docking that call such work rare or name the seat swap, the article first.

    Columns: page (outlet and country, a link to the source), judgement, seat swap, probable root. DataError: damaged
    data. Source: the tables coverage, coverage_pages and countries.

    >>> rarity().caption
    'Of 20 pages, six call such work rare or one of few, five name the seat swap, one does both'
    """
    cells = {(row["page_id"], row["element_id"]): row for row in data.rows("coverage")}
    pages = data.rows("coverage_pages")
    says = {element: {page["id"] for page in pages if _says(cells[page["id"], element])} for element in (RARE, SWAP)}
    shown = [page for page in pages if page["id"] in {ARTICLE, *says[RARE], *says[SWAP]}]
    country = {row["id"]: row["name"] for row in data.rows("countries")}
    frame = pd.DataFrame(
        {
            "Page": [_linked(page, country) for page in shown],
            "Rare, or one of few?": [_cell(cells[page["id"], RARE]) for page in shown],
            "The seat swap": [_cell(cells[page["id"], SWAP]) for page in shown],
            "Probable root": [page["probable_root"] for page in shown],
        }
    )
    counts = [len(ids - {ARTICLE}) for ids in (says[RARE], says[SWAP], says[RARE] & says[SWAP])]
    rare, swap, both = map(number, counts)
    others = len(pages) - 1
    return table(
        "rarity",
        f"Of {others} pages, {rare} call such work rare or one of few, {swap} name the seat swap, {both} does both",
        frame,
        [id for page in shown for id in page["source_ids"]],
        "The article, in the first row, is not in these counts. Pages were found, not sampled, and coded once: never "
        "read the counts as shares of the press. What we did not read on a page, its newsroom may still have written.",
    )


def _limits(start: record.Instant | None, end: record.Instant | None) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return a window as instants; the limits of the record stand for what is not given."""
    first, last = record.occupancy().index[0], pd.Timestamp(data.package()["horizon"])
    return tuple(limit if when is None else _instant(when) for when, limit in ((start, first), (end, last)))


def _instant(when: record.Instant) -> pd.Timestamp:
    return record.occupancy(when, when).index[0]


def _percent(share: float) -> int | None:
    return round(100 * share) if share == share else None


def _linked(page: dict, country: dict[str, str]) -> Link:
    """Return a page's outlet and country as a link to the source; say so where only its beginning was read."""
    read = " (beginning only)" if page["extent_read"] == "beginning" else ""
    name = f"{page['outlet']}, {country[page['country']]}{read}"
    return Link(name, f"{REFERENCE}/{source_address(page['source_ids'][0])}")


def _says(cell: dict) -> bool:
    return cell["cell"] == "says"


def _cell(cell: dict) -> str:
    """Return what a page says, or that we did not find or did not read it."""
    detail = (cell["detail"] or "").removeprefix("judgement=")
    if _says(cell):
        return detail
    return f"{cell['cell']}; {detail}" if detail else cell["cell"]
