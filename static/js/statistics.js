// The values of a statistic as bars, a matrix, a map or a network of flows. Drawn from the rows of the table beneath
// and from nothing else, so that chart and table can't differ; every word of a drawing is a word of the table. What
// has no number is hatched. Colours, fonts and widths are the style sheet's.
import { dot, plot, rect, ruleX, text } from "@observablehq/plot";
import { geoAzimuthalEqualArea } from "d3-geo";
import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { measure, wrap } from "./parts/words.js";
import views from "../map/views.json";

const SVG = "http://www.w3.org/2000/svg";
const NARROW = 620; // px; below it a label stands above its bar, a matrix and flows are bars
const MOST = { bar: 40, map: 200, flows: 80 };
const LABELS = 8; // places that are named on a map, the largest; half of them on a phone
const LINE = 18; // px from one line of a label to the next

// -- what the table says -----------------------------------------------------------------------------

function entry({ dataset }) {
  return {
    name: dataset.name,
    group: dataset.group || "",
    last: dataset.last || "",
    text: dataset.text,
    value: "value" in dataset ? Number(dataset.value) : null,
    of: "of" in dataset ? Number(dataset.of) : null,
    said: dataset.said, // the value, and of how many
    area: dataset.area || null,
    place: "lon" in dataset ? [Number(dataset.lon), Number(dataset.lat)] : null,
    title: `${dataset.name}: ${dataset.text}`,
  };
}

const largest = (entries, most) => {
  const ranked = [...entries].sort((a, b) => (b.value ?? -1) - (a.value ?? -1)).slice(0, most);
  return entries.filter((one) => ranked.includes(one));
};

// -- what all drawings share -------------------------------------------------------------------------

const make = (name, attributes = {}, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

/** Stripes for what has no number: a pattern, because colour alone says nothing. */
function hatching(id) {
  const stripes = make("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(-45)" });
  stripes.append(make("line", { class: "counted__stripe", y2: 8 }));
  return make("defs", {}, stripes);
}

/** Plot's own style element, which the content security policy forbids, is dropped: our style sheet says the same. */
function picture(options) {
  const svg = plot({ className: "counted__plot", margin: 0, x: { axis: null }, y: { axis: null, type: "identity" }, ...options });
  svg.querySelectorAll("style").forEach((style) => style.remove());
  svg.querySelectorAll("[aria-label]").forEach((group) => group.removeAttribute("aria-label"));
  return svg;
}

/** The area of each mark, for its colour, from the entries in the order in which they were drawn. */
function paint(svg, selector, entries) {
  svg.querySelectorAll(selector).forEach((mark, i) => entries[i].area && mark.setAttribute("data-area", entries[i].area));
}

// -- bars --------------------------------------------------------------------------------------------

/** Lines from above: a group's name, then each of its values with its label, as high as its words need. */
function laidOut(entries, { width, narrow, length }) {
  const room = narrow ? width : Math.min(width * 0.4, 20 + Math.max(...entries.map(({ last, group }) => length(last || group, 600))));
  const headings = [], bars = [];
  let y = 4, group = null;
  for (const one of entries) {
    if (one.group && one.group !== group) {
      const lines = wrap(one.group, width, (part) => length(part, 650));
      y += headings.length ? 12 : 0;
      headings.push(...lines.map((line, i) => ({ line, y: y + 9 + i * LINE })));
      y += lines.length * LINE + 8;
    }
    group = one.group;
    // Where it is narrow, why there is no number takes the room of a label.
    const label = narrow && one.value === null ? [one.last, one.said].join(" – ") : one.last;
    const lines = wrap(label, room - 12, (part) => length(part, 400));
    const tall = lines.length * LINE;
    const top = narrow ? y + tall + 2 : y + Math.max(0, (tall - 16) / 2);
    bars.push({ one, top, bottom: top + 16, labels: lines.map((line, i) => ({ line, y: y + 9 + i * LINE })) });
    y = Math.max(narrow ? top + 16 : y + tall, top + 16) + 9;
  }
  return { headings, bars, height: y, left: narrow ? 0 : room };
}

