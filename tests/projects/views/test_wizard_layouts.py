"""Every layout can be filled in: nothing of the page knows one form from another."""

from __future__ import annotations

import json
import re

import pytest
from django.conf import settings
from django.urls import reverse

from projects.catalog import slot_of
from projects.drafts import Edit, apply_edits, row_text, text_at
from projects.exchange import document_from
from projects.models import PerformanceForm
from projects.storage import document_of, lines_of
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db

LAYOUTS = sorted(file.stem for file in (settings.BASE_DIR / "projects" / "layouts").glob("*.toml"))


def filled_in(slug):
    """The first demo form in this layout; else what a 威海 form says, as far as the layout has it."""
    for file in sorted((settings.FIXTURES_DIR / "demo").glob("*/*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        if data.get("layout") == slug:
            return document_from(data)
    return make_document(layout=slug)


@pytest.fixture
def office():
    return make_office()


@pytest.fixture(params=LAYOUTS)
def form(request, office):
    return make_form(office.unit, filled_in(request.param))


def stored(form):
    return PerformanceForm.objects.with_document().get(pk=form.pk)


def test_every_cell_and_row_of_the_layout_can_be_written_on_the_page(client, office, form):
    client.force_login(office.filler)
    response = client.get(reverse("projects:form-fill", args=[form.pk]))
    assert response.status_code == 200
    page = response.content.decode()
    form = stored(form)
    cells = {cell.path for cell in form.layout.cells() if cell.field.editable}
    rows = {
        f"{table.lines}[{row.key}].{column.value}"
        for table in form.layout.tables()
        for row in lines_of(form, table.lines)
        for column in table.own_columns()
        if column.field.editable
    }
    shown = set(re.findall(r'data-cell="([^"]+)"', page))
    prototypes = {path for path in shown if "[new-row]" in path}
    assert shown - prototypes == cells | rows


def test_writing_every_cell_with_what_it_shows_changes_nothing(office, form):
    form = stored(form)
    before = document_of(form)
    texts = {cell.path: text_at(form, cell.path) for cell in form.layout.cells() if cell.field.editable}
    for table in form.layout.tables():
        for row in lines_of(form, table.lines):
            for column in table.columns:
                if column.field.editable:
                    path = f"{table.lines}[{row.key}].{column.value}"
                    texts[path] = row_text(form, table.lines, row, column.value)
    edits = [Edit(path, "set", path, text, text) for path, text in texts.items()]
    outcomes = apply_edits(form.pk, edits, office.filler)[1]
    assert [(outcome.path, outcome.message) for outcome in outcomes if outcome.state != "saved"] == []
    assert document_of(stored(form)) == before


def test_every_cell_can_be_emptied_and_written_again(office, form):
    form = stored(form)
    before = document_of(form)
    texts = {cell.path: text_at(form, cell.path) for cell in form.layout.cells() if cell.field.editable}
    apply_edits(form.pk, [Edit(path, "set", path, "", text) for path, text in texts.items()], office.filler)
    emptied = stored(form)
    assert {text_at(emptied, path) for path in texts} == {""}
    outcomes = apply_edits(form.pk, [Edit(path, "set", path, text) for path, text in texts.items()], office.filler)[1]
    assert {outcome.state for outcome in outcomes} == {"saved"}
    slots = {slot.lines for path in texts if (slot := slot_of(path))}
    after = document_of(stored(form))
    for name in before.__dataclass_fields__:
        if name not in slots:
            assert getattr(after, name) == getattr(before, name)


def test_a_row_is_added_to_every_table(office, form):
    form = stored(form)
    for table in form.layout.tables():
        key = "00000000-0000-4000-8000-000000000001"
        column = next(column for column in table.own_columns() if column.field.kind in ("text", "narrative"))
        count = len(lines_of(stored(form), table.lines))
        outcomes = apply_edits(
            form.pk,
            [
                Edit("1", "add", f"{table.lines}[{key}]", values={}),
                Edit("2", "set", f"{table.lines}[{key}].{column.value}", "新写的"),
            ],
            office.filler,
        )[1]
        assert [outcome.state for outcome in outcomes] == ["saved", "saved"]
        rows = lines_of(stored(form), table.lines)
        assert len(rows) == count + 1
        assert "新写的" in [row_text(stored(form), table.lines, row, column.value) for row in rows]


def test_earlier_years_stand_in_columns_of_their_own(office):
    form = make_form(office.unit, filled_in("qiaokou"))
    row = lines_of(form, "indicators")[0]
    path = f"indicators[{row.key}].history[-1]"
    apply_edits(
        form.pk, [Edit("1", "set", path, "90%", row_text(form, "indicators", row, "history[-1]"))], office.filler
    )
    assert lines_of(stored(form), "indicators")[0].history[str(form.fiscal_year - 1)] == "90%"


def test_derived_values_are_shown_and_not_written(client, office):
    form = make_form(office.unit, filled_in("qiaokou"))
    (outcome,) = apply_edits(form.pk, [Edit("1", "set", "budget_history[-1].execution_rate", "1")], office.filler)[1]
    assert outcome.state == "refused"
