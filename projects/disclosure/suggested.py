"""The change against last year, computed from last year's disclosure: offered to who types it, never put in place."""

from __future__ import annotations

from decimal import Decimal

from projects.disclosure.checks.forms import plain_name
from projects.disclosure.document import DisclosureDocument


def suggested_changes(document: DisclosureDocument, before: DisclosureDocument) -> dict[str, Decimal]:
    """By path: 支出总额 and each kind of expenditure minus last year's; both documents are in force.

    Only what both years tell, and what is not typed yet.
    """
    now, then, change = document.budget.expenditure, before.budget.expenditure, document.budget.change
    found: dict[str, Decimal] = {}
    if change.total is None and now.total is not None and then.total is not None:
        found["budget.change.total"] = now.total - then.total
    amounts_now = {plain_name(item.name): item.amount for item in now.items}
    amounts_then = {plain_name(item.name): item.amount for item in then.items}
    for index, item in enumerate(change.items):
        this, last = amounts_now.get(plain_name(item.name)), amounts_then.get(plain_name(item.name))
        if item.amount is None and this is not None and last is not None:
            found[f"budget.change.items[{index}].amount"] = this - last
    return found
