"""How the values of a disclosure travel in JSON, and the checking of it: everything wrong is reported at once, by path.

A dataclass says of each member what it is (``text()``, ``money()``, ``rows(Kind)`` …); writing, reading and the
complaints about bad input all follow from that.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from projects.exchange import Problem
from projects.money import LARGEST_AMOUNT

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
_MONEY = re.compile(r"-?[0-9]{1,13}\.[0-9]{2}")
_FIGURE = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_YEARS = range(1900, 2101)


class BadShape(ValueError):
    """A JSON value that its member cannot be; the message is Chinese and says what it should be."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How one plain value is read from JSON and written to it; ``words`` are all that it can be, where they are few."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    words: tuple[str, ...] = ()


def _read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadShape("应是加引号的文字")
    if not value.strip():
        raise BadShape("不能是空文字，空白请用 null")
    if _CONTROL.search(value):
        raise BadShape("含有看不见的控制字符，请删去")
    return value


def _read_money(value: Any) -> Decimal:
    if not isinstance(value, str) or not _MONEY.fullmatch(value):
        raise BadShape('金额应是以元为单位、两位小数的文字，如 "200000.00"')
    amount = Decimal(value) or Decimal("0.00")  # -0.00 is no other amount
    if abs(amount) > LARGEST_AMOUNT:
        raise BadShape("金额太大，请核对单位是不是元")
    return amount


def _read_figure(value: Any) -> Decimal:
    if not isinstance(value, str) or not _FIGURE.fullmatch(value):
        raise BadShape('应是数字文字，不带单位和百分号，如 "90"')
    return Decimal(value)


def _read_year(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in _YEARS:
        raise BadShape("应是四位数的年份，如 2022")
    return value


def _read_date(value: Any) -> date:
    try:
        return date.fromisoformat(_read_text(value))
    except ValueError as error:
        raise BadShape('日期应如 "2018-12-31"') from error


def _read_month(value: Any) -> str:
    if not isinstance(value, str) or not _MONTH.fullmatch(value):
        raise BadShape('年月应如 "2021-03"')
    return value


def _write_figure(value: Decimal) -> str:
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _same(value: Any) -> Any:
    return value


_TEXT = Codec(_read_text, _same)
MONEY = Codec(_read_money, lambda amount: format(amount, ".2f"))
_FIGURE_CODEC = Codec(_read_figure, _write_figure)
_YEAR = Codec(_read_year, _same)
DAY = Codec(_read_date, date.isoformat)
MONTH = Codec(_read_month, _same)


def _plain(codec: Codec, *, extra: bool = False) -> Any:
    """``extra``: the key is left out of the JSON while the value is blank."""
    return field(default=None, metadata={"codec": codec, "extra": extra})


def text(*, extra: bool = False) -> Any:
    """Text as on the paper."""
    return _plain(_TEXT, extra=extra)


def money(*, extra: bool = False) -> Any:
    """``Decimal`` yuan, negative for a decrease."""
    return _plain(MONEY, extra=extra)


def figure() -> Any:
    """A ``Decimal`` without unit."""
    return _plain(_FIGURE_CODEC)


def year() -> Any:
    """A year of four digits."""
    return _plain(_YEAR)


def day() -> Any:
    """A ``date``."""
    return _plain(DAY)


def month() -> Any:
    """``YYYY-MM``."""
    return _plain(MONTH)


def choice(*words: str) -> Any:
    """One of a few words."""

    def read(value: Any) -> str:
        if value not in words:
            raise BadShape(f"应是 {'、'.join(words)} 之一")
        return str(value)

    return _plain(Codec(read, _same, tuple(map(str, words))))


def part(kind: type, *, extra: bool = False) -> Any:
    """An object that is always there."""
    return field(default_factory=kind, metadata={"kind": kind, "extra": extra})


def part_or_none(kind: type) -> Any:
    """An object that may be missing."""
    return field(default=None, metadata={"kind": kind})


def rows(kind: type, *, extra: bool = False) -> Any:
    """A list of objects."""
    return field(default=(), metadata={"rows": kind, "extra": extra})


def texts(*, extra: bool = False) -> Any:
    """A list of texts."""
    return field(default=(), metadata={"items": _TEXT, "extra": extra})


def members(kind: Any) -> Iterator[dataclasses.Field[Any]]:
    """The members that travel, in the order of the JSON."""
    return (member for member in dataclasses.fields(kind) if member.metadata)


def encoded(value: Any) -> dict[str, Any]:
    """The JSON object of a dataclass."""
    return {
        member.name: _encoded(member, getattr(value, member.name))
        for member in members(value)
        if not (member.metadata.get("extra") and _is_blank(member, getattr(value, member.name)))
    }


def _is_blank(member: dataclasses.Field[Any], value: Any) -> bool:
    return value in (None, ()) or ("kind" in member.metadata and value == member.metadata["kind"]())


def _encoded(member: dataclasses.Field[Any], value: Any) -> Any:
    if value is None:
        return None
    if "kind" in member.metadata:
        return encoded(value)
    if "rows" in member.metadata:
        return [encoded(row) for row in value]
    if "items" in member.metadata:
        return list(value)
    return member.metadata["codec"].write(value)


class Decoder:
    """Builds dataclasses from JSON; ``problems`` collects everything that is wrong."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def decode(self, kind: Any, data: Any, path: str = "") -> Any:
        """An instance of ``kind``; what cannot be read is blank in it and stands in ``problems``.

        A missing key is a blank; a key that the shape does not have is a problem.
        """
        if not isinstance(data, dict):
            self._complain(path, "应是对象（花括号）")
            return kind()
        known = {member.name: member for member in members(kind)}
        strange = [key for key in data if key not in known]
        if strange:
            self._complain(path, f"有不认识的项：{'、'.join(f'{key:.40}' for key in sorted(strange))}")
        values = {
            name: self._value(member, data[name], f"{path}.{name}" if path else name)
            for name, member in known.items()
            if data.get(name) is not None
        }
        return kind(**{name: value for name, value in values.items() if value is not None})

    def _value(self, member: dataclasses.Field[Any], value: Any, path: str) -> Any:
        if "kind" in member.metadata:
            return self.decode(member.metadata["kind"], value, path)
        if "rows" in member.metadata:
            row_kind = member.metadata["rows"]
            return tuple(self.decode(row_kind, row, place) for row, place in self._listed(value, path))
        if "items" in member.metadata:
            codec = member.metadata["items"]
            read = [self._read(codec, item, place) for item, place in self._listed(value, path)]
            return tuple(item for item in read if item is not None)
        return self._read(member.metadata["codec"], value, path)

    def _listed(self, value: Any, path: str) -> Iterator[tuple[Any, str]]:
        if not isinstance(value, list):
            self._complain(path, "应是列表（方括号）")
            return
        for index, item in enumerate(value):
            yield item, f"{path}[{index}]"

    def _read(self, codec: Codec, value: Any, path: str) -> Any:
        try:
            return codec.read(value)
        except BadShape as problem:
            self._complain(path, str(problem))
            return None

    def _complain(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))
