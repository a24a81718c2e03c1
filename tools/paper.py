"""Draws the print kit of Keep It Flying: rule sheet, board, role cards, event cards, as PDF for A4 and for Letter.

Every number comes from the game, every event from the tables. The same state gives the same bytes.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextPath

from issfacts import data, game
from issfacts.exhibits.dependence import game_start
from issfacts.keepflying.events import cards
from issfacts.kit.palette import LIGHT

INK, MUTED, LINE, BAND, ACCENT = (LIGHT[name] for name in ("ink", "muted", "line", "band", "accent"))
MARGIN, LEADING = 42, 1.42
STYLE = {"pdf.fonttype": 42, "font.family": "DejaVu Sans"}

ROLES = {
    "The US-led side": "You speak for the United States. Each year, choose a move in secret and write it down. "
    "Argue from what you need, not from who is ahead. Before you give notice, ask Europe, Japan and Canada.",
    "Russia": "You speak for Russia. Each year, choose a move in secret and write it down. Argue from what you need, "
    "not from who is ahead. You play a government's interests in a model. You do not have to defend its deeds.",
    "Europe, Japan and Canada": "You fly with the US-led side and have no move of your own. Advise it each year. "
    "Once in the game you may veto its notice. Say what a partner without a vote can still do.",
    "A legislature": "You hold the money and want applause. Once in the game, before the moves, you may make a year "
    "one mood tenser or calmer. Give a reason that voters would accept.",
    "Station operations": "You keep the board. Read out the card, collect both moves, work the year out by the rule "
    "sheet, and announce the margin. You take no side: a station is flown, not argued.",
    "Press pool": "Write one headline a year, of at most ten words. The other groups may check it: event, source, "
    "attribution. A headline that fails is printed again, corrected.",
}


def rules() -> list[tuple[str, str]]:
    """Return the rule sheet: a heading and a text for each step of a year."""
    a = game.STANDARD
    us_v, russia_v = game_start()
    return [
        (
            "Set up",
            f"Margin {a.margin}. Vulnerability: US-led side {us_v}, Russia {russia_v}, on a track from 0 to "
            f"{game.model.TRACK}. Cards from {game.assumptions.FIRST_YEAR} to {a.last_year} in order.",
        ),
        (
            "Choose",
            "Both sides write one move in secret, then show it. Share. Hedge, if your vulnerability is above 0. "
            "Press, if the other side is aboard. Give notice, once, while it can run out before the last year.",
        ),
        (
            "Move the margin",
            f"Each act of pressure on a side whose vulnerability is above {a.critical} takes {a.wear} mark. If a side "
            f"has gone, the one left wears {a.wear} a year while its vulnerability is above 0, and {2 * a.wear} above "
            f"{a.critical}. A year without pressure and without such a gap gives {a.repair} back, up to {a.margin}. "
            "At 0 the station is given up: work out the year, and the game is over.",
        ),
        (
            "Score, in secret",
            f"{a.station_points} if you are aboard and the station still works. Less {a.hedge_cost} if you hedged. If "
            f"you pressed: {a.gain_calm} in a calm year, {a.gain_tense} in a tense one, {a.gain_crisis} in a crisis. "
            f"If you were pressed: less {a.loss} for each step of your vulnerability.",
        ),
        (
            "Move the vulnerabilities",
            f"Down {a.hedge_steps} for each side that hedged. Then as the new year's card says: the damaged pad adds "
            f"{a.pad_steps} to Russia's, its repair takes {a.pad_steps} off. "
            f"Never below 0, never above {game.model.TRACK}.",
        ),
        (
            "Notice",
            f"You stay {a.notice_years} more year after the year of notice, then you are gone for good. In your last "
            f"year, if the station still works, you score {a.outside} on top for each year that is left. Nobody takes "
            "your functions over. Once both sides are gone, the game is over.",
        ),
        (
            "What this is",
            "A model of interests, not of right and wrong. Almost all its numbers are invented. The mood on a card is "
            "the mood around the station, not the war. Cooperation in orbit does not cancel harm on Earth.",
        ),
    ]


class Sheet:
    """Hold one page: its figure, and a pen that writes from top to bottom in points."""

    def __init__(self, size: tuple[float, float], title: str) -> None:
        self.width, self.height = size
        self.figure = Figure(figsize=(size[0] / 72, size[1] / 72))
        FigureCanvasPdf(self.figure)
        self.text(MARGIN, MARGIN + 16, title, 20, weight="bold")
        self.text(
            MARGIN, self.height - 24, f"Docked: Keep It Flying. Facts as of {data.package()['as_of']}. CC BY 4.0", 8
        )
        self.top = MARGIN + 44

    def text(self, x: float, y: float, text: str, size: float, color: str = INK, **more: object) -> None:
        """Write one line; y grows downwards."""
        self.figure.text(x / self.width, 1 - y / self.height, text, fontsize=size, color=color, **more)

    def box(self, x: float, y: float, width: float, height: float, fill: str = "none") -> None:
        """Draw a rectangle whose top left corner is (x, y)."""
        place = (x / self.width, 1 - (y + height) / self.height)
        patch = Rectangle(place, width / self.width, height / self.height, transform=self.figure.transFigure)
        patch.set(facecolor=fill, edgecolor=LINE, linewidth=1)
        self.figure.add_artist(patch)

    def block(self, x: float, y: float, width: float, text: str, size: float, color: str = INK) -> float:
        """Write a text within a width and return where the next line would stand."""
        for row in wrapped(text, width, size):
            self.text(x, y, row, size, color)
            y += size * LEADING
        return y


@cache
def breadth(word: str, size: float) -> float:
    """Return how broad a word is, in points."""
    path = TextPath((0, 0), word, size=size, prop=FontProperties(family="DejaVu Sans"))
    return path.get_extents().width * 1.04  # an outline has no bearings


def wrapped(text: str, width: float, size: float) -> Iterable[str]:
    """Yield the lines of a text that fit a width."""
    row, used, space = [], 0.0, size * 0.34
    for word in text.split():
        if row and used + space + breadth(word, size) > width:
            yield " ".join(row)
            row, used = [], 0.0
        row.append(word)
        used += space + breadth(word, size)
    yield " ".join(row)


def rule_sheet(size: tuple[float, float]) -> Sheet:
    """Draw the rule sheet."""
    sheet = Sheet(size, "Keep It Flying: a year, step by step")
    y = sheet.top
    for heading, text in rules():
        sheet.text(MARGIN, y, heading, 12.5, ACCENT, weight="bold")
        y = sheet.block(MARGIN, y + 19, sheet.width - 2 * MARGIN, text, 12.5) + 16
    return sheet


def board(size: tuple[float, float]) -> Sheet:
    """Draw the board: three tracks, and a score sheet for one side."""
    sheet = Sheet(size, "Board")
    y, track = sheet.top, game.model.TRACK
    us_v, russia_v = game_start()
    tracks = (("Station's margin", game.STANDARD.margin, game.STANDARD.margin),)
    tracks += (("Vulnerability of the US-led side", track, us_v), ("Vulnerability of Russia", track, russia_v))
    for label, last, begin in tracks:
        sheet.text(MARGIN, y, f"{label} (begins at {begin})", 11.5, weight="bold")
        for step in range(last + 1):
            x = MARGIN + 44 * step
            sheet.box(x, y + 8, 40, 40, BAND if step == begin else "none")
            sheet.text(x + 20, y + 33, str(step), 13, ha="center")
        y += 80
    sheet.text(MARGIN, y, "Score sheet: keep it secret. One for each side", 11.5, weight="bold")
    heads = ("Year", "My move", "Their move", "Margin", "My vulnerability", "Points", "Total")
    room = (sheet.width - 2 * MARGIN) / len(heads)
    years = range(game.assumptions.FIRST_YEAR, game.STANDARD.last_year + 1)
    for row, first in enumerate(("", *map(str, years))):
        for column, head in enumerate(heads):
            x, top = MARGIN + room * column, y + 10 + 34 * row
            sheet.box(x, top, room, 34, "none" if row else BAND)
            if not row:
                sheet.block(x + 4, top + 14, room - 8, head, 9)
            elif not column:
                sheet.text(x + 6, top + 21, first, 11, weight="bold")
    return sheet


def role_cards(size: tuple[float, float]) -> Sheet:
    """Draw the role cards, to be cut out."""
    sheet = Sheet(size, "Role cards")
    width, height = (sheet.width - 2 * MARGIN - 12) / 2, (sheet.height - sheet.top - 60) / 3
    for place, (role, text) in enumerate(ROLES.items()):
        x, y = MARGIN + (width + 12) * (place % 2), sheet.top - 12 + (height + 6) * (place // 2)
        sheet.box(x, y, width, height)
        sheet.text(x + 14, y + 30, role, 13, ACCENT, weight="bold")
        sheet.block(x + 14, y + 56, width - 28, text, 12.5)
    return sheet


def event_cards(size: tuple[float, float], half: int) -> Sheet:
    """Draw four event cards, to be cut out."""
    sheet = Sheet(size, "Event cards")
    width, height = (sheet.width - 2 * MARGIN - 12) / 2, (sheet.height - sheet.top - 54) / 2
    for place, card in enumerate(cards()[4 * half : 4 * half + 4]):
        x, y = MARGIN + (width + 12) * (place % 2), sheet.top - 12 + (height + 6) * (place // 2)
        sheet.box(x, y, width, height)
        sheet.box(x, y, width, 62, BAND)
        sheet.text(x + 14, y + 28, str(card.year), 18, weight="bold")
        sheet.text(x + 14, y + 50, card.heading, 9.5)
        end = sheet.block(x + 14, y + 86, width - 28, card.title, 13.5) + 2
        end = sheet.block(x + 14, end, width - 28, card.date, 10, MUTED) + 8
        end = sheet.block(x + 14, end, width - 28, card.why, 12) + 8
        end = sheet.block(x + 14, end, width - 28, card.warning, 11) + 8
        sheet.block(x + 14, end, width - 28, "Sources: " + "; ".join(name for name, _ in card.sources), 9, MUTED)
    return sheet


def partners(size: tuple[float, float]) -> Sheet:
    """Draw the strategies, for a partner played by rule."""
    sheet = Sheet(size, "Nine ways to play")
    y = sheet.block(MARGIN, sheet.top, sheet.width - 2 * MARGIN, "Play one of them, or invent your own.", 11.5) + 14
    for one in game.NAMED:
        sheet.text(MARGIN, y, one.name, 12.5, ACCENT, weight="bold")
        y = sheet.block(MARGIN, y + 18, sheet.width - 2 * MARGIN, one.sentence, 11.5) + 12
    return sheet


def write_kit(target: Path, size: tuple[float, float]) -> None:
    """Write all sheets into one PDF."""
    about = {"Title": "Keep It Flying: print kit", "Creator": None, "Producer": None, "CreationDate": None}
    sheets = (rule_sheet, board, role_cards, partners)
    with matplotlib.rc_context(STYLE), PdfPages(target, metadata=about) as pages:
        for made in [draw(size) for draw in sheets] + [event_cards(size, half) for half in (0, 1)]:
            pages.savefig(made.figure)
