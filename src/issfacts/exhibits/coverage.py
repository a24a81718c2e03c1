"""How the pages told the docking: which page says what, from which root its text comes, and what only one has.

The tables coverage_pages, coverage_elements and coverage. A cell is one of three, and the third is no answer: a page
counts for an element only where that part of it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from .. import data
from ..kit.canvas import PHONE, SMALL, Canvas, text_width
from ..kit.exhibit import REFERENCE, Chart, Link, Table
from ..kit.places import source_address
from ..kit.wording import capital, listed, number

ARTICLE = "P00"  # the page the book starts from; it is never counted
WAR, RARE, SWAP = "E9", "E18", "E4"  # elements; the first splits the pages into two groups
SAYS, SILENT, UNREAD = ANSWERS = ("says", "not in what we read", "not read")
ROOTS = ("AFP", "Reuters", "dpa", "EFE", "TASS", "Roscosmos", "NASA", "AP")  # the houses our inference names

# Questions to the data


def pages() -> list[dict]:
    """Return the pages beside the article.

    >>> pages()[0]["outlet"]
    'NASA'
    """
    return [page for page in data.rows("coverage_pages") if page["id"] != ARTICLE]


def roots_of(page: dict) -> tuple[str, ...]:
    """Return the houses from which the text of a page probably comes; none where nobody could tell.

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


# The table of roots


def roots() -> Table:
    """Print the houses from which the pages probably took their texts: root, number of pages, pages.

    DataError: damaged data. Source: the table coverage_pages.

    >>> roots().caption
    'Eight roots stand behind nineteen of the twenty pages; one could not be traced'
    """
    all_pages = pages()
    behind = {root: [page for page in all_pages if root in roots_of(page)] for root in ROOTS}
    groups = dict(sorted(behind.items(), key=lambda pair: -len(pair[1])))
    untraced = [page for page in all_pages if not roots_of(page)]
    caption = (
        f"{capital(number(len(groups)))} roots stand behind {number(len(all_pages) - len(untraced))} of the "
        f"{number(len(all_pages))} pages; {number(len(untraced))} could not be traced"
    )
    groups["Not traced"] = untraced
    frame = pd.DataFrame(
        {
            "Root": list(groups),
            "Pages": [len(found) for found in groups.values()],
            "Printed by": [_outlets(found) for found in groups.values()],
        }
    )
    note = "Roots are inferred from credits, datelines and parallel wording. A page with two roots stands in both rows."
    return Table("roots", caption, frame, note=note, rows=all_pages)


def _outlets(found: list[dict]) -> str:
    """Name outlets with their countries; one that stands twice is named once."""
    country = countries()
    named = [f"{page['outlet']} ({country[page['country']]})" for page in found]
    counts = {name: named.count(name) for name in named}
    return ", ".join(name if count == 1 else f"{name} with {number(count)} pages" for name, count in counts.items())


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

    Columns: page (outlet and country, a link to the source), judgement, seat swap, probable root. DataError: damaged
    data. Source: the tables coverage, coverage_pages and countries.

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
            "Probable root": [page["probable_root"] for page in shown],
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


# The matrix of pages and elements

# What the drawing shows, in two lines for each column; the table below it has all elements in full.
DRAWN = {"E9": ("Names", "the war"), "E18": ("Says", "it is rare"), "E5": ("Over", "Ukraine")}
KEY = {SAYS: "says it", SILENT: "not found", UNREAD: "not read"}
UNTRACED = "not traced"
SHORT = {  # names that leave room for a root on a phone
    "TV channel 360": "360",
    "Korrespondent.net": "Korresp.",
    "Época Negócios": "Negócios",
    "Diário de Notícias da Madeira": "Diário Notícias",
    "Frankfurter Neue Presse": "Neue Presse",
}


def coverage_matrix() -> Chart:
    """Draw which page names the war, calls it rare, sees Ukraine below: said, not in what we read, or not read.

    `data`: page_id, outlet, country, probable_root and one column for each element; three of them are drawn. Pages are
    rows, with their roots in brackets, by what they do with the war. DataError: damaged data. Sources: the tables
    coverage_pages and coverage.

    >>> coverage_matrix().title
    'Seven of 20 pages name the war; all seven go back to four news agencies'
    """
    matrix = Matrix.read()
    groups = [[page["id"] for page in matrix.group(state)] for state in (SAYS, SILENT)]
    behind = {root for page in matrix.group(SAYS) for root in roots_of(page)}
    naming = number(len(groups[0]))
    counts = [
        f"{name}: {' and '.join('{} of {}'.format(*saying(id, group)) for group in groups)}."
        for id, name in matrix.elements.items()
    ]
    frame = pd.DataFrame(matrix.pages)[["id", "outlet", "country", "probable_root"]].rename(columns={"id": "page_id"})
    for id in matrix.elements:
        frame[id] = [matrix.found[page["id"], id] for page in matrix.pages]
    heads = {"outlet": "Page", "country": "Country", "probable_root": "Probable root", **matrix.elements}
    return Chart(
        "coverage-matrix",
        f"{capital(naming)} of {len(matrix.pages) - 1} pages name the war; all {naming} go back to "
        f"{number(len(behind))} news agencies",
        lambda figure, narrow: _draw(figure, narrow, matrix),
        alt=f"Grid: {number(len(DRAWN))} elements of the story on {len(matrix.pages) - 1} pages and in the article",
        description="Pages that have an element, of those where that part was read: with the war named, and without "
        f"it. {' '.join(counts)}",
        data=frame,
        note=f"{capital(KEY[SILENT])} means: {SILENT}. It does not mean left out, because of some pages we read only a "
        "part. In brackets: the root, where there is room. The table below has all "
        f"{len(matrix.elements)} elements.",
        table=frame.drop(columns="page_id").assign(country=frame["country"].map(countries())).rename(columns=heads),
        rows=matrix.pages,
    )


