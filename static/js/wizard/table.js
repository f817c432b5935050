// The rows of a table: added, moved, removed and taken back in place; merged 一级 and 二级 cells follow.

import { newKey, piece, rowOf, rowPath } from "./dom.js";
import { categoryOf, freeHeads, mergeHeads } from "./tree.js";

const PROTOTYPE_KEY = "new-row";

export class RowTable {
  /** `desk` hears of rows that come and go, and has the outbox. */
  constructor(table, desk) {
    this.lines = table.dataset.table;
    this._table = table;
    this._desk = desk;
    this._prototype = document.querySelector(`template[data-prototype="${this.lines}"]`);
    this._fresh = new Set(); // keys of rows without a text yet: the server does not know them
    this._removed = new Map(); // key → {row, category, after}
    table.addEventListener("click", (event) => this._click(event));
    table.addEventListener("keydown", (event) => this._key(event));
    this.relayout();
  }

  row(key) {
    return this._table.querySelector(`tr[data-row="${key}"]`);
  }

  texts(row) {
    return Object.fromEntries(this._cells(row).map((cell) => [cell.member, cell.text]));
  }

  /** A name for messages: the first text of the row. */
  name(row) {
    return Object.values(this.texts(row)).find(Boolean) ?? "";
  }

  /** Tell the server of a row as soon as it has a text. */
  ensureAdded(row) {
    if (!this._fresh.delete(row.dataset.row)) return;
    this._desk.outbox.row("add", this._path(row), { after: this._after(row), values: this._levels(row) });
  }

  /** A blank row at the end of a category (of a plain table: at its end), ready to write in. */
  add(category) {
    this._cells(this.append(category))[0].focus();
  }

  /** The same without the focus; answers the row. */
  append(category) {
    const row = this._make(newKey(), category);
    this._fresh.add(row.dataset.row);
    this._place(row, this._rows(category).pop() ?? null);
    return row;
  }

  /** Take a row away that came by mistake; nothing offers to bring it back. */
  discard(row) {
    if (!this._fresh.has(row.dataset.row)) this._desk.outbox.row("remove", this._path(row), { values: this.texts(row) });
    this._detach(row);
    this._desk.changed();
  }

  rowsOf(category) {
    return this._rows(category);
  }

  cellsOf(row) {
    return this._cells(row);
  }

  /** The next row of the same category; undefined behind the last. */
  below(row) {
    return this._neighbour(row, 1);
  }

  /** The cells of the 二级指标; none in a plain table. */
  get heads() {
    return [...this._table.querySelectorAll("th[data-level2]")];
  }

  /** What stands over the columns. */
  get headTexts() {
    return [...this._table.tHead.querySelectorAll("th")].map((head) => head.textContent);
  }

  remove(row) {
    const name = this.name(row);
    const next = this._neighbour(row, 1) ?? this._neighbour(row, -1);
    const category = row.dataset.category ?? "";
    if (this._fresh.has(row.dataset.row)) this._detach(row);
    else {
      this._desk.outbox.row("remove", this._path(row), { values: this.texts(row) });
      this._detach(row);
      this._desk.rowRemoved(this, row.dataset.row, name);
    }
    if (next) this._cells(next)[0].focus();
    else this._addButton(category)?.focus();
  }

  /** Bring a removed row back, as it was. */
  restore(key) {
    const row = this._reattach(key);
    if (!row) return;
    this._sendWhole(row);
    this._cells(row)[0].focus();
  }

  move(row, by) {
    const other = this._neighbour(row, by);
    if (!other) return;
    freeHeads(row);
    freeHeads(other);
    // The other row is moved, so that this one keeps the focus.
    if (by < 0) this._note(row, row).after(...this._withNote(other));
    else row.before(...this._withNote(other));
    this._moved(row);
  }

  /** To the end of another 二级指标. */
  moveAway(row, category) {
    if (row.dataset.category === category) return;
    const last = this._rows(category).pop() ?? null;
    this._join(row, category);
    this._place(row, last);
    this._moved(row);
    this._cells(row)[0].focus();
  }

