// The values of an indicator as lines, one for each city. Drawn from the rows of the table beneath and from nothing
// else, so that chart and table can't differ. Colours, fonts and widths are the style sheet's.
import { axisX, axisY, dot, gridY, line, plot, ruleY, text } from "@observablehq/plot";

const MOST_LINES = 8; // above that, each city has a small chart of its own
const MOST_CHARTS = 12;
const NARROW = 560; // px; below it a label takes two lines
const DASHES = ["", "7 4", "2 4", "10 4 2 4", "4 3", "1 5", "12 3", "6 2 2 2"];
const SYMBOLS = ["circle", "square", "triangle", "diamond", "wye", "star", "cross", "asterisk"];
const FIRM = new Set(["measured", "verified"]);

/** What a row of the table says, as a point. */
function point({ dataset }) {
  return {
    city: dataset.city,
    name: dataset.name,
    year: Number(dataset.year),
    value: Number(dataset.value),
    label: dataset.text,
    joins: "joins" in dataset,
    firm: FIRM.has(dataset.evidence),
  };
}

/** The points of each city, oldest first; the cities with the most points first, then as in the table. */
function seriesOf(points) {
  const cities = new Map();
  for (const entry of points) cities.set(entry.city, [...(cities.get(entry.city) || []), entry]);
  return [...cities.values()]
    .map((own) => own.sort((a, b) => a.year - b.year))
    .sort((a, b) => b.length - a.length)
    .map((own, i) => ({ name: own[0].name, points: own, dash: DASHES[i % 8], symbol: SYMBOLS[i % 8] }));
}

/** How wide a text is drawn, near enough: Chinese characters are twice as wide. */
function widthOf(words) {
  return Math.max(...words.split("\n").map((row) => [...row].reduce((sum, c) => sum + (c > "\u2e7f" ? 14 : 7.4), 0)));
}

/** Places as near to the wanted ones as can be, none nearer to another than `gap`, none outside of 0 to `height`. */
function apart(wanted, gap, height) {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  for (let round = 0; round < 200; round++) {
    for (let k = 1; k < order.length; k++) {
      const lack = (gap - (order[k].y - order[k - 1].y)) / 2;
      if (lack <= 0) continue;
      order[k - 1].y -= lack;
      order[k].y += lack;
    }
    for (const entry of order) entry.y = Math.min(Math.max(entry.y, 0), height);
  }
  return order.sort((a, b) => a.i - b.i).map((entry) => entry.y);
}

/** The years on record that there is room for below an axis of `inner` px: the last, then what is clear of it. */
function yearsOf(years, inner) {
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const apartInPixels = (a, b) => ((b - a) / (last - first || 1)) * inner;
  const newestFirst = [...new Set(years)].sort((a, b) => b - a);
  return newestFirst.reduce((kept, year) => {
    const room = !kept.length || apartInPixels(year, kept[kept.length - 1]) >= 38;
    return room ? [...kept, year] : kept;
  }, []);
}

const written = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });
const leftOf = (top) => Math.max(30, widthOf(written(Math.ceil(top))) + 10);

/** The marks of one city: its line, and its points as its own shape, full where somebody measured. */
function marksOf({ points, dash, symbol }) {
  const joined = points.filter((entry) => entry.joins);
  const at = { x: "year", y: "value" };
  const title = (entry) => `${entry.name}, ${entry.year}: ${entry.label}`;
  const shape = (own, kind) => dot(own, { ...at, symbol, r: 5, title, className: `lines__dot lines__dot--${kind}` });
  return [
    joined.length > 1 ? line(joined, { ...at, strokeDasharray: dash, className: "lines__line" }) : null,
    shape(points.filter((entry) => entry.joins && !entry.firm), "ring"),
    shape(points.filter((entry) => entry.joins && entry.firm), "full"),
    shape(points.filter((entry) => !entry.joins), "alone"),
  ];
}

/** The words as far as they fit into so many px; the table beneath has them whole. */
function cut(words, room) {
  if (widthOf(words) <= room) return words;
  const kept = [...words];
  while (kept.length > 1 && widthOf(`${kept.join("")}…`) > room) kept.pop();
  return `${kept.join("").trimEnd()}…`;
}

/** What a line is called at its end: city and last value, with its year where that is not the chart's last. */
function wordsOf({ name, label, year }, last, narrow, room = Infinity) {
  const value = `${label}${year === last ? "" : ` (${year})`}`;
  return narrow ? `${cut(name, room)}\n${value}` : `${cut(name, room - widthOf(` ${value}`))} ${value}`;
}

/** The names at the end of the lines, one under the other, each tied to its last point. */
function labelsOf(series, { narrow, top, height, first, last, inner, room }) {
  const ends = series.map(({ points }) => points[points.length - 1]);
  const words = ends.map((end) => wordsOf(end, last, narrow, room));
  const places = apart(ends.map((end) => (1 - end.value / top) * height), narrow ? 34 : 19, height);
  const beyond = last + (14 / inner) * (last - first); // clear of the last points
  return ends.flatMap((end, i) => {
    const place = { year: beyond, value: (1 - places[i] / height) * top };
    const away = end.year !== last || Math.abs(place.value - end.value) > (3 * top) / height;
    const label = { x: "year", y: "value", text: () => words[i], dx: 4, textAnchor: "start", className: "lines__label" };
    const lead = { x: "year", y: "value", className: "lines__lead" };
    return [away ? line([end, place], lead) : null, text([place], label)];
  });
}

