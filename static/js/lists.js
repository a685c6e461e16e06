// Lists: a filter, an order, a view or a page replaces the results by those of the page that it leads to, without
// loading the page. The server answers the whole page, as to anybody else, so an address has one answer in all caches.
// Going back loads the page of the address. Without this script, forms and links do the same.
import htmx from "htmx.org";
import "./parts/maps.js";

Object.assign(htmx.config, {
  // The content security policy allows neither a style of htmx's own nor expressions in attributes.
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  // No copies of pages in the browser's storage.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  scrollIntoViewOnBoost: false,
  // What was inserted works at once: until it has settled, a choice in it would load the page.
  defaultSettleDelay: 0,
});

const list = document.querySelector("[data-list]");
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

const folds = () => list.querySelectorAll("details[id]");
let before;
let toResults = false;

// On phones the button of the filters folds them, and itself: it leads to the results.
list.addEventListener("submit", ({ submitter }) => {
  const filters = submitter && submitter.closest(".facets-toggle");
  toResults = Boolean(filters) && !matchMedia("(min-width: 64rem)").matches;
  if (toResults) filters.open = false;
}, true);
list.addEventListener("htmx:beforeRequest", () => list.setAttribute("aria-busy", "true"));
list.addEventListener("htmx:afterRequest", () => list.removeAttribute("aria-busy"));
list.addEventListener("htmx:beforeSwap", () => {
  const { activeElement } = document;
  before = {
    open: new Map([...folds()].map((fold) => [fold.id, fold.open])),
    focus: list.contains(activeElement) ? activeElement : null,
    top: activeElement.getBoundingClientRect().top,
  };
});

// What was folded stays so. The focus stays on the same control, this where it was on the screen, and in it what was typed
// since the request. The new number of results is announced. Where the control has gone, as after a step to the next
// page, the focus goes to the head of the results.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "browse" || !before) return;
  for (const fold of folds()) if (before.open.has(fold.id)) fold.open = before.open.get(fold.id);
  const heading = document.getElementById("list-count");
  const same = before.focus && before.focus.id && document.getElementById(before.focus.id);
  if (same) {
    same.focus({ preventScroll: true });
    if (same.matches("input[type=search]") && same.value !== before.focus.value) {
      same.value = before.focus.value;
      same.setSelectionRange(before.focus.selectionStart, before.focus.selectionEnd);
    }
    scrollBy({ top: same.getBoundingClientRect().top - before.top, behavior: "instant" });
  }
  const isLost = before.focus && document.activeElement !== same;
  if (isLost || toResults || !detail.requestConfig.elt.id) heading.focus();
  toResults = false;
  status.textContent = heading.textContent.trim().replace(/\s+/g, " ");
  before = null;
});

// An answer that isn't a list is shown as the page that it is.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  list.addEventListener(failure, ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));
}
