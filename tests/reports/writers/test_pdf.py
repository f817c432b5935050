import io
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from pypdf import PdfReader

from projects.paper.grid import Band, Cell, CellStyle, Grid, Paper, Row, RowGroup
from reports.fonts import REGULAR
from reports.writers.pdf import PdfResult, write_pdf
from reports.writers.pdf_engine import PackagedFontsFetcher
from tests.reports.writers.pdf_reading import Page, read_pdf, squeezed
from tests.reports.writers.sample_paper import TITLE, TREE, sample_paper

A4 = (210, 297)  # millimetres


@pytest.fixture(scope="module")
def printed() -> PdfResult:
    return write_pdf(sample_paper())


@pytest.fixture(scope="module")
def pages(printed: PdfResult) -> list[Page]:
    return read_pdf(printed.content)


def everything(pages: list[Page]) -> str:
    return "".join(page.text for page in pages)


def test_every_text_of_the_paper_is_printed(pages):
    paper = sample_paper()
    (grid,) = paper.grids
    printed = everything(pages)
    texts = [grid.title, grid.centre_note, grid.right_note, *(c.text for row in grid.rows() for c in row.cells)]
    assert [text for text in texts if squeezed(text) not in printed] == []


def test_values_that_fit_are_one_line(pages):
    lines = {line.text for page in pages for line in page.lines}
    assert {
        "VR党建宣教中心经费",
        "[2013699]其他共产党事务支出",
        "2020-12-31",
        ">=10000人次",
        "<=20万元",
        TITLE,
    } <= lines


def test_long_labels_break_into_even_lines(pages):
    lines = [line.text for line in pages[0].lines]
    assert lines[lines.index("上年度项目") + 1] == "预算金额:"
    assert lines[lines.index("需要说明的") + 1] == "其他问题:"


def test_the_page_is_a4_with_title_and_language(printed):
    reader = PdfReader(io.BytesIO(printed.content))
    points = [(page.mediabox.width, page.mediabox.height) for page in reader.pages]
    assert [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in points] == [A4] * 2
    assert reader.metadata is not None
    assert reader.metadata.title == "VR党建宣教中心经费"
    assert str(reader.root_object["/Lang"]) == "zh-CN"


def test_all_fonts_are_the_shipped_ones_and_embedded(printed):
    reader = PdfReader(io.BytesIO(printed.content))
    for page in reader.pages:
        embedded, not_embedded = page._get_fonts()
        assert {name.split("+")[1].rstrip(",") for name in embedded} == {"Paper-Song", "Paper-Song-Bold"}
        assert not_embedded == set()


def test_the_foot_counts_the_pages_and_bears_the_footer(printed, pages):
    assert printed.pages == len(pages) == 2
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共2页" in page.text
        assert "2020年1月20日下达第1版" in page.text


def test_a_draft_is_marked_on_every_page_behind_unchanged_text(pages):
    drafted = read_pdf(write_pdf(sample_paper(watermark="草稿")).content)
    for draft, final in zip(drafted, pages, strict=True):
        assert draft.lines[0].text == "草稿"
        assert draft.lines[1:] == final.lines
        assert (draft.frames, draft.cells) == (final.frames, final.cells)


def test_the_same_paper_gives_the_same_bytes_from_several_threads(printed):
    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(write_pdf, [sample_paper()] * 4))
    assert {result.content for result in results} == {printed.content}


@pytest.mark.parametrize(
    "text",
    [
        "<b>粗</b> &amp; </td></tr></table> <script>alert(1)</script>",
        "<img src='file:///etc/passwd'> <style>td{display:none}</style>",
        "\"'>]]><!--",
        "=1+1 @sum -2 {{ 7*7 }} {% now %}",
    ],
)
def test_text_is_never_markup(text):
    narratives = {"项目概况*:": text}
    paper = sample_paper(narratives, {"数量": ((text, text),)}, name=text, footer=text)
    pages = read_pdf(write_pdf(paper).content)
    assert everything(pages).count(squeezed(text)) >= 3
    assert "影响力目标" in everything(pages)


