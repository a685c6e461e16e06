// Numbers while they are typed: below the field stands how the server reads them.

const ADDRESS = "/admin/read-number/";
const PAUSE = 250;
const waiting = new WeakMap();

function build(tag, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function buildChoice(input, answer) {
  const choice = build("fieldset", "", { class: "number-choice" });
  choice.append(build("legend", answer.message));
  for (const reading of answer.readings) {
    const label = build("label");
    const words = build("span");
    words.append(build("b", reading.text), " ", build("small", reading.hint));
    label.append(build("input", "", { type: "radio", name: `${input.name}_reading`, value: reading.value }), words);
    choice.append(label);
  }
  return choice;
}

function show(input, answer) {
  const box = document.getElementById(`${input.id}_reading`);
  if (!box) return;
  const typed = input.value.trim();
  const [reading, other] = answer.readings;
  let shown = "";
  if (other) shown = buildChoice(input, answer);
  else if (answer.message) shown = build("p", answer.message, { class: "number-refusal" });
  else if (reading && reading.text !== typed) shown = build("output", `= ${reading.text}`);
  box.firstElementChild.replaceChildren(shown);
  input.toggleAttribute("data-refused", Boolean(answer.message && !other));
  const saved = box.querySelector("[data-saved]");
  if (saved) saved.hidden = !typed || (!other && reading?.text === saved.dataset.saved);
}

function getUnit(input) {
  const field = input.form?.elements[input.dataset.numberUnitField];
  return (field ? field.value : input.dataset.numberUnit) || "";
}

async function read(input) {
  waiting.get(input)?.abort();
  const stop = new AbortController();
  waiting.set(input, stop);
  const query = new URLSearchParams({ text: input.value, kind: input.dataset.number, unit: getUnit(input) });
  try {
    const response = await fetch(`${ADDRESS}?${query}`, { signal: stop.signal, redirect: "error" });
    if (response.ok) show(input, await response.json());
  } catch {
    // A newer question was asked, or nobody answers: then the server says on saving how it reads the number.
    if (!stop.signal.aborted) show(input, { readings: [], message: "" });
  }
}

const timers = new WeakMap();
document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-number]")) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(() => read(target), PAUSE));
});
document.addEventListener("change", ({ target }) => {
  if (!target.name || !target.form || target.matches("[data-number]")) return;
  for (const input of target.form.querySelectorAll("[data-number-unit-field]")) {
    if (input.dataset.numberUnitField === target.name && input.value.trim()) read(input);
  }
});
