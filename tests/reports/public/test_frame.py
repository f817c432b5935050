"""What all pages of the public site have in common."""

from __future__ import annotations

import pytest

from reports.public.looks import Look
from tests.factories import make_office

pytestmark = pytest.mark.django_db


def test_pages_know_no_person_and_set_no_cookie(client):
    client.force_login(make_office().filler)
    response = client.get("/public/no/such/page/")
    assert response.status_code == 404
    assert "没有找到这一页" in response.text
    assert "林晓舟" not in response.text
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_take_nothing(client, method):
    assert getattr(client, method)("/public/").status_code == 405


def test_a_head_request_gets_the_headers(client):
    response = client.head("/public/")
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Cache-Control"] == "public, max-age=60"


def test_a_look_is_part_of_the_address_and_of_every_link(client):
    page = client.get("/public/search/?look=dark-large-nonsense&q=课件").text
    assert '<html lang="zh-CN" data-theme="dark" class="is-large">' in page
    assert 'tokens_dark.css" media="screen" />' in page
    assert 'href="/public/?look=large-dark"' in page
    assert 'href="/public/search/?q=%E8%AF%BE%E4%BB%B6&amp;look=dark"' in page  # 大字 off again


def test_without_a_look_the_page_follows_the_system(client):
    page = client.get("/public/").text
    assert '<html lang="zh-CN" class="theme-of-system">' in page
    assert 'tokens_dark.css" media="screen and (prefers-color-scheme: dark)" />' in page


def test_links_keep_query_and_place_and_files_keep_their_address():
    look = Look(theme="contrast")
    html = '<a href="/public/1/"></a><a href="/public/2/?q=a&amp;b=c#d"></a><a href="#e"></a><a href="/f.css"></a>'
    assert look.kept(html) == (
        '<a href="/public/1/?look=contrast"></a><a href="/public/2/?q=a&amp;b=c&amp;look=contrast#d"></a>'
        '<a href="#e"></a><a href="/f.css"></a>'
    )
    assert Look().kept(html) == html
