"""Pinyin for search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.pinyin import full_pinyin, initials


@pytest.mark.parametrize(
    ("text", "full", "first"),
    [
        ("组织部", "zuzhibu", "zzb"),
        ("重庆银行", "chongqingyinhang", "cqyh"),
        ("长效管理", "changxiaoguanli", "cxgl"),
        ("长期", "changqi", "cq"),
        ("女性", "nvxing", "nx"),
        ("VR党建 宣教", "vrdangjianxuanjiao", "vrdjxj"),
        ("2020年", "2020nian", "2020n"),
        ("", "", ""),
    ],
)
def test_pinyin(text, full, first):
    assert full_pinyin(text) == full
    assert initials(text) == first


@given(st.text(max_size=20))
def test_any_text_has_a_pinyin_without_capitals_and_spaces(text):
    for result in (full_pinyin(text), initials(text)):
        assert result == result.lower()
        assert " " not in result
