"""Papers as a Word document: real tables with merged cells and repeated heads, A4, official fonts.

A band with a head is a table of its own, because Word repeats only the first rows of a table; a hairline
paragraph keeps neighbouring tables apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from projects.paper.grid import Grid, GridForm, Paper
from reports.writers.docx_table import TWIPS_PER_MM, Frame, TableWriter, add, column_widths
from reports.writers.docx_watermark import watermark
from reports.writers.pdf_marks import MAKER

TITLE_FONT, BODY_FONT = "方正小标宋简体", "宋体"
COVER_TITLE_SIZE, TITLE_SIZE, LATER_TITLE_SIZE, BODY_SIZE = Pt(26), Pt(20), Pt(16), Pt(10.5)
SECTION_GAP = Pt(10)  # above a later grid
_COVER_SIZE = 14  # points, of the lines on a cover
_COVER_SPACE = Pt(150)
_HAIRLINE = Pt(1)
_PAGE = (Mm(210), Mm(297))
_MARGIN, _FOOT_MARGIN = Mm(17), Mm(19)

# What XML, and so Word, cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
        self._is_landscape = False
        style: Any = self._document.styles["Normal"]
        style.font.size = BODY_SIZE
        use_font(style.element.get_or_add_rPr(), BODY_FONT)
        _set_spacing(style.paragraph_format)

    def add(self, paper: Paper) -> None:
        self._is_landscape = paper.is_landscape
        section = self._new_section(paper)
        width = _text_width(paper.is_landscape)
        _write_foot(section, self._legal(paper.footer), width, is_alone=self._sections == 1)
        header = section.header
        header.is_linked_to_previous = False
        if paper.watermark:
            header.paragraphs[0].runs or header.paragraphs[0].add_run()
            header.paragraphs[0].runs[0]._r.append(watermark(self._legal(paper.watermark), self._sections))  # noqa: SLF001
        for number, (grid, starts_page) in enumerate(zip(paper.grids, paper.page_starts(), strict=True)):
            self._grid(grid, is_first=number == 0, starts_page=starts_page)

    def result(self) -> DocxResult:
        content = BytesIO()
        self._document.save(content)
        return DocxResult(content.getvalue(), tuple(sorted(self._stripped)))

    def _new_section(self, paper: Paper) -> Section:
        self._sections += 1
        if self._sections == 1:
            section = self._document.sections[0]
            self._document.core_properties.author = MAKER
            self._document.core_properties.title = self._legal(paper.name)
            self._document.core_properties.language = paper.language
        else:
            section = self._document.add_section(WD_SECTION.NEW_PAGE)
        sides = _PAGE if not paper.is_landscape else _PAGE[::-1]
        section.page_width, section.page_height = sides
        section.orientation = WD_ORIENT.LANDSCAPE if paper.is_landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = section.top_margin = _MARGIN
        section.bottom_margin = _FOOT_MARGIN
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        section._sectPr.append(numbering)  # noqa: SLF001
        return section

    def _grid(self, grid: Grid, *, is_first: bool, starts_page: bool) -> None:
        if grid.title:
            self._title(grid, is_first=is_first, starts_page=starts_page)
        elif not is_first:
            self._gap(SECTION_GAP, starts_page=starts_page)
        if grid.left_note or grid.centre_note or grid.right_note:
            self._notes(grid)
        widths = column_widths(grid, round(_text_width(self._is_landscape).mm * TWIPS_PER_MM))
        writer = TableWriter(widths, self._legal, half_points=2 * _COVER_SIZE if grid.form is GridForm.COVER else 0)
        tables = list(grid.tables())
        for index, bands in enumerate(tables):
            if index:
                self._gap(_HAIRLINE)
            is_last = index == len(tables) - 1
            frame = Frame(grid.form is GridForm.RULED, heavy_top=index == 0, heavy_bottom=is_last)
            self._document.element.body._insert_tbl(writer.table(bands, frame))  # noqa: SLF001
        self._gap(_HAIRLINE)

    def _title(self, grid: Grid, *, is_first: bool, starts_page: bool) -> None:
        is_cover = grid.form is GridForm.COVER
        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        look = paragraph.paragraph_format
        look.page_break_before = starts_page
        look.keep_with_next = True
        size = COVER_TITLE_SIZE if is_cover else TITLE_SIZE if is_first else LATER_TITLE_SIZE
        look.line_spacing = Pt(round(size.pt * 1.4))
        look.space_before = _COVER_SPACE if is_cover else Pt(0) if is_first or starts_page else SECTION_GAP
        look.space_after = Pt(4)
        run = paragraph.add_run()
        for number, line in enumerate(self._legal(grid.title).split("\n")):
            if number:
                run.add_break()
            run.add_text(line)
        run.font.size = size
        use_font(run._r.get_or_add_rPr(), TITLE_FONT)  # noqa: SLF001

    def _notes(self, grid: Grid) -> None:
        paragraph = self._document.add_paragraph()
        look = paragraph.paragraph_format
        width = _text_width(self._is_landscape)
        look.tab_stops.add_tab_stop(width // 2, WD_TAB_ALIGNMENT.CENTER)
        look.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
        look.keep_with_next = True
        run = paragraph.add_run("\t".join(map(self._legal, (grid.left_note, grid.centre_note, grid.right_note))))
        if grid.form is GridForm.COVER:
            run.font.size, look.space_after = LATER_TITLE_SIZE, _COVER_SPACE // 2

    def _gap(self, height: Length, *, starts_page: bool = False) -> None:
        """An empty paragraph; without one Word would join two tables to one."""
        look = self._document.add_paragraph().paragraph_format
        look.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        look.line_spacing = height
        look.keep_with_next = True
        look.page_break_before = starts_page

    def _legal(self, text: str) -> str:
        """``text`` as XML can hold it, lines ended by line feeds alone."""
        self._stripped.update(ILLEGAL.findall(text))
        return ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _text_width(is_landscape: bool) -> Length:
    return Length(_PAGE[is_landscape] - 2 * _MARGIN)


def _write_foot(section: Section, left: str, width: Length, *, is_alone: bool) -> None:
    """Left foot text and 第 x 页 共 y 页 in the middle; y counts the pages of this paper."""
    footer = section.footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(width // 2, WD_TAB_ALIGNMENT.CENTER)
    first, *others = left.split("\n")
    paragraph.add_run(f"{first}\t第 ")
    field_of(paragraph, "PAGE")
    paragraph.add_run(" 页 共 ")
    field_of(paragraph, "NUMPAGES" if is_alone else "SECTIONPAGES")
    paragraph.add_run(" 页")
    for line in others:
        footer.add_paragraph(line)


def field_of(paragraph: Paragraph, code: str) -> None:
    """A field that Word computes, such as the page number."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    add(add(field, "w:r"), "w:t").text = "1"
    paragraph._p.append(field)  # noqa: SLF001


def use_font(properties: Any, name: str) -> None:
    """Set the typeface of a run or a style for every script; ``properties`` is its ``w:rPr``."""
    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _set_spacing(paragraph_format: Any) -> None:
    paragraph_format.space_before = paragraph_format.space_after = Pt(0)
    paragraph_format.line_spacing = Pt(17)
