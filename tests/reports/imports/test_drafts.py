"""What is kept of a form that was read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from projects.document import Amounts, BudgetYear, Coded, Indicator, ProjectFacts
from reports.imports.drafts import document_in, in_year, label_of, new_draft, report_of, settle, storable
from reports.imports.places import unit_named, units_for_import
from reports.models import ImportBatch
from reports.readers.result import Doubt, Leftover, Note, Sighting
from tests.factories import make_document, make_office, make_unit
from tests.reports.imports.drafts import make_batch, make_draft, make_file, read_form

DOUBT = Doubt("amounts.total", "看不清")


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.mark.django_db
def test_a_draft_keeps_all_that_was_read(office):
    read = read_form(
        make_document(),
        doubts=(DOUBT,),
        notes=(Note("amounts.total", "unit-contradicts-label", "200000 写在“万元”下"),),
        leftovers=(Leftover("F40", "附表另送"),),
        sightings={"amounts.total": Sighting("B6", "20")},
    )
    draft = make_draft(office.filler, read=read)
    draft.refresh_from_db()
    assert document_in(draft) == make_document()
    assert draft.sightings == {"amounts.total": ["B6", "20"]}
    assert draft.doubts == [{"path": "amounts.total", "reason": "看不清", "settled": ""}]
    assert draft.notes == [{"field": "amounts.total", "code": "unit-contradicts-label", "text": "200000 写在“万元”下"}]
    assert draft.leftovers == [{"place": "F40", "text": "附表另送"}]
    assert (draft.name, draft.fiscal_year, draft.layout_slug) == ("党员教育课件", 2020, "weihai")
    assert (draft.amount, draft.indicator_count, draft.open_doubts, draft.leftover_count) == (
        Decimal("120050.00"),
        4,
        1,
        1,
    )
    assert draft.unit == office.unit


@pytest.mark.django_db
def test_the_total_stands_in_for_a_blank_amount_of_the_year(office):
    draft = make_draft(office.filler, make_document(amounts=Amounts(total=Decimal(500))))
    assert draft.amount == Decimal(500)
    huge = make_draft(office.filler, make_document(amounts=Amounts(total=Decimal(10) ** 20)))
    assert huge.amount is None
    assert document_in(huge).amounts.total == Decimal(10) ** 20, "kept, and refused on acceptance"


@pytest.mark.django_db
def test_the_year_of_the_batch_counts_where_the_paper_leaves_doubt(office):
    document = make_document(
        budget_history=(BudgetYear(2018, Decimal(5)),),
        indicators=(Indicator(level3="制片", history={"2019": "4部"}),),
    )
    batch = make_batch(office.filler)
    ImportBatch.objects.filter(pk=batch.pk).update(fiscal_year=2022)
    batch.refresh_from_db()
    sure = make_draft(office.filler, document, file=make_file(batch))
    unsure = make_draft(
        office.filler, file=make_file(batch), read=read_form(document, doubts=(Doubt("fiscal_year", "没有写年度"),))
    )
    assert (sure.fiscal_year, unsure.fiscal_year) == (2020, 2022)
    assert unsure.open_doubts == 0
    assert document_in(unsure) == in_year(document, 2022)
    assert document_in(unsure).budget_history[0].year == 2020
    assert document_in(unsure).indicators[0].history == {"2021": "4部"}


@pytest.mark.django_db
def test_a_doubt_is_settled_at_its_path_alone(office):
    draft = make_draft(office.filler, read=read_form(make_document(), doubts=(DOUBT, Doubt("project.name", "半截"))))
    settle(draft, ["amounts.total"], "confirmed")
    assert [doubt["settled"] for doubt in draft.doubts] == ["confirmed", ""]
    assert draft.open_doubts == 1
    assert report_of(draft)["doubts"][1] == {
        "path": "project.name",
        "reason": "半截",
        "settled": "",
        "label": "项目名称",
    }


@pytest.mark.django_db
def test_what_no_database_keeps_is_left_out(office):
    read = read_form(make_document(), leftovers=(Leftover("A1", "甲\x00乙\ud800丙\n丁"),))
    draft = make_draft(office.filler, read=read)
    draft.refresh_from_db()
    assert draft.leftovers == [{"place": "A1", "text": "甲乙丙\n丁"}]
    assert storable("甲\tx") == "甲\tx"


@pytest.mark.django_db
def test_a_place_that_only_repeats_the_file_is_not_kept(office):
    file = make_file(make_batch(office.filler), "一张.json")
    read = replace(read_form(make_document()), place="一张.json")
    assert new_draft(file, 0, "", read, []).place == ""


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("amounts.total", "项目总金额"),
        ("fiscal_year", "年度"),
        ("unit.code", "单位"),
        ("indicators[1].target", "绩效指标第 2 行年度目标值"),
        ("nonsense", ""),
    ],
)
def test_paths_have_names(path, label):
    assert label_of("weihai", path) == label
    assert label_of("lost", path) == (label if path in ("fiscal_year", "unit.code") else "")


# --- the unit that the paper names ------------------------------------------------------


def _named(office, user, document, default=None):
    return unit_named(document, units_for_import(user), default)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "is_found"),
    [
        ({}, True),
        ({"unit": Coded(None, "组 织部")}, True),
        ({"unit": None}, True),
        ({"unit": Coded("103001", "组织部")}, True),
        ({"unit": Coded(None, "宣传部")}, False),
        ({"region": Coded(None, "别的区")}, False),
        ({"region": None}, True),
    ],
)
def test_a_filler_with_one_unit(office, changes, is_found):
    found = _named(office, office.filler, make_document(**changes))
    assert found == (office.unit if is_found else None)


@pytest.mark.django_db
def test_codes_and_names_must_both_fit(office):
    office.unit.code = "103001"
    office.unit.save()
    assert _named(office, office.filler, make_document(unit=Coded("103001", None))) == office.unit
    assert _named(office, office.filler, make_document(unit=Coded("103002", "组织部"))) is None
    assert _named(office, office.filler, make_document(unit=Coded("103001", "宣传部"))) is None


@pytest.mark.django_db
def test_an_administrator_has_all_units_of_the_region(office):
    other = make_unit(office.region, "宣传部")
    make_unit(make_office("别区", tag="2").region, "宣传部")
    assert set(units_for_import(office.admin)) == {office.unit, other}
    assert _named(office, office.admin, make_document(unit=Coded(None, "宣传部"))) == other
    assert _named(office, office.admin, make_document(unit=None)) is None
    assert _named(office, office.admin, make_document(unit=None), other) == other


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["unit_reviewer", "department_reviewer", "finance_reviewer", "reader"])
def test_who_only_reviews_or_reads_imports_nothing(office, role):
    assert units_for_import(getattr(office, role)) == []


@pytest.mark.django_db
def test_the_department_tells_units_of_one_name_apart(office):
    twin = make_unit(office.region, "宣传部")
    twin.name = "组织部"
    twin.save()
    unclear = make_document()
    assert _named(office, office.admin, unclear) is None
    assert _named(office, office.admin, replace(unclear, department=Coded(None, "宣传部"))) == twin


def test_a_document_without_earlier_years_only_changes_its_year():
    document = make_document(project=ProjectFacts(name="甲"))
    assert in_year(document, 2021) == replace(document, fiscal_year=2021)
