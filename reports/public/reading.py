"""A published version as accessible HTML: the whole booklet, its contents, one form."""

from __future__ import annotations

from collections.abc import Sequence

from projects.disclosing.wordings import thawed
from projects.document import FormDocument
from projects.models import Publication, PublishedForm
from projects.paper.grid import Grid, Paper
from reports.disclosure.booklet import Booklet, Section, Table, Text
from reports.disclosure.composing import ProjectForm, compose_booklet
from reports.papers import left_out_note, published_paper
from reports.publishing.files import published_booklet

_NO_PAPER = Paper(name="", grids=(Grid(title="", columns=(), bands=()),))


def whole_booklet(publication: Publication) -> Booklet:
    """The same that its PDF and Word file were made of. A fixed number of queries."""
    forms = list(publication.forms.select_related("form__project__unit__department__region"))
    for form in forms:
        form.publication = publication
    return published_booklet(publication, forms)


def numbered_sections(publication: Publication, documents: Sequence[FormDocument]) -> list[tuple[int, Section]]:
    """The sections of the booklet with their numbers in :func:`whole_booklet`, which is what links to them need."""
    forms = [ProjectForm(document, _NO_PAPER) for document in documents]
    return list(enumerate(compose_booklet(publication.document, forms, thawed(publication.wordings)).sections))


def form_section(form: PublishedForm) -> Section:
    """The paper of one form as a section without a title of its own; ``form`` is loaded with its version."""
    tables = [Table(grid, grid.title or form.name) for grid in published_paper(form).grids]
    return Section("", 2, (*tables, *([Text(note)] if (note := left_out_note(form.form)) else [])))
