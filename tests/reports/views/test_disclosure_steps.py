"""The pages of handling and publishing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.disclosing.lifecycle import move_disclosure
from projects.disclosing.workflow import DisclosureAction
from projects.models import Disclosure, DisclosureStatus, Publication, User
from tests.factories import Office, make_office
from tests.projects.disclosure.made import made, make_disclosure
from tests.publications import make_publication

pytestmark = pytest.mark.django_db

WRONG = {"operating_costs.total": "410000.00"}
NEVER = "9000-01-01"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def disclosure(office: Office) -> Disclosure:
    return make_disclosure(office.department)


def as_(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(person: User, disclosure: Disclosure, name: str = "disclosure-handling", *arguments: object) -> str:
    return as_(person).get(reverse(f"reports:{name}", args=[disclosure.pk, *arguments])).content.decode()


def step(person: User, disclosure: Disclosure, action: str, **sent: str) -> Any:
    disclosure.refresh_from_db()
    url = reverse("reports:disclosure-move", args=[disclosure.pk, action])
    return as_(person).post(url, {"revision": str(disclosure.revision)} | sent)


def approve(disclosure: Disclosure, replied_on: date = date(2023, 1, 20)) -> None:
    Disclosure.objects.filter(pk=disclosure.pk).update(status=DisclosureStatus.APPROVED, replied_on=replied_on)
    disclosure.refresh_from_db()


def test_what_is_wrong_is_told_with_its_place_and_a_reason_lets_it_pass(office: Office, disclosure: Disclosure) -> None:
    Disclosure.objects.update(content=made(**WRONG).to_json())
    page = page_of(office.filler, disclosure)
    assert '还有 <b class="bad">1</b> 处须改正或说明理由' in page
    assert reverse("reports:disclosure-edit", args=[disclosure.pk, "operating-costs"]) in page
    refused = step(office.filler, disclosure, "submit")
    assert refused.status_code == 422
    assert "还有 1 处须改正或说明理由，处理后才能送审" in refused.content.decode()
    name = page.split('name="reason-')[1].split('"')[0]
    assert step(office.filler, disclosure, "submit", **{f"reason-{name}": "含追加的 1 万元"}).status_code == 302
    seen = page_of(office.finance_reviewer, disclosure)
    assert '<p class="handling-reason"><b>理由</b> 含追加的 1 万元</p>' in seen
    assert "随送审说明的理由 1 条" in seen


def test_an_opinion_that_was_not_taken_stays_on_the_page(office: Office, disclosure: Disclosure) -> None:
    move_disclosure(disclosure.pk, DisclosureAction.SUBMIT, office.filler, revision=0)
    assert step(office.finance_reviewer, disclosure, "return").status_code == 422
    wrong = step(office.finance_reviewer, disclosure, "approve", opinion="同意公开", replied_on="一月二十日")
    assert wrong.status_code == 422
    assert "“一月二十日”不是日期" in wrong.content.decode()
    assert "同意公开</textarea>" in wrong.content.decode()
    stale = as_(office.finance_reviewer).post(
        reverse("reports:disclosure-move", args=[disclosure.pk, "approve"]), {"revision": "0"}
    )
    assert stale.status_code == 409
    assert step(office.finance_reviewer, disclosure, "return", opinion="<b>请核对</b>").status_code == 302
    assert "&lt;b&gt;请核对&lt;/b&gt;" in page_of(office.filler, disclosure)


def test_what_is_sent_up_is_not_edited(office: Office, disclosure: Disclosure) -> None:
    Disclosure.objects.update(status=DisclosureStatus.SUBMITTED)
    url = reverse("reports:disclosure-edit", args=[disclosure.pk, "other-matters"])
    answer = as_(office.filler).get(url)
    assert answer.status_code == 409
    assert "已送审，内容已锁定" in answer.content.decode()
    assert as_(office.filler).post(url, {"other_matters": "改", "revision": "0"}).status_code == 409
    assert url not in page_of(office.filler, disclosure, "disclosure-page")


def test_the_deadline_is_shown_with_its_basis_and_in_red_when_it_is_over(
    office: Office, disclosure: Disclosure
) -> None:
    approve(disclosure)
    page = page_of(office.reader, disclosure, "disclosure-page")
    assert 'class="deadline deadline-late" title="预算法第十四条' in page
    assert "公开期限 <b>2023年2月9日</b>，逾期" in page
    approve(disclosure, date(8999, 1, 1))
    page = page_of(office.reader, disclosure, "disclosure-page")
    assert "公开期限 <b>8999年1月21日</b>，剩" in page
    assert "deadline-late" not in page


def test_a_version_is_published_from_its_page_for_a_later_day_and_cancelled(
    office: Office, disclosure: Disclosure
) -> None:
    approve(disclosure)
    page = page_of(office.finance_reviewer, disclosure, "disclosure-publish")
    assert "公开第 1 版" in page
    assert "法定期限 2023年2月9日 已过" in page
    url = reverse("reports:disclosure-publish", args=[disclosure.pk])
    client = as_(office.finance_reviewer)
    wrong = client.post(url, {"revision": "0", "published_on": "2023-01-01"})
    assert wrong.status_code == 422
    assert "公开日期 2023-01-01 已经过去" in wrong.content.decode()
    answer = client.post(url, {"revision": "0", "published_on": NEVER})
    shown = reverse("reports:publication-page", args=[disclosure.pk, 1])
    assert (answer.status_code, answer["Location"]) == (302, shown)
    waiting = client.get(shown).content.decode()
    assert "定于 9000年1月1日 公开" in waiting
    assert "<b>0 / 2</b>" in waiting
    assert "<html" not in client.get(shown, headers={"HX-Request": "true"}).content.decode()
    cancelled = client.post(reverse("reports:publication-cancel", args=[disclosure.pk, 1]))
    assert cancelled.status_code == 302
    twice = client.post(reverse("reports:publication-cancel", args=[disclosure.pk, 1]), follow=True)
    assert "没有等待公开的第 1 版，可能已经取消。" in twice.content.decode()
    assert not Publication.objects.exists()
    assert "原定公开日期：9000-01-01" in page_of(office.reader, disclosure)


def test_a_correction_asks_for_a_note_and_old_versions_stay_in_the_list(office: Office) -> None:
    disclosure = make_publication(office.unit, published_on=date(2023, 2, 1)).disclosure
    approve(disclosure)
    page = page_of(office.admin, disclosure, "disclosure-publish")
    assert "公开第 2 版" in page
    assert 'name="note"' in page
    url = reverse("reports:disclosure-publish", args=[disclosure.pk])
    answer = as_(office.admin).post(url, {"revision": "0", "published_on": NEVER})
    assert (answer.status_code, Publication.objects.count()) == (422, 1)
    assert "请写更正说明" in answer.content.decode()
    assert "已公开 第 1 版" in page_of(office.reader, disclosure)


def test_the_preview_shows_what_citizens_will_read(office: Office, disclosure: Disclosure) -> None:
    Disclosure.objects.update(content=made(other_matters="请电0531-55501267。").to_json())
    page = page_of(office.finance_reviewer, disclosure, "disclosure-public-preview")
    assert "请电（略）。" in page
    assert "55501267" not in page


def test_the_page_of_a_form_leads_to_the_version_that_is_public(office: Office) -> None:
    publication = make_publication(office.unit, published_on=date(2023, 2, 1))
    url = reverse("projects:form-detail", args=[publication.forms.get().form_id])
    page = as_(office.filler).get(url).content.decode()
    version = reverse("reports:publication-page", args=[publication.disclosure_id, 1])
    assert f'<a href="{version}">已公开 第 1 版</a>' in page
    Publication.objects.update(state="failed")
    assert "已公开" not in as_(office.filler).get(url).content.decode()
