"""How the pages told the docking: which page says what, who told it first, and what only one has.

The tables coverage_pages, coverage_elements and coverage. A cell is one of three, and the third is no answer: a page
counts for an element only where that part of it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, SMALL, TEXT, Canvas, text_width
from ..kit.exhibit import REFERENCE, Chart, Link, Table
from ..kit.places import source_address
from ..kit.wording import capital, listed, number

ARTICLE = "P00"  # the page the book starts from; it is never counted
WAR, RARE, SWAP = "E9", "E18", "E4"  # elements; the first splits the pages into two groups
SAYS, SILENT, UNREAD = ANSWERS = ("says", "not in what we read", "not read")
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
ROOTS = tuple(TELLERS)

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
    return tuple(root for root in ROOTS if re.search(rf"\b{root}\b", page["probable_root"]))


def cells() -> dict[tuple[str, str], dict]:
    """Return the rows of the table coverage by page and element.

    >>> cells()["P05", "E9"]["cell"]
    'not read'
    """
    return {(row["page_id"], row["element_id"]): row for row in data.rows("coverage")}


def saying(element: str, ids: Iterable[str] | None = None) -> tuple[int, int]:
    """Count the pages that have an element, and those in which its part was read; `ids` chooses among the pages.

    >>> saying("E9")
    (7, 19)
    """
    found = cells()
    chosen = [page["id"] for page in pages()] if ids is None else ids
    read = [cell for cell in (found[id, element]["cell"] for id in chosen) if cell != UNREAD]
    return read.count(SAYS), len(read)


def countries() -> dict[str, str]:
    """Return the names of countries by their codes.

    >>> countries()["FRA"]
    'France'
    """
    return {id: row["name"] for id, row in data.by_id("countries").items()}


# The table of first tellers


def roots() -> Table:
    """Print from whom the pages probably took their texts: first teller, number of pages, pages.

    DataError: damaged data. Source: the table coverage_pages.

    >>> roots().caption
    'Behind twenty pages stand eight first tellers; one page could not be traced'
    """
    all_pages = pages()
    behind = {root: [page for page in all_pages if root in roots_of(page)] for root in ROOTS}
    groups = dict(sorted(behind.items(), key=lambda pair: -len(pair[1])))
    untraced = [page for page in all_pages if not roots_of(page)]
    caption = (
        f"Behind {number(len(all_pages))} pages stand {number(len(groups))} first tellers; {_none(len(untraced))} "
        f"{'page' if len(untraced) == 1 else 'pages'} could not be traced"
    )
    groups["Not traced"] = untraced
    frame = pd.DataFrame(
        {
            "First teller": list(groups),
            "Pages": [len(found) for found in groups.values()],
            "Printed by": [_outlets(found) for found in groups.values()],
        }
    )
    note = (
        "Inferred from credits, place lines and parallel wording. A page with two first tellers stands in both rows. "
        "Interfax stands with Roscosmos, whose broadcast it names."
    )
    return Table("roots", caption, frame, note=note, rows=all_pages)


def _outlets(found: list[dict]) -> str:
    """Name outlets with their countries; one that stands twice is named once."""
    return ", ".join(_named(found))


def _named(found: list[dict]) -> list[str]:
    country = countries()
    named = [f"{page['outlet']} ({country[page['country']]})" for page in found]
    counts = {name: named.count(name) for name in named}
    return [name if count == 1 else f"{name} with {number(count)} pages" for name, count in counts.items()]


# The table of two pages


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
    found, rows, unread = cells(), [], []
    for element in data.rows("coverage_elements"):
        told = [found[page["id"], element["id"]] for page in pair]
        state = tuple(cell["cell"] for cell in told)
        if UNREAD in state:
            unread.append(element["element"])
        elif state in having:
            rows.append((element["element"], having[state], *map(_told, told)))
    order = list(having.values())
    rows.sort(key=lambda row: order.index(row[1]))
    one, two, both = (sum(row[1] == who for row in rows) for who in order)
    caption = (
        f"In what we read, {_none(one)} {'element stands' if one == 1 else 'elements stand'} only in {names[0]}, "
        f"{_none(two)} only in {names[1]} and {_none(both)} in both"
    )
    read = listed(f"{name}, {page['extent_read']}" for name, page in zip(names, pair, strict=True))
    note = f"A dash: not in what we read. What neither page has is left out. Read of each page: {read}."
    if unread:
        note += f" Not comparable, as that part of a page was not read: {'; '.join(unread)}."
    frame = pd.DataFrame(rows, columns=["Element", "Who has it", *names])
    return Table(f"compare-{first}-{second}".lower(), caption, frame, note=note, rows=pair)


def _none(count: int) -> str:
    return number(count) if count else "none"


def _told(cell: dict) -> str:
    """Return what a page says on an element, in our words, without the marks of the coding; a dash for nothing."""
    outlet = {id: page["outlet"] for id, page in data.by_id("coverage_pages").items()}
    detail = re.sub(r"^(?:word|number|figure|judgement)=(?:none\b(?:; )?)?", "", cell["detail"] or "")
    detail = re.sub(r"\bP\d\d\b", lambda match: outlet[match[0]], detail)
    if cell["cell"] == SAYS:
        return capital(detail or "says so")
    return f"– ({detail})" if detail else "–"


# The table of those who call it rare


def rarity() -> Table:
    """Print the pages on the docking that call such work rare or name the seat swap, the article first.

    Columns: page (outlet and country, a link to the source), judgement, seat swap, probable first teller. DataError:
    damaged data. Source: the tables coverage, coverage_pages and countries.

    >>> rarity().caption
    'Of 20 pages, six call such work rare or one of few, five name the seat swap, one does both'
    """
    found, country = cells(), countries()
    rare, swap = ({page["id"] for page in pages() if found[page["id"], id]["cell"] == SAYS} for id in (RARE, SWAP))
    shown = [page for page in data.rows("coverage_pages") if page["id"] in {ARTICLE, *rare, *swap}]
    frame = pd.DataFrame(
        {
            "Page": [_linked(page, country) for page in shown],
            "Rare, or one of few?": [_judged(found[page["id"], RARE]) for page in shown],
            "The seat swap": [_judged(found[page["id"], SWAP]) for page in shown],
            "Probable first teller": [page["probable_root"] for page in shown],
        }
    )
    return Table(
        "rarity",
        f"Of {len(pages())} pages, {_none(len(rare))} call such work rare or one of few, {_none(len(swap))} name the "
        f"seat swap, {_none(len(rare & swap))} does both",
        frame,
        note="The article, in the first row, is not in these counts. Pages were found, not sampled, and coded once: "
        "never read the counts as shares of the press. What we did not read on a page, its newsroom may still have "
        "written.",
        rows=shown,
    )


def _linked(page: dict, country: dict[str, str]) -> Link:
    """Return a page's outlet and country as a link to the source; say so where only its beginning was read."""
    read = " (beginning only)" if page["extent_read"] == "beginning" else ""
    name = f"{page['outlet']}, {country[page['country']]}{read}"
    return Link(name, f"{REFERENCE}/{source_address(page['source_ids'][0])}")


