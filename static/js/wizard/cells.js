// A value cell: its control, what the server has confirmed, and the notes under it.

import { controlOf } from "./controls.js";
import { piece, words } from "./dom.js";
import { showAmount, showChips } from "./readings.js";

export class Cell {
  /** `desk` hears of edits: edited(cell), left(cell), decide(cell, how). */
  constructor(td, desk) {
    this.td = td;
    this.path = td.dataset.cell;
    this.kind = td.dataset.kind;
    this.member = td.dataset.member ?? "";
    this.label = td.dataset.label;
    this._desk = desk;
    this._message = null;
    this._conflict = null;
    this.control = controlOf(td, desk.config, () => desk.edited(this));
    this.base = this.control.initial;
    this._help = this.control.element.getAttribute("aria-describedby");
    td.addEventListener("focusout", (event) => td.contains(event.relatedTarget) || desk.left(this));
    showAmount(this, td.querySelector(".money-reading")?.textContent ?? "");
    if (td.dataset.message) this.showMessage(td.dataset.message);
  }

  get text() {
    return this.control.read();
  }

  get hasFocus() {
    return this.td.contains(document.activeElement);
  }

  show(text) {
    this.control.write(text);
  }

  focus() {
    this.td.scrollIntoView({ block: "center" });
    this.control.focus();
  }

  /** The server says how the text is understood. */
  understood({ chips, reading }) {
    if (chips) showChips(this, chips);
    if (reading !== undefined) showAmount(this, reading);
  }

  /** One sentence under the cell; "" takes it away. */
  showMessage(text) {
    this._message?.remove();
    this._message = null;
    if (text) {
      this._message = piece("message");
      this._message.id = `note-${this.path}`;
      this._message.querySelector("[data-message]").textContent = text;
      this._addNote(this._message);
    }
    this._mark();
  }

  /** Two people have written here: both texts, until one of them decides. */
  showConflict({ text, theirs, by, at, message }) {
    this._conflict?.remove();
    const note = piece("conflict");
    note.querySelector("[data-conflict-head]").textContent = message;
    note.querySelector("[data-mine]").textContent = text || words("blank");
    note.querySelector("[data-theirs]").textContent = theirs || words("blank");
    note.querySelector("[data-by]").textContent = by || words("nobody");
    note.querySelector("[data-at]").textContent = at ? ` ${at}` : "";
    note.addEventListener("click", (event) => {
      const button = event.target.closest("[data-keep]");
      if (button) this._desk.decide(this, button.dataset.keep);
    });
    this._conflict = note;
    this._addNote(note);
    this._mark();
  }

  /** A text that is neither mine nor theirs can be stored as the merged one. */
  offerMerged(isMerged) {
    const button = this._conflict?.querySelector('[data-keep="merged"]');
    if (button) button.hidden = !isMerged;
  }

  endConflict() {
    this._conflict?.remove();
    this._conflict = null;
    this._desk.notesChanged(this.td);
    this._mark();
  }

  _addNote(note) {
    this._desk.notesOf(this.td).append(note);
    this._desk.notesChanged(this.td);
  }

  _mark() {
    const isWrong = Boolean(this._message ?? this._conflict);
    const { element } = this.control;
    this.td.classList.toggle("has-error", isWrong);
    if (element.matches("input, textarea, select")) element.setAttribute("aria-invalid", String(isWrong));
    const described = [this._help, this._message?.id].filter(Boolean).join(" ");
    if (described) element.setAttribute("aria-describedby", described);
    else element.removeAttribute("aria-describedby");
    this._desk.notesChanged(this.td);
  }
}
