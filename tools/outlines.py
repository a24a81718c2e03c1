"""Takes the coasts and borders of the book's map from Natural Earth, and rewrites data/outlines.csv.

Natural Earth is in the public domain. The npm package world-atlas (2.0.2) carries it as TopoJSON. Download the package
from the registry, unpack it, then name its folder:

    python tools/outlines.py FOLDER

Natural Earth 4.1 draws Crimea within Russia. We follow General Assembly resolution 68/262, which holds Ukraine's
borders unchanged: the line between Crimea and the mainland is left out, and no other is drawn.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from shapely import LineString, box, line_merge, union_all

TABLE = Path(__file__).resolve().parent.parent / "data" / "outlines.csv"
WORLD = box(-179.5, -56, 179.5, 71.5)
REGION = box(20, 40, 76, 58)
CRIMEA = box(33.3, 45.6, 35.2, 46.3)  # around the line between Crimea and the mainland
COARSE, FINE = 1.8, 0.2  # degrees by which a simplified line may err
SOURCES = {"coast": "natural-earth", "border": "natural-earth;un-crimea-resolution"}
COLUMNS = ["id", "line", "position", "map", "kind", "longitude_deg", "latitude_deg", "source_ids", "confidence"]
SPECK = 2.5  # degrees around: smaller islands are left out
Line = list[tuple[float, float]]


def arcs(topology: dict) -> list[Line]:
    """Return the lines of a TopoJSON topology, decoded to longitude and latitude."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        decoded.append([((x := x + dx) * sx + tx, (y := y + dy) * sy + ty) for dx, dy in arc])
    return decoded


def owners(geometries: list[dict]) -> dict[int, int]:
    """Count how many countries have each line: a border has two, a coast has one."""
    found: dict[int, int] = {}
    for geometry in geometries:
        for arc in set(numbers(geometry["arcs"])):
            found[arc] = found.get(arc, 0) + 1
    return found


def numbers(nested: list) -> Iterator[int]:
    """Yield the numbers of all lines in a ring, a polygon or many; ~n stands for n backwards."""
    for item in nested:
        if isinstance(item, list):
            yield from numbers(item)
        else:
            yield item if item >= 0 else ~item


def split(line: Line) -> Iterator[Line]:
    """Yield the parts of a line that do not run around the back of the map."""
    start = 0
    for end in range(1, len(line)):
        if abs(line[end][0] - line[end - 1][0]) > 180:
            yield line[start:end]
            start = end
    yield line[start:]


def drawn(lines: list[Line], frame, error: float, speck: float = 0) -> Iterator[Line]:
    """Yield the lines within a frame, joined and simplified, without specks."""
    joined = line_merge(
        union_all([LineString(part) for line in lines for part in split(line) if len(part) > 1]).intersection(frame)
    )
    for part in getattr(joined, "geoms", [joined]):
        if not (part.is_closed and part.length < speck):
            simple = part.simplify(error)
            if len(simple.coords) > (2 if part.is_closed else 1):
                yield [(round(x, 2), round(y, 2)) for x, y in simple.coords]


def outlines(folder: Path) -> Iterator[tuple[str, str, Line]]:
    """Yield the map, the kind and the points of every line."""
    world = json.loads((folder / "land-110m.json").read_text("utf-8"))
    for line in drawn(arcs(world), WORLD.buffer(-0.01), COARSE, 8 * SPECK):
        yield "world", "coast", line
    region = json.loads((folder / "countries-50m.json").read_text("utf-8"))
    lines, count = arcs(region), owners(region["objects"]["countries"]["geometries"])
    for kind, owned in (("coast", 1), ("border", 2)):
        chosen = [lines[arc] for arc, number in count.items() if number == owned]
        if kind == "border":
            chosen = [line for line in chosen if not LineString(line).within(CRIMEA)]
        for line in drawn(chosen, REGION, FINE, SPECK):
            yield "region", kind, line


def main(folder: str) -> None:
    """Rewrite the table."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, (name, kind, line) in enumerate(outlines(Path(folder)), start=1):
            for position, (x, y) in enumerate(line, start=1):
                point = [f"{number}-{position}", number, position, name, kind]
                writer.writerow([*point, f"{x:.2f}", f"{y:.2f}", SOURCES[kind], "high"])
    print("Now run: make data")


if __name__ == "__main__":
    main(*sys.argv[1:])
