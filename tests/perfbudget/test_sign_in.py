"""Signing in, the demo accounts, and the health page."""

from __future__ import annotations

import pytest
from django.urls import reverse

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
    assert "你的旧密码不正确" in client.post(reverse("own-password"), answer).content.decode()
    person.refresh_from_db()
    assert person.check_password("set-by-the-admin")
