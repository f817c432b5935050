"""All findings of a region and year as an Excel sheet, for people who work through them with a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from projects.findings.survey import ListedFinding
from reports.writers.xlsx_looks import set_text

LONGEST_TEXT = 16_000  # of 32,767 UTF-16 units, of which a character may take two

_COLUMNS: tuple[tuple[str, int, Callable[[ListedFinding], str | int]], ...] = (
    ("年度", 7, lambda each: each.form.fiscal_year),
    ("主管部门", 18, lambda each: each.form.unit.department.name),
    ("单位", 18, lambda each: each.form.unit.name),
    ("项目", 26, lambda each: each.form.name),
    ("状态", 12, lambda each: each.form.state.label),
    ("轻重", 9, lambda each: each.severity_label),
    ("方面", 9, lambda each: each.rule.criterion.value),
    ("规则", 20, lambda each: each.rule.title),
    ("栏目", 22, lambda each: each.placed.place.label),
    ("疑点", 48, lambda each: each.placed.finding.message),
    ("依据", 40, lambda each: each.placed.finding.evidence),
    ("建议", 40, lambda each: each.placed.finding.suggestion),
    ("涉及的其他项目", 24, lambda each: "、".join(each.placed.finding.others)),
    ("填报人说明", 30, lambda each: each.reason),
)


def findings_workbook(findings: Sequence[ListedFinding]) -> bytes:
    """One row a finding, in the order given. Whatever was typed into a form stays text, never a formula."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "疑点"
    for number, (title, width, _) in enumerate(_COLUMNS, start=1):
        head = sheet.cell(1, number, title)
        head.font = Font(bold=True)
        sheet.column_dimensions[head.column_letter].width = width
    for row, finding in enumerate(findings, start=2):
        for number, (_, _, value) in enumerate(_COLUMNS, start=1):
            _put(sheet, row, number, value(finding))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _put(sheet: Worksheet, row: int, column: int, value: str | int) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, int):
        cell.value = value
        return
    set_text(cell, value[:LONGEST_TEXT])
    cell.alignment = Alignment(vertical="top", wrap_text=True)
