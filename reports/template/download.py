"""Templates of stored forms, and empty ones for a unit."""

from __future__ import annotations

from projects.creation import DEPARTMENT_PROJECT
from projects.document import FormDocument, ProjectFacts
from projects.layouts import Layout
from projects.layouts.model import Scope
from projects.lifecycle import Refused
from projects.models import PerformanceForm, Unit
from projects.storage import document_of, places_of
from projects.wizard.subjects import subjects_in_force
from reports.papers import framework_of
from reports.template.choices import Subjects
from reports.template.model import Stamp
from reports.template.write import template_workbook
from reports.writers.xlsx import TooLongForExcel


def form_template(form: PerformanceForm) -> bytes:
    """The template filled with a form that was loaded ``with_document()``. Raises :class:`Refused`."""
    stamp = Stamp(form.layout_slug, form.layout_version, form.fiscal_year, form.unit.name, form.pk, form.revision)
    return _workbook(form.layout, document_of(form), stamp)


def empty_template(unit: Unit, layout: Layout, fiscal_year: int) -> bytes:
    """A template of ``layout`` that names the unit and nothing else. Raises :class:`Refused`."""
    name = DEPARTMENT_PROJECT if layout.scope is Scope.DEPARTMENT else None
    places = places_of(unit, layout)
    document = FormDocument(layout.slug, fiscal_year, project=ProjectFacts(name=name), **places)
    return _workbook(layout, document, Stamp(layout.slug, layout.version, fiscal_year, unit.name))


def _workbook(layout: Layout, document: FormDocument, stamp: Stamp) -> bytes:
    try:
        return template_workbook(layout, framework_of(layout), document, stamp, _subjects(layout, stamp.fiscal_year))
    except TooLongForExcel as error:
        raise Refused("".join(error.problems)) from error


def _subjects(layout: Layout, fiscal_year: int) -> Subjects:
    kinds = dict.fromkeys(cell.field.subject_kind for cell in layout.cells() if cell.field.subject_kind)
    return {kind: [str(subject) for subject in subjects_in_force(kind, fiscal_year)] for kind in kinds}
