// The page on which a form is filled in.

import { Copied } from "./copied.js";
import { Desk } from "./desk.js";
import { pageData } from "./dom.js";
import { Findings } from "./findings.js";
import { MoveDialog } from "./move_dialog.js";
import { Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import { Paster } from "./paste.js";
import { SaveState } from "./save_state.js";
import { Sections } from "./sections.js";
import { Sender } from "./sender.js";
import { Store } from "./store.js";
import { UndoBar } from "./undo.js";
import { Unsaved } from "./unsaved.js";

const config = pageData("wizard-config");
const store = new Store(config);
const outbox = new Outbox(store, { text: config.textLimit, edits: config.editsLimit });
const saveState = new SaveState();
const panel = new Panel();
const sections = new Sections();
const sender = new Sender(config, outbox, {
  onState(name, detail) {
    saveState.show(name, detail);
    if (name === "locked") desk.lock(detail);
  },
  onAnswer: (batch, answer) => desk.answered(batch, answer),
});
const desk = new Desk(config, {
  outbox,
  sender,
  saveState,
  sections,
  panel,
  findings: new Findings(panel),
  moveDialog: new MoveDialog(),
  undoBar: new UndoBar(),
  unsaved: new Unsaved(() => outbox.clear()),
});

desk.findings.watch(desk);
new Paster(desk);
desk.copied = new Copied(desk);

document.addEventListener("focusin", (event) => {
  const cell = desk.cellOf(event.target.closest("[data-cell]"));
  if (cell) panel.explain(cell);
});

// Enter goes to the next cell, except where it makes a new line or chooses a subject.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.altKey) return;
  if (!event.target.matches("input[data-input], textarea[data-single-line]")) return;
  event.preventDefault();
  const cells = [...document.querySelectorAll(".sheet [data-cell]")];
  const next = cells[cells.indexOf(event.target.closest("[data-cell]")) + 1];
  if (next) desk.cellOf(next).control.focus();
});

// Links that show the form elsewhere wait until it is stored.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-after-saving]");
  if (!link || event.ctrlKey || event.shiftKey || !outbox.entries.length) return;
  event.preventDefault();
  const tab = link.target === "_blank" ? open("", "_blank") : null;
  const done = await sender.flush();
  if (!done) {
    tab?.close();
    desk.showFirstHeld();
  } else if (tab) tab.location = link.href;
  else location.assign(link.href);
});

function goToPlace() {
  const place = decodeURIComponent(location.hash.slice(1));
  desk.cell(place)?.focus();
}

addEventListener("hashchange", goToPlace);
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) goToPlace();
});

addEventListener("beforeunload", (event) => {
  if (!store.works && outbox.entries.length) event.preventDefault();
});

goToPlace();
store.takeOver().then((entries) => desk.adopt(entries));
