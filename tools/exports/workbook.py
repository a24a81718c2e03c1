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
from openpyxl.utils import get_column_letter

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
    fill(book.create_sheet("About"), {"about": 24, "text": 110}, about(TOLD))
    fill(book.create_sheet("Tables"), {"table": 22, "title": 30, "rows": 8, "as_of": 12, "credit": 90}, listed())
    widths = dict(zip(DICTIONARY, [22, 24, 26, 80, 10, 9, 40, 20], strict=True))
    fill(book.create_sheet("Dictionary"), widths, dictionary())
    for resource in data.package()["resources"]:
        columns = {field["name"]: width(field) for field in resource["schema"]["fields"]}
        fill(book.create_sheet(resource["name"]), columns, (row.values() for row in data.rows(resource["name"])))
    save(book, target)


def width(field: dict) -> int:
    """Return how wide a column is shown: short for ids and numbers, with room for prose."""
    limits = field.get("constraints", {})
    return WIDTHS.get(field["type"], 24 if {"pattern", "enum"} & set(limits) else 48)


def fill(sheet, columns: dict[str, int], rows: Iterable[Iterable]) -> None:
    """Write a sheet: a bold header that stays in view, each column as wide as named, then the rows."""
    sheet.freeze_panes = "A2"
    for place, wide in enumerate(columns.values(), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = wide
    heads = [WriteOnlyCell(sheet, name) for name in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])


def cell(sheet, value: object) -> object:
    """Return a value as the sheet holds it: text that nothing takes for a formula or a number, days that are dates."""
    if isinstance(value, tuple):
        value = ";".join(value)
    if value == "" or not isinstance(value, str | date):
        return None if value == "" else value
    instant = isinstance(value, datetime)
    shown = WriteOnlyCell(sheet, value.astimezone(UTC).replace(tzinfo=None) if instant else value)
    if isinstance(value, str):
        shown.data_type = "s"
        if value.startswith(FORMULA_STARTS):
            shown.quotePrefix = True  # keeps it text where somebody edits it
    else:
        shown.number_format = "yyyy-mm-dd hh:mm:ss" if instant else "yyyy-mm-dd"
    return shown


def save(book: Workbook, target: Path) -> None:
    """Save the workbook so that its bytes follow from what it holds, not from when it was saved."""
    raw, moment = io.BytesIO(), f"{data.package()['as_of']}T00:00:00Z".encode()
    book.save(raw)
    with ZipFile(raw) as parts:
        pack(target, {name: SAVED.sub(rb"\g<1>" + moment, parts.read(name)) for name in parts.namelist()})
