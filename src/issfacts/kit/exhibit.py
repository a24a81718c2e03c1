"""The two display objects of the book, Chart and Table, which render themselves as HTML.

An exhibit holds its title, drawing, text alternatives, data and sources, and looks the same on a page, in a notebook
and in print.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import quote

import pandas as pd

from .. import data
from . import wording
from .canvas import NARROW, WIDE
from .dates import parse_day
from .places import REFERENCE, source_address
from .rendering import display_prefix, render

Rows = Iterable[Mapping] | pd.DataFrame  # rows of a table, each with source_ids
FrameLike = pd.DataFrame | Mapping[str, Sequence] | list[Mapping]  # with columns by name, or rows

MAX_NAMED_SOURCES = 2  # further sources are counted, not named
MAX_CSV_LINK = 4096  # characters of a data: URL
UTC_SUFFIX = "(UTC)"  # of a column name: the instants in its cells are shown without their zone
SHORT_CELL = 24  # characters that fit on one line of a table
# On narrow screens a table becomes a list of cards if it has so many columns of text, or of any kind,
CARD_TEXT_COLUMNS, CARD_COLUMNS = 4, 6
# or if the cells of its first column have more characters than this on average.
CARD_HEADING_LENGTH = 60
# A table with more columns than this is a list of cards on every screen.
MAX_COLUMNS = 8


@dataclass(frozen=True)
class Link:
    """Hold the text and URL of a link in a table cell.

    ValueError: a URL that is neither relative nor http(s).

    >>> Link("C14", "../reference/claims.md#c14").text
    'C14'
    """

    text: str
    href: str

    def __post_init__(self) -> None:
        if re.match(r"\s*(?!https?:)[\w+.-]+:|\s*//", self.href, re.IGNORECASE):
            raise ValueError(f"{self.href!r} is not an address for a link: give a relative or an http(s) one")

    def __str__(self) -> str:
        return self.text


class Cell(NamedTuple):
    """Hold one cell of a table for the template."""

    text: str
    kind: str = "text"  # text | missing | time | link
    value: str = ""  # the datetime attribute of a time, the URL of a link

    @property
    def direction(self) -> str:
        """Return the HTML attribute dir: "auto" if the text has right-to-left letters, else ""."""
        return "auto" if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in self.text) else ""


def source_link(id: str, more: int = 0) -> Link:
    """Return a link to a source with its publisher as text; `more` is the number of further sources.

    >>> source_link("gcat", 2).text
    'Jonathan McDowell and two more'
    """
    source = data.source(id)
    others = f" and {wording.number(more)} more" if more else ""
    return Link(f"{source.mirror_of or source.producer}{others}", f"{REFERENCE}/{source_address(id)}")


def sources_of(rows: Rows) -> list[str]:
    """Return the distinct source ids of rows, in order of first occurrence.

    >>> sources_of([{"source_ids": ("gcat", "ap")}, {"source_ids": ("gcat",)}])
    ['gcat', 'ap']
    """
    id_lists = rows["source_ids"] if isinstance(rows, pd.DataFrame) else (row["source_ids"] for row in rows)
    return list(dict.fromkeys(id for ids in id_lists for id in ids))


class _Exhibit:
    """Base class of Chart and Table: id, sources, date and note."""

    def __init__(
        self, id: str, sources: Iterable[str], as_of: date | str | None, note: str, rows: Rows, **texts: str
    ) -> None:
        if not isinstance(id, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", id):
            raise ValueError(f"id {id!r} must be small letters, digits and hyphens, such as 'docking-day'")
        for name, text in texts.items():
            if not isinstance(text, str) or not text.strip():
                raise ValueError(f"{name} of exhibit {id!r} is empty: say in words what it shows")
        if isinstance(sources, str):
            raise TypeError(f"exhibit {id!r}: sources must be a list of ids, such as [{sources!r}]")
        ids = dict.fromkeys([*sources, *sources_of(rows)])
        if not ids:
            raise ValueError(f"exhibit {id!r} names no source: give the ids of the pages it rests on")
        self.id, self.note = id, note
        self.sources = data.strongest_first(ids)
        self.as_of = parse_day(data.package()["as_of"] if as_of is None else as_of)

    def _repr_html_(self) -> str:
        return self.html(display_prefix(self.id))

    def __repr__(self) -> str:
        return f"{type(self).__name__} {self.id!r}: {self.title}"

    @property
    def credit(self) -> dict:
        """Return the template context of the source line: links, as_of, note."""
        strongest = {}  # source id by publisher
        for source in map(data.source, self.sources):
            strongest.setdefault(wording.publisher(source.producer, source.mirror_of), source.id)
        named = dict(list(strongest.items())[:MAX_NAMED_SOURCES])
        links = [Link(publisher, f"{REFERENCE}/{source_address(id)}") for publisher, id in named.items()]
        if more := len(self.sources) - len(named):
            links.append(Link(f"{wording.number(more)} more", f"{REFERENCE}/sources.md"))
        return {"links": links, "as_of": _format_cell(self.as_of), "note": self.note}


class Chart(_Exhibit):
    """Hold one figure: its title, a function that draws it in two widths, text alternatives, data and sources.

    `draw(figure, narrow)` draws on an empty matplotlib figure, 720 px wide, or 288 px if narrow (for a phone), and may
    set its height. `title` states the finding, `alt` names the picture in a few words, `description` says what it
    shows. `table` is `data` in readable form (default: `data` itself). Sources are the ids in `sources` and those of
    `rows` of the book's tables, sorted by standing; `as_of` defaults to the date of the data. TypeError or ValueError:
    an invalid argument. KeyError: an unknown source.

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
        draw: Callable,
        alt: str,
        description: str,
        data: FrameLike,
        sources: Iterable[str] = (),
        as_of: date | str | None = None,
        note: str = "",
        table: FrameLike | None = None,
        rows: Rows = (),
    ) -> None:
        if not callable(draw):
            raise TypeError(f"chart {id!r}: draw must be a function draw(figure, narrow)")
        super().__init__(id, sources, as_of, note, rows, title=title, alt=alt, description=description)
        self.title, self.alt, self.description, self.draw = title, alt, description, draw
        self.data = _require_frame(id, data)
        self.table = self.data if table is None else _require_frame(id, table)

    def html(self, prefix: str = "") -> str:
        """Return the chart as an HTML figure; `prefix` makes its ids unique if it is shown twice on a page."""
        from .svg import to_svg  # imports matplotlib, which loading a module of charts should not

        id, texts = prefix + self.id, {"title": self.alt, "description": self.description}
        return render(
            "chart.html",
            figure=id,
            title=self.title,
            wide=to_svg(self.figure(), prefix=f"{id}-w", **texts),
            narrow=to_svg(self.figure(narrow=True), prefix=f"{id}-n", **texts),
            frame=_table_context(self.table, f"Data behind: {self.title}"),
            csv=self._csv_link(),
            credit=self.credit,
        )

    def figure(self, narrow: bool = False):
        """Draw the chart, wide or narrow, as a matplotlib figure."""
        from . import svg

        width = NARROW if narrow else WIDE
        figure = svg.empty_figure(width, round(width * 0.5))
        with svg.house_style():
            self.draw(figure, narrow)
        return figure

    def _csv_link(self) -> dict | None:
        """Return name and data: URL of the data as CSV; None if the URL would be too long for a page."""
        instants = self.data.select_dtypes("datetimetz").apply(lambda column: column.dt.strftime("%Y-%m-%dT%H:%M:%SZ"))
        text = self.data.assign(**instants).to_csv(index=False, lineterminator="\n")
        href = "data:text/csv;charset=utf-8," + quote(text)
        return {"href": href, "name": f"{self.id}.csv"} if len(href) < MAX_CSV_LINK else None


