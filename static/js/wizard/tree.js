// The merged 一级 and 二级 cells of the indicator table.
//
// A body is a 一级; each of its 二级 ends with a blank row that bears its id, shown where the 二级 has no rows.

/** Every merged cell in the first row of what it spans, and as high. */
export function mergeHeads(body) {
  let height = 0;
  let first = null;
  for (const blank of body.querySelectorAll("tr[data-blank]")) {
    const category = blank.dataset.blank;
    if (!category) return; // a plain table merges nothing
    const rows = [...body.rows].filter((row) => row.dataset.category === category);
    const isShown = rows.length > 0 || !("strange" in blank.dataset);
    const head = document.getElementById(category);
    blank.hidden = rows.length > 0 || !isShown;
    insertAt(rows[0] ?? blank, head);
    head.rowSpan = Math.max(rows.length, 1);
    if (!isShown) continue;
    height += head.rowSpan;
    first ??= rows[0] ?? blank;
  }
  const head = body.querySelector("[data-group-head]");
  if (!head) return;
  insertAt(first ?? body.rows[0], head);
  head.rowSpan = Math.max(height, 1);
}

/** Before a row is taken away: its merged cells wait in the blank row of its 二级. */
export function freeHeads(row) {
  const blank = row.parentElement?.querySelector(`tr[data-blank="${row.dataset.category}"]`);
  if (blank) blank.append(...row.querySelectorAll(":scope > th"));
}

/** The id of a 二级 by its names; "" where the framework has none such. */
export function categoryOf(table, { level1, level2 }) {
  const heads = [...table.querySelectorAll("th[data-level2]")];
  return heads.find((head) => head.dataset.level1 === level1 && head.dataset.level2 === level2)?.id ?? "";
}

/** Put a merged cell where its column is. */
function insertAt(row, cell) {
  const at = Number(cell.dataset.at);
  const next = [...row.cells].find((each) => each !== cell && Number(each.dataset.at) > at) ?? null;
  if (cell.parentElement !== row || cell.nextElementSibling !== next) row.insertBefore(cell, next);
}
