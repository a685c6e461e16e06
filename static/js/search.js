// Suggestions below a search field: the ARIA pattern of a combobox with a list. Each form with `data-suggestions` has
// one; without this script it is a form. Nothing is sent while a Chinese word is being composed, and the options
// stay until others arrive.
const WAIT = 150;
const SHORTEST = 2;
const HAN = /\p{Script=Han}/u;

for (const [number, form] of [...document.querySelectorAll("form[data-suggestions]")].entries()) {
  connect(form, form.querySelector("[name=q]"), form.querySelector(".suggest"), `suggestions-${number}`);
}

function connect(form, field, box, id) {
  let timer, request, shown = "", active = null;
  const options = () => [...box.querySelectorAll("[role=option]")];

  box.id = id;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", box.dataset.label);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", id], ["aria-expanded", "false"]]) {
    field.setAttribute(name, value);
  }
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(status);

  const choose = (option) => {
    if (active) active.setAttribute("aria-selected", "false");
    active = option;
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  };
  const open = (isOpen) => {
    box.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(null);
  };
  const suggest = async () => {
    const text = field.value.trim();
    if (text.length < SHORTEST && !HAN.test(text)) return open(false);
    if (text === shown) return open(options().length > 0);
    if (request) request.abort();
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q: text })}`, { signal: request.signal });
      if (!answer.ok) return;
      const html = await answer.text();
      if (text !== field.value.trim() || document.activeElement !== field) return;
      choose(null);
      box.innerHTML = html;
      shown = text;
    } catch {
      return; // the next letter asks again
    }
    const found = options();
    found.forEach((option, place) => { option.id = `${id}-${place}`; });
    // The last option leads to all results.
    status.textContent = found.length ? String(found.length - 1) : "";
    open(found.length > 0);
  };

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(suggest, WAIT);
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const found = box.hidden ? [] : options();
    const place = found.indexOf(active);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!found.length) return void suggest();
      const next = place + (event.key === "ArrowDown" ? 1 : -1);
      // Before the first and after the last option, the field itself is chosen.
      choose(found[place < 0 && next < 0 ? found.length - 1 : next] || null);
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      location.assign(active.href);
    } else if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      open(false);
    }
  });
  field.addEventListener("blur", () => open(false));
  // The field keeps the focus, so that a click reaches the option.
  box.addEventListener("mousedown", (event) => event.preventDefault());
}
