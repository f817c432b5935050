"""Everything that the booklet of a stored disclosure rests on at this moment, in one value."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from projects.disclosing.stored import disclosed_last_year, document_in_force, documents_of, forms_of, subjects_of
from projects.disclosing.wordings import frozen, wordings_of
from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.composed_texts import with_composed_texts
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.glossary import SubjectReference, used_reference
from projects.disclosure.official_texts import TextTemplate
from projects.disclosure.outlines import in_its_outline
from projects.document import FormDocument
from projects.models import Disclosure, PerformanceForm
from projects.review.finding import Finding


@dataclass(frozen=True)
class Basis:
    """``document`` is the disclosure in force, ``forms`` are the issued forms, ``templates`` word the texts.

    ``rows`` are those that the forms come from: who reads them again later may find others.
    ``subjects`` say what its subjects are called and for; ``last_year`` is what was disclosed then.
    """

    document: DisclosureDocument
    rows: tuple[PerformanceForm, ...]
    forms: tuple[FormDocument, ...]
    templates: tuple[TextTemplate, ...]
    subjects: SubjectReference
    last_year: DisclosureDocument | None = None

    @cached_property
    def worded(self) -> DisclosureDocument:
        """The disclosure in the wording of its booklet: what is read is what is checked."""
        return with_composed_texts(self.document, self.templates, self.forms, self.subjects)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return check_disclosure(self.worded, self.forms, self.last_year)

    @cached_property
    def digest(self) -> str:
        """The same as long as the same booklet would come out."""
        content = [
            self.document.to_json(),
            [form.to_json() for form in self.forms],
            frozen(self.templates),
            self.subjects.to_json(),
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def basis_of(disclosure: Disclosure) -> Basis:
    """A fixed number of queries."""
    rows = tuple(forms_of(disclosure))
    forms = documents_of(rows)
    document = document_in_force(disclosure, forms)
    subjects = used_reference(document, forms, subjects_of(document, forms))
    templates = in_its_outline(document, wordings_of(disclosure))
    return Basis(document, rows, forms, templates, subjects, disclosed_last_year(disclosure))
