// Connects the choosers of a page, and those of rows that are added to it.
import { connectChooser } from "./chooser.js";

function connectChoosers(root) {
  for (const chooser of root.querySelectorAll("[data-chooser]")) {
    // Django copies added rows from this one.
    if (!chooser.closest(".empty-form")) connectChooser(chooser);
  }
}

connectChoosers(document);
document.addEventListener("formset:added", (event) => connectChoosers(event.target));
