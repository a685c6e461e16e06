// The material flows of a park, drawn from the rows of the table beneath: givers at the left, takers at the right, so a
// cycle is no problem. Bands are as wide as the amounts of one unit and basis; lines have one width. Every word of a
// drawing is a word of the table. The style sheet shows the list of bars instead where there is no room.
import { sankey } from "d3-sankey";
import { measure, wrap } from "./parts/words.js";

const SVG = "http://www.w3.org/2000/svg";
const CHINESE = document.documentElement.lang.startsWith("zh");
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

const make = (name, attributes = {}, ...children) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  element.append(...children);
  return element;
};

// -- what the table says -----------------------------------------------------------------------------

const words = (element) => (element ? element.textContent.replace(/\s+/g, " ").trim() : "");
const said = (element) => ({ text: words(element), lang: element.querySelector("[lang]") ? element.querySelector("[lang]").lang : null });

function read(row) {
  const { value, area, status, ahead } = row.dataset;
  const amount = row.querySelector("[data-amount]");
  const badge = row.querySelector(".status");
  const state = words(badge);
  const remarks = [words(amount.querySelector(".figure, .missing"))];
  // "Not recorded" alone would be read as of the amount.
  if (status === "not_recorded") remarks.push(badge.closest("td").dataset.l + (CHINESE ? "：" : ": ") + state);
  else if (status !== "operating") remarks.push(state);
  const evidence = words(amount.querySelector(".evidence"));
  if (ahead !== undefined && evidence && !remarks.includes(evidence)) remarks.push(evidence);
  return {
    row, area, status,
    ahead: ahead !== undefined,
    amount: value === undefined ? null : Number(value),
    material: said(row.querySelector("[data-material]")),
    giver: said(row.querySelector("[data-giver]")),
    taker: said(row.querySelector("[data-taker]")),
    remark: remarks.join(" · "),
  };
}

const sentence = (flow) => `${flow.material.text}${CHINESE ? "：" : ": "}${flow.giver.text} → ${flow.taker.text}`;

// -- labels ------------------------------------------------------------------------------------------

/** Move labels apart that would overlap, each group as little as it can. */
function spread(labels) {
  let groups = [];
  for (const label of [...labels].sort((a, b) => a.y - b.y)) {
    let group = { labels: [label], height: label.height, middle: label.y };
    while (groups.length) {
      const above = groups[groups.length - 1];
      if (above.middle + above.height / 2 <= group.middle - group.height / 2) break;
      groups.pop();
      const [many, few] = [above.labels.length, group.labels.length];
      group = {
        labels: [...above.labels, ...group.labels],
        height: above.height + group.height,
        middle: (above.middle * many + group.middle * few) / (many + few),
      };
    }
    groups.push(group);
  }
  for (const { labels: members, height, middle } of groups) {
    let top = middle - height / 2;
    for (const label of members) {
      label.y = top + label.height / 2;
      top += label.height;
    }
  }
}

// -- the drawing -------------------------------------------------------------------------------------

function place(flows, width, toScale, text) {
  const side = Math.max(9.5 * text.rem, Math.min(15 * text.rem, width * 0.23));
  const bar = toScale ? 12 : 4;
  const middle = width - 2 * (side + bar);
  const names = new Map();
  const node = (end, name) => {
    const id = `${end} ${name.text}`;
    if (!names.has(id)) names.set(id, { id, end, lang: name.lang, lines: wrap(name.text, side - 8, (part) => text.length(part, 600)) });
    return id;
  };
  const links = flows.map((flow) => {
    const label = { flow, lines: wrap(flow.material.text, middle * 0.8, (part) => text.length(part, 600)), lang: flow.material.lang };
    const last = label.lines[label.lines.length - 1];
    // Bands bend: what is longer would run off its own.
    const room = toScale ? middle / 2 : middle - 2 * text.rem;
    label.inline = text.length(`${last}  `, 600) + text.length(flow.remark, 400) <= room;
    label.remark = wrap(flow.remark, middle * 0.8, (part) => text.length(part, 400));
    label.height = (label.lines.length + (label.inline ? 0 : label.remark.length)) * text.line;
    return { flow, label, source: node("giver", flow.giver), target: node("taker", flow.taker) };
  });
  const nodes = [...names.values()];
  const tallest = Math.max(...nodes.map(({ lines }) => lines.length * text.line), text.line);
  const rows = Math.max(...["giver", "taker"].map((end) => nodes.filter((entry) => entry.end === end).length));
  const perLine = Math.max(...links.map(({ label }) => label.height)) + 0.9 * text.line;
  const bands = toScale ? Math.max(8 * text.rem, Math.min(22 * text.rem, links.length * 4 * text.rem)) : links.length * perLine;
  const padding = toScale ? Math.max(tallest, ...links.map(({ label }) => label.height)) + 0.75 * text.line : Math.max(0.5 * text.line, tallest - perLine + 0.5 * text.line);
  for (const link of links) link.value = toScale ? link.flow.amount : 1;
  const graph = sankey()
    .nodeId((entry) => entry.id)
    .nodeWidth(bar)
    .nodePadding(padding)
    .extent([[side, 0], [width - side, bands + (rows - 1) * padding]])({ nodes, links });
  return { ...graph, side, bar, toScale };
}

