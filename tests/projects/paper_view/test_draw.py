from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from indicators.framework import Category, Framework
from projects.changes import compare
from projects.document import FormDocument, Indicator
from projects.layouts import latest_layout
from projects.paper.grid import Band, Cell, CellStyle, Row, RowGroup
from projects.paper_view import SheetBand, SheetCell, SheetRow, SheetSource, anchor_of, draw
from projects.paper_view.cells import Painter
from projects.paper_view.columns import columns_of
from projects.paper_view.draw import _Rows
from tests.factories import make_document

FRAMEWORK = Framework(
    "weihai",
    "",
    (Category("产出目标", "数量"), Category("产出目标", "质量"), Category("效果目标", "满意度")),
)
SESSIONS = Indicator(level1="产出目标", level2="数量", level3="培训班次", target=">=6次")
PEOPLE = Indicator(level1="产出目标", level2="数量", level3="培训人次", target=">=776人")


def document(*indicators: Indicator) -> FormDocument:
    return make_document(indicators=indicators)


def bands(new: FormDocument, old: FormDocument | None = None, **more: Any) -> dict[str, SheetBand]:
    layout = latest_layout("weihai")
    changes = compare(old, new, layout) if old else ()
    (sheet,) = draw(SheetSource(layout, FRAMEWORK, new, old=old, changes=changes, **more))
    return {band.key: band for band in sheet.bands}


def rows(band: SheetBand) -> list[SheetRow]:
    return [row for group in band.groups for row in group]


def text(cell: SheetCell) -> str:
    marks = {"old": "-", "new": "+", "same": ""}
    return "".join(f"{marks[piece.part]}{piece.text}" for piece in cell.pieces)


def texts(band: SheetBand) -> list[list[str]]:
    return [[text(cell) for cell in row.cells] for row in rows(band)]


def cell_at(band: SheetBand, path: str) -> SheetCell:
    return next(cell for row in rows(band) for cell in row.cells if cell.path == path)


def marks(band: SheetBand) -> list[str]:
    return [next((cell.mark for cell in row.cells if cell.mark), "") for row in rows(band)]


def test_the_sheet_has_the_title_and_notes_of_the_paper() -> None:
    (sheet,) = draw(SheetSource(latest_layout("weihai"), FRAMEWORK, make_document(), title="issued"))
    assert sheet.title == "2020年部门项目支出预算绩效目标下达表"
    assert (sheet.left_note, sheet.centre_note, sheet.right_note) == ("", "年份（2020）", "金额单位：万元")
    assert [band.title for band in sheet.bands] == ["基本信息", "资金", "项目内容", "绩效目标", "绩效指标"]


def test_labels_lose_their_colon_and_keep_their_star() -> None:
    label = rows(bands(make_document())["basic"])[1].cells[0]
    assert (text(label), label.star, label.is_head, label.scope, label.classes) == (
        "项目名称",
        True,
        True,
        "row",
        "label",
    )


def test_every_value_has_its_path_anchor_and_name() -> None:
    cell = cell_at(bands(make_document())["funds"], "amounts.current_year")
    assert (text(cell), cell.anchor, cell.label, cell.classes) == (
        "12.005",
        "at-amounts-current_year",
        "本年度预算申请金额",
        "amount",
    )


def test_a_blank_is_blank_and_nought_is_not() -> None:
    paper = make_document()
    paper = replace(paper, amounts=replace(paper.amounts, prior_year_executed=Decimal(0)))
    funds = bands(paper)["funds"]
    assert not cell_at(funds, "amounts.prior_year_executed").is_blank
    assert text(cell_at(funds, "amounts.prior_year_executed")) == "0"
    assert cell_at(bands(make_document())["funds"], "amounts.prior_year_executed").is_blank


def test_the_whole_tree_is_drawn_with_merged_cells() -> None:
    band = bands(document(SESSIONS, PEOPLE))["indicators"]
    assert [[text(cell) for cell in row.cells] for row in band.head] == [
        ["一级指标", "二级指标", "三级指标", "年度目标值"]
    ]
    assert texts(band) == [
        ["产出目标", "数量", "培训班次", ">=6次"],
        ["培训人次", ">=776人"],
        ["质量", "", ""],
        ["效果目标", "满意度", "", ""],
    ]
    first, second = rows(band)[0].cells[:2]
    assert (first.classes, first.scope, first.row_span) == ("first-level", "rowgroup", 3)
    assert (second.classes, second.scope, second.row_span) == ("second-level", "row", 2)
    assert [row.classes for row in rows(band)] == ["", "", "blank-row", "blank-row"]


def test_changes_are_marked_in_the_margin_and_in_the_text() -> None:
    old = make_document()
    new = replace(
        old,
        narratives=replace(old.narratives, annual_goal="制片不少于6部。", remarks="单价提高。"),
        amounts=replace(old.amounts, prior_year_budget=None),
    )
    drawn = bands(new, old)
    assert marks(drawn["goals"]) == ["", "改", "增"]
    assert text(cell_at(drawn["goals"], "narratives.annual_goal")) == "制片不少于-5+6部。"
    assert text(cell_at(drawn["funds"], "amounts.prior_year_budget")) == "-9"
    assert marks(drawn["funds"]) == ["", "删", ""]
    assert rows(drawn["goals"])[1].cells[0].classes == "label marks-row"


def test_without_an_older_document_nothing_is_marked() -> None:
    drawn = bands(make_document())
    assert {mark for band in drawn.values() for mark in marks(band)} == {""}


