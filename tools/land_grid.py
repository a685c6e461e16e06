"""Draws the grid of land by which forms of the admin notice a point in the sea.

Reads the outlines of world-atlas, as tools/land.mjs does, and writes records/questions/land.png: a pixel for
each tenth of a degree, white where land is in it or in one of the pixels around it. So a harbour is land.

    python tools/land_grid.py
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).parent.parent
ATLAS = ROOT / "node_modules/world-atlas/land-50m.json"
GRID = ROOT / "records/questions/land.png"
#: Pixels of a degree.
SCALE = 10

Ring = list[tuple[float, float]]


def decode_arcs(atlas: dict[str, Any]) -> list[Ring]:
    """Return the arcs of TopoJSON, whose points are differences of whole numbers, in degrees."""
    (x_scale, y_scale), (x_start, y_start) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for x_step, y_step in arc:
            x, y = x + x_step, y + y_step
            points.append((x * x_scale + x_start, y * y_scale + y_start))
        arcs.append(points)
    return arcs


def iterate_polygons(atlas: dict[str, Any]) -> Iterator[list[Ring]]:
    """Yield each polygon as its rings: the coast first, then lakes."""
    arcs = decode_arcs(atlas)
    for geometry in atlas["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            # The bits of a negative number are those of the arc that is walked backwards.
            yield [
                [
                    point
                    for number in ring
                    for point in (arcs[number] if number >= 0 else reversed(arcs[~number]))
                ]
                for ring in polygon
            ]


def draw_grid(atlas: dict[str, Any]) -> Image.Image:
    image = Image.new("L", (360 * SCALE, 180 * SCALE))
    canvas = ImageDraw.Draw(image)
    for coast, *lakes in iterate_polygons(atlas):
        for ring, fill in ((coast, 255), *((lake, 0) for lake in lakes)):
            pixels = [((lon + 180) * SCALE, (90 - lat) * SCALE) for lon, lat in ring]
            canvas.polygon(pixels, fill=fill, outline=255)
    return image.filter(ImageFilter.MaxFilter(3)).convert("1")


if __name__ == "__main__":
    draw_grid(json.loads(ATLAS.read_text(encoding="utf-8"))).save(GRID, optimize=True)
