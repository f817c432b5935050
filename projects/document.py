"""``FormDocument``: one filled form as a plain value, free of database, request and paper.

Its JSON form is the exchange format ``perfbudget/1`` (``exchange.schema.json`` beside this
file). Readers produce it, writers consume it, review rules judge it, snapshots store it.
Every class is frozen: a changed document is a new document.

Units: money is ``Decimal`` yuan, percentages are ``Decimal`` without the sign, dates are
``date``; ``None`` is a blank on the paper, which is never zero.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from projects.catalog import SLOT_KEYS, Slot, slot_of

SCHEMA = "perfbudget/1"

_INDEXED = re.compile(r"(?P<name>[a-z_]+)\[(?P<index>\d+)\]")


class Codec(StrEnum):
    """How one value travels in JSON."""

    TEXT = "text"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    FLAG = "flag"
    NUMBER = "number"
    TEXTS_BY_YEAR = "texts_by_year"
    OBJECT = "object"
    LIST = "list"


def _value(codec: Codec) -> Any:
    return field(default=None, metadata={"codec": codec})


def _extra(codec: Codec) -> Any:
    """A value that only some forms have: its key is left out of the JSON while it is blank."""
    return field(default=None, metadata={"codec": codec, "extra": True})


def _object(kind: type) -> Any:
    return field(default_factory=kind, metadata={"codec": Codec.OBJECT, "kind": kind})


def _optional(kind: type) -> Any:
    return field(default=None, metadata={"codec": Codec.OBJECT, "kind": kind})


def _list(kind: type) -> Any:
    return field(default=(), metadata={"codec": Codec.LIST, "kind": kind})


def _extra_list(kind: type) -> Any:
    """A list that only some forms have: its key is left out of the JSON while it is empty."""
    return field(default=(), metadata={"codec": Codec.LIST, "kind": kind, "extra": True})


@dataclass(frozen=True, slots=True)
class Coded:
    """A thing with an official code and a name, either of which the paper may lack."""

    code: str | None = _value(Codec.TEXT)
    name: str | None = _value(Codec.TEXT)


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What the paper says of the project itself."""

    code: str | None = _value(Codec.TEXT)
    name: str | None = _value(Codec.TEXT)
    category: Coded | None = _optional(Coded)
    nature: str | None = _value(Codec.TEXT)
    has_subprojects: bool | None = _value(Codec.FLAG)
    functional_subjects: tuple[Coded, ...] = _list(Coded)
    economic_subjects: tuple[Coded, ...] = _list(Coded)
    start_date: date | None = _value(Codec.DATE)
    end_date: date | None = _value(Codec.DATE)
    leader: str | None = _value(Codec.TEXT)
    filler: str | None = _value(Codec.TEXT)
    phone: str | None = _value(Codec.TEXT)
    address: str | None = _value(Codec.TEXT)
    postcode: str | None = _value(Codec.TEXT)
    government_procurement: bool | None = _value(Codec.FLAG)
    five_expenses: bool | None = _value(Codec.FLAG)

    @property
    def period(self) -> tuple[date, date] | None:
        """项目期, where both ends are given."""
        return (self.start_date, self.end_date) if self.start_date and self.end_date else None


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of the paper's head, in yuan; ``total_…`` are parts of the whole period's total."""

    total: Decimal | None = _value(Codec.MONEY)
    current_year: Decimal | None = _value(Codec.MONEY)
    fiscal: Decimal | None = _value(Codec.MONEY)
    other: Decimal | None = _value(Codec.MONEY)
    prior_year_budget: Decimal | None = _value(Codec.MONEY)
    prior_year_executed: Decimal | None = _value(Codec.MONEY)
    total_fiscal: Decimal | None = _extra(Codec.MONEY)
    total_other: Decimal | None = _extra(Codec.MONEY)


@dataclass(frozen=True, slots=True)
class FundingSource:
    """One line of 资金来源; ``of_which`` lines are part of the line above them."""

    name: str | None = _value(Codec.TEXT)
    amount: Decimal | None = _value(Codec.MONEY)
    of_which: bool | None = _extra(Codec.FLAG)


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """预算数 and 执行数 of one earlier year."""

    year: int | None = _value(Codec.NUMBER)
    budget: Decimal | None = _value(Codec.MONEY)
    executed: Decimal | None = _value(Codec.MONEY)

    @property
    def execution_rate(self) -> Decimal | None:
        """执行率 in percent, one place, where it can be computed."""
        if not self.budget or self.executed is None:
            return None
        return (self.executed / self.budget * 100).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Expenditure:
    """One line of 支出明细测算."""

    subject: Coded | None = _optional(Coded)
    amount: Decimal | None = _value(Codec.MONEY)
    basis: str | None = _value(Codec.TEXT)
    note: str | None = _value(Codec.TEXT)


@dataclass(frozen=True, slots=True)
class Procurement:
    """One line of 项目采购."""

    item: str | None = _value(Codec.TEXT)
    quantity: str | None = _value(Codec.TEXT)
    amount: Decimal | None = _value(Codec.MONEY)


@dataclass(frozen=True, slots=True)
class PaymentPeriod:
    """One period of 资金支出计划; percentages are cumulative."""

    by: str | None = _value(Codec.TEXT)
    percent: Decimal | None = _value(Codec.PERCENT)


@dataclass(frozen=True, slots=True)
class Narratives:
    """The long texts of the paper."""

    overview: str | None = _value(Codec.TEXT)
    basis: str | None = _value(Codec.TEXT)
    necessity: str | None = _value(Codec.TEXT)
    safeguards: str | None = _value(Codec.TEXT)
    implementation_plan: str | None = _value(Codec.TEXT)
    fund_use: str | None = _value(Codec.TEXT)
    overall_goal: str | None = _value(Codec.TEXT)
    annual_goal: str | None = _value(Codec.TEXT)
    remarks: str | None = _value(Codec.TEXT)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator table; ``level1`` and ``level2`` as printed, without marks.

    ``weight`` is in points; ``medium_target`` is the target for the whole period.
    """

    goal: str | None = _value(Codec.TEXT)
    level1: str | None = _value(Codec.TEXT)
    level2: str | None = _value(Codec.TEXT)
    level3: str | None = _value(Codec.TEXT)
    description: str | None = _value(Codec.TEXT)
    target: str | None = _value(Codec.TEXT)
    basis: str | None = _value(Codec.TEXT)
    standard: str | None = _value(Codec.TEXT)
    history: dict[str, str | None] | None = _value(Codec.TEXTS_BY_YEAR)
    weight: Decimal | None = _extra(Codec.PERCENT)
    medium_target: str | None = _extra(Codec.TEXT)
    source: str | None = _extra(Codec.TEXT)
    data_source: str | None = _extra(Codec.TEXT)
    scoring_rule: str | None = _extra(Codec.TEXT)


