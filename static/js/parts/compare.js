// Records chosen to compare: links with `data-compare` become switches, and a bar leads to the comparison. The choice
// stays in this browser: at most four records of one type, by their slugs. Without this script the links lead there.
import { onContent } from "./content.js";

const KEY = "hub-compare";
const MOST = 4;
const bar = document.querySelector("[data-compare-bar]");
const findLinks = () => document.querySelectorAll("a[data-compare]");

const read = () => {
  try {
    const { kind, slugs } = JSON.parse(localStorage.getItem(KEY)) || {};
    const known = Array.isArray(slugs) ? slugs.filter((slug) => /^[a-z0-9-]{1,160}$/.test(slug)).slice(0, MOST) : [];
    return { kind: bar.dataset[kind] ? kind : "", slugs: known };
  } catch {
    return { kind: "", slugs: [] };
  }
};
const write = (choice) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
    return true;
  } catch {
    return false;
  }
};

function show() {
  const { kind, slugs } = read();
  let isOffered = false; // the bar would cover a part of pages that have nothing to do with it
  for (const link of findLinks()) {
    const isOfKind = link.dataset.compare === kind;
    isOffered ||= isOfKind;
    link.setAttribute("aria-pressed", String(isOfKind && slugs.includes(link.dataset.slug)));
  }
  bar.hidden = !isOffered || !slugs.length;
  if (bar.hidden) return;
  const link = bar.querySelector("a");
  link.href = `${bar.dataset.compareBar}?${kind}=${slugs.join(",")}`;
  link.textContent = bar.dataset[kind].split("|")[slugs.length - 1];
}

function turn(link) {
  const { kind, slugs } = read();
  const { compare, slug } = link.dataset;
  const others = compare === kind ? slugs.filter((other) => other !== slug) : [];
  const isChosen = compare === kind && slugs.includes(slug);
  // A fifth one takes the place of the first.
  const next = { kind: compare, slugs: isChosen ? others : [...others, slug].slice(-MOST) };
  if (!write(next)) return false;
  show();
  return true;
}

const canStore = () => {
  const before = read();
  return write(before);
};

if (bar && location.pathname === bar.dataset.compareBar) {
  // The page itself: what its address names is the choice.
  for (const [kind, value] of new URLSearchParams(location.search)) {
    if (bar.dataset[kind] && value) write({ kind, slugs: value.split(",") });
  }
} else if (bar && canStore()) {
  const connect = (link) => {
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (turn(link)) event.preventDefault();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key === " " && turn(link)) event.preventDefault();
    });
  };
  bar.querySelector("button").addEventListener("click", () => { write({ kind: "", slugs: [] }); show(); });
  // Other tabs, and a page that comes back.
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  onContent((root) => {
    root.querySelectorAll("a[data-compare]").forEach(connect);
    show();
  });
}
