"""Tests of the palette: contrast, colour vision deficiencies, markers and CSS, in light and dark mode."""

import re
from itertools import combinations
from math import dist

import numpy as np

from issfacts.kit import palette

MODES = {"light": palette.LIGHT, "dark": palette.DARK}
AGENCIES = [look.name for look in palette.LOOKS.values()] + [palette.OTHER.name]

# Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE TVCG 15 (2009), severity 1.0; the matrices work on linear RGB.
VISION = {
    "normal": np.identity(3),
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
XYZ = np.array([(0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)])
WHITE = (0.9505, 1.0, 1.089)


def linear(colour):
    """Convert a hex colour to linear RGB."""
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    """Return the contrast ratio of two colours by WCAG 2.2, from their relative luminances."""
    low, high = sorted((XYZ @ linear(colour))[1] for colour in (a, b))
    return (high + 0.05) / (low + 0.05)


def perceived(colour, vision):
    """Return the CIELAB coordinates (CIE 15) of a colour as seen with a type of colour vision."""
    ratios = XYZ @ np.clip(VISION[vision] @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(ratios > 216 / 24389, np.cbrt(ratios), (24389 / 27 * ratios + 16) / 116)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_agency_colours_differ_for_every_type_of_colour_vision():
    """Requires a distance of 20 in CIELAB, about nine just noticeable differences (2.3, Mahy and others 1994)."""
    distances = {
        (mode, vision, one, two): dist(perceived(colours[one], vision), perceived(colours[two], vision))
        for mode, colours in MODES.items()
        for vision in VISION
        for one, two in combinations(AGENCIES, 2)
    }
    assert {case: distance for case, distance in distances.items() if distance < 20} == {}


def test_contrast_of_text_and_graphics_with_backgrounds():
    """WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for graphical objects (1.4.11)."""
    for mode, colours in MODES.items():
        for name in palette.TEXT:
            least = dict.fromkeys(palette.SURFACES, 4.5 if name in ("ink", "muted") else 3) | {"ground": 4.5}
            for surface, ratio in least.items():
                assert contrast(colours[name], colours[surface]) >= ratio, (mode, name, surface)


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
