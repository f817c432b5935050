from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from projects.exchange import ExchangeError, Problem, read_exchange
from projects.importing import ImportedForm, ImportPlan, SourceProblem, apply_import, plan_import
from projects.lifecycle import Stale

LARGEST_FILE = 20 * 1024 * 1024  # bytes; a form of a hundred pages has one of these twenty


class Command(BaseCommand):
    help = "导入交换格式（perfbudget/1）的绩效目标表。全部存入，或有任何问题时一张也不存。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="文件或目录", help="JSON 文件；目录则取其中所有 .json 文件")
        parser.add_argument("--dry-run", action="store_true", help="只检查并报告，不存入")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 and a report on standard error when anything is wrong."""
        imported, problems = _read_all(options["sources"])
        plan = plan_import(imported)
        problems += plan.problems
        if problems:
            for problem in problems:
                self.stderr.write(str(problem))
            raise CommandError(f"共 {len(problems)} 处问题，什么都没有存。")
        if not options["dry_run"]:
            try:
                apply_import(plan)
            except Stale as error:
                raise CommandError(str(error)) from error
        self._report(plan, dry_run=options["dry_run"])

    def _report(self, plan: ImportPlan, *, dry_run: bool) -> None:
        for place in plan.new_places:
            self.stdout.write(str(place))
        for planned in plan.forms:
            document = planned.form.document
            self.stdout.write(
                f"{planned.form.source}：{planned.outcome}“{document.project.name}”"
                f"（{planned.unit}，{document.fiscal_year} 年）"
            )
        for note in plan.notes:
            self.stdout.write(f"提示 {note}")
        counts = Counter(planned.outcome for planned in plan.forms)
        summary = "，".join(f"{outcome} {count}" for outcome, count in counts.items())
        self.stdout.write(f"{'检查通过，没有存入' if dry_run else '已导入'}：{summary} 张表。")


def _read_all(sources: list[str]) -> tuple[list[ImportedForm], list[SourceProblem]]:
    imported, problems = [], []
    for file in dict.fromkeys(_files(sources)):
        try:
            imported.append(ImportedForm(str(file), read_exchange(_content(file))))
        except ExchangeError as error:
            problems += [SourceProblem(str(file), problem.path, problem.message) for problem in error.problems]
    return imported, problems


def _files(sources: list[str]) -> Iterator[Path]:
    for source in map(Path, sources):
        if source.is_dir():
            # A directory without any is itself what cannot be read.
            yield from sorted(source.rglob("*.json")) or [source]
        else:
            yield source


def _content(file: Path) -> bytes:
    """Raises :class:`ExchangeError` for a file that cannot be read."""
    try:
        if file.is_dir():
            raise ExchangeError([Problem("", "目录中没有 .json 文件")])
        if not file.is_file() and file.exists():
            raise ExchangeError([Problem("", "不是普通文件，请给 JSON 文件或目录")])
        if file.stat().st_size > LARGEST_FILE:
            raise ExchangeError([Problem("", f"文件超过 {LARGEST_FILE // 1024 // 1024} MB，不像是一张表，请核对")])
        return file.read_bytes()
    except OSError as error:
        raise ExchangeError([Problem("", f"文件读不了：{error.strerror}")]) from error
