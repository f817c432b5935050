// One removed row or one repair can be taken back until the next.

import { words } from "./dom.js";

export class UndoBar {
  constructor() {
    this._bar = document.getElementById("undo-bar");
    this._undo = null;
    this._bar.querySelector("[data-undo]").addEventListener("click", () => {
      this._bar.hidden = true;
      this._undo?.();
    });
    this._bar.querySelector("[data-close-undo]").addEventListener("click", () => {
      this._bar.hidden = true;
    });
  }

  /** `repaired`: the words are about a repair, not about a removed row. */
  offer(name, undo, { repaired = false } = {}) {
    this._undo = undo;
    this._bar.querySelector("[data-undo-verb]").textContent = words(repaired ? "undo-repaired" : "undo-removed");
    this._bar.querySelector("[data-undo-name]").textContent = name ? `“${name}”` : "";
    this._bar.hidden = false;
  }
}
