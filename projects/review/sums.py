"""Parts and their totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.rule import Abstention, Flaw, Rule, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.wording import money, yuan


@dataclass(frozen=True, slots=True)
class _Sum:
    """Parts that should add up to the amount at ``path``."""

    path: str
    label: str
    parts: tuple[tuple[str, Decimal], ...]


def check_sums(subject: Subject, _: Thresholds) -> Verdicts:
    """Parts that do not add up to their total."""
    document = subject.document
    checked = list(_sums(subject))
    added_up = {(each.path, sum((amount for _, amount in each.parts), Decimal(0))) for each in checked}
    for each in checked:
        total = document.at(each.path)
        added = sum((amount for _, amount in each.parts), Decimal(0))
        if total is None or added == total:
            continue
        difference = "多" if added > total else "少"
        shown = " + ".join(f"{name}{yuan(amount)}" for name, amount in each.parts[:12])
        yield Flaw(
            each.path,
            f"{each.label}合计{money(subject.layout, added)}，与{subject.layout.label_of(each.path)}"
            f"{money(subject.layout, total)}不等，{difference}{money(subject.layout, abs(added - total))}",
            f"请核对各分项；各分项无误的，{subject.layout.label_of(each.path)}应为{money(subject.layout, added)}",
            f"{shown} = {yuan(added)}",
            (Repair(f"按分项合计改为{money(subject.layout, added)}", (Correction(each.path, f"{added}元"),)),)
            if subject.layout.cell(each.path) and sum(path == each.path for path, _ in added_up) == 1
            else (),
        )
    yield from _parts_of_parts(subject)
    if not checked and not document.funding_sources:
        yield Abstention("没有可以相加的分项金额")


def _sums(subject: Subject) -> Iterator[_Sum]:
    document = subject.document
    amounts = document.amounts
    if amounts.fiscal is not None:
        parts = [("财政资金", amounts.fiscal)] + ([("其他资金", amounts.other)] if amounts.other is not None else [])
        if amounts.current_year is not None:
            yield _Sum("amounts.current_year", "财政资金与其他资金", tuple(parts))
    if amounts.total_fiscal is not None and amounts.total is not None:
        other = [("其他资金", amounts.total_other)] if amounts.total_other is not None else []
        yield _Sum("amounts.total", "财政资金与其他资金", (("财政资金", amounts.total_fiscal), *other))
    path = subject.reading.budget_path
    sources = [(each.name or "", each.amount) for each in document.funding_sources if not each.of_which]
    spent = [(each.subject.name or "" if each.subject else "", each.amount) for each in document.expenditures]
    for label, lines in (("资金来源", sources), ("支出明细", spent)):
        given = tuple((name, amount) for name, amount in lines if amount is not None)
        if any(amount for _, amount in given):
            yield _Sum(path, label, given)
    for index, task in enumerate(document.tasks):
        parts = [
            (name, amount)
            for name, amount in (("财政资金", task.fiscal), ("其他资金", task.other))
            if amount is not None
        ]
        if task.amount is not None and parts:
            yield _Sum(f"tasks[{index}].amount", "财政资金与其他资金", tuple(parts))


def _parts_of_parts(subject: Subject) -> Iterator[Flaw]:
    """其中 lines that exceed the line above them; purchases that exceed the budget."""
    above = None
    for source in subject.document.funding_sources:
        if not source.of_which:
            above = source
        elif above and above.amount is not None and source.amount is not None and source.amount > above.amount:
            yield Flaw(
                f"funding_sources[{source.name}].amount",
                f"“{source.name}”{yuan(source.amount)}大于“{above.name}”{yuan(above.amount)}",
                "其中项不能大于它所属的一项，请核对",
                f"{yuan(source.amount)} > {yuan(above.amount)}",
            )
    bought = [each.amount for each in subject.document.procurements if each.amount is not None]
    budget = subject.reading.budget
    if bought and budget is not None and sum(bought) > max(budget, subject.document.amounts.total or budget):
        yield Flaw(
            "procurements",
            f"采购金额合计{yuan(sum(bought, Decimal(0)))}，超过项目预算{yuan(budget)}",
            "请核对采购金额",
            f"{' + '.join(map(yuan, bought))} = {yuan(sum(bought, Decimal(0)))}",
        )


SUM_MISMATCH = Rule(
    "sum-mismatch",
    "分项之和与总数不等",
    Criterion.ADEQUACY,
    Severity.ERROR,
    "资金来源、支出明细、财政资金加其他资金，都要与总数相等；“其中”项不重复相加。",
    "财政资金30万元 + 其他资金5万元，总额40万元",
    "财政资金35万元 + 其他资金5万元，总额40万元",
    check_sums,
)
