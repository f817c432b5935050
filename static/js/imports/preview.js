// A form that was read: the panel follows the cell at hand; Escape and Enter work in the cell that is open.

import { showBanner } from "../common.js";
import "./once.js";

const part = (name) => document.querySelector(`[data-seen-${name}]:not(td)`);

function show(cell) {
  if (document.querySelector("[data-cell-form]")) return;
  part("label").textContent = cell.dataset.label;
  part("place").textContent = cell.dataset.seenPlace ?? "原文件中没有这一格的内容";
  part("text").textContent = cell.dataset.seenText ?? "";
}

for (const type of ["mouseover", "focusin"]) {
  document.addEventListener(type, (event) => {
    const cell = event.target.closest?.("td.import-cell");
    if (cell) show(cell);
  });
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-cell-form]");
  if (form && event.key === "Escape") form.querySelector("[data-cancel]").click();
  const ends = event.ctrlKey || event.metaKey || event.target.matches("[data-one-line]");
  if (form && event.key === "Enter" && ends && !event.isComposing && !event.target.matches("button, a")) {
    event.preventDefault();
    form.requestSubmit();
  }
});

document.addEventListener("htmx:responseError", (event) => {
  const { status, responseText } = event.detail.xhr;
  if (status === 403 || status === 409) showBanner(responseText);
  if (status === 404) showBanner("没有找到，可能已被删除。请刷新页面。");
});
