// Choosers of the admin (templates/admin/includes/chooser.html): the text field becomes a combobox, the boxes of the
// chosen records become lines with a button.
import { connectCombobox } from "./combobox.js";

let count = 0;

export function addElement(tag, parent, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

export function buildOption(name, details) {
  const option = document.createElement("div");
  option.setAttribute("role", "option");
  addElement("b", option, name);
  if (details) addElement("small", option, details);
  return option;
}

// What is special to a kind of chooser: more options for a text, and what to do when the lines have changed.
const NOTHING_MORE = { listMore: () => [], onChange: () => {} };

export function connectChooser(root, more = NOTHING_MORE) {
  const field = root.querySelector(".chooser__find input");
  const box = root.querySelector(".chooser__options");
  const list = root.querySelector(".chooser__chosen");
  const isSingle = root.dataset.chooser === "radio";
  const lines = () => [...list.querySelectorAll("li:not([data-empty])")];
  const status = addElement("p", root, "", { role: "status", class: "chooser__status" });
  root.querySelector(".chooser__find").after(status);

  root.querySelector(".chooser__find button").remove();
  for (const leftover of root.querySelectorAll("[data-empty]")) leftover.remove();
  box.id = `choices-${(count += 1)}`;

  const showField = () => {
    root.querySelector(".chooser__find").hidden = isSingle && lines().length > 0;
  };
  const remove = (line) => {
    line.remove();
    showField();
    status.textContent = `${root.dataset.removed} ${line.querySelector("b").textContent}`;
    more.onChange(lines().length);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  };
  const addButton = (line, word, act) => {
    const name = line.querySelector("b").textContent;
    const button = addElement("button", line, word, { type: "button", "aria-label": `${word}: ${name}` });
    button.addEventListener("click", act);
    return button;
  };
  const connectLine = (line) => {
    line.querySelector("input").hidden = true;
    if (isSingle && !("canBeEmpty" in root.dataset)) {
      addButton(line, root.dataset.change, () => {
        root.querySelector(".chooser__find").hidden = false;
        field.focus();
      });
    } else {
      addButton(line, root.dataset.remove, () => remove(line));
    }
  };
  const add = (choice) => {
    if (isSingle) list.replaceChildren();
    const line = addElement("li", list);
    const label = addElement("label", line);
    const name = field.name.replace(/__find$/, "");
    const input = addElement("input", label, "", { type: root.dataset.chooser, name, value: choice.key });
    input.checked = true;
    label.append(buildText(choice));
    connectLine(line);
    field.value = "";
    close();
    status.textContent = `${root.dataset.chosen} ${choice.name}`;
    showField();
    more.onChange(lines().length);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    (isSingle ? list.querySelector("button") : field).focus();
  };
  const load = async (text, signal) => {
    const answer = await fetch(`${root.dataset.url}&${new URLSearchParams({ term: text })}`, { signal });
    if (!answer.ok) return null;
    const found = await answer.json();
    const options = document.createDocumentFragment();
    const chosen = lines().map((line) => line.querySelector("input").value);
    for (const choice of found.choices.filter(({ key }) => !chosen.includes(key))) {
      const option = buildOption(choice.name, choice.details);
      option.addEventListener("combobox-commit", () => add(choice));
      options.append(option);
    }
    options.append(...more.listMore(text, found));
    return { options, status: found.status };
  };
  const close = connectCombobox(field, box, status, load);
  field.addEventListener("keydown", (event) => {
    // It would send the form.
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Escape" && isSingle && lines().length) {
      showField();
      list.querySelector("button").focus();
    }
  });

  // What was typed and not saved is taken up (admin_typed.js): other lines than those that are saved.
  root.addEventListener("chooser:set", ({ detail }) => {
    for (const line of lines()) {
      if (!detail.some(({ key }) => key === line.querySelector("input").value)) line.remove();
    }
    const chosen = lines().map((line) => line.querySelector("input").value);
    detail.filter(({ key }) => !chosen.includes(key)).forEach(add);
    showField();
    more.onChange(lines().length);
  });

  lines().forEach(connectLine);
  showField();
  return { add, close, field };
}

function buildText({ name, details }) {
  const text = document.createElement("span");
  addElement("b", text, name);
  if (details) addElement("small", text, details);
  return text;
}
