"""Signing in, the demo accounts, and the health page."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.urls import reverse

from perfbudget.lockout import LONGEST_NAME
from projects.models import User
from tests.factories import make_office, make_person

pytestmark = pytest.mark.django_db
LOGIN, DEMO = reverse("login"), reverse("demo-login")


def test_demo_accounts_stand_on_the_first_screen_in_demo_mode_only(client, settings):
    make_office()
    settings.DEMO_MODE = False
    assert "演示账号" not in client.get(LOGIN).content.decode()
    settings.DEMO_MODE = True
    page = client.get(LOGIN).content.decode()
    assert "演示账号" in page
    assert page.index("林晓舟") < page.index("周明远") < page.index("程思源")


def test_the_demo_accounts_take_a_fixed_number_of_queries(client, settings, django_assert_num_queries):
    settings.DEMO_MODE = True
    make_office()
    with django_assert_num_queries(1):
        client.get(LOGIN)
    make_office("别区", tag="2")
    with django_assert_num_queries(1):
        client.get(LOGIN)


def test_one_click_signs_in_as_a_demo_person(client, settings):
    settings.DEMO_MODE = True
    office = make_office()
    response = client.post(DEMO, {"username": office.filler.username})
    assert response.url == reverse("projects:home")
    assert client.session["_auth_user_id"] == str(office.filler.pk)


def test_one_click_sign_in_does_not_exist_outside_demo_mode(client, settings):
    settings.DEMO_MODE = False
    office = make_office()
    assert client.post(DEMO, {"username": office.filler.username}).status_code == 404


def test_one_click_never_signs_in_a_superuser(client, settings):
    settings.DEMO_MODE = True
    User.objects.create_superuser("root", password="x")
    assert client.post(DEMO, {"username": "root"}).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [("/forms/", "/forms/"), ("https://evil.example/", "/"), ("//evil.example/", "/"), ("", "/")],
)
def test_after_one_click_only_our_own_pages_are_opened(client, settings, wanted, goes_to):
    settings.DEMO_MODE = True
    office = make_office()
    assert client.post(DEMO, {"username": office.filler.username, "next": wanted}).url == goes_to


def test_too_many_wrong_passwords_lock_the_account_with_a_message(client, settings):
    settings.AXES_FAILURE_LIMIT = 3
    person = make_person("zhou")
    person.set_password("right-password")
    person.save()
    for _ in range(3):
        response = client.post(LOGIN, {"username": "zhou", "password": "wrong"})
    assert response.status_code == 429
    assert "密码错误次数太多" in response.content.decode()
    response = client.post(LOGIN, {"username": "zhou", "password": "right-password"})
    assert response.status_code == 429


def test_everything_else_asks_to_sign_in_first(client):
    response = client.get(reverse("projects:form-list"))
    assert response.url == f"{LOGIN}?next=/forms/"
    assert "登录后回到原来的页面" in client.get(response.url).content.decode()
    assert "登录后回到原来的页面" not in client.get(LOGIN, {"next": "/"}).content.decode()


def test_a_wrong_password_is_answered_in_the_words_of_the_site(client):
    page = client.post(LOGIN, {"username": "nobody", "password": "wrong"}).content.decode()
    assert "用户名或密码不正确" in page


def test_the_page_of_ones_own_password_says_the_rules(client):
    client.force_login(make_person("zhou"))
    page = client.get(reverse("own-password")).content.decode()
    assert "至少 8 个字符，不能全是数字" in page
    assert "你的" not in page


def test_the_health_page_answers_without_signing_in(client):
    assert client.get(reverse("health")).json() == {"status": "ok"}


def test_a_person_changes_their_own_password(client):
    person = make_person("zhou")
    person.set_password("set-by-the-admin")
    person.save()
    client.force_login(person)
    answer = {
        "old_password": "set-by-the-admin",
        "new_password1": "lakeside-94-pine",
        "new_password2": "lakeside-94-pine",
    }
    assert client.post(reverse("own-password"), answer).url == reverse("projects:home")
    person.refresh_from_db()
    assert person.check_password("lakeside-94-pine")


def test_a_wrong_old_password_changes_nothing(client):
    person = make_person("zhou")
    person.set_password("set-by-the-admin")
    person.save()
    client.force_login(person)
    answer = {"old_password": "guess", "new_password1": "lakeside-94-pine", "new_password2": "lakeside-94-pine"}
    assert "旧密码不正确，请重新输入" in client.post(reverse("own-password"), answer).content.decode()
    person.refresh_from_db()
    assert person.check_password("set-by-the-admin")


def test_a_name_that_no_database_takes_is_nobody(client, settings):
    settings.DEMO_MODE = True
    assert client.post(DEMO, {"username": "nobody\0"}).status_code == 404


def test_a_name_of_any_length_is_answered_and_counted(client, settings):
    settings.AXES_FAILURE_LIMIT = 2
    answers = [client.post(LOGIN, {"username": "长" * 1000, "password": "wrong"}).status_code for _ in range(2)]
    assert answers == [200, 429]
    assert AccessAttempt.objects.get().username == "长" * LONGEST_NAME


def _fails(client, address: str, **headers: str) -> int:
    answer = client.post(LOGIN, {"username": "zhou", "password": "x"}, REMOTE_ADDR=address, headers=headers)
    return int(answer.status_code)


def test_failures_at_one_machine_lock_nobody_out_at_another(client, settings):
    settings.AXES_FAILURE_LIMIT = 1
    assert _fails(client, "192.0.2.1") == 429
    make_person("zhou").set_password("x")
    client.post(LOGIN, {"username": "zhou", "password": "x"}, REMOTE_ADDR="192.0.2.2")
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"192.0.2.1", "192.0.2.2"}


@pytest.mark.parametrize(
    ("is_behind_proxy", "forwarded", "counted"),
    [
        (True, "198.51.100.7, 203.0.113.9", "203.0.113.9"),  # what stands in front of the last could be made up
        (True, "2001:db8::5", "2001:db8::5"),
        (True, "unknown", "192.0.2.1"),
        (True, "", "192.0.2.1"),
        (False, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_behind_a_proxy_machines_are_told_apart_by_what_it_says(client, settings, is_behind_proxy, forwarded, counted):
    settings.BEHIND_PROXY = is_behind_proxy
    _fails(client, "192.0.2.1", X_Forwarded_For=forwarded)
    assert AccessAttempt.objects.get().ip_address == counted