def _judged(cell: dict) -> str:
    """Return what a page says, or that we did not find or did not read it."""
    detail = (cell["detail"] or "").removeprefix("judgement=")
    if cell["cell"] == SAYS:
        return detail
    return f"{cell['cell']}; {detail}" if detail else cell["cell"]


# The pages behind their first tellers, and all that each page says

UNTRACED = "not traced"
ENOUGH = 3  # pages that a first teller needs to test whether its pages agree


def coverage_matrix() -> Chart:
    """Draw the pages behind their first tellers, in two groups: those that name the war, and those that do not.

    `data`: page_id, outlet, country, probable_root and one column for each element, each said, not in what we read, or
    not read; the article stands first. A page that was not read as far as the war is in the data, and in no group.
    DataError: damaged data. Sources: the tables coverage_pages and coverage.

    >>> coverage_matrix().title
    'Of nineteen pages, seven name the war and twelve do not'
    """
    matrix = Matrix.read()
    named, silent = groups = [[page["id"] for page in matrix.group(state)] for state in (SAYS, SILENT)]
    counts = [
        f"{name}: {' and '.join('{} of {}'.format(*saying(id, group)) for group in groups)}."
        for id, name in matrix.elements.items()
    ]
    frame = pd.DataFrame(matrix.pages)[["id", "outlet", "country", "probable_root"]].rename(columns={"id": "page_id"})
    for id in matrix.elements:
        frame[id] = [matrix.found[page["id"], id] for page in matrix.pages]
    heads = {"outlet": "Page", "country": "Country", "probable_root": "Probable first teller", **matrix.elements}
    unread = [page["outlet"] for page in matrix.group(UNREAD)]
    drawn = [roots_of(page) for state in (SAYS, SILENT) for page in matrix.group(state)]
    many = [root for root in ROOTS if sum(root in roots for roots in drawn) >= ENOUGH]
    return Chart(
        "coverage-matrix",
        f"Of {number(len(named) + len(silent))} pages, {number(len(named))} name the war and {number(len(silent))} "
        "do not",
        lambda figure, narrow: _draw(figure, narrow, matrix),
        alt=f"Rows of squares: {len(named) + len(silent)} pages by first teller, and whether they name the war",
        description="Pages that have an element, of those where that part was read: with the war named, and without "
        f"it. {' '.join(counts)}",
        data=frame,
        note="One square is one page. First tellers are inferred from credits, place lines and parallel wording; a "
        "page that reworks a broadcast or release counts with its maker, as Space.com does with NASA; only "
        f"{listed(many)} stand behind {number(ENOUGH)} pages or more. "
        f"No war named means: {SILENT}. It does not mean left out: some pages we read only in part."
        + (f" Not drawn, as read only at the beginning: {listed(unread)}." if unread else "")
        + f" The table below has all {len(matrix.elements)} elements.",
        table=frame.drop(columns="page_id").assign(country=frame["country"].map(countries())).rename(columns=heads),
        rows=matrix.pages,
    )


