"""What a version freezes, and on what terms it is made public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models.subject import Subject, SubjectKind
from projects.disclosing.basis import basis_of
from projects.disclosing.gate import standing_of
from projects.disclosing.lifecycle import Said, move_disclosure
from projects.disclosing.publishing import cancel_publication, publish
from projects.disclosing.stored import store_disclosure
from projects.disclosing.workflow import DisclosureAction
from projects.disclosure.glossary import SubjectReference, with_glossary
from projects.document import ProjectFacts
from projects.models import Disclosure, Publication, PublishedForm, Status
from projects.refusals import Forbidden, Refused, Stale
from tests.factories import Office, make_document, make_form, make_office
from tests.projects.disclosure.made import make_disclosure

pytestmark = pytest.mark.django_db

REPLIED, TODAY = date(2023, 1, 20), date(2023, 2, 1)


@pytest.fixture
def office() -> Office:
    return make_office()


def approved(office: Office, **changes: object) -> Disclosure:
    """Sent up by the filler and approved by finance, with the day of 批复."""
    disclosure = make_disclosure(office.department)
    disclosure.content |= changes
    disclosure.save()
    move_disclosure(disclosure.pk, DisclosureAction.SUBMIT, office.filler, revision=0, said=reasons(disclosure))
    said = Said(replied_on=REPLIED)
    move_disclosure(disclosure.pk, DisclosureAction.APPROVE, office.finance_reviewer, revision=1, said=said)
    disclosure.refresh_from_db()
    return disclosure


def reasons(disclosure: Disclosure) -> Said:
    """A reason for everything."""
    return Said(reasons={each.key: "情况属实" for each in standing_of(basis_of(disclosure), {}).questions})


def publish_at(disclosure: Disclosure, office: Office, day: date = TODAY, note: str = "", today: date = TODAY):
    revision = Disclosure.objects.get(pk=disclosure.pk).revision
    return publish(disclosure.pk, office.finance_reviewer, revision=revision, published_on=day, note=note, today=today)


def issued(office: Office, name: str, **facts: Any) -> None:
    document = make_document(project=ProjectFacts(name=name, **facts))
    make_form(office.unit, document, status=Status.ISSUED)


def test_a_version_freezes_the_forms_in_the_order_of_the_booklet_without_their_people(office: Office) -> None:
    issued(office, "别的项目")
    issued(office, "惠民演出经费", leader="高若文", filler="林晓舟", phone="0531-5550126")
    disclosure = approved(office)
    publication = publish_at(disclosure, office)
    forms = list(publication.forms.all())
    assert [(form.number, form.name) for form in forms] == [(1, "惠民演出经费"), (2, "别的项目")]
    facts = forms[0].form_document.project
    assert (facts.leader, facts.filler, facts.phone) == (None, None, None)
    assert (forms[0].amount, publication.version, publication.state) == (
        make_document().amounts.current_year,
        1,
        "making",
    )
    assert "huimin" in forms[0].search_text
    assert "积累本土课件" in forms[0].search_text
    assert publication.wordings
    spending = publication.document.budget.expenditure.items[1]
    assert [part.name for part in spending.parts] == ["图书购置经费", "惠民演出经费", "别的项目"]
    assert disclosure.events.last().opinion == "公开日期：2023-02-01"  # type: ignore[union-attr]


def test_what_subjects_are_called_is_approved_and_frozen(office: Office) -> None:
    Subject.objects.all().delete()
    subject = Subject.objects.create(kind=SubjectKind.FUNCTIONAL, code="207", name="文化支出", year=2023)
    lines = {"income": [], "spending": [{"code": "2070104", "amount": "1.00"}]}
    disclosure = approved(office, subject_lines=lines, uncertain=["title"], duplicated_in_source=["一段话"])
    Subject.objects.filter(pk=subject.pk).update(name="文体支出")
    with pytest.raises(Refused, match="已不是审核过的内容"):
        publish_at(disclosure, office)
    Subject.objects.filter(pk=subject.pk).update(name="文化支出")
    version = publish_at(disclosure, office)
    assert version.subjects["names"] == {"207": "文化支出"}
    Subject.objects.filter(pk=subject.pk).update(name="文体支出")
    kept = with_glossary(version.document, (), (), SubjectReference.from_json(version.subjects))
    assert ("207", "文化支出") in {(term.code, term.term) for term in kept.glossary}
    assert {"uncertain", "duplicated_in_source"}.isdisjoint(version.content)


def test_what_is_compared_with_the_approval_is_what_is_frozen(office: Office) -> None:
    issued(office, "惠民演出经费")
    disclosure = approved(office)
    with CaptureQueriesContext(connection) as queries:
        publish_at(disclosure, office)
    read = [each["sql"] for each in queries if '"projects_performanceform"."status" =' in each["sql"]]
    assert len(read) == 1  # a form that is issued between two readings would be public without approval


def test_a_note_holds_no_number_of_a_person_and_no_sign_that_a_database_refuses(office: Office) -> None:
    publication = publish_at(approved(office), office, note="更正表2\x00，电话0531-5550126")
    assert publication.note == "更正表2，电话（略）"
    assert publication.disclosure.events.get(action="publish").opinion.endswith("\n更正表2，电话0531-5550126")


def test_a_second_click_gives_the_same_version(office: Office) -> None:
    disclosure = approved(office)
    click = {"revision": 2, "published_on": TODAY, "note": "", "today": TODAY}
    first = publish(disclosure.pk, office.finance_reviewer, **click)  # type: ignore[arg-type]
    assert publish(disclosure.pk, office.finance_reviewer, **click) == first  # type: ignore[arg-type]
    with pytest.raises(Stale):
        publish(disclosure.pk, office.admin, **click)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        publish(disclosure.pk, office.filler, revision=3, published_on=TODAY, note="", today=TODAY)
    assert Publication.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "today", "said"),
    [
        (date(2023, 1, 31), TODAY, "公开日期 2023-01-31 已经过去"),
        (date(2023, 1, 19), date(2023, 1, 1), "早于批复日期 2023-01-20"),
    ],
)
def test_a_day_that_has_passed_or_lies_before_the_reply_is_refused(
    office: Office, day: date, today: date, said: str
) -> None:
    disclosure = approved(office)
    with pytest.raises(Refused, match=said):
        publish_at(disclosure, office, day, today=today)
    disclosure.refresh_from_db()
    assert (disclosure.revision, Publication.objects.count()) == (2, 0)  # nothing of the step stays


def test_what_was_not_approved_is_not_made_public(office: Office) -> None:
    disclosure = approved(office)
    issued(office, "后来下达的项目")
    with pytest.raises(Refused, match="要公开的已不是审核过的内容"):
        publish_at(disclosure, office)


def test_without_a_reply_nothing_is_made_public(office: Office) -> None:
    disclosure = approved(office)
    Disclosure.objects.update(replied_on=None)
    with pytest.raises(Refused, match="还没有记录批复日期"):
        publish_at(disclosure, office)


def test_the_next_version_needs_a_note_and_waits_for_the_one_before(office: Office) -> None:
    disclosure = approved(office)
    first = publish_at(disclosure, office)
    with pytest.raises(Refused, match=r"第 1 版还没有公开.*请写更正说明"):
        publish_at(disclosure, office)
    Publication.objects.update(state="ready")
    second = publish_at(disclosure, office, TODAY + timedelta(days=1), "更正了收入合计。")
    assert (second.version, second.note) == (2, "更正了收入合计。")
    assert list(Publication.objects.in_force_on(TODAY)) == [first]
    later = Said(replied_on=date(2023, 3, 1))
    with pytest.raises(Refused, match="批复日期不能晚于它"):
        move_disclosure(disclosure.pk, DisclosureAction.REPLY, office.admin, revision=4, said=later)


def test_what_is_not_public_yet_can_be_cancelled_and_nothing_else(office: Office) -> None:
    disclosure = approved(office)
    issued_before = publish_at(disclosure, office)
    Publication.objects.update(state="ready")
    with pytest.raises(Refused, match="已经公开，不能取消"):
        cancel_publication(issued_before.pk, office.admin, today=TODAY)
    with pytest.raises(Forbidden):
        cancel_publication(issued_before.pk, office.filler, today=TODAY - timedelta(days=1))
    event = cancel_publication(issued_before.pk, office.admin, today=TODAY - timedelta(days=1))
    assert (event.action, event.opinion) == ("cancel", "第 1 版，原定公开日期：2023-02-01")
    assert (Publication.objects.count(), PublishedForm.objects.count()) == (0, 0)


def test_what_is_public_stays_while_it_is_corrected(office: Office) -> None:
    disclosure = approved(office)
    publication = publish_at(disclosure, office)
    Publication.objects.update(state="ready")
    move_disclosure(disclosure.pk, DisclosureAction.REOPEN, office.admin, revision=3, said=Said("更正"))
    disclosure.refresh_from_db()
    changed = replace(disclosure.document, other_matters="有更正。")
    store_disclosure(disclosure, changed, revision=4, editor=office.filler)
    publication.refresh_from_db()
    assert publication.document.other_matters == "无其他需要说明的事项。"
    assert list(Publication.objects.in_force_on(TODAY)) == [publication]
