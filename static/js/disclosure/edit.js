// A section of a disclosure as it is typed: rows, subjects, and nothing that was typed is lost.

import { Draft } from "./drafts.js";
import { Rows } from "./rows.js";
import { Subjects } from "./subjects.js";

const form = document.getElementById("section-form");
const draft = new Draft(form.dataset.draftOwner, location.pathname);
const notice = document.getElementById("draft-notice");
const unsavedMark = document.querySelector("[data-unsaved]");
const HIDDEN = ["csrfmiddlewaretoken", "revision", "seen"];
let isDirty = false;
let isLeaving = false;

function pairs() {
  return [...new FormData(form)].filter(([name]) => !HIDDEN.includes(name));
}

function changed() {
  isDirty = true;
  unsavedMark.hidden = false;
  draft.write(pairs());
}

/** Texts that are not in the page are kept until they are put back or dropped. */
function offerDraft() {
  const kept = draft.read();
  if (!Array.isArray(kept)) return;
  const now = new Map(pairs());
  if (kept.every(([name, text]) => (now.get(name) ?? "") === text)) draft.drop();
  else notice.hidden = false;
}

function restore() {
  const kept = draft.read() ?? [];
  for (const [name, text] of kept) {
    if (!form.elements.namedItem(name)) addRowFor(name);
    const control = form.elements.namedItem(name);
    if (control) control.value = text;
  }
  for (const list of lists) list.arrange(kept.map(([name]) => name));
  notice.hidden = true;
  changed();
}

function addRowFor(name) {
  const list = name.slice(0, name.lastIndexOf("["));
  const known = [...form.elements].find((control) => control.name?.startsWith(`${list}[`));
  known?.closest("[data-rows]").querySelector("[data-add-row]").click();
}

const lists = [...form.querySelectorAll("[data-rows]")].map(
  (list) => new Rows(list, document.getElementById("row-tools"), changed),
);
new Subjects(form, document.getElementById("subject-choices"));

for (const button of document.querySelectorAll("[data-take]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.getElementById(button.dataset.takeInto).value = button.dataset.take;
    changed();
  });
}

document.querySelector(".section-list [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
form.addEventListener("input", changed);
form.addEventListener("submit", () => (isLeaving = true));
document.querySelector("[data-restore-draft]").addEventListener("click", restore);
for (const button of document.querySelectorAll("[data-drop-draft]")) {
  button.addEventListener("click", () => {
    draft.drop();
    isDirty = false;
    notice.hidden = true;
  });
}
window.addEventListener("beforeunload", (event) => {
  if (!isDirty || isLeaving) return;
  event.preventDefault();
  event.returnValue = ""; // Chromium before 119 wants it
});

if ("isUnsaved" in form.dataset) {
  changed();
  document.querySelector("[data-problems]")?.focus();
} else offerDraft();
