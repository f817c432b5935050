"""Income and spending by subject as a disclosure holds them: what the nine official tables are added up from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from projects.disclosure import codec
from projects.disclosure.subject_amounts import Fund, SpendingKind


@dataclass(frozen=True, slots=True)
class SubjectIncome:
    """Income of one fund, meant for a functional subject (项)."""

    code: str | None = codec.text()
    name: str | None = codec.text()
    fund: str | None = codec.choice(*Fund)
    amount: Decimal | None = codec.money()


@dataclass(frozen=True, slots=True)
class SubjectSpending:
    """Spending of one fund on a functional subject (项) and an economic one (款); 项目支出 names its project."""

    code: str | None = codec.text()
    name: str | None = codec.text()
    economic_code: str | None = codec.text()
    economic_name: str | None = codec.text()
    fund: str | None = codec.choice(*Fund)
    kind: str | None = codec.choice(*SpendingKind)
    project: str | None = codec.text()
    amount: Decimal | None = codec.money()


@dataclass(frozen=True, slots=True)
class SubjectLines:
    """Income and spending by subject: what the nine official tables are added up from."""

    income: tuple[SubjectIncome, ...] = codec.rows(SubjectIncome)
    spending: tuple[SubjectSpending, ...] = codec.rows(SubjectSpending)


def named(lines: SubjectLines, names: Mapping[str, str]) -> SubjectLines:
    """With the official names of codes that stand without one."""
    income = tuple(replace(line, name=line.name or names.get(line.code or "")) for line in lines.income)
    spending = tuple(
        replace(
            row,
            name=row.name or names.get(row.code or ""),
            economic_name=row.economic_name or names.get(row.economic_code or ""),
        )
        for row in lines.spending
    )
    return replace(lines, income=income, spending=spending)
