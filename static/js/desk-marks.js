// For signed-in staff only: “Edit” beside what they may change of a public page, and what they have just changed.
// hub.js loads this file if an admin page has left its mark in this browser (parts/admin_mark.js).

import { MARK } from "./parts/desk_mark.js";

const HIDDEN = "hub-edit-hidden";
const TOLD = "hub-edit-told";
const address = location.pathname + location.search;

function build(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// The elements of a record or part: its own, those that repeat it, or else the rows that link to it.
function findElements({ id, href }) {
  const own = document.getElementById(id);
  const copies = id ? document.querySelectorAll(`[data-key="${CSS.escape(id)}"]`) : [];
  if (own || copies.length || !href) return [own, ...copies].filter(Boolean);
  const links = document.querySelectorAll(`main a[href="${CSS.escape(href)}"]`);
  return [...links].slice(0, 1).map((link) => link.closest("tr, li, dl > div, article") || link.parentElement);
}

// Adds a link after the heading of an element, or else after its value, which its sources follow.
function addLink(element, link) {
  const heading = element.querySelector("h2, h3, h4");
  const chip = element.querySelector(".chip");
  if (element.matches("h1, h2, h3, h4")) element.append(link);
  else if (heading) heading.append(link);
  else if (chip) chip.after(link);
  else (element.querySelector("dd, th, td") || element).append(link);
}

function addLinks(answer) {
  const buildLink = ({ url, name }) => {
    const hidden = build("span", { className: "visually-hidden", textContent: ` ${name}` });
    return build("a", { className: "desk-edit", href: url }, answer.edit, hidden);
  };
  const head = document.querySelector(".page-head .say, main h1");
  if (answer.record && head) head.append(buildLink(answer.record));
  for (const link of answer.links) {
    for (const element of findElements(link)) addLink(element, buildLink(link));
  }
}

function addBar({ bar: html, label }) {
  const bar = build("aside", { className: "desk-bar", innerHTML: html }); // escaped by the server
  bar.setAttribute("aria-label", label);
  document.getElementById("main").before(bar);
  const button = bar.querySelector("button");
  if (!button) return;
  const words = [button.textContent, button.dataset.show];
  const show = (isHidden) => {
    document.documentElement.toggleAttribute("data-edit-hidden", isHidden);
    button.textContent = words[Number(isHidden)];
  };
  button.addEventListener("click", () => {
    const isHidden = !document.documentElement.hasAttribute("data-edit-hidden");
    isHidden ? sessionStorage.setItem(HIDDEN, "1") : sessionStorage.removeItem(HIDDEN);
    show(isHidden);
  });
  show(sessionStorage.getItem(HIDDEN) !== null);
}

// Says once what was changed, at the place to which the form has returned.
function tell({ saved, links }) {
  if (!saved || sessionStorage.getItem(TOLD) === String(saved.id)) return;
  sessionStorage.setItem(TOLD, saved.id);
  const message = build("div", { className: "desk-saved", tabIndex: -1, innerHTML: saved.message });
  message.setAttribute("role", "status");
  const id = decodeURIComponent(location.hash.slice(1));
  const [target] = id ? findElements({ id, href: links.find(({ href }) => href?.endsWith(`#${id}`))?.href }) : [];
  const row = target && (target.closest("tr, li, article") || target);
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  row?.classList.add("desk-changed");
  const list = row?.closest("table, dl, ul, ol") || row;
  if (list?.offsetHeight > innerHeight) (row.querySelector("th, td") || row).prepend(message); // in sight of the row
  else if (list) list.before(message);
  else document.querySelector("main h1").after(message);
  message.focus({ preventScroll: true });
  message.scrollIntoView({ block: "center" });
}

async function start() {
  const response = await fetch(`/admin/edit-links/?${new URLSearchParams({ path: address })}`);
  if (response.status === 403) localStorage.removeItem(MARK);
  const answer = response.ok ? await response.json() : {};
  if (!answer.bar) return;
  const style = build("link", { rel: "stylesheet", href: answer.style });
  await new Promise((resolve) => {
    style.onload = style.onerror = resolve;
    document.head.append(style);
  });
  addBar(answer);
  addLinks(answer);
  tell(answer);
}

start().catch(() => {});
