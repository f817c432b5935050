// Small helpers: copies of the page's templates, keys, and finding cells.

function template(name) {
  return document.querySelector(`template[data-piece="${name}"]`);
}

/** A fresh copy of the first element of a template of pieces.html. */
export function piece(name) {
  return template(name).content.firstElementChild.cloneNode(true);
}

/** The words of a template that holds nothing else. */
export function words(name) {
  return template(name).content.textContent.trim();
}

/** The data block that json_script has put into the page. */
export function pageData(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** A random UUID; crypto.randomUUID needs HTTPS, which an intranet may lack. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The path of a row of a table, and of a cell of it. */
export function rowPath(lines, key) {
  return `${lines}[${key}]`;
}

/** `indicators[key]` of `indicators[key].target`; "" for a cell that is in no row. */
export function rowOf(path) {
  const end = path.indexOf("]");
  return end < 0 ? "" : path.slice(0, end + 1);
}
