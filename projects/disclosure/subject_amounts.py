"""Income and spending by subject: what the nine official tables are added up from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

FUNCTIONAL_LENGTHS = (3, 5, 7)  # digits of 类, 款 and 项
ECONOMIC_LENGTHS = (3, 5)  # digits of 类 and 款
UNCLASSIFIED = "未归类（没有科目编码）"
_PERSONNEL = ("301", "303")  # 工资福利支出, 对个人和家庭的补助


class Fund(StrEnum):
    """Where money comes from; the values are what the tables print."""

    GENERAL = "一般公共预算拨款"
    GOVERNMENT_FUND = "政府性基金预算拨款"
    STATE_CAPITAL = "国有资本经营预算拨款"
    SPECIAL_ACCOUNT = "财政专户管理资金"
    OWN = "单位资金"
    CARRIED_OVER = "上年结转"

    @property
    def is_fiscal(self) -> bool:
        """Whether it is 财政拨款."""
        return self in (Fund.GENERAL, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)


class SpendingKind(StrEnum):
    """The two kinds of expenditure."""

    BASIC = "基本支出"
    PROJECT = "项目支出"


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """Income of one fund, meant for a functional subject (项); in yuan."""

    functional: str
    fund: Fund
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SpendingLine:
    """Spending of one fund on a functional (项) and an economic subject (款); in yuan."""

    functional: str
    economic: str
    fund: Fund
    is_project: bool
    amount: Decimal

    @property
    def is_personnel(self) -> bool:
        return is_personnel(self.economic)


@dataclass(frozen=True, slots=True)
class ThreePublicAmounts:
    """“三公”经费 of one year, in yuan; ``None`` is not told."""

    abroad: Decimal | None = None
    car_purchase: Decimal | None = None
    car_running: Decimal | None = None
    reception: Decimal | None = None

    @property
    def cars(self) -> Decimal | None:
        return added([self.car_purchase, self.car_running])

    @property
    def total(self) -> Decimal | None:
        return added([self.abroad, self.cars, self.reception])


@dataclass(frozen=True, slots=True)
class BudgetData:
    """All that the nine tables show. ``names`` gives the name of every subject code that is used, its 类 and 款 too."""

    fiscal_year: int
    department: str
    income: tuple[IncomeLine, ...]
    spending: tuple[SpendingLine, ...]
    three_public: ThreePublicAmounts
    three_public_last_year: ThreePublicAmounts | None
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject with what falls under it; ``depth`` is 0 for 类, 1 for 款, 2 for 项."""

    code: str
    name: str
    depth: int
    amounts: tuple[Decimal | None, ...]


def is_personnel(economic: str | None) -> bool:
    """Whether an economic subject is 人员经费."""
    return (economic or "").startswith(_PERSONNEL)


def added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; ``None`` where nothing is given."""
    given = [amount for amount in amounts if amount is not None]
    return sum(given, Decimal(0)) if given else None


L = TypeVar("L", IncomeLine, SpendingLine)


def by_subject(
    lines: Iterable[L],
    code_of: Callable[[L], str],
    columns: tuple[Callable[[L], bool], ...],
    lengths: tuple[int, ...],
    names: Mapping[str, str],
) -> list[SubjectRow]:
    """Every subject above and at the lines' own, in the order of the codes, with one sum for each column.

    Lines without a code stand last, in one row :data:`UNCLASSIFIED`, so that no money is lost.
    """
    lines = list(lines)
    rows = []
    for code in sorted(
        {code_of(line)[:length] for line in lines for length in lengths}, key=lambda code: (not code, code)
    ):
        below = [line for line in lines if (code_of(line).startswith(code) if code else not code_of(line))]
        amounts = tuple(added(line.amount for line in below if wanted(line)) for wanted in columns)
        depth = next((number for number, length in enumerate(lengths) if len(code) <= length), len(lengths) - 1)
        rows.append(SubjectRow(code, names.get(code, "") if code else UNCLASSIFIED, depth, amounts))
    return rows
