"""What is said of the change against what the department's disclosure of the year before says."""

from __future__ import annotations

from collections.abc import Iterator

from projects.disclosure.checks.proof import Coverage, Proof, Term
from projects.disclosure.document import DisclosureDocument

_CHANGED = (
    ("budget.expenditure.total", "budget.change.total", "支出总额"),
    ("three_public.total", "three_public.change.total", "“三公”经费总额"),
)
"""A total, its change, and what it is called."""


def prove_against(document: DisclosureDocument, last_year: DisclosureDocument | None) -> Iterator[Proof]:
    """What was planned last year and the change make this year's total; a gap asks for an explanation."""
    if last_year is None or document.fiscal_year is None or last_year.fiscal_year != document.fiscal_year - 1:
        return
    for total, change, name in _CHANGED:
        claimed, more, before = document.at(total), document.at(change), last_year.at(total)
        if claimed is not None and more is not None and before is not None:
            terms = (
                Term(f"{last_year.fiscal_year} 年部门预算公开的{name}", f"last_year.{total}", before),
                Term("比上年增减", change, more),
            )
            yield Proof(change, f"{name}与上年公开的数加增减", claimed, terms, Coverage.ELSEWHERE)
