"""Text to value and value to text, for every kind of the catalogue.

``parse`` reads what a person typed, ``edited`` is what the cell shows while filling in, and
``printed`` is what the paper says. ``printed`` never invents anything: a blank is "".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from projects.catalog import Field, Kind
from projects.document import Coded
from projects.layouts.model import Choice, FieldCell, Layout, LineColumn
from projects.money import BadAmount, Places, format_amount, parse_amount

CODED_PATTERN = "[{code}]{name}"
SUBJECT_SEPARATOR = ", "
YES, NO = "是", "否"
_TICKED, _EMPTY_BOX, _BETWEEN_BOXES = "☑", "□", "　"

_DATES = (
    re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_PERIOD = re.compile(r"(\d{4})\s*年?(?:\s*[-—–~至到]+\s*(\d{4})\s*年?)?")
_CODED = re.compile(r"[\[【]\s*(?P<code>[0-9A-Za-z]+)\s*[\]】]\s*(?P<name>.*)", re.DOTALL)
_NUMBER = re.compile(r"(?P<figure>[0-9]{1,4})")
_PERCENT = re.compile(r"(?P<figure>-?[0-9]{1,5}(\.[0-9]{1,4})?)\s*%?")
_POINTS = re.compile(r"(?P<figure>-?[0-9]{1,5}(\.[0-9]{1,4})?)\s*分?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_CODED_KINDS = (Kind.CODED, Kind.SUBJECTS)


class BadValue(ValueError):
    """Text that the field cannot hold; the message is Chinese and says the remedy."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a layout shows values: the unit of money and its decimals."""

    money_unit: str = "元"
    money_places: Places = Places.TRIM

    @classmethod
    def by(cls, layout: Layout) -> Shown:
        return cls(layout.money_unit, layout.money_places)

    def for_cell(self, cell: FieldCell | LineColumn | None) -> Shown:
        """The same, but for a cell that has its own unit or decimals."""
        if cell is None:
            return self
        return Shown(cell.money_unit or self.money_unit, cell.money_places or self.money_places)


