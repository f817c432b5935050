"""The headers of every answer, pinned exactly."""

from __future__ import annotations

import pytest

from projects.models import User

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}

pytestmark = pytest.mark.django_db


def policy_of(response) -> set[str]:
    return {
        directive.strip() for directive in response.headers["Content-Security-Policy"].split(";") if directive.strip()
    }


@pytest.fixture(params=["/accounts/login/", "/health/", "/", "/no/such/page/", "/admin/login/"])
def response(request, client):
    return client.get(request.param)


def test_pages_may_load_from_this_site_and_run_nothing_inline(response):
    assert policy_of(response) == POLICY
    assert "Content-Security-Policy-Report-Only" not in response.headers


def test_pages_are_not_framed_sniffed_or_leaked(response):
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_cookies_are_out_of_reach_of_scripts(client):
    User.objects.create_user("someone", password="lantern-42-harbour")
    answer = client.post("/accounts/login/", {"username": "someone", "password": "lantern-42-harbour"})
    session = answer.cookies["sessionid"]
    assert session["httponly"] is True
    assert session["samesite"] == "Lax"


def test_a_site_with_https_sends_everybody_there_and_has_them_remember(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    plain = client.get("/health/")
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://testserver/health/")
    safe = client.get("/health/", secure=True)
    assert safe.status_code == 200
    assert safe.headers["Strict-Transport-Security"] == "max-age=3600"


@pytest.mark.parametrize("path", ["/", "/forms/", "/no/such/page/", "/lookups/subjects/", "/accounts/password/"])
def test_nothing_a_person_sees_is_kept_by_the_browser(client, path):
    client.force_login(User.objects.create_user("someone"))
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


def test_whoever_has_signed_out_is_sent_to_sign_in_by_going_back(client):
    client.force_login(User.objects.create_user("someone"))
    client.post("/accounts/logout/")
    assert client.get("/forms/").url == "/accounts/login/?next=/forms/"
