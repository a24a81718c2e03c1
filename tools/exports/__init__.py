"""The data as files for people without Python: an archive, a workbook, a database."""
