from __future__ import annotations

from decimal import Decimal

import pytest

from projects.disclosure.edit_shape import SECTIONS, EditedSection, FieldKind, fields_of
from projects.disclosure.editing import Control, ControlRows, all_controls, controls, edited, texts_of
from projects.disclosure.in_force import in_force
from projects.disclosure.project_spending import decided_paths
from projects.document import Amounts, FormDocument, ProjectFacts
from projects.exchange import ExchangeError
from tests.projects.disclosure.made import made


def section(key: str) -> EditedSection:
    return next(each for each in SECTIONS if each.key == key)


def typed(key: str) -> dict[str, str]:
    """What a browser sends of a section where nothing was changed."""
    return texts_of(made(), section(key))


@pytest.mark.parametrize("key", [each.key for each in SECTIONS])
def test_a_section_sent_back_as_it_was_changes_nothing(key: str) -> None:
    assert edited(made(), section(key), typed(key)) == made()


def test_every_part_of_the_booklet_has_a_section() -> None:
    assert [each.title for each in SECTIONS] == [
        "标题和依据", "收入（按科目）", "支出（按科目）", "部门职责", "机构设置", "收入说明", "支出说明", "比上年增减情况",
        "机关运行经费", "“三公”经费", "总体绩效目标", "分项绩效目标", "工作保障措施", "政府采购预算", "国有资产信息", "名词解释",
        "其他需要说明的事项",
    ]  # fmt: skip


def test_every_value_that_is_typed_has_a_name() -> None:
    assert [path for each in SECTIONS for path, field in fields_of(each).items() if not field.label] == []


def test_amounts_are_typed_in_the_printed_unit() -> None:
    changed = edited(made(), section("budget-income"), typed("budget-income") | {"budget.income.total": "1,234.56"})
    assert changed.budget.income.total == Decimal("12345600.00")


def test_typing_into_the_blank_row_adds_one_and_emptying_a_row_removes_it() -> None:
    sent = typed("institutions") | {"institutions[1].name": "文化馆", "institutions[1].nature": "事业"}
    assert [each.name for each in edited(made(), section("institutions"), sent).institutions] == [
        "河东区文化和旅游局",
        "文化馆",
    ]
    empty = dict.fromkeys(typed("institutions"), "")
    assert edited(made(), section("institutions"), empty).institutions == ()


def test_rows_stand_in_the_order_in_which_they_are_sent_with_what_is_in_them() -> None:
    sent = typed("budget-expenditure")
    moved = {path: text for path, text in sent.items() if "items[1]" in path} | sent
    items = edited(made(), section("budget-expenditure"), moved).budget.expenditure.items
    assert [item.name for item in items] == ["项目支出", "基本支出"]
    assert [part.name for part in items[0].parts] == ["图书购置经费", "惠民演出经费"]


def test_rows_that_were_added_in_the_browser_may_leave_out_numbers() -> None:
    sent = typed("institutions") | {"institutions[3].name": "图书馆", "institutions[7].name": "文化馆"}
    assert [each.name for each in edited(made(), section("institutions"), sent).institutions][1:] == [
        "图书馆",
        "文化馆",
    ]


def test_everything_wrong_is_told_at_once_at_the_row_that_was_typed() -> None:
    wrong = {"budget.income.total": "很多", "budget.income.items[4].amount": "1.2.3"}
    with pytest.raises(ExchangeError) as caught:
        edited(made(), section("budget-income"), wrong)
    assert [problem.path for problem in caught.value.problems] == list(wrong)


def test_texts_that_the_booklet_words_itself_other_sections_and_absurd_rows_are_not_typed() -> None:
    income = section("budget-income")
    assert "budget.income.text" not in fields_of(income)
    strange = {"budget.income.text": "假", "title": "假", "budget.income.items[9999].name": "假", "csrf": "假"}
    assert edited(made(), income, strange) == made()


def test_choices_are_refused_where_they_are_none_of_the_words() -> None:
    kind = fields_of(section("procurement"))["procurement.rows[].kind"]
    assert (kind.kind, dict(kind.choices)) == (FieldKind.CHOICE, {"total": "合计", "subtotal": "小计", "item": "明细"})
    with pytest.raises(ExchangeError, match="应是 合计、小计、明细 之一"):
        edited(made(), section("procurement"), {"procurement.rows[0].kind": "总计"})


def test_the_grades_of_a_standard_are_understood_from_its_sentence() -> None:
    sentence = "120场（含）以上为优；100场（含）-120场为良；80场（含）-100场为中；80场以下为差。"
    sent = {
        "performance.sections[0].standards": sentence,
        "performance.sections[0].indicators": "演出场次\n\n参观人次 ",
    }
    changed = edited(made(), section("performance-sections"), sent).performance.sections[0]
    assert changed.indicators == ("演出场次", "参观人次")
    assert changed.standards[0].unit == "场"
    assert [(each.grade, each.min, each.max) for each in changed.standards[0].thresholds][:2] == [
        ("优", Decimal(120), None),
        ("良", Decimal(100), Decimal(120)),
    ]


def test_a_blank_total_shows_what_it_is_computed_as_and_is_not_typed() -> None:
    document = made(**{"operating_costs.total": None})
    shown = controls(document, section("operating-costs"), in_force(document, []))
    total = next(each for each in shown if isinstance(each, Control))
    assert (total.text, total.computed, total.is_decided) == ("", "40", True)


def test_what_was_typed_stands_in_the_controls_in_its_order_with_a_blank_row_behind() -> None:
    sent = {"institutions[4].name": "图书馆", "institutions[0].name": "局机关", "institutions[5].name": ""}
    [rows] = controls(made(), section("institutions"), typed=sent)
    assert isinstance(rows, ControlRows)
    assert [(row.index, row.controls[0].text) for row in rows.rows] == [(4, "图书馆"), (0, "局机关"), (5, "")]


def test_ids_are_fit_for_links() -> None:
    ids = [each.id for each in all_controls(controls(made(), section("budget-expenditure")))]
    assert ids[:2] == ["budget-expenditure-total", "budget-expenditure-items-0-name"]
    assert len(set(ids)) == len(ids)


def test_what_a_form_decides_is_not_typed_even_where_it_is_stored_the_same() -> None:
    forms = [
        FormDocument(
            layout="any",
            fiscal_year=2023,
            project=ProjectFacts(name="图书购置经费"),
            amounts=Amounts(current_year=Decimal(126000)),
        )
    ]
    decided = decided_paths(made(), forms)
    shown = controls(made(), section("budget-expenditure"), in_force(made(), forms), decided=decided)
    assert [each.path for each in all_controls(shown) if each.is_decided] == [
        "budget.expenditure.items[1].amount",
        "budget.expenditure.items[1].parts[0].amount",
    ]
