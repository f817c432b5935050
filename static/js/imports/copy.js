// Copy buttons beside texts. Without scripts (or without a clipboard) the text is selected by hand.

function texts(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = button.parentElement.querySelector("[data-copy-text]").textContent;
  await navigator.clipboard.writeText(text);
  const label = button.lastChild;
  label.textContent = "已复制";
  setTimeout(() => {
    label.textContent = "复制";
  }, 2000);
});

document.addEventListener("htmx:load", (event) => texts(event.detail.elt));
texts(document);
