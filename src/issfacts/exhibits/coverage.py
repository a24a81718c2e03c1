"""How news pages reported the docking: what each page says, where its text comes from, and how two pages differ.

Source: the tables coverage_pages, coverage_elements and coverage. The coverage of an element by a page has three
values: says, not in what we read, not read. A page counts for an element only where the relevant part of the page was
read.
"""

import re
from collections import Counter
from functools import partial
from itertools import chain, groupby

import pandas as pd

from .. import data
from ..kit.canvas import LARGE, SMALL, TEXT, Canvas, text_width
from ..kit.exhibit import Chart, Table
from ..kit.wording import capital, listed, number

ARTICLE = "P00"  # the article behind the book; it is never counted
WAR = "E9"  # id of the element that splits the pages into two groups
SAYS, SILENT, UNREAD = ("says", "not in what we read", "not read")
ORIGINS = {  # the original publishers ("first tellers") that we infer behind the pages, each with its kind
    "AFP": "news agency, France",
    "Reuters": "news agency, Britain",
    "dpa": "news agency, Germany",
    "EFE": "news agency, Spain",
    "Roscosmos": "space agency, Russia",
    "NASA": "space agency, US",
    "TASS": "state news agency, Russia",
    "AP": "news agency, US",
}
TWO_ORIGINS, NO_ORIGIN = "Two first tellers", "Not traced"  # instead of a first teller
COUNTING_RULE = "A page that only retells a broadcast or a release counts with the office that made this."
FURTHER_BACK = {"dpa": "Roscosmos", "TASS": "Roscosmos"}  # origins that name another origin behind their news
FURTHER_BACK_RULE = "Here dpa and TASS count with Roscosmos, whose broadcast stands behind their news."
MIN_PAGES = 3  # pages from one origin that are needed to test whether they agree: only then are they counted


def pages() -> list[dict]:
    """Return the rows of coverage_pages, without the article; `origins` is () where none could be inferred.

    >>> pages()[0]["outlet"]
    'NASA'
    """
    rows = [page for page in data.rows("coverage_pages") if page["id"] != ARTICLE]
    return [page | {"origins": page["first_tellers"] or ()} for page in rows]


def cells() -> dict[tuple[str, str], dict]:
    """Return the rows of the table coverage by (page id, element id).

    >>> cells()["P05", "E9"]["cell"]
    'not read'
    """
    return {(row["page_id"], row["element_id"]): row for row in data.rows("coverage")}


def _name_outlets(group: list[dict]) -> list[str]:
    """Return "outlet (country)" for each outlet, with the number of pages where it has more than one."""
    countries = data.by_id("countries")
    counts = Counter(f"{page['outlet']} ({countries[page['country']]['name']})" for page in group)
    return [name if count == 1 else f"{name} with {number(count)} pages" for name, count in counts.items()]


def _join_two(page: dict) -> str:
    """Join the two origins of a page: by "or" where it is unclear which of them it has."""
    return (" or " if "unclear" in page["probable_root"] else " and ").join(page["origins"])


# Tables


def roots() -> Table:
    """Tabulate the probable origins of the pages' texts: first teller, number of pages, pages.

    Each page is counted once; those that lead to two first tellers have a row of their own.

    DataError: invalid data. Source: the table coverage_pages.

    >>> roots().caption
    'Behind twenty pages stand eight first tellers; one page could not be traced'
    """
    groups = {origin: [page for page in pages() if page["origins"] == (origin,)] for origin in ORIGINS}
    groups = dict(sorted(groups.items(), key=lambda pair: -len(pair[1])))
    groups[TWO_ORIGINS] = [page for page in pages() if len(page["origins"]) > 1]
    groups[NO_ORIGIN] = [page for page in pages() if not page["origins"]]
    printed_by = {origin: ", ".join(_name_outlets(group)) for origin, group in groups.items()}
    printed_by[TWO_ORIGINS] = "; ".join(
        f"{_name_outlets([page])[0]}, from {_join_two(page)}" for page in groups[TWO_ORIGINS]
    )
    columns = {
        "First teller": list(groups),
        "Pages": list(map(len, groups.values())),
        "Printed by": list(printed_by.values()),
    }
    return Table(
        "roots",
        f"Behind {number(len(pages()))} pages stand {number(len(ORIGINS))} first tellers; "
        f"{number(len(groups[NO_ORIGIN]))} page could not be traced",
        columns,
        note=f"Inferred from credits, place lines and parallel wording. {COUNTING_RULE}",
        rows=pages(),
    )


