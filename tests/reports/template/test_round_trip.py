"""A template says exactly what it was filled with, in every layout; no test here knows one form from another."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from python_calamine import load_workbook as load_with_calamine

from projects.document import FormDocument
from reports.template import read_template, stamp_of
from tests.reports.read_back import LAYOUTS
from tests.reports.template.filling import (
    UNIT,
    empty_template,
    filled,
    filled_template,
    form_sheet,
    stamp_for,
    template_of,
)
from tests.strategies import documents

each_layout = pytest.mark.parametrize("slug", LAYOUTS)


@each_layout
def test_specimen_comes_back_whole(slug: str) -> None:
    reading = read_template(filled_template(slug))
    assert reading.document == filled(slug)
    assert reading.stamp == stamp_for(slug, form_id=7, revision=3)
    assert (reading.mistakes, reading.leftovers, reading.notes) == ((), (), ())


@each_layout
@given(drawn=documents)
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_document_comes_back_whole(slug: str, drawn: FormDocument) -> None:
    document = replace(drawn, layout=slug)
    reading = read_template(template_of(document))
    assert reading.document == document
    assert (reading.mistakes, reading.leftovers, reading.notes) == ((), (), ())


@each_layout
def test_empty_template_holds_nothing_but_the_unit(slug: str) -> None:
    reading = read_template(empty_template(slug))
    assert reading.stamp == stamp_for(slug)
    assert stamp_of(empty_template(slug)) == stamp_for(slug)
    assert reading.document.unit is not None
    assert reading.document.unit.name == UNIT
    assert reading.document.indicators == ()
    assert reading.sightings == {}


@each_layout
def test_template_opens_in_other_programs(slug: str) -> None:
    book = load_workbook(BytesIO(filled_template(slug)))
    sheet = form_sheet(book)
    assert [other.sheet_state for other in book.worksheets] == ["visible", "visible", "veryHidden"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert load_with_calamine(BytesIO(filled_template(slug))).sheet_names == book.sheetnames


@each_layout
def test_only_inputs_are_unlocked(slug: str) -> None:
    sheet = form_sheet(load_workbook(BytesIO(filled_template(slug))))
    places = {seen.place.rpartition("”")[2] for seen in read_template(filled_template(slug)).sightings.values()}
    written = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert {place for place in written if not sheet[place].protection.locked} == places