class Table(_Exhibit):
    """Hold one table: a caption that says what it shows, a DataFrame, and sources.

    The first column holds the row headers; `sources`, `rows` and `as_of` are as for a Chart. Instants are shown in UTC,
    without the zone if the column name ends with "(UTC)", missing values as a dash; texts are escaped, and a `Link`
    becomes a link. TypeError or ValueError: an invalid argument. KeyError: an unknown source.

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
        frame: FrameLike,
        sources: Iterable[str] = (),
        as_of: date | str | None = None,
        note: str = "",
        rows: Rows = (),
    ) -> None:
        super().__init__(id, sources, as_of, note, rows, caption=caption)
        self.title, self.data = caption, _require_frame(id, frame)

    @property
    def caption(self) -> str:
        """Return the caption, which is also the title."""
        return self.title

    def html(self, prefix: str = "") -> str:
        """Return the table as an HTML figure; `prefix` makes its ids unique if it is shown twice on a page."""
        frame = _table_context(self.data, self.title)
        return render("table.html", figure=prefix + self.id, frame=frame, credit=self.credit)


def _require_frame(id: str, frame: FrameLike) -> pd.DataFrame:
    if isinstance(frame, Mapping | list):
        frame = pd.DataFrame(frame)
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"exhibit {id!r} needs a DataFrame, not {type(frame).__name__}")
    names = list(frame.columns)
    if not names or len(set(names)) < len(names) or not all(isinstance(name, str) and name.strip() for name in names):
        raise ValueError(f"the frame of exhibit {id!r} needs columns, each with a name of its own, not {names}")
    return frame


def _table_context(frame: pd.DataFrame, caption: str) -> dict:
    """Return the template context of a table: caption, columns, rows of cells, and where to use cards."""
    in_utc = [name.endswith(UTC_SUFFIX) for name in frame]
    rows = [tuple(map(_format_cell, row, in_utc)) for row in frame.astype(object).itertuples(index=False, name=None)]
    columns = [
        {"name": name, "kind": _column_class(frame[name], [row[position].text for row in rows])}
        for position, name in enumerate(frame)
    ]
    text_columns = [column for column in columns if column["kind"] != "iss-number"]
    long_headings = frame.iloc[:, 0].astype(str).str.len().mean() > CARD_HEADING_LENGTH
    cards = long_headings or len(text_columns) >= CARD_TEXT_COLUMNS or len(columns) >= CARD_COLUMNS
    context = {"caption": caption, "columns": columns, "rows": rows, "cards": cards}
    return context | {"always_cards": len(columns) > MAX_COLUMNS}


def _column_class(column: pd.Series, texts: Sequence[str]) -> str:
    """Return the CSS class of a column: iss-number, iss-short, iss-long, or none for texts of medium length."""
    if column.dtype.kind in "iufm":  # integers, floats, timedeltas
        return "iss-number"
    longest = max(map(len, texts), default=0)
    if longest <= SHORT_CELL:
        return "iss-short"
    return "iss-long" if longest > 2 * SHORT_CELL else ""


def _format_cell(value: object, in_utc: bool = False) -> Cell:
    """Format a value as a cell: numbers unrounded, instants in UTC, lists joined, a dash for a missing value.

    A naive instant is UTC, a naive midnight a date. `in_utc`: the column header says "(UTC)", so the cell does not.
    """
    if isinstance(value, Link):
        return Cell(value.text, "link", value.href)
    if pd.api.types.is_list_like(value):
        value = ", ".join(map(str, value))
    if pd.isna(value):
        return Cell("–", "missing")
    if isinstance(value, timedelta):
        return Cell(wording.duration(value))
    if isinstance(value, date):
        if not isinstance(value, datetime) or (value.tzinfo is None and value.time() == time()):
            return Cell(wording.day(value), "time", f"{value:%Y-%m-%d}")
        when = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        text = wording.instant(when)
        return Cell(text.removesuffix(" UTC") if in_utc else text, "time", f"{when:%Y-%m-%dT%H:%M:%SZ}")
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    return Cell(str(value))
