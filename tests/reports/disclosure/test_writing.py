from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.figures import figures_in
from projects.disclosure.glossary import SubjectReference
from reports.disclosure.booklet import Booklet, Section, Table, Text
from reports.disclosure.composing import compose_booklet
from reports.disclosure.markup import booklet_html
from reports.disclosure.pdf import write_booklet_pdf
from reports.disclosure.word import write_booklet_docx
from tests.projects.disclosure.made import made
from tests.reports.disclosure.booklets import SAMPLES, made_booklet, sample_booklet, sample_pdf

HOSTILE = Booklet("<b>题</b>", ("&",), (Section("<script>x</script>", 1, (Text("=1+1 <i>\x07"),)),))
# Not money, but what recognition made of it or what stands beside a number of a heading.
MISREAD = {"shg": set(), "qhd": {"44万元", "8万元", "77元"}}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages_of(content: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def text_of_html(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    return squeezed(parser.text)


def text_of_docx(content: bytes) -> str:
    return squeezed(
        "".join(node.text or "" for node in Document(BytesIO(content)).element.iter() if node.tag.endswith("}t"))
    )


def test_the_contents_name_the_page_of_every_section() -> None:
    booklet = made_booklet()
    pages = pages_of(write_booklet_pdf(booklet).content)
    for section in booklet.sections:
        title = re.escape(squeezed(section.title))
        entry = next(found for page in pages[:3] if (found := re.search(rf"{title}\.*(\d+)", page)))
        assert squeezed(section.title) in pages[_page(entry.group(1), len(pages)) - 1]


def _page(digits: str, most: int) -> int:
    """The number of the page; the number of the next entry may follow it at once."""
    return next(int(digits[:length]) for length in (2, 1) if int(digits[:length]) <= most)


def test_the_pdf_has_bookmarks_for_all_sections_and_wide_tables_across() -> None:
    booklet = made_booklet()
    reader = PdfReader(BytesIO(write_booklet_pdf(booklet).content))

    def titles(outline: Any) -> list[str]:
        entries = outline if isinstance(outline, list) else [outline]
        return [title for each in entries for title in (titles(each) if isinstance(each, list) else [each.title])]

    assert titles(reader.outline) == [section.title for section in booklet.sections]
    sides = [(page.mediabox.width > page.mediabox.height) for page in reader.pages]
    across = next(
        number for number, page in enumerate(reader.pages) if "政府采购目录序号" in squeezed(page.extract_text())
    )
    assert sides[across]
    assert not sides[0]


def test_the_same_booklet_gives_the_same_pdf() -> None:
    booklet = replace(made_booklet(), sections=made_booklet().sections[-2:])
    assert write_booklet_pdf(booklet).content == write_booklet_pdf(booklet).content


def test_no_text_is_ever_markup() -> None:
    html = booklet_html(HOSTILE)
    assert "<script>" not in html
    assert "<i>" not in html
    assert "&lt;b&gt;题" in html
    assert write_booklet_docx(HOSTILE).stripped == ("\x07",)


def test_a_page_carries_no_styles_of_its_own() -> None:
    assert "style=" not in booklet_html(made_booklet())


def test_word_and_page_hold_the_text_of_the_booklet() -> None:
    booklet = made_booklet()
    word, html = text_of_docx(write_booklet_docx(booklet).content), text_of_html(booklet_html(booklet))
    for text in booklet.texts():
        assert squeezed(text) in word
        assert squeezed(text) in html


def test_word_has_a_heading_for_every_section() -> None:
    booklet = made_booklet()
    document = Document(BytesIO(write_booklet_docx(booklet).content))
    headings = [each.text for each in document.paragraphs if each.style and each.style.name.startswith("Heading")]
    assert headings == [section.title for section in booklet.sections]


@pytest.mark.parametrize("key", SAMPLES)
def test_every_figure_of_a_sample_is_in_its_booklet(samples_dir: Path, key: str) -> None:
    original = (samples_dir / "text" / f"hebei-{key}.txt").read_text(encoding="utf-8")
    booklet = sample_booklet(samples_dir, key)
    forms = {
        "pdf": "".join(pages_of(sample_pdf(samples_dir, key))),
        "docx": text_of_docx(write_booklet_docx(booklet).content),
        "html": text_of_html(booklet_html(booklet)),
    }
    wanted = {figure.amount: squeezed(figure.text) for figure in figures_in(original)}
    for name, text in forms.items():
        told = {figure.amount for figure in figures_in(text)}
        assert {text for amount, text in wanted.items() if amount not in told} == MISREAD[key], name


def test_the_nine_tables_are_in_every_format_and_only_empty_ones_carry_the_note() -> None:
    general = {"code": "2070104", "name": "图书馆", "fund": "一般公共预算拨款"}
    spending = [
        {**general, "economic_code": "30101", "economic_name": "基本工资", "kind": "基本支出", "amount": "1234500.00"},
        {**general, "economic_code": "30201", "economic_name": "办公费", "kind": "项目支出", "amount": "67800.00"},
    ]
    lines = {"income": [{**general, "amount": "1302300.00"}], "spending": spending}
    names = SubjectReference({"207": "文化旅游体育与传媒支出", "20701": "文化和旅游", "301": "工资福利支出"})
    whole = compose_booklet(made(subject_lines=lines), [], subjects=names)
    booklet = replace(whole, sections=whole.sections[:10])
    tables = [block for section in booklet.sections for block in section.blocks if isinstance(block, Table)]
    assert [table.note for table in tables] == ["", "", "", "", "", "", NOTE, NOTE, ""]
    texts = {squeezed(cell.text) for table in tables for row in table.grid.rows() for cell in row.cells}
    assert {"130.23", "123.45", "6.78", "文化旅游体育与传媒支出", "30101", "基本工资"} <= texts
    formats = (
        "".join(pages_of(write_booklet_pdf(booklet).content)),
        text_of_docx(write_booklet_docx(booklet).content),
        text_of_html(booklet_html(booklet)),
    )
    for written in formats:
        assert {text for text in texts if text not in written} == set()


ORDER = {
    "shg": (
        "一、部门职责及机构设置情况", "二、部门预算安排的总体情况", "三、机关运行经费安排情况",
        "四、财政拨款“三公”经费预算情况及增减变化原因", "五、绩效预算信息", "一、总体绩效目标", "二、分项绩效目标",
        "三、工作保障措施", "部门职责及工作活动绩效目标指标", "1.车辆保险费绩效目标表", "4.老年大学培训费绩效目标表",
        "六、政府采购预算情况", "七、国有资产信息", "八、名词解释", "九、其他需要说明的事项",
    ),
    "qhd": (
        "2021年度部门预算公开表", "1.部门预算收支总表", "2.部门预算收入总表", "3.部门预算支出总表",
        "4.部门预算财政拨款收支总表", "5.部门预算一般公共预算财政拨款支出表",
        "6.部门预算一般公共预算财政拨款基本支出表", "7.部门预算政府性基金预算财政拨款支出表",
        "8.部门预算国有资本经营预算财政拨款支出表", '9.部门预算财政拨款"三公"经费支出预算总表',
        "2021年度部门预算信息公开情况说明", "一、部门职责及机构设置情况", "二、部门预算安排总体情况",
        "三、机关运行经费安排情况", "四、财政拨款“三公”经费预算情况及增减变化原因", "五、政府采购预算情况",
        "六、国有资产信息", "七、名词解释", "八、其他需要说明的事项", "2021年部门预算绩效信息",
        "第一部分　部门整体绩效目标", "一、总体绩效目标", "二、分项绩效目标", "三、工作保障措施",
        "第二部分　预算项目绩效目标", "1.文化管理员(农家书屋管理员)财政补贴绩效目标表", "14.办公设备购置费绩效目标表",
    ),
}  # fmt: skip
"""The titles of the originals in their order."""


@pytest.mark.parametrize("key", SAMPLES)
def test_sections_of_a_sample_stand_in_the_order_of_the_original(samples_dir: Path, key: str) -> None:
    titles = [section.title for section in sample_booklet(samples_dir, key).sections]
    assert [title for title in titles if title in ORDER[key]] == list(ORDER[key])


@pytest.mark.parametrize("key", SAMPLES)
def test_all_texts_of_a_sample_are_in_every_format(samples_dir: Path, key: str) -> None:
    booklet = sample_booklet(samples_dir, key)
    word, page = text_of_docx(write_booklet_docx(booklet).content), text_of_html(booklet_html(booklet))
    pdf = "".join(pages_of(sample_pdf(samples_dir, key)))
    for section in booklet.sections:
        for text in (section.title, *(block.text for block in section.blocks if isinstance(block, Text))):
            assert squeezed(text) in word
            assert squeezed(text) in page
            assert squeezed(text)[:20] in pdf
