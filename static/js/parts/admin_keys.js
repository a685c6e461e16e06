// Ctrl S saves a draft; Ctrl Enter proposes, or accepts what was proposed: as the buttons at the end of the form do.

const KEYS = {
  s: { names: ["_save"], shown: "Ctrl S", spoken: "Control+S" },
  Enter: { names: ["_propose", "_accept"], shown: "Ctrl Enter", spoken: "Control+Enter" },
};

function find(names) {
  const selector = names.map((name) => `.form-bar button[type="submit"][name="${name}"]`).join(", ");
  return document.querySelector(selector);
}

for (const { names, shown, spoken } of Object.values(KEYS)) {
  const button = find(names);
  if (!button) continue;
  button.title = shown;
  button.setAttribute("aria-keyshortcuts", spoken);
}

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.repeat) return;
  const button = KEYS[event.key] && find(KEYS[event.key].names);
  if (!button) return;
  event.preventDefault();
  button.click();
});
