// The word about saving in the context bar: one place, whatever it says.

import { piece } from "./dom.js";

const QUICK = 300; // ms: what is saved sooner says nothing of it
const COLOURS = { expired: "offline", other: "conflict", locked: "conflict", refused: "conflict" };

export class SaveState {
  constructor() {
    this._element = document.getElementById("save-state");
    this._timer = 0;
    this.name = "saved";
  }

  /** `detail`: the time of a save, or the reason of a refusal. */
  show(name, detail = "") {
    clearTimeout(this._timer);
    this.name = name;
    if (name === "saving") this._timer = setTimeout(() => this._draw(name, ""), QUICK);
    else this._draw(name, detail);
  }

  _draw(name, detail) {
    const content = piece(`save-${name}`);
    const reason = content.querySelector("[data-reason]");
    if (reason) reason.textContent = detail;
    this._element.dataset.state = COLOURS[name] ?? name;
    this._element.replaceChildren(...content.childNodes);
    if (name === "saved" && detail) this._element.append(` ${detail}`);
  }
}
