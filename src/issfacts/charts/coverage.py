"""Draw how the pages told the docking."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from .. import coverage, data
from ..coverage import ARTICLE, SAYS, SILENT, UNREAD, WAR
from ..kit.canvas import PHONE, SMALL, box, line, sheet, write
from ..kit.exhibit import NARROW, WIDE, Chart
from ..kit.palette import LIGHT
from ..kit.wording import capital, listed, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# As short as the drawing needs; the table below it has the elements in full.
SHORT = {
    "E1": "Names of the three",
    "E2": "How many aboard",
    "E3": "Furukawa",
    "E4": "Seat swap",
    "E5": "Over Ukraine",
    "E6": "Russia stays on",
    "E7": "Russia to leave",
    "E8": "Moon probe lost",
    "E9": "The war",
    "E10": "Leak or record",
    "E11": "Kononenko speaks",
    "E12": "O'Hara speaks",
    "E13": "Length of stay",
    "E14": "Time of flight",
    "E15": "Sanctions",
    "E16": "China",
    "E17": "Own station",
    "E18": "Judged rare",
}
ON_A_PHONE = ("E9", "E18", "E5", "E4", "E3", "E2")
BLOCKS = (SAYS, SILENT, UNREAD)  # what a page does with the war decides where it stands
UNTRACED = "open"
UPPER = ("AFP", "Reuters", "EFE", "TASS", "Roscosmos")  # roots that stand on the upper of two lines


def coverage_matrix() -> Chart:
    """Draw which page tells which element: said, not in what we read, or not read; by what it does with the war.

    `data`: page_id, outlet, country, probable_root and one column for each element. On a phone, pages are rows and
    only the elements stand that the chapter speaks of. DataError: damaged data. Sources: the tables coverage_pages
    and coverage.

    >>> coverage_matrix().title[:54]
    'Seven pages name the war, with the roots AFP, Reuters,'
    """
    matrix = Matrix.read()
    return Chart(
        "coverage-matrix",
        matrix.finding,
        partial(_draw, matrix),
        alt=f"Grid: {len(matrix.elements)} elements of the story on {len(matrix.counted)} pages and in the article",
        description=matrix.description,
        data=matrix.data,
        sources=[id for page in matrix.pages for id in page["source_ids"]],
        as_of=data.package()["as_of"],
        note=_note(),
        table=matrix.table,
    )


def _note() -> str:
    return (
        f"{capital(SILENT)} does not mean left out: of some pages we read only a part. The higher an element, the more "
        f"it belongs to the pages with the war. DW: the article; {UNTRACED}: root not traced. A phone shows fewer "
        "elements; the table has them all."
    )


class Matrix(NamedTuple):
    """Hold the pages in the order of the drawing, the elements in theirs, and what was found."""

    pages: list[dict]
    elements: dict[str, str]
    found: dict[tuple[str, str], str]

    @classmethod
    def read(cls) -> Matrix:
        """Read the tables and sort them: pages by the war and their root, elements by how the blocks differ."""
        found = coverage.cells()
        pages = sorted(data.rows("coverage_pages"), key=lambda page: _place(page, found))
        named, silent = ([page["id"] for page in pages if _block(page, found) == state] for state in BLOCKS[:2])

        def ahead(element: str) -> float:
            return _share(element, silent) - _share(element, named)

        elements = {row["id"]: row["element"] for row in data.rows("coverage_elements")}
        return cls(pages, {id: elements[id] for id in sorted(elements, key=ahead)}, found)

    @property
    def counted(self) -> list[dict]:
        """Return the pages beside the article."""
        return [page for page in self.pages if page["id"] != ARTICLE]

    def block(self, state: str) -> list[dict]:
        """Return the pages that do one thing with the war."""
        return [page for page in self.counted if _block(page, self.found) == state]

    @property
    def finding(self) -> str:
        """Return the title: who names the war."""
        named, silent = self.block(SAYS), self.block(SILENT)
        behind = listed(root for root in coverage.ROOTS if any(root in coverage.roots(page) for page in named))
        return capital(
            f"{number(len(named))} pages name the war, with the roots {behind}; "
            f"{number(len(silent))} others do not, in what we read"
        )

    @property
    def description(self) -> str:
        """Return, for every element, in how many pages of each block it stands."""
        blocks = [[page["id"] for page in self.block(state)] for state in BLOCKS[:2]]
        lines = [
            f"{name}: {' and '.join(f'{said} of {read}' for said, read in (coverage.saying(id, b) for b in blocks))}."
            for id, name in self.elements.items()
        ]
        start = "Pages that have an element, of those where that part was read: with the war named, and without it."
        return " ".join([start, *lines])

    @property
    def data(self) -> pd.DataFrame:
        """Return the cells as they are, a row for each page."""
        return self._frame(
            {"page_id": "id", "outlet": "outlet", "country": "country", "probable_root": "probable_root"}
        )

    @property
    def table(self) -> pd.DataFrame:
        """Return the cells as people read them."""
        frame = self._frame({"Page": "outlet", "Country": "country", "Probable root": "probable_root"})
        country = {row["id"]: row["name"] for row in data.rows("countries")}
        return frame.assign(Country=frame["Country"].map(country)).rename(columns=self.elements)

    def _frame(self, columns: dict[str, str]) -> pd.DataFrame:
        told = {name: [page[column] for page in self.pages] for name, column in columns.items()}
        return pd.DataFrame(told | {id: [self.found[page["id"], id] for page in self.pages] for id in self.elements})


def _block(page: dict, found: dict[tuple[str, str], str]) -> str:
    return found[page["id"], WAR]


def _place(page: dict, found: dict[tuple[str, str], str]) -> tuple:
    """Sort the article first, then by block, then by root; a page with two roots stands between them."""
    places = [coverage.ROOTS.index(root) for root in coverage.roots(page)] or [-1]
    return page["id"] != ARTICLE, BLOCKS.index(_block(page, found)), sum(places) / len(places), page["id"]


def _share(element: str, ids: list[str]) -> float:
    said, read = coverage.saying(element, ids)
    return said / read if read else 0


LEFT, PITCH, ROW, GAP, HEAD = 152, 23, 20, 14, 68  # of the wide drawing
SIZE = 12  # of a square


class Marks:
    """Collect squares for what is said and rings for what was not read, so that each kind becomes one path."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, bool], list[tuple[float, float]]] = {}

    def add(self, state: str, x: float, y: float, war: bool = False) -> None:
        """Put one symbol on the list, its middle at x and y."""
        self.places.setdefault((state, war), []).append((x, y))

    def draw(self, paper: Axes) -> None:
        """Draw what was collected; a level stroke as thick as it is long is a square."""
        for (state, war), places in self.places.items():
            if state == SAYS:
                xs = [x for middle, _ in places for x in (middle - SIZE / 2, middle + SIZE / 2, float("nan"))]
                line(paper, xs, [y for _, y in places for y in (y,) * 3], "accent" if war else "nasa", SIZE)
            elif state == UNREAD:
                rings = {"marker": "o", "markersize": 8, "markeredgewidth": 1.5, "markeredgecolor": LIGHT["muted"]}
                line(paper, *zip(*places, strict=True), "ground", linestyle="none", **rings)


