// Texts that cannot be stored any more: shown above the sheet to be copied, kept in this browser until their writer drops them.

import { piece } from "./dom.js";

export class Unsaved {
  /** `onDrop` when the writer does not want them any more. */
  constructor(onDrop) {
    this._box = document.getElementById("unsaved");
    this._list = this._box.querySelector("[data-unsaved-list]");
    this._box.querySelector("[data-copy-unsaved]").addEventListener("click", () => this._copy());
    this._box.querySelector("[data-drop-unsaved]").addEventListener("click", () => {
      this._box.hidden = true;
      onDrop();
    });
  }

  /** `texts` as [{label, text}]. */
  show(reason, texts) {
    this._box.querySelector("[data-unsaved-reason]").textContent = reason;
    this._list.replaceChildren(
      ...texts.map(({ label, text }) => {
        const item = piece("unsaved-text");
        const area = item.querySelector("textarea");
        item.querySelector("dt").textContent = label;
        area.value = text;
        area.setAttribute("aria-label", label);
        return item;
      }),
    );
    for (const part of this._box.querySelectorAll("[data-copy-unsaved], [data-drop-unsaved], [data-unsaved-note]")) part.hidden = !texts.length;
    this._box.hidden = false;
    this._box.scrollIntoView({ block: "nearest" });
  }

  _copy() {
    const all = document.createElement("textarea");
    all.value = [...this._list.children]
      .map((item) => `${item.querySelector("dt").textContent}\n${item.querySelector("textarea").value}`)
      .join("\n\n");
    this._box.append(all);
    all.select();
    const done = document.execCommand("copy"); // navigator.clipboard needs HTTPS
    all.remove();
    this._box.querySelector("[data-copied]").hidden = !done;
  }
}
