from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from projects.paper.grid import Band, Cell, CellStyle, Grid, Paper, Row, RowGroup
from reports.writers.xlsx import Stripped, TooLongForExcel, cell_positions, write_xlsx

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LABEL, VALUE, NARRATIVE, MONEY = CellStyle.LABEL, CellStyle.VALUE, CellStyle.NARRATIVE, CellStyle.MONEY
HEAD, GROUP, CENTRE = CellStyle.HEAD, CellStyle.GROUP, CellStyle.CENTRE


def money(text: str, decimals: int, number: str | None = None) -> Cell:
    return Cell(text, MONEY, number=Decimal(number or text.replace(",", "")), decimals=decimals, path="amounts.total")


def fields(*rows: tuple[Cell, ...]) -> Band:
    return Band(tuple(RowGroup((Row(row),)) for row in rows))


def grid_of(*rows: tuple[Cell, ...], columns: tuple[int, ...] = (20, 80)) -> Grid:
    return Grid(title="绩效目标表", columns=tuple(map(Decimal, columns)), bands=(fields(*rows),))


def paper_of(*grids: Grid, name: str = "课件经费") -> Paper:
    return Paper(name=name, grids=grids)


def one_value(text: str) -> Paper:
    return paper_of(grid_of((Cell("概况", LABEL), Cell(text, NARRATIVE, path="narratives.overview"))))


FORM = Paper(
    name="课件经费",
    grids=(
        Grid(
            title="2020年绩效目标下达表",
            columns=tuple(map(Decimal, (17, 18, 15, 17, 7, 26))),
            bands=(
                fields(
                    (Cell("项目名称*:", LABEL), Cell("课件经费", VALUE, 5, path="project.name")),
                    (Cell("总金额:", LABEL), money("44.88", 2), Cell("电话", LABEL, 2), Cell("5550126", VALUE, 2)),
                ),
                Band(
                    head=(Row((Cell("一级", HEAD), Cell("二级", HEAD), Cell("三级", HEAD, 3), Cell("值", HEAD))),),
                    groups=(
                        RowGroup(
                            (
                                Row(
                                    (
                                        Cell("产出", GROUP, 1, 3),
                                        Cell("数量", GROUP, 1, 2),
                                        Cell("人数", VALUE, 3),
                                        Cell(">=50人", CENTRE),
                                    )
                                ),
                                Row((Cell("场次", VALUE, 3), Cell("=2场", CENTRE))),
                                Row((Cell("质量", GROUP), Cell("", VALUE, 3), Cell("", CENTRE))),
                            )
                        ),
                    ),
                ),
            ),
            centre_note="年份（2020）",
            right_note="金额单位：万元",
        ),
    ),
    watermark="草稿",
    footer="2020年1月20日下达 & 第1版",
)


def written(*papers: Paper) -> Workbook:
    return load_workbook(BytesIO(write_xlsx(papers).content))


def sheet_xml(paper: Paper) -> Element:
    with ZipFile(BytesIO(write_xlsx([paper]).content)) as archive:
        return fromstring(archive.read("xl/worksheets/sheet1.xml"))


def stored(paper: Paper, coordinate: str) -> str | None:
    """What the file itself holds in a cell."""
    cell = sheet_xml(paper).find(f".//{MAIN}c[@r='{coordinate}']")
    assert cell is not None
    assert cell.find(f"{MAIN}f") is None
    return "".join(cell.itertext())


def test_form_is_laid_out_cell_by_cell() -> None:
    sheet = written(FORM)["课件经费"]
    values = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert values == {
        "A1": "2020年绩效目标下达表",
        "C2": "年份（2020）",
        "E2": "金额单位：万元",
        "A3": "项目名称*:",
        "B3": "课件经费",
        "A4": "总金额:",
        "B4": 44.88,
        "C4": "电话",
        "E4": "5550126",
        "A5": "一级",
        "B5": "二级",
        "C5": "三级",
        "F5": "值",
        "A6": "产出",
        "B6": "数量",
        "C6": "人数",
        "F6": ">=50人",
        "C7": "场次",
        "F7": "=2场",
        "B8": "质量",
    }
    merged = {str(merged) for merged in sheet.merged_cells.ranges}
    assert merged == {
        *("A1:F1", "C2:D2", "E2:F2", "B3:F3", "C4:D4", "E4:F4", "C5:E5"),
        *("A6:A8", "B6:B7", "C6:E6", "C7:E7", "C8:E8"),
    }