const round = (number) => Math.round(number * 100) / 100;

function ribbon({ source, target, y0, y1, width }) {
  const half = Math.max(width, 1) / 2;
  const [from, to, bend] = [source.x1, target.x0, (source.x1 + target.x0) / 2].map(round);
  const [top0, bottom0, top1, bottom1] = [y0 - half, y0 + half, y1 - half, y1 + half].map(round);
  return `M${from},${top0}C${bend},${top0} ${bend},${top1} ${to},${top1}` +
    `L${to},${bottom1}C${bend},${bottom1} ${bend},${bottom0} ${from},${bottom0}Z`;
}

function thread({ source, target, y0, y1 }) {
  const [from, to, bend] = [source.x1, target.x0 - 10, (source.x1 + target.x0) / 2].map(round);
  return `M${from},${round(y0)}C${bend},${round(y0)} ${bend},${round(y1)} ${to},${round(y1)}`;
}

const lineOf = (flow) => (flow.amount === null ? "sankey__line sankey__line--unrecorded" : "sankey__line");

function mark(link, toScale) {
  const { flow } = link;
  const title = make("title", {}, `${sentence(flow)} · ${flow.remark}`);
  const common = { "data-area": flow.area, "data-ahead": flow.ahead, "data-flow": flow.row.id };
  if (toScale) return make("path", { ...common, "data-fine": link.width < 3, class: "sankey__flow", d: ribbon(link) }, title);
  return make("g", common,
    make("path", { class: lineOf(flow), d: thread(link) }, title),
    make("circle", { class: "sankey__end", "data-ahead": flow.ahead, cx: link.target.x0 - 6, cy: link.y1, r: 4.5 }));
}

function blockOf(lines, x, y, line, attributes) {
  const top = y - ((lines.length - 1) * line) / 2;
  const spans = lines.map((part, index) => make("tspan", { x, y: top + index * line, dy: ".35em" }, part));
  return make("text", attributes, ...spans);
}

/** Where a label stands: on a band that is wide enough, else clear of it where its giver has no other; above a line. */
function heightOf({ label, source, width, y0 }, toScale) {
  if (!toScale) return y0 - label.height / 2 - 3;
  if (width >= label.height) return y0;
  const aside = (width + label.height) / 2 + 3;
  if (y0 - width / 2 - source.y0 < 1) return y0 - aside;
  return source.y1 - y0 - width / 2 < 1 ? y0 + aside : y0;
}

function caption({ flow, link, lines, remark, inline, lang, x, y, home, height }, line, toScale) {
  const top = y - height / 2 + line / 2;
  const at = (index) => ({ x, y: top + index * line, dy: ".35em" });
  const spans = lines.map((part, index) => make("tspan", { ...at(index), lang }, part));
  const rest = inline ? [make("tspan", { class: "v", dx: 7 }, flow.remark)]
    : remark.map((part, index) => make("tspan", { ...at(lines.length + index), class: "v" }, part));
  const isOnBand = toScale && link.width >= height && y === home;
  return make("text", { class: isOnBand ? "sankey__label" : "sankey__label halo" }, ...spans, ...rest);
}

