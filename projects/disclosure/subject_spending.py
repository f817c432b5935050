"""项目支出 by subject: the lines of a project that has an issued form add up to what the form says.

Only a disclosure that is given by subject is looked at: the forms alone would fill the tables with a part of the
spending as if it were all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from projects.disclosure.checks.forms import form_amount, plain_name
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.subject_amounts import Fund, SpendingKind, added
from projects.disclosure.subject_lines import SubjectSpending
from projects.document import Coded, FormDocument

_FUNDS = (
    (Fund.CARRIED_OVER, re.compile(r"结转|结余")),
    (Fund.GOVERNMENT_FUND, re.compile(r"基金")),
    (Fund.STATE_CAPITAL, re.compile(r"国有资本")),
    (Fund.SPECIAL_ACCOUNT, re.compile(r"专户")),
    (Fund.OWN, re.compile(r"单位|自有|自筹|事业|经营|其他|附属|上级补助")),
    (Fund.GENERAL, re.compile(r"一般公共|财政")),
)
"""Words in the name of a source of money, the narrowest first."""


def has_subject_lines(document: DisclosureDocument) -> bool:
    """Whether the disclosure is given by subject at all."""
    return bool(document.subject_lines.income or document.subject_lines.spending)


def with_subject_spending(document: DisclosureDocument, forms: Sequence[FormDocument]) -> DisclosureDocument:
    """Blank kinds and funds filled in; the projects with a form as it says, where typed amounts leave that open.

    A blank amount takes what the other lines of its project leave of the form's; a project without a line gets one.
    Typed amounts stay: where they are not the form's, a proof says so.
    """
    if not has_subject_lines(document):
        return document
    rows = [_told(row) for row in document.subject_lines.spending]
    for form in forms:
        rows = _with_form(rows, form)
    income = tuple(replace(line, fund=line.fund or Fund.GENERAL.value) for line in document.subject_lines.income)
    spending = tuple(replace(row, fund=row.fund or Fund.GENERAL.value) for row in rows)
    return replace(document, subject_lines=replace(document.subject_lines, income=income, spending=spending))


def lines_of_project(rows: Iterable[SubjectSpending], name: str | None) -> list[int]:
    """The places of a project's lines."""
    wanted = plain_name(name)
    return [index for index, row in enumerate(rows) if row.project and plain_name(row.project) == wanted]


def fund_of(form: FormDocument) -> Fund:
    """What pays for a project: 一般公共预算拨款 unless its form names one other source and no second."""
    named = {_fund(source.name) for source in form.funding_sources if source.amount and not source.of_which}
    return named.pop() if len(named) == 1 else Fund.GENERAL


def _fund(name: str | None) -> Fund:
    return next((fund for fund, words in _FUNDS if words.search(name or "")), Fund.GENERAL)


def _told(row: SubjectSpending) -> SubjectSpending:
    kind = SpendingKind.PROJECT if row.project else SpendingKind.BASIC
    return replace(row, kind=row.kind or kind.value)


def _with_form(rows: list[SubjectSpending], form: FormDocument) -> list[SubjectSpending]:
    amount = form_amount(form)
    if amount is None or not form.project.name:
        return rows
    own = lines_of_project(rows, form.project.name)
    functional, economic = _first(form.project.functional_subjects), _first(form.project.economic_subjects)
    if not own:
        added_row = SubjectSpending(
            functional.code, functional.name, economic.code, economic.name,
            fund_of(form).value, SpendingKind.PROJECT.value, form.project.name, amount,
        )  # fmt: skip
        return [*rows, added_row]
    completed = list(rows)
    for index in own:
        completed[index] = replace(completed[index], fund=completed[index].fund or fund_of(form).value)
    blank = next((index for index in own if rows[index].amount is None), None)
    rest = amount - (added(rows[index].amount for index in own) or Decimal(0))
    if blank is not None and rest >= 0:
        completed[blank] = replace(completed[blank], amount=rest)
    return completed


def _first(subjects: Sequence[Coded]) -> Coded:
    return subjects[0] if subjects else Coded()