  /** Repeat on the page what an adopted entry had done to a row. */
  replay({ op, path, after, values }) {
    const key = path.slice(this.lines.length + 1, -1);
    const category = categoryOf(this._table, values);
    let row = this.row(key);
    if (op === "remove") {
      if (row) this._detach(row);
      return;
    }
    if (op === "add") row ??= this._reattach(key) ?? this._make(key, category);
    if (!row) return;
    this._join(row, category);
    this._place(row, this.row(after) ?? (after === "" ? null : this._rows(category).pop() ?? null));
  }

  /** What became of an added, removed or moved row. */
  settled(entry, outcome) {
    const key = entry.path.slice(this.lines.length + 1, -1);
    if (outcome.state === "conflict" && outcome.gone) this.gone(key, entry, outcome);
    else if (outcome.state === "conflict") this._changed(key, entry, outcome);
    else this._desk.outbox.drop(entry);
  }

  /** Somebody has removed the row in which `entry` was written. */
  gone(key, entry, outcome) {
    const row = this.row(key);
    if (!row) return false;
    this._desk.outbox.hold(entry, { gone: true });
    this._ask(row, outcome, "gone", (keep) => {
      for (const each of this._desk.outbox.entries.filter(({ path }) => rowOf(path) === this._path(row))) {
        this._desk.outbox.drop(each);
      }
      if (keep === "mine") this._sendWhole(row);
      else this._detach(row);
    });
    return true;
  }

  /** Merged cells as high as what they span, blank rows only where nothing else is. */
  relayout() {
    for (const body of this._table.tBodies) mergeHeads(body);
  }

  /** The place for notes on a row: a row of its own under it. */
  notesOf(row) {
    let note = this._note(row);
    if (!note) {
      note = piece("note-row");
      note.dataset.notesOf = row.dataset.row;
      if (row.dataset.category) note.dataset.category = row.dataset.category;
      note.firstElementChild.colSpan = Number(this._table.dataset.noteSpan);
      row.after(note);
    }
    return note.querySelector("[data-notes]");
  }

  notesChanged(row) {
    const note = this._note(row);
    if (note && !note.querySelector("[data-notes]").children.length && !note.querySelector(".thread")) note.remove();
    this.relayout();
  }

  lock() {
    for (const button of this._table.querySelectorAll("[data-add], [data-move], [data-remove]")) button.disabled = true;
  }

  // --- Events

  _click(event) {
    const button = event.target.closest("button");
    const row = event.target.closest("tr[data-row]");
    if (!button) return;
    if ("add" in button.dataset) this.add(button.dataset.add);
    else if (row && "remove" in button.dataset) this.remove(row);
    else if (row && button.dataset.move === "away") this._desk.chooseCategory(this, row);
    else if (row && button.dataset.move) this.move(row, button.dataset.move === "up" ? -1 : 1);
    button.closest("details")?.removeAttribute("open");
  }

