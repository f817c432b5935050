"""The cache in front of the public site."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from django.core.cache import caches

from reports.public import cache
from tests.factories import make_office, make_region, make_unit
from tests.publications import make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_pages(settings):
    settings.CACHES = {**settings.CACHES, "public": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["public"].clear()
    cache.forget_all()
    yield
    caches["public"].clear()
    cache.forget_all()


@pytest.fixture
def place():
    unit = make_unit(make_region())
    make_publication(unit)
    return f"/public/{unit.department.region_id}/2020/{unit.department_id}/"


def test_a_kept_page_costs_no_query(client, place, django_assert_num_queries):
    first = client.get(place)
    with django_assert_num_queries(0):
        again = client.get(place)
    assert again.content == first.content
    assert again.headers == first.headers
    assert again.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]


def test_after_a_while_a_kept_page_costs_one_query(client, place, monkeypatch, django_assert_num_queries):
    client.get(place)
    monkeypatch.setattr(cache, "EPOCH_SECONDS", -1)
    with django_assert_num_queries(1):
        client.get(place)


def test_whoever_is_signed_in_gets_the_same_page(client, place, django_assert_num_queries):
    client.force_login(make_office("别区", tag="2").filler)
    first = client.get(place)
    assert "Cookie" not in first.headers["Vary"]
    client.logout()
    with django_assert_num_queries(0):
        assert client.get(place).content == first.content


def test_a_correction_shows_at_once_in_the_process_that_made_it(client, place):
    client.get(place)
    unit = make_unit(make_region("别区"))
    make_publication(unit)
    cache.forget_all()
    assert "别区" in client.get("/public/").text


def test_a_version_becomes_public_by_its_date_alone(place):
    unit = make_unit(make_region("别区"))
    make_publication(unit, published_on=date(2020, 6, 1))
    before = cache.epoch_on(date(2020, 5, 31))
    assert cache.epoch_on(date(2020, 6, 1)) != before
    assert cache.epoch_on(date(2020, 5, 31)) == before


def test_who_has_the_page_is_told_so(client, place, django_assert_num_queries):
    tag = client.get(place).headers["ETag"]
    with django_assert_num_queries(0):
        again = client.get(place, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=60"
    assert client.get("/public/", headers={"If-None-Match": tag}).status_code == 200


def test_a_page_travels_compressed_to_who_can_read_it(client, place):
    plain = client.get(place)
    packed = client.get(place, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content)
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in plain.headers


def test_only_parameters_that_matter_tell_pages_apart(client, place, django_assert_num_queries):
    client.get(place)
    with django_assert_num_queries(0):
        client.get(f"{place}?from=somewhere")
        client.get(f"{place}?look=unheard-of")
    assert 'data-theme="dark"' in client.get(f"{place}?look=dark").text
    assert 'data-theme="dark"' not in client.get(place).text
    assert client.get("/public/search/?q=课件").text != client.get("/public/search/?q=书屋").text


@pytest.mark.parametrize("query", ["?evil=planted", "?look=dark-planted", "?q=planted&look=dark"])
def test_nobody_writes_into_a_page_that_others_get(client, place, query):
    assert "planted" not in client.get(place + query).text


@pytest.mark.parametrize("address", ["/public/9/2020/", "/public/nothing/"])
def test_what_is_not_there_is_not_kept(client, address):
    assert client.get(address).status_code == 404
    assert client.get(address).headers["Cache-Control"] == "no-cache"


def test_pages_of_the_office_are_never_kept(client):
    office = make_office("别区", tag="2")
    client.force_login(office.filler)
    assert client.get("/forms/").status_code == 200
    client.logout()
    assert client.get("/forms/").status_code == 302
