"""Writers of the data as a zip archive, an Excel workbook and an SQLite database."""
