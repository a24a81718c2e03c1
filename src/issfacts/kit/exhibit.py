"""Make the book's two display objects: Chart and Table.

An exhibit carries its finding, its picture, its words for those who do not see it, its data and its sources,
and shows itself in the same way on a page, in a notebook and on paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pandas as pd

from .. import data
from . import wording
from .canvas import NARROW, WIDE
from .dates import day_of
from .places import source_address
from .rendering import display_prefix, render

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.figure import Figure

Rows = Iterable[Mapping] | pd.DataFrame  # of a table, each with its source_ids

REFERENCE = "../reference"  # every chapter lies one level down; the site turns .md into .html
NAMED_SOURCES = 2  # more than these are counted, not listed
CSV_LIMIT = 4096  # bytes of the link a page is ready to carry
SHORT_CELL = 24  # letters that may stand on one line of a table
CARD_WORDS = 4  # a table with so many columns of words becomes cards where there is no room,
LONG_HEAD = 60  # and so does one whose rows begin with a sentence: letters, on average


@dataclass(frozen=True)
class Link:
    """Hold a text that leads somewhere: the only way to a link in a cell.

    Raises ValueError for an address that is neither relative nor http(s).

    >>> Link("C14", "../reference/claims.md#c14").text
    'C14'
    """

    text: str
    href: str

    def __post_init__(self) -> None:
        if re.match(r"\s*(?!https?:)[\w+.-]+:|\s*//", self.href, re.IGNORECASE):
            raise ValueError(f"{self.href!r} is no address for a link: give a relative or an http(s) one")

    def __str__(self) -> str:
        return self.text


class Cell(NamedTuple):
    """Hold one cell as the template prints it."""

    text: str
    kind: str = "text"  # text | missing | time | link
    value: str = ""  # the machine's form of a time, the address of a link

    @property
    def direction(self) -> str:
        """Return "auto" where the text has letters that run from right to left."""
        return "auto" if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in self.text) else ""


def source_link(id: str, more: int = 0) -> Link:
    """Return a link to a source, named by who wrote it; `more` says how many others there are.

    >>> source_link("gcat", 2).text
    'Jonathan McDowell and two more'
    """
    source = data.source(id)
    others = f" and {wording.number(more)} more" if more else ""
    return Link(f"{source.mirror_of or source.producer}{others}", f"{REFERENCE}/{source_address(id)}")


def sources_of(rows: Rows) -> list[str]:
    """Return the ids of all sources behind rows, each once, in the order of the rows.

    >>> sources_of([{"source_ids": ("gcat", "ap")}, {"source_ids": ("gcat",)}])
    ['gcat', 'ap']
    """
    found = rows["source_ids"] if isinstance(rows, pd.DataFrame) else (row["source_ids"] for row in rows)
    return list(dict.fromkeys(id for ids in found for id in ids))


class _Exhibit:
    """Share what Chart and Table have in common."""

    def __init__(self, id: str, sources: Iterable[str], as_of: date | str | None, note: str, rows: Rows) -> None:
        if not isinstance(id, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", id):
            raise ValueError(f"id {id!r} must be small letters, digits and hyphens, such as 'docking-day'")
        if isinstance(sources, str):
            raise TypeError(f"exhibit {id!r}: sources must be a list of ids, such as [{sources!r}]")
        ids = dict.fromkeys([*sources, *sources_of(rows)])
        if not ids:
            raise ValueError(f"exhibit {id!r} names no source: give the ids of the pages it rests on")
        self.id, self.note = id, note
        self.sources = data.strongest_first(ids)
        self.as_of = day_of(data.package()["as_of"] if as_of is None else as_of)

    def _repr_html_(self) -> str:
        return self.html(display_prefix(self.id))

    def __repr__(self) -> str:
        return f"{type(self).__name__} {self.id!r}: {self.title}"

    @property
    def credit(self) -> dict:
        """Return what the line below an exhibit says: sources, how good they are, date, note."""
        first = {}  # the strongest source of each publisher, by the publisher's name
        for source in map(data.source, self.sources):
            first.setdefault(wording.publisher(source.producer, source.mirror_of), source.id)
        shown = dict(list(first.items())[:NAMED_SOURCES])
        links = [Link(name, f"{REFERENCE}/{source_address(id)}") for name, id in shown.items()]
        if more := len(self.sources) - len(shown):
            links.append(Link(f"{wording.number(more)} more", f"{REFERENCE}/sources.md"))
        quality = f"{REFERENCE}/source-quality.md"
        return {"links": links, "quality": quality, "as_of": _cell(self.as_of), "note": self.note}


class Chart(_Exhibit):
    """Hold one figure of the book: its finding, its drawing in two widths, its words, its data.

    `draw(figure, narrow)` draws on an empty matplotlib figure of 720 px width, or of 288 px for a phone, and may set
    its height. `title` states the finding, `alt` names the picture in a few words, `description` says what it shows.
    `table` is `data` as people read it (default: `data` itself). Sources are ids in `sources` and those that `rows`
    of the book's tables name, the strongest first; `as_of` defaults to the day of the data. Raises TypeError or
    ValueError for what no page could show, KeyError for a source that is not in the table of sources.

    >>> chart = Chart("empty", "Nothing happened", lambda figure, narrow: None, "An empty picture",
    ...               "There is nothing to see.", pd.DataFrame({"hour": [1]}), ["gcat"], "2026-11-22")
    >>> chart
    Chart 'empty': Nothing happened
    >>> chart.html().count("<svg")
    2
    """

    def __init__(
        self,
        id: str,
        title: str,
        draw: Callable[[Figure, bool], None],
        alt: str,
        description: str,
        data: pd.DataFrame,
        sources: Iterable[str] = (),
        as_of: date | str | None = None,
        note: str = "",
        table: pd.DataFrame | None = None,
        rows: Rows = (),
    ) -> None:
        if not callable(draw):
            raise TypeError(f"chart {id!r}: draw must be a function draw(figure, narrow)")
        super().__init__(id, sources, as_of, note, rows)
        self.title = _said(id, "title", title, "say what the chart shows")
        self.alt = _said(id, "alt", alt, "name the picture in a few words")
        self.description = _said(id, "description", description, "say in words what the picture shows")
        self.draw = draw
        self.data = _frame(id, data)
        self.table = self.data if table is None else _frame(id, table)

    @cached_property
    def figure(self) -> Figure:
        """Return the wide drawing as a matplotlib figure, yours to change: the page then shows the changed one."""
        return self._drawn(narrow=False)

    @property
    def changed(self) -> bool:
        """Say whether somebody has changed `figure`."""
        if "figure" not in vars(self):
            return False
        return self._svg(self.figure, "x") != self._svg(self._drawn(narrow=False), "x")

    def html(self, prefix: str = "") -> str:
        """Return the chart as an HTML figure; `prefix` keeps ids apart where it stands on a page twice."""
        id, changed = prefix + self.id, self.changed
        return render(
            "chart.html",
            figure=id,
            title=self.title,
            wide=self._svg(self.figure if changed else self._drawn(narrow=False), f"{id}-w"),
            narrow="" if changed else self._svg(self._drawn(narrow=True), f"{id}-n"),
            changed=changed,
            frame=_grid(self.table, f"Data behind: {self.title}"),
            csv=self._csv(),
            credit=self.credit,
        )

    def _drawn(self, narrow: bool) -> Figure:
        from . import svg  # matplotlib is loaded where something is drawn

        width = NARROW if narrow else WIDE
        figure = svg.canvas(width, round(width * 0.5))
        with svg.house_style():
            self.draw(figure, narrow)
        return figure

    def _svg(self, figure: Figure, prefix: str) -> Markup:
        from markupsafe import Markup

        from . import svg

        return Markup(svg.to_svg(figure, prefix=prefix, title=self.alt, description=self.description))

    def _csv(self) -> dict | None:
        """Return the link to the data as CSV, or nothing where it would weigh the page down."""
        instants = self.data.select_dtypes("datetimetz").apply(lambda column: column.dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
        text = self.data.assign(**instants).to_csv(index=False, lineterminator="\n")
        href = "data:text/csv;charset=utf-8," + quote(text)
        return {"href": href, "name": f"{self.id}.csv"} if len(href) < CSV_LIMIT else None


class Table(_Exhibit):
    """Hold one printed table of the book: a caption that says what it shows, a frame, its sources.

    The first column heads each row; `sources`, `rows` and `as_of` are those of a Chart. Instants are printed in UTC,
    what is missing as a dash; every text is shown as it stands, links only through `Link`. Raises TypeError or
    ValueError for what no page could show, KeyError for a source that is not in the table of sources.

    >>> frame = pd.DataFrame({"Person": ["Loral O'Hara"], "Agency": ["NASA"]})
    >>> table = Table("crew", "One person", frame, ["gcat"], "2026-11-22")
    >>> table
    Table 'crew': One person
    >>> '<th scope="row" class="iss-short">Loral O&#39;Hara</th>' in table.html()
    True
    """

    def __init__(
        self,
        id: str,
        caption: str,
        frame: pd.DataFrame,
        sources: Iterable[str] = (),
        as_of: date | str | None = None,
        note: str = "",
        rows: Rows = (),
    ) -> None:
        super().__init__(id, sources, as_of, note, rows)
        self.title = _said(id, "caption", caption, "say what the table shows")
        self.data = _frame(id, frame)

    @property
    def caption(self) -> str:
        """Return the title: what a chart's finding is to a chart, the caption is to a table."""
        return self.title

    def html(self, prefix: str = "") -> str:
        """Return the table as an HTML figure that scrolls inside its own box on a phone."""
        return render("table.html", figure=prefix + self.id, frame=_grid(self.data, self.title), credit=self.credit)


