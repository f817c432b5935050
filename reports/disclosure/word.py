"""The booklet as a Word document: headings, contents that Word numbers, real tables, wide ones across."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from projects.paper.grid import Grid, GridForm
from reports.disclosure.booklet import Block, Booklet, Section, Subtitle, Table
from reports.writers.docx import BODY_FONT, ILLEGAL, TITLE_FONT, DocxResult, field_of, use_font
from reports.writers.docx_table import TWIPS_PER_MM, Frame, TableWriter, add, column_widths
from reports.writers.pdf_marks import MAKER

_SIDES = (Mm(210), Mm(297))
_MARGIN = Mm(22)
_BODY, _NARROW = Pt(12), Pt(10)
_TABLE_HALF_POINTS = 19
_COVER_SPACE = Pt(170)
_HEADINGS = {1: (Pt(20), TITLE_FONT), 2: (Pt(14), "黑体"), 3: (Pt(12), "黑体")}
_HEADING_GAP = Pt(8)


def write_booklet_docx(booklet: Booklet) -> DocxResult:
    """One document; its page numbers are filled in when Word opens it."""
    return _Writer().write(booklet)


class _Writer:
    def __init__(self) -> None:
        self._document: WordDocument = Document()
        self._stripped: set[str] = set()
        self._is_landscape = False
        self._make_styles()

    def write(self, booklet: Booklet) -> DocxResult:
        core = self._document.core_properties
        core.title, core.author, core.language = self._legal(booklet.title), MAKER, "zh-CN"
        self._set_sides(self._document.sections[0])
        self._cover(booklet)
        self._contents(booklet)
        for number, section in enumerate(booklet.sections):
            self._section(number, section)
        # Word then asks once whether it may fill in the page numbers of the contents.
        add(self._document.settings.element, "w:updateFields", val="true")
        content = BytesIO()
        self._document.save(content)
        return DocxResult(content.getvalue(), tuple(sorted(self._stripped)))

    def _make_styles(self) -> None:
        body: Any = self._document.styles["Normal"]
        body.font.size = _BODY
        use_font(body.element.get_or_add_rPr(), BODY_FONT)
        body.paragraph_format.space_after = Pt(0)
        for level, (size, font) in _HEADINGS.items():
            heading: Any = self._document.styles[f"Heading {level}"]
            heading.font.size, heading.font.bold = size, False
            heading.font.color.rgb = RGBColor(0, 0, 0)
            use_font(heading.element.get_or_add_rPr(), font)
            heading.paragraph_format.space_before = heading.paragraph_format.space_after = _HEADING_GAP

    def _cover(self, booklet: Booklet) -> None:
        title = self._paragraph(booklet.title, WD_ALIGN_PARAGRAPH.CENTER, size=Pt(26), font=TITLE_FONT)
        title.paragraph_format.space_before = _COVER_SPACE
        for line in booklet.imprint:
            paragraph = self._paragraph(line, WD_ALIGN_PARAGRAPH.CENTER, size=Pt(16))
            paragraph.paragraph_format.space_before = Pt(36)

    def _contents(self, booklet: Booklet) -> None:
        head = self._paragraph("目　录", WD_ALIGN_PARAGRAPH.CENTER, size=Pt(20), font=TITLE_FONT)
        head.paragraph_format.page_break_before = True
        for number, section in enumerate(booklet.sections):
            entry = self._document.add_paragraph()
            look = entry.paragraph_format
            look.left_indent = Mm(7 * (section.level - 1))
            look.tab_stops.add_tab_stop(self._width(), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            link = add(entry._p, "w:hyperlink", anchor=_bookmark(number))  # noqa: SLF001
            add(add(link, "w:r"), "w:t").text = self._legal(section.title)
            entry.add_run("\t")
            field_of(entry, f"PAGEREF {_bookmark(number)} \\h")

    def _section(self, number: int, section: Section) -> None:
        if number == 0 or section.is_landscape != self._is_landscape:
            self._is_landscape = section.is_landscape
            self._set_sides(self._document.add_section(WD_SECTION.NEW_PAGE))
            starts_page = False
        else:
            starts_page = section.starts_page
        heading = self._document.add_heading(self._legal(section.title), section.level)
        heading.paragraph_format.page_break_before = starts_page
        if section.level == 1:
            heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._mark(heading, number)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Table):
            self._table(block)
            return
        font = "楷体" if isinstance(block, Subtitle) else ""
        for line in block.text.split("\n"):
            if line.strip():
                paragraph = self._paragraph(line, font=font)
                paragraph.paragraph_format.first_line_indent = _BODY * 2
                paragraph.paragraph_format.keep_with_next = isinstance(block, Subtitle)

    def _table(self, table: Table) -> None:
        grid = table.grid
        if grid.title:
            title = self._paragraph(grid.title, WD_ALIGN_PARAGRAPH.CENTER, size=Pt(15), font=TITLE_FONT)
            title.paragraph_format.keep_with_next = True
        self._notes(grid)
        widths = column_widths(grid, round(self._width().mm * TWIPS_PER_MM))
        writer = TableWriter(widths, self._legal, half_points=_TABLE_HALF_POINTS)
        tables = list(grid.tables())
        for index, bands in enumerate(tables):
            if index:
                self._gap()
            frame = Frame(grid.form is GridForm.RULED, heavy_top=index == 0, heavy_bottom=index == len(tables) - 1)
            self._document.element.body._insert_tbl(writer.table(bands, frame))  # noqa: SLF001
        self._gap()
        if table.note:
            self._paragraph(table.note, size=_NARROW)

    def _notes(self, grid: Grid) -> None:
        notes = (grid.left_note, grid.centre_note, grid.right_note)
        if not any(notes):
            return
        paragraph = self._paragraph("\t".join(notes), size=_NARROW)
        look = paragraph.paragraph_format
        look.keep_with_next = True
        look.tab_stops.add_tab_stop(Length(self._width() // 2), WD_TAB_ALIGNMENT.CENTER)
        look.tab_stops.add_tab_stop(self._width(), WD_TAB_ALIGNMENT.RIGHT)

    def _gap(self) -> None:
        """A hairline; without one Word would join two tables to one."""
        self._paragraph("").paragraph_format.line_spacing = Pt(1)

    def _paragraph(
        self, text: str, alignment: WD_ALIGN_PARAGRAPH | None = None, *, size: Length | None = None, font: str = ""
    ) -> Paragraph:
        paragraph = self._document.add_paragraph()
        if alignment is not None:
            paragraph.alignment = alignment
        run = paragraph.add_run(self._legal(text))
        run.font.size = size
        if font:
            use_font(run._r.get_or_add_rPr(), font)  # noqa: SLF001
        return paragraph

    def _mark(self, heading: Paragraph, number: int) -> None:
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), _bookmark(number))
        heading._p.insert(1, start)  # noqa: SLF001
        heading._p.append(end)  # noqa: SLF001

    def _set_sides(self, section: Any) -> None:
        section.page_width, section.page_height = _SIDES[::-1] if self._is_landscape else _SIDES
        section.orientation = WD_ORIENT.LANDSCAPE if self._is_landscape else WD_ORIENT.PORTRAIT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        footer = section.footer
        footer.is_linked_to_previous = False
        footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        field_of(footer.paragraphs[0], "PAGE")

    def _width(self) -> Length:
        return Length(_SIDES[self._is_landscape] - 2 * _MARGIN)

    def _legal(self, text: str) -> str:
        """``text`` as XML can hold it."""
        self._stripped.update(ILLEGAL.findall(text))
        return ILLEGAL.sub("", text)


def _bookmark(number: int) -> str:
    return f"_Section{number}"