def test_positions_name_the_sheet_cell_of_every_grid_cell() -> None:
    places = {(place.row, place.column): place for place in cell_positions(FORM)}
    assert places[1, 1].area.coordinate == "B4"
    assert places[1, 1].cell.text == "44.88"
    assert places[3, 5].area.coordinate == "F6"
    assert places[5, 2].area.coordinate == "C8"
    assert [place.cell for place in cell_positions(FORM)] == [cell for _, _, cell in FORM.grids[0].placed()]


def test_print_setup_is_a4_upright_fitted_to_width_with_repeated_head() -> None:
    sheet = written(FORM)["课件经费"]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, "portrait", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_options.horizontalCentered
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.oddFooter
    assert sheet.oddHeader
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.oddFooter.left.text == "2020年1月20日下达 && 第1版"
    assert sheet.oddHeader.center.text == "草稿"
    assert not sheet.sheet_view.showGridLines
    width_in_inches = sum(dimension.width for dimension in sheet.column_dimensions.values()) * 7 / 96
    margins = sheet.page_margins.left + sheet.page_margins.right
    assert 8.0 < width_in_inches + margins <= 210 / 25.4


def test_approved_paper_has_no_header() -> None:
    assert not sheet_xml(one_value("无")).findtext(f".//{MAIN}oddHeader")


def test_column_widths_keep_the_proportions_of_the_grid() -> None:
    sheet = written(FORM)["课件经费"]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEF"]
    assert [round(width / sum(widths) * 100) for width in widths] == [17, 18, 15, 17, 7, 26]


def test_looks_follow_the_cell_styles() -> None:
    sheet = written(FORM)["课件经费"]
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("方正小标宋简体", 20)
    assert (sheet["B3"].font.name, sheet["B3"].font.size, sheet["B3"].font.bold) == ("宋体", 10.5, False)
    assert sheet["A5"].font.bold
    assert [sheet[at].alignment.horizontal for at in ("A1", "E2", "A3", "B4", "A5", "A6", "C6", "F6")] == [
        *("center", "right", "left", "left", "center", "center", "left", "center"),
    ]
    assert all(sheet[at].alignment.wrap_text for at in ("A1", "A3", "B3", "F6"))


def test_merged_areas_have_closed_borders() -> None:
    sheet = written(FORM)["课件经费"]
    for area in (place.area for place in cell_positions(FORM)):
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        edges = {
            "top": [(area.top, column) for column in columns],
            "bottom": [(area.bottom, column) for column in columns],
            "left": [(row, area.left) for row in rows],
            "right": [(row, area.right) for row in rows],
        }
        for side, cells in edges.items():
            assert {getattr(sheet.cell(*at).border, side).style for at in cells} <= {"thin", "medium"}, area
    assert [sheet[at].border.left.style for at in ("A3", "A8", "B4")] == ["medium", "medium", "thin"]
    assert [sheet[at].border.bottom.style for at in ("A8", "B8", "F7")] == ["medium", "medium", "thin"]
    assert sheet["A1"].border.left.style is None


def test_amounts_of_line_tables_stand_right() -> None:
    band = Band(
        head=(Row((Cell("来源", HEAD), Cell("金额", HEAD))),), groups=fields((Cell("财政"), money("20", 0))).groups
    )
    sheet = written(paper_of(Grid("", (Decimal(1), Decimal(1)), (band,)))).worksheets[0]
    assert sheet["B2"].alignment.horizontal == "right"


@pytest.mark.parametrize(
    ("cell", "digits", "number_format"),
    [
        (money("20", 0), "20", "0"),
        (money("44.88", 2), "44.88", "0.00"),
        (money("1.20", 2), "1.20", "0.00"),
        (money("0.07", 2), "0.07", "0.00"),
        (money("0.30000000000001", 14), "0.30000000000001", "0.00000000000000"),
        (money("-5.5", 1), "-5.5", "0.0"),
        (money("1,234,567.80", 2), "1234567.80", "#,##0.00"),
        (money("0", 0), "0", "0"),
    ],
)
def test_amount_is_an_exact_number_shown_as_on_paper(cell: Cell, digits: str, number_format: str) -> None:
    paper = paper_of(grid_of((Cell("总金额", LABEL), cell)))
    assert stored(paper, "B2") == digits
    read = written(paper).worksheets[0]["B2"]
    assert (read.data_type, read.number_format, read.quotePrefix) == ("n", number_format, False)


