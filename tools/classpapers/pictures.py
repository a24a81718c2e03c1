"""Turns drawings into pictures for files that cannot hold SVG."""

import re
from functools import cache
from pathlib import Path

import matplotlib
import resvg_py

COLOUR = re.compile(r"var\([^,()]*, (#\w+)\)")  # a colour of the page, with its light value
FONTS = str(Path(matplotlib.get_data_path()) / "fonts" / "ttf")  # the same on every machine; the charts are set in it
FONT = "DejaVu Sans"
WIDTH = 1600  # pixels


@cache
def png(svg: str) -> bytes:
    """Return a drawing as a picture in the light colours."""
    drawing = COLOUR.sub(r"\1", svg)
    fonts = {"skip_system_fonts": True, "font_dirs": [FONTS], "font_family": FONT, "sans_serif_family": FONT}
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=WIDTH, **fonts))
