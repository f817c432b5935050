"""``DisclosureDocument``: the department level of a 部门预算公开 as a plain value.

What a disclosure says of the whole department, without its nine tables and without the projects' own forms (each of
those is a :class:`~projects.document.FormDocument`). Every class is frozen: a changed document is a new document.

Units: money is ``Decimal`` yuan, negative for a decrease; ``None`` is a blank on the paper, which is never zero.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from projects.disclosure import codec
from projects.disclosure.codec import encoded, members
from projects.disclosure.subject_lines import SubjectLines

_STEP = re.compile(r"(?P<name>[a-z_]+)|\[(?P<index>\d+)\]")


@dataclass(frozen=True, slots=True)
class Named:
    """A region or a department: official code and name, either of which the paper may lack."""

    code: str | None = codec.text()
    name: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Duty:
    """One 职责 of one unit; ``number`` without 是 or 、, ``name`` where the duty has a heading."""

    unit: str | None = codec.text()
    number: str | None = codec.text()
    name: str | None = codec.text()
    text: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Duties:
    """部门职责."""

    preface: str | None = codec.text()
    items: tuple[Duty, ...] = codec.rows(Duty)


@dataclass(frozen=True, slots=True)
class Institution:
    """One row of 机构设置: 单位名称, 单位性质, 单位规格, 经费保障形式."""

    name: str | None = codec.text()
    nature: str | None = codec.text()
    level: str | None = codec.text()
    funding: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Line:
    """A named amount."""

    name: str | None = codec.text()
    amount: Decimal | None = codec.money()


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A part of an expenditure; ``form`` is the id of the project's form where it is known."""

    name: str | None = codec.text()
    amount: Decimal | None = codec.money()
    form: str | None = codec.text(extra=True)


@dataclass(frozen=True, slots=True)
class Spending:
    """A kind of expenditure with what it consists of."""

    name: str | None = codec.text()
    amount: Decimal | None = codec.money()
    parts: tuple[ProjectLine, ...] = codec.rows(ProjectLine)


@dataclass(frozen=True, slots=True)
class ChangedSpending:
    """More or less than last year, with the reason that the paper gives."""

    name: str | None = codec.text()
    amount: Decimal | None = codec.money()
    reason: str | None = codec.text()
    parts: tuple[Line, ...] = codec.rows(Line)


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """The same without parts."""

    name: str | None = codec.text()
    amount: Decimal | None = codec.money()
    reason: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Income:
    """收入说明; ``year_printed`` is the year that its sentence names."""

    year_printed: int | None = codec.year()
    total: Decimal | None = codec.money()
    items: tuple[Line, ...] = codec.rows(Line)
    text: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Expenditure:
    """支出说明."""

    total: Decimal | None = codec.money()
    items: tuple[Spending, ...] = codec.rows(Spending)
    text: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Change:
    """比上年增减情况, signed."""

    total: Decimal | None = codec.money()
    items: tuple[ChangedSpending, ...] = codec.rows(ChangedSpending)
    text: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Budget:
    """部门预算安排的总体情况."""

    preface: str | None = codec.text()
    income: Income = codec.part(Income)
    expenditure: Expenditure = codec.part(Expenditure)
    change: Change = codec.part(Change)


@dataclass(frozen=True, slots=True)
class OperatingCosts:
    """机关运行经费."""

    total: Decimal | None = codec.money()
    items: tuple[Line, ...] = codec.rows(Line)
    text: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Parted:
    """A named amount with what it consists of."""

    name: str | None = codec.text()
    amount: Decimal | None = codec.money()
    parts: tuple[Line, ...] = codec.rows(Line)


@dataclass(frozen=True, slots=True)
class ThreePublicChange:
    """三公经费 against last year, signed."""

    total: Decimal | None = codec.money()
    items: tuple[ChangedLine, ...] = codec.rows(ChangedLine)


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """财政拨款“三公”经费; ``last_year`` are last year's amounts by the names of the items."""

    total: Decimal | None = codec.money()
    items: tuple[Parted, ...] = codec.rows(Parted)
    change: ThreePublicChange | None = codec.part_or_none(ThreePublicChange)
    text: str | None = codec.text()
    last_year: tuple[Line, ...] = codec.rows(Line, extra=True)


@dataclass(frozen=True, slots=True)
class ProcurementRow:
    """One row of the 政府采购 table; ``kind`` is ``total``, ``subtotal`` or ``item``."""

    project: str | None = codec.text()
    budget: Decimal | None = codec.money()
    item: str | None = codec.text()
    catalogue: str | None = codec.text()
    unit: str | None = codec.text()
    quantity: str | None = codec.text()
    unit_price: Decimal | None = codec.money()
    total: Decimal | None = codec.money()
    general_public_budget: Decimal | None = codec.money()
    government_fund_budget: Decimal | None = codec.money()
    state_capital_budget: Decimal | None = codec.money()
    special_account: Decimal | None = codec.money()
    own_funds: Decimal | None = codec.money()
    kind: str | None = codec.choice("total", "subtotal", "item")


