// The fields of a new source below a chooser (templates/admin/includes/new_source.html): opened by a text that is looked
// for or an address that no source has. Without scripts they are always there, in a fold.
import { addElement, buildOption } from "./chooser.js";

const ADDRESS = /^https?:\/\/\S+\.\S+$/i;

// Returns what `connectChooser` calls: `getChooser` returns the chooser itself, once it is there.
export function connectNewSource(root, getChooser) {
  const holder = root.querySelector("[data-new-source]");
  if (!holder) return undefined;
  const words = holder.dataset;
  const warning = addElement("p", holder, "", { class: "chooser__status" });
  const getField = (name) => holder.querySelector(`[name$="__new_${name}"]`);
  let isConnected = false;

  const connect = () => {
    const hidden = holder.querySelector("noscript");
    if (hidden) {
      // Its text has the place of the row that Django copied.
      const template = document.createElement("template");
      const row = getChooser().field.name.replace(/__find$/, "");
      const copied = hidden.textContent.match(/name="([^"]*)__new_url"/)[1];
      template.innerHTML = hidden.textContent.replaceAll(copied, row);
      hidden.replaceWith(template.content);
    }
    if (isConnected) return;
    isConnected = true;
    const url = getField("url");
    url.addEventListener("change", () => checkAddress(url));
    const dismiss = addElement("button", holder.querySelector("details"), root.dataset.remove, { type: "button" });
    dismiss.addEventListener("click", clear);
  };
  const clear = () => {
    for (const field of holder.querySelectorAll("input:not([type=radio]), select")) field.value = "";
    holder.querySelector(".question")?.remove();
    holder.querySelector("details").open = false;
    getChooser().field.focus();
  };
  const open = (text) => {
    connect();
    holder.querySelector("details").open = true;
    const chooser = getChooser();
    chooser.field.value = "";
    chooser.close();
    const isAddress = ADDRESS.test(text);
    getField(isAddress ? "url" : "title").value = text;
    getField(isAddress ? "title" : "url").focus();
    if (isAddress) checkAddress(getField("url"));
  };
  const checkAddress = async (url) => {
    holder.querySelector(".question")?.remove();
    if (!ADDRESS.test(url.value.trim())) return;
    const answer = await fetch(`${root.dataset.url}&${new URLSearchParams({ term: url.value.trim() })}`);
    const found = answer.ok ? (await answer.json()).choices : [];
    if (found.length) ask(url, found);
  };
  const ask = (url, found) => {
    const question = document.createElement("fieldset");
    question.className = "question";
    addElement("legend", question, words.same);
    for (const choice of found) addAnswer(question, choice.key, `${words.use}: ${choice.name}`, choice.details, choice);
    addAnswer(question, "another", words.another);
    url.parentElement.after(question);
    connectAnswers(question, found);
  };
  const addAnswer = (question, value, text, details = "") => {
    const label = addElement("label", question);
    addElement("input", label, "", { type: "radio", name: getField("url").name.replace(/url$/, "answer"), value });
    const shown = addElement("span", label, text);
    if (details) addElement("small", shown, ` ${details}`);
  };
  const connectAnswers = (question, found) => {
    question.addEventListener("change", (event) => {
      const choice = found.find(({ key }) => key === event.target.value);
      if (!choice) return;
      clear();
      getChooser().add(choice);
    });
  };

  if (holder.querySelector("details")) connect();
  // What was typed and not saved is taken up (admin_typed.js).
  root.addEventListener("new-source:open", () => {
    connect();
    holder.querySelector("details").open = true;
  });
  return {
    listMore: (text, found) => {
      if (ADDRESS.test(text) && !found.choices.length) {
        open(text);
        return [];
      }
      const option = buildOption(`${words.new} “${text}”`);
      option.addEventListener("combobox-commit", () => open(text));
      return [option];
    },
    onChange: (count) => { warning.textContent = count ? "" : words.lost; },
  };
}
