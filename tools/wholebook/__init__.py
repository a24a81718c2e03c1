"""Assembles the built pages into one book: sections, then an EPUB or a PDF."""
