// One interface for every kind of control: read() and write() the text that is saved, focus(), lock(), and a call when it changes.

import { fitHeight } from "../common.js";
import { Tokens } from "./tokens.js";

export function controlOf(cell, config, changed) {
  switch (cell.dataset.kind) {
    case "flag":
      return new Boxes(cell, changed);
    case "choice":
      return new Choice(cell, changed);
    case "subjects":
      return new Tokens(cell, config, changed);
    case "date":
      return new DateLine(cell, changed);
    default:
      return new Line(cell, changed);
  }
}

/** Text of one or many lines. */
class Line {
  constructor(cell, changed) {
    this.element = cell.querySelector("[data-input]");
    this.initial = this.element.defaultValue;
    if (this.element.value !== this.initial) this.element.value = this.initial; // the browser has kept an older text
    this.element.addEventListener("input", (event) => event.isComposing || changed());
    this.element.addEventListener("compositionend", changed);
  }

  read() {
    return this.element.value;
  }

  write(text) {
    if (this.element.value === text) return;
    this.element.value = text;
    if (this.element.tagName === "TEXTAREA") fitHeight(this.element);
  }

  focus() {
    this.element.focus();
  }

  lock() {
    this.element.readOnly = true;
  }
}

/** A date that may be typed, with the browser's calendar at the right edge. */
class DateLine extends Line {
  constructor(cell, changed) {
    super(cell, changed);
    const picker = cell.querySelector("[data-picker]");
    picker.value = this.initial;
    picker.addEventListener("focus", () => {
      picker.value = this.read();
    });
    picker.addEventListener("change", () => {
      if (!picker.value) return;
      this.write(picker.value);
      changed();
      this.focus();
    });
    this._picker = picker;
  }

  lock() {
    super.lock();
    this._picker.disabled = true;
  }
}

/** 是 and 否; a click on the chosen box takes the answer back. */
class Boxes {
  constructor(cell, changed) {
    this.element = cell.querySelector("[data-input]");
    this.initial = this.element.dataset.text;
    this._boxes = [...this.element.querySelectorAll("input")];
    this.write(this.initial);
    let chosen = "";
    for (const box of this._boxes) {
      const label = box.closest("label");
      label.addEventListener("pointerdown", () => {
        chosen = this.read();
      });
      box.addEventListener("click", () => {
        if (chosen === box.value) this.write("");
        chosen = "";
        changed();
      });
      box.addEventListener("keydown", (event) => {
        if (event.key !== "Delete" && event.key !== "Backspace") return;
        this.write("");
        changed();
      });
    }
  }

  read() {
    return this._boxes.find((box) => box.checked)?.value ?? "";
  }

  write(text) {
    for (const box of this._boxes) box.checked = box.value === text;
  }

  focus() {
    (this._boxes.find((box) => box.checked) ?? this._boxes[0]).focus();
  }

  lock() {
    for (const box of this._boxes) box.disabled = true;
  }
}

/** One of a list; a text that is not in the list becomes one more entry. */
class Choice {
  constructor(cell, changed) {
    this.element = cell.querySelector("[data-input]");
    this.initial = this.element.dataset.text;
    this.write(this.initial);
    this.element.addEventListener("change", () => {
      this._mark();
      changed();
    });
  }

  read() {
    return this.element.value;
  }

  write(text) {
    if (![...this.element.options].some((option) => option.value === text)) this.element.add(new Option(text, text));
    this.element.value = text;
    this._mark();
  }

  focus() {
    this.element.focus();
  }

  lock() {
    this.element.disabled = true;
  }

  _mark() {
    this.element.classList.toggle("is-blank", !this.element.value);
  }
}
