// Suggestions below a search field. Each form with `data-suggestions` has one; without this script it is a form.
import { connectCombobox } from "./parts/combobox.js";

for (const [number, form] of [...document.querySelectorAll("form[data-suggestions]")].entries()) {
  const box = form.querySelector(".suggest");
  box.id = `suggestions-${number}`;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", box.dataset.label);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.append(status);

  connectCombobox(form.querySelector("[name=q]"), box, status, async (text, signal) => {
    const answer = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q: text })}`, { signal });
    if (!answer.ok) return null;
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    // The last option leads to all results.
    const count = template.content.querySelectorAll("[role=option]").length - 1;
    return { options: template.content, status: count >= 0 ? String(count) : "" };
  });
}
