"""Read and check layout files; every mistake of a file is reported with its line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from projects.layouts.model import (
    Choice,
    FieldCell,
    Layout,
    LineColumn,
    LineTable,
    Section,
    known_field,
    known_line_field,
)
from projects.money import YUAN_PER_UNIT, Places

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LAYOUT_KEYS = {"slug", "version", "name", "framework", "money_unit", "money_places", "label", "titles", "notes", "section"}
_SECTION_KEYS = {"key", "title", "columns", "rows", "table"}
_CELL_KEYS = {"label", "field", "span", "label_span", "required", "printed", "help", "pattern", "choices"}
_TABLE_KEYS = {"lines", "columns", "minimum"}
_COLUMN_KEYS = {"value", "head", "centred", "help"}


@dataclass(frozen=True, slots=True)
class LayoutMistake:
    """One mistake: the file, the line (1-based) and what is wrong, in Chinese."""

    source: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.source.name} 第 {self.line} 行：{self.message}"


class LayoutError(ValueError):
    """A layout file that cannot be used; ``mistakes`` holds all of them."""

    def __init__(self, mistakes: list[LayoutMistake]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


def load_layout(source: Path) -> Layout:
    """Read one file. Raises :class:`LayoutError` with every mistake found."""
    text = source.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        at_end = text.count("\n") + 1
        raise LayoutError([LayoutMistake(source, int(line[1]) if line else at_end, f"TOML 语法错误：{error}")]) from error
    return _Reader(source, text).layout(data)


class _Reader:
    """Builds a layout and collects mistakes; lines are found by looking the words up."""

    def __init__(self, source: Path, text: str) -> None:
        self._source = source
        self._lines = text.splitlines()
        self._mistakes: list[LayoutMistake] = []
        self._section_starts = [n for n, line in enumerate(self._lines) if line.strip() == "[[section]]"]

    def layout(self, data: dict[str, Any]) -> Layout:
        self._unknown_keys(data, _LAYOUT_KEYS, section=None)
        for key in ("slug", "version", "name", "framework", "titles"):
            if key not in data:
                self._mistake(f"缺少 {key}", "", None)
        slug, unit = data.get("slug", ""), data.get("money_unit", "元")
        if not isinstance(slug, str) or not _SLUG.fullmatch(slug):
            self._mistake(f"slug “{slug}”只能用小写字母、数字和连字符", "slug", None)
        if unit not in YUAN_PER_UNIT:
            self._mistake(f"money_unit “{unit}”不认识，可用：{'、'.join(YUAN_PER_UNIT)}", "money_unit", None)
        places = data.get("money_places", Places.TRIM)
        if places not in list(Places):
            self._mistake(f"money_places “{places}”不认识，可用：{'、'.join(Places)}", "money_places", None)
        for kind in ("application", "issued"):
            if kind not in data.get("titles", {}):
                self._mistake(f"[titles] 缺少 {kind}", "[titles]", None)
        self._patterns(data)
        sections = tuple(self._section(index, part) for index, part in enumerate(data.get("section", [])))
        if not sections:
            self._mistake("至少要有一个 [[section]]", "", None)
        self._repeated(sections)
        if self._mistakes:
            raise LayoutError(sorted(self._mistakes, key=lambda mistake: mistake.line))
        return Layout(
            slug=slug,
            version=data["version"],
            name=data["name"],
            framework=data["framework"],
            money_unit=unit,
            money_places=Places(places),
            label_pattern=data.get("label", "{label}{star}"),
            titles=dict(data["titles"]),
            notes=dict(data.get("notes", {})),
            sections=sections,
            source=self._source,
        )

    def _patterns(self, data: dict[str, Any]) -> None:
        """Each pattern may only use the names it is filled with."""
        patterns = [("label", data.get("label", ""), {"label": "", "star": ""})]
        filling = {"year": 2020, "money_unit": "元"}
        patterns += [(key, text, filling) for key, text in {**data.get("titles", {}), **data.get("notes", {})}.items()]
        for key, pattern, names in patterns:
            try:
                pattern.format(**names)
            except (KeyError, IndexError, ValueError, AttributeError):
                allowed = "、".join("{" + name + "}" for name in names)
                self._mistake(f"{key} 的格式“{pattern}”不对，可用：{allowed}", str(pattern), None)

    def _section(self, index: int, data: dict[str, Any]) -> Section:
        self._unknown_keys(data, _SECTION_KEYS, section=index)
        for key in ("key", "title", "columns"):
            if key not in data:
                self._mistake(f"这一节缺少 {key}", "", index)
        columns = tuple(data.get("columns", ()))
        if any(not isinstance(width, int) or width <= 0 for width in columns):
            self._mistake("columns 要写正整数的列宽", "columns", index)
        elif sum(columns) != 100:
            self._mistake(f"columns 的列宽加起来是 {sum(columns)}，应为 100", "columns", index)
        rows = tuple(self._row(index, row, len(columns)) for row in data.get("rows", []))
        table = self._table(index, data["table"], len(columns)) if "table" in data else None
        if bool(rows) == bool(table):
            self._mistake("每节要有 rows 或 [section.table]，且只能有一种", "", index)
        return Section(data.get("key", ""), data.get("title", ""), columns, rows, table)

    def _row(self, index: int, row: list[dict[str, Any]], width: int) -> tuple[FieldCell, ...]:
        cells = tuple(cell for entry in row if (cell := self._cell(index, entry)))
        used = sum(cell.span + cell.label_span for cell in cells)
        if len(cells) == len(row) and used != width:
            word = f'"{cells[0].path}"' if cells else ""
            self._mistake(f"这一行占 {used} 列，应为 {width} 列，请改 span", word, index)
        return cells

    def _cell(self, index: int, data: dict[str, Any]) -> FieldCell | None:
        path = data.get("field", "")
        self._unknown_keys(data, _CELL_KEYS, section=index)
        field = known_field(path)
        if "label" not in data:
            self._mistake(f"栏目 {path} 缺少 label", f'"{path}"', index)
        if field is None:
            self._mistake(f"没有 “{path}” 这个字段", f'"{path}"', index)
            return None
        return FieldCell(
            path=path,
            label=data.get("label", ""),
            field=field,
            span=data.get("span", 1),
            label_span=data.get("label_span", 1),
            required=data.get("required", False),
            printed=data.get("printed", ""),
            help=data.get("help", ""),
            pattern=data.get("pattern", ""),
            choices=tuple(self._choice(choice) for choice in data.get("choices", ())),
        )

    @staticmethod
    def _choice(data: str | dict[str, str]) -> Choice:
        if isinstance(data, str):
            return Choice(data, data)
        return Choice(data["value"], data.get("printed", data["value"]))

    def _table(self, index: int, data: dict[str, Any], width: int) -> LineTable:
        self._unknown_keys(data, _TABLE_KEYS, section=index)
        lines = data.get("lines", "")
        columns = []
        for entry in data.get("columns", []):
            self._unknown_keys(entry, _COLUMN_KEYS, section=index)
            field = known_line_field(lines, entry.get("value", ""))
            if field is None:
                self._mistake(f"{lines} 没有 “{entry.get('value')}” 这一列", f'"{entry.get("value")}"', index)
                continue
            columns.append(
                LineColumn(entry["value"], entry.get("head", ""), field, entry.get("centred", False), entry.get("help", ""))
            )
        if len(columns) == len(data.get("columns", [])) != width:
            self._mistake(f"表格有 {len(columns)} 列，但 columns 写了 {width} 个列宽", "lines", index)
        return LineTable(lines, tuple(columns), data.get("minimum", 0))

    def _repeated(self, sections: tuple[Section, ...]) -> None:
        seen: dict[str, int] = {}
        for index, section in enumerate(sections):
            names = [section.key, *(cell.path for cell in section.cells())]
            for name in names:
                if name in seen:
                    self._mistake(f"“{name}” 出现了两次", f'"{name}"', index)
                seen[name] = index

    def _unknown_keys(self, data: dict[str, Any], known: set[str], section: int | None) -> None:
        for key in data.keys() - known:
            self._mistake(f"不认识的项 “{key}”，可用：{'、'.join(sorted(known))}", key, section)

    def _mistake(self, message: str, word: str, section: int | None) -> None:
        """``word`` is looked up from the start of the section (or of the file)."""
        start = 0
        if section is not None and section < len(self._section_starts):
            start = self._section_starts[section]
        line = next((n for n in range(start, len(self._lines)) if word in self._lines[n]), start)
        self._mistakes.append(LayoutMistake(self._source, line + 1, message))
