"""The pages of reference/: what the tables and the docstrings say, as Markdown."""
