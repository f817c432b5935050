// Where unsent edits wait: one record of localStorage for each open page, taken over by the next page when its own is gone.

import { newKey } from "./dom.js";

const ANSWER_TIME = 250; // ms that a living page has to say so

function openStorage() {
  try {
    const key = "wizard-probe";
    localStorage.setItem(key, "1");
    localStorage.removeItem(key);
    return localStorage;
  } catch {
    return null; // closed by policy or full: the page then asks before it is left
  }
}

/** Keys of all records of unsent edits of one person and form. */
export function prefixOf({ writer, form }) {
  return `unsent/${writer}/${form}/`;
}

export class Store {
  constructor(config) {
    this._storage = openStorage();
    this._prefix = prefixOf(config);
    this._tab = newKey();
    this._channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(this._prefix) : null;
    this._channel?.addEventListener("message", (event) => {
      if (event.data.ask === this._tab) this._channel.postMessage({ alive: this._tab });
    });
  }

  get works() {
    return this._storage !== null;
  }

  /** Keep `entries`; an empty list leaves no trace. */
  save(entries, { closed = false } = {}) {
    if (!this._storage) return;
    const key = this._prefix + this._tab;
    try {
      if (entries.length) this._storage.setItem(key, JSON.stringify({ closed, entries }));
      else this._storage.removeItem(key);
    } catch {
      this._storage = null;
    }
  }

  /** Entries of pages that are gone; their records are removed. Answers at once unless a page may still be open. */
  async takeOver() {
    const records = this._others();
    const living = await this._living(records.filter((record) => !record.closed).map((record) => record.tab));
    const entries = [];
    for (const record of records) {
      if (living.has(record.tab)) continue;
      entries.push(...record.entries);
      this._storage.removeItem(this._prefix + record.tab);
    }
    return entries;
  }

  _others() {
    if (!this._storage) return [];
    const keys = Object.keys(this._storage).filter((key) => key.startsWith(this._prefix));
    return keys.flatMap((key) => {
      const tab = key.slice(this._prefix.length);
      if (tab === this._tab) return [];
      try {
        return [{ tab, ...JSON.parse(this._storage.getItem(key)) }];
      } catch {
        return []; // not ours
      }
    });
  }

  _living(tabs) {
    const living = new Set();
    if (!this._channel || !tabs.length) return Promise.resolve(living);
    return new Promise((resolve) => {
      const listen = (event) => event.data.alive && living.add(event.data.alive);
      this._channel.addEventListener("message", listen);
      for (const ask of tabs) this._channel.postMessage({ ask });
      setTimeout(() => {
        this._channel.removeEventListener("message", listen);
        resolve(living);
      }, ANSWER_TIME);
    });
  }
}