  _key(event) {
    const row = event.target.closest("tr[data-row]");
    if (!row || !event.altKey || event.ctrlKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    this.move(row, event.key === "ArrowUp" ? -1 : 1);
  }

  // --- Rows

  _rows(category) {
    return [...this._table.querySelectorAll("tr[data-row]")].filter((row) => (row.dataset.category ?? "") === category);
  }

  _cells(row) {
    return [...row.querySelectorAll("[data-cell]")].map((td) => this._desk.cellOf(td));
  }

  _path(row) {
    return rowPath(this.lines, row.dataset.row);
  }

  _neighbour(row, by) {
    const rows = this._rows(row.dataset.category ?? "");
    return rows[rows.indexOf(row) + by];
  }

  _note(row, otherwise = null) {
    return this._table.querySelector(`tr[data-notes-of="${row.dataset.row}"]`) ?? otherwise;
  }

  _withNote(row) {
    return [row, this._note(row)].filter(Boolean);
  }

  /** Key of the row above that the server knows; "" for the first place. */
  _after(row) {
    const rows = this._rows(row.dataset.category ?? "");
    const above = rows.slice(0, rows.indexOf(row)).filter((each) => !this._fresh.has(each.dataset.row));
    return above.pop()?.dataset.row ?? "";
  }

  _make(key, category) {
    const row = this._prototype.content.querySelector("tr").cloneNode(true);
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes(PROTOTYPE_KEY)) element.setAttribute(name, value.split(PROTOTYPE_KEY).join(key));
      }
    }
    this._join(row, category);
    this._desk.addCells(row);
    return row;
  }

  /** Under another 二级指标: the names of its controls begin with it. */
  _join(row, category) {
    if (!category) return;
    const old = row.dataset.category;
    row.dataset.category = category;
    const note = this._note(row);
    if (note) note.dataset.category = category;
    for (const control of row.querySelectorAll("[aria-labelledby]")) {
      const names = control.getAttribute("aria-labelledby").split(" ").filter((name) => name !== `${old}-name`);
      control.setAttribute("aria-labelledby", [`${category}-name`, ...names].join(" "));
    }
  }

  /** Behind `above`, else at the top of its category. */
  _place(row, above) {
    freeHeads(row);
    const parts = this._withNote(row);
    const category = row.dataset.category ?? "";
    const first = this._rows(category).find((each) => each !== row) ?? this._blank(category);
    if (above && above !== row) this._note(above, above).after(...parts);
    else if (above !== row) first.before(...parts);
    this.relayout();
  }

  _detach(row) {
    freeHeads(row);
    const parts = this._withNote(row);
    this._removed.set(row.dataset.row, { parts, row, after: this._after(row) });
    for (const part of parts) part.remove();
    this._desk.forgetCells(row);
    this.relayout();
  }

  _reattach(key) {
    const record = this._removed.get(key);
    if (!record) return null;
    this._removed.delete(key);
    const above = this.row(record.after);
    const category = record.row.dataset.category ?? "";
    const first = this._rows(category)[0] ?? this._blank(category);
    if (above) this._note(above, above).after(...record.parts);
    else first.before(...record.parts);
    this._desk.addCells(record.row);
    this.relayout();
    return record.row;
  }

  /** Send a row that the server does not have (any more), with all its texts. */
  _sendWhole(row) {
    const { outbox } = this._desk;
    outbox.row("add", this._path(row), { after: this._after(row), values: this._levels(row) });
    for (const cell of this._cells(row)) {
      cell.base = "";
      outbox.set(cell.path, cell.text, "");
    }
    this._desk.changed();
  }

  _moved(row) {
    this.relayout();
    if (this._fresh.has(row.dataset.row)) return;
    this._desk.outbox.row("move", this._path(row), { after: this._after(row), values: this._levels(row) });
    this._desk.changed();
  }

  /** Somebody has written in a row that was removed here. */
  _changed(key, entry, outcome) {
    const row = this._reattach(key) ?? this.row(key);
    if (!row) return;
    this._desk.outbox.hold(entry, { changed: true });
    for (const cell of this._cells(row)) {
      const text = outcome.values?.[cell.member];
      if (text === undefined) continue;
      cell.base = text;
      cell.show(text);
    }
    this._ask(row, outcome, "changed", (keep) => {
      this._desk.outbox.drop(entry);
      if (keep === "mine") this.remove(row);
    });
  }

  _ask(row, outcome, when, decided) {
    const notes = this.notesOf(row);
    notes.querySelector(".conflict")?.remove();
    const note = piece("row-conflict");
    note.querySelector("[data-conflict-head]").textContent = outcome.message;
    note.querySelector("[data-by]").textContent = [outcome.by, outcome.at].filter(Boolean).join(" ");
    for (const button of note.querySelectorAll("[data-keep]")) button.hidden = button.dataset.when !== when;
    note.addEventListener("click", (event) => {
      const button = event.target.closest("[data-keep]");
      if (!button) return;
      note.remove();
      this.notesChanged(row);
      decided(button.dataset.keep);
      this._desk.changed();
    });
    notes.append(note);
    this.relayout();
  }

  _levels(row) {
    const head = document.getElementById(row.dataset.category ?? "");
    return head ? { level1: head.dataset.level1, level2: head.dataset.level2 } : {};
  }

  _blank(category) {
    return this._table.querySelector(`tr[data-blank="${category}"]`);
  }

  _addButton(category) {
    return this._blank(category)?.querySelector("[data-add]");
  }
}
