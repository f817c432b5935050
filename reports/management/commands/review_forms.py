"""``manage.py review_forms``: what the review rules say of forms, from files or from the database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from indicators.framework import Framework
from indicators.models import IndicatorFramework
from indicators.reference import framework_files, read_framework
from projects.findings.decisions import settings_of
from projects.layouts import Layout, latest_layout, layouts_to_choose
from projects.review.fields import exchange_path
from projects.review.finding import Finding, Report, Severity
from projects.review.neighbourhood import Entry, gathered
from projects.review.reviewing import review
from projects.review.rules import RULES_BY_CODE
from projects.review.settings import DEFAULTS, RuleSettings
from projects.review.subject import ReaderNote, Subject
from projects.storage import document_of
from reports.management.filters import add_filters, wanted_forms
from reports.papers import framework_of
from reports.readers.reading import read_file
from reports.readers.result import ReadForm

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.HINT: "提示"}


class Command(BaseCommand):
    help = "审核绩效目标表：文件（Excel、Word、PDF、文字、交换格式 JSON、压缩包）或数据库中的表，一次列出全部问题。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="文件或目录；不给则审核数据库中的表")
        parser.add_argument("--json", type=Path, metavar="OUT", help="把结果写成 JSON 文件")
        parser.add_argument("--layout", metavar="SLUG", help="按这个表样读取和审核")
        add_filters(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["paths"]:
            entries, settings = self._from_files(options["paths"], options["layout"]), [DEFAULTS]
        else:
            entries, settings = _from_database(options)
        if not entries:
            raise CommandError("没有读到任何绩效目标表")
        subjects = gathered(entries)
        settings = settings if len(settings) == len(entries) else settings * len(entries)
        reports = [review(subject, each) for subject, each in zip(subjects, settings, strict=True)]
        if options["json"]:
            _write(options["json"], _as_json(entries, subjects, reports))
            self.stdout.write(f"已审核 {len(entries)} 张表，共 {_count(reports)}，写入 {options['json']}")
        else:
            for entry, subject, report in zip(entries, subjects, reports, strict=True):
                self._tell(entry, subject, report)
            self.stdout.write(f"共 {len(entries)} 张表，{_count(reports)}。")

    def _from_files(self, paths: Sequence[Path], slug: str | None) -> list[Entry]:
        frameworks: dict[str, Framework] = {}
        forced = _layout(slug) if slug else None
        entries: list[Entry] = []
        for file in _files(paths):
            for form, key, notes in self._forms_of(file, slug):
                layout = forced or _layout(form.document.layout)
                if layout.framework not in frameworks:
                    frameworks[layout.framework] = _framework(layout)
                document = replace(form.document, layout=layout.slug)
                own = _unique(key, {entry.key for entry in entries})
                entries.append(Entry(own, document, layout, frameworks[layout.framework], notes))
        return entries

    def _forms_of(self, file: Path, slug: str | None) -> Iterator[tuple[ReadForm, str, tuple[ReaderNote, ...]]]:
        """The forms of a file with the key each is reported by."""
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"不能读 {file}：{error.strerror}") from error
        is_exchange = file.suffix.lower() == ".json"
        for reading in read_file(file.name, content, layout=None if is_exchange else slug):
            for problem in reading.problems:
                self.stderr.write(f"{reading.source}：{problem}")
            for form in reading.forms:
                notes = tuple(ReaderNote(note.field, note.code, note.text) for note in form.notes)
                if is_exchange:
                    yield form, file.stem, notes or _notes(content)
                else:
                    yield form, form.document.project.name or form.document.project.code or form.place, notes

    def _tell(self, entry: Entry, subject: Subject, report: Report) -> None:
        name = entry.document.project.name or entry.key
        self.stdout.write(f"【{name}】{_count([report])}")
        for finding in sorted(report.findings, key=lambda each: list(Severity).index(each.severity)):
            self.stdout.write(
                f"  [{_SEVERITIES[finding.severity]}] {RULES_BY_CODE[finding.rule].title}（{finding.basis}）"
            )
            self.stdout.write(f"    {subject.layout.label_of(finding.field)}：{finding.message}")
            self.stdout.write(f"    建议：{finding.suggestion}")
        for missing in report.not_checked:
            self.stdout.write(f"  没有检查“{RULES_BY_CODE[missing.rule].title}”：{missing.reason}")


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those in folders named, each once."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise CommandError(f"没有 {path}")
        found += sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _notes(content: bytes) -> tuple[ReaderNote, ...]:
    """The reader's notes of an exchange file, which the stored form no longer has."""
    notes = json.loads(content.decode("utf-8-sig")).get("notes") or []
    return tuple(
        ReaderNote(str(note.get("field", "")), str(note.get("code", "")), str(note.get("text", "")))
        for note in notes
        if isinstance(note, dict)
    )


def _unique(key: str, taken: set[str]) -> str:
    number, own = 1, key
    while own in taken:
        number += 1
        own = f"{key}（{number}）"
    return own


def _layout(slug: str) -> Layout:
    try:
        return latest_layout(slug)
    except KeyError as error:
        known = "、".join(layout.slug for layout in layouts_to_choose())
        raise CommandError(f"没有表样“{slug}”，现有：{known}") from error


def _framework(layout: Layout) -> Framework:
    """From its file, or else one that an administrator made."""
    for file in framework_files():
        if file.stem == layout.framework:
            return read_framework(file)
    try:
        return IndicatorFramework.objects.get(slug=layout.framework).as_value()
    except (IndicatorFramework.DoesNotExist, DatabaseError) as error:
        raise CommandError(f"没有表样“{layout.name}”用的指标框架“{layout.framework}”") from error


def _from_database(options: dict[str, Any]) -> tuple[list[Entry], list[RuleSettings]]:
    """The wanted forms, and for each what its region has decided about the rules."""
    forms = list(
        wanted_forms(options).order_by("pk").select_related("project__unit__department__region").with_document()
    )
    places = [(form.project.unit.department.region_id, form.fiscal_year) for form in forms]
    decided = settings_of(places)
    entries: list[Entry] = []
    for form in forms:
        key = _unique(form.name or f"{form.pk}", {entry.key for entry in entries})
        entries.append(Entry(key, document_of(form), form.layout, framework_of(form.layout)))
    return entries, [decided[place] for place in places]


def _as_json(
    entries: Sequence[Entry], subjects: Sequence[Subject], reports: Sequence[Report]
) -> dict[str, list[dict[str, Any]]]:
    return {
        entry.key: [_plain(subject, finding) for finding in report.findings]
        for entry, subject, report in zip(entries, subjects, reports, strict=True)
    }


def _plain(subject: Subject, finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "field": exchange_path(subject.document, finding.field) or None,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "evidence": finding.evidence,
        "basis": finding.basis.value,
    }


def _write(path: Path, content: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"不能写 {path}：{error.strerror}") from error


def _count(reports: Sequence[Report]) -> str:
    counts = Counter(finding.severity for report in reports for finding in report.findings)
    return "、".join(f"{name}{counts[severity]}项" for severity, name in _SEVERITIES.items())