function drawing(graph, text) {
  const { nodes, links, side, toScale } = graph;
  const areas = (node) => new Set([...node.sourceLinks, ...node.targetLinks].map(({ flow }) => flow.area));
  const names = nodes.map((node) => ({ node, y: (node.y0 + node.y1) / 2, height: node.lines.length * text.line }));
  for (const end of ["giver", "taker"]) spread(names.filter(({ node }) => node.end === end));
  const labels = links.map((link) => {
    const y = heightOf(link, toScale);
    return Object.assign(link.label, { link, x: link.source.x1 + 8, y, home: y });
  });
  spread(labels);
  const leaders = labels.filter(({ link, y, home }) => toScale && Math.abs(y - home) > Math.max(link.width / 2, 4));
  for (const label of leaders) label.x += 18;
  const top = Math.min(0, ...[...names, ...labels].map(({ y, height }) => y - height / 2)) - 4;
  const bottom = Math.max(...nodes.map(({ y1 }) => y1), ...[...names, ...labels].map(({ y, height }) => y + height / 2)) + 4;
  const svg = make("svg", { class: "sankey", role: "img", viewBox: `0 ${top} ${text.width} ${bottom - top}` });
  svg.append(
    ...links.map((link) => mark(link, toScale)),
    ...nodes.map((node) => make("rect", {
      class: "sankey__node", "data-area": areas(node).size === 1 ? [...areas(node)][0] : null,
      x: node.x0, y: node.y0, width: node.x1 - node.x0, height: Math.max(node.y1 - node.y0, 1),
    })),
    ...leaders.map(({ link, x, y }) => make("path", { class: "sankey__leader", d: `M${link.source.x1},${link.y0}L${x - 4},${y}` })),
    ...labels.map((label) => caption(label, text.line, toScale)),
    ...names.map(({ node, y }) => blockOf(node.lines, node.end === "giver" ? side - 8 : text.width - side + 8, y, text.line,
      { "text-anchor": node.end === "giver" ? "end" : "start", lang: node.lang })),
  );
  return svg;
}

function listOf(flows, toScale) {
  const most = Math.max(...flows.map(({ amount }) => amount || 0));
  const list = document.createElement("ul");
  list.className = "flow-list";
  for (const flow of flows) {
    const item = document.createElement("li");
    const row = document.createElement("span");
    const remark = document.createElement("b");
    item.dataset.area = flow.area;
    row.className = "row";
    remark.textContent = flow.remark;
    row.append(sentence(flow), remark);
    const bar = make("svg", { class: "bar", "aria-hidden": "true", focusable: "false" });
    if (toScale) bar.append(make("rect", { class: "sankey__flow", "data-ahead": flow.ahead, width: `${(100 * flow.amount) / most}%`, height: "100%" }));
    else bar.append(
      make("line", { class: lineOf(flow), x2: "97%", y1: "50%", y2: "50%" }),
      make("circle", { class: "sankey__end", "data-ahead": flow.ahead, cx: "98%", cy: "50%", r: 3.5 }));
    item.append(row, bar);
    list.append(item);
  }
  return list;
}

function draw(figure) {
  const table = document.getElementById(figure.dataset.flowTable);
  const flows = [...table.querySelectorAll(`tr[data-chart="${figure.id}"]`)].map(read);
  const toScale = figure.dataset.scale === "amounts";
  const room = figure.querySelector("[data-flow-drawing]");
  const size = rem();
  const width = Math.max(room.clientWidth, 40 * size);
  const text = { rem: size, line: 1.15 * size, width, length: measure(getComputedStyle(figure).fontFamily, 0.875 * size) };
  const svg = drawing(place(flows, width, toScale, text), text);
  svg.setAttribute("aria-labelledby", `${figure.id}-title`);
  svg.setAttribute("aria-describedby", `${figure.id}-sub`);
  svg.setAttribute("aria-details", table.id);
  room.replaceChildren(svg, listOf(flows, toScale));
}

for (const figure of document.querySelectorAll("figure[data-flow-table]")) {
  figure.hidden = false;
  let drawn = 0;
  new ResizeObserver(([{ contentRect }]) => {
    if (Math.abs(contentRect.width - drawn) < 1) return;
    drawn = contentRect.width;
    draw(figure);
  }).observe(figure.querySelector("[data-flow-drawing]"));
  // Letters that come late have another width.
  if (document.fonts) document.fonts.ready.then(() => draw(figure));
}
