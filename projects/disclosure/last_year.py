"""“三公”经费 of the year before, and the change against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from projects.disclosure.checks.forms import plain_name
from projects.disclosure.document import (
    ChangedLine,
    DisclosureDocument,
    Line,
    Parted,
    ThreePublic,
    ThreePublicChange,
)
from projects.disclosure.subject_amounts import added


def last_year_items(expenses: ThreePublic) -> tuple[Parted, ...]:
    """The items of this year with last year's amounts, matched by name; an item without one is what its parts were."""
    before = {plain_name(line.name): line.amount for line in expenses.last_year if line.amount is not None}

    def of(item: Parted) -> Parted:
        parts = tuple(Line(part.name, before.get(plain_name(part.name))) for part in item.parts)
        amount = before.get(plain_name(item.name))
        return Parted(item.name, added(part.amount for part in parts) if amount is None else amount, parts)

    return tuple(map(of, expenses.items))


def with_three_public_change(document: DisclosureDocument) -> DisclosureDocument:
    """The change computed from last year's amounts, where the disclosure states none of it.

    The total is computed only where every item of this year has its amount of last year; reasons that were given
    to items without an amount stay with them.
    """
    expenses = document.three_public
    stated = expenses.change or ThreePublicChange()
    if not expenses.last_year or stated.total is not None or any(line.amount is not None for line in stated.items):
        return document
    before = last_year_items(expenses)
    reasons = {plain_name(line.name): line.reason for line in stated.items}
    changes = tuple(
        ChangedLine(item.name, item.amount - last.amount, reasons.get(plain_name(item.name)))
        for item, last in zip(expenses.items, before, strict=True)
        if item.amount is not None and last.amount is not None
    )
    if not changes:
        return document
    is_whole = len(changes) == len(expenses.items)
    change = ThreePublicChange(_total(changes) if is_whole else None, changes)
    return replace(document, three_public=replace(expenses, change=change))


def _total(changes: Sequence[ChangedLine]) -> Decimal | None:
    return added(line.amount for line in changes)
