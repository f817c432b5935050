"""Torn amounts, percentages, codes and texts."""

from __future__ import annotations

import pytest

from projects.catalog import Kind
from reports.readers.ocr.join import Evidence, Reading
from reports.readers.ocr.text import as_code, closed_up, is_rubbish, odd_characters
from reports.readers.ocr.values import (
    SHORT_CODE,
    UNSURE_CODE,
    UNSURE_FIGURE,
    UNSURE_PERCENT,
    code,
    figure,
    percents,
    prose,
    spaced_target,
    text_value,
)

NOTHING = Evidence([])


@pytest.mark.parametrize(
    ("pieces", "reading"),
    [
        (["19. 80"], Reading("19.80")),
        (["1", "6.56"], Reading("16.56", UNSURE_FIGURE)),
        (["16 56"], Reading("1656", UNSURE_FIGURE)),
        (["1,200.00"], Reading("1,200.00")),
        ([""], Reading("")),
        (["19..80"], Reading("19.80", UNSURE_FIGURE)),
        (["1O.5"], Reading("10.5", UNSURE_FIGURE)),
        (["约二十"], Reading("约二十", UNSURE_FIGURE)),
    ],
)
def test_amounts(pieces: list[str], reading: Reading) -> None:
    assert figure([pieces]) == reading


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (["计划", "25.", ". 00%", "50. 00%", "75.00%", "10", "00.00%"], ["25.00%", "50.00%", "75.00%", "100.00%"]),
        (["计划", "25", ". 00%", "50.00% 75. 00%", "", "100.00%", ""], ["25.00%", "50.00%", "75.00%", "100.00%"]),
        (["计划", "", "", "", "100%", "10", "0%"], ["", "", "100%", "100%"]),
        (["计划", "", "", "", "", "", ""], ["", "", "", ""]),
    ],
)
def test_percentages_go_to_the_columns_where_they_begin(row: list[str], texts: list[str]) -> None:
    readings = percents(row, [1, 3, 4, 5])
    assert [reading.text for reading in readings] == texts


def test_a_percentage_beyond_the_possible_is_in_doubt() -> None:
    assert percents(["计划", "250%"], [1]) == [Reading("250%", UNSURE_PERCENT)]


def test_a_percentage_with_digits_apart_is_in_doubt() -> None:
    assert percents(["计划", "2 5%", ""], [1, 2]) == [Reading("25%", UNSURE_PERCENT), Reading("")]


def test_a_blank_left_of_a_percentage_that_no_edge_cut_is_in_doubt() -> None:
    assert percents(["计划", "", "", "100%", ""], [1, 3])[0] == Reading("", UNSURE_PERCENT)


CODE = "130999212ABDEFGHJKMNQ"


@pytest.mark.parametrize(
    ("pieces", "reading"),
    [
        ([CODE], Reading(CODE)),
        (["130999212A Q", "BDEFGHJKMN"], Reading(CODE)),
        (["130999212A Q", "ABDEFGHJKMN"], Reading(CODE)),
        (["130999212A Q", "CBDEFGHJKMN"], Reading(CODE, UNSURE_CODE)),
        (["130999212\u0410 <i>Q</i>", "BDEFGHJKMN"], Reading(CODE, UNSURE_CODE)),
        (["130999212A", "130999212ABDEFGHJKMNQ"], Reading(CODE)),
        (["130999212A", "BDEFGH"], Reading("130999212ABDEFGH", SHORT_CODE)),
        (["130999212A"], Reading("130999212A", SHORT_CODE)),
    ],
)
def test_the_end_of_a_code_stands_after_its_left_half(pieces: list[str], reading: Reading) -> None:
    assert code([pieces], 21) == reading


def test_a_torn_code_with_letters_like_digits_is_in_doubt() -> None:
    assert code([["130999212I Q", "B0EFGHJKMN"]], 21) == Reading("130999212IB0EFGHJKMNQ", UNSURE_CODE)


def test_dates_and_flags_have_no_blanks() -> None:
    assert text_value(Kind.DATE, [["2026- 01-0 1"]], NOTHING, []) == Reading("2026-01-01")


def test_a_torn_date_with_all_its_digits_is_certain() -> None:
    assert text_value(Kind.DATE, [["2026-12", "-31"]], NOTHING, []) == Reading("2026-12-31")
    assert text_value(Kind.DATE, [["2026-12", "2-31"]], NOTHING, []).doubt


def test_numbered_items_become_paragraphs() -> None:
    assert prose([["1. 修路一条 2. 植树百棵"]], NOTHING, []) == Reading("1.修路一条\n2.植树百棵")


def test_lines_of_a_text_follow_each_other() -> None:
    assert prose([["修缮校舍，"], ["添置桌椅。"]], NOTHING, []) == Reading("修缮校舍，添置桌椅。")


def test_a_target_keeps_the_blank_behind_its_figure() -> None:
    assert spaced_target(["≥90 按时完 成"], Reading("≥90按时完成")) == Reading("≥90 按时完成")
    assert spaced_target(["按时完 成"], Reading("按时完成")) == Reading("按时完成")


@pytest.mark.parametrize("text", ["", "— — —", "= 10 -> -1 ->", "厂 111111111111111111", ",,,,,,"])
def test_lines_and_specks_are_rubbish(text: str) -> None:
    assert is_rubbish(text)


@pytest.mark.parametrize("text", ["≥80%", ">=5人", "2020-2020", "100000.00", "无", "0"])
def test_short_values_are_no_rubbish(text: str) -> None:
    assert not is_rubbish(text)


def test_letters_of_other_alphabets_become_those_of_codes() -> None:
    assert as_code("\u041d\u04ae <i>7</i>a") == "HY7A"


def test_blanks_around_figures_and_between_characters_are_closed() -> None:
    assert closed_up("建成 12 所 学校，共 3. 5 万元") == "建成12所学校，共3.5万元"
    assert closed_up("WPS Office 软件") == "WPS Office软件"


def test_odd_characters_are_told_once_each() -> None:
    assert odd_characters("與情與報ā") == "與報ā"
