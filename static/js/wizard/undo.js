// One removed row can be taken back until the next is removed.

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

  offer(name, undo) {
    this._undo = undo;
    this._bar.querySelector("[data-undo-name]").textContent = name ? `“${name}”` : "";
    this._bar.hidden = false;
  }
}
