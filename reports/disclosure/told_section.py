"""What the booklet would say of a section of a disclosure while it is being typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from projects.disclosing.stored import issued_documents, subjects_of
from projects.disclosing.wordings import wordings_of
from projects.disclosure.composed_texts import with_composed_texts
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import EditedSection
from projects.disclosure.editing import edited
from projects.disclosure.generated_texts import term_name
from projects.disclosure.in_force import in_force
from projects.disclosure.labels import label_of
from projects.disclosure.official_texts import TextTemplate
from projects.disclosure.telling import Telling, tellings_of
from projects.disclosure.template_fields import field_values
from projects.document import FormDocument
from projects.exchange import ExchangeError
from projects.models import Disclosure


@dataclass(frozen=True, slots=True)
class ToldTerm:
    """An entry of the glossary; one that nobody has typed is there because the booklet uses it."""

    name: str
    definition: str
    is_typed: bool


@dataclass(frozen=True, slots=True)
class ToldSection:
    """The texts of the section; none while ``problems`` (where, and what to change) keep it from being read.

    ``terms`` are the glossary, where that is the section.
    """

    tellings: tuple[Telling, ...] = ()
    terms: tuple[ToldTerm, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


def told_section(disclosure: Disclosure, section: EditedSection, typed: Mapping[str, str]) -> ToldSection:
    """In the wording of the region, with the figures of the issued forms in force. Nothing is stored."""
    try:
        document = edited(disclosure.document, section, typed)
    except ExchangeError as error:
        return ToldSection(problems=tuple((label_of(each.path), each.message) for each in error.problems))
    forms, templates = issued_documents(disclosure), wordings_of(disclosure)
    document = in_force(document, forms)
    terms = _terms(document, forms, templates) if "glossary" in section.paths else ()
    return ToldSection(tellings_of(section, templates, field_values(document)), terms)


def _terms(
    document: DisclosureDocument, forms: Sequence[FormDocument], templates: Sequence[TextTemplate]
) -> tuple[ToldTerm, ...]:
    composed = with_composed_texts(document, templates, forms, subjects_of(document, forms))
    typed = {(term.code, term.term) for term in document.glossary}
    return tuple(
        ToldTerm(term_name(term), term.definition or "", (term.code, term.term) in typed) for term in composed.glossary
    )
