"""The colour palette of the book in light and dark mode, with a colour, marker and hatch for each agency."""

from typing import NamedTuple

COLOURS = {  # name -> value in light mode and in print, value in dark mode
    "ink": ("#1b1f24", "#e6eaf0"),
    "muted": ("#525c68", "#a9b3bf"),
    "accent": ("#a3195b", "#ff92bd"),
    "line": ("#c9d1d9", "#3d4753"),
    "ground": ("#ffffff", "#14181e"),
    "band": ("#eef1f5", "#212934"),
    "night": ("#d5dde7", "#36424f"),
    "roscosmos": ("#96301a", "#f0745a"),
    "nasa": ("#2468c4", "#6fa0f7"),
    "esa": ("#0f4d3d", "#86e8bb"),
    "jaxa": ("#6c3a82", "#e0c2f2"),
    "csa": ("#a36700", "#f0b93a"),
    "other": ("#6e747e", "#8b929c"),
}
LIGHT = {name: light for name, (light, _) in COLOURS.items()}
DARK = {name: dark for name, (_, dark) in COLOURS.items()}

# Foreground and background colours; tests check the contrast of every pair. `line` is decorative only.
TEXT = ("ink", "muted", "accent", "roscosmos", "nasa", "esa", "jaxa", "csa", "other")
SURFACES = ("ground", "band", "night")


class Look(NamedTuple):
    """Hold the colour, marker and hatch of one agency, so that charts never depend on colour alone.

    `name` is the colour's name in LIGHT and DARK, `colour` its light value; `marker` and `hatch` are matplotlib codes.

    >>> look("NASA").colour
    '#2468c4'
    """

    name: str
    marker: str
    hatch: str

    @property
    def colour(self) -> str:
        """Return the light value; figures are drawn with light colours."""
        return LIGHT[self.name]


LOOKS = {
    "Roscosmos": Look("roscosmos", "s", "//"),
    "NASA": Look("nasa", "o", ""),
    "ESA": Look("esa", "D", "||"),
    "JAXA": Look("jaxa", "^", "\\\\"),
    "CSA": Look("csa", "v", "++"),
}
OTHER = Look("other", "X", "xx")


def look(agency: str) -> Look:
    """Return the look of an agency; agencies other than the five partners share one.

    >>> look("Roscosmos").marker, look("KARI") is OTHER
    ('s', True)
    """
    return LOOKS.get(agency, OTHER)


def variable(name: str) -> str:
    """Return the CSS `var()` of a colour, with its light value as fallback; KeyError: unknown name.

    >>> variable("ink")
    'var(--iss-ink, #1b1f24)'
    """
    return f"var(--iss-{name}, {LIGHT[name]})"


def css() -> str:
    r"""Return the CSS rules that define the colour variables: light by default and in print, dark in dark mode.

    >>> print("\n".join(css().splitlines()[:2]))
    :root {
      --iss-ink: #1b1f24;
    """
    light, dark = (
        "".join(f"  --iss-{name}: {value};\n" for name, value in colours.items()) for colours in (LIGHT, DARK)
    )
    return (
        f":root {{\n{light}}}\n"
        f'@media screen {{\nbody[data-theme="dark"], .iss-cover {{\n{dark}}}\n'
        f'@media (prefers-color-scheme: dark) {{\nbody:not([data-theme="light"]) {{\n{dark}}}\n}}\n}}\n'
    )
