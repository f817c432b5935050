"""What the explanations state, against the lines by subject that the nine tables are added up from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from projects.disclosure.checks.forms import form_amount, form_name, plain_name
from projects.disclosure.checks.proof import Proof, Term
from projects.disclosure.document import DisclosureDocument, Parted, Spending
from projects.disclosure.subject_amounts import Fund, SpendingKind, is_personnel
from projects.disclosure.subject_lines import SubjectSpending
from projects.document import FormDocument

_KINDS = ((SpendingKind.BASIC, re.compile(r"基本支出")), (SpendingKind.PROJECT, re.compile(r"项目支出")))
_PERSONNEL, _PUBLIC = re.compile(r"人员"), re.compile(r"公用")
_THREE_PUBLIC = (
    ("30212", re.compile(r"出国")),
    ("30217", re.compile(r"接待")),
    ("31013", re.compile(r"购置(?!及)")),
    ("30231", re.compile(r"^(?!.*购置).*(?:运行|运维)")),
)
"""Economic subjects (款) of the “三公”经费, and the names of the items that they are."""

_INCOME, _SPENDING = "subject_lines.income", "subject_lines.spending"


def prove_tables(document: DisclosureDocument, forms: Sequence[FormDocument]) -> Iterator[Proof]:
    """Income, spending, its kinds, their parts, projects and “三公”经费, where there are lines by subject."""
    budget, lines = document.budget, document.subject_lines
    if lines.income and budget.income.total is not None:
        terms = tuple(
            Term(line.name or line.code or line.fund or "", f"{_INCOME}[{index}].amount", line.amount)
            for index, line in enumerate(lines.income)
            if line.amount is not None
        )
        yield from _proof("budget.income.total", "收入总额与收入总表各行", budget.income.total, terms)
    if not lines.spending:
        return
    terms = _terms(document, lambda _row: True)
    yield from _proof("budget.expenditure.total", "支出总额与支出总表各行", budget.expenditure.total, terms)
    for index, item in enumerate(budget.expenditure.items):
        yield from _of_kind(document, item, f"budget.expenditure.items[{index}]")
    yield from _of_forms(document, forms)
    for index, expense in enumerate(document.three_public.items):
        yield from _three_public(document, expense, f"three_public.items[{index}]")


def _proof(field: str, title: str, claimed: Decimal | None, terms: tuple[Term, ...]) -> Iterator[Proof]:
    if claimed is not None and terms:
        yield Proof(field, title, claimed, terms)


def _terms(document: DisclosureDocument, wanted: Callable[[SubjectSpending], bool]) -> tuple[Term, ...]:
    return tuple(
        Term(
            "，".join(filter(None, (row.project, row.name or row.code, row.economic_name or row.economic_code))),
            f"{_SPENDING}[{index}].amount",
            row.amount,
        )
        for index, row in enumerate(document.subject_lines.spending)
        if row.amount is not None and wanted(row)
    )


def _of_kind(document: DisclosureDocument, item: Spending, path: str) -> Iterator[Proof]:
    kind = next((kind for kind, words in _KINDS if words.search(item.name or "")), None)
    if kind is None:
        return
    title = f"{item.name}与支出总表的{kind}各行"
    yield from _proof(f"{path}.amount", title, item.amount, _terms(document, lambda row: row.kind == kind))
    for number, part in enumerate(item.parts):
        wanted = _basic(part.name or "") if kind is SpendingKind.BASIC else _project(part.name)
        terms = _terms(document, wanted) if wanted else ()
        yield from _proof(f"{path}.parts[{number}].amount", f"{part.name}与支出总表各行", part.amount, terms)


def _basic(name: str) -> Callable[[SubjectSpending], bool] | None:
    if not (_PERSONNEL.search(name) or _PUBLIC.search(name)):
        return None
    of_people = bool(_PERSONNEL.search(name))
    return lambda row: row.kind == SpendingKind.BASIC and is_personnel(row.economic_code) is of_people


def _project(name: str | None) -> Callable[[SubjectSpending], bool]:
    wanted = plain_name(name)
    return lambda row: bool(wanted) and plain_name(row.project) == wanted


def _of_forms(document: DisclosureDocument, forms: Sequence[FormDocument]) -> Iterator[Proof]:
    """Forms whose projects the explanations do not name: those that they name are proven there."""
    named = {plain_name(part.name) for item in document.budget.expenditure.items for part in item.parts}
    for number, form in enumerate(forms):
        if plain_name(form.project.name) not in named:
            terms = _terms(document, _project(form.project.name))
            title = f"{form_name(form)}的绩效目标表与支出总表各行"
            yield from _proof(f"forms[{number}].amounts", title, form_amount(form), terms)


def _three_public(document: DisclosureDocument, item: Parted, path: str) -> Iterator[Proof]:
    """Items and their parts against the economic subjects of the same name, as far as 财政拨款 pays."""
    named = [(item.name, item.amount, f"{path}.amount")] if not item.parts else []
    named += [(part.name, part.amount, f"{path}.parts[{number}].amount") for number, part in enumerate(item.parts)]
    for name, amount, field in named:
        code = next((code for code, words in _THREE_PUBLIC if words.search(name or "")), None)
        terms = _terms(document, _of_code(code)) if code else ()
        yield from _proof(field, f"“三公”经费的{name}与支出总表各行", amount, terms)


def _of_code(code: str) -> Callable[[SubjectSpending], bool]:
    return lambda row: row.economic_code == code and Fund(row.fund or Fund.GENERAL).is_fiscal