class Matrix(NamedTuple):
    """Hold the pages in the order of the drawing, the elements in theirs, and what was found."""

    pages: list[dict]  # the article first, then by what they do with the war, then by root
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
    """Sort the article first, then by the war, then by root; a page with two roots stands between them."""
    places = [ROOTS.index(root) for root in roots_of(page)] or [-1]
    return page["id"] != ARTICLE, ANSWERS.index(found[page["id"], WAR]), sum(places) / len(places), page["id"]


def _share(element: str, ids: list[str]) -> float:
    said, read = saying(element, ids)
    return said / read if read else 0


SIZE, DASH, THIN = 12, 6, 2  # px: of a square, and the width and the height of a dash


def _dashes(paper: Canvas, x: float, top: float, rows: int, step: float) -> None:
    """Draw a dash in each row of a column as one dashed line, for what is not there; other symbols cover theirs."""
    ends = top + (step - THIN) / 2, top + step * rows - (step - THIN) / 2
    paper.line((x, x), ends, "muted", DASH, linestyle=(0, (THIN / DASH, (step - THIN) / DASH)))


def _cells(paper: Canvas, cells: list[tuple[str, float, float]]) -> None:
    """Draw squares for what is said and rings for the unread, each kind as one path.

    A level stroke as thick as it is long is a square.
    """
    paper.lines([(x - SIZE / 2, y, x + SIZE / 2, y) for state, x, y in cells if state == SAYS], "accent", SIZE)
    xs, ys = zip(*((x, y) for state, x, y in cells if state == UNREAD), strict=True)  # the key has one
    paper.marks(xs, ys, "muted", hollow=True, markeredgewidth=1.5)


def _key(paper: Canvas, places: list[tuple[float, float]]) -> list[tuple[str, float, float]]:
    """Say what each kind of cell means; return these cells."""
    for state, (x, y) in zip(ANSWERS, places, strict=True):
        paper.write(x + SIZE + 6, y, KEY[state], SMALL)
        if state == SILENT:
            _dashes(paper, x + SIZE / 2, y - 4.5 - LINE / 2, 1, LINE)
    return [(state, x + SIZE / 2, y - 4.5) for state, (x, y) in zip(ANSWERS, places, strict=True)]


LINE, HEAD, APART = 19, 40, 7  # px: of a row, of the heads, and before each group
PITCHES = {True: 56, False: 110}  # px from column to column, on a phone or a page


def _draw(figure, narrow: bool, matrix: Matrix) -> None:
    """Let pages run from top to bottom, the article first, and elements from left to right."""
    groups = {head: matrix.group(state) for head, state in _heads(matrix).items()}
    pitch, bottom = PITCHES[narrow], HEAD + LINE * (len(matrix.pages) + len(groups)) + APART * (len(groups) + 1)
    paper = Canvas(figure, bottom + LINE + 14, narrow)
    xs = {element: paper.width - 26 - pitch * (len(DRAWN) - 1 - n) for n, element in enumerate(DRAWN)}
    room = xs[WAR] - SIZE / 2 - 3
    paper.box(xs[WAR] - 17, HEAD, 34, bottom - HEAD, "band")
    for element, x in xs.items():
        for n, words in enumerate(DRAWN[element]):
            paper.write(x, 13 + 17 * n, words, paper.small, ha="center", bold=element == WAR and not narrow)
    y, cells = HEAD + LINE / 2, []
    for head, pages in {"": [page for page in matrix.pages if page["id"] == ARTICLE], **groups}.items():
        paper.write(0, y + 4.5, head, paper.small, bold=True)
        y += LINE * bool(head)
        for x in xs.values():
            _dashes(paper, x, y - LINE / 2, len(pages), LINE)
        for page in pages:
            paper.write(0, y + 4.5, _label(page, narrow, room), paper.small, bold=page["id"] == ARTICLE)
            cells += [(matrix.found[page["id"], element], x, y) for element, x in xs.items()]
            y += LINE
        if not head:
            y += APART
            paper.line((0, paper.width), (y - LINE / 2, y - LINE / 2), "muted")
        y += APART
    y += 10
    _cells(paper, cells + _key(paper, [(x, y) for x in (0, 88, 188)]))


def _heads(matrix: Matrix) -> dict[str, str]:
    """Return what each group does with the war, in words, and its state."""
    verbs = ("name the war", "do not", "not read so far")
    counts = [number(len(matrix.group(state))) for state in ANSWERS]
    return {capital(f"{n} {verb}"): state for n, verb, state in zip(counts, verbs, ANSWERS, strict=True)}


def _label(page: dict, narrow: bool, room: float) -> str:
    """Return the name of a page with its root, and on a page its country; on a phone what has room."""
    name = page["outlet"]
    if page["id"] == ARTICLE:
        name = "DW, the article"
    elif page["kind"] == "space agency":  # NASA has two pages
        name = f"{name} {page['outlet_remark'].partition(',')[0]}"
    root = ", ".join(roots_of(page)) or UNTRACED
    brackets = "" if name.startswith(root) else f" ({root})"
    if not narrow:
        return f"{name}{brackets}, {countries()[page['country']]}"
    short = SHORT.get(name, name)
    fitting = (text for text in (name + brackets, short + brackets) if text_width(text, PHONE) <= room)
    return next(fitting, name)