def plain_text(text: str) -> str:
    """Text as the exchange format wants it: no tabs, control characters or outer white space."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROL.sub("", lines).strip()


def parse(field: Field, text: str, shown: Shown) -> Any:
    """The value of ``text``; ``None`` (or ``()`` for subjects) when blank. Raises :class:`BadValue`."""
    text = plain_text(text)
    if field.kind is Kind.SUBJECTS:
        return _parse_subjects(field, text)
    if not text:
        return None
    if len(text) > field.max_length:
        raise BadValue(f"写了 {len(text)} 个字，最多 {field.max_length} 个字，请删减")
    if field.kind is Kind.MONEY:
        return _parse_money(text, shown)
    reader = _PARSERS.get(field.kind)
    return reader(text) if reader else text


def _parse_subjects(field: Field, text: str) -> tuple[Coded, ...]:
    parts = [part.strip() for part in re.split(r"[,，;；\n]+", text) if part.strip()]
    longest = max(parts, key=len, default="")
    if len(longest) > field.max_length:
        raise BadValue(f"科目“{longest[:20]}…”写了 {len(longest)} 个字，最多 {field.max_length} 个字，请删减")
    return tuple(dict.fromkeys(map(parse_coded, parts)))


def parse_date(text: str) -> date:
    """Read 2020-01-01, 2020/1/1, 2020.1.1, 2020年1月1日 or 20200101. Raises :class:`BadValue`."""
    plain = unicodedata.normalize("NFKC", text)
    for match in (pattern.fullmatch(plain) for pattern in _DATES):
        if match:
            with suppress(ValueError):  # 30 February
                return date(*(int(part) for part in match.groups()))
    raise BadValue(f"“{text}”不是日期，请写成 2020-01-31 这样")


def parse_period(text: str) -> tuple[date, date]:
    """Read 2020-2021, or 2020 alone, as whole years. Raises :class:`BadValue`."""
    match = _PERIOD.fullmatch(unicodedata.normalize("NFKC", text))
    if not match or "0000" in match.groups():
        raise BadValue(f"“{text}”不是项目期，请写成 2020-2021 这样的年份")
    start, end = int(match[1]), int(match[2] or match[1])
    if end < start:
        raise BadValue(f"“{text}”的结束年份早于开始年份，请改正")
    return date(start, 1, 1), date(end, 12, 31)


def parse_coded(text: str) -> Coded:
    """Read ``[2013699]其他共产党事务支出``; without brackets all of it is the name."""
    text = text.strip()
    match = _CODED.fullmatch(text)
    if not match:
        return Coded(None, text)
    return Coded(match["code"], match["name"].strip() or None)


def _parse_flag(text: str) -> bool:
    if text not in (YES, NO):
        raise BadValue(f"“{text}”不能识别，请选“{YES}”或“{NO}”")
    return text == YES


def _parse_figure(pattern: re.Pattern[str], text: str, what: str) -> Decimal:
    match = pattern.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise BadValue(f"“{text}”不是{what}")
    return Decimal(match["figure"])


def _parse_money(text: str, shown: Shown) -> Decimal | None:
    try:
        return parse_amount(text, shown.money_unit)
    except BadAmount as error:
        raise BadValue(str(error)) from error


def _parse_percent(text: str) -> Decimal:
    return _parse_figure(_PERCENT, text, "百分比，请只填数字，例如 25")


def _parse_points(text: str) -> Decimal:
    return _parse_figure(_POINTS, text, "分值，请只填数字，例如 10")


def _parse_number(text: str) -> int:
    return int(_parse_figure(_NUMBER, text, "整数，请只填数字，最大 9999"))


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


_PARSERS: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: _one_line,
    Kind.DATE: parse_date,
    Kind.PERIOD: parse_period,
    Kind.FLAG: _parse_flag,
    Kind.CODED: parse_coded,
    Kind.PERCENT: _parse_percent,
    Kind.POINTS: _parse_points,
    Kind.NUMBER: _parse_number,
}


def why_unread(field: Field, text: str, shown: Shown) -> str:
    """Why the field cannot take a text; "" when it can."""
    try:
        parse(field, text, shown)
    except BadValue as error:
        return str(error)
    return ""


def printed_coded(value: Coded, pattern: str = "") -> str:
    """``[code]name``; the part that is missing is left out together with its brackets."""
    if value.code and value.name:
        return (pattern or CODED_PATTERN).format(code=value.code, name=value.name)
    return value.name or (f"[{value.code}]" if value.code else "")


def edited(field: Field, value: Any, shown: Shown, pattern: str = "") -> str:
    """The text of a value in an editor; ``parse`` of it gives the value back."""
    if value is None:
        return ""
    match field.kind:
        case Kind.MONEY:
            return format_amount(value, shown.money_unit, shown.money_places)
        case Kind.DATE:
            return str(value.isoformat())
        case Kind.PERIOD:
            return "-".join(str(day.year) for day in value)
        case Kind.FLAG:
            return YES if value else NO
        case Kind.CODED:
            return printed_coded(value, pattern)
        case Kind.SUBJECTS:
            return joined_subjects(value, pattern)
        case Kind.PERCENT | Kind.POINTS:
            return format(value.normalize(), "f")
    return str(value)


def printed(cell: FieldCell, value: Any, shown: Shown) -> str:
    """The text of a value on paper."""
    text = edited(cell.field, value, shown.for_cell(cell), cell.pattern)
    if cell.boxes:
        return _boxed(cell.choices, text)
    if cell.choices:
        return _printed_choice(cell.choices, text)
    return cell.pattern.format(value=text) if text and cell.field.kind not in _CODED_KINDS and cell.pattern else text


def printed_in_row(column: LineColumn, line: Any, fiscal_year: int, shown: Shown) -> str:
    """The text on paper of one column of a line of a document."""
    value = column.field.of_line(line, column.value, fiscal_year)
    return _printed_choice(column.choices, edited(column.field, value, shown.for_cell(column)))


def _printed_choice(choices: Sequence[Choice], text: str) -> str:
    return next((choice.printed for choice in choices if choice.value == text), text)


def _boxed(choices: Sequence[Choice], text: str) -> str:
    """Every choice with its box; a text that is none of them stands behind."""
    boxes = [f"{choice.printed}{_TICKED if choice.value == text else _EMPTY_BOX}" for choice in choices]
    is_other = bool(text) and all(choice.value != text for choice in choices)
    return _BETWEEN_BOXES.join([*boxes, text] if is_other else boxes)


def joined_subjects(subjects: Sequence[Coded], pattern: str = "") -> str:
    """Several subjects in one cell."""
    return SUBJECT_SEPARATOR.join(printed_coded(subject, pattern) for subject in subjects)
