// What happens to an edit: from the cell into the outbox, and the server's answer back to the cell.

import { Cell } from "./cells.js";
import { piece, rowOf } from "./dom.js";
import { showAmount, TargetReader } from "./readings.js";
import { RowTable } from "./table.js";

export class Desk {
  /** `parts`: outbox, sender, saveState, sections, panel, findings, unsaved, undoBar, and the dialog for another 二级. */
  constructor(config, parts) {
    this.config = config;
    Object.assign(this, parts);
    this._byPath = new Map();
    this._byElement = new WeakMap();
    this._tables = new Map();
    this._targets = new TargetReader(config);
    for (const table of document.querySelectorAll("[data-table]")) {
      this._tables.set(table.dataset.table, new RowTable(table, this));
    }
    this.addCells(document.querySelector(".sheet"));
  }

  // --- Cells

  cell(path) {
    return this._byPath.get(path);
  }

  cellOf(td) {
    return this._byElement.get(td);
  }

  get cells() {
    return [...this._byPath.values()];
  }

  addCells(root) {
    for (const td of root.querySelectorAll("[data-cell]")) {
      const cell = this._byElement.get(td) ?? new Cell(td, this);
      this._byElement.set(td, cell);
      this._byPath.set(cell.path, cell);
    }
  }

  forgetCells(row) {
    for (const td of row.querySelectorAll("[data-cell]")) this._byPath.delete(td.dataset.cell);
  }

  /** The table that a cell stands in; undefined for a cell of none. */
  tableOf(cell) {
    return this._table(cell.path);
  }

  /** Where notes on a cell go: into the cell, or into a row under its row. */
  notesOf(td) {
    const row = td.closest("tr[data-row]");
    return row ? this._table(td.dataset.cell).notesOf(row) : td.querySelector("[data-notes]");
  }

  notesChanged(td) {
    const row = td.closest("tr[data-row]");
    if (row) this._table(td.dataset.cell)?.notesChanged(row);
  }

  // --- Edits

  edited(cell) {
    const row = cell.td.closest("tr[data-row]");
    if (row) this._table(cell.path).ensureAdded(row);
    const { text } = cell;
    this.outbox.set(cell.path, text, cell.base);
    if (text.length > this.config.textLimit) {
      this._refuseLength(cell);
      return;
    }
    this.copied?.settled(cell);
    const conflict = this.outbox.at(cell.path)?.held;
    if (conflict) cell.offerMerged(text !== conflict.mine && text !== conflict.theirs);
    showAmount(cell, "");
    if (cell.member === "target") this._targets.ask(cell);
    this.changed();
  }

  /** Longer than the server takes: the text stays here until it is shortened. */
  _refuseLength(cell) {
    const note = piece("too-long");
    note.querySelector("[data-limit]").textContent = String(this.config.textLimit);
    cell.showMessage(note.textContent);
    this.saveState.show("refused", note.textContent);
  }

  /** Where the writer has to decide before everything is stored. */
  showFirstHeld() {
    const [entry] = this.outbox.held;
    if (entry) this.cell(entry.path)?.focus();
  }

  /** The focus has left a cell: send now, and show the text as it is stored. */
  left(cell) {
    if (!this.outbox.at(cell.path)) cell.show(cell.base);
    if (this.outbox.ready.length) this.sender.flush();
  }

  changed() {
    this.sender.schedule();
    if (!this.outbox.entries.length && this.saveState.name === "conflict") this.saveState.show("saved");
  }

  /** The writer has decided between two texts of one cell. */
  decide(cell, keep) {
    const entry = this.outbox.at(cell.path);
    const { mine, theirs } = entry.held;
    cell.base = theirs;
    if (keep === "theirs") {
      this.outbox.drop(entry);
      cell.show(theirs);
    } else {
      const text = keep === "mine" ? mine : cell.text;
      cell.show(text);
      this.outbox.release(entry, text, theirs);
    }
    cell.endConflict();
    cell.focus();
    this.changed();
  }

  rowRemoved(table, key, name) {
    this.undoBar.offer(name, () => table.restore(key));
    this.changed();
  }

