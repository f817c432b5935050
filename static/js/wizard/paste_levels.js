// Rows that were copied together with their 一级 and 二级指标: which leading columns these are, and where each row goes.

/** Names are compared without spaces, marks and brackets; 数量 and 数量指标 are the same. */
function plainName(text) {
  return text.replace(/\s|[*＊★]|[（(].*?[）)]/g, "").replace(/指标$/, "");
}

/** The name over a column, without spaces, star and unit. */
export function plainHead(text) {
  return text.replace(/\s|[*＊]|（[^）]*元）/g, "");
}

function isMostly(texts, names) {
  const given = texts.map(plainName).filter(Boolean);
  return given.length > 0 && given.filter((text) => names.has(text)).length * 2 > given.length;
}

export class PastedLevels {
  /** `heads` are the cells of the 二级指标 on the page, `rows` the pasted ones. */
  constructor(heads, rows) {
    this._heads = heads.filter((head) => head.querySelector("[data-add]"));
    const level1 = new Set(this._heads.map((head) => plainName(head.dataset.level1)));
    const level2 = new Set(this._heads.map((head) => plainName(head.dataset.level2)));
    const column = (at) => rows.map((row) => row[at] ?? "");
    this.width = 0;
    if (isMostly(column(1), level2) && isMostly(column(0), level1)) this.width = 2;
    else if (isMostly(column(0), level2)) this.width = 1;
    this._level1 = "";
    this._category = "";
  }

  /** The id of the 二级 of the next row, blank names being those of the row above; "" where there is no such 二级. */
  next(row) {
    const [level1, level2] = this.width === 2 ? [row[0] ?? "", row[1] ?? ""] : ["", row[0] ?? ""];
    if (plainName(level1)) {
      if (plainName(level1) !== this._level1) this._category = "";
      this._level1 = plainName(level1);
    }
    if (plainName(level2)) this._category = this._find(plainName(level2))?.id ?? "";
    return this._category;
  }

  _find(name) {
    const named = this._heads.filter((head) => plainName(head.dataset.level2) === name);
    return named.find((head) => !this._level1 || plainName(head.dataset.level1) === this._level1);
  }
}
