"""Shared building blocks of the exhibits: Chart and Table, drawing, SVG, palette, wording, templates."""

from . import palette as palette
