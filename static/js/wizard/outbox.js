// The edits that the server has not confirmed, in the order in which they were made.
//
// An entry is {id, op, path, text, base, sent, after, values} as the server takes it. A cell has at most one entry
// between two changes of its row: typing on changes its text. `sent` are texts that went out without an answer.
// A `held` entry waits for its writer to decide (two people changed one cell).

import { newKey, rowOf } from "./dom.js";

export class Outbox {
  constructor(store, limits) {
    this.entries = [];
    this._store = store;
    this._limits = limits;
  }

  /** Entries that can go out now. */
  get ready() {
    return this.entries.filter((entry) => !entry.held && entry.text.length <= this._limits.text);
  }

  get held() {
    return this.entries.filter((entry) => entry.held);
  }

  /** The unconfirmed entry of a cell. */
  at(path) {
    for (let index = this.entries.length - 1; index >= 0; index -= 1) {
      const entry = this.entries[index];
      if (entry.op === "set" && entry.path === path) return entry;
      if (entry.op !== "set" && entry.op !== "move" && entry.path === rowOf(path)) return null;
    }
    return null;
  }

  /** A cell says `text` now; `base` is what the server has confirmed there. */
  set(path, text, base) {
    const entry = this.at(path);
    if (!entry) {
      if (text !== base) this._push({ op: "set", path, text, base });
    } else if (text === entry.base && !entry.sent.length && !entry.held) {
      this.drop(entry);
    } else {
      entry.text = text;
      this.keep();
    }
  }

  /** A row was added, removed or moved. */
  row(op, path, { after = null, values = {} }) {
    return this._push({ op, path, after, values });
  }

  /** Take in the entry of a page that is gone; what was typed here since then stands. */
  adopt(entry) {
    const own = entry.op === "set" ? this.at(entry.path) : null;
    const { held: _held, ...rest } = entry;
    if (own) {
      own.base = rest.base;
      own.sent.push(...rest.sent, rest.text);
      this.keep();
      return own;
    }
    this.entries.push(rest);
    this.keep();
    return rest;
  }

  /** The next batch, as [{entry, text}]: `text` is what goes out, however the entry changes meanwhile. */
  batch() {
    const batch = [];
    let length = 0;
    for (const entry of this.ready) {
      length += entry.text.length + entry.base.length;
      if (batch.length && (batch.length >= this._limits.edits || length > this._limits.text)) break;
      batch.push({ entry, text: entry.text });
    }
    for (const { entry, text } of batch) {
      if (entry.op === "set" && !entry.sent.includes(text)) entry.sent = [...entry.sent, text].slice(-20);
    }
    this.keep();
    return batch;
  }

  /** The server has stored `text` and the cell says `stored` now. Answers whether nothing was typed since. */
  confirm({ entry, text }, stored) {
    const isLatest = entry.text === text;
    if (isLatest) this.drop(entry);
    else {
      entry.base = stored;
      entry.sent = [];
      this.keep();
    }
    return isLatest;
  }

  hold(entry, conflict) {
    entry.held = conflict;
    this.keep();
  }

  /** The writer has decided: `text` is to replace what stands there. */
  release(entry, text, base) {
    entry.held = null;
    entry.text = text;
    entry.base = base;
    entry.sent = [];
    entry.id = newKey();
    this.keep();
  }

  drop(entry) {
    this.entries = this.entries.filter((each) => each !== entry);
    this.keep();
  }

  clear() {
    this.entries = [];
    this.keep();
  }

  keep(options) {
    this._store.save(this.entries, options);
  }

  _push(entry) {
    const whole = { id: newKey(), text: "", base: "", sent: [], after: null, values: {}, held: null, ...entry };
    this.entries.push(whole);
    this.keep();
    return whole;
  }
}
