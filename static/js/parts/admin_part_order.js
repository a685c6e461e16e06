// The order of the parts of a record: a line moves at once, without leaving the form. Alt and an arrow key move it, too.

const form = document.getElementById("part-order");
const result = document.getElementById("part-order-result");
let busy = false;

async function move(button) {
  if (busy) return;
  busy = true;
  const sent = new FormData(form);
  sent.append("direction", button.value);
  const options = { method: "POST", body: sent, headers: { Accept: "application/json" } };
  const response = await fetch(button.formAction, options).catch(() => null);
  const answer = await response?.json().catch(() => null);
  busy = false;
  if (!answer) {
    form.requestSubmit(button); // as without a script: the page that follows says why
    return;
  }
  const isMoved = Boolean(response.ok && answer.version); // a proposal moves nothing yet
  if (isMoved) {
    form.elements.version.value = answer.version;
    exchange(button.closest("li"), button.value === "up");
    button.focus();
  }
  result.textContent = answer.message;
  result.classList.toggle("visually-hidden", isMoved);
}

function exchange(line, isUp) {
  const other = isUp ? line.previousElementSibling : line.nextElementSibling;
  if (!other) return;
  if (isUp) other.before(line);
  else other.after(line);
  const lines = [...line.parentElement.children];
  lines.forEach((item, number) => {
    setDisabled(item, "up", number === 0);
    setDisabled(item, "down", number === lines.length - 1);
  });
}

function setDisabled(line, direction, isDisabled) {
  const button = line.querySelector(`button[value="${direction}"]`);
  if (isDisabled) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

if (form) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[form='part-order']");
    if (!button) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") !== "true") move(button);
  });
  document.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const line = event.altKey && direction && event.target.closest(".part-lines li");
    if (!line) return;
    event.preventDefault();
    line.querySelector(`button[value="${direction}"]`).click();
  });
}
