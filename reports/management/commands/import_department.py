"""``manage.py import_department``: the department level of disclosures, from JSON files into the system."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.disclosing.importing import DisclosurePlan, ImportedDisclosure, apply_disclosures, plan_disclosures
from projects.disclosure.exchange import read_disclosure_json
from projects.exchange import ExchangeError
from projects.importing.planning import SourceProblem
from projects.refusals import Stale
from reports.readers.limits import Limits


class Command(BaseCommand):
    help = "导入部门预算公开的部门数据（JSON 文件）。全部存入，或有任何问题时一份也不存；再导入同样的文件不改变什么。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="+", type=Path, metavar="文件")
        parser.add_argument("--dry-run", action="store_true", help="只读取、检查并报告，不存入")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 and a report on standard error when anything is wrong."""
        imported, problems = _read_all(options["sources"])
        plan = plan_disclosures(imported)
        self._refuse([*problems, *plan.problems])
        is_dry_run: bool = options["dry_run"]
        if not is_dry_run:
            try:
                apply_disclosures(plan)
            except Stale as error:
                raise CommandError(str(error)) from error
        self._report(plan, is_dry_run=is_dry_run)

    def _refuse(self, problems: Sequence[SourceProblem]) -> None:
        """Raises :class:`CommandError` where there are any."""
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"共 {len(problems)} 处问题，什么都没有存。")

    def _report(self, plan: DisclosurePlan, *, is_dry_run: bool) -> None:
        for place in plan.new_places:
            self.stdout.write(str(place))
        for each in plan.disclosures:
            year = each.imported.document.fiscal_year
            self.stdout.write(f"{each.imported.source}：{each.outcome}“{each.department}”（{year} 年）")
        counts = Counter(each.outcome for each in plan.disclosures)
        summary = "，".join(f"{outcome} {count}" for outcome, count in counts.items())
        self.stdout.write(f"{'检查通过，没有存入' if is_dry_run else '已导入'}：{summary} 份部门预算公开。")


def _read_all(sources: Sequence[Path]) -> tuple[list[ImportedDisclosure], list[SourceProblem]]:
    imported: list[ImportedDisclosure] = []
    problems: list[SourceProblem] = []
    most = Limits.from_settings().file_bytes
    for file in dict.fromkeys(sources):
        try:
            if file.stat().st_size > most:
                problems.append(SourceProblem(str(file), "", f"文件超过 {most // 1024 // 1024} MB，请核对"))
                continue
            imported.append(ImportedDisclosure(str(file), read_disclosure_json(file.read_bytes())))
        except OSError as error:
            problems.append(SourceProblem(str(file), "", f"文件读不了：{error.strerror}"))
        except ExchangeError as error:
            problems += [SourceProblem(str(file), problem.path, problem.message) for problem in error.problems]
    return imported, problems