def test_nothing_but_the_two_fonts_can_be_fetched():
    fetcher = PackagedFontsFetcher()
    assert fetcher(REGULAR.as_uri()).read() == REGULAR.read_bytes()
    for url in (
        "https://example.com/a.png",
        "file:///etc/passwd",
        "data:text/plain,a",
        f"{REGULAR.as_uri()}?a",
        f"{REGULAR.parent.as_uri()}/../fonts/{REGULAR.name}",
    ):
        with pytest.raises(ValueError, match="fetches nothing"):
            fetcher(url)


def test_missing_characters_are_reported_and_marked():
    paper = sample_paper({"项目概况*:": "课件😀很好😀\ufe0f，𰻝𰻝面👨\u200d👩"}, name="名😀")
    result = write_pdf(paper)
    assert result.missing == ("😀", "𰻝", "👨", "👩")
    printed = everything(read_pdf(result.content))
    assert "课件〓很好〓，〓〓面〓〓" in printed
    assert "😀" not in printed


def test_rare_names_and_official_signs_are_printed():
    text = "㐂𠮷硚钰堃喆䶮𬭬 ≥≤＝±×÷℃㎡№ ①⑳㈠ □☑ 〔2020〕29号 【】《》“”—… ￥12.50 ㎞½"
    result = write_pdf(sample_paper({"项目概况*:": text}))
    assert result.missing == ()
    assert squeezed(text) in everything(read_pdf(result.content))


def test_characters_that_look_alike_are_read_back_as_they_were():
    text = "⼈人⼀一方⽅ ☐□ ✔✓ ①➀"
    result = write_pdf(sample_paper({"项目概况*:": text}))
    assert squeezed(text) in everything(read_pdf(result.content))


def test_words_without_break_stay_within_their_cells():
    word, target = "W" * 60, ">=" + "9" * 58
    paper = sample_paper({"项目概况*:": word, "项目立项依据*:": "x" * 500}, {"数量": ((word, target),)})
    pages = read_pdf(write_pdf(paper).content)
    printed = everything(pages)
    assert printed.count(word) == 2
    assert target in printed
    for page in pages:
        for line in page.grid_lines():
            assert line.right <= page.cell_of(line).right, line


def test_line_breaks_and_leading_spaces_of_narratives_are_kept():
    pages = read_pdf(write_pdf(sample_paper({"项目概况*:": "　　一、背景\r\n    二、内容\n\n三、范围"})).content)
    by_text = {line.text.strip(): line for line in pages[0].lines}
    first, second, third = (by_text[text] for text in ("一、背景", "二、内容", "三、范围"))
    assert [round(line.y - first.y) for line in (second, third)] == [19, 57]
    assert [each.text for each in (first, second)] == ["　　一、背景", "    二、内容"]


def test_amounts_stand_right_in_line_tables_and_left_beside_their_labels():
    row = Row((Cell("培训费", CellStyle.LABEL), Cell("12.50", CellStyle.MONEY)))
    head = Row((Cell("项目", CellStyle.HEAD), Cell("金额（万元）", CellStyle.HEAD)))
    for has_head in (False, True):
        band = Band((RowGroup((row,)),), head=(head,) if has_head else ())
        paper = Paper("金额", (Grid("表", (Decimal(1), Decimal(1)), (band,)),))
        (page,) = read_pdf(write_pdf(paper).content)
        line = next(line for line in page.lines if line.text == "12.50")
        cell = page.cell_of(line)
        assert (cell.right - line.right < 10) is has_head
        assert (line.x - cell.left < 10) is not has_head


def test_a_paper_without_grids_is_one_blank_page():
    assert write_pdf(Paper("空", ())).pages == 1


def test_all_of_the_tree_is_on_the_paper_in_its_order(pages):
    printed = everything(pages)
    at = printed.index("年度目标值")
    for level1, level2s in TREE.items():
        for name in (level1, *level2s):
            at = printed.index(name, at)