/** Whether all are whole numbers: then so are the steps of the scale. */
const areCounts = (points) => points.every((entry) => Number.isInteger(entry.value));

/** The frame that all charts share: the value from zero, the years as they are on record. */
function chart(marks, { width, height, top, right, years, counts, label }) {
  const left = leftOf(top);
  const ticks = counts && top < 5 ? Array.from({ length: Math.floor(top) + 1 }, (_, i) => i) : 4;
  const svg = plot({
    className: "lines__plot",
    width,
    height,
    marginTop: 14,
    marginBottom: 28,
    marginLeft: left,
    marginRight: right,
    x: { domain: [Math.min(...years), Math.max(...years)], insetLeft: 10, insetRight: 10 },
    y: { domain: [0, top] },
    marks: [
      gridY({ ticks, className: "lines__grid" }),
      axisY({ ticks, tickSize: 0, label: null, tickFormat: written, className: "lines__axis" }),
      axisX({ ticks: yearsOf(years, width - left - right - 20), tickSize: 0, label: null, tickFormat: String, className: "lines__axis" }),
      ruleY([0], { className: "lines__base" }),
      ...marks,
    ],
  });
  // Its own style element, which the content security policy forbids; what it holds is in our style sheet.
  svg.querySelectorAll("style").forEach((style) => style.remove());
  // One picture with one name; the names that it gives to its groups are not allowed on them.
  svg.querySelectorAll("[aria-label]").forEach((group) => group.removeAttribute("aria-label"));
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  return svg;
}

/** All cities in one chart. */
function together(series, points, { width, label }) {
  const years = points.map((entry) => entry.year);
  const narrow = width < NARROW;
  const top = Math.max(...points.map((entry) => entry.value)) * 1.06 || 1;
  const ends = series.map(({ points: own }) => own[own.length - 1]);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const room = width * 0.45 - 26;
  const longest = Math.max(...ends.map((end) => widthOf(wordsOf(end, last, narrow, room))));
  const height = Math.max(narrow ? 260 : 320, series.length * (narrow ? 36 : 22) + 60);
  const right = longest + 26;
  const frame = { width, height, top, years, counts: areCounts(points), label, right };
  const inner = width - leftOf(top) - right - 20;
  const labels = { narrow, top, height: height - 42, first, last, inner, room };
  return [chart([...labelsOf(series, labels), ...series.flatMap(marksOf)], frame)];
}

/** A small chart for each city, all to one scale. */
function apiece(series, points, { width, label }) {
  const years = points.map((entry) => entry.year);
  const top = Math.max(...points.map((entry) => entry.value)) * 1.06 || 1;
  return series.map((own) => {
    const box = document.createElement("div");
    const name = document.createElement("p");
    const end = own.points[own.points.length - 1];
    box.className = "multiple";
    name.className = "lines__name";
    name.textContent = wordsOf(end, Math.max(...years), false);
    const marks = marksOf({ ...own, dash: "", symbol: "circle" });
    const frame = { width: Math.min(width, 300), height: 170, top, years, counts: areCounts(points), right: 8, label: `${own.name}. ${label}` };
    box.append(name, chart(marks, frame));
    return box;
  });
}

/** Of the legend only what is in the drawing. */
function explain(figure, shown) {
  const seen = {
    whole: shown.some((entry) => entry.joins && entry.firm),
    open: shown.some((entry) => entry.joins && !entry.firm),
    alone: shown.some((entry) => !entry.joins),
  };
  const legend = figure.querySelector("[data-lines-legend]");
  if (!legend) return;
  for (const entry of legend.children) entry.hidden = !seen[entry.dataset.mark];
  legend.hidden = false;
  figure.querySelector("[data-lines-drawn]").hidden = false;
}

function draw(box, points, width) {
  const all = seriesOf(points);
  const many = all.length > MOST_LINES;
  const series = many ? all.slice(0, MOST_CHARTS) : all;
  const shown = series.flatMap((own) => own.points);
  const size = { width, label: box.dataset.label };
  box.classList.toggle("multiples", many);
  box.replaceChildren(...(many ? apiece(series, shown, size) : together(series, shown, size)));
  const figure = box.closest("figure");
  explain(figure, shown);
  const rest = figure.querySelector("[data-lines-rest]");
  rest.hidden = series.length === all.length;
  rest.querySelector("[data-shown]").textContent = series.length;
}

for (const box of document.querySelectorAll("[data-lines]")) {
  const rows = document.querySelectorAll(`#${box.dataset.lines} tr[data-value][data-year]`);
  const points = [...rows].map(point);
  let drawn = 0;
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.floor(contentRect.width);
    if (width === drawn || !width) return;
    drawn = width;
    draw(box, points, width);
  }).observe(box);
}
