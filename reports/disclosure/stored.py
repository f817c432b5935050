"""The booklet of a stored disclosure, in every format that it can be had in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from projects.disclosing.stored import forms_of, subjects_of
from projects.disclosing.wordings import wordings_of
from projects.disclosure.in_force import in_force
from projects.models import Disclosure
from reports.disclosure.booklet import Booklet
from reports.disclosure.composing import ProjectForm, compose_booklet
from reports.disclosure.pdf import write_booklet_pdf
from reports.disclosure.word import write_booklet_docx
from reports.papers import document_in_force, paper_of


@dataclass(frozen=True, slots=True)
class BookletFormat:
    """How a booklet becomes a file."""

    content_type: str
    write: Callable[[Booklet], bytes]


FORMATS = {
    "pdf": BookletFormat("application/pdf", lambda booklet: write_booklet_pdf(booklet).content),
    "docx": BookletFormat(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda booklet: write_booklet_docx(booklet).content,
    ),
}
"""Every format by its extension."""


def booklet_of(disclosure: Disclosure) -> Booklet:
    """With the papers of the department's issued forms. Raises :class:`~projects.refusals.Refused`."""
    forms = [ProjectForm(document_in_force(form), paper_of(form)) for form in forms_of(disclosure)]
    documents = [form.document for form in forms]
    document = in_force(disclosure.document, documents)
    return compose_booklet(document, forms, wordings_of(disclosure), subjects_of(document, documents))
