"""How the pages told the docking: which page says what, who told it first, and what only one has.

The tables coverage_pages, coverage_elements and coverage. A cell is one of three, and the third is no answer: a page
counts for an element only where that part of it was read.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import chain, groupby

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, SMALL, TEXT, Canvas, text_width
from ..kit.exhibit import REFERENCE, Chart, Link, Table
from ..kit.places import source_address
from ..kit.wording import capital, listed, number

ARTICLE = "P00"  # the page the book starts from; it is never counted
WAR, RARE, SWAP = "E9", "E18", "E4"  # elements; the first splits the pages into two groups
SAYS, SILENT, UNREAD = ("says", "not in what we read", "not read")
TELLERS = {  # first tellers that we infer, each with what it is
    "AFP": "news agency, France",
    "Reuters": "news agency, Britain",
    "dpa": "news agency, Germany",
    "EFE": "news agency, Spain",
    "Roscosmos": "space agency, Russia",
    "NASA": "space agency, US",
    "TASS": "state news agency, Russia",
    "AP": "news agency, US",
}
ENOUGH = 3  # pages that a first teller needs to test whether its pages agree

# Questions to the data


def pages() -> list[dict]:
    """Return the pages beside the article.

    >>> pages()[0]["outlet"]
    'NASA'
    """
    return [page for page in data.rows("coverage_pages") if page["id"] != ARTICLE]


def roots_of(page: dict) -> tuple[str, ...]:
    """Return the probable first tellers of a page; none where nobody could tell.

    >>> roots_of({"probable_root": "Xinhua from Roscosmos"})
    ('Roscosmos',)
    """
    return tuple(root for root in TELLERS if re.search(rf"\b{root}\b", page["probable_root"]))


def cells() -> dict[tuple[str, str], dict]:
    """Return the rows of the table coverage by page and element.

    >>> cells()["P05", "E9"]["cell"]
    'not read'
    """
    return {(row["page_id"], row["element_id"]): row for row in data.rows("coverage")}


def countries() -> dict[str, str]:
    """Return the names of countries by their codes.

    >>> countries()["FRA"]
    'France'
    """
    return {id: row["name"] for id, row in data.by_id("countries").items()}


def _named(found: list[dict]) -> list[str]:
    """Name outlets with their countries; one that stands twice is named once."""
    counts = Counter(f"{page['outlet']} ({countries()[page['country']]})" for page in found)
    return [name if count == 1 else f"{name} with {number(count)} pages" for name, count in counts.items()]


def _none(count: int) -> str:
    return number(count) if count else "none"


# Tables


def roots() -> Table:
    """Print from whom the pages probably took their texts: first teller, number of pages, pages.

    DataError: damaged data. Source: the table coverage_pages.

    >>> roots().caption
    'Behind twenty pages stand eight first tellers; one page could not be traced'
    """
    behind = {root: [page for page in pages() if root in roots_of(page)] for root in TELLERS}
    groups = dict(sorted(behind.items(), key=lambda pair: -len(pair[1])))
    groups["Not traced"] = [page for page in pages() if not roots_of(page)]
    frame = pd.DataFrame(
        {"First teller": root, "Pages": len(found), "Printed by": ", ".join(_named(found))}
        for root, found in groups.items()
    )
    return Table(
        "roots",
        f"Behind {number(len(pages()))} pages stand {number(len(TELLERS))} first tellers; "
        f"{number(len(groups['Not traced']))} page could not be traced",
        frame,
        note="Inferred from credits, place lines and parallel wording. A page with two first tellers stands in both "
        "rows. Interfax stands with Roscosmos, whose broadcast it names.",
        rows=pages(),
    )


def compare_pages(first: str, second: str) -> Table:
    """Print what two pages tell, and what only one of them has in the part that was read: element, who has it, first,
    second.

    `first` and `second` are ids of the table coverage_pages, such as "P14". What was not read is no difference and
    stands in the note. ValueError: an unknown id, or the same one twice. DataError: damaged data. Sources: the tables
    coverage_pages and coverage.

    >>> compare_pages("P14", "P02").caption
    'In what we read, five elements stand only in franceinfo, four only in NASA and two in both'
    """
    known = data.by_id("coverage_pages")
    if first == second or not {first, second} <= known.keys():
        raise ValueError(f"{first!r} and {second!r} are no two of the pages {', '.join(known)}")
    pair = [known[first], known[second]]
    names = [page["outlet"] for page in pair]
    if names[0] == names[1]:
        names = [f"{page['outlet']} ({page['id']})" for page in pair]
    having = {(SAYS, SILENT): f"Only {names[0]}", (SILENT, SAYS): f"Only {names[1]}", (SAYS, SAYS): "Both"}
    found, rows, unread = cells(), {state: [] for state in having}, []
    for element in data.rows("coverage_elements"):
        told = [found[page["id"], element["id"]] for page in pair]
        state = tuple(cell["cell"] for cell in told)
        if UNREAD in state:
            unread.append(element["element"])
        elif state in having:
            rows[state].append((element["element"], having[state], *map(_told, told)))
    one, two, both = map(len, rows.values())
    read = listed(f"{name}, {page['extent_read']}" for name, page in zip(names, pair, strict=True))
    note = f"A dash: not in what we read. What neither page has is left out. Read of each page: {read}."
    if unread:
        note += f" Not comparable, as that part of a page was not read: {'; '.join(unread)}."
    return Table(
        f"compare-{first}-{second}".lower(),
        f"In what we read, {_none(one)} {'element stands' if one == 1 else 'elements stand'} only in {names[0]}, "
        f"{_none(two)} only in {names[1]} and {_none(both)} in both",
        pd.DataFrame(chain(*rows.values()), columns=["Element", "Who has it", *names]),
        note=note,
        rows=pair,
    )


def _told(cell: dict) -> str:
    """Return what a page says on an element, in our words, without the marks of the coding; a dash for nothing."""
    outlets = data.by_id("coverage_pages")
    detail = re.sub(r"^(?:word|number|figure|judgement)=(?:none\b(?:; )?)?", "", cell["detail"] or "")
    detail = re.sub(r"\bP\d\d\b", lambda match: outlets[match[0]]["outlet"], detail)
    if cell["cell"] == SAYS:
        return capital(detail or "says so")
    return f"– ({detail})" if detail else "–"


def rarity() -> Table:
    """Print the pages on the docking that call such work rare or name the seat swap, the article first.

    Columns: page (outlet and country, a link to the source), judgement, seat swap, probable first teller. DataError:
    damaged data. Source: the tables coverage, coverage_pages and countries.

    >>> rarity().caption
    'Of 20 pages, six call such work rare or one of few, five name the seat swap, one does both'
    """
    found = cells()
    rare, swap = ({page["id"] for page in pages() if found[page["id"], id]["cell"] == SAYS} for id in (RARE, SWAP))
    shown = [page for page in data.rows("coverage_pages") if page["id"] in {ARTICLE, *rare, *swap}]
    read = {"beginning": " (beginning only)"}
    frame = pd.DataFrame(
        {
            "Page": Link(
                f"{page['outlet']}, {countries()[page['country']]}{read.get(page['extent_read'], '')}",
                f"{REFERENCE}/{source_address(page['source_ids'][0])}",
            ),
            "Rare, or one of few?": _judged(found[page["id"], RARE]),
            "The seat swap": _judged(found[page["id"], SWAP]),
            "Probable first teller": page["probable_root"],
        }
        for page in shown
    )
    return Table(
        "rarity",
        f"Of {len(pages())} pages, {number(len(rare))} call such work rare or one of few, {number(len(swap))} name the "
        f"seat swap, {number(len(rare & swap))} does both",
        frame,
        note="The article, in the first row, is not in these counts. Pages were found, not sampled, and coded once: "
        "never read the counts as shares of the press. What we did not read on a page, its newsroom may still have "
        "written.",
        rows=shown,
    )


def _judged(cell: dict) -> str:
    """Return what a page says, or that we did not find or did not read it."""
    detail = (cell["detail"] or "").removeprefix("judgement=")
    if cell["cell"] == SAYS:
        return detail
    return f"{cell['cell']}; {detail}" if detail else cell["cell"]


# The pages behind their first tellers, and all that each page says


def coverage_matrix() -> Chart:
    """Draw the pages behind their first tellers, in two groups: those that name the war, and those that do not.

    `data`: page_id, outlet, country, probable_root and one column for each element, each said, not in what we read, or
    not read; the article stands first. A page that was not read as far as the war is in the data, and in no group.
    DataError: damaged data. Sources: the tables coverage_pages and coverage.

    >>> coverage_matrix().title
    'Of nineteen pages, seven name the war and twelve do not'
    """
    names = {id: row["element"] for id, row in data.by_id("coverage_elements").items()}
    found = pd.DataFrame(data.rows("coverage")).pivot(index="page_id", columns="element_id", values="cell")[list(names)]
    groups = {
        state: sorted((page for page in pages() if found.loc[page["id"], WAR] == state), key=_place)
        for state in (SAYS, SILENT, UNREAD)
    }
    parts = [found.loc[[page["id"] for page in groups[state]]] for state in (SAYS, SILENT)]
    said, read = [(part == SAYS).sum() for part in parts], [(part != UNREAD).sum() for part in parts]
    order = (said[1] / read[1] - said[0] / read[0]).sort_values(kind="stable").index  # what belongs to the war first
    told = (f"{names[id]}: {said[0][id]} of {read[0][id]} and {said[1][id]} of {read[1][id]}." for id in order)
    rows = [data.by_id("coverage_pages")[ARTICLE], *chain(*groups.values())]
    frame = pd.DataFrame(rows)[["id", "outlet", "country", "probable_root"]].join(found[order], on="id")
    frame = frame.rename(columns={"id": "page_id"})
    heads = {"outlet": "Page", "country": "Country", "probable_root": "Probable first teller", **names}
    behind = Counter(root for state in (SAYS, SILENT) for page in groups[state] for root in roots_of(page))
    many = [root for root in TELLERS if behind[root] >= ENOUGH]
    named, silent = len(groups[SAYS]), len(groups[SILENT])
    return Chart(
        "coverage-matrix",
        f"Of {number(named + silent)} pages, {number(named)} name the war and {number(silent)} do not",
        partial(_draw, groups),
        alt=f"Rows of squares: {named + silent} pages by first teller, and whether they name the war",
        description="Pages that have an element, of those where that part was read: with the war named, and without "
        f"it. {' '.join(told)}",
        data=frame,
        note="One square is one page. First tellers are inferred from credits, place lines and parallel wording; a "
        "page that reworks a broadcast or release counts with its maker, as Space.com does with NASA; only "
        f"{listed(many)} stand behind {number(ENOUGH)} pages or more. "
        f"No war named means: {SILENT}. It does not mean left out: some pages we read only in part. "
        f"Not drawn, as read only at the beginning: {listed(page['outlet'] for page in groups[UNREAD])}. "
        f"The table below has all {len(names)} elements.",
        table=frame.drop(columns="page_id").assign(country=frame["country"].map(countries())).rename(columns=heads),
        rows=rows,
    )


def _place(page: dict) -> tuple:
    """Sort by first teller; a page with two stands between them."""
    places = [list(TELLERS).index(root) for root in roots_of(page)] or [len(TELLERS)]
    return sum(places) / len(places), page["id"]


LINE, HEAD, SIDE, STEP = 19, 34, 16, 20  # px: of a line, of a group's head, of a square, from one square to the next
PAGES, NAMES = 188, 296  # px: where the squares begin, and the names of the pages; on a phone they stand below
STATES = {SAYS: ("{} pages name the war", "accent"), SILENT: ("{} do not, in what we read", "ink")}


def _draw(groups: dict[str, list[dict]], figure, narrow: bool) -> None:
    """Draw a row of squares for each first teller, first those whose pages name the war; in a group, most pages first.

    A first teller with pages enough to test whether its pages agree has its count beside its name.
    """
    paper, y = Canvas(figure, 1, narrow), 0
    for state, (head, colour) in STATES.items():
        paper.write(0, y + 16, capital(head.format(number(len(groups[state])))), LARGE, colour, bold=True)
        y += HEAD
        behind = [list(found) for _, found in groupby(groups[state], roots_of)]
        for found in sorted(behind, key=len, reverse=True):
            y += _row(paper, y, found, state)
        y += 6
    paper.cut(y)


def _row(paper: Canvas, top: float, found: list[dict], state: str) -> float:
    """Draw one first teller, or two possible ones: who that is, a square for each page, and the pages by name.

    Return how high the row is.
    """
    narrow, count, tellers = paper.narrow, len(found), roots_of(found[0])
    name = " or ".join(tellers) or "Not traced"
    what = TELLERS.get(name, "one or both" if tellers else "no first teller named")
    if count >= ENOUGH:
        name += f": {count if state == SAYS else 0} of {count}"
    beside, below = (text_width(name, TEXT, bold=True) + 8, 0) if narrow else (0, LINE)
    paper.write(0, top + 13, name, bold=True)
    paper.write(beside, top + 13 + below, what, paper.small, "muted")
    left, height = (0, top + LINE) if narrow else (PAGES, top)
    for place in range(count):
        if state == SAYS:
            paper.box(left + STEP * place, height, SIDE, SIDE, "accent")
        else:
            paper.edge(left + STEP * place + 0.75, height + 0.75, SIDE - 1.5, SIDE - 1.5, "muted", 1.5)
    left = 0 if narrow else NAMES
    lines = _lines(_named(found), paper.width - left)
    for line, words in enumerate(lines):
        paper.write(left, top + 13 + LINE * (line + 2 * narrow), words, paper.small)
    return LINE * (len(lines) + 2 if narrow else max(2, len(lines))) + 10


def _lines(names: list[str], room: float) -> list[str]:
    """Set names one after the other, in as many lines as they need."""
    lines = []
    for words in [*(f"{name}," for name in names[:-1]), names[-1]]:
        if lines and text_width(f"{lines[-1]} {words}", SMALL) <= room:
            lines[-1] += f" {words}"
        else:
            lines.append(words)
    return lines
