// What 智能审核 says: asked for after every save, drawn by the server, put at its cells here; repairs type as a person would.

import { showBanner } from "../common.js";

const PAUSE = 250; // ms after the answer to a save

export class Findings {
  constructor(panel) {
    this._panel = panel;
    this._timer = 0;
    this._drafts = new Map(); // reasons that are being typed, by finding
  }

  /** From now on: notes at the cells of `desk`, repairs, reasons. */
  watch(desk) {
    this._desk = desk;
    document.addEventListener("click", (event) => this._click(event));
    document.addEventListener("htmx:beforeSwap", (event) => this._beforeSwap(event));
    document.addEventListener("htmx:afterSettle", (event) => event.detail.elt.id === "findings" && this._draw());
    document.addEventListener("htmx:responseError", (event) => {
      const { status, responseText } = event.detail.xhr;
      if (status === 409) showBanner(responseText);
    });
    this._draw();
  }

  /** Ask again, soon. */
  refresh() {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => document.body.dispatchEvent(new CustomEvent("findings")), PAUSE);
  }

  get _root() {
    return document.getElementById("findings");
  }

  // --- Drawing

  /** Another page than the findings (a sign-in) is not put in; a reason that is being typed is kept. */
  _beforeSwap(event) {
    if (event.detail.target.id !== "findings") return;
    if (!event.detail.serverResponse.includes('id="findings"')) event.detail.shouldSwap = false;
    const posted = event.detail.requestConfig.parameters?.finding;
    this._drafts.clear();
    for (const area of this._root.querySelectorAll("[data-reason-of]")) {
      const { reasonOf } = area.dataset;
      const isTyped = area.closest("details").open && area.value !== area.defaultValue;
      if (isTyped && reasonOf !== posted) {
        this._drafts.set(reasonOf, { text: area.value, hadFocus: area === document.activeElement });
      }
    }
  }

  _draw() {
    const root = this._root;
    for (const [finding, { text, hadFocus }] of this._drafts) {
      const area = root.querySelector(`[data-reason-of="${finding}"]`);
      if (!area) continue;
      area.closest("details").open = true;
      area.value = text;
      if (hadFocus) area.focus();
    }
    document.querySelector("[data-finding-count]").textContent = root.dataset.count;
    this._drawNotes([...root.querySelectorAll("template[data-note-at]")]);
    for (const link of document.querySelectorAll("[data-section-link]")) {
      const doubts = root.querySelector(`template[data-doubts-of="${link.dataset.sectionLink}"]`);
      const here = link.querySelector("[data-doubts-here]");
      here.hidden = !doubts;
      here.replaceChildren(...(doubts ? [doubts.content.cloneNode(true)] : []));
    }
  }

  /** Only what has changed is touched, so that nothing jumps under the writer. */
  _drawNotes(templates) {
    const wanted = new Map(templates.map((each) => [each.dataset.noteAt + each.innerHTML, each]));
    for (const note of document.querySelectorAll(".sheet .finding-note")) {
      const cell = note.finding;
      if (wanted.delete(cell.path + note.source)) continue;
      if (note.contains(document.activeElement)) cell.focus();
      note.remove();
      this._desk.notesChanged(cell.td);
    }
    for (const template of wanted.values()) {
      const cell = this._desk.cell(template.dataset.noteAt);
      if (!cell) continue;
      const note = template.content.firstElementChild.cloneNode(true);
      note.finding = cell;
      note.source = template.innerHTML;
      this._desk.notesOf(cell.td).append(note);
      this._desk.notesChanged(cell.td);
    }
  }

  // --- Repairs and reasons

  _click(event) {
    const button = event.target.closest("[data-repair], [data-give-reason]");
    if (!button) return;
    if ("repair" in button.dataset) this._repairWith(JSON.parse(button.dataset.repair), button.textContent.trim());
    else this._openReason(button.dataset.giveReason);
  }

  /** Type the texts into their cells; the undo bar puts back what stood there. */
  _repairWith(changes, name) {
    const undone = this._type(changes);
    if (undone.length) this._desk.undoBar.offer(name, () => this._type(undone), { repaired: true });
    this._desk.sender.flush();
  }

  /** Answers the changes that would put everything back. */
  _type(changes) {
    const before = [];
    const moves = new Map();
    for (const { place, text } of changes) {
      const level = place.match(/^(.*\])\.(level[12])$/);
      if (level) {
        moves.set(level[1], { ...moves.get(level[1]), [level[2]]: text });
        continue;
      }
      const cell = this._desk.cell(place);
      if (!cell) continue;
      before.push({ place, text: cell.text });
      cell.show(text);
      this._desk.edited(cell);
    }
    for (const [row, levels] of moves) {
      const from = this._desk.moveRow(row, levels);
      if (from) for (const [level, text] of Object.entries(from)) before.push({ place: `${row}.${level}`, text });
    }
    return before;
  }

  _openReason(anchor) {
    const item = document.getElementById(anchor);
    if (!item) return;
    this._panel.open(document.getElementById("tab-findings"));
    item.querySelector("details").open = true;
    const area = item.querySelector("textarea");
    area.scrollIntoView({ block: "center" });
    area.focus();
  }
}
