"""Between stored rows and documents: nothing is lost on the way."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from projects.document import Coded, FormDocument, FundingSource, Indicator, Procurement
from projects.exchange import document_from
from projects.models import LINE_MODELS, IndicatorLine, PerformanceForm
from projects.storage import document_of, lines_of, store_document, value_of
from tests.factories import make_document, make_form, make_office
from tests.strategies import documents


def content_of(document: FormDocument) -> FormDocument:
    """Without the place, which the form's unit gives."""
    return replace(document, region=None, department=None, unit=None)


class AnyDocument(TestCase):
    """Hypothesis and the database need a class: every example has its own transaction."""

    def setup_example(self):
        super().setup_example()
        self.form = make_form(make_office().unit)

    @settings(max_examples=25)
    @given(documents)
    def test_is_stored_and_loaded_unchanged(self, document):
        self.form.fiscal_year = document.fiscal_year
        store_document(self.form, document)
        loaded = document_of(PerformanceForm.objects.with_document().get(pk=self.form.pk))
        assert content_of(loaded) == content_of(document)


@pytest.mark.django_db
def test_the_sample_forms_are_stored_and_loaded_unchanged(samples_dir):
    form = make_form(make_office().unit)
    for file in sorted((samples_dir / "expected").glob("*.json")):
        document = replace(document_from(json.loads(file.read_text(encoding="utf-8"))), layout="weihai")
        form.fiscal_year = document.fiscal_year
        store_document(form, document)
        loaded = document_of(PerformanceForm.objects.with_document().get(pk=form.pk))
        assert content_of(loaded) == content_of(document), file.name


@pytest.mark.django_db
def test_the_place_is_the_units_own():
    office = make_office()
    office.unit.code = "103001"
    office.unit.save()
    document = document_of(make_form(office.unit))
    assert document.region == Coded(None, "临海区")
    assert document.unit == Coded("103001", "组织部")
    assert document.department is None, "the 威海 form does not name one"


@pytest.mark.django_db
def test_storing_replaces_all_that_was_there():
    form = make_form(make_office().unit)
    form.unread = {"amounts.total": "二十万"}
    empty = FormDocument(layout="weihai", fiscal_year=2020)
    store_document(form, empty)
    form.refresh_from_db()
    assert content_of(document_of(form)) == content_of(empty)
    assert form.unread == {}
    assert not any(model._default_manager.filter(form=form).exists() for model in LINE_MODELS.values())


@pytest.mark.django_db
def test_prefetched_rows_do_not_hide_what_was_stored():
    form = make_form(make_office().unit)
    form = PerformanceForm.objects.with_document().get(pk=form.pk)
    document = make_document(indicators=(Indicator(level3="新指标", target="1个"),))
    store_document(form, document)
    assert document_of(form).indicators == document.indicators


@pytest.mark.django_db
def test_rows_without_content_are_left_out_of_the_document():
    document = make_document(
        indicators=(Indicator(level1="产出目标", level2="数量", target="≥1"),),
        procurements=(Procurement(item="审计服务"),),
        funding_sources=(FundingSource(name="财政拨款收入"),),
    )
    form = make_form(make_office().unit, document)
    IndicatorLine.objects.create(form=form, position=9, level1="产出目标", level2="质量")
    LINE_MODELS["procurements"]._default_manager.create(form=form, position=9)
    loaded = document_of(form)
    assert len(lines_of(form, "indicators")) == 2
    assert loaded.indicators == document.indicators
    assert loaded.procurements == document.procurements
    assert loaded.funding_sources == document.funding_sources


@pytest.mark.django_db
def test_rows_come_in_the_order_of_their_positions():
    form = make_form(make_office().unit)
    for row in lines_of(form, "indicators"):
        row.position = 10 - row.position
        row.save()
    assert [indicator.level3 for indicator in document_of(form).indicators] == [
        "管理模式健全性",
        "审片次数",
        "制片数量",
        "预算执行率",
    ]


@pytest.mark.django_db
def test_a_blank_is_not_zero_and_no_is_not_blank():
    form = make_form(make_office().unit)
    assert value_of(form, "amounts.prior_year_executed") is None
    assert value_of(form, "project.has_subprojects") is False
    assert value_of(form, "project.leader") is None
    assert value_of(form, "project.category") == Coded("003001007001", "组织部")


@pytest.mark.django_db
def test_a_document_is_loaded_in_a_fixed_number_of_queries(django_assert_num_queries):
    form = make_form(make_office().unit)
    with django_assert_num_queries(1 + len(LINE_MODELS)):
        document_of(PerformanceForm.objects.with_document().get(pk=form.pk))


@pytest.mark.django_db
def test_storing_makes_the_form_findable_by_its_new_content():
    form = make_form(make_office().unit)
    document = make_document()
    store_document(form, replace(document, project=replace(document.project, name="老年大学迁址费")))
    found = PerformanceForm.objects.all()
    for text in ("老年大学", "laonian", "lndx", "制片数量", "zpsl", "组织部", "老年 zuzhi"):
        assert list(found.matching(text)) == [form], text
    for text in ("党员教育课件", "xyz", "老年 财政"):
        assert list(found.matching(text)) == [], text
