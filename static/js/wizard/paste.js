// Rows from Excel or WPS, pasted into a table: cells to the right and rows below are filled, rows are added where there are
// too few. Everything goes the way of what is typed; what has no place is shown, and all of it can be taken back.

import { parseBlock } from "./clipboard.js";
import { piece } from "./dom.js";
import { PastedLevels, plainHead } from "./paste_levels.js";

export class Paster {
  constructor(desk) {
    this._desk = desk;
    this._bar = document.getElementById("paste-report");
    this._undo = null;
    this._bar.querySelector("[data-undo-paste]").addEventListener("click", () => this._takeBack());
    this._bar.querySelector("[data-close-paste]").addEventListener("click", () => {
      this._bar.hidden = true;
    });
    document.addEventListener("paste", (event) => this._paste(event));
    // What is typed into pasted cells must not go with them.
    document.addEventListener("input", (event) => {
      if (event.target.closest("[data-table]")) this._bar.querySelector("[data-undo-paste]").hidden = true;
    });
  }

  _paste(event) {
    const td = event.target.closest?.("[data-table] tr[data-row] [data-cell]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!td || !text || event.target.readOnly || event.target.disabled) return;
    const rows = parseBlock(text);
    if (!isBlock(rows, text, td, event.clipboardData)) return;
    event.preventDefault();
    const start = this._desk.cellOf(td);
    const job = new Job(this._desk, this._desk.tableOf(start), start);
    job.fill(rows, Number(this._bar.dataset.mostRows));
    this._report(job, rows);
    this._desk.sender.flush();
  }

  _report(job, rows) {
    const columns = Math.max(...rows.map((row) => row.length));
    this._undo = job;
    this._bar.querySelector("[data-pasted-rows]").textContent = String(rows.length);
    this._bar.querySelector("[data-pasted-columns]").textContent = String(columns);
    this._bar.querySelector("[data-pasted-cells]").textContent = String(job.written.length);
    const added = this._bar.querySelector("[data-pasted-added]");
    added.hidden = !job.added.length;
    added.querySelector("b").textContent = String(job.added.length);
    const left = this._bar.querySelector("[data-pasted-left]");
    left.hidden = !job.left.length;
    left.querySelector("b").textContent = String(job.left.length);
    left.querySelector("ul").replaceChildren(
      ...job.left.map(({ row, column, why, text }) => {
        const item = piece("paste-left");
        item.querySelector("[data-left-row]").textContent = String(row);
        item.querySelector("[data-left-column]").textContent = String(column);
        item.querySelector("[data-left-why]").textContent = left.dataset[why];
        item.querySelector("[data-left-text]").textContent = text;
        return item;
      }),
    );
    this._bar.querySelector("[data-undo-paste]").hidden = !job.written.length;
    this._bar.hidden = false;
  }

  _takeBack() {
    this._bar.hidden = true;
    this._undo?.takeBack();
    this._undo = null;
    this._desk.sender.flush();
  }
}

/** One cell of text goes in as always; so do paragraphs in a cell of paragraphs, unless they come from a table. */
function isBlock(rows, text, td, clipboard) {
  if (rows.length === 1 && rows[0].length === 1) return rows[0][0] !== text.replace(/[\r\n]+$/, "");
  const isParagraphs = !text.includes("\t") && td.dataset.kind === "narrative";
  return !isParagraphs || /<table/i.test(clipboard.getData("text/html"));
}

/** One block on its way into a table. `written` are {cell, before}, `added` rows, `left` what has no place. */
class Job {
  constructor(desk, table, start) {
    this.written = [];
    this.added = [];
    this.left = [];
    this._desk = desk;
    this._table = table;
    this._start = start;
    this._row = start.td.closest("tr[data-row]");
  }

  /** Rows beyond `mostRows` are left. */
  fill(rows, mostRows) {
    const levels = new PastedLevels(this._table.heads, rows);
    const heads = new Set(this._table.headTexts.map(plainHead));
    const cursors = new Map(); // category → the row that is filled next
    if (!levels.width) cursors.set(this._row.dataset.category ?? "", this._row);
    rows.forEach((texts, at) => {
      const isHead = at === 0 && texts.some(Boolean) && texts.every((text) => !text || heads.has(plainHead(text)));
      if (isHead) this._leave(at, texts, "whyHead");
      else if (at >= mostRows) this._leave(at, texts, "whyMany");
      else if (!levels.width) this._fillRow(at, texts, this._row.dataset.category ?? "", this._first(), 0, cursors);
      else {
        const category = levels.next(texts);
        if (category) this._fillRow(at, texts, category, 0, levels.width, cursors);
        else this._leave(at, texts, "whyCategory");
      }
    });
  }

  takeBack() {
    for (const { cell, before } of [...this.written].reverse()) {
      const row = cell.td.closest("tr[data-row]");
      if (row && this.added.includes(row)) continue;
      cell.show(before);
      this._desk.edited(cell);
    }
    for (const row of this.added) if (row.isConnected) this._table.discard(row);
  }

  /** Which cell of a row the first column of the block goes into. */
  _first() {
    return this._table.cellsOf(this._row).indexOf(this._start);
  }

  /** `texts` from the column `skip` on into the next row of `category`, from its cell `first` on. */
  _fillRow(at, texts, category, first, skip, cursors) {
    if (!texts.slice(skip).some((text) => text.trim())) return;
    const row = cursors.get(category) ?? this._nextBlank(category, cursors);
    // Rows that name their 二级 are added to it; others go over what stands below.
    cursors.set(category, skip ? undefined : this._table.below(row));
    const cells = this._table.cellsOf(row);
    texts.slice(skip).forEach((text, column) => {
      const cell = cells[first + column];
      const taken = cell ? fitting(cell, text.trim()) : null;
      if (taken === null) {
        if (text.trim()) this._leave(at, texts, cell ? "whyChoice" : "whyColumn", skip + column);
      } else this._write(cell, taken);
    });
  }

  /** A row of a category to write in: behind those that were written, else its blank one, else a new one. */
  _nextBlank(category, cursors) {
    const blank = cursors.has(category) ? null : this._table.rowsOf(category).find((row) => !this._table.name(row));
    if (blank) return blank;
    const row = this._table.append(category);
    this.added.push(row);
    return row;
  }

  _write(cell, text) {
    const before = cell.text;
    if (text === before) return;
    cell.show(text);
    this._desk.edited(cell);
    this.written.push({ cell, before });
  }

  /** Remember what has no place: one cell, or all of a row. */
  _leave(at, texts, why, column = -1) {
    texts.forEach((text, number) => {
      if (text.trim() && (column < 0 || column === number)) this.left.push({ row: at + 1, column: number + 1, why, text });
    });
  }
}

/** The text as the control takes it; null where it is none of its choices. */
function fitting(cell, text) {
  const { element } = cell.control;
  if (cell.kind === "flag") return !text || [...element.querySelectorAll("input")].some((box) => box.value === text) ? text : null;
  if (cell.kind !== "choice" || !text) return text;
  const option = [...element.options].find((each) => each.value === text || each.textContent.trim() === text);
  return option ? option.value : null;
}
