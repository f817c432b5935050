// How a text was understood, beside it: an amount in yuan, a target value as chips.

import { piece } from "./dom.js";

const PAUSE = 150;
const LONGEST = 200; // longer targets are read when they are saved

/** Ask how `cell`, the target of an indicator, is understood while it is typed. */
export class TargetReader {
  constructor(config) {
    this._url = config.urls.targets;
    this._timer = 0;
    this._asked = 0;
  }

  ask(cell) {
    clearTimeout(this._timer);
    const text = cell.text;
    if (!text.trim()) showChips(cell, []);
    else if (text.length <= LONGEST) this._timer = setTimeout(() => this._fetch(cell, text), PAUSE);
  }

  async _fetch(cell, text) {
    const asked = (this._asked += 1);
    try {
      const response = await fetch(`${this._url}?${new URLSearchParams({ text })}`, { credentials: "same-origin" });
      const { chips } = await response.json();
      if (asked === this._asked && cell.text === text) showChips(cell, chips);
    } catch {
      // The line is down or the sign-in has run out; the reading comes with the next save.
    }
  }
}

/** Draw chips as chips.html does. */
export function showChips(cell, chips) {
  const place = cell.td.querySelector("[data-reading]") ?? cell.td.nextElementSibling;
  place.replaceChildren(...(chips.length ? chips.map(chip) : [piece("reading-empty")]));
}

function chip(parts) {
  const element = piece("chip");
  const isWord = parts[0]?.style === "operator" && parts[1]?.style === "word";
  element.classList.toggle("target-chip-word", isWord);
  for (const { style, text } of parts) {
    const part = document.createElement("span");
    part.className = style;
    part.textContent = text;
    element.append(part);
  }
  return element;
}

/** The yuan of an amount; "" while it is being typed. Where it has no room, the help beside the sheet shows it. */
export function showAmount(cell, reading) {
  if (cell.kind !== "money" || cell.member) return; // a table has no room
  const place = cell.td.querySelector("[data-reading]");
  place.textContent = reading;
  place.classList.remove("is-cramped");
  place.classList.toggle("is-cramped", place.scrollWidth > place.clientWidth);
}
