"""What was found in a disclosure as an Excel file: findings, sums, figures from nowhere, doubts and leftovers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from projects.models import SEVERITY_LABELS
from reports.disclosure.proof_page import ProofPage, ShownProof
from reports.disclosure.shown_parts import Standing
from reports.findings_workbook import LONGEST_TEXT
from reports.uploaded_checks.page import CheckPage
from reports.writers.xlsx_looks import set_text

_STANDINGS = {Standing.HOLDS: "相符", Standing.PARTIAL: "只举了例", Standing.FAILS: "不相符"}

_Heads = Sequence[tuple[str, int]]  # titles and widths


def check_workbook(page: CheckPage) -> bytes:
    """One sheet each. Whatever stood in the file stays text, never a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    proofs = page.proofs
    _sheet(book, "疑点", (("轻重", 9), ("位置", 28), ("疑点", 60), ("建议", 50), ("依据", 60)), _findings(proofs))
    heads = (("合计", 36), ("结论", 10), ("写的是", 14), ("各项之和", 14), ("相差", 12), ("各项", 80))
    _sheet(book, f"合计（{proofs.unit}）", heads, map(_proof, proofs.proofs))
    _sheet(book, "查不到出处的数字", (("数字和位置", 60),), ([link.text] for link in proofs.unexplained))
    _sheet(book, "读取时没有把握", (("位置", 40), ("原因", 80)), page.doubts)
    _sheet(book, "没有归入的文字", (("位置", 24), ("文字", 100)), page.leftovers)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _findings(proofs: ProofPage) -> Iterable[Sequence[str]]:
    for group in proofs.groups:
        for shown in group.findings:
            finding = shown.finding
            yield SEVERITY_LABELS[group.severity], shown.place, finding.message, finding.suggestion, finding.evidence


def _proof(proof: ShownProof) -> Sequence[str]:
    terms = "\n".join(f"{term.label} {term.amount}" for term in proof.terms)
    return proof.title, _STANDINGS[proof.standing], proof.claimed, proof.total, proof.gap, terms


def _sheet(book: Workbook, title: str, heads: _Heads, rows: Iterable[Sequence[str]]) -> None:
    sheet: Worksheet = book.create_sheet(title)
    for number, (head, width) in enumerate(heads, start=1):
        cell = sheet.cell(1, number, head)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for row, texts in enumerate(rows, start=2):
        for number, text in enumerate(texts, start=1):
            _put(sheet, row, number, text)
    sheet.freeze_panes = "A2"


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    set_text(cell, text[:LONGEST_TEXT])
    cell.alignment = Alignment(vertical="top", wrap_text=True)
