"""``manage.py check_disclosure``: what the rules of the department level say of a 部门预算公开 made elsewhere."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.checks.proof import Proof, shown
from projects.disclosure.checks.proofs import prove
from projects.disclosure.checks.tracing import FigureTrace, trace_figures
from projects.disclosure.labels import label_of
from projects.review.finding import Finding, Severity
from reports.disclosure_reading.files import DisclosureFile, open_disclosures
from reports.readers.source import Unreadable

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.HINT: "提示"}
_UNREADABLE = 2


@dataclass(frozen=True, slots=True)
class _Checked:
    file: DisclosureFile
    findings: tuple[Finding, ...]
    proofs: tuple[Proof, ...]
    unexplained: tuple[FigureTrace, ...]


class Command(BaseCommand):
    help = "检查部门预算公开：文字、Word、PDF 文件或结构化的 JSON。列出全部问题、逐项证明的合计和查不到出处的数字。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="部门预算公开的文件")
        parser.add_argument("--json", type=Path, metavar="OUT", help="把问题和合计写成 JSON 文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 when there is an error or a warning, 2 when a file cannot be read."""
        checked = []
        for path in options["files"]:
            try:
                checked += [_check(file) for file in open_disclosures(path.name, path.read_bytes())]
            except OSError as error:
                raise CommandError(f"{path}：文件读不了：{error.strerror}", returncode=_UNREADABLE) from error
            except Unreadable as error:
                raise CommandError(f"{path}：{error.message}", returncode=_UNREADABLE) from error
        for each in checked:
            self._report(each)
        if options["json"]:
            content = json.dumps(_as_json(checked), ensure_ascii=False, indent=2) + "\n"
            options["json"].write_text(content, encoding="utf-8")
        weighty = [finding for each in checked for finding in each.findings if finding.severity is not Severity.HINT]
        if weighty:
            raise SystemExit(1)

    def _report(self, checked: _Checked) -> None:
        document = checked.file.document
        unit = document.printed_unit or "万元"
        self.stdout.write(
            f"{checked.file.name}：{document.title or '（没有标题）'}，项目绩效目标表 {len(checked.file.forms)} 张"
        )
        self._findings(checked)
        proven = [proof for proof in checked.proofs if proof.holds]
        self.stdout.write(f"\n已证明的合计（{len(proven)}）")
        for proof in proven:
            self.stdout.write(
                f"  {proof.title} {shown(proof.claimed, unit)} {unit}（{label_of(proof.field, document)}）"
            )
            for term in proof.terms:
                self.stdout.write(f"    {shown(term.amount, unit):>14}  {term.label}")
        self.stdout.write(f"\n查不到出处的数字（{len(checked.unexplained)}）")
        for trace in checked.unexplained:
            self.stdout.write(f"  {trace.text}（{label_of(trace.field, document)}）")
        for title, lines in (
            (
                "读取时没有把握的地方",
                [f"{label_of(doubt.path, document)}：{doubt.reason}" for doubt in checked.file.doubts],
            ),
            ("没有归入任何部分的文字", [f"{left.place}：{left.text}" for left in checked.file.leftovers]),
        ):
            if lines:
                self.stdout.write(f"\n{title}（{len(lines)}）")
                for line in lines:
                    self.stdout.write(f"  {line}")

    def _findings(self, checked: _Checked) -> None:
        self.stdout.write(f"\n问题（{len(checked.findings)}）")
        for finding in checked.findings:
            severity = _SEVERITIES[finding.severity]
            self.stdout.write(
                f"  [{severity}] {finding.rule} {finding.field}（{label_of(finding.field, checked.file.document)}）"
            )
            self.stdout.write(f"    {finding.message}")
            if finding.evidence:
                self.stdout.write(f"    依据：{finding.evidence}")
            self.stdout.write(f"    建议：{finding.suggestion}")


def _check(file: DisclosureFile) -> _Checked:
    document, forms = file.document, file.forms
    unexplained = tuple(trace for trace in trace_figures(document, forms) if not trace.is_explained)
    return _Checked(file, check_disclosure(document, forms), prove(document, forms), unexplained)


def _as_json(checked: list[_Checked]) -> dict[str, Any]:
    return {
        "findings": [
            {
                "file": each.file.name,
                "rule": finding.rule,
                "severity": str(finding.severity),
                "field": finding.field,
                "message": finding.message,
                "suggestion": finding.suggestion,
                "evidence": finding.evidence,
                "basis": str(finding.basis),
            }
            for each in checked
            for finding in each.findings
        ],
        "proofs": [{"file": each.file.name, **proof.to_json()} for each in checked for proof in each.proofs],
    }
