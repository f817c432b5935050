// What 智能审核 says: asked for after every save, drawn by the server, put at its cells here; repairs type as a person would.

import { fitHeight, send, showBanner } from "../common.js";

const PAUSE = 250; // ms after the answer to a save

export class Findings {
  constructor(panel) {
    this._panel = panel;
    this._timer = 0;
    this._asked = 0;
    this._drafts = new Map(); // reasons that are being typed, by finding
  }

  /** From now on: notes at the cells of `desk`, repairs, reasons. */
  watch(desk) {
    this._desk = desk;
    document.addEventListener("click", (event) => this._click(event));
    document.addEventListener("submit", (event) => this._submit(event));
    this._draw();
  }

  /** Ask again, soon. */
  refresh() {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._fetch(this._root.dataset.url), PAUSE);
  }

  get _root() {
    return document.getElementById("findings");
  }

  // --- Drawing

  /** Ask, and show the latest answer. Without a line the next save asks again. */
  async _fetch(url, options = {}) {
    const asked = (this._asked += 1);
    try {
      const response = await send(url, { ...options, headers: { "HX-Request": "true" } });
      const text = await response.text();
      if (response.status === 409) showBanner(text);
      if (!response.ok || asked !== this._asked) return false;
      return this._replace(text, options.body?.get("finding"));
    } catch {
      return false;
    }
  }

  /** Another page than the findings (a sign-in) is not put in; reasons that are being typed are kept, but for the `sent` one. */
  _replace(text, sent) {
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("findings");
    if (!fresh) return false;
    this._drafts.clear();
    for (const area of this._root.querySelectorAll("[data-reason-of]")) {
      const { reasonOf } = area.dataset;
      const isTyped = area.closest("details").open && area.value !== area.defaultValue;
      if (isTyped && reasonOf !== sent) {
        this._drafts.set(reasonOf, { text: area.value, hadFocus: area === document.activeElement });
      }
    }
    this._root.replaceWith(document.adoptNode(fresh));
    this._draw();
    return true;
  }

  _draw() {
    const root = this._root;
    for (const [finding, { text, hadFocus }] of this._drafts) {
      const area = root.querySelector(`[data-reason-of="${finding}"]`);
      if (!area) continue;
      area.closest("details").open = true;
      area.value = text;
      fitHeight(area);
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

  async _submit(event) {
    const form = event.target.closest("[data-reason-form]");
    if (!form) return;
    event.preventDefault();
    const hadFocus = form.contains(document.activeElement);
    const isKept = await this._fetch(form.action, { method: "POST", body: new FormData(form) });
    if (isKept && hadFocus) document.getElementById("tab-findings").focus();
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
