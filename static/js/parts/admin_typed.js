// Nothing typed is lost: a question before a changed form is left, and a copy of what was typed in the local storage of
// the browser, by account and address. It is offered when the form is opened again, never filled in without asking; it
// goes when the form is saved or thrown away, when the account signs out, and after seven days.

const COPY = "desk.copy.";
const ENDED = "desk.signed-out.";
const SIGNING_OUT = "desk.signing-out";
const SIGN_OUT_PATH = "/admin/logout/";
const WEEK = 7 * 24 * 60 * 60 * 1000;
const MOST_COPIES = 30;
const MOST_CHARACTERS = 200_000;
const PAUSE = 400;
const opened = Date.now();

// -- the storage, which may be full or switched off ----------------------------------------------------

function attempt(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}

function load(key) {
  const copy = attempt((storage) => JSON.parse(storage.getItem(key)));
  return Array.isArray(copy?.fields) && typeof copy.at === "number" ? copy : null;
}

const remove = (key) => attempt((storage) => storage.removeItem(key));
const list = (prefix) => attempt((storage) => Object.keys(storage).filter((key) => key.startsWith(prefix))) || [];

/** Remove copies that are old, unreadable, or more than a browser needs. */
function prune() {
  const kept = list(COPY).map((key) => [key, load(key)?.at ?? 0]).sort(([, one], [, other]) => other - one);
  kept.forEach(([key, at], place) => {
    if (place >= MOST_COPIES || opened - at > WEEK) remove(key);
  });
  for (const key of list(ENDED)) {
    if (opened - Number(attempt((storage) => storage.getItem(key))) > WEEK) remove(key);
  }
}

/** Remove the copy of the form that the server has just saved. */
function forgetSaved() {
  const saved = document.cookie.match(/(?:^|; )saved_form=(\d+)\.([^;]+)/);
  if (!saved) return;
  remove(`${COPY}${saved[1]}.${decodeURIComponent(saved[2])}`);
  document.cookie = "saved_form=; path=/admin/; max-age=0";
}

/** On the page after signing out, remove all copies of the account. Its other open pages keep none any more. */
function forgetAccount() {
  const account = sessionStorage.getItem(SIGNING_OUT);
  if (location.pathname !== SIGN_OUT_PATH || !account) return;
  list(`${COPY}${account}.`).forEach(remove);
  attempt((storage) => storage.setItem(`${ENDED}${account}`, String(Date.now())));
  sessionStorage.removeItem(SIGNING_OUT);
}

// -- the fields of a form ------------------------------------------------------------------------------

const UNTYPED = /^(?:hidden|submit|button|image|reset|file|password)$/;
const NOT_KEPT = /__prefix__|__find$|__new_answer$|^_|^answer:|_reading$/;

/** The fields of a form by name: their elements, and the chooser (chooser.js) that adds and removes these. */
function listFields(form) {
  const fields = new Map();
  for (const chooser of form.querySelectorAll("[data-chooser]")) {
    const name = chooser.querySelector(".chooser__find input").name.replace(/__find$/, "");
    if (!NOT_KEPT.test(name)) fields.set(name, { elements: [], chooser });
  }
  for (const element of form.elements) {
    const name = element.name;
    if (!name || NOT_KEPT.test(name) || UNTYPED.test(element.type)) continue;
    if (element.matches("output, fieldset, object")) continue;
    if (!fields.has(name)) fields.set(name, { elements: [], chooser: null });
    fields.get(name).elements.push(element);
  }
  return fields;
}

/** A row keeps its identity when rows before it come or go: by its primary key, new rows by their number. */
function identify(form, name) {
  const [, prefix, number, field] = name.match(/^(.+)-(\d+)-(.+)$/) || [];
  if (!prefix) return name;
  const key = form.elements[`${prefix}-${number}-id`]?.value;
  const first = Number(form.elements[`${prefix}-INITIAL_FORMS`]?.value || 0);
  return key ? `${prefix}#${key}#${field}` : `${prefix}+${number - first}+${field}`;
}

function read({ elements }, isDefault = false) {
  const values = [];
  for (const element of elements) {
    if (element.tagName === "SELECT") {
      const options = [...element.options];
      const chosen = options.filter((option) => (isDefault ? option.defaultSelected : option.selected));
      // Without a selected option a browser selects the first.
      if (isDefault && !chosen.length && !element.multiple && options.length) chosen.push(options[0]);
      values.push(...chosen.map((option) => option.value));
    } else if (/^(?:checkbox|radio)$/.test(element.type)) {
      if (isDefault ? element.defaultChecked : element.checked) values.push(element.value);
    } else {
      values.push(isDefault ? element.defaultValue : element.value);
    }
  }
  return values.filter(Boolean).map((value) => value.replace(/\r\n/g, "\n"));
}

