"""Writes the Excel workbook: a description, an overview, the dictionary, then one sheet for each table.

Dates and instants are stored as Excel dates, so that they can be sorted and calculated with; instants are in UTC,
because Excel has no time zones. Text is stored as text, so that none is evaluated as a formula.
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

from .about import DICTIONARY_COLUMNS, about, dictionary_rows, table_overview
from .archive import write_zip

FORMULA_STARTS = ("=", "+", "-", "@")
WIDTHS = {"integer": 12, "number": 12, "boolean": 10, "date": 12, "datetime": 20}
TIMESTAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")  # the only bytes that depend on the time
CONVENTIONS = {
    "Dates": "are real dates, and instants real dates with a time, in UTC.",
    "Sheets": "Tables lists the tables, Dictionary describes every column; then follows a sheet a table.",
}


def write_workbook(target: Path) -> None:
    """Write the workbook."""
    workbook = Workbook(write_only=True)
    write_sheet(workbook, "About", {"about": 24, "text": 110}, about(CONVENTIONS))
    overview_columns = {"table": 22, "title": 30, "rows": 8, "as_of": 12, "credit": 90}
    write_sheet(workbook, "Tables", overview_columns, table_overview())
    dictionary_columns = dict(zip(DICTIONARY_COLUMNS, [22, 24, 26, 80, 10, 9, 40, 20], strict=True))
    write_sheet(workbook, "Dictionary", dictionary_columns, dictionary_rows())
    for resource in data.package()["resources"]:
        columns = {field["name"]: column_width(field) for field in resource["schema"]["fields"]}
        write_sheet(workbook, resource["name"], columns, (row.values() for row in data.rows(resource["name"])))
    save_reproducibly(workbook, target)


def column_width(field: dict) -> int:
    """Return the width of a column in characters: narrow for numbers and ids, wide for prose."""
    constraints = field.get("constraints", {})
    return WIDTHS.get(field["type"], 24 if {"pattern", "enum"} & set(constraints) else 48)


def write_sheet(workbook: Workbook, title: str, widths: dict[str, int], rows: Iterable[Iterable]) -> None:
    """Add a sheet with a bold, frozen header row; `widths` gives the width of each column by its name."""
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for index, width in enumerate(widths.values(), start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    header = [WriteOnlyCell(sheet, name) for name in widths]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in rows:
        sheet.append([to_cell(sheet, value) for value in row])


def to_cell(sheet, value: object) -> object:
    """Convert a value to a cell: text is never a formula or a number, dates and instants are Excel dates."""
    if isinstance(value, tuple):
        value = ";".join(value)
    if value == "" or not isinstance(value, str | date):
        return None if value == "" else value
    is_instant = isinstance(value, datetime)
    cell = WriteOnlyCell(sheet, value.astimezone(UTC).replace(tzinfo=None) if is_instant else value)
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(FORMULA_STARTS):
            cell.quotePrefix = True  # else Excel turns it into a formula when somebody edits the cell
    else:
        cell.number_format = "yyyy-mm-dd hh:mm:ss" if is_instant else "yyyy-mm-dd"
    return cell


def save_reproducibly(workbook: Workbook, target: Path) -> None:
    """Save the workbook with a fixed timestamp, so that equal contents give equal bytes."""
    buffer, timestamp = io.BytesIO(), f"{data.package()['as_of']}T00:00:00Z".encode()
    workbook.save(buffer)
    with ZipFile(buffer) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    write_zip(target, {name: TIMESTAMP.sub(rb"\g<1>" + timestamp, content) for name, content in members.items()})
