"""What a case of a rule consists of, and short ways to write its forms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from projects.document import (
    BudgetYear,
    Coded,
    Duty,
    Expenditure,
    FormDocument,
    PaymentPeriod,
)
from projects.review.subject import Subject
from tests.projects.review.made import (
    OF_DEPARTMENT,
    WITH_HISTORY,
    form,
    subject,
)


@dataclass(frozen=True)
class Case:
    """``says`` stands in the message of the finding at ``field``; ``near`` forms are right.

    ``lacking`` lacks the data. Where ``reason`` is given the rule says that it could not judge.
    """

    bad: Subject
    field: str
    says: str
    near: tuple[Subject, ...]
    lacking: Subject
    reason: str = ""


def schedule(*percents: str | None) -> tuple[PaymentPeriod, ...]:
    periods = ("3月底", "6月底", "10月底", "12月底")
    return tuple(
        PaymentPeriod(by, None if percent is None else Decimal(percent))
        for by, percent in zip(periods, percents, strict=True)
    )


def spent(*lines: tuple[str, str, str]) -> tuple[Expenditure, ...]:
    return tuple(Expenditure(Coded(None, name), Decimal(amount), basis) for name, amount, basis in lines)


def years(*lines: tuple[int, str | None, str | None]) -> tuple[BudgetYear, ...]:
    return tuple(BudgetYear(year, budget and Decimal(budget), done and Decimal(done)) for year, budget, done in lines)  # type: ignore[arg-type]


def department(*duties: Duty) -> Subject:
    return subject(OF_DEPARTMENT, rows=(), duties=duties)


def plain(layout: str = WITH_HISTORY, **changes: Any) -> FormDocument:
    return form(layout, **changes)


BLANK = subject(rows=(), texts=dict.fromkeys(("annual_goal", "overall_goal", "overview", "implementation_plan")))
"""A form that hardly anything is filled in on."""

HEBEI = ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("产出指标", "成本指标")
TREES = (
    ("产出目标", "数量", "栽植行道树棵数", "≥800棵"),
    ("产出目标", "质量", "树苗成活率", "≥93%"),
    ("产出目标", "时效", "栽植按期完成率", "=100%"),
    ("产出目标", "成本", "栽植总成本", "≤30万元"),
    ("效果目标", "社会效益", "沿街绿荫覆盖路段", "≥6条"),
    ("效果目标", "满意度", "沿街居民满意度", "≥88%"),
)