const isSame = (one, other) => one.length === other.length && one.every((value, place) => value === other[place]);

/** What stands on the page for the values of a field. */
function getTexts({ elements, chooser }, values) {
  return values.map((value) => {
    if (chooser) {
      const element = elements.find((one) => one.value === value);
      return element?.closest("label").querySelector("b")?.textContent ?? value;
    }
    const [first] = elements;
    return [...(first?.options || [])].find((option) => option.value === value)?.text ?? value;
  });
}

function getLabel({ elements, chooser }) {
  const first = chooser || elements[0];
  const label = chooser ? chooser.getAttribute("aria-label") : first.labels?.[0]?.textContent;
  const text = (label || first.getAttribute("aria-label") || first.name).trim().replace(/[:：]$/, "");
  const source = first.closest(".new-source");
  if (source) return `${source.querySelector("summary").textContent}: ${text}`;
  const row = first.closest(".part-form") ? null : first.closest(".inline-related")?.querySelector(".inline_label");
  return row ? `${row.textContent.trim()}: ${text}` : text;
}

function write({ elements, chooser }, field) {
  for (let fold = (chooser || elements[0]).closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  if (chooser) {
    const choices = field.values.map((key, place) => ({ key, name: field.texts[place] }));
    chooser.dispatchEvent(new CustomEvent("chooser:set", { detail: choices }));
    return;
  }
  const values = new Set(field.values);
  for (const element of elements) {
    if (element.tagName === "SELECT") {
      field.values.forEach((value, place) => {
        if (![...element.options].some((option) => option.value === value)) {
          element.add(new Option(field.texts[place], value));
        }
      });
      for (const option of element.options) option.selected = values.has(option.value);
    } else if (/^(?:checkbox|radio)$/.test(element.type)) {
      element.checked = values.has(element.value);
    } else {
      element.value = field.values[0] ?? "";
    }
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// -- one form ------------------------------------------------------------------------------------------

class TypedForm {
  constructor(form, mark) {
    this.form = form;
    this.mark = mark;
    this.box = mark.querySelector(".typed-copy");
    this.account = mark.dataset.typedCopy;
    this.key = `${COPY}${this.account}.${location.pathname}`;
    this.isReturned = "returned" in mark.dataset;
    this.isLeaving = false;
    this.hasOffer = false;
    this.timer = 0;
    this.saved = new Map(this.list().map(([id, field]) => [id, read(field, true)]));
  }

  start() {
    const copy = load(this.key);
    if (copy && !this.isReturned) this.offer(copy);
    for (const event of ["input", "change"]) this.form.addEventListener(event, () => this.plan());
    for (const event of ["formset:added", "formset:removed"]) document.addEventListener(event, () => this.plan());
    this.form.addEventListener("submit", () => {
      this.isLeaving = true;
      setTimeout(() => (this.isLeaving = false), 1000);
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.isLeaving && this.isChanged()) event.preventDefault();
    });
    window.addEventListener("pagehide", () => this.timer && this.save());
  }

  list() {
    return [...listFields(this.form)].map(([name, field]) => [identify(this.form, name), field]);
  }

  isTyped(id, field) {
    return !isSame(read(field), this.saved.get(id) ?? read(field, true));
  }

  isChanged() {
    return this.isReturned || this.list().some(([id, field]) => this.isTyped(id, field));
  }

  plan() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  save() {
    clearTimeout(this.timer);
    this.timer = 0;
    const ended = attempt((storage) => storage.getItem(`${ENDED}${this.account}`));
    if (Number(ended) > opened) return;
    // Of a form that came back, and while a copy waits for an answer, what is in the copy stays in it.
    const before = this.isReturned || this.hasOffer ? load(this.key) : null;
    const fields = new Map((before?.fields || []).map((field) => [field.id, field]));
    for (const [id, field] of this.list()) {
      if (!this.isTyped(id, field) && !(this.isReturned && fields.has(id))) continue;
      const values = read(field);
      fields.set(id, { id, label: getLabel(field), values, texts: getTexts(field, values) });
    }
    const text = JSON.stringify({ at: Date.now(), version: this.mark.dataset.version, fields: [...fields.values()] });
    if (!fields.size || text.length > MOST_CHARACTERS) remove(this.key);
    const isKept = fields.size && text.length <= MOST_CHARACTERS &&
      attempt((storage) => (storage.setItem(this.key, text), true));
    for (const note of document.querySelectorAll("[data-copy-kept]")) note.hidden = !isKept;
  }

  // -- the offer ---------------------------------------------------------------------------------------

  offer(copy) {
    const current = new Map(this.list());
    const differing = copy.fields.filter((field) => {
      const now = current.get(field.id);
      return now ? !isSame(read(now), field.values) : field.values.length;
    });
    if (!differing.length) {
      remove(this.key);
      return;
    }
    this.hasOffer = true;
    this.fill(copy, differing, current);
    const find = (name) => this.box.querySelector(`[data-${name}]`);
    find("take").addEventListener("click", () => this.take(differing));
    find("drop").addEventListener("click", () => this.close("dropped", true));
    find("show").addEventListener("click", ({ currentTarget }) => {
      const table = this.box.querySelector("table");
      table.hidden = !table.hidden;
      currentTarget.setAttribute("aria-expanded", String(!table.hidden));
    });
    this.box.hidden = false;
  }

  fill(copy, differing, current) {
    const language = document.documentElement.lang;
    const locale = language.startsWith("zh") ? language : "en-GB";
    const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" }).format(copy.at);
    const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const separator = locale === "en-GB" ? ", " : " ";
    this.box.querySelector("[data-time]").textContent = `${day}${separator}${time.format(copy.at)}`;
    const line = this.box.querySelector(differing.length === 1 ? "[data-one]" : "[data-many]");
    line.hidden = false;
    const comma = locale === "en-GB" ? ", " : "、";
    line.querySelector("[data-fields]").textContent = differing.map((field) => field.label).join(comma);
    const count = line.querySelector("[data-count]");
    if (count) count.textContent = String(differing.length);
    this.box.querySelector("[data-changed]").hidden = copy.version === this.mark.dataset.version;
    this.fillTable(differing, current);
  }

  fillTable(fields, current) {
    this.box.querySelector("tbody").replaceChildren(...fields.map((field) => {
      const now = current.get(field.id);
      const row = document.createElement("tr");
      const saved = now ? getTexts(now, read(now)) : [];
      for (const [tag, texts] of [["th", [field.label]], ["td", saved], ["td", field.texts]]) {
        const cell = document.createElement(tag);
        cell.textContent = texts.join("\n") || "–";
        if (tag === "th") cell.scope = "row";
        row.append(cell);
      }
      return row;
    }));
  }

  take(differing) {
    this.addRows(differing);
    this.openNewSources(differing);
    const current = new Map(this.list());
    const left = differing.filter((field) => !current.has(field.id));
    for (const field of differing) {
      if (current.has(field.id)) write(current.get(field.id), field);
    }
    if (left.length) this.fillTable(left, current);
    this.close("taken", false, left.length > 0);
  }

  /** Add the rows that were new, with the buttons of the form. */
  addRows(fields) {
    for (const { id } of fields) {
      const [, prefix, number] = id.match(/^(.+)\+(\d+)\+/) || [];
      const total = this.form.elements[`${prefix}-TOTAL_FORMS`];
      const first = Number(this.form.elements[`${prefix}-INITIAL_FORMS`]?.value);
      const button = prefix && document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
      for (let tries = 0; button && total.value - first <= Number(number) && tries < 50; tries += 1) button.click();
    }
  }

  /** The fields of a new source are there once it is begun. */
  openNewSources(fields) {
    const current = new Map(this.list());
    for (const { id } of fields) {
      const [, owner] = id.match(/^(.+)__new_/) || [];
      current.get(owner)?.chooser?.dispatchEvent(new CustomEvent("new-source:open"));
    }
  }

  close(said, isDropped, hasLeft = false) {
    this.hasOffer = false;
    if (isDropped) remove(this.key);
    else this.save();
    for (const line of this.box.querySelectorAll("p")) line.hidden = true;
    this.box.querySelector("table").hidden = !hasLeft;
    this.box.hidden = !hasLeft;
    this.mark.querySelector(`[data-${said}]`).hidden = false;
    this.mark.querySelector("[data-left]").hidden = !hasLeft;
    this.form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }
}

prune();
forgetSaved();
forgetAccount();
for (const note of document.querySelectorAll("[data-copy-found]")) {
  note.hidden = !list(COPY).some((key) => key.endsWith(`.${location.pathname}`));
}
const mark = document.querySelector("[data-typed-copy]");
if (mark) new TypedForm(mark.closest("form"), mark).start();
document.addEventListener("submit", ({ target }) => {
  const account = target.dataset?.account;
  if (account) sessionStorage.setItem(SIGNING_OUT, account);
});
