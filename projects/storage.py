"""Between stored rows and :class:`~projects.document.FormDocument`."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from projects.catalog import FIELDS, LINE_FIELDS, SLOT_KEYS, Field, Kind, Slot, slot_of
from projects.document import (
    Amounts,
    BudgetYear,
    Coded,
    Duty,
    Expenditure,
    FormDocument,
    FundingSource,
    Indicator,
    Measure,
    Narratives,
    PaymentPeriod,
    Procurement,
    ProjectFacts,
    Task,
)
from projects.layouts import Layout
from projects.models import LINE_MODELS, Line, PerformanceForm, Unit
from projects.queries import searchable

_LINE_VALUES: dict[str, type] = {
    "funding_sources": FundingSource,
    "budget_history": BudgetYear,
    "expenditures": Expenditure,
    "procurements": Procurement,
    "payment_schedule": PaymentPeriod,
    "indicators": Indicator,
    "duties": Duty,
    "tasks": Task,
    "measures": Measure,
}


def stored(field: Field, value: Any) -> Any:
    """What the column holds for a document's value."""
    match field.kind:
        case Kind.CODED:
            return None if value is None else dataclasses.asdict(value)
        case Kind.SUBJECTS:
            return [dataclasses.asdict(subject) for subject in value or ()]
        case Kind.TEXT | Kind.NARRATIVE:
            return value or ""
    return value


def loaded(field: Field, column: Any) -> Any:
    """The document's value of what a column holds."""
    match field.kind:
        case Kind.CODED:
            return Coded(**column) if column else None
        case Kind.SUBJECTS:
            return tuple(Coded(**subject) for subject in column)
        case Kind.TEXT | Kind.NARRATIVE:
            return column or None
    return column


def value_of(form: PerformanceForm, path: str) -> Any:
    """The value of one cell of a stored form; ``path`` is scalar or a slot."""
    slot = slot_of(path)
    if slot:
        row, field = slot_row(form, slot), LINE_FIELDS[slot.lines][slot.member]
        return None if row is None else loaded(field, getattr(row, field.column))
    field = FIELDS[path]
    if field.parts:
        values = tuple(getattr(form, part) for part in field.parts)
        return values if all(values) else None
    return loaded(field, getattr(form, field.column))


def set_value(form: PerformanceForm, path: str, value: Any) -> None:
    """Put a value into one cell. The row of a slot is saved, and made where it is missing; the form is not saved."""
    slot = slot_of(path)
    if slot:
        row, field = slot_row(form, slot) or new_slot_row(form, slot), LINE_FIELDS[slot.lines][slot.member]
        setattr(row, field.column, stored(field, value))
        row.save()
        return
    field = FIELDS[path]
    if field.column:
        setattr(form, field.column, stored(field, value))
        return
    for part, each in zip(field.parts, value or (None,) * len(field.parts), strict=True):
        setattr(form, part, each)


def slot_row(form: PerformanceForm, slot: Slot) -> Line | None:
    """The stored row that a slot shows."""
    key_member, key = SLOT_KEYS[slot.lines], slot.row_key(form.fiscal_year)
    return next((row for row in lines_of(form, slot.lines) if getattr(row, key_member) == key), None)


def new_slot_row(form: PerformanceForm, slot: Slot) -> Line:
    """A row for a slot, stored behind the rows of its list."""
    columns = {SLOT_KEYS[slot.lines]: slot.row_key(form.fiscal_year)}
    row = LINE_MODELS[slot.lines](form=form, position=len(lines_of(form, slot.lines)), **columns)
    row.save()
    # Rows prefetched before the change would hide it.
    form._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    return row


def lines_of(form: PerformanceForm, lines: str) -> list[Any]:
    """The stored rows of one list, in order."""
    return list(getattr(form, _accessor(lines)).all())


def load_shown_rows(form: PerformanceForm) -> None:
    """Read the rows that the form's layout shows, one query a list, and take all other lists as empty.

    For pages that draw the layout and nothing else; whatever is to be whole is loaded ``with_document()``.
    """
    slots = (slot_of(cell.path) for cell in form.layout.cells())
    shown = {table.lines for table in form.layout.tables()} | {slot.lines for slot in slots if slot}
    prefetch_related_objects([form], *map(_accessor, sorted(shown)))
    for lines in LINE_MODELS.keys() - shown:
        nothing = LINE_MODELS[lines]._default_manager.none()
        form._prefetched_objects_cache[_accessor(lines)] = nothing  # type: ignore[attr-defined]