@dataclass(frozen=True, slots=True)
class Duty:
    """One 职责 of a department with its goal, its indicator and what earns 优, 良, 中 and 差."""

    number: str | None = _value(Codec.TEXT)
    duty: str | None = _value(Codec.TEXT)
    description: str | None = _value(Codec.TEXT)
    goal: str | None = _value(Codec.TEXT)
    performance_goal: str | None = _value(Codec.TEXT)
    indicator: str | None = _value(Codec.TEXT)
    excellent: str | None = _value(Codec.TEXT)
    good: str | None = _value(Codec.TEXT)
    fair: str | None = _value(Codec.TEXT)
    poor: str | None = _value(Codec.TEXT)


@dataclass(frozen=True, slots=True)
class Task:
    """One of the 年度主要任务 of a department, with its money."""

    name: str | None = _value(Codec.TEXT)
    content: str | None = _value(Codec.TEXT)
    amount: Decimal | None = _value(Codec.MONEY)
    fiscal: Decimal | None = _value(Codec.MONEY)
    other: Decimal | None = _value(Codec.MONEY)


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the 工作保障措施 of a department."""

    name: str | None = _value(Codec.TEXT)
    text: str | None = _value(Codec.TEXT)


@dataclass(frozen=True, slots=True)
class FormDocument:
    """One performance-target form of one project in one fiscal year.

    The form of a whole department (部门整体绩效目标) is one, too, with duties, tasks and measures.
    """

    layout: str
    fiscal_year: int
    region: Coded | None = _optional(Coded)
    department: Coded | None = _optional(Coded)
    unit: Coded | None = _optional(Coded)
    project: ProjectFacts = _object(ProjectFacts)
    amounts: Amounts = _object(Amounts)
    funding_sources: tuple[FundingSource, ...] = _list(FundingSource)
    budget_history: tuple[BudgetYear, ...] = _list(BudgetYear)
    budget_change_note: str | None = _value(Codec.TEXT)
    expenditures: tuple[Expenditure, ...] = _list(Expenditure)
    procurements: tuple[Procurement, ...] = _list(Procurement)
    payment_schedule: tuple[PaymentPeriod, ...] = _list(PaymentPeriod)
    narratives: Narratives = _object(Narratives)
    indicators: tuple[Indicator, ...] = _list(Indicator)
    duties: tuple[Duty, ...] = _extra_list(Duty)
    tasks: tuple[Task, ...] = _extra_list(Task)
    measures: tuple[Measure, ...] = _extra_list(Measure)

    def to_json(self) -> dict[str, Any]:
        """The exchange object, keys in the order of the format; blanks are ``None``."""
        head = {"schema": SCHEMA, "layout": self.layout, "fiscal_year": self.fiscal_year}
        return head | _encode_object(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FormDocument:
        """Build a document from an exchange object that :mod:`projects.exchange` has validated."""
        members = _decode_members(cls, data)
        return cls(layout=data["layout"], fiscal_year=int(data["fiscal_year"]), **members)

    def at(self, path: str) -> Any:
        """The value at an exchange path such as ``amounts.total`` or ``indicators[3].target``.

        A member of an absent object is ``None``; raises ``KeyError`` for a path that the
        format does not have.
        """
        slot = slot_of(path)
        if slot:
            return getattr(self.slot_row(slot), slot.member, None)
        value: Any = self
        for step in path.split("."):
            if value is None:
                return None
            indexed = _INDEXED.fullmatch(step)
            name = indexed["name"] if indexed else step
            if not hasattr(value, name):
                raise KeyError(path)
            value = getattr(value, name)
            if indexed:
                rows, index = value, int(indexed["index"])
                value = rows[index] if index < len(rows) else None
        return value

    def slot_row(self, slot: Slot) -> Any:
        """The row a slot shows, or ``None``."""
        key_member, key = SLOT_KEYS[slot.lines], slot.row_key(self.fiscal_year)
        return next((row for row in getattr(self, slot.lines) if getattr(row, key_member) == key), None)


_Member = TypeVar("_Member")


def _encode_object(value: Any) -> dict[str, Any]:
    return {
        member.name: _encode(member.metadata["codec"], getattr(value, member.name))
        for member in dataclasses.fields(value)
        if "codec" in member.metadata and not _left_out(value, member)
    }


def _left_out(value: Any, member: dataclasses.Field[Any]) -> bool:
    """Whether this is something that only some forms have, and this one has not."""
    return "extra" in member.metadata and not _is_given(getattr(value, member.name))


def _is_given(value: Any) -> bool:
    return value is not None and value is not False and value != ()


def _encode(codec: Codec, value: Any) -> Any:
    if value is None:
        return None
    match codec:
        case Codec.OBJECT:
            return _encode_object(value)
        case Codec.LIST:
            return [_encode_object(member) for member in value]
        case Codec.MONEY:
            return format(value, ".2f")
        case Codec.PERCENT:
            return plain_number(value)
        case Codec.DATE:
            return value.isoformat()
        case Codec.TEXTS_BY_YEAR:
            return dict(value)
    return value


def _decode_members(kind: type, data: dict[str, Any]) -> dict[str, Any]:
    return {
        member.name: _decode(member.metadata, data[member.name])
        for member in dataclasses.fields(kind)
        if "codec" in member.metadata and data.get(member.name) is not None
    }


def _decode_object(kind: type[_Member], data: dict[str, Any]) -> _Member:
    return kind(**_decode_members(kind, data))


def _decode(metadata: Any, value: Any) -> Any:
    match metadata["codec"]:
        case Codec.OBJECT:
            return _decode_object(metadata["kind"], value)
        case Codec.LIST:
            return tuple(_decode_object(metadata["kind"], member) for member in value)
        case Codec.MONEY | Codec.PERCENT:
            return _decimal(value)
        case Codec.DATE:
            return date.fromisoformat(value)
        case Codec.NUMBER:
            return int(value)  # JSON has 2020.0 for an integer, too
        case Codec.TEXTS_BY_YEAR:
            return dict(value)
    return value


def _decimal(text: str) -> Decimal:
    """An amount of -0.00 is no other amount than 0.00."""
    number = Decimal(text)
    return number or number.copy_abs()


def plain_number(number: Decimal) -> str:
    """``25``, ``33.3``: all digits, no trailing zeros, no exponent."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