@pytest.mark.parametrize(
    "cell",
    [
        money("20万元", 0, "20"),
        money("约20", 0, "20"),
        money("0.1", 1, "0.12"),
        money("12345678901234.56", 2),
    ],
)
def test_amount_that_no_number_can_show_stays_text(cell: Cell) -> None:
    read = written(paper_of(grid_of((Cell("总金额", LABEL), cell)))).worksheets[0]["B2"]
    assert (read.value, read.data_type) == (cell.text, "s")


@pytest.mark.parametrize(
    "text",
    [
        *("=100%", "=1+1", "+1", "-", "-5", "@SUM(A1)", "=cmd|'/c calc'!A0", "#N/A", "#REF!", "TRUE", "5550126", "007"),
        *("2020-01-01", "1/2", "'quoted", " 前后空格 ", "第一段\n第二段", "<p>标记</p> &amp;", "😀𠮷", "100%", "1e5"),
    ],
)
def test_text_stays_text(text: str) -> None:
    read = written(one_value(text)).worksheets[0]["B2"]
    assert (read.value, read.data_type, read.number_format) == (text, "s", "General")
    assert read.quotePrefix
    assert stored(one_value(text), "B2") == text


def test_blank_is_an_empty_cell() -> None:
    read = written(one_value("")).worksheets[0]["B2"]
    assert (read.value, read.quotePrefix) == (None, False)


def test_text_like_an_escape_is_escaped_for_excel() -> None:
    assert stored(one_value("型号_x0041_乙"), "B2") == "型号_x005F_x0041_乙"


def test_illegal_characters_are_stripped_and_reported() -> None:
    result = write_xlsx([one_value("甲\x00乙\x1f\ud800丙\uffff")])
    assert load_workbook(BytesIO(result.content)).worksheets[0]["B2"].value == "甲乙丙"
    assert result.stripped == (Stripped("课件经费", "B2", "narratives.overview", "\x00\x1f\ud800\uffff"),)


def test_line_ends_become_line_feeds() -> None:
    assert written(one_value("甲\r\n乙\r丙")).worksheets[0]["B2"].value == "甲\n乙\n丙"


def test_longest_text_is_kept_whole() -> None:
    text = "字" * 32_767
    assert written(one_value(text)).worksheets[0]["B2"].value == text


def test_texts_that_excel_cannot_hold_are_all_named() -> None:
    papers = [one_value("字" * 32_768), one_value("😀" * 20_000)]
    with pytest.raises(TooLongForExcel) as caught:
        write_xlsx(papers)
    assert caught.value.problems == (
        "“课件经费”的“概况”（单元格 B2）有 32768 个字符，Excel 的单元格最多 32767 个。请缩短这一项，或改用 PDF。",
        "“课件经费（2）”的“概况”（单元格 B2）有 40000 个字符，Excel 的单元格最多 32767 个。请缩短这一项，或改用 PDF。",
    )


def test_long_footer_is_refused() -> None:
    with pytest.raises(TooLongForExcel, match="页脚有 201 个字符"):
        write_xlsx([Paper("表", (grid_of((Cell("甲"), Cell("乙"))),), footer="注" * 201)])


def test_rows_grow_with_their_text() -> None:
    sheet = written(one_value("一二三四五六七八九十" * 20)).worksheets[0]
    # 80 % of 665 pixels hold 37 characters of 10.5 points, so 200 characters take 6 lines of 15 points.
    assert 6 * 13.5 <= sheet.row_dimensions[2].height <= 8 * 15.5
    assert written(one_value("短")).worksheets[0].row_dimensions[2].height < 25


def test_row_beyond_the_limit_of_excel_takes_several_sheet_rows() -> None:
    paper = paper_of(
        grid_of((Cell("概况", LABEL), Cell("字" * 10_000, NARRATIVE)), (Cell("依据", LABEL), Cell("文件", NARRATIVE)))
    )
    sheet = written(paper).worksheets[0]
    places = list(cell_positions(paper))
    assert places[0].area.coordinate == "A2"
    assert places[0].area.bottom == places[1].area.bottom > 2
    heights = [sheet.row_dimensions[row].height for row in range(2, places[1].area.bottom + 1)]
    assert max(heights) <= 409
    assert sum(heights) > 10_000 / 37 * 13.5
    assert str(sheet.merged_cells.ranges).count(f"B2:B{places[1].area.bottom}") == 1
    assert sheet[places[3].area.coordinate].value == "文件"


