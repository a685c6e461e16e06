// Sources of a claim. A marker is a link to the folded list of sources. Where the browser has popovers, it opens
// one with copies of its entries; elsewhere the fold opens and the link is followed.

const folds = () => document.querySelectorAll("details.fold");

// Opens the folds that contain the target of a link, so that it can be scrolled to.
export function openFoldsAround(target) {
  const listed = target && target.closest(".fold-list");
  if (listed) listed.querySelector("details.fold").open = true;
  for (let fold = target && target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function findTarget(hash) {
  try {
    return hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  } catch {
    return null; // not an encoded id
  }
}

function openTarget() {
  const target = findTarget(location.hash);
  if (!target) return;
  openFoldsAround(target);
  target.scrollIntoView();
}
addEventListener("hashchange", openTarget);
if (location.hash) openTarget();

// In print, everything is open.
const openedForPrint = new Set();
addEventListener("beforeprint", () => {
  for (const fold of folds()) {
    if (fold.open) continue;
    openedForPrint.add(fold);
    fold.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const fold of openedForPrint) fold.open = false;
  openedForPrint.clear();
});

// -- The way back --------------------------------------------------------------------------------

const list = document.getElementById("sources");
const words = list ? list.dataset : {};

// Gives an entry a link to the marker that it was reached from, or to the first marker that cites it.
function addWayBack(chip, number) {
  const entry = document.getElementById(`s${number}`);
  if (!entry || !words.back) return;
  let back = entry.querySelector(".back");
  if (!back) {
    back = document.createElement("a");
    back.className = "back";
    back.textContent = words.back;
    entry.append(back);
  }
  if (!chip.id) chip.id = `cites-${[...document.querySelectorAll(".chip")].indexOf(chip)}`;
  back.href = `#${chip.id}`;
  back.onclick = (event) => {
    event.preventDefault();
    openFoldsAround(chip);
    chip.scrollIntoView({ block: "center" });
    chip.focus({ preventScroll: true });
  };
}

const numbersOf = (chip) => chip.dataset.ids.split(", ");

if (list) {
  const seen = new Set();
  for (const chip of document.querySelectorAll(".chip[data-ids]")) {
    for (const number of numbersOf(chip).filter((one) => !seen.has(one))) {
      seen.add(number);
      addWayBack(chip, number);
    }
  }
}

// -- The popover ---------------------------------------------------------------------------------

let popover;
let opener;

function buildPopover(template) {
  const box = template.content.firstElementChild.cloneNode(true);
  box.querySelector("header").after(document.createElement("ol"));
  box.querySelector(".prov__close").addEventListener("click", () => box.hidePopover());
  box.querySelector(".prov__all").addEventListener("click", () => box.hidePopover());
  box.querySelector(".prov__cite a").addEventListener("click", cite);
  box.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    if (opener) opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen || !opener) return;
    if (!document.activeElement || document.activeElement === document.body) opener.focus({ preventScroll: true });
  });
  document.body.append(box);
  return box;
}

function copyEntry(number) {
  const copy = document.createElement("li");
  const entry = document.getElementById(`s${number}`);
  for (const child of entry ? entry.children : []) if (!child.classList.contains("back")) copy.append(child.cloneNode(true));
  return copy;
}

function place(box, chip) {
  const at = chip.getBoundingClientRect();
  const below = at.bottom + 6 + box.offsetHeight < innerHeight;
  box.style.top = `${Math.max(8, below ? at.bottom + 6 : Math.min(at.top - box.offsetHeight - 6, innerHeight - box.offsetHeight - 8))}px`;
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
}

// Shows the sentence that cites a figure, read from its page. The link, to all forms of the citation, is followed where that fails.
async function cite(event) {
  const link = event.currentTarget;
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const html = await (await fetch(link.href)).text();
    const { textContent } = new DOMParser().parseFromString(html, "text/html").getElementById("citation");
    const part = popover.querySelector(".prov__sentence");
    part.hidden = false;
    part.querySelector("[role=status]").textContent = textContent.trim();
    part.querySelector("button").hidden = !navigator.clipboard;
    part.querySelector("a").href = link.href;
    link.hidden = true;
    place(popover, opener);
    part.scrollIntoView({ block: "nearest" });
  } catch {
    location.assign(link.href);
  }
}

function show(chip, template) {
  popover = popover || buildPopover(template);
  popover.querySelector(".prov__title").textContent = chip.getAttribute("aria-label");
  popover.querySelector("ol").replaceChildren(...numbersOf(chip).map(copyEntry));
  const offers = popover.querySelector(".prov__cite");
  offers.hidden = !chip.dataset.figure;
  popover.querySelector(".prov__sentence").hidden = true;
  if (chip.dataset.figure) {
    const [link, frame] = offers.querySelectorAll("a");
    link.href = chip.dataset.figure;
    link.hidden = false;
    // Both addresses end in the identifier of the figure.
    frame.href = frame.dataset.frame.replace("type.slug", chip.dataset.figure.match(/([^/]+)\/(?:\?.*)?$/)[1]);
  }
  opener = chip;
  popover.showPopover();
  place(popover, chip);
  popover.querySelector(".prov__close").focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const chip = event.target.closest && event.target.closest("a.chip[data-ids]");
  if (!chip || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  for (const number of numbersOf(chip)) addWayBack(chip, number);
  const template = document.getElementById("provenance");
  if (template && HTMLElement.prototype.showPopover) {
    event.preventDefault();
    show(chip, template);
  } else {
    openFoldsAround(findTarget(chip.hash));
  }
});
