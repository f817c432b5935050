from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import Subject
from projects.disclosure.edit_shape import SECTIONS
from projects.disclosure.editing import texts_of
from projects.models import Disclosure, DisclosureStatus
from tests.factories import make_office
from tests.projects.disclosure.made import made, made_json, make_disclosure

pytestmark = pytest.mark.django_db


class Editing:
    """A disclosure and two people who may change it."""

    def __init__(self) -> None:
        office = make_office()
        self.disclosure = make_disclosure(office.department)
        self.client = Client()
        self.client.force_login(office.admin)

    def url(self, key: str) -> str:
        return reverse("reports:disclosure-edit", args=[self.disclosure.pk, key])

    def page(self, key: str) -> str:
        return self.client.get(self.url(key)).content.decode()

    def opened(self, key: str) -> dict[str, str]:
        """What the browser has when the page is opened."""
        page = self.client.get(self.url(key)).context["page"]
        section = next(each for each in SECTIONS if each.key == key)
        return texts_of(self.stored.document, section) | {"revision": str(page.revision), "seen": page.seen}

    def send(self, key: str, texts: dict[str, str]) -> Any:
        return self.client.post(self.url(key), texts)

    @property
    def stored(self) -> Disclosure:
        return Disclosure.objects.get(pk=self.disclosure.pk)


@pytest.mark.parametrize("key", [each.key for each in SECTIONS])
def test_every_section_is_a_page_that_can_be_sent_back(key: str) -> None:
    editing = Editing()
    answer = editing.send(key, editing.opened(key))
    assert (answer.status_code, answer["Location"].partition("?")[2]) == (302, f"saved={key}")
    assert editing.stored.document == made()
    assert "style=" not in editing.page(key)


def test_bad_input_stays_on_the_page_and_every_problem_leads_to_its_control() -> None:
    editing = Editing()
    wrong = {"operating_costs.total": "很多", "operating_costs.items[0].amount": "1.2.3"}
    answer = editing.send("operating-costs", editing.opened("operating-costs") | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有保存，有 2 处要改" in page
    assert 'href="#operating-costs-total"' in page
    assert 'id="operating-costs-total" name="operating_costs.total" value="很多"' in " ".join(page.split())
    assert editing.stored.revision == 0


def test_two_people_at_different_values_of_a_section_are_both_stored() -> None:
    editing = Editing()
    mine, theirs = editing.opened("operating-costs"), editing.opened("operating-costs")
    editing.send("operating-costs", theirs | {"operating_costs.items[0].amount": "23"})
    assert editing.send("operating-costs", mine | {"operating_costs.items[1].amount": "8"}).status_code == 302
    amounts = [str(item.amount) for item in editing.stored.document.operating_costs.items]
    assert amounts == ["230000.00", "80000.00", "100000.00"]


def test_two_people_at_one_value_lose_nothing_and_the_later_one_decides() -> None:
    editing = Editing()
    mine, theirs = editing.opened("other-matters"), editing.opened("other-matters")
    editing.send("other-matters", theirs | {"other_matters": "别人写的。"})
    answer = editing.send("other-matters", mine | {"other_matters": "我写的。"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>我写的。</td><td>别人写的。</td>" in page
    assert "我写的。</textarea>" in page
    assert editing.stored.document.other_matters == "别人写的。"
    again = {"revision": str(answer.context["page"].revision), "seen": answer.context["page"].seen}
    assert editing.send("other-matters", again | {"other_matters": "我写的。"}).status_code == 302
    assert editing.stored.document.other_matters == "我写的。"


def test_a_change_elsewhere_in_the_disclosure_does_not_get_in_the_way() -> None:
    editing = Editing()
    mine = editing.opened("other-matters")
    editing.send("institutions", editing.opened("institutions") | {"institutions[0].name": "局机关"})
    assert editing.send("other-matters", mine | {"other_matters": "我写的。"}).status_code == 302
    assert (editing.stored.document.institutions[0].name, editing.stored.document.other_matters) == (
        "局机关",
        "我写的。",
    )


def test_codes_get_their_official_names() -> None:
    editing = Editing()
    subject = Subject.objects.filter(kind="functional").latest("year", "code")
    line = {"subject_lines.income[0].code": subject.code, "subject_lines.income[0].amount": "3"}
    editing.send("subject-lines-income", editing.opened("subject-lines-income") | line)
    assert editing.stored.document.subject_lines.income[0].name == subject.name


def test_the_change_against_last_years_disclosure_is_offered_and_not_stored() -> None:
    editing = Editing()
    content = made_json(**{"budget.expenditure.total": "4000000.00", "fiscal_year": 2019})
    Disclosure.objects.create(department=editing.disclosure.department, fiscal_year=2019, content=content)
    change = made_json(**{"budget.change": {"total": None, "items": [], "text": None}})
    Disclosure.objects.filter(pk=editing.disclosure.pk).update(content=change)
    assert "按上年公开数是 20.8" in editing.page("budget-change")
    assert editing.stored.document.budget.change.total is None


def test_nothing_is_typed_into_a_disclosure_that_was_sent_up() -> None:
    editing = Editing()
    mine = editing.opened("other-matters")
    Disclosure.objects.update(status=DisclosureStatus.SUBMITTED)
    answer = editing.send("other-matters", mine | {"other_matters": "我写的。"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "没有保存：这份部门预算公开已送审" in page
    assert "我写的。</textarea>" in page
    assert f'name="revision" value="{mine["revision"]}"' in page
    assert editing.stored.document.other_matters == made().other_matters


def test_the_page_of_a_disclosure_says_which_sections_are_filled_in() -> None:
    editing = Editing()
    states = editing.client.get(reverse("reports:disclosure-page", args=[editing.disclosure.pk])).context["states"]
    assert {state.section.title: state.label for state in states if state.label != "已填"} == {
        "收入（按科目）": "未填", "支出（按科目）": "未填", "部门职责": "1 行", "机构设置": "1 行", "收入说明": "2 行",
        "支出说明": "6 行", "比上年增减情况": "2 行", "机关运行经费": "3 行", "“三公”经费": "5 行", "分项绩效目标": "1 行",
        "工作保障措施": "1 行", "政府采购预算": "2 行", "国有资产信息": "3 行", "名词解释": "1 行",
    }  # fmt: skip
