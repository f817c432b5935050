"""From the text of a cell to a value of its kind; what cannot be understood is said and never guessed in silence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from projects.catalog import Field, Kind
from projects.document import Coded, plain_number
from projects.layouts.model import Choice, FieldCell, LineColumn
from projects.money import YUAN_PER_UNIT
from projects.values import BadValue, Shown, parse, parse_coded
from reports.readers.excel.number_formats import general
from reports.readers.matching.cleaning import one_line
from reports.readers.matching.draft import Read
from reports.readers.matching.labels import key_of, plain
from reports.readers.matching.patterns import pattern_of

_BETWEEN_SUBJECTS = re.compile(r"、(?=\s*[\[【\d])|[,，;；\n]+")
_TICKS = "☑☒√✓✔■●"
_BOXES = f"{_TICKS}□○☐"
_YES = {"是", "有", "√", "✓", "y", "yes", "true"}
_NO = {"否", "无", "不是", "n", "no", "false"}
_LEADING_CODE = re.compile(r"(?P<code>\d{5,30}|\d{3,30}(?=[\s_:：-]))[\s_:：-]*(?P<name>[^\d\s].*)", re.DOTALL)
_TRAILING_CODE = re.compile(r"(?P<name>.*\S)\s*[\[［【(（]\s*(?P<code>\d[0-9A-Za-z]{1,29})\s*[\]］】)）]", re.DOTALL)
_NUMBERED = re.compile(r"\(?\d{1,2}\)?\s*[-.、—]\s*(?P<rest>\D.*)", re.DOTALL)
_SPAN = re.compile(
    r"(?P<y1>(?:19|20)\d\d)(?:[年./-](?P<m1>\d{1,2})(?:[月./-](?P<d1>\d{1,2})日?|月)?|年)?"
    r"(?:至|到|[-—–~]+)(?P<y2>(?:19|20)\d\d)?(?:年?[./-]?(?P<m2>\d{1,2})(?:[月./-](?P<d2>\d{1,2})日?|月)?|年)?(?:底|止)?"
)
_DATE_AS_TEXT = "单元格里是日期，不能确定纸上怎样写"
_MAY_BE_SHARE = "单元格里是小于 1 的小数，纸上可能印作百分数"
_LONGEST_CODED = 300  # characters of a code with its name
_CENT = Decimal("0.01")
_ENDLESS = Decimal("1e15")  # no amount is as large


class Unsure(ValueError):
    """A value that was read with a doubt; ``value`` is the reading and the message the reason."""

    def __init__(self, value: Any, reason: str) -> None:
        self.value = value
        super().__init__(reason)


def understood(source: FieldCell | LineColumn, read: Read, shown: Shown) -> Any:
    """The value of what was read; ``None`` (or ``()``) for a blank.

    Raises :class:`projects.values.BadValue` for a text that is no value of this kind, and :class:`Unsure` with the
    value where it is not certain.
    """
    text = read.text
    if isinstance(source, FieldCell) and source.boxes:
        text = ticked(source.choices, text)
    elif source.choices:
        text = chosen(source.choices, text)
    pattern = source.pattern if isinstance(source, FieldCell) else ""
    match source.field.kind:
        case Kind.MONEY:
            return _money(read, text, shown)
        case Kind.PERCENT | Kind.POINTS:
            return _figure(source.field, read, text, pattern)
        case Kind.DATE if isinstance(read.value, date):
            return read.value
        case Kind.FLAG:
            return _flag(source.field, read, text, shown)
        case Kind.CODED:
            return coded(one_line(text), pattern)
        case Kind.SUBJECTS:
            return _subjects(text, pattern)
        case Kind.PERIOD:
            return period(one_line(text))
        case Kind.NARRATIVE:
            return parse(source.field, text, shown)
    return _line(source.field, read, _unpatterned(one_line(text), pattern), shown)


def _line(field: Field, read: Read, text: str, shown: Shown) -> Any:
    """A text of one line; of a date or fraction nobody knows how the paper shows it."""
    value = parse(field, text, shown)
    if isinstance(read.value, date) and value:
        raise Unsure(value, _DATE_AS_TEXT)
    if isinstance(read.value, Decimal) and 0 < abs(read.value) < 1 and value == general(read.value):
        raise Unsure(value, _MAY_BE_SHARE)
    return value


def _subjects(text: str, pattern: str) -> tuple[Coded, ...]:
    """Every subject once, in the order of the paper."""
    parts = (part for part in _BETWEEN_SUBJECTS.split(text) if part.strip())
    return tuple(dict.fromkeys(filter(None, (coded(one_line(part), pattern) for part in parts))))


def _money(read: Read, text: str, shown: Shown) -> Decimal | None:
    if isinstance(read.value, Decimal) and abs(read.value) < _ENDLESS:
        yuan = read.value * YUAN_PER_UNIT[shown.money_unit]
        near = yuan.quantize(_CENT)
        if abs(yuan - near) <= abs(yuan) * Decimal("1e-12"):  # what a computer's fractions leave behind
            text = format(near / YUAN_PER_UNIT[shown.money_unit], "f")
    return parse(Field(Kind.MONEY), one_line(text).replace(" ", ""), shown)


def _figure(field: Field, read: Read, text: str, pattern: str) -> Any:
    """A share that is stored as a fraction and shown without its sign is not certain."""
    value = parse(field, _unpatterned(plain(text), pattern), Shown())
    is_fraction = isinstance(read.value, Decimal) and "%" in pattern and "%" not in plain(text)
    if is_fraction and value and abs(value) <= 1:
        raise Unsure(value * 100, f"单元格里是 {text}，没有百分号，按 {plain_number(value * 100)}% 读入")
    return value


def _flag(field: Field, read: Read, text: str, shown: Shown) -> Any:
    if isinstance(read.value, bool):
        return read.value
    word = plain(text).lower()
    if word not in _YES and any(box in text for box in _BOXES):
        word = plain(ticked((Choice("是", "是"), Choice("否", "否")), text))
    if word in _YES | _NO:
        return word in _YES
    return parse(field, text, shown)


def _unpatterned(text: str, pattern: str) -> str:
    """The value out of a pattern such as ``{value}%``."""
    if not pattern or "{value}" not in pattern:
        return text
    before, _, after = pattern.partition("{value}")
    return text.removeprefix(before).removesuffix(after)


def coded(text: str, pattern: str = "") -> Coded | None:
    """A code and a name, written as the layout does or in any other usual way."""
    if not text:
        return None
    if pattern:
        told = pattern_of(pattern).read(text)
        code = (told or {}).get("code", "")
        if told and code.isascii() and code.isalnum():
            return Coded(code, told.get("name"))
    given = parse_coded(text)
    if given.code or len(text) > _LONGEST_CODED:
        return given
    for expression in (_TRAILING_CODE, _LEADING_CODE):
        match = expression.fullmatch(text)
        if match:
            return Coded(match["code"], match["name"].strip())
    return given


def chosen(choices: tuple[Choice, ...], text: str) -> str:
    """The choice that a text means, whatever number stands before it; else the text."""
    key = key_of(text)
    for choice in choices:
        if key in (key_of(choice.printed), key_of(choice.value)):
            return choice.value
    bare = _NUMBERED.fullmatch(unicodedata.normalize("NFKC", text.strip()))
    if bare:
        return next((choice.value for choice in choices if key_of(bare["rest"]) == key_of(choice.value)), text)
    return text


def ticked(choices: tuple[Choice, ...], text: str) -> str:
    """The choice whose box is ticked, before or behind it; what stands beside all boxes else."""
    rest = text.strip()
    box = f"(?P<box>[{_BOXES}])?"
    is_before = rest[:1] in _BOXES
    found: list[str] = []
    for choice in choices:
        name = r"\s*".join(map(re.escape, choice.printed))
        match = re.search(rf"{box}\s*{name}" if is_before else rf"{name}\s*{box}", rest)
        if not match:
            continue
        if match["box"] is None or match["box"] in _TICKS:
            found.append(choice.value)
        rest = rest[: match.start()] + rest[match.end() :]
    rest = rest.strip(f"{_BOXES} \u3000\n")
    if len(found) > 1:
        raise BadValue(f"“{text}”勾选了不止一项")
    return found[0] if found else rest


def period(text: str) -> tuple[date, date] | None:
    """Whole years, or the days that the paper gives. Raises :class:`BadValue`."""
    if not text:
        return None
    squeezed = plain(text)
    match = _SPAN.fullmatch(squeezed)
    if match and (match["m1"] or match["m2"]):
        try:
            return _days(match)
        except ValueError as error:
            raise BadValue(f"“{text}”不是项目期") from error
    days: tuple[date, date] = parse(Field(Kind.PERIOD), squeezed, Shown())
    return days


def _days(match: re.Match[str]) -> tuple[date, date]:
    first, last = int(match["y1"]), int(match["y2"] or match["y1"])
    month = int(match["m2"] or 12)
    start = date(first, int(match["m1"] or 1), int(match["d1"] or 1))
    if match["d2"]:
        return start, date(last, month, int(match["d2"]))
    after = date(last + month // 12, month % 12 + 1, 1)
    return start, date.fromordinal(after.toordinal() - 1)


def as_unit(shown: Shown, unit: str) -> Shown:
    """The same, but in another unit of money."""
    return replace(shown, money_unit=unit)
