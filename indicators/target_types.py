"""What a target value (指标值) says: measures and qualities, and the pieces of the text as written.

:func:`indicators.target.parse_target` builds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from indicators.target_words import MONEY_BASES, MONEY_UNITS, UNIT_SPELLINGS, Operator


class Role(StrEnum):
    """What a piece of the written text is."""

    NAME = "name"  # words before a figure: 培训覆盖率
    OPERATOR = "operator"  # >=, 不少于, 以上, the dash of a range
    NUMBER = "number"
    MULTIPLIER = "multiplier"  # 万, 亿
    UNIT = "unit"
    WORDS = "words"  # everything that is no measure, or follows one
    FILL = "fill"  # blanks, separators between clauses, list numbers, markup


class Part(NamedTuple):
    """One piece of the text as it was written."""

    role: Role
    text: str


class Kind(StrEnum):
    """What a target is as a whole."""

    BLANK = "blank"
    MEASURED = "measured"  # at least one figure
    DEADLINE = "deadline"  # no figure but a date: 2020年12月底前
    QUALITATIVE = "qualitative"


class DisplayRole(StrEnum):
    """The compartments of the chip that shows how a target was read."""

    LABEL = "label"  # 定性, 时限
    NAME = "name"
    OPERATOR = "operator"
    NUMBER = "number"
    UNIT = "unit"
    WORDS = "words"  # no unit of measure


class DisplayPart(NamedTuple):
    """One compartment of a chip."""

    role: DisplayRole
    text: str


@dataclass(frozen=True)
class Quantity:
    """A figure: digits as ``written``, the ``number`` they spell, and its multiplier (``万``) if any."""

    written: str
    number: Decimal
    multiplier: str = ""
    power: int = 0  # of ten, by the multiplier and by a unit of money such as 万元

    @cached_property
    def value(self) -> Decimal:
        """The number in base units, exact: 1万人次 is 10000, 3.2万元 is 32000."""
        if not self.power:
            return self.number
        sign, digits, exponent = self.number.as_tuple()
        assert isinstance(exponent, int)
        return Decimal(format(Decimal((sign, digits, exponent + self.power)), "f"))


@dataclass(frozen=True)
class Measure:
    """One figure with its bound: ``name`` operator quantity unit ``trailing``.

    ``quantities`` holds one figure, or the lower and the upper one of a RANGE. ``unit`` is a unit of the
    vocabulary in plain spelling (``%`` also for ``％`` and ``百分之``) or ""; words that are no unit are ``trailing``.
    """

    operator: Operator
    quantities: tuple[Quantity, ...]
    unit: str = ""
    name: str = ""
    trailing: str = ""

    @property
    def number(self) -> Decimal:
        """The figure as written, of a range the lower one."""
        return self.quantities[0].number

    @property
    def value(self) -> Decimal:
        """The figure in base units, of a range the lower one."""
        return self.quantities[0].value

    @property
    def values(self) -> tuple[Decimal, ...]:
        """All figures in base units."""
        return tuple(quantity.value for quantity in self.quantities)

    @property
    def base_unit(self) -> str:
        """The unit that ``values`` are in: 元 for 万元, 元/人 for 万元/人, 平方米 for ㎡."""
        head, slash, below = self.unit.partition("/")
        if head in MONEY_UNITS:
            head = next(base for base in MONEY_BASES if head.endswith(base))
        return UNIT_SPELLINGS.get(head, head) + slash + UNIT_SPELLINGS.get(below, below)

    def display_parts(self) -> tuple[DisplayPart, ...]:
        number = Operator.RANGE.join(f"{quantity.number:f}{quantity.multiplier}" for quantity in self.quantities)
        parts = (
            DisplayPart(DisplayRole.NAME, self.name),
            DisplayPart(DisplayRole.OPERATOR, "" if self.operator is Operator.RANGE else self.operator.value),
            DisplayPart(DisplayRole.NUMBER, number),
            DisplayPart(DisplayRole.UNIT, self.unit),
            DisplayPart(DisplayRole.WORDS, self.trailing),
        )
        return tuple(part for part in parts if part.text)


_DATE = (
    r"(?:19|20)[0-9]{2}(?:\s*[-—~～至]\s*(?:19|20)?[0-9]{2})?\s*年度?(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?"
    r"|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?"
    r"|[0-9]{1,2}(?:\s*[-—~～至]\s*[0-9]{1,2})?\s*月(?:[0-9]{1,2}[日号])?|[0-9]{1,2}\s*[日号]"
    r"|[一二三四五六七八九十]{1,2}月|年度?|月|季度?|[上下]半年|第?[1-4一二三四]季度"
)
_DEADLINE = re.compile(
    rf"(?:于|在|截至|截止|至|到)?\s*(?:[每当次本](?:年|月|季度?))?\s*(?:{_DATE})?"
    r"(?:[底末]|.{0,6}(?:[底末]|之|以)?前|之?内|[初中]|[上中下]旬)?(?:.{0,4}(?:完成|到位|交付|发放|支付|拨付).{0,8})?",
    re.DOTALL,
)
_HAS_DATE = re.compile(r"[0-9]|[一二三四五六七八九十]{1,2}月|[年月度](?:[底末]|内)|季度|半年")
_LONGEST_DEADLINE = 24  # a longer text is a sentence that speaks of a date


@dataclass(frozen=True)
class Quality:
    """Words without a figure: a grade (健全), a promise, or a date."""

    text: str

    @property
    def is_deadline(self) -> bool:
        """Whether the text is a date to be kept rather than a grade."""
        return (
            len(self.text) <= _LONGEST_DEADLINE
            and bool(_HAS_DATE.search(self.text))
            and bool(_DEADLINE.fullmatch(self.text))
        )

    def display_parts(self) -> tuple[DisplayPart, ...]:
        label = "时限" if self.is_deadline else "定性"
        return DisplayPart(DisplayRole.LABEL, label), DisplayPart(DisplayRole.WORDS, self.text)


@dataclass(frozen=True)
class Target:
    """A target value: the text in ``parts``, what it says in ``readings``, both in written order."""

    parts: tuple[Part, ...]
    readings: tuple[Measure | Quality, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(reading for reading in self.readings if isinstance(reading, Measure))

    @property
    def kind(self) -> Kind:
        if not self.readings:
            return Kind.BLANK
        if self.measures:
            return Kind.MEASURED
        dated = any(isinstance(reading, Quality) and reading.is_deadline for reading in self.readings)
        return Kind.DEADLINE if dated else Kind.QUALITATIVE

    @property
    def is_qualitative(self) -> bool:
        """Whether something is written and none of it is a figure (a deadline is qualitative too)."""
        return bool(self.readings) and not self.measures

    def format(self) -> str:
        """The text as it was written, to the character."""
        return "".join(part.text for part in self.parts)

    def display_parts(self) -> tuple[tuple[DisplayPart, ...], ...]:
        """One chip for each reading: ``≥ | 5000 | 人``, ``定性 | 健全``."""
        return tuple(reading.display_parts() for reading in self.readings)
