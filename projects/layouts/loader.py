"""Read and check layout files; every mistake of a file is reported with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from projects.catalog import FIELDS, LINE_FIELDS
from projects.layouts.mistakes import LayoutError, LayoutMistake, LineFinder, Place
from projects.layouts.model import (
    NOTE_PLACES,
    TITLE_KINDS,
    Choice,
    FieldCell,
    Layout,
    LineColumn,
    LineTable,
    Section,
)
from projects.money import YUAN_PER_UNIT, Places

_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SECTION_KEY = re.compile(r"[a-z][a-z0-9_]*")
_WHOLE_WIDTH = 100
_DEFAULT_LABEL = "{label}{star}"

_LAYOUT_KEYS = {
    *("slug", "version", "name", "framework", "money_unit", "money_places"),
    *("label", "titles", "notes", "section"),
}
_SECTION_KEYS = {"key", "title", "columns", "rows", "table"}
_CELL_KEYS = {"label", "field", "span", "label_span", "required", "printed", "help", "pattern", "choices"}
_TABLE_KEYS = {"lines", "columns", "minimum"}
_COLUMN_KEYS = {"value", "head", "centred", "help"}
_CHOICE_KEYS = {"value", "printed"}


@dataclass(frozen=True, slots=True)
class _Want:
    """What a key must hold: its Chinese name for messages, and the test."""

    name: str
    fits: Callable[[Any], bool]


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_TEXT = _Want("一段文字", lambda value: isinstance(value, str))
_NAME = _Want("一段不空的文字", lambda value: isinstance(value, str) and bool(value.strip()))
_YES_NO = _Want("true 或 false", lambda value: isinstance(value, bool))
_POSITIVE = _Want("正整数", lambda value: _is_integer(value) and value > 0)
_COUNT = _Want("0 或正整数", lambda value: _is_integer(value) and value >= 0)
_LIST = _Want("列表 [ … ]", lambda value: isinstance(value, list))
_TABLE = _Want("“项 = 值”的一组", lambda value: isinstance(value, dict))


def load_layout(source: Path) -> Layout:
    """Read one file. Raises :class:`LayoutError` with every mistake found, and nothing else."""
    try:
        text = source.read_text(encoding="utf-8")
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


class _Reader:
    """Builds a layout and collects mistakes. What is wrong is replaced by a default, to find the rest too."""

    def __init__(self, source: Path, text: str) -> None:
        self._source = source
        self._lines = LineFinder(text)
        self._mistakes: list[LayoutMistake] = []
        self._seen: set[tuple[str, str]] = set()

    def layout(self, data: dict[str, Any]) -> Layout:
        here = Place()
        self._known_keys(data, _LAYOUT_KEYS, here)
        unit = self._one_of(data, "money_unit", "元", YUAN_PER_UNIT)
        places = self._one_of(data, "money_places", Places.TRIM.value, list(Places))
        label = self._pattern(data, "label", _DEFAULT_LABEL, ("label", "star"), here)
        titles = self._patterns(data, "titles", TITLE_KINDS)
        self._needed(titles, TITLE_KINDS, Place(word="titles"))
        layout = Layout(
            slug=self._slug(data, "slug"),
            version=self._needed_value(data, "version", _POSITIVE, 1, here),
            name=self._needed_value(data, "name", _NAME, "", here),
            framework=self._slug(data, "framework"),
            money_unit=unit,
            money_places=Places(places),
            label_pattern=label,
            titles=titles,
            notes=self._patterns(data, "notes", NOTE_PLACES),
            sections=self._sections(data),
            source=self._source,
        )
        if self._mistakes:
            raise LayoutError(sorted(self._mistakes, key=lambda mistake: mistake.line))
        return layout

    def _sections(self, data: dict[str, Any]) -> tuple[Section, ...]:
        parts = self._value(data, "section", _LIST, [], Place())
        if not parts:
            self._mistake("至少要有一个 [[section]]", Place())
        return tuple(
            self._section(index, part) for index, part in enumerate(parts) if self._is_table(part, Place(index))
        )

    def _section(self, index: int, data: dict[str, Any]) -> Section:
        here = Place(index)
        self._known_keys(data, _SECTION_KEYS, here)
        key = self._needed_value(data, "key", _TEXT, "", here)
        if "key" in data and not _SECTION_KEY.fullmatch(key):
            self._mistake(f"key “{key}”只能用小写字母、数字和下划线", Place(index, "key"))
        self._once("key", key, Place(index, key, again=True))
        title = self._needed_value(data, "title", _NAME, "", here)
        columns = self._columns(data, index)
        rows = self._value(data, "rows", _LIST, [], here)
        table = self._value(data, "table", _TABLE, None, here)
        if bool(rows) == bool(table):
            self._mistake("每节要有 rows 或 [section.table]，且只能有一种", here)
        return Section(
            key=key,
            title=title,
            columns=columns,
            rows=tuple(self._row(row, len(columns), here) for row in rows if self._is_list(row, here)),
            table=self._table(table, len(columns), index) if table else None,
        )

    def _columns(self, data: dict[str, Any], index: int) -> tuple[int, ...]:
        columns = self._needed_value(data, "columns", _LIST, [], Place(index))
        if not all(_POSITIVE.fits(width) for width in columns):
            self._mistake("columns 要写正整数的列宽", Place(index, "columns"))
        elif columns and sum(columns) != _WHOLE_WIDTH:
            self._mistake(f"columns 的列宽加起来是 {sum(columns)}，应为 {_WHOLE_WIDTH}", Place(index, "columns"))
        return tuple(columns)

    def _row(self, row: list[Any], width: int, here: Place) -> tuple[FieldCell, ...]:
        cells = [self._cell(entry, here) for entry in row if self._is_table(entry, here)]
        good = tuple(cell for cell in cells if cell)
        used = sum(cell.span + cell.label_span for cell in good)
        if len(good) == len(row) and used != width:
            place = Place(here.section, good[0].path if good else "")
            self._mistake(f"这一行占 {used} 列，应为 {width} 列，请改 span", place)
        return good

    def _cell(self, data: dict[str, Any], here: Place) -> FieldCell | None:
        path = self._needed_value(data, "field", _TEXT, "", here)
        here = Place(here.section, path)
        self._known_keys(data, _CELL_KEYS, here)
        label = self._needed_value(data, "label", _NAME, "", here)
        field = FIELDS.get(path)
        if field is None:
            self._mistake(f"没有“{path}”这个字段", here)
            return None
        self._once("field", path, Place(here.section, path, again=True))
        choices = self._value(data, "choices", _LIST, [], here)
        return FieldCell(
            path=path,
            label=label,
            field=field,
            span=self._value(data, "span", _POSITIVE, 1, here),
            label_span=self._value(data, "label_span", _POSITIVE, 1, here),
            required=self._value(data, "required", _YES_NO, False, here),
            printed=self._value(data, "printed", _TEXT, "", here),
            help=self._value(data, "help", _TEXT, "", here),
            pattern=self._pattern(data, "pattern", "", ("code", "name"), here),
            choices=tuple(self._choice(choice, here) for choice in choices),
        )

    def _choice(self, data: Any, here: Place) -> Choice:
        if isinstance(data, str):
            return Choice(data, data)
        if not self._is_table(data, here):
            return Choice("", "")
        self._known_keys(data, _CHOICE_KEYS, here)
        value = self._needed_value(data, "value", _NAME, "", here)
        return Choice(value, self._value(data, "printed", _TEXT, value, here))

    def _table(self, data: dict[str, Any], width: int, index: int) -> LineTable:
        here = Place(index, "lines")
        self._known_keys(data, _TABLE_KEYS, here)
        lines = self._needed_value(data, "lines", _TEXT, "", here)
        if lines not in LINE_FIELDS:
            self._mistake(f"没有“{lines}”这种表格，可用：{'、'.join(LINE_FIELDS)}", here)
        self._once("lines", lines, here)
        entries = self._needed_value(data, "columns", _LIST, [], here)
        columns = [self._column(entry, lines, here) for entry in entries if self._is_table(entry, here)]
        if len(columns) != width:
            self._mistake(f"表格有 {len(columns)} 列，但 columns 写了 {width} 个列宽", here)
        minimum = self._value(data, "minimum", _COUNT, 0, here)
        return LineTable(lines, tuple(column for column in columns if column), minimum)

    def _column(self, data: dict[str, Any], lines: str, here: Place) -> LineColumn | None:
        value = self._needed_value(data, "value", _TEXT, "", here)
        here = Place(here.section, value)
        self._known_keys(data, _COLUMN_KEYS, here)
        field = LINE_FIELDS.get(lines, {}).get(value)
        if field is None and lines in LINE_FIELDS:
            self._mistake(f"{lines} 没有“{value}”这一列，可用：{'、'.join(LINE_FIELDS[lines])}", here)
        self._once(f"{lines} 的列", value, Place(here.section, value, again=True))
        head = self._needed_value(data, "head", _TEXT, "", here)
        centred = self._value(data, "centred", _YES_NO, False, here)
        text = self._value(data, "help", _TEXT, "", here)
        return LineColumn(value, head, field, centred, text) if field else None

    # --- Values, checked -----------------------------------------------------------------

    def _value(self, data: dict[str, Any], key: str, want: _Want, default: Any, here: Place) -> Any:
        """The value of a key, or the default where the key is absent or holds something else."""
        if key not in data:
            return default
        if want.fits(data[key]):
            return data[key]
        self._mistake(f"{key} 应是{want.name}", Place(here.section, here.word or key))
        return default

    def _needed_value(self, data: dict[str, Any], key: str, want: _Want, default: Any, here: Place) -> Any:
        self._needed(data, [key], here)
        return self._value(data, key, want, default, here)

    def _slug(self, data: dict[str, Any], key: str) -> str:
        slug: str = self._needed_value(data, key, _TEXT, "", Place())
        if isinstance(data.get(key), str) and not _SLUG.fullmatch(slug):
            self._mistake(f"{key} “{slug}”只能用小写字母、数字和连字符", Place(word=key))
        return slug

    def _one_of(self, data: dict[str, Any], key: str, default: str, allowed: Collection[str]) -> str:
        value: str = self._value(data, key, _TEXT, default, Place())
        if value in allowed:
            return value
        self._mistake(f"{key} “{value}”不认识，可用：{'、'.join(allowed)}", Place(word=key))
        return default

    def _patterns(self, data: dict[str, Any], key: str, kinds: Collection[str]) -> dict[str, str]:
        """[titles] or [notes]: texts with the year and the unit of money in them."""
        texts = self._value(data, key, _TABLE, {}, Place())
        self._known_keys(texts, set(kinds), Place(word=key))
        return {
            kind: self._pattern(texts, kind, "", ("year", "money_unit"), Place()) for kind in kinds if kind in texts
        }

    def _pattern(self, data: dict[str, Any], key: str, default: str, names: Collection[str], here: Place) -> str:
        """A text that may hold ``{name}`` of the given names, and no other braces."""
        text: str = self._value(data, key, _TEXT, default, here)
        try:
            fits = all(
                name is None or (name in names and not form and not conversion)
                for _, name, form, conversion in Formatter().parse(text)
            )
        except ValueError:
            fits = False
        if not fits:
            allowed = "、".join("{" + name + "}" for name in names)
            self._mistake(f"{key} 的写法“{text}”不对，花括号里可用：{allowed}", Place(here.section, here.word or key))
            return default
        return text

    # --- Mistakes ------------------------------------------------------------------------

    def _is_table(self, value: Any, here: Place) -> bool:
        return self._fits(value, _TABLE, here)

    def _is_list(self, value: Any, here: Place) -> bool:
        return self._fits(value, _LIST, here)

    def _fits(self, value: Any, want: _Want, here: Place) -> bool:
        if want.fits(value):
            return True
        self._mistake(f"“{value!s:.20}”应是{want.name}", here)
        return False

    def _needed(self, data: dict[str, Any], keys: Collection[str], here: Place) -> None:
        for key in keys:
            if key not in data:
                owner = f"“{here.word}”" if here.word else "这一节" if here.section is not None else "文件"
                self._mistake(f"{owner}缺少 {key}", here)

    def _known_keys(self, data: dict[str, Any], known: set[str], here: Place) -> None:
        for key in sorted(data.keys() - known):
            self._mistake(f"不认识的项“{key}”，可用：{'、'.join(sorted(known))}", Place(here.section, key))

    def _once(self, kind: str, name: str, place: Place) -> None:
        if name and (kind, name) in self._seen:
            self._mistake(f"{kind} “{name}”出现了两次", place)
        self._seen.add((kind, name))

    def _mistake(self, message: str, place: Place) -> None:
        self._mistakes.append(LayoutMistake(self._source, self._lines.line(place), message))
