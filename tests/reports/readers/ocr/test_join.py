"""Pieces of one cell, joined: what is certain comes without a doubt, everything else with its reason."""

from __future__ import annotations

import pytest

from reports.readers.ocr.join import BRACKET, CUT, LOST, LOST_LEFT, ODD, Evidence, Reading, joined, lines_of

KNOWN = Evidence(["全区教师参加培训班", "保持道路通畅", "树木成活", "幼树成活", "苗木成活"])
NOTHING = Evidence([])


def test_one_piece_is_the_text() -> None:
    assert joined(["购买图书", ""], NOTHING) == Reading("购买图书")


def test_no_piece_is_nothing() -> None:
    assert joined(["", "", ""], NOTHING) == Reading("")


def test_blanks_at_line_ends_are_closed() -> None:
    assert joined(["提高教师 上课质量"], NOTHING) == Reading("提高教师上课质量")


def test_text_that_both_pieces_have_at_the_seam_stands_once() -> None:
    assert joined(["新建道路两条", "两条，保持通畅"], NOTHING) == Reading("新建道路两条，保持通畅")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("新建图书", "新建图书室两间"),
        ("新建 两间", "新建图书室 两间"),
        ("新建图书室两间", "两间"),
        ("添置书架", "添置书架"),
    ],
)
def test_a_piece_that_the_other_holds_adds_nothing(left: str, right: str) -> None:
    longer = max(left, right, key=len)
    assert joined([left, right], NOTHING) == Reading(longer.replace(" ", ""))


def test_a_seam_that_stands_elsewhere_in_the_file_is_certain() -> None:
    assert joined(["全区教师参加培", "训班两期"], KNOWN) == Reading("全区教师参加培训班两期")


def test_a_seam_that_stands_nowhere_else_is_in_doubt() -> None:
    assert joined(["全区教师", "外出考察"], KNOWN) == Reading("全区教师外出考察", CUT)


@pytest.mark.parametrize("spot", ["=", ":", "· ", "ī"])
def test_a_sign_at_the_edge_is_left_out_and_in_doubt(spot: str) -> None:
    assert joined(["电影放映", f"{spot}补贴"], NOTHING) == Reading("电影放映补贴", CUT)


def test_the_rest_of_a_character_at_the_edge_is_left_out_where_the_file_knows_the_words() -> None:
    assert joined(["保持道路", "足通畅"], KNOWN) == Reading("保持道路通畅", CUT)


def test_figures_are_joined_as_they_are_and_in_doubt() -> None:
    assert joined(["共计 1", "2 场"], NOTHING) == Reading("共计12场", CUT)


def test_lines_go_on_in_the_right_piece_before_the_next_line_begins() -> None:
    reading = joined(["新建农村图 两间", "书阅览室"], NOTHING, [5.0, 6.0])
    assert reading.text == "新建农村图书阅览室两间"


def test_a_piece_that_fills_its_column_beside_a_blank_one_was_cut() -> None:
    assert joined(["农村道路保 通畅安全出", ""], NOTHING, [5.0, 6.0]) == Reading("农村道路保通畅安全出", LOST)


def test_a_short_piece_beside_a_blank_one_is_whole() -> None:
    assert joined(["树木", ""], KNOWN, [5.0, 6.0]) == Reading("树木")


def test_a_full_piece_that_ends_as_other_texts_do_is_whole() -> None:
    assert joined(["果树成活", ""], KNOWN, [4.0, 6.0]) == Reading("果树成活")


def test_a_blank_first_piece_means_that_the_beginning_is_lost() -> None:
    assert joined(["", "修缮校舍"], NOTHING) == Reading("修缮校舍", LOST_LEFT)


def test_a_numbered_text_shows_its_own_beginning() -> None:
    assert joined(["", "1. 修缮校舍"], NOTHING) == Reading("1.修缮校舍")


def test_characters_that_no_form_prints_are_in_doubt() -> None:
    assert joined(["與情处置"], NOTHING) == Reading("與情处置", ODD.format(characters="與"))


@pytest.mark.parametrize("text", ["《图书馆规定", "第(3号", "[0030"])
def test_a_bracket_without_its_other_half_is_in_doubt(text: str) -> None:
    assert joined([text], NOTHING) == Reading(text, BRACKET)


def test_brackets_of_either_width_are_halves_of_each_other() -> None:
    assert joined(["第（3)号"], NOTHING) == Reading("第（3)号")


def test_specks_beside_a_text_are_left_out() -> None:
    assert joined(["修缮校舍", "· ·", "T"], NOTHING) == Reading("修缮校舍")


def test_lines_end_where_the_column_was_full() -> None:
    assert lines_of("农村道路, 保 通畅", 5.0) == ["农村道路,保", "通畅"]
    assert lines_of("农村 道路", 0.0) == ["农村 道路"]
    assert lines_of("一个很长的没有切开的句子 后面", 5.0) == ["一个很长的没有切开的句子 后面"]
