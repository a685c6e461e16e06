// Connects the choosers of a page, and those of rows that are added to it.
import { connectChooser } from "./chooser.js";
import { connectNewSource } from "./new_source.js";

function connectChoosers(root) {
  for (const chooser of root.querySelectorAll("[data-chooser]")) {
    // Django copies added rows from this one.
    if (chooser.closest(".empty-form")) continue;
    const connected = connectChooser(chooser, connectNewSource(chooser, () => connected));
  }
}

connectChoosers(document);
document.addEventListener("formset:added", (event) => connectChoosers(event.target));