DASH, THIN = 6, 2


def _dashes(paper: Axes, x: float, top: float, rows: int, step: float) -> None:
    """Draw one short dash in each row of a column, for what is not there; other symbols cover theirs."""
    first, last = top + (step - THIN) / 2, top + step * rows - (step - THIN) / 2
    line(paper, (x, x), (first, last), "muted", DASH, linestyle=(0, (THIN / DASH, (step - THIN) / DASH)))


def _draw(matrix: Matrix, figure: Figure, narrow: bool) -> None:
    """Draw elements against pages; on a phone, pages against a few elements."""
    (_draw_tall if narrow else _draw_wide)(matrix, figure)


def _draw_wide(matrix: Matrix, figure: Figure) -> None:
    """Let pages run from left to right, under their roots, and elements from top to bottom."""
    bottom = HEAD + ROW * len(matrix.elements)
    paper, marks = sheet(figure, bottom + 32), Marks()
    xs = dict(_columns(matrix))
    box(paper, 0, HEAD + ROW * list(matrix.elements).index(WAR), WIDE, ROW, facecolor=LIGHT["band"])
    _heads(paper, matrix, xs)
    for x in xs.values():
        _dashes(paper, x, HEAD, len(matrix.elements), ROW)
    write(paper, WIDE - 4, 34, "says/", SMALL, "muted", "right")
    write(paper, WIDE - 4, 54, "read", SMALL, "muted", "right")
    for row, element in enumerate(matrix.elements):
        y = HEAD + ROW * (row + 0.5)
        weight = "bold" if element == WAR else "normal"
        write(paper, 4, y + 4.5, SHORT[element], SMALL, weight=weight)
        for page in matrix.pages:
            marks.add(matrix.found[page["id"], element], xs[page["id"]], y, element == WAR)
        said, read = coverage.saying(element)
        write(paper, WIDE - 4, y + 4.5, f"{said}/{read}", SMALL, ha="right", weight=weight)
    _key(paper, marks, [LEFT, LEFT + 80, LEFT + 260], [bottom + 18] * len(BLOCKS))
    marks.draw(paper)