function bars(entries, size) {
  const { headings, bars: lines, height, left } = laidOut(entries, size);
  const beside = entries.filter(({ value }) => value !== null || !size.narrow);
  const end = Math.max(0, ...beside.map((one) => size.length(one.said, 650))) + 14;
  const most = Math.max(...entries.map(({ value, of }) => Math.max(value ?? 0, of ?? 0)), 1);
  const known = lines.filter(({ one }) => one.value !== null);
  const unknown = lines.filter(({ one }) => one.value === null);
  const whole = known.filter(({ one }) => one.of !== null);
  const at = { y1: "top", y2: "bottom", x1: 0 };
  const title = ({ one }) => one.title;
  const written = lines.filter(({ one }) => beside.includes(one)).map((bar) => ({ ...bar, x: Math.max(bar.one.value ?? bar.one.of ?? most, bar.one.value === null ? 0 : bar.one.of ?? 0) }));
  const svg = picture({
    width: size.width,
    height,
    marginLeft: left,
    marginRight: Math.min(end, size.width / 2),
    x: { axis: null, domain: [0, most] },
    marks: [
      rect(whole, { ...at, x2: ({ one }) => one.of, className: "counted__whole" }),
      rect(unknown, { ...at, x2: ({ one }) => one.of ?? most, title, fill: `url(#${size.id}-hatch)`, className: "counted__unknown" }),
      rect(known, { ...at, x2: ({ one }) => one.value, title, className: "counted__bar" }),
      ruleX(lines, { x: () => 0, y1: ({ top }) => top - 4, y2: ({ bottom }) => bottom + 4, className: "counted__base" }),
      text(headings, { frameAnchor: "left", dx: -left, y: "y", text: "line", textAnchor: "start", className: "counted__group" }),
      text(lines.flatMap(({ labels }) => labels), size.narrow
        ? { frameAnchor: "left", dx: 4, y: "y", text: "line", textAnchor: "start", className: "counted__label" }
        : { frameAnchor: "left", dx: -12, y: "y", text: "line", textAnchor: "end", className: "counted__label" }),
      text(written, { x: "x", y: ({ top, bottom }) => (top + bottom) / 2, dx: 7, text: ({ one }) => one.said, textAnchor: "start", className: "counted__value" }),
    ],
  });
  svg.prepend(hatching(`${size.id}-hatch`));
  paint(svg, ".counted__bar rect", known.map(({ one }) => one));
  return { svg, shown: entries };
}

// -- a matrix ----------------------------------------------------------------------------------------

function matrix(entries, size) {
  if (size.narrow) return bars(entries, size);
  const rows = [...new Set(entries.map(({ group }) => group))];
  const columns = [...new Set(entries.map(({ last }) => last))].sort((a, b) => size.order.indexOf(a) - size.order.indexOf(b));
  const left = Math.min(size.width * 0.24, 16 + Math.max(...rows.map((name) => size.length(name, 600))));
  const wide = (size.width - left) / columns.length;
  const heads = columns.map((name) => wrap(name, wide - 12, (part) => size.length(part, 400)));
  const top = Math.max(...heads.map((lines) => lines.length)) * LINE + 10;
  const tall = 52;
  const most = Math.max(...entries.map(({ value }) => value ?? 0), 1);
  const cells = entries.filter(({ value }) => value !== null).map((one) => ({ one, x: columns.indexOf(one.last) * wide, y: top + rows.indexOf(one.group) * tall }));
  const filled = new Set(cells.map(({ x, y }) => `${x} ${y}`));
  const empty = rows.flatMap((_, r) => columns.map((__, c) => ({ x: c * wide, y: top + r * tall }))).filter(({ x, y }) => !filled.has(`${x} ${y}`));
  const box = { x1: ({ x }) => x + 2, x2: ({ x }) => x + wide - 2, y1: ({ y }) => y + 2, y2: ({ y }) => y + tall - 2 };
  const middle = { x: ({ x }) => x + wide / 2, y: ({ y }) => y + tall / 2 };
  const labels = rows.flatMap((name, r) => {
    const lines = wrap(name, left - 12, (part) => size.length(part, 600));
    return lines.map((line, i) => ({ line, y: top + r * tall + tall / 2 + (i - (lines.length - 1) / 2) * LINE }));
  });
  const svg = picture({
    width: size.width,
    height: top + rows.length * tall,
    marginLeft: left,
    x: { axis: null, type: "identity" },
    marks: [
      rect(empty, { ...box, fill: `url(#${size.id}-hatch)`, className: "counted__unknown" }),
      rect(cells, { ...box, title: ({ one }) => one.title, fillOpacity: ({ one }) => 0.14 + (0.46 * one.value) / most, className: "counted__cell" }),
      text(cells, { ...middle, text: ({ one }) => one.text, className: "counted__value" }),
      text(empty, { ...middle, text: () => size.none, className: "counted__none" }),
      text(heads.flatMap((lines, c) => lines.map((line, i) => ({ line, x: c * wide + wide / 2, y: top - 10 - (lines.length - 1 - i) * LINE }))), { x: "x", y: "y", text: "line", className: "counted__label" }),
      text(labels, { x: () => -12, y: "y", text: "line", textAnchor: "end", className: "counted__label" }),
    ],
  });
  // Plot places an identity scale at the edge of the picture, not of its frame.
  for (const group of [...svg.children]) if (group.tagName === "g") group.setAttribute("transform", `translate(${left},0)`);
  svg.prepend(hatching(`${size.id}-hatch`));
  paint(svg, ".counted__cell rect", cells.map(({ one }) => one));
  return { svg, shown: entries };
}

