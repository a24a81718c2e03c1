"""What every export of the data says about it, the Excel workbook and the SQLite database."""
