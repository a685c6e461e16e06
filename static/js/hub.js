// Small comforts. Every page works without this file; behaviour hangs on data attributes alone.
import "./parts/compare.js";
import "./parts/provenance.js";
import "./parts/length_count.js";
import { onContent } from "./parts/content.js";
import { MARK } from "./parts/desk_mark.js";

const all = (selector) => [...document.querySelectorAll(selector)];

// Filters and sorting: a change sends the form; the place on the page and the focus come back with the answer.
const PLACE = "hub-place";
onContent((root) => {
  for (const button of root.querySelectorAll("form[data-submit-on-change] [type=submit]:not([data-kept])")) button.hidden = true;
});
// Coming back, a form shows the address again, not the last click.
addEventListener("pageshow", ({ persisted }) => {
  for (const form of persisted ? all("form[data-submit-on-change]") : []) form.reset();
});
addEventListener("change", ({ target: { form, name, value, type } }) => {
  if (!form || !form.matches("[data-submit-on-change]") || type === "search" || type === "text") return;
  if (!form.closest("[data-list]")) {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollY, name, type === "checkbox" || type === "radio" ? value : null]));
    } catch { /* storage may be closed to us */ }
  }
  form.requestSubmit ? form.requestSubmit() : form.submit();
});
// Fields left empty stay out of the address.
addEventListener("formdata", ({ target, formData }) => {
  if (!target.matches("[data-submit-on-change]")) return;
  for (const key of new Set(formData.keys())) {
    const kept = formData.getAll(key).filter((value) => value !== "");
    formData.delete(key);
    for (const value of kept) formData.append(key, value);
  }
});
try {
  const [path, top, name, value] = JSON.parse(sessionStorage.getItem(PLACE)) || [];
  sessionStorage.removeItem(PLACE);
  if (path === location.pathname) {
    const field = all("form[data-submit-on-change] [name]").find((f) => f.name === name && (value === null || f.value === value));
    const fold = field && field.closest("details:not([open])");
    if (fold && !fold.hasAttribute("data-open-wide")) fold.open = true;
    if (field) field.focus({ preventScroll: true });
    scrollTo(0, top);
  }
} catch { /* nothing remembered */ }

// Copy: data-copy="text", or data-copy-from="id of an element". data-copied is the word that confirms.
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
if (navigator.clipboard) {
  document.body.append(status);
  onContent((root) => {
    for (const button of root.querySelectorAll("[data-copy], [data-copy-from]")) button.hidden = false;
  });
  addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-copy], [data-copy-from]");
    if (!button || button.textContent === button.dataset.copied) return;
    const from = document.getElementById(button.dataset.copyFrom);
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(from ? from.textContent.trim() : button.dataset.copy || location.href);
    } catch {
      return;
    }
    button.textContent = status.textContent = button.dataset.copied || label;
    setTimeout(() => { button.textContent = label; status.textContent = ""; }, 2500);
  });
}

// The menu closes on Escape and on a click beside it.
for (const menu of all("details.menu")) {
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  addEventListener("click", (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });
}

// On wide screens the facets are open, where the style sheet cannot hold them open.
if (!CSS.supports("selector(::details-content)")) {
  const wide = matchMedia("(min-width: 64rem)");
  const follow = () => { for (const fold of all("details[data-open-wide]")) fold.open = wide.matches; };
  wide.addEventListener("change", follow);
  follow();
}

// The contents show where the reader is. On phones they are a bar, which scrolls to the link.
function showInBar(link) {
  const bar = link.closest(".toc ol");
  if (!bar || bar.scrollWidth <= bar.clientWidth) return;
  const { left, right } = bar.getBoundingClientRect();
  const at = link.getBoundingClientRect();
  bar.scrollLeft += Math.max(0, at.right - right + 24) || Math.min(0, at.left - left - 24);
}
const links = new Map();
for (const link of all('.toc a[href^="#"]')) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (target) links.set(target.closest("section, figure") || target, link);
}
if (links.size) {
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
    const parts = [...links.keys()];
    const here = parts.find((part) => seen.has(part));
    // Between two parts the last one stays; above the first there is none.
    if (!here && parts[0].getBoundingClientRect().top < innerHeight * .4) return;
    for (const [part, link] of links) part === here ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    if (here) showInBar(links.get(here));
  }, { rootMargin: "-15% 0px -60%" });
  for (const part of links.keys()) watch.observe(part);
}

// Staff who are signed in get “Edit”. Readers have no mark, and ask for nothing.
try {
  if (localStorage.getItem(MARK)) {
    const script = document.createElement("script");
    script.src = "/admin/edit-marks/";
    script.onerror = () => localStorage.removeItem(MARK); // signed out
    document.head.append(script);
  }
} catch { /* storage may be closed to us */ }
