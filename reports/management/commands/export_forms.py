"""``manage.py export_forms``: forms as files, for archives and other systems."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.lifecycle import Refused
from projects.models import PerformanceForm
from projects.queries import FormQuerySet
from reports.filenames import form_name, unique_names
from reports.management.filters import add_filters, wanted_forms
from reports.management.writing import write_whole
from reports.outputs import OUTPUTS, Output, Part
from reports.templatetags.code_points import code_points

_CHUNK = 50


class Command(BaseCommand):
    help = "把绩效目标表导出为 PDF、Excel 或交换格式 JSON：每张一个文件，或合成一个文件。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=sorted(OUTPUTS), help="格式")
        parser.add_argument(
            "--output",
            required=True,
            type=Path,
            metavar="PATH",
            help="目录（每张一个文件），或带扩展名的文件名（合成一个）",
        )
        add_filters(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        output, path = OUTPUTS[options["format"]], options["output"]
        is_file = _is_file(path, output)
        forms = wanted_forms(options)
        self._failed = 0
        made = list(self._parts(forms, output))
        if not made:
            raise CommandError("没有导出任何文件，原因见上")
        if is_file:
            write_whole(path, output.joined([part for _, part in made]))
        else:
            names = unique_names(form_name(form) for form, _ in made)
            for name, (_, part) in zip(names, made, strict=True):
                write_whole(path / f"{name}.{output.extension}", output.joined([part]))
        self.stdout.write(f"已导出 {len(made)} 张表到 {path}")
        if self._failed:
            raise CommandError(f"有 {self._failed} 张表没有导出，原因见上")

    def _parts(self, forms: FormQuerySet, output: Output) -> Iterator[tuple[PerformanceForm, Part]]:
        for form in forms.with_document().iterator(chunk_size=_CHUNK):
            try:
                part = output.part(form)
            except Refused as refusal:
                self._failed += 1
                self.stderr.write(f"{form}：{refusal}")
                continue
            if part.missing:
                self.stderr.write(f"{form}：有显示不了的字 {code_points(part.missing)}")
            yield form, part


def _is_file(path: Path, output: Output) -> bool:
    """Whether ``path`` names one file for all forms. Raises :class:`CommandError`."""
    if path.is_dir() or not path.suffix:
        return False
    if path.suffix.lower() != f".{output.extension}":
        raise CommandError(f"“{path}”的扩展名与格式 {output.extension} 不符，请改为 .{output.extension}，或给一个目录")
    return True
