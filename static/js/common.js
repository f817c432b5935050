// What the modules of the pages share. No side effects: it may be loaded twice under two addresses.

/** The token that Django expects on every unsafe request, from the page's meta element. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** Same-origin fetch with the CSRF header; `options` as for fetch(). */
export function send(url, options = {}) {
  const headers = new Headers(options.headers);
  headers.set("X-CSRFToken", csrfToken());
  return fetch(url, { ...options, headers, credentials: "same-origin" });
}

/** Show the banner of base.html with one sentence; an empty sentence hides it. */
export function showBanner(text) {
  const banner = document.getElementById("connection-banner");
  if (!banner) return;
  banner.querySelector("[data-banner-text]").textContent = text;
  banner.hidden = !text;
}

/** Make a textarea as high as its text. */
export function fitHeight(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}
