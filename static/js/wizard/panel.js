// The right panel: tabs, and help for the cell that has the focus; it folds to a rail. Its findings: findings.js.

const FOLDED = "wizard-panel-folded";

export class Panel {
  constructor() {
    this._panel = document.getElementById("panel");
    this._workspace = document.getElementById("workspace");
    this._tabs = [...this._panel.querySelectorAll("[role=tab]")];
    for (const tab of this._tabs) tab.addEventListener("click", () => this.open(tab));
    this._panel.querySelector("[role=tablist]").addEventListener("keydown", (event) => this._key(event));
    this._panel.querySelector("[data-fold-panel]").addEventListener("click", () => this._fold(!this._isFolded));
    this._fold(recall(FOLDED) === "1");
  }

  open(tab) {
    for (const each of this._tabs) {
      const isOpen = each === tab;
      each.setAttribute("aria-selected", String(isOpen));
      each.tabIndex = isOpen ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")).hidden = !isOpen;
    }
    if (this._isFolded) this._fold(false);
  }

  /** Help for the cell that has the focus. */
  explain(cell) {
    const part = this._panel.querySelector("[data-help-now]");
    const help = document.getElementById(`help-${cell.path}`)?.textContent ?? columnHelp(cell);
    const hint = document.querySelector(`template[data-hint="${cell.member === "target" ? "target" : cell.kind}"]`);
    part.hidden = false;
    part.querySelector("[data-help-label]").textContent = cell.label;
    part.querySelector("[data-help-required]").hidden = !cell.td.querySelector("[aria-required]");
    const text = part.querySelector("[data-help-text]");
    text.textContent = help;
    text.hidden = !help;
    part.querySelector("[data-help-hint]").textContent = hint?.content.textContent ?? "";
    const yuan = cell.td.querySelector(".money-reading")?.textContent ?? "";
    const reading = part.querySelector("[data-help-reading]");
    reading.hidden = !yuan;
    reading.querySelector("[data-help-yuan]").textContent = yuan;
  }

  get _isFolded() {
    return this._workspace.classList.contains("workspace-rail");
  }

  _fold(folded) {
    this._workspace.classList.toggle("workspace-rail", folded);
    this._panel.querySelector("[data-fold-panel]").setAttribute("aria-expanded", String(!folded));
    remember(FOLDED, folded ? "1" : "0");
    dispatchEvent(new Event("resize")); // narratives wrap differently now
  }

  _key(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const at = this._tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    const next = this._tabs[(at + by + this._tabs.length) % this._tabs.length];
    this.open(next);
    next.focus();
  }
}

/** Help for a column stands under the head of its table. */
function columnHelp(cell) {
  return document.getElementById(`help-${cell.path.split("[")[0]}-${cell.member}`)?.textContent ?? "";
}

function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then lasts for this page only.
  }
}
