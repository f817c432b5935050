"""智能审核 in the browser: while filling in, at the desk, over all forms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from projects.models import FieldComment, FindingReply, ReplyKind, ReviewGate, Status
from tests.bad_forms import OUT_OF_RANGE, UNIT_MISSING, bad_document, clean_document, concerns_about
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = make_office()
    office.region.years.update(review_gate=ReviewGate.BLOCK)
    return office


@pytest.fixture
def form(office):
    return make_form(office.unit, bad_document())


def url(name, *arguments):
    return reverse(f"projects:{name}", args=arguments)


def groups(response):
    return {group.severity.value: group for group in response.context["finding_groups"]}


# --- Filling in -------------------------------------------------------------------------


def test_findings_are_grouped_by_severity_with_repairs_and_notes_at_their_cells(client, office, form):
    client.force_login(office.filler)
    response = client.get(url("form-findings", form.pk))
    found = groups(response)
    assert [each.rule for each in found["error"].concerns] == [OUT_OF_RANGE]
    assert [each.rule for each in found["warning"].concerns] == [UNIT_MISSING, UNIT_MISSING]
    assert [offer.label for offer in found["warning"].at_once] == ["数字没有单位：2 处都按建议改"]
    page = response.content.decode()
    [wrong] = concerns_about(form, OUT_OF_RANGE)
    for said in (wrong.message, "可行性", f'data-note-at="{wrong.place.key}"', wrong.repairs[0].label):
        assert said in page
    assert page.count("data-note-at=") == 3


def test_a_blank_cell_gets_a_note_only_when_it_is_checked(client, office):
    document = clean_document()
    form = make_form(office.unit, replace(document, narratives=replace(document.narratives, overview=None)))
    client.force_login(office.filler)
    assert "data-note-at=" not in client.get(url("form-findings", form.pk)).content.decode()
    assert "data-note-at=" in client.get(url("form-findings", form.pk) + "?check").content.decode()


def test_what_was_typed_is_never_markup(client, office):
    document = bad_document()
    slips = [replace(each, level3=f"<b>{each.level3}</b>") for each in document.indicators]
    form = make_form(office.unit, replace(document, indicators=tuple(slips)))
    client.force_login(office.filler)
    page = client.get(url("form-findings", form.pk)).content.decode()
    assert "<b>成片" not in page
    assert "&lt;b&gt;成片" in page


def test_a_reason_is_answered_with_the_findings_in_place(client, office, form):
    client.force_login(office.filler)
    [first, _] = concerns_about(form, UNIT_MISSING)
    data = {"finding": first.fingerprint, "text": "另有说明"}
    response = client.post(url("finding-reason", form.pk), data, headers={"HX-Request": "true"})
    assert len(groups(response)["warning"].concerns) == 1
    assert [each.reason.text for each in response.context["answered"]] == ["另有说明"]


def test_the_check_takes_reasons_too_and_then_offers_to_send_up(client, office):
    form = make_form(office.unit, bad_document(narratives=clean_document().narratives))
    client.force_login(office.filler)
    [wrong] = concerns_about(form, OUT_OF_RANGE)
    FindingReply.objects.create(
        form=form, kind=ReplyKind.DISMISSAL, rule=OUT_OF_RANGE, fingerprint=wrong.fingerprint, author=office.admin
    )
    page = client.get(url("form-check", form.pk)).content.decode()
    assert "还有 2 处要处理" in page
    [first, _] = concerns_about(form, UNIT_MISSING)
    data = {"finding": first.fingerprint, "text": "另有说明", "same_rule": "1"}
    assert client.post(url("finding-reason", form.pk), data).url == url("form-check", form.pk)
    page = client.get(url("form-check", form.pk)).content.decode()
    assert "已核对，没有要改的地方" in page
    assert page.count("另有说明") == 4  # the two answers, and again in the boxes to rewrite them


def test_a_form_with_findings_is_not_sent_up_by_hand(client, office, form):
    client.force_login(office.filler)
    response = client.post(url("form-move", form.pk, "submit"), {"revision": form.revision})
    assert response.url == url("form-check", form.pk)
    form.refresh_from_db()
    assert form.state is Status.DRAFT


# --- At the desk ------------------------------------------------------------------------


@pytest.fixture
def sent(office):
    return make_form(office.unit, bad_document(), status=Status.SUBMITTED)


def test_the_desk_shows_findings_reasons_grades_and_drafts(client, office, sent):
    [first, _] = concerns_about(sent, UNIT_MISSING)
    FindingReply.objects.create(
        form=sent,
        kind=ReplyKind.REASON,
        rule=UNIT_MISSING,
        fingerprint=first.fingerprint,
        text="另有说明",
        author=office.filler,
    )
    client.force_login(office.department_reviewer)
    response = client.get(url("review-desk", sent.pk), {"tab": "findings"})
    doubts, page = response.context["reading"].doubts, response.content.decode()
    assert len(doubts.standing) == 3
    assert [(grade.criterion.value, grade.grade) for grade in doubts.grades] == [
        ("完整性", "优"),
        ("相关性", "良"),
        ("适当性", "优"),
        ("可行性", "中"),
    ]
    assert "填报人说明" in page
    assert doubts.draft_to_return
    assert doubts.draft_to_approve != doubts.draft_to_return
    assert page.count("data-draft=") == 2
    assert "疑点 3" in page  # in the queue


def test_a_dismissed_finding_no_longer_counts_and_can_be_taken_back(client, office, sent):
    client.force_login(office.department_reviewer)
    [wrong] = concerns_about(sent, OUT_OF_RANGE)
    desk = url("review-desk", sent.pk)
    data = {"finding": wrong.fingerprint, "text": "口径特殊", "next": f"{desk}?tab=findings"}
    assert client.post(url("finding-dismiss", sent.pk), data).url == f"{desk}?tab=findings"
    response = client.get(desk, {"tab": "findings"})
    doubts = response.context["reading"].doubts
    assert [each.concern.dismissal.text for each in doubts.dismissed] == ["口径特殊"]
    assert [grade.grade for grade in doubts.grades if grade.criterion.value == "可行性"] == ["优"]
    guide = client.get(url("rule-guide")).content.decode()
    assert "本规则被认为不成立 1 次" in guide
    client.post(url("finding-dismiss", sent.pk), data | {"restore": "1"})
    assert client.get(desk).context["reading"].doubts.dismissed == []


def test_a_finding_becomes_a_remark_once(client, office, sent):
    client.force_login(office.department_reviewer)
    desk = url("review-desk", sent.pk)
    [doubt] = [
        each for each in client.get(desk).context["reading"].doubts.standing if each.concern.rule == OUT_OF_RANGE
    ]
    client.post(url("comment-add", sent.pk), {"path": doubt.concern.place.key, "text": doubt.remark, "next": desk})
    remark = FieldComment.objects.get()
    assert (remark.path, remark.text) == ("indicators[1].target", doubt.remark)
    after = client.get(desk, {"tab": "findings"})
    assert [each.is_remarked for each in after.context["reading"].doubts.standing].count(True) == 1
    assert "已写成批注" in after.content.decode()


@pytest.mark.parametrize("role", ["filler", "reader", "admin"])
def test_who_only_reads_sees_findings_without_buttons(client, office, sent, role):
    client.force_login(getattr(office, role))
    page = client.get(url("form-detail", sent.pk), {"tab": "findings"}).content.decode()
    assert "建议等级" in page
    assert url("finding-dismiss", sent.pk) not in page
    assert 'name="text"' not in page


# --- Over all forms ---------------------------------------------------------------------


def test_the_overview_lists_links_to_form_and_cell(client, office, form):
    client.force_login(office.reader)
    page = client.get(url("findings-overview")).content.decode()
    [wrong] = concerns_about(form, OUT_OF_RANGE)
    assert wrong.message in page
    assert f"{url('form-detail', form.pk)}?tab=findings#{wrong.anchor}" in page
    assert "上年没有表，不能比较" in page


def test_the_overview_is_filtered(client, office, form):
    client.force_login(office.reader)
    listed = client.get(url("findings-overview"), {"rule": UNIT_MISSING}).context["page"].object_list
    assert [each.rule.code for each in listed] == [UNIT_MISSING, UNIT_MISSING]
    assert client.get(url("findings-overview"), {"unit": "nonsense"}).context["page"].object_list == []


def test_without_forms_the_overview_says_so(client, office):
    client.force_login(office.reader)
    assert "本年度还没有表" in client.get(url("findings-overview")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_takes_a_fixed_number_of_queries(client, office, count, django_assert_num_queries):
    for number in range(count):
        document = bad_document()
        make_form(office.unit, replace(document, project=replace(document.project, name=f"项目{number}")))
    client.force_login(office.reader)
    client.get(url("findings-overview"))
    with django_assert_num_queries(12):
        client.get(url("findings-overview"))


def test_the_guide_explains_every_rule_to_everybody(client, office):
    make_form(office.unit, make_document())
    client.force_login(office.reader)
    response = client.get(url("rule-guide"))
    entries = [entry for group in response.context["groups"] for entry in group.entries]
    assert all(entry.rule.bad and entry.rule.good and entry.rule.explanation for entry in entries)
    assert all(f'id="{entry.rule.code}"' in response.content.decode() for entry in entries)
