"""PDFs of other programs: printed here without the marks by which our own are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter, Transformation

from projects.layouts import latest_layout
from projects.layouts.specimen import specimen
from reports.readers import pdf
from reports.readers.limits import Limits
from reports.readers.source import SourceFile, SourceTable, SourceText
from reports.readers.word import docx
from reports.writers.pdf import write_pdf
from tests.reports.read_back import LAYOUTS, framework_of, paper_of
from tests.reports.readers.hostile import pdf_without_character_map

WIDTHS = (120, 160, 385)
STYLE = "td { border: 1px solid #000; vertical-align: middle }"


def printed(body: str, style: str = "") -> bytes:
    from reports.writers import pdf_engine  # noqa: PLC0415 - loads Pango, which only tests that print need

    html = f'<!DOCTYPE html><html lang="zh-CN"><head><style>{STYLE}{style}</style></head><body>{body}</body></html>'
    content: bytes = pdf_engine.lay_out(html).write_pdf()
    return content


def table(*rows: str, widths: Sequence[int] = WIDTHS) -> str:
    columns = "".join(f'<col style="width:{width}px">' for width in widths)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="fields"><colgroup>{columns}</colgroup>{body}</table>'


def row(*texts: str) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def read(body: str, style: str = "") -> SourceFile:
    return pdf.read("表.pdf", printed(body, style))


def cells_of(source: SourceFile) -> list[tuple[int, int, int, int, str]]:
    """(row, column, rows, columns, text) of the cells of the only table."""
    [found] = [block for block in source.blocks if isinstance(block, SourceTable)]
    return [(cell.row, cell.column, cell.row_span, cell.col_span, cell.text) for cell in found.cells]


def texts_of(source: SourceFile) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, SourceText)]


LONG = "组织开展社区卫生服务人员培训，更新检查设备，完善服务流程，按季度检查进度并公开结果，" * 2


def test_ruled_tables_with_cells_over_several_rows_and_columns() -> None:
    source = read(
        "<h1>绩效目标表</h1>"
        + table(
            '<td rowspan="2">产出指标</td><td>数量</td><td>≥12期</td>',
            row("时效", "6月底前"),
            '<td colspan="2">合计</td><td></td>',
        )
    )
    assert texts_of(source) == ["绩效目标表"]
    assert cells_of(source) == [
        (0, 0, 2, 1, "产出指标"),
        (0, 1, 1, 1, "数量"),
        (0, 2, 1, 1, "≥12期"),
        (1, 1, 1, 1, "时效"),
        (1, 2, 1, 1, "6月底前"),
        (2, 0, 1, 2, "合计"),
    ]
    [found] = [block for block in source.blocks if isinstance(block, SourceTable)]
    assert (found.place, found.cells[3].place) == ("第 1 页第 1 个表", "第 1 页第 1 个表第 2 行第 1 列")


def test_full_lines_are_joined_and_typed_line_ends_are_kept() -> None:
    text = f"{LONG}\n（一）短句。\n2026年预算1234567.89元，{LONG}"
    assert cells_of(read(table(row("说明", "x", text))))[-1][4] == text


def test_words_divided_between_lines_get_their_space_back() -> None:
    text = "the quick brown fox jumps over the lazy dog " * 4
    assert cells_of(read(table(row("a", "b", text.strip()))))[-1][4] == text.strip()


def test_lines_of_a_centred_label_are_one_text() -> None:
    cells = cells_of(read(table(row('<div style="text-align:center">项目资金<br>（万元）</div>', "x", "y"))))
    assert cells[0][4] == "项目资金（万元）"


def test_a_table_that_runs_over_pages_is_one_again() -> None:
    rows = [row(f"指标{number}", f"第{number}项", f"≥{number}%") for number in range(1, 60)]
    head = f"<thead><tr>{row('一级指标', '二级指标', '目标值')}</tr></thead>"
    body = f'<table class="lines"><colgroup><col><col><col></colgroup>{head}<tbody>{"".join(f"<tr>{each}</tr>" for each in rows)}</tbody></table>'
    cells = cells_of(read(body))
    assert [cell[4] for cell in cells[:3]] == ["一级指标", "二级指标", "目标值"]
    assert [cell[4] for cell in cells[3:]] == [
        text for n in range(1, 60) for text in (f"指标{n}", f"第{n}项", f"≥{n}%")
    ]
    assert [cell[0] for cell in cells[::3]] == list(range(60))


def test_a_cell_that_a_page_cuts_is_one_again() -> None:
    text = "\n".join(f"{number}. {LONG}" for number in range(1, 25))
    cells = cells_of(read(table(row("概况", "x", text), row("目标", "y", "z"))))
    assert [(cell[0], cell[1]) for cell in cells] == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert cells[2][4].replace("\n", "") == text.replace("\n", "")


def test_two_tables_on_one_page_are_two() -> None:
    source = read(table(row("甲", "乙", "丙")) + "<p>说明文字</p>" + table(row("丁", "戊", "己")))
    assert [block.place for block in source.blocks] == ["第 1 页第 1 个表", "第 1 页", "第 1 页第 2 个表"]


def test_page_numbers_and_watermarks_are_no_text() -> None:
    mark = (
        '<div style="position:fixed;top:300px;left:100px;font-size:80px;color:#ddd;transform:rotate(-40deg)">内部</div>'
    )
    source = read(mark + table(row("甲", "乙", "丙")))
    assert texts_of(source) == []
    assert [cell[4] for cell in cells_of(source)] == ["甲", "乙", "丙"]


def test_spaces_that_a_writer_always_puts_are_put_at_line_ends_too() -> None:
    text = "计划培训 12 期 360 人次，覆盖 15 个社区 48 个网格，" * 6 + "共 5 类"
    assert cells_of(read(table(row("说明", "x", text))))[-1][4] == text


def test_letters_without_a_character_map_are_marked() -> None:
    [block] = pdf.read("表.pdf", pdf_without_character_map("Known text ")).blocks
    assert isinstance(block, SourceText)
    assert block.text == "Known text 〓"
    assert "读不出来" in block.doubt


def test_cells_are_counted_over_all_pages() -> None:
    body = table(*[row("甲", "乙", "丙")] * 90)
    with pytest.raises(Exception, match="到第 2 页为止有 "):
        pdf.read("表.pdf", printed(body), Limits(cells=150))


@pytest.mark.parametrize("family", ["weihai", "qiaokou", "hebei-qhd"])
def test_the_samples_say_the_same_as_in_word(samples_dir: Path, family: str) -> None:
    files = samples_dir / "files"
    found = pdf.read("表.pdf", (files / f"{family}.pdf").read_bytes())
    wanted = docx.read("表.docx", (files / f"{family}.docx").read_bytes())
    differing = [(a, b) for a, b in zip(_said(found), _said(wanted), strict=True) if a != b]
    assert len(differing) <= 1, differing  # a paragraph whose last line is full ends unseen


def _said(source: SourceFile) -> list[str]:
    """Every text and every cell in order, without spaces."""
    said: list[str] = []
    for block in source.blocks:
        if isinstance(block, SourceText):
            said.append(block.text.replace(" ", ""))
        else:
            said += [cell.text.replace(" ", "") for _, cells in block.rows() for cell in cells]
    return said


def test_state_and_page_numbers_of_our_own_paper_are_no_text() -> None:
    layout = latest_layout(LAYOUTS[0])
    paper = paper_of(specimen(layout, framework_of(layout)), watermark="草稿", footer="草稿\n2026年3月1日 第 2 稿")
    source = pdf.read("表.pdf", write_pdf(paper).content)
    said = "".join(_said(source))
    assert "稿" not in said
    assert "第 1 页" not in said


def test_line_ends_that_were_typed_after_full_lines_are_known_in_our_own_paper() -> None:
    layout = latest_layout(LAYOUTS[0])
    document = specimen(layout, framework_of(layout))
    # Whatever the width of the cell: some of these lines end exactly at its edge.
    goal = "\n".join("目" * count for count in range(30, 62)) + "\n\n　　空行之后"
    document = replace(document, narratives=replace(document.narratives, annual_goal=goal, overall_goal=goal))
    paper = paper_of(document)
    assert goal in _said(pdf.read("表.pdf", write_pdf(paper).content))


def test_pages_that_are_stored_lying_down_and_shown_upright() -> None:
    body = table('<td rowspan="2">产出指标</td><td>数量</td><td>≥12期</td>', row("时效", "6月底前"))
    upright = printed(body)
    writer = PdfWriter(clone_from=BytesIO(upright))
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        page.mediabox.upper_right = page.cropbox.upper_right = (height, width)
        page.rotate(90)
    lying = BytesIO()
    writer.write(lying)
    assert pdf.read("表.pdf", lying.getvalue()).blocks == pdf.read("表.pdf", upright).blocks


def test_running_heads_are_no_text_but_titles_are() -> None:
    head = '<div style="position:fixed;top:-20px;font-size:9pt">内部资料 注意保存</div>'
    form = '<h1 style="{}">绩效目标申报表</h1><p>（2026年度）</p>' + table(row("甲", "乙", "丙"))
    source = read(head + form.format("") + form.format("break-before:page"))
    assert texts_of(source) == ["绩效目标申报表", "（2026年度）"] * 2