def _accessor(lines: str) -> str:
    return LINE_MODELS[lines]._meta.get_field("form").remote_field.get_accessor_name() or ""


def document_of(form: PerformanceForm) -> FormDocument:
    """The form as a plain document; rows without any content are left out.

    Load forms with ``with_document()`` to do this without further queries.
    """
    lists: dict[str, Any] = {lines: tuple(_line_values(form, lines)) for lines in LINE_MODELS}
    return FormDocument(
        layout=form.layout_slug,
        fiscal_year=form.fiscal_year,
        **places_of(form.project.unit, form.layout),
        project=ProjectFacts(**_members(form, "project")),
        amounts=Amounts(**_members(form, "amounts")),
        narratives=Narratives(**_members(form, "narratives")),
        budget_change_note=value_of(form, "budget_change_note"),
        **lists,
    )


def places_of(unit: Unit, layout: Layout) -> dict[str, Any]:
    """``region``, ``department`` and ``unit`` of a document; a 主管部门 where there is one and the paper names it."""
    department, region = unit.department, unit.department.region
    is_named = not department.implied and layout.names("department")
    return {
        "region": Coded(region.code or None, region.name),
        "department": Coded(department.code or None, department.name) if is_named else None,
        "unit": Coded(unit.code or None, unit.name),
    }


def _members(form: PerformanceForm, prefix: str) -> dict[str, Any]:
    paths = (path for path, field in FIELDS.items() if path.startswith(f"{prefix}.") and field.column)
    return {path.partition(".")[2]: value_of(form, path) for path in paths}


def _line_values(form: PerformanceForm, lines: str) -> list[Any]:
    return [line_value(lines, row) for row in lines_of(form, lines) if has_content(lines, row)]


def line_value(lines: str, row: Line) -> Any:
    """One stored row as the document's value."""
    members = {name: loaded(field, getattr(row, field.column)) for name, field in LINE_FIELDS[lines].items()}
    if lines == "indicators":
        members["history"] = getattr(row, "history", None)
    return _LINE_VALUES[lines](**members)


def set_row_value(row: Line, field: Field, value: Any, fiscal_year: int) -> None:
    """Put a value into one cell of a row, which is not saved; earlier years share one column."""
    if not field.years_back:
        setattr(row, field.column, stored(field, value))
        return
    by_year = {**(getattr(row, field.column) or {}), str(fiscal_year - field.years_back): value}
    setattr(row, field.column, by_year)


def has_content(lines: str, row: Line) -> bool:
    """Whether a row counts: an indicator needs a name or a target, other rows any value."""
    if lines == "indicators":
        return bool(getattr(row, "level3", "") or getattr(row, "target", ""))
    return any(getattr(row, field.column) not in (None, "") for field in LINE_FIELDS[lines].values())


@transaction.atomic
def store_document(form: PerformanceForm, document: FormDocument) -> None:
    """Put the whole content of ``document`` into ``form``, which is saved, replacing what was there."""
    is_new = form.pk is None
    for path, field in FIELDS.items():
        if field.column:
            setattr(form, field.column, stored(field, document.at(path)))
    form.unread, form.suggestions = {}, {}
    form.save()
    for lines, model in LINE_MODELS.items():
        if not is_new:
            model._default_manager.filter(form=form).delete()
        rows = [_line_row(form, lines, position, value) for position, value in enumerate(getattr(document, lines))]
        model._default_manager.bulk_create(rows)
    # Rows prefetched before the change would hide it.
    form._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    refresh_search_text(form)


def _line_row(form: PerformanceForm, lines: str, position: int, value: Any) -> Line:
    columns = {field.column: stored(field, getattr(value, name)) for name, field in LINE_FIELDS[lines].items()}
    if lines == "indicators":
        columns["history"] = value.history
    return LINE_MODELS[lines](form=form, position=position, **columns)


def refresh_search_text(form: PerformanceForm) -> None:
    """Keep what the search box looks in true to the content."""
    names = [row.level3 for row in lines_of(form, "indicators")]
    form.search_text = searchable(form.name, form.code, form.project.unit.name, *names)
    PerformanceForm.objects.filter(pk=form.pk).update(search_text=form.search_text)
