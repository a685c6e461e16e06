// Texts in three languages: the converted Traditional text, words of the glossary, and counts while one types.

const DELAY = 400; // ms without a key before the server is asked
const words = document.getElementById("text-words")?.dataset;
const started = new WeakSet();

function start(box) {
  if (started.has(box) || box.closest(".empty-form")) return;
  started.add(box);
  const [english, simplified, traditional] = box.querySelectorAll("textarea");
  for (const field of [english, simplified, traditional]) startField(field);
  const showConverted = startTraditional(box, traditional);
  let timer;
  let asked = 0;
  async function preview() {
    const number = ++asked;
    const sent = new FormData();
    sent.append("en", english.value);
    sent.append("zh_hans", simplified.value);
    const token = box.closest("form").elements.csrfmiddlewaretoken.value;
    const headers = { "X-CSRFToken": token };
    const response = await fetch(words.preview, { method: "POST", body: sent, headers }).catch(() => null);
    if (!response?.ok || number !== asked) return;
    const answer = await response.json();
    showConverted(answer.traditional);
    box.querySelector(".translated-texts__hints").innerHTML = answer.hints; // escaped by the server
  }
  for (const field of [english, simplified]) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(preview, DELAY);
    });
  }
}

function startField(field) {
  if ("oneLine" in field.dataset) {
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) event.preventDefault();
    });
  }
  const limit = Number(field.dataset.limit);
  if (!limit) return;
  const counter = document.createElement("span");
  counter.className = "translated-texts__count";
  field.parentElement.querySelector(".translated-texts__label").append(counter);
  function count() {
    const length = [...field.value.trim()].length; // as the server counts: characters, not UTF-16 units
    const over = length - limit;
    const text = over > 0 ? words.over.replace("{n}", over) : words.count.replace("{n}", length);
    counter.textContent = text.replace("{limit}", limit);
    counter.toggleAttribute("data-is-over", over > 0);
    counter.hidden = field.hidden || !length;
  }
  field.addEventListener("input", count);
  count();
}

// Shows the converted text in place of the empty field; returns how to show another one.
function startTraditional(box, field) {
  const output = box.querySelector("output");
  const help = field.parentElement.querySelector(".help");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "link-button" });
  button.setAttribute("aria-describedby", `${field.id}_label`);
  field.parentElement.querySelector(".translated-texts__label").append(button);
  function toggle(isByHand) {
    field.hidden = !isByHand;
    output.hidden = isByHand;
    if (help) help.hidden = !isByHand;
    button.textContent = isByHand ? words.convert : words.byHand;
  }
  button.addEventListener("click", () => {
    const isByHand = field.hidden;
    toggle(isByHand);
    field.value = isByHand ? output.textContent : "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (isByHand) field.focus();
  });
  // A text that a script puts back into the field is shown.
  field.addEventListener("input", () => field.value && field.hidden && toggle(true));
  toggle(Boolean(field.value) || box.querySelector("output ~ .errorlist") !== null);
  return (text) => {
    output.textContent = text;
  };
}

function startAll(root) {
  for (const box of root.querySelectorAll(".translated-texts")) start(box);
}

if (words) {
  startAll(document);
  document.addEventListener("formset:added", (event) => startAll(event.target));
}