# What is asked of a maker


def _said(id: str, name: str, text: str, advice: str) -> str:
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"{name} of exhibit {id!r} is empty: {advice}")
    return text


def _frame(id: str, frame: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"exhibit {id!r} needs a DataFrame, not {type(frame).__name__}")
    if not len(frame.columns):
        raise ValueError(f"the frame of exhibit {id!r} has no columns: there is nothing to show")
    names = list(frame.columns)
    if not all(isinstance(name, str) and name.strip() for name in names) or len(set(names)) < len(names):
        raise ValueError(f"the columns of exhibit {id!r} need names, each its own: {names}")
    return frame


# How a frame becomes cells


def _grid(frame: pd.DataFrame, caption: str) -> dict:
    """Return what the template prints; the first column heads each row."""
    rows = [tuple(map(_cell, row)) for row in frame.astype(object).itertuples(index=False, name=None)]
    columns = [
        {"name": name, "kind": _kind(frame[name], [row[place].text for row in rows])}
        for place, name in enumerate(frame)
    ]
    words = [column for column in columns if column["kind"] != "iss-number"]
    long = frame.iloc[:, 0].astype(str).str.len().mean() > LONG_HEAD
    return {"caption": caption, "columns": columns, "rows": rows, "cards": long or len(words) >= CARD_WORDS}


