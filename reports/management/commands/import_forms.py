"""``manage.py import_forms``: forms in files of any kind, into the system or as exchange JSON."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.document import Coded, FormDocument
from projects.importing.planning import ImportedForm, ImportPlan, SourceProblem, apply_import, plan_import
from projects.layouts import layouts_to_choose
from projects.lifecycle import Stale
from reports.filenames import safe_name, unique_names
from reports.readers.limits import Limits
from reports.readers.reading import read_file
from reports.readers.result import FileReading, ReadForm

EXTENSIONS = (".json", ".xlsx", ".xls", ".docx", ".doc", ".pdf", ".txt", ".zip")
_READABLE = "、".join(EXTENSIONS)


@dataclass(frozen=True, slots=True)
class Found:
    """A form with the file that it stands in; ``document`` has what the command line adds."""

    source: str
    form: ReadForm
    document: FormDocument

    def to_json(self) -> dict[str, Any]:
        return replace(self.form, document=self.document).to_json()


class Command(BaseCommand):
    help = (
        "导入绩效目标表：Excel、Word、PDF、文本、交换格式 JSON，或它们的 ZIP 压缩包，表样自动识别。"
        "全部存入，或有任何问题时一张也不存。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="文件或目录", help=f"目录则取其中所有 {_READABLE} 文件")
        parser.add_argument(
            "--layout", metavar="表样", help="不识别表样，都按这一种读（表样的标识，如 check_layout 所示）"
        )
        parser.add_argument("--region", metavar="名称", help="纸上没有写行政区划的表归到这里")
        parser.add_argument("--dry-run", action="store_true", help="只读取、检查并报告，不存入")
        parser.add_argument(
            "--json",
            type=Path,
            metavar="目录",
            help="把读出的每张表写成一个交换格式文件；与 --dry-run 同用时不查系统中的数据",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 and a report on standard error when anything is wrong."""
        layout: str | None = options["layout"]
        if layout and layout not in {known.slug for known in layouts_to_choose()}:
            known = "、".join(sorted(known.slug for known in layouts_to_choose()))
            raise CommandError(f"没有表样“{layout}”，已有：{known}")
        found, problems = _read_all(options["sources"], layout, options["region"])
        if options["json"]:
            _write_json(options["json"], found)
        is_dry_run: bool = options["dry_run"]
        if is_dry_run and options["json"]:
            self._refuse(problems)
            self._tell_readings(found)
            self.stdout.write(f"已读出 {len(found)} 张表，写入 {options['json']}，没有存入系统。")
            return
        plan = plan_import([ImportedForm(each.source, each.document) for each in found])
        self._refuse([*problems, *map(str, plan.problems)])
        if not is_dry_run:
            try:
                apply_import(plan)
            except Stale as error:
                raise CommandError(str(error)) from error
        self._report(plan, found, dry_run=is_dry_run)

    def _refuse(self, problems: Sequence[str]) -> None:
        """Raises :class:`CommandError` where there are any."""
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"共 {len(problems)} 处问题，什么都没有存。")

    def _report(self, plan: ImportPlan, found: Sequence[Found], *, dry_run: bool) -> None:
        for place in plan.new_places:
            self.stdout.write(str(place))
        for planned in plan.forms:
            document = planned.form.document
            self.stdout.write(
                f"{planned.form.source}：{planned.outcome}“{document.project.name}”"
                f"（{planned.unit}，{document.fiscal_year} 年）"
            )
        self._tell_readings(found)
        for note in plan.notes:
            self.stdout.write(f"提示 {note}")
        counts = Counter(planned.outcome for planned in plan.forms)
        summary = "，".join(f"{outcome} {count}" for outcome, count in counts.items())
        self.stdout.write(f"{'检查通过，没有存入' if dry_run else '已导入'}：{summary} 张表。")

    def _tell_readings(self, found: Sequence[Found]) -> None:
        """What was read without certainty, what the paper prints otherwise, and what has no place."""
        for each in found:
            name = f"{each.source}“{each.document.project.name}”"
            for doubt in each.form.doubts:
                self.stdout.write(f"存疑 {name}：{doubt.path}：{doubt.reason}")
            for note in each.form.notes:
                self.stdout.write(f"说明 {name}：{note.field}：{note.text}")
            for leftover in each.form.leftovers:
                self.stdout.write(f"未读入 {name}：{leftover.place}：{leftover.text}")


def _read_all(sources: Sequence[str], layout: str | None, region: str | None) -> tuple[list[Found], list[str]]:
    found: list[Found] = []
    problems: list[str] = []
    for file in dict.fromkeys(_files(sources)):
        for reading in _readings(file, layout):
            name = str(file.parent / reading.source)
            problems += [_problem(name, problem) for problem in reading.problems]
            found += [Found(name, form, _in_region(form.document, region)) for form in reading.forms]
    return found, problems


def _problem(name: str, message: str) -> str:
    """Problems inside exchange JSON name their place; all others are of the whole file."""
    path, _, rest = message.partition("：")
    is_placed = bool(rest) and path.isascii()
    return str(SourceProblem(name, path, rest)) if is_placed else str(SourceProblem(name, "", message))


def _in_region(document: FormDocument, region: str | None) -> FormDocument:
    named = document.region and (document.region.name or document.region.code)
    return replace(document, region=Coded(None, region)) if region and not named else document


def _files(sources: Sequence[str]) -> Iterator[Path]:
    for source in map(Path, sources):
        if source.is_dir():
            inside = sorted(file for file in source.rglob("*") if file.suffix.lower() in EXTENSIONS)
            # A directory without any is itself what cannot be read.
            yield from inside or [source]
        else:
            yield source


def _readings(file: Path, layout: str | None) -> list[FileReading]:
    limits = Limits.from_settings()
    try:
        if file.is_dir():
            return [_unread(file, f"目录中没有可以导入的文件（{_READABLE}）")]
        if not file.is_file() and file.exists():
            return [_unread(file, "不是普通文件，请给文件或目录")]
        if file.stat().st_size > limits.file_bytes:
            return [_unread(file, f"文件超过 {limits.file_bytes // 1024 // 1024} MB，不像绩效目标表，请核对")]
        content = file.read_bytes()
        return read_file(file.name, content, layout=layout, limits=limits)
    except OSError as error:
        return [_unread(file, f"文件读不了：{error.strerror}")]


def _unread(file: Path, problem: str) -> FileReading:
    return FileReading(file.name, (), problems=(problem,))


def _write_json(folder: Path, found: Sequence[Found]) -> None:
    """One file a form, named after its source and project. Raises :class:`CommandError`."""
    names = unique_names(safe_name(f"{Path(each.source).stem}-{each.document.project.name}") for each in found)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each, name in zip(found, names, strict=True):
            text = json.dumps(each.to_json(), ensure_ascii=False, indent=2)
            (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"不能写 {folder}：{error.strerror}") from error
