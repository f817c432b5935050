from __future__ import annotations

from typing import Any

import pytest

from projects.disclosing.wordings import frozen, templates_of, thawed
from projects.disclosure.official_texts import TEMPLATES
from projects.models import DisclosureWording
from tests.factories import make_office


@pytest.mark.django_db
def test_a_region_words_a_text_for_one_year_and_the_others_stay(django_assert_num_queries: Any) -> None:
    region = make_office().region
    own = {"wording": "{部门}收入{收入总额}。", "otherwise": "没有收入。"}
    DisclosureWording.objects.create(region=region, fiscal_year=2022, key="income", **own)
    with django_assert_num_queries(1):
        worded = {each.key: each for each in templates_of(region, 2022)}
    usual = {each.key: each for each in TEMPLATES}
    assert (worded["income"].wording, worded["income"].otherwise) == ("{部门}收入{收入总额}。", "没有收入。")
    assert worded["income"].subtitle == usual["income"].subtitle
    assert [key for key in usual if worded[key] != usual[key]] == ["income"]
    assert list(worded) == list(usual)
    assert templates_of(region, 2023) == TEMPLATES


def test_frozen_wordings_come_back_as_they_were() -> None:
    assert thawed(frozen(TEMPLATES)) == TEMPLATES
    assert thawed({}) == TEMPLATES


def test_a_text_that_came_later_is_not_in_what_was_frozen_before() -> None:
    kept = frozen(TEMPLATES[:1])
    kept["income"] = ["收入{收入总额}。", ""]
    assert [(each.key, each.wording) for each in thawed(kept)] == [
        (TEMPLATES[0].key, TEMPLATES[0].wording),
        ("income", "收入{收入总额}。"),
    ]