@dataclass(frozen=True, slots=True)
class Procurement:
    """政府采购预算; ``columns`` are the headings as printed, ``note`` stands under the table."""

    unit_line: str | None = codec.text()
    columns: tuple[str, ...] = codec.texts()
    total: Decimal | None = codec.money()
    rows: tuple[ProcurementRow, ...] = codec.rows(ProcurementRow)
    note: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One row of 固定资产占用情况: how many, worth how much."""

    name: str | None = codec.text()
    quantity: str | None = codec.text()
    value: Decimal | None = codec.money()


@dataclass(frozen=True, slots=True)
class Assets:
    """国有资产信息; ``fixed_assets_total`` is what the text says, ``note`` stands under the table."""

    text: str | None = codec.text()
    fixed_assets_total: Decimal | None = codec.money()
    as_of: date | None = codec.day()
    unit_line: str | None = codec.text()
    rows: tuple[AssetRow, ...] = codec.rows(AssetRow)
    planned_purchases: tuple[Line, ...] = codec.rows(Line)
    planned_purchases_total: Decimal | None = codec.money(extra=True)
    note: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of 名词解释; functional subjects have a code and a level (类, 款 or 项)."""

    number: str | None = codec.text()
    code: str | None = codec.text()
    level: str | None = codec.text(extra=True)
    term: str | None = codec.text()
    definition: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class OverallGoal:
    """总体绩效目标; ``points`` are its numbered sentences."""

    unit: str | None = codec.text()
    text: str | None = codec.text()
    points: tuple[str, ...] = codec.texts()


@dataclass(frozen=True, slots=True)
class PerformanceGoal:
    """绩效目标 of one duty; ``items`` are its sentences, each once."""

    text: str | None = codec.text()
    items: tuple[str, ...] = codec.texts()


@dataclass(frozen=True, slots=True)
class Threshold:
    """What earns a grade: ``min`` ≤ x < ``max`` in the unit of the standard; equal ends are that count alone."""

    grade: str | None = codec.choice("优", "良", "中", "差")
    min: Decimal | None = codec.figure()
    max: Decimal | None = codec.figure()


@dataclass(frozen=True, slots=True)
class Standard:
    """绩效标准: its sentence, and the grades as they were understood."""

    text: str | None = codec.text()
    unit: str | None = codec.text()
    thresholds: tuple[Threshold, ...] = codec.rows(Threshold)


@dataclass(frozen=True, slots=True)
class Section:
    """分项绩效目标 of one duty."""

    number: str | None = codec.text()
    duty: str | None = codec.text()
    duty_description: str | None = codec.text()
    duty_goal: str | None = codec.text()
    performance_goal: PerformanceGoal = codec.part(PerformanceGoal)
    indicators: tuple[str, ...] = codec.texts()
    standards: tuple[Standard, ...] = codec.rows(Standard)


@dataclass(frozen=True, slots=True)
class Safeguard:
    """One of the 工作保障措施."""

    number: str | None = codec.text()
    name: str | None = codec.text()
    text: str | None = codec.text()


@dataclass(frozen=True, slots=True)
class Safeguards:
    """工作保障措施."""

    unit: str | None = codec.text()
    preface: str | None = codec.text()
    items: tuple[Safeguard, ...] = codec.rows(Safeguard)


@dataclass(frozen=True, slots=True)
class Performance:
    """部门整体绩效目标."""

    overall_goal: OverallGoal = codec.part(OverallGoal)
    sections: tuple[Section, ...] = codec.rows(Section)
    safeguards: Safeguards = codec.part(Safeguards)


@dataclass(frozen=True, slots=True)
class DisclosureDocument:
    """The department level of one disclosure. ``document`` is its id where it has one.

    ``uncertain`` are paths of values that were read without certainty; ``duplicated_in_source`` says in words which
    passages the source repeats, which stand here once.
    """

    document: str | None = codec.text()
    title: str | None = codec.text()
    fiscal_year: int | None = codec.year()
    region: Named = codec.part(Named)
    department: Named = codec.part(Named)
    printed_unit: str | None = codec.text()
    issued: str | None = codec.month()
    legal_basis: str | None = codec.text()
    contents: tuple[str, ...] = codec.texts(extra=True)
    duties: Duties = codec.part(Duties)
    institutions: tuple[Institution, ...] = codec.rows(Institution)
    budget: Budget = codec.part(Budget)
    subject_lines: SubjectLines = codec.part(SubjectLines, extra=True)
    operating_costs: OperatingCosts = codec.part(OperatingCosts)
    three_public: ThreePublic = codec.part(ThreePublic)
    procurement: Procurement = codec.part(Procurement)
    assets: Assets = codec.part(Assets)
    glossary: tuple[Term, ...] = codec.rows(Term)
    other_matters: str | None = codec.text()
    performance: Performance = codec.part(Performance)
    duplicated_in_source: tuple[str, ...] = codec.texts()
    uncertain: tuple[str, ...] = codec.texts()

    def to_json(self) -> dict[str, Any]:
        """The JSON object, keys in the order of this class; blanks are ``None``."""
        return encoded(self)

    def at(self, path: str) -> Any:
        """The value at a path such as ``budget.income.items[0].amount``; ``None`` behind the end of a list.

        Raises ``KeyError`` for a path that the shape does not have.
        """
        value: Any = self
        for step in _STEP.finditer(path):
            if value is None:
                return None
            if step["index"]:
                index = int(step["index"])
                value = value[index] if index < len(value) else None
            elif hasattr(value, step["name"]):
                value = getattr(value, step["name"])
            else:
                raise KeyError(path)
        return value

    def texts(self, below: str = "") -> Iterator[tuple[str, str]]:
        """Path and text of every text that is given, in the order of the document, below a path or all."""
        for path, value in _leaves(self.at(below) if below else self, below):
            if isinstance(value, str):
                yield path, value

    def amounts(self, below: str = "") -> Iterator[tuple[str, Decimal]]:
        """Path and amount of all money that is given, in the order of the document."""
        for path, value in _leaves(self.at(below) if below else self, below):
            if isinstance(value, Decimal) and ".thresholds" not in path:
                yield path, value


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    elif dataclasses.is_dataclass(value):
        for member in members(value):
            yield from _leaves(getattr(value, member.name), f"{path}.{member.name}" if path else member.name)
    elif value is not None:
        yield path, value
