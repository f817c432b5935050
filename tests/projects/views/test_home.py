"""The first page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.document import ProjectFacts
from projects.models import Status, User
from tests.factories import YEAR, make_document, make_form, make_office, make_person, make_unit

pytestmark = pytest.mark.django_db
HOME = reverse("projects:home")


def _form(unit, name, *, fiscal_year=YEAR, **options):
    return make_form(unit, make_document(project=ProjectFacts(name=name), fiscal_year=fiscal_year), **options)


def test_a_filler_sees_returned_forms_before_drafts(client):
    office = make_office()
    _form(office.unit, "甲草稿")
    _form(office.unit, "乙退回", status=Status.RETURNED)
    _form(office.unit, "丙送审", status=Status.SUBMITTED)
    client.force_login(office.filler)
    response = client.get(HOME)
    assert [form.name for form in response.context["to_do"]] == ["乙退回", "甲草稿"]
    assert "看意见，修改" in response.content.decode()


def test_a_reviewer_sees_what_waits_and_the_chart_of_the_units(client):
    office = make_office()
    _form(office.unit, "待审的", status=Status.DEPARTMENT_APPROVED)
    _form(make_unit(office.region, "教育局"), "别的", status=Status.SUBMITTED)
    client.force_login(office.finance_reviewer)
    page = client.get(HOME).content.decode()
    assert "待我审核" in page
    assert "待审的" in page
    assert "amount-bar" in page


def test_a_reader_is_not_offered_to_fill_in_or_review(client):
    office = make_office()
    client.force_login(office.reader)
    page = client.get(HOME).content.decode()
    assert "我的填报" not in page
    assert "待我审核" not in page
    assert reverse("projects:review-inbox") not in page


def test_a_person_without_a_role_is_told_whom_to_ask(client):
    client.force_login(make_person("nobody"))
    assert "还没有分配单位和角色" in client.get(HOME).content.decode()


def test_what_waits_stands_on_the_first_page_of_a_reviewer_of_one_unit_too(client):
    office = make_office()
    _form(office.unit, "待审的", status=Status.SUBMITTED)
    client.force_login(office.department_reviewer)
    page = client.get(HOME).content.decode()
    assert "待我审核" in page
    assert "amount-bar" not in page


def test_a_unit_leads_to_the_list_of_its_forms(client):
    office = make_office()
    _form(office.unit, "项目")
    client.force_login(office.reader)
    address = f"{reverse('projects:form-list')}?unit={office.unit.pk}"
    assert f'href="{address}"' in client.get(HOME).content.decode()
    assert [form.name for form in client.get(address).context["page"]] == ["项目"]


def test_a_filler_is_told_of_projects_that_have_no_form_this_year(client):
    office = make_office()
    _form(office.unit, "去年的", fiscal_year=YEAR - 1)
    client.force_login(office.filler)
    assert "本年度还没有新建的项目 1 个" in client.get(HOME).content.decode()


def test_whoever_sets_up_the_site_is_led_to_the_first_region(client):
    client.force_login(User.objects.create_superuser("root"))
    assert reverse("admin:projects_region_add") in client.get(HOME).content.decode()


@pytest.mark.parametrize(("who", "told"), [("admin", "新开一个年度"), ("filler", "请联系本地区的管理员")])
def test_a_region_without_a_year_says_who_opens_one(client, who, told):
    office = make_office()
    office.region.years.all().delete()
    client.force_login(getattr(office, who))
    assert told in client.get(HOME).content.decode()


def test_the_year_chosen_in_the_top_bar_stays(client):
    office = make_office()
    office.region.years.create(fiscal_year=2021, layout="weihai")
    client.force_login(office.filler)
    client.get(HOME, {"year": "2020"})
    assert client.get(HOME).context["fiscal_year"] == 2020


@pytest.mark.parametrize("count", [1, 3])
def test_home_of_a_reviewer_takes_a_fixed_number_of_queries(client, count, django_assert_num_queries):
    office = make_office()
    make_unit(office.region, "教育局")
    for number in range(count):
        _form(office.unit, f"项目{number}", status=Status.DEPARTMENT_APPROVED)
    client.force_login(office.finance_reviewer)
    client.get(HOME)
    with django_assert_num_queries(13):
        client.get(HOME)