// -- a map -------------------------------------------------------------------------------------------

/** Its area is as large as the value. Where the map is small, dots and names are larger on it. */
const radius = ({ value }, most, size) => (size.narrow ? 24 : 15) * Math.sqrt(value / most);

function map(entries, size) {
  const view = views["east-asia"];
  const [, , width, height] = view.viewBox;
  const project = geoAzimuthalEqualArea().rotate(view.rotate).scale(view.scale).translate(view.translate).clipAngle(null);
  const placed = entries
    .filter(({ place, value }) => place && value !== null)
    .map((one) => ({ one, at: project(one.place) }))
    .filter(({ at: [x, y] }) => x >= 0 && x <= width && y >= 0 && y <= height)
    .sort((a, b) => b.one.value - a.one.value);
  const most = Math.max(...placed.map(({ one }) => one.value), 1);
  const svg = picture({
    width,
    height,
    x: { axis: null, type: "identity" },
    marks: [
      dot(placed, { x: ({ at }) => at[0], y: ({ at }) => at[1], r: ({ one }) => radius(one, most, size), title: ({ one }) => one.title, className: "counted__dot" }),
      text(named(placed, most, size), { x: "x", y: "y", text: "words", textAnchor: "start", className: `counted__label counted__label--${size.narrow ? "far" : "place"}` }),
    ],
    r: { type: "identity" },
  });
  for (const part of ["land", "graticule"]) svg.prepend(make("use", { class: part === "land" ? "map__land" : "map__grat", href: `${size.land}#${part}`, width, height }));
  svg.classList.add("counted__map");
  const shown = placed.map(({ one }) => one);
  return { svg, shown, off: entries.filter((one) => !shown.includes(one)) };
}

/** The names of the largest places, each where it lies on no other. */
function named(placed, most, size) {
  const boxes = [];
  for (const { one, at: [px, py] } of placed) {
    if (boxes.length === (size.narrow ? LABELS / 2 : LABELS)) break;
    const said = `${one.name} ${one.text}`;
    const times = size.narrow ? 30 / 14 : 17 / 14;
    const box = { x: px + radius(one, most, size) + 4, y: py, wide: size.length(said, 600) * times };
    const free = boxes.every((other) => Math.abs(other.y - box.y) > 20 * times || other.x > box.x + box.wide || box.x > other.x + other.wide);
    if (free && box.x + box.wide < views["east-asia"].viewBox[2]) boxes.push({ ...box, words: said });
  }
  return boxes;
}

// -- a network of flows ------------------------------------------------------------------------------