def _columns(matrix: Matrix) -> Iterator[tuple[str, float]]:
    """Give the place of every page: a gap after the article and after each block."""
    x = LEFT
    for _, pages in groupby(matrix.pages, lambda page: (page["id"] == ARTICLE, _block(page, matrix.found))):
        for page in pages:
            yield page["id"], x
            x += PITCH
        x += GAP


def _heads(paper: Axes, matrix: Matrix, xs: dict[str, float]) -> None:
    """Write what each block does with the war, and under it the roots, each with a line over its pages."""
    write(paper, xs[ARTICLE], 54, "DW", SMALL, ha="center", weight="bold")
    for state, verb in ((SAYS, "name the war"), (SILENT, "do not, in what we read")):
        pages = matrix.block(state)
        write(paper, xs[pages[0]["id"]] - SIZE, 14, capital(f"{number(len(pages))} {verb}"), SMALL, weight="bold")
    write(paper, max(xs.values()) + SIZE, 14, capital(UNREAD), SMALL, ha="right", weight="bold")
    for state in BLOCKS:
        for root in (*coverage.ROOTS, UNTRACED):
            mine = [xs[page["id"]] for page in matrix.block(state) if root in (coverage.roots(page) or (UNTRACED,))]
            if mine:
                _root(paper, root, min(mine) - SIZE / 2, max(mine) + SIZE / 2, max(xs.values()) + SIZE)


def _root(paper: Axes, root: str, left: float, right: float, edge: float) -> None:
    y = 34 if root in UPPER else 54
    line(paper, (left, right), (y + 4, y + 4), "muted", 1.5)
    write(paper, min((left + right) / 2, edge + 8 - 4.1 * len(root)), y, root, SMALL, "muted", "center")


def _key(paper: Axes, marks: Marks, xs: list[float], ys: list[float]) -> None:
    """Say beside one symbol of each kind what it means."""
    for state, x, y in zip(BLOCKS, xs, ys, strict=True):
        marks.add(state, x + SIZE / 2, y - 4.5)
        if state == SILENT:
            _dashes(paper, x + SIZE / 2, y - 4.5 - LINE / 2, 1, LINE)
        write(paper, x + SIZE + 6, y, state, SMALL)


STEP, LINE, TOP = 22, 19, 109  # of the narrow drawing


def _draw_tall(matrix: Matrix, figure: Figure) -> None:
    """Let pages run from top to bottom, by root and country, and a few elements from left to right."""
    blocks = list(_blocks(matrix))
    height = LINE * sum(len(rows) + bool(head) for head, rows in blocks)
    paper, marks = sheet(figure, TOP + height + 66), Marks()
    xs = {element: NARROW - STEP * (len(ON_A_PHONE) - place - 0.5) for place, element in enumerate(ON_A_PHONE)}
    box(paper, xs[WAR] - STEP / 2, TOP, STEP, height, facecolor=LIGHT["band"])
    for place, (element, x) in enumerate(xs.items()):
        y = TOP - 10 - 17 * place
        line(paper, (x, x), (y + 4, TOP), "line")
        write(paper, x + SIZE / 2, y, SHORT[element], PHONE, ha="right", weight="bold" if element == WAR else "normal")
    y = TOP
    for head, rows in blocks:
        write(paper, 0, y + LINE / 2 + 4.5, head, PHONE, weight="bold")
        y += LINE * bool(head)
        for x in xs.values():
            _dashes(paper, x, y, len(rows), LINE)
        for page, label in rows:
            write(paper, 0, y + LINE / 2 + 4.5, label, PHONE)
            for element, x in xs.items():
                marks.add(matrix.found[page["id"], element], x, y + LINE / 2, element == WAR)
            y += LINE
    _key(paper, marks, [0] * len(BLOCKS), [y + LINE * place + 24 for place in range(len(BLOCKS))])
    marks.draw(paper)


def _blocks(matrix: Matrix) -> Iterator[tuple[str, list[tuple[dict, str]]]]:
    """Give the blocks of the narrow drawing: what they do with the war, and their pages by root and country."""
    country = {row["id"]: row["name"] for row in data.rows("countries")} | {"USA": "USA"}
    yield "", [(matrix.pages[0], "DW, the article")]
    for state, verb in ((SAYS, "name the war"), (SILENT, "do not, as far as read"), (UNREAD, "not read so far")):
        pages = matrix.block(state)
        roots = [", ".join(coverage.roots(page)) or UNTRACED for page in pages]
        named = [f"{root} · {country[page['country']]}" for root, page in zip(roots, pages, strict=True)]
        yield capital(f"{number(len(pages))} {verb}"), list(zip(pages, named, strict=True))
