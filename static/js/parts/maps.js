// The maps of lists. The marks of a map are one stop for the keyboard, and arrow keys lead from one to the next. A mark
// opens a popup with its places, copied from the list below the map; a cluster that only counts enlarges the map.
// Without this script, marks are links to the same.
import htmx from "htmx.org";
import { onContent } from "./content.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function follow(link, href) {
  link.setAttribute("href", href);
  htmx.process(link);
}

function connect(box) {
  const marks = [...box.querySelectorAll("svg a")];
  const popup = box.querySelector(".map-popup");
  const more = popup.querySelector("a");
  let opener;

  const close = (isFocusKept) => {
    if (popup.hidden) return;
    popup.hidden = true;
    if (!isFocusKept) opener.focus({ preventScroll: true });
  };
  const place = (mark) => {
    const at = mark.querySelector("circle").getBoundingClientRect();
    const { left, top, width } = box.getBoundingClientRect();
    popup.style.left = `${Math.max(0, Math.min(at.left - left, width - popup.offsetWidth))}px`;
    popup.style.top = `${at.bottom - top + 6}px`;
  };
  const open = (mark, places) => {
    opener = mark;
    const isCluster = "cluster" in mark.dataset;
    const title = mark.getAttribute("aria-label");
    popup.setAttribute("aria-label", title);
    popup.querySelector(".map-popup__title").textContent = title;
    popup.querySelector("ul").replaceChildren(...places.map((entry) => {
      const copy = entry.cloneNode(true);
      copy.removeAttribute("id");
      return copy;
    }));
    const href = mark.getAttribute("href");
    more.hidden = !isCluster || href.startsWith("#");
    if (!more.hidden) follow(more, href);
    popup.hidden = false;
    place(mark);
    popup.querySelector("a, button").focus({ preventScroll: true });
  };

  marks.forEach((mark, at) => {
    if (!at) mark.setAttribute("tabindex", "0");
    mark.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      const places = (mark.dataset.places || "").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
      if (places.length) open(mark, places);
      else if ("cluster" in mark.dataset) {
        follow(more, mark.getAttribute("href"));
        more.click();
      } else return;
      event.preventDefault();
    });
    mark.addEventListener("keydown", (event) => {
      const next = marks[at + STEPS[event.key]];
      if (!next) return;
      event.preventDefault();
      mark.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
  popup.querySelector("button").addEventListener("click", () => close());
  box.addEventListener("keydown", (event) => event.key === "Escape" && close());
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !popup.contains(relatedTarget)) close(true);
  });
  box.addEventListener("click", ({ target }) => !target.closest("a, .map-popup") && close(true));
}

onContent((root) => root.querySelectorAll("[data-map]").forEach(connect));
