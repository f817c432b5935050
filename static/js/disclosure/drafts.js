// What is typed and not stored, kept in this browser: an expired sign-in or a lost line lose nothing.

const PREFIX = "disclosure-draft/";

export class Draft {
  /** Of one person and one page. */
  constructor(owner, path) {
    this._key = `${PREFIX}${owner}${path}`;
  }

  /** Pairs of name and text, in the order of the page; `null` where nothing is kept. */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this._key));
    } catch {
      return null; // closed by policy, or not ours
    }
  }

  write(pairs) {
    try {
      localStorage.setItem(this._key, JSON.stringify(pairs));
    } catch {
      // closed by policy or full: the page asks before it is left
    }
  }

  drop() {
    try {
      localStorage.removeItem(this._key);
    } catch {
      // nothing was kept
    }
  }
}

/** Forget what was kept for a page, whoever wrote it here: it has just been stored. */
export function dropDraftsOf(path) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && key.endsWith(path)) localStorage.removeItem(key);
    }
  } catch {
    // nothing was kept
  }
}
