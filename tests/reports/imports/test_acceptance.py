"""Accepting what was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.document import Coded, Indicator, ProjectFacts
from projects.lifecycle import Refused
from projects.models import Department, FormEvent, PerformanceForm, Region, RegionYear, Role, Status, Unit
from projects.storage import document_of
from reports.imports.acceptance import AT_ONCE, accept, store_queued
from reports.imports.batch_page import all_certain_tokens
from reports.imports.edits import confirm
from reports.imports.fates import Fate, fates_of
from reports.imports.tasks import store_accepted
from reports.models import BatchState, DraftState, FormSource, ImportBatch, ImportDraft
from reports.readers.result import Doubt, Leftover
from tests.factories import make_document, make_form, make_office
from tests.reports.imports.drafts import make_batch, make_draft, make_file, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def fate(draft: ImportDraft, user) -> Fate:
    draft = ImportDraft.objects.select_related("file__batch", "unit__department__region").get(pk=draft.pk)
    return fates_of([draft], user)[draft.pk]


def take(draft: ImportDraft, user, *, confirmed: bool = False, token: str = ""):
    return accept(draft.file.batch, [token or fate(draft, user).token], user, confirmed=confirmed)


def changed():
    document = make_document()
    return replace(document, narratives=replace(document.narratives, basis="新的依据。"))


def named(name: str):
    return make_document(project=ProjectFacts(name=name))


def test_a_new_form_is_stored_with_its_file_and_report(office):
    read = read_form(make_document(), leftovers=(Leftover("F40", "附表另送"),))
    draft = make_draft(office.filler, read=read)
    assert fate(draft, office.filler).outcome == "新建"
    result = take(draft, office.filler)
    assert result.accepted == [draft]
    form = PerformanceForm.objects.with_document().get()
    assert document_of(form) == make_document()
    assert (form.created_by, list(form.editors.all())) == (office.filler, [office.filler])
    draft.refresh_from_db()
    assert (draft.state, draft.form) == (DraftState.ACCEPTED, form)
    source = form.sources.get()
    assert (source.name, source.person, source.sha256) == ("汇总.xlsx", office.filler, draft.file.sha256)
    assert source.report["leftovers"] == [{"place": "F40", "text": "附表另送"}]
    assert source.report["sightings"] == draft.sightings


def test_nothing_of_the_organisation_is_created(office):
    counts = [model.objects.count() for model in (Region, Department, Unit, RegionYear)]
    draft = make_draft(office.admin, make_document(unit=None, region=None))
    assert take(draft, office.admin).accepted == [draft]
    assert [model.objects.count() for model in (Region, Department, Unit, RegionYear)] == counts


def test_open_doubts_are_confirmed_first_and_kept_with_the_form(office):
    draft = make_draft(office.filler, read=read_form(make_document(), doubts=(Doubt("amounts.total", "看不清"),)))
    result = take(draft, office.filler)
    assert (result.accepted, [each.draft for each in result.to_confirm]) == ([], [draft])
    assert result.to_confirm[0].doubts == [{"label": "项目总金额", "reason": "看不清"}]
    assert PerformanceForm.objects.count() == 0
    assert take(draft, office.filler, confirmed=True).accepted == [draft]
    assert FormSource.objects.get().open_doubts == [
        {"path": "amounts.total", "reason": "看不清", "settled": "", "label": "项目总金额"}
    ]


def test_a_form_that_is_there_is_replaced_after_a_second_word(office):
    form = make_form(office.unit)
    draft = make_draft(office.filler, changed())
    assert fate(draft, office.filler).outcome == "覆盖"
    assert [each.draft for each in take(draft, office.filler).to_confirm] == [draft]
    assert take(draft, office.filler, confirmed=True).accepted == [draft]
    form = PerformanceForm.objects.with_document().get()
    assert (document_of(form), form.revision) == (changed(), 1)
    assert form.events.get().document == make_document().to_json()


def test_the_same_content_changes_nothing_but_gets_its_file(office):
    form = make_form(office.unit, status=Status.ISSUED)
    draft = make_draft(office.filler)
    assert fate(draft, office.filler).outcome == "无变化"
    assert take(draft, office.filler).accepted == [draft]
    form.refresh_from_db()
    assert (form.revision, FormEvent.objects.count(), form.sources.count()) == (0, 0, 1)


def test_a_second_click_gives_no_second_form(office):
    draft = make_draft(office.filler)
    token = fate(draft, office.filler).token
    assert take(draft, office.filler, token=token).accepted == [draft]
    assert take(draft, office.filler, token=token).accepted == [draft]
    assert (PerformanceForm.objects.count(), FormEvent.objects.count(), FormSource.objects.count()) == (1, 1, 1)


def test_two_batches_with_the_same_form_meet(office):
    first, second = make_draft(office.filler), make_draft(office.colleague, changed())
    seen = fate(second, office.colleague).token
    assert take(first, office.filler).accepted == [first]
    [refusal] = take(second, office.colleague, token=seen, confirmed=True).refused
    assert refusal.reasons == ("您打开页面以后，这张表或系统中的同一张表有变化；请看过差别再接受",)
    assert document_of(PerformanceForm.objects.with_document().get()) == make_document()
    assert fate(second, office.colleague).outcome == "覆盖"


def test_what_was_corrected_after_the_page_was_opened_is_not_accepted(office):
    draft = make_draft(office.filler)
    token = fate(draft, office.filler).token
    confirm(draft, 0, "amounts.total")
    assert [refusal.draft for refusal in take(draft, office.filler, token=token).refused] == [draft]
    assert PerformanceForm.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"unit": None, "region": None}, ""),
        ({"fiscal_year": 2019}, "年度：临海区 还没有开放 2019 年度；请核对年度，或请管理员先在“设置”中新开这个年度"),
        ({"project": ProjectFacts()}, "没有读到项目名称，请填写"),
        ({"project": ProjectFacts(name="长" * 201)}, "项目名称：写了 201 个字，最多 200 个字，请删减"),
    ],
)
def test_why_a_form_cannot_be_imported(office, changes, problem):
    found = fate(make_draft(office.filler, make_document(**changes)), office.filler)
    assert (found.is_possible, found.problems) == (not problem, (problem,) if problem else ())


def test_an_unknown_unit_or_layout_is_told(office):
    draft = make_draft(office.filler, make_document(layout="lost", unit=Coded(None, "宣传部")))
    assert fate(draft, office.filler).problems == ("表上写的单位“宣传部”不在您可以导入的单位中，请选择存入哪个单位",)
    ImportDraft.objects.update(unit=office.unit)
    [problem] = fate(draft, office.filler).problems
    assert problem.startswith("表样：系统中没有表样“lost”")
    [refusal] = take(draft, office.filler).refused
    assert refusal.reasons == (problem,)


def test_who_lost_the_role_meanwhile_stores_nothing(office):
    draft = make_draft(office.filler)
    token = fate(draft, office.filler).token
    Role.objects.filter(user=office.filler).delete()
    user = type(office.filler).objects.get(pk=office.filler.pk)
    [refusal] = take(draft, user, token=token).refused
    assert refusal.reasons == ("只有本单位填报人和本地区管理员可以导入",)


def test_rows_without_content_are_not_stored(office):
    blank = Indicator(level1="产出目标", level2="质量")
    draft = make_draft(office.filler, make_document(indicators=(*make_document().indicators, blank)))
    take(draft, office.filler)
    assert document_of(PerformanceForm.objects.with_document().get()) == make_document()


def test_the_same_form_twice_in_a_batch_is_told(office):
    file = make_file(make_batch(office.filler))
    first, second = (make_draft(office.filler, file=file) for _ in range(2))
    fates = fates_of([first, second], office.filler)
    assert fates[first.pk].is_possible
    assert fates[second.pk].problems == (
        "项目名称：与 “汇总.xlsx”第 1 张 是同一单位、同一项目、同一年度的表，请只留一个",
    )


def test_a_form_that_was_dropped_or_tokens_of_nothing(office):
    draft = make_draft(office.filler)
    token = fate(draft, office.filler).token
    ImportDraft.objects.update(state=DraftState.DROPPED)
    assert [refusal.reasons for refusal in take(draft, office.filler, token=token).refused] == [("这张表不要",)]
    for tokens in ([], ["nonsense"], ["1" * 40]):
        with pytest.raises(Refused, match="还没有选表"):
            accept(draft.file.batch, tokens, office.filler, confirmed=False)


def test_a_form_of_another_batch_is_not_reached(office):
    draft, other = make_draft(office.filler), make_draft(office.colleague, named("别的"))
    result = accept(draft.file.batch, [fate(other, office.filler).token], office.filler, confirmed=True)
    assert (result.accepted, result.refused, PerformanceForm.objects.count()) == ([], [], 0)


# --- many at once -----------------------------------------------------------------------


@pytest.fixture
def batch(office) -> ImportBatch:
    file = make_file(make_batch(office.filler))
    for number in range(AT_ONCE + 1):
        make_draft(office.filler, named(f"项目{number}"), file=file)
    return file.batch


def test_many_forms_are_stored_in_the_background(office, batch):
    result = accept(batch, all_certain_tokens(batch, office.filler), office.filler, confirmed=False)
    assert (result.queued, PerformanceForm.objects.count()) == (AT_ONCE + 1, 0)
    batch.refresh_from_db()
    assert (batch.state, batch.to_store) == (BatchState.STORING, AT_ONCE + 1)
    with pytest.raises(Refused, match="还在处理"):
        accept(batch, ["1.0.0.0"], office.filler, confirmed=False)
    store_accepted.call(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, PerformanceForm.objects.count()) == (BatchState.READY, AT_ONCE + 1)
    assert set(ImportDraft.objects.values_list("state", flat=True)) == {DraftState.ACCEPTED}
    store_accepted.call(batch.pk)
    assert PerformanceForm.objects.count() == AT_ONCE + 1


def test_what_fails_in_the_background_stays_open_and_says_why(office, batch):
    accept(batch, all_certain_tokens(batch, office.filler), office.filler, confirmed=False)
    make_form(office.unit, named("项目3"))
    store_queued(ImportBatch.objects.select_related("owner").get(pk=batch.pk))
    left = ImportDraft.objects.get(state=DraftState.OPEN)
    assert (left.name, left.problem) == ("项目3", "您打开页面以后，这张表或系统中的同一张表有变化；请看过差别再接受")
    assert FormSource.objects.count() == AT_ONCE


def test_only_what_needs_no_word_is_accepted_without_one(office, batch):
    make_form(office.unit, named("项目0"))
    make_form(office.unit, make_document(project=ProjectFacts(name="项目1", leader="林晓舟")))
    doubtful = read_form(named("有疑"), doubts=(Doubt("project.name", "半截"),))
    make_draft(office.filler, read=doubtful, file=batch.files.get())
    certain = all_certain_tokens(batch, office.filler)
    names = ImportDraft.objects.filter(pk__in=[token.partition(".")[0] for token in certain])
    assert {draft.name for draft in names} == {"项目0", "项目2", "项目3", "项目4", "项目5"}, "项目0 is unchanged"
