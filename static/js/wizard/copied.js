// What was copied from an earlier year: its notes go when the cell is changed or confirmed, one by one or all targets at once.

export class Copied {
  constructor(desk) {
    this._desk = desk;
    this._notice = document.getElementById("copied-notice");
    if (!this._notice) return;
    document.addEventListener("click", (event) => this._click(event));
  }

  /** A cell says something else now. */
  settled(cell) {
    cell?.td.querySelector("[data-copied]")?.remove();
    this.count();
  }

  /** How much is left, in the notice above the sheet. */
  count() {
    if (!this._notice) return;
    const left = (what) => document.querySelectorAll(`.sheet [data-copied-${what}]`).length;
    for (const [part, count] of [["targets", left("target")], ["texts", left("years")]]) {
      const words = this._notice.querySelector(`[data-copied-${part}]`);
      words.hidden = !count;
      words.querySelector("[data-count]").textContent = String(count);
    }
    this._notice.querySelector("[data-copied-all]").hidden = !left("target");
    this._notice.hidden = !this._next();
  }

  _click(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const note = button.closest("[data-copied]");
    if ("copiedAll" in button.dataset) this._confirm([...document.querySelectorAll(".sheet [data-copied-target]")]);
    else if ("copiedNext" in button.dataset) this._next()?.focus();
    else if (note && "copiedConfirm" in button.dataset) this._confirm([note]);
    else if (note && "copiedMove" in button.dataset) this._move(note, button.dataset.copiedMove);
  }

  _next() {
    const note = document.querySelector(".sheet [data-copied]");
    return note && this._cell(note);
  }

  _cell(note) {
    return this._desk.cellOf(note.closest("[data-cell]"));
  }

  _confirm(notes) {
    for (const note of notes) {
      const cell = this._cell(note);
      this._desk.outbox.row("confirm", cell.path, {});
      note.remove();
    }
    this.count();
    this._desk.changed();
    this._desk.sender.flush();
  }

  _move(note, text) {
    const cell = this._cell(note);
    cell.show(text);
    this._desk.edited(cell);
    cell.focus();
  }
}