def test_new_and_removed_rows_stand_in_their_places() -> None:
    passed = Indicator(level1="产出目标", level2="质量", level3="合格率", target=">=90%")
    band = bands(document(PEOPLE, passed), document(SESSIONS, PEOPLE))["indicators"]
    assert texts(band) == [
        ["产出目标", "数量", "-培训班次", "->=6次"],
        ["培训人次", ">=776人"],
        ["质量", "+合格率", "+>=90%"],
        ["效果目标", "满意度", "", ""],
    ]
    assert marks(band) == ["删", "", "增", ""]
    assert [row.classes for row in rows(band)] == ["is-removed", "", "", "blank-row"]
    assert [cell.path for row in rows(band) for cell in row.cells if cell.path] == [
        "indicators[0].level3",
        "indicators[0].target",
        "indicators[1].level3",
        "indicators[1].target",
    ]


def test_a_moved_row_says_where_it_was() -> None:
    band = bands(document(replace(SESSIONS, level2="质量")), document(SESSIONS))["indicators"]
    assert cell_at(band, "indicators[0].level3").note == "原在“数量”"
    assert marks(band) == ["", "改", ""]


def test_a_filled_in_blank_of_a_known_row_is_a_change_of_the_row() -> None:
    band = bands(document(SESSIONS), document(replace(SESSIONS, target=None)))["indicators"]
    assert text(cell_at(band, "indicators[0].target")) == "+>=6次"
    assert marks(band)[0] == "改"


def test_unread_text_is_shown_with_a_word() -> None:
    cell = cell_at(bands(make_document(), unread={"amounts.total": "二十万"})["funds"], "amounts.total")
    assert (text(cell), cell.note, cell.is_blank) == ("二十万", "不能识别，送审前要改写", False)


def test_remarks_stand_in_a_wide_cell_and_under_the_row_of_a_narrow_one() -> None:
    keys = {"indicators": ["k0", "k1"]}
    remarks = {
        "narratives.overview": ["甲"],
        "project.nature": ["乙"],
        "indicators[k0].target": ["丙", "丁"],
        "indicators[k1].level3": ["戊"],
    }
    drawn = bands(document(SESSIONS, PEOPLE), row_keys=keys, remarks=remarks)
    wide = cell_at(drawn["content"], "narratives.overview")
    assert wide.remarks is not None
    assert (wide.remarks.remarks, wide.remarks.label) == (("甲",), "项目概况")
    nature = next(row for row in rows(drawn["basic"]) if row.below)
    assert ([below.label for below in nature.below], nature.below_spans) == (["项目性质"], ((4, True),))
    first, second, *rest = rows(drawn["indicators"])
    assert [(below.label, below.remarks) for below in first.below] == [("培训班次 · 年度目标值", ("丙", "丁"))]
    assert first.below_spans == ((2, True),)
    # The merged names reach down beside the remarks, which take a row each.
    assert [cell.row_span for cell in first.cells] == [5, 4, 1, 1]
    assert [below.label for below in second.below] == ["三级指标"]
    assert [row.below for row in rest] == [(), ()]


def test_a_place_is_offered_only_where_remarks_may_be_written() -> None:
    keys = {"indicators": ["k0"]}
    readers = bands(document(SESSIONS), row_keys=keys)
    writers = bands(document(SESSIONS), row_keys=keys, can_comment=True, writing="indicators[k0].target")
    assert cell_at(readers["indicators"], "indicators[0].target").place == ""
    assert cell_at(writers["indicators"], "indicators[0].target").place == "indicators[k0].target"
    assert [(below.place, below.is_writing) for below in rows(writers["indicators"])[0].below] == [
        ("indicators[k0].target", True)
    ]


def test_remarks_under_a_row_leave_tall_labels_alone() -> None:
    """A label over two rows in the middle of the sheet cuts the room for remarks in two."""
    tall = Cell("甲", CellStyle.LABEL, 1, 2)
    group = RowGroup(
        (
            Row((Cell("", path="project.name"), tall, Cell("", col_span=2, path="project.code"))),
            Row((Cell("", path="project.phone"), Cell("", col_span=2, path="project.address"))),
        )
    )
    source = SheetSource(latest_layout("weihai"), FRAMEWORK, make_document(), remarks={"project.code": ["乙"]})
    columns = columns_of(Band((group,)), [Decimal(25), Decimal(25), Decimal(20), Decimal(30)])
    first, second = _Rows(Painter(source, {}), columns).of_group(group)
    assert first.below_spans == ((1, True), (1, False))
    assert [cell.row_span for cell in first.cells] == [1, 3, 1]
    assert second.below == ()


def test_a_narrow_screen_names_values_where_labels_and_values_do_not_take_turns() -> None:
    drawn = bands(document(SESSIONS))
    assert {key: band.names_cells for key, band in drawn.items()} == {
        "basic": False,
        "funds": False,
        "content": False,
        "goals": False,
        "indicators": False,
    }
    label, value = SheetCell(True, "", 1, 1, ()), SheetCell(False, "", 1, 1, ())
    many = ((SheetRow((label, value, value, value)),),)
    tall = ((SheetRow((replace(label, row_span=2), label, value)), SheetRow((label, value))),)
    assert SheetBand("", "", (), (SheetRow((label,)),), many).names_cells
    assert SheetBand("", "", (), (), tall).names_cells


def test_anchors_are_plain_words() -> None:
    assert anchor_of("indicators[12].target") == "at-indicators-12-target"
    assert anchor_of("project.name") == "at-project-name"
    assert anchor_of("funding_sources[财政拨款].amount") == "at-funding_sources-财政拨款-amount"
    assert anchor_of("budget_history[-1].budget") == "at-budget_history--1-budget"
