"""Writes the workbook: a sheet that says what it is, the dictionary, then a sheet a table.

Dates and instants are real dates, so that they sort and count; instants are UTC, for a sheet knows no zones.
Text is text, whatever it begins with: nothing in a table can become a formula.
"""

import io
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from issfacts import data

from .about import DICTIONARY, about, dictionary, listed
from .archive import pack

FORMULA_STARTS = ("=", "+", "-", "@")
WIDTHS = {"integer": 12, "number": 12, "boolean": 10, "date": 12, "datetime": 20}
SAVED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")  # the only bytes that tell when
TOLD = {
    "Dates": "are real dates, and instants real dates with a time, in UTC.",
    "Sheets": "Tables lists the tables, Dictionary describes every column; then follows a sheet a table.",
}


def write_workbook(target: Path) -> None:
    """Write the workbook."""
    book = Workbook(write_only=True)
    prose = ((label, text) for label, text in about(TOLD))
    fill(book.create_sheet("About"), ("about", "text"), prose, [24, 110])
    fill(book.create_sheet("Tables"), ("table", "title", "rows", "as_of", "credit"), listed(), [22, 30, 8, 12, 90])
    fill(book.create_sheet("Dictionary"), DICTIONARY, dictionary(), [22, 24, 26, 80, 10, 9, 40, 20])
    for resource in data.package()["resources"]:
        fields = resource["schema"]["fields"]
        rows = (row.values() for row in data.rows(resource["name"]))
        fill(book.create_sheet(resource["name"]), [f["name"] for f in fields], rows, [width(f) for f in fields])
    save(book, target)


def width(field: dict) -> int:
    """Return how wide a column is shown: short for ids and numbers, with room for prose."""
    limits = field.get("constraints", {})
    return WIDTHS.get(field["type"], 24 if {"pattern", "enum"} & set(limits) else 48)


def fill(sheet, header: Iterable[str], rows: Iterable[Iterable], widths: list[int]) -> None:
    """Write a sheet: a bold header that stays in view, then the rows."""
    sheet.freeze_panes = "A2"
    for position, wide in enumerate(widths):
        sheet.column_dimensions[letters(position)].width = wide
    sheet.append([bold(sheet, name) for name in header])
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])


def letters(position: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    more, last = divmod(position, 26)
    return (letters(more - 1) if more else "") + chr(ord("A") + last)


def bold(sheet, name: str) -> WriteOnlyCell:
    """Return a cell of a header."""
    head = WriteOnlyCell(sheet, name)
    head.font = Font(bold=True)
    return head


def cell(sheet, value: object) -> object:
    """Return a value as the sheet holds it."""
    if isinstance(value, tuple):
        value = ";".join(value)
    if isinstance(value, str):
        return as_text(sheet, value) if value else None
    if isinstance(value, date):
        return as_date(sheet, value)
    return value


def as_text(sheet, value: str) -> WriteOnlyCell:
    """Return text that no program takes for a formula, an error or a number, even where somebody edits it."""
    text = WriteOnlyCell(sheet, value)
    text.data_type = "s"
    if value.startswith(FORMULA_STARTS):
        text.quotePrefix = True
    return text


def as_date(sheet, value: date) -> WriteOnlyCell:
    """Return a day or an instant, shown as ISO 8601 writes it but for the T and the Z."""
    instant = isinstance(value, datetime)
    shown = WriteOnlyCell(sheet, value.astimezone(UTC).replace(tzinfo=None) if instant else value)
    shown.number_format = "yyyy-mm-dd hh:mm:ss" if instant else "yyyy-mm-dd"
    return shown


def save(book: Workbook, target: Path) -> None:
    """Save the workbook so that its bytes follow from what it holds, not from when it was saved."""
    raw, moment = io.BytesIO(), f"{data.package()['as_of']}T00:00:00Z".encode()
    book.save(raw)
    with ZipFile(raw) as parts:
        pack(target, {name: SAVED.sub(rb"\g<1>" + moment, parts.read(name)) for name in parts.namelist()})
