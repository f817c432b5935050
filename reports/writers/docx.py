"""Papers as a Word document: real tables with merged cells and repeated heads, A4, official fonts.

Each band of a grid is one table, because Word repeats only the first rows of a table; a hairline paragraph
keeps neighbouring tables apart. Table cells are written as XML elements: python-docx's own cell access walks the
whole table for every cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from projects.paper.grid import Band, Cell, CellStyle, Grid, Paper
from reports.writers.docx_watermark import watermark

TITLE_FONT, BODY_FONT = "方正小标宋简体", "宋体"
TITLE_SIZE, BODY_SIZE = Pt(20), Pt(10.5)
_PAGE = (Mm(210), Mm(297))
_MARGIN, _FOOT_MARGIN = Mm(17), Mm(19)
_FRAME, _RULE = "12", "6"  # eighths of a point: 1.5 pt and 0.75 pt
_TWIPS_PER_MM = 1440 / 25.4
_TEXT_WIDTH = round((210 - 2 * 17) * _TWIPS_PER_MM)

# What XML, and so Word, cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ALIGNED = {
    CellStyle.MONEY: "right",
    CellStyle.HEAD: "center",
    CellStyle.GROUP: "center",
    CellStyle.CENTRE: "center",
}


@dataclass(frozen=True, slots=True)
class DocxResult:
    """The document, and the characters left out because Word cannot hold them."""

    content: bytes
    stripped: tuple[str, ...]


def write_docx(papers: Sequence[Paper]) -> DocxResult:
    """One document; every paper starts on a new page with its own page numbers.

    Raises ``ValueError`` without papers.
    """
    if not papers:
        raise ValueError("没有可以写入 Word 的表。")
    writer = _Writer()
    for paper in papers:
        writer.add(paper)
    return writer.result()


class _Writer:
    """Collects papers in one document."""

    def __init__(self) -> None:
        self._document: WordDocument = Document()
        self._stripped: set[str] = set()
        self._sections = 0
        style: Any = self._document.styles["Normal"]
        style.font.size = BODY_SIZE
        _use_font(style.element.get_or_add_rPr(), BODY_FONT)
        _set_spacing(style.paragraph_format)

    def add(self, paper: Paper) -> None:
        section = self._new_section(paper)
        _write_foot(section, self._legal(paper.footer), is_alone=self._sections == 1)
        header = section.header
        header.is_linked_to_previous = False
        if paper.watermark:
            header.paragraphs[0].runs or header.paragraphs[0].add_run()
            header.paragraphs[0].runs[0]._r.append(watermark(self._legal(paper.watermark), self._sections))  # noqa: SLF001
        for number, grid in enumerate(paper.grids):
            self._grid(grid, starts_page=number > 0)

    def result(self) -> DocxResult:
        content = BytesIO()
        self._document.save(content)
        return DocxResult(content.getvalue(), tuple(sorted(self._stripped)))

    def _new_section(self, paper: Paper) -> Section:
        self._sections += 1
        if self._sections == 1:
            section = self._document.sections[0]
            self._document.core_properties.title = self._legal(paper.name)
            self._document.core_properties.language = paper.language
        else:
            section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.page_width, section.page_height = _PAGE
        section.left_margin = section.right_margin = section.top_margin = _MARGIN
        section.bottom_margin = _FOOT_MARGIN
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        section._sectPr.append(numbering)  # noqa: SLF001
        return section

    def _grid(self, grid: Grid, *, starts_page: bool) -> None:
        if grid.title:
            self._title(grid.title, starts_page=starts_page)
        if grid.left_note or grid.centre_note or grid.right_note:
            self._notes(grid)
        widths = _widths(grid)
        for number, band in enumerate(grid.bands):
            if number:
                self._gap()
            self._table(band, widths, is_first=number == 0)
        self._gap()

    def _title(self, text: str, *, starts_page: bool) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.page_break_before = starts_page
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(4)
        run = paragraph.add_run(self._legal(text))
        run.font.size = TITLE_SIZE
        _use_font(run._r.get_or_add_rPr(), TITLE_FONT)  # noqa: SLF001

    def _notes(self, grid: Grid) -> None:
        paragraph = self._document.add_paragraph()
        stops = paragraph.paragraph_format.tab_stops
        width = _PAGE[0] - 2 * _MARGIN
        stops.add_tab_stop(width // 2, WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run("\t".join(map(self._legal, (grid.left_note, grid.centre_note, grid.right_note))))

    def _gap(self) -> None:
        """A paragraph of one point: without it Word would join two tables to one."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(1)
        paragraph.paragraph_format.keep_with_next = True

    def _table(self, band: Band, widths: Sequence[int], *, is_first: bool) -> None:
        table = OxmlElement("w:tbl")
        table.append(_table_properties(is_first=is_first))
        grid = _add(table, "w:tblGrid")
        for width in widths:
            _add(grid, "w:gridCol", w=str(width))
        head = len(band.head)
        last_rows = _last_rows(band)
        for index, places in enumerate(_rows(band, len(widths))):
            row = _add(table, "w:tr")
            properties = _add(row, "w:trPr")
            is_narrative = any(place.cell.style is CellStyle.NARRATIVE for place in places)
            if not is_narrative:
                _add(properties, "w:cantSplit")
            if index < head:
                _add(properties, "w:tblHeader")
            for place in places:
                row.append(self._cell(place, widths, keeps_next=index not in last_rows))
        self._document.element.body._insert_tbl(table)  # noqa: SLF001

    def _cell(self, place: _Place, widths: Sequence[int], *, keeps_next: bool) -> Any:
        cell = place.cell
        element = OxmlElement("w:tc")
        properties = _add(element, "w:tcPr")
        width = sum(widths[place.column : place.column + cell.col_span])
        _add(properties, "w:tcW", w=str(width), type="dxa")
        if cell.col_span > 1:
            _add(properties, "w:gridSpan", val=str(cell.col_span))
        if cell.row_span > 1:
            _add(properties, "w:vMerge", **({"val": "restart"} if place.starts else {}))
        _add(properties, "w:vAlign", val="center")
        text = self._legal(cell.text) if place.starts else ""
        for line in text.split("\n"):
            element.append(_paragraph(line, cell.style, keeps_next=keeps_next))
        return element

    def _legal(self, text: str) -> str:
        """``text`` as XML can hold it, lines ended by line feeds alone."""
        self._stripped.update(_ILLEGAL.findall(text))
        return _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell in one of the rows it covers; ``starts`` in the first of them."""

    column: int
    cell: Cell
    starts: bool


def _rows(band: Band, width: int) -> Iterator[list[_Place]]:
    """Every row of the band with all its places from left to right, covered ones included."""
    grid = Grid(title="", columns=(), bands=(band,))
    rows: list[dict[int, _Place]] = [{} for _ in grid.rows()]
    for row, column, cell in grid.placed():
        for covered in range(row, row + cell.row_span):
            rows[covered][column] = _Place(column, cell, covered == row)
    for row_places in rows:
        yield [row_places[column] for column in sorted(row_places) if column < width]


def _last_rows(band: Band) -> set[int]:
    """Indexes of the rows after which a page may break: the last of each group."""
    last, index = set(), len(band.head) - 1
    for group in band.groups:
        index += len(group.rows)
        last.add(index)
    return last


def _widths(grid: Grid) -> list[int]:
    """Column widths in twentieths of a point that add up to the text width."""
    total, done, widths = sum(grid.columns), 0, []
    for number in range(1, len(grid.columns) + 1):
        edge = round(_TEXT_WIDTH * sum(grid.columns[:number]) / total)
        widths.append(edge - done)
        done = edge
    return widths


def _table_properties(*, is_first: bool) -> Any:
    properties = OxmlElement("w:tblPr")
    _add(properties, "w:tblW", w=str(_TEXT_WIDTH), type="dxa")
    _add(properties, "w:jc", val="center")
    borders = _add(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side == "top" and not is_first:
            _add(borders, f"w:{side}", val="nil")
            continue
        size = _RULE if side.startswith("inside") else _FRAME
        _add(borders, f"w:{side}", val="single", sz=size, space="0", color="000000")
    _add(properties, "w:tblLayout", type="fixed")
    margins = _add(properties, "w:tblCellMar")
    for side in ("left", "right"):
        _add(margins, f"w:{side}", w="85", type="dxa")
    return properties


def _paragraph(text: str, style: CellStyle, *, keeps_next: bool) -> Any:
    element = OxmlElement("w:p")
    properties = _add(element, "w:pPr")
    if keeps_next:
        _add(properties, "w:keepNext")
    if style in _ALIGNED:
        _add(properties, "w:jc", val=_ALIGNED[style])
    if text:
        run = _add(element, "w:r")
        if style is CellStyle.HEAD:
            _add(_add(run, "w:rPr"), "w:b")
        content = _add(run, "w:t")
        content.text = text
        content.set(qn("xml:space"), "preserve")
    return element


def _write_foot(section: Section, left: str, *, is_alone: bool) -> None:
    """Left foot text and 第 x 页 共 y 页 in the middle; y counts the pages of this paper."""
    footer = section.footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop((_PAGE[0] - 2 * _MARGIN) // 2, WD_TAB_ALIGNMENT.CENTER)
    first, *others = left.split("\n")
    paragraph.add_run(f"{first}\t第 ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" 页 共 ")
    _field(paragraph, "NUMPAGES" if is_alone else "SECTIONPAGES")
    paragraph.add_run(" 页")
    for line in others:
        footer.add_paragraph(line)


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word computes, such as the page number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    _add(_add(field, "w:r"), "w:t").text = "1"
    paragraph._p.append(field)  # noqa: SLF001


def _use_font(properties: Any, name: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _set_spacing(paragraph_format: Any) -> None:
    paragraph_format.space_before = paragraph_format.space_after = Pt(0)
    paragraph_format.line_spacing = Pt(17)


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    """Append a new element; attribute names are those of the ``w`` namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
