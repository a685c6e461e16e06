// Counts the characters of a text while it is typed: data-count is the sentence, with # for the number, data-most the limit.
// The server counts, and nothing is cut off: without this script there is no such line.
for (const field of document.querySelectorAll("textarea[data-count]")) {
  const line = document.createElement("p");
  line.className = "enquiry__hint";
  line.id = `${field.id}-count`;
  const format = new Intl.NumberFormat("en", { useGrouping: field.dataset.count.includes(",") });
  const update = () => {
    const length = [...field.value.replace(/\r\n?/g, "\n").trim()].length;
    line.textContent = field.dataset.count.replace("#", format.format(length));
    line.classList.toggle("enquiry__error", length > Number(field.dataset.most));
  };
  field.after(line);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby")} ${line.id}`);
  field.addEventListener("input", update);
  update();
}
