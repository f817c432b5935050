"""The disclosure in force: what it says once the issued forms and everything that can be computed had their say."""

from __future__ import annotations

from collections.abc import Sequence

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.last_year import with_three_public_change
from projects.disclosure.procured import with_procurement
from projects.disclosure.project_spending import with_project_spending
from projects.disclosure.subject_spending import with_subject_spending
from projects.disclosure.totals import with_kinds, with_totals
from projects.document import FormDocument


def in_force(document: DisclosureDocument, forms: Sequence[FormDocument]) -> DisclosureDocument:
    """The document as it is composed, checked and published. Applied twice it gives the same."""
    document = with_subject_spending(document, forms)
    document = with_kinds(document, has_forms=bool(forms))
    document = with_project_spending(document, forms)
    document = with_procurement(document, forms)
    return with_three_public_change(with_totals(document))
