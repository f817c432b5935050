from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.text_changes import Part, Piece, excerpt, plain, text_changes


def parts(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.part.value, piece.text) for piece in text_changes(old, new)]


def test_a_changed_figure_is_marked_alone() -> None:
    assert parts("完成4次专题培训", "完成6次专题培训") == [
        ("same", "完成"),
        ("old", "4"),
        ("new", "6"),
        ("same", "次专题培训"),
    ]


def test_a_figure_is_never_cut_in_two() -> None:
    assert parts(">=90%", "=100%") == [("old", ">=90%"), ("new", "=100%")]
    assert parts("共1,250.5元", "共1,250.8元") == [
        ("same", "共"),
        ("old", "1,250.5"),
        ("new", "1,250.8"),
        ("same", "元"),
    ]


def test_texts_with_little_in_common_stand_side_by_side() -> None:
    assert parts("健全", "2020年12月底前") == [("old", "健全"), ("new", "2020年12月底前")]


def test_a_character_between_two_changes_belongs_to_them() -> None:
    changed = parts("组织全区党员干部参加甲的乙学习活动", "组织全区党员干部参加丙的丁学习活动")
    assert changed == [
        ("same", "组织全区党员干部参加"),
        ("old", "甲的乙"),
        ("new", "丙的丁"),
        ("same", "学习活动"),
    ]


def test_unchanged_lines_stay_whole() -> None:
    old = "1. 一季度完成1部。\n2. 二季度完成1部。\n3. 三季度完成2部。"
    new = "1. 一季度完成1部。\n2. 二季度完成3部。\n3. 三季度完成2部。"
    assert parts(old, new) == [
        ("same", "1. 一季度完成1部。\n2. 二季度完成"),
        ("old", "1"),
        ("new", "3"),
        ("same", "部。\n3. 三季度完成2部。"),
    ]


def test_equal_and_blank_texts() -> None:
    assert text_changes("健全", "健全") == (Piece(Part.SAME, "健全"),)
    assert text_changes("", "") == ()
    assert parts("", "健全") == [("new", "健全")]
    assert parts("健全", "") == [("old", "健全")]


@given(old=st.text("一二三四\n。 9a%", max_size=60), new=st.text("一二三四\n。 9a%", max_size=60))
@settings(max_examples=300, deadline=None)
def test_the_pieces_give_back_both_texts(old: str, new: str) -> None:
    pieces = text_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.part is not Part.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.part is not Part.OLD) == new
    assert all(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("绩效目标要写清数量和质量。" * 1500, "绩效目标要写清质量和数量。" * 1500),
        ("\n" * 20_000, "\n" * 19_000),
        ("甲" * 20_000, "甲" * 10_000 + "乙" * 10_000),
    ],
)
def test_the_longest_narratives_take_no_time(old: str, new: str) -> None:
    started = time.perf_counter()
    text_changes(old, new)
    assert time.perf_counter() - started < 2


def test_an_excerpt_keeps_the_changes_and_what_stands_beside_them() -> None:
    pieces = text_changes("全区党员干部收看学习。" * 5 + "完成4次。", "全区党员干部收看学习。" * 5 + "完成6次。")
    assert "".join(piece.text for piece in excerpt(pieces)) == "…员干部收看学习。完成46次。"


def test_an_excerpt_of_a_short_text_is_the_text() -> None:
    assert excerpt(plain("健全")) == plain("健全")
