"""From the paths of rules to cells of stored forms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.document import FormDocument, Indicator
from projects.findings.placed import placed
from projects.findings.places import WHOLE_FORM, FieldPlaces
from projects.layouts import layouts
from projects.models import PerformanceForm
from projects.review.finding import Criterion, Finding, Report, Severity
from projects.storage import document_of
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db


def places_of(form: PerformanceForm) -> FieldPlaces:
    fresh = PerformanceForm.objects.with_document().get(pk=form.pk)
    return FieldPlaces(fresh, document_of(fresh))


@pytest.fixture
def form() -> PerformanceForm:
    document = make_document()
    blank = replace(document, narratives=replace(document.narratives, basis=None))
    return make_form(make_office().unit, blank)


def test_a_cell_is_named_as_on_the_paper(form):
    place = places_of(form).of("narratives.overview")
    assert (place.key, place.label, place.section_title) == ("narratives.overview", "项目概况", "项目内容")
    assert not place.is_blank
    assert places_of(form).of("narratives.basis").is_blank


def test_a_cell_of_a_row_goes_by_its_key(form):
    row = form.indicatorlines.get(level3="审片次数")
    place = places_of(form).of("indicators[2].target")
    assert (place.key, place.path) == (f"indicators[{row.key}].target", "indicators[2].target")
    assert place.label == "审片次数 · 年度目标值"
    assert places_of(form).of(place.key) == place


@pytest.mark.parametrize("path", ["indicators[2]", "indicators[2].level2", "indicators[2].description"])
def test_what_a_row_does_not_show_by_itself_is_at_its_first_cell(form, path):
    place = places_of(form).of(path)
    assert (place.path, place.label) == ("indicators[2].level3", "审片次数 · 三级指标")


def test_a_repair_may_name_the_place_in_the_tree(form):
    row = form.indicatorlines.get(level3="审片次数")
    assert places_of(form).key_of("indicators[2].level2") == f"indicators[{row.key}].level2"
    assert places_of(form).key_of("indicators[99].level2") == ""
    assert places_of(form).key_of("narratives.remarks") == "narratives.remarks"


@pytest.mark.parametrize(
    ("path", "label", "target"),
    [
        ("indicators", "绩效指标", "indicators"),
        ("indicators[99].target", "绩效指标", "indicators"),
        ("", WHOLE_FORM, ""),
    ],
)
def test_what_is_no_single_cell_leads_to_its_section(form, path, label, target):
    place = places_of(form).of(path)
    assert (place.key, place.label, place.target) == ("", label, target)


def test_what_the_paper_does_not_show_is_no_finding_of_the_form(form):
    assert places_of(form).of("narratives.fund_use").label == WHOLE_FORM
    shown, hidden, whole = (
        Finding("a-rule", Severity.ERROR, field, "不对", "", "", Criterion.COMPLETENESS)
        for field in ("narratives.overview", "narratives.fund_use", "")
    )
    fresh = PerformanceForm.objects.with_document().get(pk=form.pk)
    report = placed(fresh, document_of(fresh), Report((shown, hidden, whole)))
    assert [each.finding for each in report.findings] == [shown, whole]


def test_parts_of_a_joined_cell_and_rows_at_fixed_places_have_their_cell():
    office = make_office()
    seen = 0
    for layout in layouts().values():
        for cell in layout.cells():
            if not cell.field.parts:
                continue
            document = FormDocument(layout=layout.slug, fiscal_year=2020, indicators=(Indicator(level3="甲"),))
            project = replace(document.project, name=f"{layout.slug}{layout.version}")
            places = places_of(make_form(office.unit, replace(document, project=project)))
            group = cell.path.rpartition(".")[0]
            assert {places.of(f"{group}.{part}").key for part in cell.field.parts} == {cell.path}
            seen += 1
    assert seen
