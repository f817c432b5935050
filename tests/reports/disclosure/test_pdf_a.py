"""The booklet's PDF as archives and people who cannot see it need it: PDF/A-2a, read back with pypdf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import NullObject

from projects.paper.grid import Band, Cell, CellStyle, Grid, Row, RowGroup, Stamp
from reports.disclosure.booklet import Booklet, Section, Table, Text
from reports.disclosure.pdf import write_booklet_pdf

HEAD = Row((Cell("项目", CellStyle.HEAD), Cell("预算数", CellStyle.HEAD)))
LINE = RowGroup((Row((Cell("课件", CellStyle.LABEL), Cell("20.00", CellStyle.MONEY))),))
GRID = Grid("", (Decimal(2), Decimal(1)), (Band((LINE,), head=(HEAD,)),), right_note="单位：万元")
BOOKLET = Booklet(
    "临海区2020年部门预算",
    ("组织部",),
    (
        Section("部门预算公开表", 1, starts_page=True),
        Section("1.收支总表", 2, (Table(GRID, "收支总表"),), is_landscape=True),
        Section("部门预算说明", 1, (Text("收入20万元。"),), starts_page=True),
        Section("一、绩效目标", 2, (Text("建成课件库。"),)),
        Section("1.课件绩效目标表", 3, (Table(GRID, "课件"),)),
    ),
)
STAMP = Stamp("7F3K-QM82", "https://jx.example.gov.cn/v/7F3K-QM82/")


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(BytesIO(write_booklet_pdf(BOOKLET, STAMP).content))


def _root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def _elements(element: Any) -> Iterator[Any]:
    """All elements of the structure, in reading order."""
    element = element.get_object()
    kids = element.get("/K", [])
    if "/S" in element:
        yield element
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid.get_object(), dict) and kid.get_object().get("/Type") != "/OBJR":
            yield from _elements(kid)


def _tags(reader: PdfReader) -> list[str]:
    return [str(each["/S"])[1:] for each in _elements(_root(reader)["/StructTreeRoot"])]


def test_the_file_says_that_it_is_pdf_a_2a_and_what_it_is(reader):
    root = _root(reader)
    told = root["/Metadata"].get_data().decode()
    assert re.search(r'pdfaid:part="2" pdfaid:conformance="A"', told)
    assert "临海区2020年部门预算" in told
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("zh-CN", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert root["/OutputIntents"][0]["/DestOutputProfile"].get_data()[36:40] == b"acsp"
    assert len(reader.trailer["/ID"]) == 2
    assert not reader.is_encrypted


def test_every_font_is_embedded_and_tells_its_characters(reader):
    fonts = {name: font.get_object() for page in reader.pages for name, font in page["/Resources"]["/Font"].items()}
    assert fonts
    for font in fonts.values():
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_nothing_is_transparent_and_nothing_runs_or_opens(reader):
    for page in reader.pages:
        states = page["/Resources"].get("/ExtGState", {}).values()
        assert all(state.get(key, 1) == 1 for state in states for key in ("/ca", "/CA"))
        assert all("/SMask" not in state for state in states)
        assert all(note.get_object()["/F"] == 4 for note in page.get("/Annots", ()))  # printed
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(_root(reader))


def test_headings_contents_and_tables_say_what_they_are(reader):
    tags = _tags(reader)
    assert [tag for tag in tags if re.fullmatch(r"H\d", tag)] == ["H1", "H2", "H3", "H2", "H3", "H4"]
    assert tags.count("L") == 1
    assert tags.count("LI") == tags.count("LBody") == len(BOOKLET.sections)
    assert tags.count("Table") == tags.count("THead") == 2
    for each in _elements(_root(reader)["/StructTreeRoot"]):
        if each["/S"] == "/TR":
            assert {str(kid.get_object()["/S"]) for kid in each["/K"]} <= {"/TH", "/TD"}


def test_header_cells_say_of_what_and_cells_know_their_heads(reader):
    cells = [each for each in _elements(_root(reader)["/StructTreeRoot"]) if each["/S"] in ("/TH", "/TD")]
    scopes = [each["/A"]["/Scope"] for each in cells if each["/S"] == "/TH"]
    assert scopes == ["/Column", "/Column", "/Row"] * 2
    heads = {each["/ID"] for each in cells if each["/S"] == "/TH"}
    for cell in cells:
        if cell["/S"] == "/TD":
            assert len(cell["/A"]["/Headers"]) == 2
            assert set(cell["/A"]["/Headers"]) <= heads


def test_what_runs_along_the_edges_is_no_part_of_the_text(reader):
    numbers = _root(reader)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    heard = {each.indirect_reference for each in _elements(_root(reader)["/StructTreeRoot"])}
    pages = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in reader.pages:
        content = page.get_contents()
        assert content is not None
        marked = {int(number) for number in re.findall(rb"/MCID (\d+)", content.get_data())}
        elements = pages[page["/StructParents"]].get_object()
        assert marked == {number for number, element in enumerate(elements) if not isinstance(element, NullObject)}
        assert all(elements[number].indirect_reference in heard for number in marked)
        assert b"/Artifact\n<</Type /Pagination>>\nBDC" in content.get_data()


def test_every_page_bears_the_code(reader):
    assert all("核验码 7F3K-QM82" in page.extract_text() for page in reader.pages)


def test_a_title_that_stands_alone_has_a_page_of_its_own(reader):
    texts = [page.extract_text() for page in reader.pages]
    assert [number for number, text in enumerate(texts) if "部门预算公开表" in text] == [1, 2]  # contents, then itself
    assert "收支总表" not in texts[2]


def test_a_long_text_begins_where_its_table_begins_and_a_group_stays_whole():
    rows = tuple(Row((Cell(f"指标{number}"), Cell("1"))) for number in range(10))
    groups = (RowGroup((Row((Cell("概况", CellStyle.LABEL), Cell("采购课件。" * 400))),)), RowGroup(rows))
    grid = Grid("", (Decimal(1), Decimal(3)), (Band(groups),))
    section = Section("1.课件绩效目标表", 1, (Table(grid, "课件"),), starts_page=True)
    pages = PdfReader(BytesIO(write_booklet_pdf(Booklet("题", (), (section,))).content)).pages[2:]
    texts = [page.extract_text() for page in pages]
    assert [("采购课件" in text, text.count("指标")) for text in texts] == [(True, 0), (True, 10)]
