"""Cuts the theme's icon font to the icons that are used, and puts it into the stylesheet.

A font of its own would be one request more, and would move the text when it comes.
"""

import logging
import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from fontTools import subset

FONT = "vendor/fontawesome/webfonts/fa-solid-900.ttf"
FONT_FACE = re.compile(r"@font-face\s*{[^}]*Font Awesome[^}]*}")
PRIVATE = range(0xE000, 0xF900)  # where icon fonts keep their glyphs
# A fixed width, so that nothing moves when an icon appears.
ICON = ".fa-solid,.fas{display:inline-block;width:1.25em;text-align:center}"


logging.getLogger("fontTools.subset").setLevel(logging.WARNING)  # else it tells every table it cuts


def used_icons(css: str) -> set[int]:
    """Return the code points of the icons that a stylesheet shows."""
    return {ord(letter) for letter in css if ord(letter) in PRIVATE}


def cut(font: Path, points: set[int]) -> bytes:
    """Return the font with these glyphs alone, as WOFF (which needs nothing beyond the standard library)."""
    options = subset.Options(flavor="woff", layout_features=[], hinting=False, name_IDs=[], notdef_outline=False)
    loaded = subset.load_font(str(font), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(loaded)
    written = BytesIO()
    loaded.flavor = "woff"
    loaded.save(written, reorderTables=False)
    return written.getvalue()


def embed(css: str, static: Path) -> str:
    """Return the stylesheet with its own small icon font in place of the theme's three."""
    font = b64encode(cut(static / FONT, used_icons(css))).decode()
    face = (
        '@font-face{font-family:"Font Awesome 6 Free";font-weight:900;font-display:block;'
        f"src:url(data:font/woff;base64,{font})}}"
    )
    return f"{FONT_FACE.sub('', css)}\n{face}{ICON}"
