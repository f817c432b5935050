// The list of sections: where the writer is, how far each section is, and the keys that go from one to the next.

import { piece } from "./dom.js";

const CONTROLS = ["input", "textarea", "select"].map((name) => `[data-cell] ${name}:not([tabindex="-1"])`).join(", ");

export class Sections {
  constructor() {
    this._sections = [...document.querySelectorAll("[data-section]")];
    this._active = null;
    this._quiet = 0;
    const bars = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    this._line = bars + 60; // what crosses this height is where the reader is
    addEventListener("scroll", () => this._scrolled(), { passive: true });
    document.addEventListener("focusin", (event) => {
      const section = event.target.closest("[data-section]");
      if (!section) return;
      this._quiet = performance.now() + 400; // the scrolling that follows is the browser's
      this._activate(section);
    });
    document.addEventListener("keydown", (event) => this._key(event));
    this._scrolled();
  }

  /** `progress` as the server answers it. */
  update(progress) {
    let filled = 0;
    for (const state of progress) {
      filled += state.filled;
      const link = document.querySelector(`[data-section-link="${state.key}"]`);
      if (link) draw(link, state);
      const option = document.querySelector(`[data-section-option="${state.key}"]`);
      if (option) option.textContent = `${state.title} ${state.count}`;
    }
    const total = document.querySelector("[data-required-filled]");
    if (total) total.textContent = String(filled);
  }

  _scrolled() {
    if (performance.now() < this._quiet) return;
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    const above = this._sections.filter((section) => section.getBoundingClientRect().top <= this._line);
    this._activate(atEnd && scrollY > 0 ? this._sections[this._sections.length - 1] : above.pop() ?? this._sections[0]);
  }

  _activate(section) {
    if (section === this._active) return;
    this._active = section;
    for (const each of this._sections) each.classList.toggle("is-active", each === section);
    for (const link of document.querySelectorAll("[data-section-link]")) {
      if (link.dataset.sectionLink === section.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const option = document.querySelector(`[data-section-option="${section.id}"]`);
    if (option) option.selected = true;
  }

  _key(event) {
    if (!event.ctrlKey || event.altKey || event.shiftKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const by = event.key === "ArrowDown" ? 1 : -1;
    const next = this._sections[this._sections.indexOf(this._active) + by];
    event.preventDefault();
    if (!next) return;
    next.scrollIntoView({ block: "start" });
    firstControl(next)?.focus({ preventScroll: true });
    this._activate(next);
  }
}

/** The first cell of a section; of an empty table the first invitation to add a row. */
function firstControl(section) {
  return section.querySelector(CONTROLS) ?? [...section.querySelectorAll("button")].find((button) => button.offsetParent);
}

function draw(link, state) {
  link.querySelector("[data-count]").textContent = state.count;
  const missing = link.querySelector("[data-missing]");
  missing.hidden = !state.missing.length;
  missing.textContent = missing.textContent.replace(/ .*/s, ` ${state.missing.length}：${state.missing.join("、")}`);
  link.querySelector("[data-glyph]").replaceChildren(glyph(state));
}

function glyph({ done, total, has_error: hasError }) {
  if (hasError) return piece("glyph-error");
  if (done >= total) return piece("glyph-done");
  if (!done) return piece("glyph-empty");
  const ring = piece("glyph-ring");
  const value = ring.querySelector(".ring-value");
  value.setAttribute("pathLength", total);
  value.setAttribute("stroke-dasharray", `${done} ${total}`);
  return ring;
}