class Matrix(NamedTuple):
    """Hold the pages in the order of the drawing, the elements in theirs, and what was found."""

    pages: list[dict]  # the article first, then by what they do with the war, then by first teller
    elements: dict[str, str]  # those first that most belong to the pages with the war
    found: dict[tuple[str, str], str]

    @classmethod
    def read(cls) -> Matrix:
        """Read the tables and sort them."""
        found = {place: row["cell"] for place, row in cells().items()}
        elements = {id: row["element"] for id, row in data.by_id("coverage_elements").items()}
        matrix = cls(sorted(data.rows("coverage_pages"), key=lambda page: _place(page, found)), elements, found)
        named, silent = ([page["id"] for page in matrix.group(state)] for state in (SAYS, SILENT))
        order = sorted(elements, key=lambda id: _share(id, silent) - _share(id, named))
        return matrix._replace(elements={id: elements[id] for id in order})

    def group(self, state: str) -> list[dict]:
        """Return the pages, beside the article, that do one thing with the war."""
        return [page for page in self.pages if page["id"] != ARTICLE and self.found[page["id"], WAR] == state]


def _place(page: dict, found: dict[tuple[str, str], str]) -> tuple:
    """Sort the article first, then by the war, then by first teller; a page with two stands between them."""
    places = [ROOTS.index(root) for root in roots_of(page)] or [len(ROOTS)]
    return page["id"] != ARTICLE, ANSWERS.index(found[page["id"], WAR]), sum(places) / len(places), page["id"]


def _share(element: str, ids: list[str]) -> float:
    said, read = saying(element, ids)
    return said / read if read else 0


LINE, HEAD, SIDE, STEP = 19, 34, 16, 20  # px: of a line, of a group's head, of a square, from one square to the next
PAGES, NAMES = 188, 296  # px: where the squares begin, and the names of the pages; on a phone they stand below
STATES = {SAYS: ("{} pages name the war", "accent"), SILENT: ("{} do not, in what we read", "ink")}


def _draw(figure, narrow: bool, matrix: Matrix) -> None:
    """Draw a row of squares for each first teller, first those whose pages name the war; in a group, most pages first.

    A first teller with pages enough to test whether its pages agree has its count beside its name.
    """
    width, y, parts = figure.get_figwidth() * 72, 0, []
    for state, (head, colour) in STATES.items():
        group = matrix.group(state)
        parts.append((_head, y, capital(head.format(number(len(group)))), colour))
        y += HEAD
        for tellers, found in _behind(group).items():
            lines = _lines(_named(found), width - (0 if narrow else NAMES))
            share = f": {len(found) if state == SAYS else 0} of {len(found)}" if len(found) >= ENOUGH else ""
            parts.append((_row, y, tellers, share, len(found), lines, state))
            y += LINE * (len(lines) + 2 if narrow else max(2, len(lines))) + 10
        y += 6
    paper = Canvas(figure, y, narrow)
    for draw, *part in parts:
        draw(paper, *part)


def _head(paper: Canvas, top: float, words: str, colour: str) -> None:
    paper.write(0, top + 16, words, LARGE, colour, bold=True)


def _row(
    paper: Canvas, top: float, tellers: tuple[str, ...], share: str, count: int, lines: list[str], state: str
) -> None:
    """Draw one first teller, or two possible ones: who that is, a square for each page, and the pages by name."""
    narrow = paper.narrow
    name = " or ".join(tellers) or capital(UNTRACED)
    what = TELLERS.get(name, "one or both" if tellers else "no first teller named")
    beside, below = (text_width(name + share, TEXT, bold=True) + 8, 0) if narrow else (0, LINE)
    paper.write(0, top + 13, name + share, bold=True)
    paper.write(beside, top + 13 + below, what, paper.small, "muted")
    left, height = (0, top + LINE) if narrow else (PAGES, top)
    for place in range(count):
        if state == SAYS:
            paper.box(left + STEP * place, height, SIDE, SIDE, "accent")
        else:
            paper.edge(left + STEP * place + 0.75, height + 0.75, SIDE - 1.5, SIDE - 1.5, "muted", 1.5)
    for line, words in enumerate(lines):
        paper.write(0 if narrow else NAMES, top + 13 + LINE * (line + 2 * narrow), words, paper.small)


def _behind(group: list[dict]) -> dict[tuple[str, ...], list[dict]]:
    """Return the pages of a group behind their first teller or tellers, most pages first."""
    found: dict[tuple[str, ...], list[dict]] = {}
    for page in group:
        found.setdefault(roots_of(page), []).append(page)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _lines(names: list[str], room: float) -> list[str]:
    """Set names one after the other, in as many lines as they need."""
    lines = [""]
    for place, name in enumerate(names):
        words = name + "," * (place < len(names) - 1)
        longer = f"{lines[-1]} {words}".strip()
        if lines[-1] and text_width(longer, SMALL) > room:
            lines.append(words)
        else:
            lines[-1] = longer
    return lines
