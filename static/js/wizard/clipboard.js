// What Excel and WPS put on the clipboard as plain text: tabs between cells, line ends between rows, quotes around a
// cell that has either of them inside.

/** The rows of cells of a text; the line end behind the last row makes no row. */
export function parseBlock(text) {
  const rows = [[]];
  let at = 0;
  const plain = text.replace(/\r\n?/g, "\n");
  while (at <= plain.length) {
    const [cell, end] = readCell(plain, at);
    rows[rows.length - 1].push(cell);
    if (end >= plain.length) break;
    if (plain[end] === "\n") {
      if (end === plain.length - 1) break;
      rows.push([]);
    }
    at = end + 1;
  }
  return rows;
}

/** The text of the cell that starts at `at`, and where it ends. */
function readCell(text, at) {
  if (text[at] === '"') {
    const quoted = readQuoted(text, at + 1);
    if (quoted) return quoted;
  }
  const end = text.slice(at).search(/[\t\n]/);
  return end < 0 ? [text.slice(at), text.length] : [text.slice(at, at + end), at + end];
}

/** A quoted cell; null where the quote is not closed before a tab or line end, and so is a mere sign. */
function readQuoted(text, start) {
  let cell = "";
  for (let at = start; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else return at + 1 === text.length || /[\t\n]/.test(text[at + 1]) ? [cell, at + 1] : null;
  }
  return null;
}
