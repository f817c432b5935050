// Brings the outbox to the server: soon after typing, again and again while the line is down, and on after a new sign-in.

import { csrfToken } from "../common.js";

const PAUSE = 400; // ms without a key
const LONGEST_WAIT = 900; // ms after the first unsent key
const TIMEOUT = 20000;
const RETRIES = [1000, 2000, 4000, 8000, 15000, 30000];
const SIGN_IN_CHECK = 3000;
const KEEPALIVE_BYTES = 60000; // what a browser sends for a page that is being closed

/** `onState(name, detail)`: saving, saved, offline, expired, other, locked, refused. `onAnswer(batch, answer)`. */
export class Sender {
  constructor(config, outbox, { onState, onAnswer }) {
    this._config = config;
    this._outbox = outbox;
    this._onState = onState;
    this._onAnswer = onAnswer;
    this._timer = 0;
    this._signInTimer = 0;
    this._firstKey = 0;
    this._failures = 0;
    this._sending = null;
    this._stopped = false;
    this._signedOut = false;
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this._leave());
    addEventListener("pageshow", () => this._outbox.keep());
    addEventListener("focus", () => this._signedOut && this._checkSignIn());
  }

  /** Something was typed. */
  schedule() {
    if (this._stopped || this._signedOut || !this._outbox.ready.length) return;
    const now = performance.now();
    this._firstKey ||= now;
    if (this._failures) return; // a retry is on its way
    this._after(Math.max(0, Math.min(PAUSE, this._firstKey + LONGEST_WAIT - now)));
  }

  /** Send now; answers whether everything has arrived. */
  async flush() {
    clearTimeout(this._timer);
    while (this._sending) await this._sending;
    if (this._stopped || this._signedOut) return !this._outbox.entries.length;
    while (this._outbox.ready.length) {
      this._sending = this._send();
      const ok = await this._sending;
      this._sending = null;
      if (!ok) break;
    }
    return !this._outbox.entries.length;
  }

  /** The form cannot be changed any more. */
  stop() {
    this._stopped = true;
    clearTimeout(this._timer);
  }

  _after(time) {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this.flush(), time);
  }

  async _send(mayRenew = true) {
    const batch = this._outbox.batch();
    this._firstKey = 0;
    this._onState("saving");
    let response;
    try {
      response = await this._post(batch);
    } catch {
      return this._retry("offline");
    }
    const answer = await this._read(response);
    if (response.ok && answer) {
      this._failures = 0;
      this._onAnswer(batch, answer);
      return true;
    }
    return this._failed(response, answer, mayRenew);
  }

  async _failed(response, answer, mayRenew) {
    if (response.status >= 500) return this._retry("offline");
    if (response.status === 403 && answer) {
      this.stop();
      this._onState("locked", answer.message);
      return false;
    }
    if (response.status === 403 && mayRenew && (await this._renew()) === "same") return this._send(false);
    if (response.redirected || response.status === 403 || response.status === 409 || response.status === 404) {
      this._waitForSignIn(response.status === 409 || response.status === 404 ? "other" : "expired");
      return false;
    }
    return this._retry("refused", answer?.message ?? String(response.status));
  }

  _retry(state, detail) {
    this._onState(state, detail);
    this._after(state === "refused" ? RETRIES[RETRIES.length - 1] : RETRIES[Math.min(this._failures, RETRIES.length - 1)]);
    this._failures += 1;
    return false;
  }

  async _post(batch) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT);
    try {
      return await fetch(this._config.urls.edits, { ...this._request(batch), signal: abort.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  _request(batch) {
    const edits = batch.map(({ entry, text }) => ({
      id: entry.id,
      op: entry.op,
      path: entry.path,
      text,
      base: entry.base,
      sent: entry.sent.filter((sent) => sent !== text),
      after: entry.after,
      values: entry.values,
    }));
    return {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify({ writer: this._config.writer, edits }),
    };
  }

  /** The JSON of an answer; null for a page, such as the sign-in form. */
  async _read(response) {
    if (!response.headers.get("Content-Type")?.startsWith("application/json")) return null;
    try {
      return await response.json();
    } catch {
      return null;
    }
  }

  _waitForSignIn(state) {
    this._signedOut = true;
    this._onState(state);
    clearTimeout(this._signInTimer);
    this._signInTimer = setTimeout(() => this._checkSignIn(), SIGN_IN_CHECK);
  }

  async _checkSignIn() {
    const who = await this._renew();
    if (!this._signedOut) return;
    if (who === "same") {
      this._signedOut = false;
      this.flush();
    } else this._waitForSignIn(who === "other" ? "other" : "expired");
  }

  /** Ask who is signed in and take the new CSRF token: "same", "other" or "nobody". */
  async _renew() {
    try {
      const response = await fetch(this._config.urls.edits, { credentials: "same-origin" });
      if (response.status === 404) return "other";
      const answer = await this._read(response);
      if (!answer) return "nobody";
      if (answer.writer !== this._config.writer) return "other";
      document.querySelector('meta[name="csrf-token"]').content = answer.token;
      return "same";
    } catch {
      return "nobody";
    }
  }

  /** The page is being closed: send what fits, and leave the rest for the next page. */
  _leave() {
    this._outbox.keep({ closed: true });
    if (this._stopped || this._signedOut || !this._outbox.ready.length) return;
    const request = this._request(this._outbox.batch());
    this._outbox.keep({ closed: true });
    if (new Blob([request.body]).size < KEEPALIVE_BYTES) {
      fetch(this._config.urls.edits, { ...request, keepalive: true }).catch(() => {});
    }
  }
}
