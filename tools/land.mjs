// Land outlines for the maps, projected once: land only, never countries, so no border can appear.
//
// The projection is the plain azimuthal equal-area one, given by rotate, scale and translate in
// static/map/views.json. Python places the points with the same formula and the same file;
// land-reference.json holds what this side makes of a few places, for a test to compare.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { geoAzimuthalEqualArea, geoGraticule, geoPath, geoStream } from "d3-geo";
import { feature } from "topojson-client";

// Clip a little outside of the view: the stroke along the cut stays out of sight.
const MARGIN = 6;
// In units of the view box: a coast may move by this much, and an island below this area is left out.
const TOLERANCE = 0.75;
const SMALLEST = 2.5;

export function writeLand(viewsFile, out) {
  const views = JSON.parse(readFileSync(viewsFile, "utf8"));
  const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/land-50m.json"), "utf8"));
  const land = feature(atlas, atlas.objects.land);
  const reference = {};
  for (const [name, view] of Object.entries(views)) {
    writeFileSync(join(out, `land-${name}.svg`), drawing(view, land));
    // Unclipped: a place outside of the view still has its coordinates.
    const project = projection(view);
    reference[name] = Object.entries(view.reference).map(([place, lonlat]) => ({
      place,
      lonlat,
      xy: project(lonlat).map((value) => Number(value.toFixed(4))),
    }));
  }
  writeFileSync(join(out, "land-reference.json"), JSON.stringify(reference, null, 1) + "\n");
}

function projection({ rotate, scale, translate }) {
  return geoAzimuthalEqualArea().rotate(rotate).scale(scale).translate(translate).precision(0.3);
}

function drawing(view, land) {
  const [x, y, width, height] = view.viewBox;
  const clipped = projection(view).clipExtent([
    [x - MARGIN, y - MARGIN],
    [x + width + MARGIN, y + height + MARGIN],
  ]);
  const box = view.viewBox.join(" ");
  const coast = rings(land, clipped)
    .filter((ring) => Math.abs(area(ring)) >= SMALLEST)
    .map((ring) => `${relativePath(simplify(ring))}z`)
    .join("");
  const grid = geoPath(clipped).digits(0)(geoGraticule().step([10, 10]).precision(5)());
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">` +
    `<symbol id="graticule" viewBox="${box}"><path vector-effect="non-scaling-stroke" d="${grid}"/></symbol>` +
    `<symbol id="land" viewBox="${box}"><path vector-effect="non-scaling-stroke" d="${coast}"/></symbol></svg>\n`
  );
}

function rings(shape, clipped) {
  const found = [];
  let ring;
  geoStream(shape, clipped.stream({
    point: (x, y) => ring?.push([x, y]),
    lineStart: () => { ring = []; },
    lineEnd: () => { found.push(ring); },
    polygonStart: () => {},
    polygonEnd: () => {},
    sphere: () => {},
  }));
  return found;
}

function area(ring) {
  return ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

// Douglas-Peucker, on the two halves of the ring: a ring has no ends to hold on to.
function simplify(ring) {
  const distances = ring.map(([x, y]) => Math.hypot(x - ring[0][0], y - ring[0][1]));
  const far = distances.indexOf(Math.max(...distances));
  const kept = new Set([0, far, ring.length]);
  const closed = [...ring, ring[0]];
  const pending = [[0, far], [far, ring.length]];
  while (pending.length) {
    const [from, to] = pending.pop();
    let worst = TOLERANCE;
    let at = 0;
    for (let i = from + 1; i < to; i++) {
      const off = distanceToChord(closed[i], closed[from], closed[to]);
      if (off > worst) [worst, at] = [off, i];
    }
    if (at) {
      kept.add(at);
      pending.push([from, at], [at, to]);
    }
  }
  return ring.filter((_, i) => kept.has(i));
}

function distanceToChord([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const along = length2 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2)) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

// Tenths of a unit, each point relative to the one before: a third of the bytes of absolute ones.
function relativePath(ring) {
  const [start, ...rest] = ring.map((point) => point.map((value) => Math.round(value * 10)));
  const steps = [];
  let last = start;
  for (const point of rest) {
    const step = [point[0] - last[0], point[1] - last[1]];
    if (step[0] || step[1]) steps.push(...step);
    last = point;
  }
  return `M${start[0] / 10} ${start[1] / 10}l${steps.map(short).join(" ").replaceAll(" -", "-")}`;
}

function short(tenths) {
  return String(tenths / 10).replace(/^(-?)0\./, "$1.");
}
