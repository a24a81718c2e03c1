"""Tests of the palette: contrast, colour vision deficiencies, markers and CSS, in light and dark mode."""

import re
from itertools import combinations

import pytest

from issfacts.kit import palette

MODES = {"light": palette.LIGHT, "dark": palette.DARK}
AGENCIES = [look.name for look in palette.LOOKS.values()] + [palette.OTHER.name]

# Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE TVCG 15 (2009), severity 1.0; the matrices work on linear RGB.
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# sRGB to XYZ and the D65 white, IEC 61966-2-1.
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)


def multiply(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def linear(colour):
    """Convert a hex colour to linear RGB."""
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def contrast(a, b):
    """Return the contrast ratio of two colours by WCAG 2.2, from their relative luminances."""
    low, high = sorted(multiply(XYZ, linear(colour))[1] for colour in (a, b))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    """Convert linear RGB to CIELAB (CIE 15)."""
    ratios = [value / white for value, white in zip(multiply(XYZ, rgb), WHITE, strict=True)]
    x, y, z = (r ** (1 / 3) if r > 216 / 24389 else (24389 / 27 * r + 16) / 116 for r in ratios)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def perceived(colour, vision):
    """Return the CIELAB coordinates of a colour as seen with a type of colour vision."""
    return lab([min(max(v, 0), 1) for v in multiply(VISION[vision], linear(colour))])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("vision", VISION)
def test_agency_colours_differ_for_every_type_of_colour_vision(mode, vision):
    """Requires a distance of 20 in CIELAB, about nine just noticeable differences (2.3, Mahy and others 1994)."""
    colours = MODES[mode]
    for one, two in combinations(AGENCIES, 2):
        a, b = perceived(colours[one], vision), perceived(colours[two], vision)
        distance = sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        assert distance >= 20, f"{one} and {two} look alike ({distance:.1f})"


@pytest.mark.parametrize("mode", MODES)
def test_contrast_of_text_and_graphics_with_backgrounds(mode):
    """WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for graphical objects (1.4.11)."""
    colours = MODES[mode]
    for name in palette.TEXT:
        assert contrast(colours[name], colours["ground"]) >= 4.5, name
        least = 4.5 if name in ("ink", "muted") else 3
        assert all(contrast(colours[name], colours[s]) >= least for s in palette.SURFACES), name


def test_agencies_have_different_colours_markers_and_hatches():
    looks = [*palette.LOOKS.values(), palette.OTHER]
    for trait in ("name", "marker", "hatch"):
        assert len({getattr(look, trait) for look in looks}) == len(looks)


def test_colours_of_each_mode_are_distinct_and_none_is_black():
    for colours in MODES.values():
        assert len(set(colours.values())) == len(colours)  # svg.py looks up a colour's name by its value
        assert "#000000" not in colours.values()


def test_css_defines_every_colour_for_light_and_both_dark_modes():
    light, dark_by_choice, dark_by_system = re.split(r"@media", palette.css())
    for name in palette.LIGHT:
        assert f"--iss-{name}: {palette.LIGHT[name]};" in light
        assert f"--iss-{name}: {palette.DARK[name]};" in dark_by_choice
        assert f"--iss-{name}: {palette.DARK[name]};" in dark_by_system