def _kind(column: pd.Series, texts: Sequence[str]) -> str:
    """Return the class of a column: numbers stand to the right, short cells stay on a line, long ones get room."""
    if column.dtype.kind in "iufm":  # integers, floats, spans of time
        return "iss-number"
    longest = max(map(len, texts), default=0)
    return "iss-short" if longest <= SHORT_CELL else "iss-long" if longest > 2 * SHORT_CELL else ""


def _cell(value: object) -> Cell:
    """Return a value as a cell: numbers with their digits, instants in UTC, a dash for what is missing."""
    if isinstance(value, Link):
        return Cell(value.text, "link", value.href)
    if pd.api.types.is_list_like(value):
        value = ", ".join(map(str, value))
    if pd.isna(value):
        return Cell("–", "missing")
    if isinstance(value, timedelta):
        return Cell(wording.duration(value))
    if isinstance(value, date):
        return _moment(value)
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    return Cell(str(value))


def _moment(when: date) -> Cell:
    """Return a date or an instant; without a zone it is in UTC, and midnight stands for its day."""
    if not isinstance(when, datetime) or (when.tzinfo is None and when.time() == time()):
        return Cell(wording.day(when), "time", f"{when:%Y-%m-%d}")
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return Cell(wording.instant(when), "time", f"{when:%Y-%m-%dT%H:%M:%SZ}")
