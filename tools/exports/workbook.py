"""Writes the Excel workbook: a description, an overview, the dictionary, then one sheet for each table.

Dates and instants are stored as Excel dates, so that they can be sorted and calculated with; instants are in UTC,
because Excel has no time zones. Text is stored as text, so that none is evaluated as a formula.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook

from issfacts import data

from .about import DICTIONARY_COLUMNS, about, dictionary_rows, table_overview

FORMULA_STARTS = ("=", "+", "-", "@")
WIDTHS = {"integer": 12, "number": 12, "boolean": 10, "date": 12, "datetime": 20}
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
DATE_FORMATS = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm:ss"}
CONVENTIONS = {
    "Dates": "are real dates, and instants real dates with a time, in UTC.",
    "Sheets": "Tables lists the tables, Dictionary describes every column; then follows a sheet a table.",
}


def write_workbook(target: Path) -> None:
    """Write the workbook, with the data's date as its own, so that equal data gives equal bytes."""
    package = data.package()
    overview_columns = {"table": 22, "title": 30, "rows": 8, "as_of": 12, "credit": 90}
    dictionary_columns = dict(zip(DICTIONARY_COLUMNS, [22, 24, 26, 80, 10, 9, 40, 20], strict=True))
    with Workbook(target, OPTIONS) as workbook:
        workbook.set_properties({"created": datetime.fromisoformat(package["as_of"])})
        write_sheet(workbook, "About", {"about": 24, "text": 110}, about(CONVENTIONS))
        write_sheet(workbook, "Tables", overview_columns, table_overview())
        write_sheet(workbook, "Dictionary", dictionary_columns, dictionary_rows())
        for resource in package["resources"]:
            columns = {field["name"]: column_width(field) for field in resource["schema"]["fields"]}
            write_sheet(workbook, resource["name"], columns, (row.values() for row in data.rows(resource["name"])))


def column_width(field: dict) -> int:
    """Return the width of a column in characters: narrow for numbers and ids, wide for prose."""
    return WIDTHS.get(field["type"], 24 if {"pattern", "enum"} & set(field["constraints"]) else 48)


def write_sheet(workbook: Workbook, title: str, widths: dict[str, int], rows: Iterable[Iterable]) -> None:
    """Add a sheet with a bold, frozen header row; `widths` gives the width of each column by its name."""
    sheet = workbook.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths.values()):
        sheet.set_column(column, column, width)
    sheet.write_row(0, 0, widths, workbook.add_format({"bold": True}))
    formats = {kind: workbook.add_format({"num_format": code}) for kind, code in DATE_FORMATS.items()}
    quoted = workbook.add_format({"quote_prefix": True})  # else Excel makes a formula when somebody edits the cell
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, tuple):
                sheet.write(number, column, ";".join(value))
            elif isinstance(value, str) and value.startswith(FORMULA_STARTS):
                sheet.write(number, column, value, quoted)
            else:
                sheet.write(number, column, value, formats.get(type(value)))
