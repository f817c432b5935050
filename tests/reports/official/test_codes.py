"""Codes, and how people type them."""

from __future__ import annotations

import re

import pytest

from reports.official.codes import ALPHABET, new_code, read_code


def test_a_code_is_two_groups_of_signs_that_nobody_confuses():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code) for code in codes)
    assert not set("0O1ILU") & set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "7F3K-QM82",
        "7f3kqm82",
        " 7F3K QM82 ",
        "\uff17\uff26\uff13\uff2b\uff0d\uff31\uff2d\uff18\uff12",  # full width
        "7f3k—qm82",
        "核验码：7F3K-QM82",
        "7F3K-0M82",
        "1f3k-om82",
        "https://jx.example.gov.cn/v/7F3K-QM82/",
    ],
)
def test_typing_is_forgiven(typed: str):
    assert read_code(typed) == "7F3K-QM82"


@pytest.mark.parametrize("typed", ["", "7F3K", "7F3K-QM82-2", "核验码", "https://jx.example.gov.cn/"])
def test_what_is_no_code(typed: str):
    assert read_code(typed) is None
