"""What the booklet would say of a section of a disclosure while it is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from projects.disclosure.edit_shape import EditedSection
from projects.disclosure.editing import edited
from projects.disclosure.in_force import in_force
from projects.disclosure.labels import label_of
from projects.disclosure.telling import Telling, tellings_of
from projects.disclosure.template_fields import field_values
from projects.disclosures import issued_documents
from projects.exchange import ExchangeError
from projects.models import Disclosure
from projects.wordings import wordings_of


@dataclass(frozen=True, slots=True)
class ToldSection:
    """The texts of the section; none while ``problems`` (where, and what to change) keep it from being read."""

    tellings: tuple[Telling, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


def told_section(disclosure: Disclosure, section: EditedSection, typed: Mapping[str, str]) -> ToldSection:
    """In the wording of the region, with the figures of the issued forms in force. Nothing is stored."""
    try:
        document = edited(disclosure.document, section, typed)
    except ExchangeError as error:
        return ToldSection(problems=tuple((label_of(each.path), each.message) for each in error.problems))
    values = field_values(in_force(document, issued_documents(disclosure)))
    return ToldSection(tellings_of(section, wordings_of(disclosure), values))
