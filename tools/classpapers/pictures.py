"""Turns drawings into pictures for files that cannot hold SVG."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import resvg_py

COLOUR = re.compile(r"var\([^,()]*, (#\w+)\)")  # a colour of the page, with its light value
# Fonts that are the same on every machine: those that come with matplotlib, in which the charts are set.
FONTS = str(Path(find_spec("matplotlib").origin).parent / "mpl-data" / "fonts" / "ttf")
FONT = "DejaVu Sans"
WIDTH = 1600  # pixels


@cache
def png(svg: str) -> bytes:
    """Return a drawing as a picture in the light colours."""
    drawing = COLOUR.sub(r"\1", svg)
    fonts = {"skip_system_fonts": True, "font_dirs": [FONTS], "font_family": FONT, "sans_serif_family": FONT}
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=WIDTH, **fonts))
