"""Questions while typing: subjects and readings of targets."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    client.force_login(make_person("somebody"))
    return client


def found(client, **query):
    response = client.get(reverse("projects:subject-search"), {"kind": "functional", "year": "2020", **query})
    return [(subject["code"], subject["name"]) for subject in response.json()["subjects"]]


@pytest.mark.parametrize("text", ["2013699", "其他共产党事务", "qitagongchandang", "qtgcdswzc"])
def test_a_subject_is_found_by_code_chinese_pinyin_and_initials(signed_in, text):
    assert ("2013699", "其他共产党事务支出") in found(signed_in, q=text)


def test_codes_that_begin_with_the_text_come_first(signed_in):
    assert [code for code, _ in found(signed_in, q="20136")][:2] == ["20136", "2013601"]


def test_both_kinds_are_told_apart(signed_in):
    assert found(signed_in, q="培训费") == []
    assert found(signed_in, q="培训费", kind="economic") == [("30216", "培训费")]


def test_a_year_without_codes_of_its_own_takes_the_nearest(signed_in):
    assert ("30216", "培训费") in found(signed_in, q="30216", kind="economic", year="2031")
    assert ("30216", "培训费") in found(signed_in, q="30216", kind="economic", year="1999")


@pytest.mark.parametrize(
    "query", [{"year": "二〇二〇"}, {"year": "99999999999"}, {"kind": "strange"}, {"q": "没有这个"}]
)
def test_strange_questions_find_little_and_break_nothing(signed_in, query):
    assert len(found(signed_in, **{"q": "301", **query})) <= 30


def test_a_target_is_read_while_it_is_typed(signed_in):
    response = signed_in.get(reverse("projects:target-reading"), {"text": "22 期，培训覆盖率 100%"})
    assert [[part["text"] for part in parts] for parts in response.json()["chips"]] == [
        ["22", "期"],
        ["培训覆盖率", "100", "%"],
    ]


def test_words_are_read_as_qualitative(signed_in):
    response = signed_in.get(reverse("projects:target-reading"), {"text": "健全"})
    assert response.json()["chips"] == [[{"style": "operator", "text": "定性"}, {"style": "word", "text": "健全"}]]


def test_a_blank_target_has_no_reading(signed_in):
    assert signed_in.get(reverse("projects:target-reading")).json() == {"chips": []}


@pytest.mark.parametrize("text", ["培训\0费", "培训费\0", " 培训费 " + "费 " * 2000])
def test_a_search_survives_what_no_database_takes(signed_in, text):
    assert found(signed_in, q=text, kind="economic") == [("30216", "培训费")]
    assert found(signed_in, q="培训费", kind="economic\0") == [("30216", "培训费")]