  chooseCategory(table, row) {
    this.moveDialog.open(table.name(row), row.dataset.category, (category) => table.moveAway(row, category));
  }

  /** Take over edits that an earlier page could not send. */
  adopt(entries) {
    for (const entry of entries) {
      const adopted = this.outbox.adopt(entry);
      if (adopted.op === "confirm") this.copied.settled(this.cell(adopted.path) ?? null);
      else if (adopted.op !== "set") this._table(adopted.path)?.replay(adopted);
      else this.cell(adopted.path)?.show(adopted.text);
    }
    if (this.outbox.ready.length) this.sender.flush();
  }

  /** Put a row of the tree under another 二级指标, by its names; answers where it was, null where there is no such row. */
  moveRow(path, { level1, level2 }) {
    const table = this._table(path);
    const row = table?.row(keyOf(path));
    const heads = [...document.querySelectorAll("th[data-level2]")];
    const from = row && document.getElementById(row.dataset.category);
    const to = heads.find((head) => head.dataset.level2 === level2 && (!level1 || head.dataset.level1 === level1));
    if (!from || !to) return null;
    const before = { level1: from.dataset.level1, level2: from.dataset.level2 };
    table.moveAway(row, to.id);
    return before;
  }

  // --- Answers

  answered(batch, answer) {
    const outcomes = new Map(answer.outcomes.map((outcome) => [outcome.id, outcome]));
    for (const item of batch) {
      const outcome = outcomes.get(item.entry.id);
      if (!outcome) continue;
      if (item.entry.op === "set") this._cellSettled(item, outcome);
      else if (item.entry.op === "confirm") this.outbox.drop(item.entry);
      else this._table(item.entry.path)?.settled(item.entry, outcome);
    }
    this.sections.update(answer.progress);
    this.findings.refresh();
    if (this.outbox.held.length) this.saveState.show("conflict");
    else this.saveState.show("saved", answer.saved_at);
  }

  _cellSettled(item, outcome) {
    const cell = this.cell(item.entry.path);
    if (outcome.state === "saved" || outcome.state === "unread") {
      const isLatest = this.outbox.confirm(item, outcome.text);
      if (cell) this._show(cell, outcome, isLatest);
      return;
    }
    const isAsked = outcome.gone && this._table(item.entry.path)?.gone(keyOf(item.entry.path), item.entry, outcome);
    if (isAsked) return;
    if (cell && outcome.state === "conflict") {
      const { text: theirs, by, at, message } = outcome;
      this.outbox.hold(item.entry, { mine: item.entry.text, theirs, by, at, message });
      cell.showConflict({ text: item.entry.text, theirs, by, at, message });
    } else {
      this.outbox.hold(item.entry, { refused: true });
      this.unsaved.show(outcome.message, this.unsavedTexts((entry) => entry.held?.refused));
    }
  }

  _show(cell, outcome, isLatest) {
    cell.base = outcome.text;
    if (!isLatest) return;
    if (!cell.hasFocus) cell.show(outcome.text);
    cell.understood(outcome);
    if (cell.hasFocus) this.panel.explain(cell);
    cell.showMessage(outcome.state === "unread" ? outcome.message : "");
    for (const mirror of document.querySelectorAll("[data-mirror]")) {
      if (mirror.dataset.mirror === cell.path && outcome.text) mirror.textContent = outcome.text;
    }
  }

  /** The form has moved on: nothing can be written any more. */
  lock(reason) {
    for (const cell of this.cells) cell.control.lock();
    for (const table of this._tables.values()) table.lock();
    this.unsaved.show(reason, this.unsavedTexts(() => true));
  }

  /** Unconfirmed texts with the names of their cells, to be copied. */
  unsavedTexts(isWanted) {
    const entries = this.outbox.entries.filter((entry) => entry.op === "set" && isWanted(entry));
    return entries.map(({ path, text }) => ({ label: this.cell(path)?.label ?? path.split("]").pop(), text }));
  }

  _table(path) {
    return this._tables.get(path.split("[")[0]);
  }
}

function keyOf(path) {
  return rowOf(path).slice(path.indexOf("[") + 1, -1);
}
