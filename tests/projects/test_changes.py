from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from projects.changes import Change, ChangeKind, compare
from projects.document import FormDocument, Indicator
from projects.layouts import latest_layout
from tests.factories import make_document


def changes(old: FormDocument, new: FormDocument) -> list[Change]:
    return compare(old, new, latest_layout("weihai"))


def with_indicators(*indicators: Indicator) -> FormDocument:
    return make_document(indicators=indicators)


def indicator(level2: str, level3: str, target: str, level1: str = "产出目标") -> Indicator:
    return Indicator(level1=level1, level2=level2, level3=level3, target=target)


SESSIONS = indicator("数量", "培训班次", ">=6次")
PEOPLE = indicator("数量", "培训人次", ">=776人")
PASSED = indicator("质量", "培训合格率", ">=90%")


def test_equal_documents_have_no_changes() -> None:
    assert changes(make_document(), make_document()) == []


def test_values_are_compared_as_the_paper_prints_them() -> None:
    old = make_document()
    new = replace(
        old,
        amounts=replace(old.amounts, current_year=Decimal("130000.00"), prior_year_budget=None),
        project=replace(old.project, five_expenses=True, functional_subjects=()),
        narratives=replace(old.narratives, remarks="单价提高。"),
    )
    assert changes(old, new) == [
        Change(ChangeKind.REMOVED, "project.functional_subjects", "功能科目", "[2013699]其他共产党事务支出", ""),
        Change(ChangeKind.CHANGED, "amounts.current_year", "本年度预算申请金额", "12.005", "13"),
        Change(ChangeKind.REMOVED, "amounts.prior_year_budget", "上年度项目预算金额", "9", ""),
        Change(ChangeKind.CHANGED, "project.five_expenses", "是否包含五项经费", "否", "是"),
        Change(ChangeKind.ADDED, "narratives.remarks", "需要说明的其他问题", "", "单价提高。"),
    ]


def test_nought_and_blank_are_different() -> None:
    old = make_document()
    new = replace(old, amounts=replace(old.amounts, prior_year_executed=Decimal(0)))
    assert changes(old, new) == [Change(ChangeKind.ADDED, "amounts.prior_year_executed", "上年度项目执行数", "", "0")]


def test_fields_that_are_not_on_the_paper_are_not_compared() -> None:
    old = make_document()
    assert changes(old, replace(old, project=replace(old.project, address="文化路1号"))) == []


def test_a_changed_cell_of_a_row_has_the_path_of_the_new_document() -> None:
    old = with_indicators(SESSIONS, PEOPLE)
    new = with_indicators(PEOPLE, replace(SESSIONS, target=">=8次"))
    assert changes(old, new) == [
        Change(ChangeKind.CHANGED, "indicators[1].target", "培训班次 · 年度目标值", ">=6次", ">=8次")
    ]


def test_a_new_row_is_one_change() -> None:
    assert changes(with_indicators(SESSIONS), with_indicators(PEOPLE, SESSIONS)) == [
        Change(ChangeKind.ADDED, "indicators[0]", "数量", "", "培训人次 >=776人")
    ]


def test_a_removed_row_says_where_it_stood() -> None:
    old = with_indicators(SESSIONS, PEOPLE, PASSED)
    new = with_indicators(SESSIONS, PASSED)
    assert changes(old, new) == [Change(ChangeKind.REMOVED, "indicators[1]", "数量", "培训人次 >=776人", "", before=1)]
    assert changes(old, with_indicators()) == [
        Change(ChangeKind.REMOVED, "indicators[0]", "数量", "培训班次 >=6次", ""),
        Change(ChangeKind.REMOVED, "indicators[1]", "数量", "培训人次 >=776人", ""),
        Change(ChangeKind.REMOVED, "indicators[2]", "质量", "培训合格率 >=90%", ""),
    ]


def test_changes_stand_in_the_order_of_the_new_rows() -> None:
    old = with_indicators(SESSIONS, PEOPLE, PASSED)
    new = with_indicators(replace(SESSIONS, target=">=8次"), replace(PASSED, target="=100%"))
    assert [change.path for change in changes(old, new)] == [
        "indicators[0].target",
        "indicators[1]",
        "indicators[1].target",
    ]


def test_a_row_that_hangs_elsewhere_now_changed_its_category() -> None:
    new = with_indicators(replace(SESSIONS, level2="质量"))
    assert changes(with_indicators(SESSIONS), new) == [
        Change(ChangeKind.CHANGED, "indicators[0].level2", "培训班次 · 二级指标", "数量", "质量")
    ]


def test_whole_rows_are_told_from_cells() -> None:
    row, cell = (Change(ChangeKind.ADDED, path, "", "", "") for path in ("indicators[3]", "indicators[3].target"))
    assert row.is_row
    assert not cell.is_row


def test_every_kind_has_its_word_in_the_margin() -> None:
    assert [kind.mark for kind in ChangeKind] == ["改", "增", "删"]
