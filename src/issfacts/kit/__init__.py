"""What every exhibit is made of: Chart and Table, canvas, SVG, palette, wording, templates."""

from . import palette as palette