def test_spanning_label_makes_its_rows_high_enough() -> None:
    group = RowGroup((Row((Cell("投入与目标管理" * 20, GROUP, 1, 2), Cell("甲"))), Row((Cell("乙"),))))
    paper = paper_of(Grid("", (Decimal(10), Decimal(90)), (Band((group,)),)))
    sheet = written(paper).worksheets[0]
    first, second = (sheet.row_dimensions[row].height for row in (1, 2))
    assert first == second
    assert first + second > 140 / 4 * 13.5


def test_grids_of_different_columns_share_the_sheet() -> None:
    second = grid_of((Cell("丙"), Cell("丁"), Cell("戊")), columns=(1, 1, 1))
    paper = paper_of(grid_of((Cell("甲"), Cell("乙")), columns=(1, 3)), replace(second, new_page=True))
    sheet = written(paper).worksheets[0]
    assert [place.area.coordinate for place in cell_positions(paper)] == ["A2", "B2", "A4", "C4", "D4"]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:D1", "B2:D2", "A3:D3", "A4:B4"}
    assert [brk.id for brk in sheet.row_breaks.brk] == [2]


def test_a_grid_that_starts_no_page_stands_below_a_gap() -> None:
    paper = paper_of(grid_of((Cell("甲"), Cell("乙"))), grid_of((Cell("丙"), Cell("丁"))))
    sheet = written(paper).worksheets[0]
    assert [place.area.coordinate for place in cell_positions(paper)] == ["A2", "B2", "A5", "B5"]
    assert sheet.row_dimensions[3].height == 12
    assert sheet.row_breaks.brk == []


@pytest.mark.parametrize(
    ("columns", "notes", "expected"),
    [
        ((20, 30, 20, 30), ("", "年份", ""), {"A2": "年份"}),
        ((20, 30, 20, 30), ("单位", "", "万元"), {"A2": "单位", "C2": "万元"}),
        ((25, 50, 25), ("单位", "年份", "万元"), {"A2": "单位", "B2": "年份", "C2": "万元"}),
        ((20, 30, 20, 30), ("单位", "年份", "万元"), {"A2": "年份", "A3": "单位", "C3": "万元"}),
        ((25, 50, 25), ("很长的预算单位名称" * 3, "年份", ""), {"A2": "年份", "A3": "很长的预算单位名称" * 3}),
        ((100,), ("单位", "年份", "万元"), {"A2": "年份", "A3": "单位", "A4": "万元"}),
    ],
)
def test_notes_stand_left_in_the_middle_and_right(
    columns: tuple[int, ...], notes: tuple[str, str, str], expected: dict[str, str]
) -> None:
    band = fields(tuple(Cell("") for _ in columns))
    sheet = written(paper_of(Grid("题", tuple(map(Decimal, columns)), (band,), *notes))).worksheets[0]
    values = {cell.coordinate: cell.value for row in sheet.iter_rows(min_row=2) for cell in row if cell.value}
    assert values == expected


def test_sheet_names_are_legal_and_different() -> None:
    grid = grid_of((Cell("甲"), Cell("乙")))
    names = [
        "[2020]年/经费: *?",
        "经费",
        "经费",
        "ABC",
        "abc",
        "很" * 40,
        "很" * 40,
        "😀" * 30,
        "'",
        "",
        "History",
        "a\n\x07b",
    ]
    book = written(*(paper_of(grid, name=name) for name in names))
    assert book.sheetnames == [
        "2020 年 经费",
        "经费",
        "经费（2）",
        "ABC",
        "abc（2）",
        "很" * 31,
        "很" * 28 + "（2）",
        "😀" * 15,
        "表9",
        "表10",
        "History（2）",
        "a b",
    ]


def test_head_of_a_sheet_with_quotes_in_its_name_is_repeated() -> None:
    band = Band(head=(Row((Cell("金额", HEAD),)),), groups=fields((Cell("甲"),)).groups)
    book = written(paper_of(Grid("题", (Decimal(1),), (band,)), name="张'三"))
    assert book["张'三"].print_title_rows == "$2:$2"


def test_workbook_needs_a_paper() -> None:
    with pytest.raises(ValueError, match="没有可以写入 Excel 的表"):
        write_xlsx([])
