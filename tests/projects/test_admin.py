"""系统管理: every page opens, in Chinese; forms and their history cannot be changed there."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import reverse

from projects.lifecycle import move
from projects.models import PerformanceForm, Project, Region, RegionYear, Role, Status, User
from projects.workflow import Action
from tests.factories import make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def form(office):
    form = make_form(office.unit, edited_by=[office.filler])
    move(form.pk, Action.SUBMIT, office.filler, revision=0)
    return form


@pytest.fixture
def root(client):
    client.force_login(User.objects.create_superuser("root", display_name="管理"))
    return client


OWN = [model for model in admin.site._registry if model._meta.app_label in ("projects", "indicators")]


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_every_list_and_every_row_opens(root, form, model):
    app, name = model._meta.app_label, model._meta.model_name
    page = root.get(reverse(f"admin:{app}_{name}_changelist"), {"q": "组"})
    assert page.status_code == 200
    row = model._default_manager.first()
    assert row is not None
    assert root.get(reverse(f"admin:{app}_{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", [PerformanceForm, Project])
def test_forms_and_projects_can_be_looked_at_only(root, form, model):
    row = model.objects.get()
    name = model._meta.model_name
    change = reverse(f"admin:projects_{name}_change", args=[row.pk])
    assert root.post(change, {"name": "改", "status": Status.ISSUED}).status_code == 403
    assert root.post(reverse(f"admin:projects_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert root.get(reverse(f"admin:projects_{name}_add")).status_code == 403
    row.refresh_from_db()
    assert row.name == "党员教育课件"
    assert 'name="_save"' not in root.get(change).content.decode()


def test_the_history_of_a_form_is_shown(root, form):
    page = root.get(reverse("admin:projects_performanceform_change", args=[form.pk])).content.decode()
    assert "办理记录" in page
    assert "已送审" in page
    assert "林晓舟" in page


def test_a_year_is_set_up_by_choosing(root, office):
    add = reverse("admin:projects_regionyear_add")
    page = root.get(add).content.decode()
    assert "威海项目支出绩效目标表（weihai）" in page
    assert "主管部门审核" in page
    answer = root.post(
        add,
        {
            "region": office.region.pk,
            "fiscal_year": 2027,
            "layout": "weihai",
            "stages": ["finance"],
            "review_gate": "inform",
            "title_before": "application",
            "title_after": "issued",
        },
    )
    assert answer.status_code == 302
    assert RegionYear.objects.get(fiscal_year=2027).stages == ["finance"]


def test_a_person_is_made_with_a_role(root, office):
    answer = root.post(
        reverse("admin:projects_user_add"),
        {
            "username": "newcomer",
            "display_name": "新人",
            "usable_password": "true",
            "password1": "lantern-42-harbour",
            "password2": "lantern-42-harbour",
            "roles-TOTAL_FORMS": "0",
            "roles-INITIAL_FORMS": "0",
        },
    )
    assert answer.status_code == 302
    person = User.objects.get(username="newcomer")
    page = reverse("admin:projects_user_change", args=[person.pk])
    answer = root.post(
        page,
        {
            "username": "newcomer",
            "display_name": "新人",
            "is_active": "on",
            "date_joined_0": "2020-01-01",
            "date_joined_1": "09:00:00",
            "roles-TOTAL_FORMS": "1",
            "roles-INITIAL_FORMS": "0",
            "roles-0-kind": "filler",
            "roles-0-unit": office.unit.pk,
        },
    )
    assert answer.status_code == 302
    assert str(Role.objects.get(user=person)) == "填报人（组织部）"


def test_a_role_at_two_places_is_refused_in_chinese(root, office):
    person = User.objects.create_user("newcomer", display_name="新人")
    page = root.post(
        reverse("admin:projects_user_change", args=[person.pk]),
        {
            "username": "newcomer",
            "display_name": "新人",
            "date_joined_0": "2020-01-01",
            "date_joined_1": "09:00:00",
            "roles-TOTAL_FORMS": "1",
            "roles-INITIAL_FORMS": "0",
            "roles-0-kind": "filler",
            "roles-0-unit": office.unit.pk,
            "roles-0-region": office.region.pk,
        },
    )
    assert page.status_code == 200
    assert "请在行政区划、主管部门、预算单位中选且只选一个" in page.content.decode()
    assert not person.roles.exists()


def test_people_without_a_say_do_not_get_in(client, office):
    for person in (office.admin, office.filler, office.finance_reviewer):
        client.force_login(person)
        answer = client.get(reverse("admin:index"))
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("admin:login"))


def test_the_start_page_is_chinese(root):
    page = root.get(reverse("admin:index")).content.decode()
    for text in (
        "系统管理",
        "行政区划",
        "主管部门",
        "预算单位",
        "区划年度设置",
        "用户",
        "绩效目标表",
        "指标框架",
        "预算科目",
    ):
        assert text in page


def test_a_region_with_forms_is_not_deleted(root, form):
    region = Region.objects.get()
    root.post(reverse("admin:projects_region_delete", args=[region.pk]), {"post": "yes"})
    assert Region.objects.filter(pk=region.pk).exists()