def compare_pages(first: str, second: str) -> Table:
    """Tabulate how the reports of two pages differ: element, which page has it, what the first and the second say.

    `first` and `second` are ids of the table coverage_pages, such as "P14". Elements that could not be checked because
    a part of a page was not read are listed in the note. ValueError: an unknown id, or the same one twice. DataError:
    invalid data. Sources: the tables coverage_pages and coverage.

    >>> compare_pages("P14", "P02").caption
    'In what we read, five elements stand only in franceinfo, four only in NASA and two in both'
    """
    known = data.by_id("coverage_pages")
    if first == second or not {first, second} <= known.keys():
        raise ValueError(f"{first!r} and {second!r} are not two different pages of {', '.join(known)}")
    pair = [known[first], known[second]]
    names = [page["outlet"] for page in pair]
    if names[0] == names[1]:
        names = [f"{page['outlet']} ({page['id']})" for page in pair]
    labels = {(SAYS, SILENT): f"Only {names[0]}", (SILENT, SAYS): f"Only {names[1]}", (SAYS, SAYS): "Both"}
    all_cells, rows, unread = cells(), {answers: [] for answers in labels}, []
    for element in data.rows("coverage_elements"):
        pair_cells = [all_cells[page["id"], element["id"]] for page in pair]
        answers = tuple(cell["cell"] for cell in pair_cells)
        if UNREAD in answers:
            unread.append(element["element"])
        elif answers in labels:
            rows[answers].append((element["element"], labels[answers], *map(_describe_cell, pair_cells)))
    one, two, both = map(len, rows.values())
    read = listed(f"{name}, {page['extent_read']}" for name, page in zip(names, pair, strict=True))
    note = f"A dash: not in what we read. What neither page has is left out. Read of each page: {read}."
    if unread:
        note += f" Not comparable, as that part of a page was not read: {'; '.join(unread)}."
    return Table(
        f"compare-{first}-{second}".lower(),
        f"In what we read, {number(one, 'none')} {'element stands' if one == 1 else 'elements stand'} only in "
        f"{names[0]}, {number(two, 'none')} only in {names[1]} and {number(both, 'none')} in both",
        pd.DataFrame(chain(*rows.values()), columns=["Element", "Who has it", *names]),
        note=note,
        rows=pair,
    )


def _describe_cell(cell: dict) -> str:
    """Return what a page says on an element, without the prefixes of the coding; a dash if it says nothing."""
    outlets = data.by_id("coverage_pages")
    detail = re.sub(r"^(?:word|number|figure|judgement)=(?:none\b(?:; )?)?", "", cell["detail"] or "")
    detail = re.sub(r"\bP\d\d\b", lambda match: outlets[match[0]]["outlet"], detail)
    if cell["cell"] == SAYS:
        return capital(detail or "says so")
    return f"– ({detail})" if detail else "–"


# The chart of pages by origin


def coverage_matrix(further_back: bool = False) -> Chart:
    """Draw the pages by their probable origin, in two groups: those that name the war and those that do not.

    `further_back` counts dpa and TASS with Roscosmos, whose broadcast stands behind their news. `data`: page_id,
    outlet, country, probable_root and one column for each element: says, not in what we read, or not read; the article
    is the first row. A page that was not read as far as the war is in the data, but in neither group.
    DataError: invalid data. Sources: the tables coverage_pages and coverage.

    >>> coverage_matrix().title
    'Of twenty pages, seven name the war and twelve do not; one we could not check'
    >>> coverage_matrix(further_back=True).title
    'Counted one step further back, one page that names the war leads to Roscosmos'
    """
    behind, rule = (FURTHER_BACK, FURTHER_BACK_RULE) if further_back else ({}, COUNTING_RULE)
    names = {id: row["element"] for id, row in data.by_id("coverage_elements").items()}
    matrix = pd.DataFrame(data.rows("coverage")).pivot(index="page_id", columns="element_id", values="cell")
    matrix = matrix[list(names)]
    groups = {state: [] for state in (SAYS, SILENT, UNREAD)}
    for page in pages():
        origins = tuple(dict.fromkeys(behind.get(origin, origin) for origin in page["origins"]))
        groups[matrix.loc[page["id"], WAR]].append(page | {"origins": origins})
    for group in groups.values():
        group.sort(key=_origin_order)
    drawn = [matrix.loc[[page["id"] for page in groups[state]]] for state in (SAYS, SILENT)]
    said, read = [(group == SAYS).sum() for group in drawn], [(group != UNREAD).sum() for group in drawn]
    # The element that stands most often beside the war, compared with the other group, comes first.
    order = (said[1] / read[1] - said[0] / read[0]).sort_values(kind="stable").index
    sentences = (f"{names[id]}: {said[0][id]} of {read[0][id]} and {said[1][id]} of {read[1][id]}." for id in order)
    rows = [data.by_id("coverage_pages")[ARTICLE], *chain(*groups.values())]
    frame = pd.DataFrame(rows)[["id", "outlet", "country", "probable_root"]].join(matrix[order], on="id")
    frame = frame.rename(columns={"id": "page_id"})
    war_count, silent_count, unread_count = map(len, groups.values())
    title = (
        f"Of {number(len(pages()))} pages, {number(war_count)} name the war and {number(silent_count)} do not; "
        f"{number(unread_count)} we could not check"
    )
    if further_back:
        count = sum(page["origins"] == ("Roscosmos",) for page in groups[SAYS])
        which = "page that names the war leads" if count == 1 else "pages that name the war lead"
        title = f"Counted one step further back, {number(count, 'none')} {which} to Roscosmos"
    headings = {"outlet": "Page", "country": "Country", "probable_root": "Probable first teller", **names}
    countries = {id: country["name"] for id, country in data.by_id("countries").items()}
    table = frame.replace({"country": countries}).rename(columns=headings).drop(columns="page_id")
    return Chart(
        "coverage-matrix-further-back" if further_back else "coverage-matrix",
        title,
        partial(_draw, groups),
        alt=f"Rows of squares: {war_count + silent_count} pages by first teller, and whether they name the war",
        description="Pages that have an element, of those where that part was read: with the war named, and without "
        f"it. {' '.join(sentences)}",
        data=frame,
        note="One square is one page. A number such as 3 of 3 counts those that name the war. "
        f"First tellers are inferred. {rule} No war named means: {SILENT}. It does not mean left out. "
        f"Not drawn, as read only at the beginning: {listed(page['outlet'] for page in groups[UNREAD])}.",
        table=table[["Page", "Country", "Probable first teller", names[WAR]]] if further_back else table,
        rows=rows,
    )


