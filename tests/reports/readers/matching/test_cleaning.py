"""What programs leave in texts is taken off, and nothing else is touched."""

from __future__ import annotations

import pytest

from reports.readers.matching.cleaning import cleaned, continued, one_line, without_list_marks


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("<p>一、修渠；</p> <p>二、培训。</p>", "一、修渠；\n二、培训。"),
        ("修渠<br/>培训", "修渠\n培训"),
        ("<p>A&amp;B 公司&nbsp;3 家</p>", "A&B 公司 3 家"),
        ("$\\geq 50$ 件", "≥50件"),
        ("$\\geq 98\\%$", "≥98%"),
        ("不低于 $95\\%$ 的村", "不低于95%的村"),
        ("$\\leq 3.2$万元", "≤3.2万元"),
        (" 修渠\t三条\r\n", "修渠 三条"),
    ],
)
def test_residue_is_taken_off(text: str, meant: str) -> None:
    assert cleaned(text) == meant


@pytest.mark.parametrize("text", ["a < b，b > c", "每人 $5，共 $500 元", "A&amp;B", "- 修渠\n\n  培训", "比值>1"])
def test_what_is_no_residue_stays(text: str) -> None:
    assert cleaned(text) == text


def test_a_strange_tag_becomes_a_text_that_can_be_stored() -> None:
    assert cleaned("见<Annex 1>") == "见＜Annex 1＞"


def test_breaks_inside_words_go_and_others_become_a_blank() -> None:
    assert one_line("干部监督\n管理") == "干部监督管理"
    assert one_line("WPS\nOffice 软件") == "WPS Office 软件"


def test_a_list_has_its_marks_off_only_where_every_line_has_one() -> None:
    assert without_list_marks("- 1、修渠\n- 2、培训") == "1、修渠\n2、培训"
    assert without_list_marks("- 修渠\n培训") == "- 修渠\n培训"


@pytest.mark.parametrize(
    ("text", "more", "whole"),
    [
        ("修好三", "条水渠。", "修好三条水渠。"),
        ("修好水渠。", "培训农户。", "修好水渠。\n培训农户。"),
        ("修好水渠", "2、培训农户", "修好水渠\n2、培训农户"),
        ("use", "WPS", "use WPS"),
        ("", "修渠", "修渠"),
    ],
)
def test_texts_that_go_on(text: str, more: str, whole: str) -> None:
    assert continued(text, more) == whole
