// A list with tick boxes: "all of this page", the count, and buttons that need at least one.

for (const form of document.querySelectorAll("[data-selection]")) {
  const boxes = [...form.querySelectorAll('input[name="form"]')];
  const all = form.querySelector("[data-select-all]");
  const count = form.querySelector("[data-selected-count]");
  const buttons = [...form.querySelectorAll(".selection-bar button")];

  const refresh = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = chosen;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    for (const button of buttons) button.disabled = chosen === 0;
  };

  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    refresh();
  });
  form.addEventListener("change", refresh);
  refresh();
}