function flows(entries, size) {
  if (size.narrow) return bars(entries, size);
  const known = entries.filter(({ value }) => value > 0);
  const whole = size.all === entries.length; // else the sums of what is drawn are not the sums of the table
  const side = Math.min(size.width * 0.27, 230);
  const node = (end, name) => `${end} ${name}`;
  const nodes = [...new Set(known.flatMap(({ group, last }) => [node("from", group), node("to", last)]))].map((id) => ({ id, name: id.slice(id.indexOf(" ") + 1), from: id.startsWith("from ") }));
  const lines = (one) => wrap(one.name, side - 16, (part) => size.length(part, 600));
  const many = Math.max(nodes.filter(({ from }) => from).length, nodes.filter(({ from }) => !from).length);
  const height = Math.max(many * 3.1 * LINE, 300);
  const graph = sankey()
    .nodeId(({ id }) => id)
    .nodeWidth(10)
    .nodePadding(Math.min(2.4 * LINE, height / many / 1.4))
    .extent([[side, 8], [size.width - side, height - 8]])({
      nodes,
      links: known.map((one) => ({ one, source: node("from", one.group), target: node("to", one.last), value: one.value })),
    });
  const svg = make("svg", { class: "counted__plot", width: size.width, height, viewBox: `0 0 ${size.width} ${height}` });
  const curve = sankeyLinkHorizontal();
  for (const link of graph.links) svg.append(make("path", { class: "counted__flow", d: curve(link), "stroke-width": Math.max(link.width, 1.5) }, make("title", {}, link.one.title)));
  for (const one of graph.nodes) {
    svg.append(make("rect", { class: "counted__node", x: one.x0, y: one.y0, width: 10, height: Math.max(one.y1 - one.y0, 1.5) }));
    const parts = lines(one);
    const x = one.from ? side - 10 : size.width - side + 10;
    const middle = (one.y0 + one.y1) / 2;
    const label = make("text", { class: "counted__label", "text-anchor": one.from ? "end" : "start" });
    parts.forEach((part, i) => {
      const last = i === parts.length - 1;
      label.append(make("tspan", { x, y: middle + (i - (parts.length - 1) / 2) * LINE, dy: ".35em" }, last && whole ? `${part} ${one.value.toLocaleString("en-US")}` : part));
    });
    svg.append(label);
  }
  return { svg, shown: known };
}

// -- the page ----------------------------------------------------------------------------------------

const DRAWINGS = { bar: bars, matrix, map, flows };

function say(figure, name, shown) {
  const line = figure.querySelector(`[${name}]`);
  if (!line) return;
  line.hidden = shown === null;
  const number = line.querySelector("[data-shown]");
  if (number && shown !== null) number.textContent = shown;
}

function draw(figure, rows, width) {
  const room = figure.querySelector("[data-drawing]");
  const { counted, land, table } = figure.dataset;
  const entries = rows.map(entry);
  const size = {
    width,
    land,
    all: entries.length,
    narrow: width < NARROW,
    id: figure.id,
    none: room.dataset.none,
    order: entries.map(({ last }) => last),
    length: measure(getComputedStyle(figure).fontFamily, 14),
  };
  const drawn = DRAWINGS[counted](largest(entries, MOST[counted] || 60), size);
  drawn.svg.setAttribute("role", "img");
  drawn.svg.setAttribute("aria-labelledby", `${figure.id}-title ${figure.id}-sub`);
  drawn.svg.setAttribute("aria-details", table);
  room.replaceChildren(drawn.svg);
  const left = counted === "map" ? 0 : entries.length - drawn.shown.length;
  say(figure, "data-lines-rest", left > 0 ? drawn.shown.length : null);
  say(figure, "data-off-map", drawn.off && drawn.off.length ? drawn.off.length : null);
  say(figure, "data-unknown", drawn.shown.some(({ value }) => value === null) ? 1 : null);
}

for (const figure of document.querySelectorAll("figure[data-counted]")) {
  const rows = [...document.querySelectorAll(`#${figure.dataset.table} tr[data-text]`)];
  let drawn = 0;
  const again = () => drawn && draw(figure, rows, drawn);
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width === drawn || !width) return;
    drawn = width;
    again();
  }).observe(figure.querySelector("[data-drawing]"));
  // Letters that come late have another width.
  if (document.fonts) document.fonts.ready.then(again);
}
