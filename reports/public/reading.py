"""A published version as accessible HTML: the whole booklet, its contents, one form."""

from __future__ import annotations

from collections.abc import Sequence

from projects.disclosures import subject_names
from projects.document import FormDocument
from projects.models import Publication, PublishedForm
from projects.paper.grid import Paper
from projects.wordings import thawed
from reports.disclosure.booklet import Booklet, Section, Table
from reports.disclosure.composing import ProjectForm, compose_booklet
from reports.public.papers import published_papers

_NO_PAPER = Paper(name="", grids=())


def published_booklet(publication: Publication) -> Booklet:
    """With the papers of all its forms. A fixed number of queries."""
    forms = list(publication.forms.select_related("form__project__unit__department__region"))
    papers = published_papers(publication, forms)
    read = [ProjectForm(form.form_document, paper) for form, paper in zip(forms, papers, strict=True)]
    document = publication.document
    return compose_booklet(document, read, thawed(publication.wordings), subject_names(document))


def numbered_sections(publication: Publication, documents: Sequence[FormDocument]) -> list[tuple[int, Section]]:
    """The sections of the booklet with their numbers in :func:`published_booklet`, which is what links to them need."""
    forms = [ProjectForm(document, _NO_PAPER) for document in documents]
    booklet = compose_booklet(publication.document, forms, thawed(publication.wordings))
    return list(enumerate(booklet.sections))


def form_section(form: PublishedForm) -> Section:
    """The paper of one form as a section without a title of its own."""
    grids = published_papers(form.publication, [form])[0].grids
    return Section("", 2, tuple(Table(grid, grid.title or form.name) for grid in grids))
