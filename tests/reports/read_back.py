"""What PDF, Excel and Word say, as texts that can be compared with a paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

from django.conf import settings
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from indicators.framework import Framework
from projects.document import FormDocument
from projects.layouts import Layout, latest_layout
from projects.paper.compose import Standing, compose
from projects.paper.grid import Cell, Paper
from reports.writers.xlsx import cell_positions
from tests.reports.writers.pdf_reading import read_pdf, squeezed

LAYOUTS = sorted(file.stem for file in (settings.BASE_DIR / "projects" / "layouts").glob("*.toml"))
_FURNITURE = re.compile(r"第\d+页共\d+页|（续）")


def framework_of(layout: Layout) -> Framework:
    """From its file: no test of paper needs a database."""
    return _framework(layout.framework)


@cache
def _framework(slug: str) -> Framework:
    file = settings.FIXTURES_DIR / "frameworks" / f"{slug}.json"
    return Framework.from_json(json.loads(file.read_text(encoding="utf-8")))


def paper_of(document: FormDocument, **standing: str) -> Paper:
    layout = latest_layout(document.layout)
    return compose(layout, framework_of(layout), document, Standing(**standing))


def cells_of(paper: Paper) -> Iterator[Cell]:
    """Every cell in the order of the paper."""
    for grid in paper.grids:
        for row in grid.rows():
            yield from row.cells


def captions_of(paper: Paper) -> list[str]:
    """Titles and notes."""
    texts = [text for grid in paper.grids for text in (grid.title, grid.left_note, grid.centre_note, grid.right_note)]
    return [text for text in texts if text]


def pdf_text(content: bytes) -> str:
    """All that a PDF says, in its order, without white space and page numbers."""
    return _FURNITURE.sub("", "".join(page.text for page in read_pdf(content)))


def missing_from(said: str, wanted: str) -> str:
    """The part of ``wanted`` that ``said`` lacks; every line may be divided once by a page break."""
    for line in wanted.split("\n"):
        text = squeezed(line)
        halves = ((text[:at], text[at:]) for at in range(len(text)))
        if not any(first in said and second in said for first, second in halves):
            return line
    return ""


def docx_cells(content: bytes) -> list[str]:
    """The text of every table cell that is not blank, in order."""
    body: Any = Document(BytesIO(content)).element.body
    cells = ("\n".join(_paragraphs(cell)) for cell in body.iter(qn("w:tc")))
    return [text for text in cells if text]


def docx_paragraphs(content: bytes) -> list[str]:
    """The texts outside tables; tabs part the notes of a line."""
    texts = [text for paragraph in Document(BytesIO(content)).paragraphs for text in paragraph.text.split("\t")]
    return [text for text in texts if text.strip()]


def _paragraphs(cell: Any) -> Iterator[str]:
    for paragraph in cell.iter(qn("w:p")):
        yield "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def sheet_differences(content: bytes, paper: Paper) -> list[str]:
    """Every sheet cell that says something else than the cell of the paper that stands there."""
    sheet: Any = load_workbook(BytesIO(content)).worksheets[0]
    return [
        f"{place.area.coordinate}: {sheet[place.area.coordinate].value!r} is not {place.cell.text!r}"
        for place in cell_positions(paper)
        if not _says(sheet[place.area.coordinate].value, place.cell)
    ]


def _says(value: Any, cell: Cell) -> bool:
    if isinstance(value, int | float):
        return cell.number is not None and Decimal(str(value)) == cell.number
    return unescape(value or "") == cell.text
