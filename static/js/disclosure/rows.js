// Rows of a section: added, moved and removed without asking the server. A row keeps the index that it is stored at;
// the order of the elements is what is saved, and a row that was removed is sent empty.

const INDEX = /\[(\d+)\](?=\.[a-z_.]+$)/;

export class Rows {
  constructor(list, tools, changed) {
    this._list = list;
    this._changed = changed;
    this._tools = tools;
    for (const row of this._rows) this._equip(row);
    const add = list.querySelector("[data-add-row]");
    add.hidden = false;
    add.addEventListener("click", () => this._add());
    list.addEventListener("click", (event) => this._act(event.target.closest("[data-move], [data-remove-row]")));
    list.addEventListener("input", (event) => event.target.closest("[data-row]") === this._shown.pop() && this._append());
  }

  /** Rows in the order of these names of controls; those that were removed, and so are blank, are hidden. */
  arrange(names) {
    const rows = this._rows;
    const place = document.createComment("rows");
    rows[0].before(place);
    const named = names.map((name) => rows.find((row) => row.contains(this._list.querySelector(`[name="${name}"]`))));
    const order = [...new Set([...named, ...rows])].filter(Boolean);
    for (const row of order) place.before(row);
    place.remove();
    for (const row of order.slice(0, -1)) row.hidden = isBlank(row);
    this._number();
  }

  get _rows() {
    return [...this._list.querySelectorAll("[data-row]")];
  }

  get _shown() {
    return this._rows.filter((row) => !row.hidden);
  }

  _equip(row) {
    row.querySelector("[data-tools]").replaceChildren(this._tools.content.cloneNode(true));
  }

  _add() {
    const last = this._shown.pop();
    const blank = last && isBlank(last) ? last : this._append();
    blank.querySelector("input, select, textarea").focus();
  }

  /** One more blank row behind the last. */
  _append() {
    const rows = this._rows;
    const last = rows[rows.length - 1];
    const index = Math.max(...rows.map((row) => Number(row.dataset.row))) + 1;
    const row = last.cloneNode(true);
    row.hidden = false;
    row.dataset.row = index;
    for (const control of row.querySelectorAll("[name]")) {
      const id = control.id;
      control.name = control.name.replace(INDEX, `[${index}]`);
      control.id = `row-${control.name.replace(/[[\].]+/g, "-")}`;
      row.querySelector(`label[for="${id}"]`)?.setAttribute("for", control.id);
      control.removeAttribute("aria-invalid");
      control.removeAttribute("placeholder");
      control.value = "";
    }
    for (const note of row.querySelectorAll(".control-message, .control-hint, output")) note.remove();
    last.after(row);
    this._equip(row);
    this._number();
    return row;
  }

  _act(button) {
    const row = button?.closest("[data-row]");
    if (!row) return;
    if (button.dataset.move) this._move(row, button.dataset.move);
    else this._remove(row);
    this._number();
    this._changed();
  }

  _move(row, where) {
    const shown = this._shown;
    const other = shown[shown.indexOf(row) + (where === "up" ? -1 : 1)];
    if (!other) return;
    if (where === "up") other.before(row);
    else other.after(row);
    row.querySelector(`[data-move="${where}"]`).focus();
  }

  _remove(row) {
    const shown = this._shown;
    const at = shown.indexOf(row);
    for (const control of row.querySelectorAll("[name]")) control.value = "";
    row.hidden = true;
    const next = shown[at + 1] ?? this._append();
    next.querySelector("input, select, textarea").focus();
  }

  _number() {
    this._shown.forEach((row, index) => {
      row.querySelector("[data-number]").textContent = index + 1;
      for (const control of row.querySelectorAll("[name]")) {
        control.setAttribute("aria-label", `${control.dataset.label}，第 ${index + 1} 行`);
      }
    });
  }
}

function isBlank(row) {
  return [...row.querySelectorAll("[name]")].every((control) => !control.value);
}
