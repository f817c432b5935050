"""Importing over what is there already, and values that the database cannot take."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from projects.document import Coded, Indicator, PaymentPeriod
from projects.importing.planning import ImportedForm, Outcome, apply_import, plan_import
from projects.lifecycle import Stale
from projects.models import FormEvent, PerformanceForm, Region, RegionYear, Status, Unit
from projects.storage import document_of
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def imported(document, source="a.json"):
    return ImportedForm(source, document)


def plan(document):
    return plan_import([imported(document)])


def problems_of(document):
    return [f"{problem.path}：{problem.message}" for problem in plan(document).problems]


def changed():
    document = make_document()
    return replace(document, narratives=replace(document.narratives, basis="新的依据。"))


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED])
def test_a_form_with_its_filler_is_replaced_and_its_former_content_kept(office, status):
    form = make_form(office.unit, status=status)
    form.unread = {"amounts.total": "二十万"}
    form.save()
    former = document_of(form).to_json()
    planned = plan(changed())
    assert [each.outcome for each in planned.forms] == [Outcome.REPLACED]
    assert apply_import(planned, office.finance_reviewer) == [form]
    form = PerformanceForm.objects.with_document().get()
    assert document_of(form) == changed()
    assert (form.status, form.revision, form.unread) == (status, 1, {})
    event = form.events.get()
    assert (event.action, event.actor, event.from_status, event.to_status, event.revision) == (
        "import",
        office.finance_reviewer,
        status,
        status,
        1,
    )
    assert event.document == former
    assert event.opinion == "覆盖前还有未能读入的文字：\n项目总金额：二十万"
    assert list(form.editors.all()) == [office.finance_reviewer], "who imports a form has filled it in"


@pytest.mark.parametrize(
    "status", [Status.SUBMITTED, Status.DEPARTMENT_APPROVED, Status.FINANCE_APPROVED, Status.ISSUED]
)
def test_a_form_on_its_way_is_never_replaced(office, status):
    make_form(office.unit, status=status)
    [problem] = problems_of(changed())
    assert problem.startswith(f"project.name：系统中此项目 2020 年的表为“{status.label}”，不能覆盖")


@pytest.mark.parametrize("status", Status)
def test_the_same_content_changes_nothing_whatever_the_status(office, status):
    form = make_form(office.unit, status=status)
    planned = plan(make_document())
    assert [each.outcome for each in planned.forms] == [Outcome.UNCHANGED]
    assert apply_import(planned) == []
    form.refresh_from_db()
    assert (form.revision, FormEvent.objects.count()) == (0, 0)


def test_a_place_that_the_system_knows_better_is_no_change(office):
    make_form(office.unit)
    office.unit.code = "103001"
    office.unit.save()
    planned = plan(make_document(unit=Coded(None, "组织部"), region=None))
    assert [each.outcome for each in planned.forms] == [Outcome.UNCHANGED]


def test_the_same_project_of_another_year_is_another_form(office):
    make_form(office.unit, status=Status.ISSUED)
    [form] = apply_import(plan(make_document(fiscal_year=2021)))
    assert form.fiscal_year == 2021
    assert form.project.forms.count() == 2


def test_a_form_that_was_renamed_is_found_by_either_name(office):
    form = make_form(office.unit)
    renamed = replace(make_document(), project=replace(make_document().project, name="课件制作"))
    PerformanceForm.objects.filter(pk=form.pk).update(name="课件制作")
    for document in (make_document(), renamed):
        [planned] = plan(document).forms
        assert planned.existing_id == form.pk


def test_two_forms_that_may_be_meant_are_a_problem(office):
    make_form(office.unit)
    other = replace(make_document(), project=replace(make_document().project, name="另一项目"))
    PerformanceForm.objects.filter(pk=make_form(office.unit, other).pk).update(name="党员教育课件")
    assert problems_of(changed()) == ["project.name：系统中有 2 张表都叫这个名字，请先在系统中改名"]


def test_what_changed_between_plan_and_import_is_not_overwritten(office):
    form = make_form(office.unit)
    planned = plan(changed())
    PerformanceForm.objects.filter(pk=form.pk).update(revision=5)
    with pytest.raises(Stale, match="刚刚被改动过，什么都没有存，请重新导入"):
        apply_import(planned)
    assert document_of(form) == make_document()
    assert FormEvent.objects.count() == 0


def test_one_changed_form_keeps_all_others_out(office):
    form = make_form(office.unit)
    other = replace(make_document(), project=replace(make_document().project, name="另一项目"))
    planned = plan_import([imported(other), imported(changed(), "b.json")])
    PerformanceForm.objects.filter(pk=form.pk).update(revision=5)
    with pytest.raises(Stale):
        apply_import(planned)
    assert list(PerformanceForm.objects.values_list("name", flat=True)) == ["党员教育课件"]


def test_what_was_created_between_plan_and_import_is_not_doubled():
    planned = plan(make_document())
    make_form(make_office().unit)
    with pytest.raises(Stale, match="导入时系统中的数据刚刚被改动过"):
        apply_import(planned)
    assert PerformanceForm.objects.count() == 1


def test_a_plan_with_problems_is_not_applied():
    planned = plan(make_document(unit=None))
    with pytest.raises(ValueError, match="problems"):
        apply_import(planned)


def with_value(path, value):
    group, _, member = path.partition(".")
    document = make_document()
    return replace(document, **{group: replace(getattr(document, group), **{member: value})})


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (with_value("project.name", "长" * 201), "project.name：写了 201 个字，最多 200 个字，请删减"),
        (with_value("project.nature", "一行\n又一行"), "project.nature：这一栏只能写一行，请删去换行"),
        (with_value("narratives.basis", "长" * 20_001), "narratives.basis：写了 20001 个字，最多 20000 个字，请删减"),
        (
            with_value("amounts.total", Decimal("10000000000000.00")),
            "amounts.total：金额太大，最多 9,999,999,999,999.99 元，请核对",
        ),
        (with_value("amounts.total", Decimal("1" + "0" * 40)), "amounts.total：金额太大"),
        (
            with_value("project.category", Coded(None, "类" * 201)),
            "project.category：编码和名称各最多 200 个字，请删减",
        ),
        (
            with_value("project.economic_subjects", (Coded("3", "商品"), Coded("9" * 201))),
            "project.economic_subjects：编码和名称各最多 200 个字，请删减",
        ),
        (
            make_document(indicators=(Indicator(level3="数", target="长" * 1001),)),
            "indicators[0].target：写了 1001 个字，最多 1000 个字，请删减",
        ),
        (
            make_document(payment_schedule=(PaymentPeriod("3月底", Decimal("33.33333")),)),
            "payment_schedule[0].percent：百分比“33.33333”太大，或小数多于 4 位，请核对",
        ),
        (
            make_document(payment_schedule=(PaymentPeriod("3月底", Decimal(100000)),)),
            "payment_schedule[0].percent：百分比“100000”太大，或小数多于 4 位，请核对",
        ),
        (
            make_document(indicators=(Indicator(level3="数"),) * 2001),
            "indicators：有 2001 行，最多 2000 行",
        ),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_what_cannot_be_stored_as_it_is_is_a_problem(office, document, problem):
    [found] = problems_of(document)
    assert found.startswith(problem)


@pytest.mark.parametrize(
    "document",
    [
        with_value("project.name", "长" * 200),
        with_value("narratives.basis", "长" * 20_000),
        with_value("amounts.total", Decimal("9999999999999.99")),
        make_document(indicators=(Indicator(level3="数" * 500, target="长" * 1000, basis="长" * 20_000),)),
        make_document(payment_schedule=(PaymentPeriod("3月底", Decimal("99999.0000")),)),
    ],
    ids=["name", "narrative", "amount", "indicator", "percent"],
)
def test_what_is_just_small_enough_is_stored_whole(office, document):
    [form] = apply_import(plan(document))
    assert document_of(PerformanceForm.objects.with_document().get(pk=form.pk)) == document


def renamed():
    document = make_document()
    return replace(document, project=replace(document.project, name="改了名的项目"))


def test_a_template_means_the_form_it_was_made_of_though_its_project_is_called_otherwise(office):
    form = make_form(office.unit)
    [planned] = plan_import([ImportedForm("模板.xlsx", renamed(), office.unit, form.pk)]).forms
    assert (planned.outcome, planned.existing_id) == (Outcome.REPLACED, form.pk)
    assert plan_import([ImportedForm("a.xlsx", renamed(), office.unit)]).forms[0].outcome is Outcome.NEW


def test_a_template_does_not_take_the_name_of_another_form(office):
    form, other = make_form(office.unit), make_form(office.unit, renamed())
    plan = plan_import([ImportedForm("模板.xlsx", document_of(other), office.unit, form.pk)])
    assert [problem.message for problem in plan.problems] == ["系统中另有一张表也叫“改了名的项目”，请换一个项目名称"]


def test_the_form_of_another_unit_is_not_meant(office):
    elsewhere = make_form(make_office("别区", tag="2").unit)
    [planned] = plan_import([ImportedForm("模板.xlsx", renamed(), office.unit, elsewhere.pk)]).forms
    assert planned.outcome is Outcome.NEW


# --- forms whose unit a person has chosen ------------------------------------------------


def test_a_chosen_unit_counts_for_more_than_the_paper(office):
    counts = [model.objects.count() for model in (Region, Unit, RegionYear)]
    document = make_document(region=Coded(None, "别区"), unit=Coded(None, "别的单位"))
    [form] = apply_import(plan_import([ImportedForm("a.xlsx", document, office.unit)]))
    assert form.unit == office.unit
    assert [model.objects.count() for model in (Region, Unit, RegionYear)] == counts


def test_a_chosen_unit_needs_an_open_year(office):
    planned = plan_import([ImportedForm("a.xlsx", make_document(fiscal_year=2018), office.unit)])
    assert [str(problem) for problem in planned.problems] == [
        "a.xlsx：fiscal_year：临海区 还没有开放 2018 年度；请核对年度，或请管理员先在“设置”中新开这个年度"
    ]
    assert (planned.forms, planned.new_places) == ((), ())


@pytest.mark.parametrize("count", [1, 3])
def test_forms_of_a_chosen_unit_are_planned_in_a_fixed_number_of_queries(office, count, django_assert_num_queries):
    documents = [
        replace(make_document(), project=replace(make_document().project, name=f"项目{number}"))
        for number in range(count)
    ]
    for document in documents:
        make_form(office.unit, document)
    with django_assert_num_queries(16):
        planned = plan_import([ImportedForm(f"{each.project.name}", each, office.unit) for each in documents])
    assert [form.outcome for form in planned.forms] == [Outcome.UNCHANGED] * count
