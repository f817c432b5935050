from __future__ import annotations

from projects.disclosure.edit_shape import SECTIONS
from projects.disclosure.official_texts import TEMPLATES, TextTemplate
from projects.disclosure.telling import is_told, telling, tellings_of
from projects.disclosure.template_fields import field_values
from projects.disclosure.templates import Piece
from tests.projects.disclosure.made import made

VALUES = {"年度": "2023", "总额": "40万元", "明细": ""}


def told(wording: str, otherwise: str = "", when_blank: str = ""):
    return telling(TextTemplate("income", "budget", "", wording, otherwise, when_blank=when_blank), VALUES)


def test_what_was_filled_in_is_told_apart_from_the_wording() -> None:
    result = told("{年度}年安排{总额}[，其中：{明细}]。")
    assert result.pieces == (Piece("2023", "年度"), Piece("年安排"), Piece("40万元", "总额"), Piece("。"))
    assert (result.blank, result.is_otherwise) == (("明细",), False)


def test_without_data_the_other_wording_is_told() -> None:
    result = told("其中：{明细}。", "{年度}年没有明细。")
    assert result.is_otherwise
    assert "".join(piece.text for piece in result.pieces) == "2023年没有明细。"


def test_what_is_left_blank_on_purpose_tells_nothing() -> None:
    assert told("", "{年度}年没有安排。").pieces == ()


def test_mistakes_of_both_wordings_are_told_at_once() -> None:
    first, second = told("{年}", "[总额").problems
    assert first.startswith("没有这些栏目：年。")
    assert second.startswith("括号没有成对：[")


def test_a_section_knows_the_texts_that_are_made_of_it() -> None:
    values = field_values(made())
    keys = {
        section.key: [each.template.key for each in tellings_of(section, TEMPLATES, values)] for section in SECTIONS
    }
    assert keys["duties"] == ["duties", "institutions"]
    assert keys["institutions"] == ["institutions"]
    assert keys["budget-change"] == ["change"]
    assert keys["three-public"] == ["three_public"]
    assert keys["title"] == ["legal-basis"]
    assert keys["subject-lines-income"] == ["income"]  # the explanation is added up from the lines
    assert keys["subject-lines-spending"] == ["expenditure"]
    untold = {section.key for section in SECTIONS if not is_told(section, TEMPLATES)}
    assert untold == {"performance-overall-goal", "performance-sections", "performance-safeguards"}  # printed as typed
