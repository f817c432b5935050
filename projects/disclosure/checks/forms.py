"""The projects that a disclosure names, and their own performance forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from projects.disclosure.document import ProjectLine
from projects.document import FormDocument

_SIGNS = re.compile(r"[\W_]+")


def form_amount(form: FormDocument) -> Decimal | None:
    """What the form asks for this year."""
    amounts = form.amounts
    if amounts.current_year is not None:
        return amounts.current_year
    if amounts.total is not None:
        return amounts.total
    given = [amount for amount in (amounts.fiscal, amounts.other) if amount is not None]
    return sum(given, Decimal(0)) if given else None


def form_name(form: FormDocument) -> str:
    """The project's name for people."""
    return form.project.name or "（没有名称的项目）"


def forms_of_projects(lines: Sequence[ProjectLine], forms: Sequence[FormDocument]) -> dict[int, int]:
    """Index of the line to index of its form: by name, what is left by an amount that only one on each side has."""
    found: dict[int, int] = {}
    by_name = {plain_name(form.project.name): index for index, form in enumerate(forms)}
    for number, line in enumerate(lines):
        position = by_name.get(plain_name(line.name))
        if position is not None and position not in found.values():
            found[number] = position
    amounts_of_lines = Counter(line.amount for number, line in enumerate(lines) if number not in found)
    left = {index: form_amount(form) for index, form in enumerate(forms) if index not in found.values()}
    amounts_of_forms = Counter(left.values())
    for number, line in enumerate(lines):
        alone = amounts_of_lines[line.amount] == amounts_of_forms[line.amount] == 1
        if number not in found and line.amount is not None and alone:
            found[number] = next(index for index, amount in left.items() if amount == line.amount)
    return found


def plain_name(name: str | None) -> str:
    """A name without signs and blanks, as names are compared."""
    return _SIGNS.sub("", name or "")