def _origin_order(page: dict) -> tuple:
    """Return the sort key of a page: the position of its origin, the mean position where it has two, then its id."""
    positions = [list(ORIGINS).index(origin) for origin in page["origins"]] or [len(ORIGINS)]
    return sum(positions) / len(positions), page["id"]


# px: heights of a text line and of a group's heading, side of a square, distance between squares
LINE_HEIGHT, HEADING_HEIGHT, SQUARE, PITCH = 19, 34, 16, 20
SQUARES_X, NAMES_X = 184, 318  # px: left edges of squares and outlets on a page; on a phone both start at 0
GROUPS = {SAYS: ("{} pages name the war", "accent"), SILENT: ("{} do not, in what we read", "ink")}


def _draw(groups: dict[str, list[dict]], figure, narrow: bool) -> None:
    """Draw the two groups of pages, a row of squares for each origin: the largest first, two origins or none last."""
    canvas, y = Canvas(figure, 1, narrow), 0
    left, names_left, squares_y = (0, 0, LINE_HEIGHT) if narrow else (SQUARES_X, NAMES_X, 0)
    said = Counter(page["origins"] for page in groups[SAYS])
    shown = said + Counter(page["origins"] for page in groups[SILENT])
    for state, (heading, colour) in GROUPS.items():
        canvas.write(0, y + 16, capital(heading.format(number(len(groups[state])))), LARGE, colour, bold=True)
        y += HEADING_HEIGHT
        rows = [(origins, list(row)) for origins, row in groupby(groups[state], lambda page: page["origins"])]
        for origins, row in sorted(rows, key=lambda pair: (len(pair[0]) != 1, -len(pair[1]))):
            name, kind = NO_ORIGIN, "no first teller named"
            if origins:
                name, kind = (TWO_ORIGINS, _join_two(row[0])) if origins[1:] else (origins[0], ORIGINS[origins[0]])
            if shown[origins] >= MIN_PAGES:
                name += f": {said[origins]} of {shown[origins]}"
            canvas.write(0, y + 13, name, bold=True)
            kind_x, kind_y = (text_width(name, TEXT, bold=True) + 8, y) if narrow else (0, y + LINE_HEIGHT)
            canvas.write(kind_x, kind_y + 13, kind, canvas.small, "muted")
            for x in range(left, left + PITCH * len(row), PITCH):
                if state == SAYS:
                    canvas.box(x, y + squares_y, SQUARE, SQUARE, "accent")
                else:
                    canvas.outline(x + 0.75, y + squares_y + 0.75, SQUARE - 1.5, SQUARE - 1.5, "muted", 1.5)
            lines = _wrap_names(_name_outlets(row), canvas.width - names_left)
            for line, text in enumerate(lines, 2 if narrow else 0):
                canvas.write(names_left, y + 13 + LINE_HEIGHT * line, text, canvas.small)
            y += LINE_HEIGHT * (len(lines) + 2 if narrow else max(2, len(lines))) + 10
        y += 6
    canvas.set_height(y)


def _wrap_names(names: list[str], room: float) -> list[str]:
    """Wrap names, separated by commas, into lines of at most `room` px."""
    lines = []
    for name in [*(f"{name}," for name in names[:-1]), names[-1]]:
        if lines and text_width(f"{lines[-1]} {name}", SMALL) <= room:
            lines[-1] += f" {name}"
        else:
            lines.append(name)
    return lines
