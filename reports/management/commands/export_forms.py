"""``manage.py export_forms``: forms as files, for archives and other systems."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model, Q, QuerySet

from projects.lifecycle import Refused
from projects.models import PerformanceForm, Region, Status, Unit
from projects.queries import FormQuerySet
from reports.filenames import form_name, unique_names
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
        parser.add_argument("--region", help="只要这个行政区划（名称或代码）")
        parser.add_argument("--year", type=int, help="只要这个年度")
        parser.add_argument("--unit", help="只要这个预算单位（名称或代码）")
        parser.add_argument("--status", help=f"只要这个状态：{'、'.join(Status.labels)}")

    def handle(self, *args: Any, **options: Any) -> None:
        output, path = OUTPUTS[options["format"]], options["output"]
        is_file = _is_file(path, output)
        forms = _wanted(options)
        self._failed = 0
        made = list(self._parts(forms, output))
        if not made:
            raise CommandError("没有导出任何文件，原因见上")
        if is_file:
            _write(path, output.joined([part for _, part in made]))
        else:
            names = unique_names(form_name(form) for form, _ in made)
            for name, (_, part) in zip(names, made, strict=True):
                _write(path / f"{name}.{output.extension}", output.joined([part]))
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


def _wanted(options: dict[str, Any]) -> FormQuerySet:
    """The forms that the filters leave. Raises :class:`CommandError` for an unknown filter, or none left."""
    forms = PerformanceForm.objects.all()
    if options["region"]:
        forms = forms.in_region(_one(Region.objects.all(), "行政区划", options["region"]).pk)
    if options["year"]:
        forms = forms.of_year(options["year"])
    if options["unit"]:
        units = Unit.objects.filter(pk__in=forms.values("project__unit")) if options["region"] else Unit.objects.all()
        forms = forms.filter(project__unit=_one(units, "预算单位", options["unit"]).pk)
    if options["status"]:
        forms = forms.filter(status=_status(options["status"]))
    if not forms.exists():
        raise CommandError("没有符合条件的表，请放宽条件")
    return forms


def _one(rows: QuerySet[Any], what: str, wanted: str) -> Model:
    found = list(rows.filter(Q(name=wanted) | Q(code=wanted)))
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(f"有 {len(found)} 个{what}叫“{wanted}”，请改用代码，或同时给 --region")
    known = "、".join(rows.values_list("name", flat=True)[:20])
    raise CommandError(f"没有“{wanted}”这个{what}，现有：{known or '无'}")


def _status(wanted: str) -> Status:
    for status in Status:
        if wanted in (status.value, status.label):
            return status
    raise CommandError(f"没有“{wanted}”这个状态，可用：{'、'.join(Status.labels)}")


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing: a file that was there before stays until the new one is complete."""
    part = path.with_name(f".{uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise CommandError(f"不能写 {path}：{error.strerror}") from error
