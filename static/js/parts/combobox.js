// A text field with a list of what is found for it: the ARIA pattern of a combobox. The keys and roles are those of
// @github/combobox-nav; here is when to ask, and what is said. Nothing is asked while a Chinese word is being composed,
// and the options stay until others arrive.
import Combobox from "@github/combobox-nav";

const WAIT = 150;
const SHORTEST = 2;
const HAN = /\p{Script=Han}/u;

// `box` becomes the list and needs an id, `status` says how many there are. `load(text, signal)` returns the options
// as a fragment and what to say, or null. Returns a function that closes the list and forgets its options.
export function connectCombobox(field, box, status, load) {
  const keys = new Combobox(field, box, { tabInsertsSuggestions: false });
  const options = () => [...box.querySelectorAll("[role=option]")];
  let timer, request, shown = "";

  const open = (isOpen) => {
    box.hidden = !isOpen;
    if (isOpen) keys.start();
    else keys.stop();
  };
  const suggest = async () => {
    const text = field.value.trim();
    if (text.length < SHORTEST && !HAN.test(text)) return open(false);
    if (text === shown) return open(options().length > 0);
    if (request) request.abort();
    request = new AbortController();
    let answer;
    try {
      answer = await load(text, request.signal);
    } catch {
      return; // the next letter asks again
    }
    if (!answer || text !== field.value.trim() || document.activeElement !== field) return;
    box.replaceChildren(answer.options);
    shown = text;
    options().forEach((option, place) => { option.id = `${box.id}-${place}`; });
    status.textContent = answer.status;
    open(options().length > 0);
  };
  const suggestSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  };

  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (!event.isComposing) suggestSoon();
  });
  field.addEventListener("compositionend", suggestSoon);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && box.hidden) {
      event.preventDefault();
      suggest();
    } else if (event.key === "Escape" && !box.hidden) {
      event.preventDefault();
      open(false);
    }
  });
  field.addEventListener("blur", () => open(false));
  // The field keeps the focus, so that a click reaches the option.
  box.addEventListener("mousedown", (event) => event.preventDefault());

  return () => {
    clearTimeout(timer);
    if (request) request.abort();
    shown = status.textContent = "";
    open(false);
  };
}
