// Subjects as tokens: found by code, Chinese or pinyin, several in one cell, none twice.

import { piece } from "./dom.js";

const PAUSE = 120;
const SEPARATORS = /[,，;；\n]+/;
const CODED = /^[[【]\s*([0-9A-Za-z]+)\s*[\]】]\s*(.*)$/s;

export class Tokens {
  constructor(cell, config, changed) {
    this._config = config;
    this._changed = changed;
    this._box = cell.querySelector("[data-input]");
    this._list = cell.querySelector("[role=listbox]");
    this._timer = 0;
    this._asked = 0;
    this.element = cell.querySelector("[role=combobox]");
    this.initial = this._box.dataset.text;
    this.element.value = "";
    this.element.addEventListener("input", (event) => event.isComposing || this._search());
    this.element.addEventListener("compositionend", () => this._search());
    this.element.addEventListener("focus", () => this._search());
    this.element.addEventListener("blur", () => this._close());
    this.element.addEventListener("keydown", (event) => this._key(event));
    this._box.addEventListener("click", (event) => this._click(event));
    this._list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the search keeps the focus
      const option = event.target.closest("[role=option]");
      if (option) this._choose(option);
    });
  }

  read() {
    return this._tokens.map((token) => token.dataset.token).join(this._config.separator);
  }

  write(text) {
    if (text === this.read()) return;
    for (const token of this._tokens) token.remove();
    for (const part of text.split(SEPARATORS)) this._append(part.trim());
  }

  focus() {
    this.element.focus();
  }

  lock() {
    this.element.disabled = true;
    for (const button of this._box.querySelectorAll("button")) button.disabled = true;
  }

  get _tokens() {
    return [...this._box.querySelectorAll("[data-token]")];
  }

  get _options() {
    return [...this._list.querySelectorAll("[role=option]")];
  }

  get _active() {
    return this._list.querySelector("[aria-selected=true]");
  }

  _append(text) {
    const [, code = "", name = text] = text.match(CODED) ?? [];
    const whole = code ? `[${code}]${name}` : text;
    if (!text || this._tokens.some((token) => token.dataset.token === whole)) return false;
    const token = piece("token");
    token.dataset.token = whole;
    token.querySelector(".code").textContent = code;
    token.querySelector("[data-token-name]").textContent = name;
    const button = token.querySelector("button");
    button.setAttribute("aria-label", `${button.getAttribute("aria-label").trim()} ${name || code}`);
    this._box.insertBefore(token, this.element);
    return true;
  }

  _click(event) {
    const button = event.target.closest(".token-remove");
    if (button) {
      button.closest("[data-token]").remove();
      this._changed();
    }
    this.focus();
  }

  _key(event) {
    const open = !this._list.hidden;
    if (event.key === "Backspace" && !this.element.value && this._tokens.length) {
      this._tokens.pop().remove();
      this._changed();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !event.ctrlKey && !event.altKey && open) {
      event.preventDefault();
      this._step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      if (open && this._active) this._choose(this._active);
      else if (CODED.test(this.element.value.trim())) this._take(this.element.value.trim());
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this._close();
    }
  }

  _step(by) {
    const options = this._options;
    const at = options.indexOf(this._active);
    const next = options[(at + by + options.length) % options.length];
    if (next) this._mark(next);
  }

  _mark(option) {
    this._active?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) this.element.setAttribute("aria-activedescendant", option.id);
    else this.element.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  _choose(option) {
    this._take(`[${option.dataset.code}]${option.dataset.name}`);
  }

  _take(text) {
    const isNew = this._append(text);
    this.element.value = "";
    this._close();
    if (isNew) this._changed();
  }

  _search() {
    clearTimeout(this._timer);
    const text = this.element.value.trim();
    if (!text) {
      this._close();
      return;
    }
    this._timer = setTimeout(() => this._ask(text), PAUSE);
  }

  async _ask(text) {
    const asked = (this._asked += 1);
    const query = new URLSearchParams({ kind: this._box.dataset.subjectKind, year: this._config.fiscalYear, q: text });
    try {
      const response = await fetch(`${this._config.urls.subjects}?${query}`, { credentials: "same-origin" });
      const { subjects } = await response.json();
      if (asked === this._asked && document.activeElement === this.element) this._show(subjects, text);
    } catch {
      this._close(); // the line is down: a subject can be written as [编码]名称
    }
  }

  _show(subjects, text) {
    const taken = new Set(this._tokens.map((token) => token.dataset.token));
    this._list.replaceChildren(...subjects.map((subject, index) => this._option(subject, index, text, taken)));
    if (!subjects.length) this._list.append(piece("nothing-found"));
    this._list.hidden = false;
    this.element.setAttribute("aria-expanded", "true");
    this._mark(this._options.find((option) => !option.hasAttribute("aria-disabled")) ?? null);
  }

  _option({ code, name }, index, text, taken) {
    const option = piece("option");
    option.id = `${this._list.id}-${index}`;
    option.dataset.code = code;
    option.dataset.name = name;
    option.querySelector("[data-code]").textContent = code;
    mark(option.querySelector("[data-name]"), name, text);
    if (taken.has(`[${code}]${name}`)) {
      option.setAttribute("aria-disabled", "true");
      option.querySelector("[data-taken]").hidden = false;
    }
    return option;
  }

  _close() {
    clearTimeout(this._timer);
    this._asked += 1;
    this._list.hidden = true;
    this.element.setAttribute("aria-expanded", "false");
    this.element.removeAttribute("aria-activedescendant");
  }
}

/** `name` with the part that was typed marked. */
function mark(element, name, text) {
  const at = name.indexOf(text);
  if (at < 0) {
    element.textContent = name;
    return;
  }
  const marked = document.createElement("mark");
  marked.textContent = text;
  element.append(name.slice(0, at), marked, name.slice(at + text.length));
}
