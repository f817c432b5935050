from __future__ import annotations

import pytest

from reports.readers.source import SourceTable, SourceText
from reports.readers.word import docx
from reports.readers.word.numbers import printed
from tests.reports.readers.hostile import W, docx_of_body, docx_with, unzipped, zipped


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(*blocks: str, properties: str = "") -> str:
    content = "".join(block if block.startswith("<") else paragraph(run(block)) for block in blocks) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def text_of(body: str) -> list[str]:
    return [block.text for block in docx.read("表.docx", docx_of_body(body)).blocks if isinstance(block, SourceText)]


def cells_of(body: str) -> list[tuple[int, int, int, int, str]]:
    """(row, column, rows, columns, text) of the cells of the only table."""
    [found] = [block for block in docx.read("表.docx", docx_of_body(body)).blocks if isinstance(block, SourceTable)]
    return [(each.row, each.column, each.row_span, each.col_span, each.text) for each in found.cells]


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'


def test_texts_and_tables_come_in_their_order_with_their_places() -> None:
    body = paragraph(run("标题")) + table([cell("甲"), cell("乙")]) + paragraph(run("说明")) + table([cell("丙")])
    blocks = docx.read("表.docx", docx_of_body(body)).blocks
    assert [block.place for block in blocks] == ["正文第 1 段", "第 1 个表", "第 1 个表后第 1 段", "第 2 个表"]
    assert isinstance(blocks[1], SourceTable)
    assert [each.place for each in blocks[1].cells] == ["第 1 个表第 1 行第 1 列", "第 1 个表第 1 行第 2 列"]


def test_cells_over_several_rows_and_columns() -> None:
    body = table(
        [cell("一级", properties=DOWN), cell("数量", properties=WIDE)],
        [cell(properties=ON), cell("时效"), cell("≥90%")],
        [cell("合计", properties='<w:gridSpan w:val="3"/>')],
    )
    assert cells_of(body) == [
        (0, 0, 2, 1, "一级"),
        (0, 1, 1, 2, "数量"),
        (1, 1, 1, 1, "时效"),
        (1, 2, 1, 1, "≥90%"),
        (2, 0, 1, 3, "合计"),
    ]


def test_rows_that_begin_further_right_and_cells_merged_the_old_way() -> None:
    shifted = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("乙")}</w:tr>'
    first = cell("甲", properties='<w:hMerge w:val="restart"/>')
    old = f"<w:tr>{first}{cell(properties='<w:hMerge/>')}</w:tr>"
    assert cells_of(f"<w:tbl>{shifted}{old}</w:tbl>") == [(0, 1, 1, 1, "乙"), (1, 0, 1, 2, "甲")]


def test_a_table_within_a_cell_is_unfolded_into_the_cells_around_it() -> None:
    inner = table([cell("内甲"), cell("内乙")], [cell("内丙"), cell("内丁")])
    body = table([cell("标签"), cell("说明", inner)], [cell("左"), cell("右")])
    assert cells_of(body) == [
        (0, 0, 3, 1, "标签"),
        (0, 1, 1, 2, "说明"),
        (1, 1, 1, 1, "内甲"),
        (1, 2, 1, 1, "内乙"),
        (2, 1, 1, 1, "内丙"),
        (2, 2, 1, 1, "内丁"),
        (3, 0, 1, 1, "左"),
        (3, 1, 1, 2, "右"),
    ]


def test_paragraphs_and_breaks_in_a_cell_are_lines() -> None:
    parts = paragraph("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>")
    assert cells_of(table([cell(parts, "丁", "<w:p/>")])) == [(0, 0, 1, 1, "甲\n乙\t丙\n丁")]


def test_tracked_changes_are_taken_as_accepted() -> None:
    changed = f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom>{run('走')}</w:moveFrom>"
    assert text_of(paragraph(run("甲"), changed)) == ["甲新"]
    assert text_of(paragraph(run("前"), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("后"))) == ["前后"]
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}</w:tr>"
    assert cells_of(f"<w:tbl>{gone}<w:tr>{cell('留')}</w:tr></w:tbl>") == [(0, 0, 1, 1, "留")]


def test_hidden_text_codes_of_fields_and_placeholders_are_no_text() -> None:
    hidden = run("看不见", "<w:vanish/>") + run("看得见", '<w:vanish w:val="0"/>')
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("2026年")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    placeholder = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>"
    control = f"<w:sdt><w:sdtContent>{run('填好的')}</w:sdtContent></w:sdt>"
    assert text_of(paragraph(hidden, field, placeholder, control)) == ["看得见2026年填好的"]


def test_boxes_to_tick() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    checked = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>'
    assert text_of(paragraph(symbol, run("是"))) == ["☑是"]
    assert text_of(paragraph(checked + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', run("否"))) == ["□否"]


def test_text_boxes_follow_their_paragraph_and_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('框内'))}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>'
    assert text_of(paragraph(run("正文"), both)) == ["正文", "框内"]


def test_numbers_of_lists_are_printed() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:suff w:val="space"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="5">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
    )
    lines = [("甲", 0), ("乙", 1), ("丙", 1), ("丁", 0), ("戊", 1), ("己", 2)]
    body = "".join(
        paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')
        for text, depth in lines
    )
    parts = unzipped(docx_of_body(body)) | {"word/numbering.xml": numbering.encode()}
    blocks = docx.read("表.docx", zipped(parts)).blocks
    found = [block.text for block in blocks if isinstance(block, SourceText)]
    assert found == ["一、甲", "一.1 乙", "一.2 丙", "二、丁", "二.1 戊", "己"]


@pytest.mark.parametrize(
    ("number", "chinese", "roman"),
    [
        (4, "四", "iv"),
        (10, "十", "x"),
        (12, "十二", "xii"),
        (20, "二十", "xx"),
        (103, "一百零三", "ciii"),
        (2010, "二千零一十", "mmx"),
    ],
)
def test_numbers_in_words(number: int, chinese: str, roman: str) -> None:
    assert (printed(number, "chineseCounting"), printed(number, "lowerRoman")) == (chinese, roman)


def test_documents_of_the_strict_kind() -> None:
    body = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{paragraph(run("严格"))}</w:body></w:document>'
    [block] = docx.read("表.docx", docx_with("word/document.xml", body)).blocks
    assert block == SourceText("严格", "正文第 1 段")


def test_the_document_is_where_the_package_says() -> None:
    parts = unzipped(docx_of_body(paragraph(run("别处"))))
    parts["word/main2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"/word/main2.xml")
    assert docx.read("表.docx", zipped(parts)).blocks == (SourceText("别处", "正文第 1 段"),)
