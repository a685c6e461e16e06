// Calls `connect` for the document, and for each part that a list puts into it later (see lists.js).
export function onContent(connect) {
  connect(document);
  document.addEventListener("htmx:load", ({ target }) => { if (target !== document.body) connect(target); });
}
