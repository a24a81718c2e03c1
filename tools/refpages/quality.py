"""Counts the standing of the sources behind the rows of each table, and the rows that rest on weak sources alone."""

import re
from collections import Counter
from collections.abc import Iterable

from issfacts import data
from issfacts.data.validation import WEAK_STANDINGS
from issfacts.exhibits.sources import SPEAKERS, source_standing
from issfacts.kit import svg
from issfacts.kit.canvas import NARROW
from issfacts.kit.wording import OWN_STATUSES

from .links import chapters, evidence, resources
from .markdown import Markdown, full_stop, join_nonempty

# Facts derived from these tables and modules rest on our own readings and rules, not on sources.
OWN_WORK = {"claims", "coverage", "coverage_pages", "codings", "dependence", "game", "positions", "predictions"}
OWN_WORK |= {"forecasts", "tables"}
DIRECTNESS = ("primary", "copied", "ours", "other")  # how directly a row rests on the actors, the strongest first
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def sourced_rows() -> list[dict]:
    """Return a record for each row that has sources; a claim has those of its evidence.

    Keys: `table`; `row`; `standings` of the sources, the strongest first; `publishers`, where copies of one
    publisher's text count once; `states` that control the sources, None for no state.
    """
    found = {("claims", row["id"]): (row, []) for row in data.rows("claims")}
    for table, row, source_id in evidence():
        key = table, row.get("id", id(row))  # some tables have no ids
        _, sources = found.setdefault(key, (row, []))
        sources.append(data.by_id("sources")[source_id])
    order = list(SPEAKERS).index
    return [
        {
            "table": table,
            "row": row,
            "standings": sorted({source["standing"] for source in sources}, key=order),
            "publishers": {source["mirror_of"] or source["producer"] for source in sources},
            "states": list({source["controlled_by"] for source in sources}),
        }
        for (table, _), (row, sources) in found.items()
        if sources
    ]


def weakly_sourced(sourced: list[dict]) -> list[dict]:
    """Return the records of `sourced_rows` that rest on encyclopedias, partisan or weak pages alone."""
    return [record for record in sourced if WEAK_STANDINGS.issuperset(record["standings"])]


def standing_definitions() -> tuple[str, list[tuple[str, str]], str]:
    """Split the dictionary's description of standing into introduction, (value, definition) pairs and conclusion."""
    sentences = field_description("sources", "standing").split(". ")
    indices = [index for index, sentence in enumerate(sentences) if sentence.partition(":")[0] in SPEAKERS]
    definitions = [tuple(sentences[index].split(": ", 1)) for index in indices]
    before, after = sentences[: indices[0]], sentences[indices[-1] + 1 :]
    return full_stop(". ".join(before)), definitions, full_stop(". ".join(after))


def field_description(table: str, name: str) -> str:
    """Return the description of a field in the data dictionary."""
    fields = resources()[table]["schema"]["fields"]
    return next(field["description"] for field in fields if field["name"] == name)


def standing_chart() -> Markdown:
    """Return the chart of all sources by standing as an SVG in a figure, as wide as a phone."""
    chart = source_standing()
    figure = svg.empty_figure(NARROW, NARROW)
    with svg.house_style():
        chart.draw(figure, True)
    drawing = svg.to_svg(figure, prefix="standing", title=chart.alt, description=chart.description)
    return Markdown(f'<figure class="iss-keys">\n{drawing}\n<figcaption>{chart.title}.</figcaption>\n</figure>')


def count_standings(standings: Iterable[str]) -> Markdown:
    """Count how often each standing occurs, the strongest first.

    >>> print(count_standings(["weak", "wire", "weak"]))
    wire 1; weak 2
    """
    counts = Counter(standings)
    return join_nonempty((f"{standing} {counts[standing]}" for standing in SPEAKERS if counts[standing]), "; ")


def count_directness(table: str) -> dict[str, int]:
    """Count the facts or events to which chapters link by how directly they rest on the actors, with totals.

    Keys: those of DIRECTNESS; `counted`, the sum of all but `ours`; `percent`, the share of `primary` and `copied`
    in `counted`.
    """
    linked = {anchor for chapter in chapters() for page, anchor in chapter.links if page == table}
    ranks = Counter(directness(table, row) for row in data.rows(table) if row["id"] in linked)
    counted = ranks.total() - ranks["ours"]
    percent = round(100 * (ranks["primary"] + ranks["copied"]) / counted)
    return {rank: ranks[rank] for rank in DIRECTNESS} | {"counted": counted, "percent": percent}


def directness(table: str, row: dict) -> str:
    """Return how directly a fact or event rests on the actors, a value of DIRECTNESS.

    `primary`: on a page of an actor; `copied`: on a copy of one; `ours`: on our own readings; `other`: on reports.
    A fact derived from facts or events named by their ids is as direct as the least direct of them.
    """
    basis, _, rest = (row.get("derivation") or "").partition(":")
    compared = {id for page in data.rows("coverage_pages") for id in page["source_ids"]}
    if basis.partition(".")[0] in OWN_WORK or set(row["source_ids"]) <= compared or row.get("status") in OWN_STATUSES:
        return "ours"
    ids = ID.findall(rest)
    named = [(name, data.by_id(name)[id]) for name in ("facts", "events") for id in ids if id in data.by_id(name)]
    if named:
        return max((directness(*pair) for pair in named), key=DIRECTNESS.index)
    sources = [data.by_id("sources")[id] for id in row["source_ids"]]
    if any(source["standing"] == "primary" for source in sources):
        return "primary"
    copied = any(source["standing"] == "copy" and source["kind"] in ("agency", "law") for source in sources)
    return "copied" if copied else "other"
