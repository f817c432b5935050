"""All rules of the department level over one disclosure."""

from __future__ import annotations

from collections.abc import Sequence

from projects.disclosure.checks.duplicates import check_duplicates
from projects.disclosure.checks.empty_tables import check_empty_tables
from projects.disclosure.checks.glossary import check_glossary
from projects.disclosure.checks.grades import check_grades
from projects.disclosure.checks.instructions import check_instructions
from projects.disclosure.checks.objectives import check_objectives
from projects.disclosure.checks.sums import check_sums
from projects.disclosure.checks.years import check_years
from projects.disclosure.document import DisclosureDocument
from projects.document import FormDocument
from projects.review.finding import Finding


def check_disclosure(
    document: DisclosureDocument,
    forms: Sequence[FormDocument] = (),
    last_year: DisclosureDocument | None = None,
) -> tuple[Finding, ...]:
    """Every finding, rule by rule; ``forms`` and ``last_year`` as for the proofs."""
    return (
        *check_sums(document, forms, last_year),
        *check_years(document),
        *check_instructions(document),
        *check_empty_tables(document),
        *check_grades(document),
        *check_duplicates(document),
        *check_objectives(document),
        *check_glossary(document),
    )
