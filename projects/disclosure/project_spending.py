"""项目支出 as the sum of the projects: an issued form says what its project gets, whatever was written before.

Only the projects without a form stand by the name and the amount that the disclosure itself gives. Where a
disclosure tells nothing but the sum of 项目支出, the sum stays, and its proof shows what the forms add up to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from projects.disclosure.checks.forms import form_amount, forms_of_projects
from projects.disclosure.document import DisclosureDocument, ProjectLine, Spending
from projects.disclosure.subject_amounts import added
from projects.document import FormDocument

_PROJECTS = re.compile(r"项目支出")


def with_project_spending(document: DisclosureDocument, forms: Sequence[FormDocument]) -> DisclosureDocument:
    """The disclosure with 项目支出 (and 支出总额, where the kinds of expenditure added up to it) as the forms say."""
    spent = document.budget.expenditure
    items = tuple(_computed(item, forms) if item.name and _PROJECTS.search(item.name) else item for item in spent.items)
    did_add_up = spent.total is not None and added(item.amount for item in spent.items) == spent.total
    total = added(item.amount for item in items) if did_add_up else spent.total
    budget = replace(document.budget, expenditure=replace(spent, items=items, total=total))
    return replace(document, budget=budget)


def project_lines(document: DisclosureDocument) -> tuple[ProjectLine, ...]:
    """Every project that the disclosure names."""
    spending = document.budget.expenditure.items
    return tuple(part for item in spending if item.name and _PROJECTS.search(item.name) for part in item.parts)


def lines_without_form(document: DisclosureDocument, forms: Sequence[FormDocument]) -> tuple[ProjectLine, ...]:
    """The projects that stand by name and amount alone."""
    lines = project_lines(document)
    found = forms_of_projects(lines, forms)
    return tuple(line for number, line in enumerate(lines) if number not in found)


def decided_paths(document: DisclosureDocument, forms: Sequence[FormDocument]) -> frozenset[str]:
    """Paths of the amounts that nobody types: of projects with a form, and of 项目支出 where it tells projects."""
    paths: set[str] = set()
    for index, item in enumerate(document.budget.expenditure.items):
        if item.name and _PROJECTS.search(item.name) and (item.parts or item.amount is None):
            path = f"budget.expenditure.items[{index}]"
            paths.add(f"{path}.amount")
            paths |= {f"{path}.parts[{number}].amount" for number in forms_of_projects(item.parts, forms)}
    return frozenset(paths)


def _computed(item: Spending, forms: Sequence[FormDocument]) -> Spending:
    if not item.parts and item.amount is not None:
        return item
    positions = forms_of_projects(item.parts, forms)
    parts = [
        replace(part, amount=_amount_of(forms[positions[number]], part.amount)) if number in positions else part
        for number, part in enumerate(item.parts)
    ]
    parts += [
        ProjectLine(form.project.name, form_amount(form))
        for number, form in enumerate(forms)
        if number not in positions.values()
    ]
    return replace(item, parts=tuple(parts), amount=added(part.amount for part in parts))


def _amount_of(form: FormDocument, otherwise: Decimal | None) -> Decimal | None:
    amount = form_amount(form)
    return otherwise if amount is None else amount
