"""From the text of a cell to a value of its kind; what cannot be understood is said and never guessed in silence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from projects.catalog import Field, Kind
from projects.document import Coded
from projects.layouts.model import Choice, FieldCell, LineColumn
from projects.money import YUAN_PER_UNIT
from projects.values import BadValue, Shown, parse, parse_coded
from reports.readers.matching.cleaning import one_line
from reports.readers.matching.draft import Read
from reports.readers.matching.labels import key_of, plain
from reports.readers.matching.patterns import pattern_of

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
_CENT = Decimal("0.01")


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
    field = source.field
    text = read.text
    if isinstance(source, FieldCell) and source.boxes:
        text = ticked(source.choices, text)
    elif source.choices:
        text = chosen(source.choices, text)
    pattern = source.pattern if isinstance(source, FieldCell) else ""
    match field.kind:
        case Kind.MONEY:
            return _money(read, text, shown)
        case Kind.PERCENT | Kind.POINTS:
            return parse(field, _figure(text, pattern), shown)
        case Kind.DATE if isinstance(read.value, date):
            return read.value
        case Kind.FLAG:
            return _flag(field, read, text, shown)
        case Kind.CODED:
            return coded(one_line(text), pattern)
        case Kind.SUBJECTS:
            parts = (part for part in re.split(r"[,，;；、\n]+(?=\s*[\[【\d])|[,，;；\n]+", text) if part.strip())
            return tuple(dict.fromkeys(filter(None, (coded(one_line(part), pattern) for part in parts))))
        case Kind.PERIOD:
            return period(one_line(text))
        case Kind.NARRATIVE:
            return parse(field, text, shown)
    if isinstance(read.value, date) and field.kind is Kind.TEXT:
        raise Unsure(parse(field, one_line(text), shown), _DATE_AS_TEXT)
    return parse(field, _unpatterned(one_line(text), pattern), shown)


def _money(read: Read, text: str, shown: Shown) -> Decimal | None:
    if isinstance(read.value, Decimal):
        yuan = read.value * YUAN_PER_UNIT[shown.money_unit]
        near = yuan.quantize(_CENT)
        if abs(yuan - near) <= abs(yuan) * Decimal("1e-12"):  # what a computer's fractions leave behind
            text = format(near / YUAN_PER_UNIT[shown.money_unit], "f")
    return parse(Field(Kind.MONEY), one_line(text).replace(" ", ""), shown)


def _figure(text: str, pattern: str) -> str:
    return _unpatterned(plain(text), pattern)


def _flag(field: Field, read: Read, text: str, shown: Shown) -> Any:
    if isinstance(read.value, bool):
        return read.value
    word = plain(text).lower()
    if any(box in text for box in _BOXES):
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
    if given.code:
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
    rest = text
    found: list[str] = []
    for choice in choices:
        name = r"\s*".join(map(re.escape, choice.printed))
        match = re.search(rf"(?P<before>[{_BOXES}])?\s*{name}\s*(?P<after>[{_BOXES}])?", rest)
        if not match:
            continue
        box = match["after"] or match["before"]
        if box is None or box in _TICKS:
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
