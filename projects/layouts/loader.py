"""Read and check layout files; every mistake of a file is reported with its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from projects.catalog import Kind, field_at
from projects.layouts.checked import COUNT, LIST, NAME, POSITIVE, TABLE, TEXT, YES_NO
from projects.layouts.mistakes import LayoutError, LayoutMistake, Place
from projects.layouts.model import (
    NOTE_PLACES,
    PATTERN_NAMES,
    TITLE_KINDS,
    Entry,
    FieldCell,
    Layout,
    Scope,
    Section,
    SheetForm,
    SheetStart,
    TextCell,
)
from projects.layouts.table_reader import TableReader
from projects.money import YUAN_PER_UNIT, Places

_SECTION_KEY = re.compile(r"[a-z][a-z0-9_]*")
_WHOLE_WIDTH = 100
_DEFAULT_LABEL = "{label}{star}"

_LAYOUT_KEYS = {
    *("slug", "version", "name", "framework", "scope", "landscape", "money_unit", "money_places"),
    *("label", "centred_labels", "titles", "notes", "section"),
}
_SECTION_KEYS = {"key", "title", "columns", "rows", "table", "starts"}
_START_KEYS = {"title", "form", "new_page"}
_TEXT_KEYS = {"text", "span", "down", "centred"}
_CELL_KEYS = {
    *("label", "field", "span", "label_span", "down", "required", "printed", "help"),
    *("pattern", "choices", "boxes", "money_unit", "money_places", "centred", "label_centred"),
}


def load_layout(source: Path) -> Layout:
    """Read one file. Raises :class:`LayoutError` with every mistake found, and nothing else."""
    try:
        text = source.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LayoutError([LayoutMistake(source, 1, "文件读不了：没有这个文件，请核对路径")]) from error
    except OSError as error:
        raise LayoutError([LayoutMistake(source, 1, f"文件读不了：{error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise LayoutError([LayoutMistake(source, 1, "不是 UTF-8 编码，请用 UTF-8 另存")]) from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        named = re.search(r"line (\d+)", str(error))
        line = int(named[1]) if named else text.count("\n") + 1
        raise LayoutError([LayoutMistake(source, line, f"TOML 语法错误：{error}")]) from error
    except (ValueError, RecursionError) as error:
        raise LayoutError([LayoutMistake(source, 1, f"TOML 读不了：{type(error).__name__}")]) from error
    return _Reader(source, text).layout(data)


class _Reader(TableReader):
    """Builds a layout, section by section, cell by cell."""

    def layout(self, data: dict[str, Any]) -> Layout:
        here = Place()
        self._known_keys(data, _LAYOUT_KEYS, here)
        unit = self._one_of(data, "money_unit", "元", YUAN_PER_UNIT)
        places = self._one_of(data, "money_places", Places.TRIM.value, list(Places))
        label = self._pattern(data, "label", _DEFAULT_LABEL, ("label", "star"), here)
        scope = self._one_of(data, "scope", Scope.PROJECT.value, list(Scope))
        titles = self._patterns(data, "titles", TITLE_KINDS, PATTERN_NAMES)
        self._needed(titles, TITLE_KINDS, Place(word="titles"))
        layout = Layout(
            slug=self._slug(data, "slug"),
            version=self._needed_value(data, "version", POSITIVE, 1, here),
            name=self._needed_value(data, "name", NAME, "", here),
            framework=self._slug(data, "framework"),
            money_unit=unit,
            money_places=Places(places),
            label_pattern=label,
            titles=titles,
            notes=self._patterns(data, "notes", NOTE_PLACES, PATTERN_NAMES),
            sections=self._sections(data),
            source=self._source,
            scope=Scope(scope),
            is_landscape=self._value(data, "landscape", YES_NO, False, here),
            centred_labels=self._value(data, "centred_labels", YES_NO, False, here),
        )
        if self._mistakes:
            raise LayoutError(sorted(self._mistakes, key=lambda mistake: mistake.line))
        return layout

    def _sections(self, data: dict[str, Any]) -> tuple[Section, ...]:
        parts = self._value(data, "section", LIST, [], Place())
        if not parts:
            self._mistake("至少要有一个 [[section]]", Place())
        return tuple(
            self._section(index, part) for index, part in enumerate(parts) if self._is_table(part, Place(index))
        )

    def _section(self, index: int, data: dict[str, Any]) -> Section:
        here = Place(index)
        self._known_keys(data, _SECTION_KEYS, here)
        key = self._needed_value(data, "key", TEXT, "", here)
        if "key" in data and not _SECTION_KEY.fullmatch(key):
            self._mistake(f"key “{key}”只能用小写字母、数字和下划线", Place(index, "key"))
        self._once("key", key, Place(index, "key"))
        title = self._needed_value(data, "title", NAME, "", here)
        columns = self._columns(data, index)
        rows = self._value(data, "rows", LIST, [], here)
        table = self._value(data, "table", TABLE, None, here)
        starts = self._value(data, "starts", TABLE, None, here)
        if bool(rows) == bool(table):
            self._mistake("每节要有 rows 或 [section.table]，且只能有一种", here)
        return Section(
            key=key,
            title=title,
            columns=columns,
            rows=self._rows(rows, len(columns), here),
            table=self._table(table, len(columns), index) if table else None,
            starts=None if starts is None else self._start(starts, Place(index, "starts")),
        )

    def _columns(self, data: dict[str, Any], index: int) -> tuple[int, ...]:
        columns = self._needed_value(data, "columns", LIST, [], Place(index))
        if not all(POSITIVE.fits(width) for width in columns):
            self._mistake("columns 要写正整数的列宽", Place(index, "columns"))
        elif columns and sum(columns) != _WHOLE_WIDTH:
            self._mistake(f"columns 的列宽加起来是 {sum(columns)}，应为 {_WHOLE_WIDTH}", Place(index, "columns"))
        return tuple(columns)

    def _start(self, data: dict[str, Any], here: Place) -> SheetStart:
        self._known_keys(data, _START_KEYS, here)
        form = self._one_of(data, "form", SheetForm.RULED.value, list(SheetForm), here)
        return SheetStart(
            title=self._pattern(data, "title", "", PATTERN_NAMES, here),
            form=SheetForm(form),
            new_page=self._value(data, "new_page", YES_NO, False, here),
        )

    def _rows(self, rows: list[Any], width: int, here: Place) -> tuple[tuple[Entry, ...], ...]:
        """Each row must be full, counting what labels of earlier rows cover (``down``)."""
        read: list[tuple[Entry, ...]] = []
        covered: list[tuple[int, int]] = []  # (columns, rows still to cover)
        for row in rows:
            if not self._is_list(row, here):
                continue
            entries = [self._entry(entry, here) for entry in row if self._is_table(entry, here)]
            good = tuple(entry for entry in entries if entry)
            used = sum(entry.width for entry in good) + sum(columns for columns, _ in covered)
            if len(good) == len(row) and used != width:
                place = Place(here.section, good[0].word if good else "")
                self._mistake(f"这一行占 {used} 列，应为 {width} 列，请改 span 或 down", place)
            covered = [(columns, left - 1) for columns, left in covered if left > 1]
            covered += [(entry.head_width, entry.down - 1) for entry in good if entry.down > 1]
            read.append(good)
        if covered:
            self._mistake("down 超出了这一节的最后一行", here)
        return tuple(read)

    def _entry(self, data: dict[str, Any], here: Place) -> Entry | None:
        if "text" not in data:
            return self._cell(data, here)
        here = Place(here.section, str(data["text"]))
        self._known_keys(data, _TEXT_KEYS, here)
        return TextCell(
            text=self._pattern(data, "text", "", PATTERN_NAMES, here),
            span=self._value(data, "span", POSITIVE, 1, here),
            down=self._value(data, "down", POSITIVE, 1, here),
            centred=self._value(data, "centred", YES_NO, None, here),
        )

    def _cell(self, data: dict[str, Any], here: Place) -> FieldCell | None:
        path = self._needed_value(data, "field", TEXT, "", here)
        here = Place(here.section, path)
        self._known_keys(data, _CELL_KEYS, here)
        label = self._needed_value(data, "label", NAME, "", here)
        field = field_at(path)
        if field is None:
            self._mistake(f"没有“{path}”这个字段", here)
            return None
        self._once("field", path, Place(here.section, path, again=True))
        choices, boxes = self._choices(data, here), self._value(data, "boxes", YES_NO, False, here)
        if boxes and not choices:
            self._mistake("boxes 要和 choices 一起用", here)
        names = ("code", "name") if field.kind in (Kind.CODED, Kind.SUBJECTS) else ("value",)
        unit, places = self._money(data, here)
        return FieldCell(
            path=path,
            label=label,
            field=field,
            span=self._value(data, "span", POSITIVE, 1, here),
            label_span=self._value(data, "label_span", COUNT, 1, here),
            down=self._value(data, "down", POSITIVE, 1, here),
            required=self._value(data, "required", YES_NO, False, here),
            printed=self._value(data, "printed", TEXT, "", here),
            help=self._value(data, "help", TEXT, "", here),
            pattern=self._pattern(data, "pattern", "", names, here),
            choices=choices,
            boxes=boxes,
            money_unit=unit,
            money_places=places,
            centred=self._value(data, "centred", YES_NO, False, here),
            label_centred=self._value(data, "label_centred", YES_NO, None, here),
        )
