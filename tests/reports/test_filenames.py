from __future__ import annotations

import pytest

from reports.filenames import safe_name, unique_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2020年-组织部-VR党建", "2020年-组织部-VR党建"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("一\r\n二\t三\x00四", "一 二 三 四"),
        (" ..隐藏. ", "隐藏"),
        ("甲\u202efdp.exe\u2066乙\u200b\ufeff\uffff", "甲fdp.exe乙"),
        ("...", "未命名"),
        ("", "未命名"),
        ("长" * 200, "长" * 60),
    ],
)
def test_a_name_has_nothing_that_a_file_system_forbids(text, name):
    assert safe_name(text) == name


def test_equal_names_are_numbered_whatever_their_capitals():
    assert list(unique_names(["A", "b", "a", "A", "a-2"])) == ["A", "b", "a-2", "A-3", "a-2-2"]
