// Choosing another 二级指标 for a row.

export class MoveDialog {
  constructor() {
    this._dialog = document.getElementById("move-dialog");
    this._select = document.getElementById("move-to");
    this._chosen = null;
    this._dialog.addEventListener("close", () => {
      if (this._dialog.returnValue === "move") this._chosen?.(this._select.value);
    });
  }

  open(name, category, chosen) {
    this._chosen = chosen;
    this._select.value = category;
    this._dialog.querySelector("[data-move-name]").textContent = name;
    this._dialog.returnValue = "";
    this._dialog.showModal();
  }
}
