"""Renders the pages of reference/ from the tables and the docstrings."""
