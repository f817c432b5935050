// The editor of a wording: a click on a field puts it where the caret was last.

const form = document.querySelector("[data-wording]");
let target = form.querySelector("[name=wording]");

form.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea, input[type=text]")) target = event.target;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  target.setRangeText(`{${button.dataset.insert}}`, target.selectionStart, target.selectionEnd, "end");
  target.focus();
  target.dispatchEvent(new Event("input", { bubbles: true }));
});
