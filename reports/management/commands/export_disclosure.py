"""``manage.py export_disclosure``: booklets and data of disclosures as files, without a browser."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from projects.disclosing.basis import basis_of
from projects.disclosure.project_spending import lines_without_form
from projects.models import Department, Disclosure, Region
from projects.money import Places, format_amount
from projects.queries import DisclosureQuerySet
from projects.refusals import Refused
from reports.disclosure.page_file import write_booklet_page
from reports.disclosure.stored import FORMATS, booklet_of
from reports.filenames import safe_name, unique_names
from reports.management.filters import one_of
from reports.management.writing import write_whole


def _json(disclosure: Disclosure) -> bytes:
    content = basis_of(disclosure).document.to_json()
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


_WRITERS: dict[str, Callable[[Disclosure], bytes]] = {
    **{name: lambda each, kind=kind: kind.write(booklet_of(each)) for name, kind in FORMATS.items()},  # type: ignore[misc]
    "html": lambda each: write_booklet_page(booklet_of(each)),
    "json": _json,
}


class Command(BaseCommand):
    help = (
        "把部门预算公开导出为文件，每份一个：PDF、Word、网页是现在的整册（未公开的也能导出，不是正式文件），"
        "JSON 是部门数据，能算的都已算好，可用 import_department 导入。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", required=True, choices=sorted(_WRITERS), help="格式")
        parser.add_argument("--output", required=True, type=Path, metavar="目录", help="写到这个目录")
        parser.add_argument("--region", help="只要这个行政区划（名称或代码）")
        parser.add_argument("--department", help="只要这个主管部门（名称或代码）")
        parser.add_argument("--year", type=int, help="只要这个年度")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit code 1 where one could not be composed; the others are written all the same."""
        kind, folder, failed = options["format"], options["output"], 0
        disclosures = list(_wanted(options))
        names = unique_names(safe_name(str(each)) for each in disclosures)
        for disclosure, name in zip(disclosures, names, strict=True):
            try:
                content = _WRITERS[kind](disclosure)
            except Refused as refusal:
                failed += 1
                self.stderr.write(f"{disclosure}：{refusal}")
                continue
            path = folder / f"{name}.{kind}"
            write_whole(path, content)
            self.stdout.write(f"{path}")
            self._tell_missing(disclosure)
        if failed:
            raise CommandError(f"有 {failed} 份没有导出，原因见上")

    def _tell_missing(self, disclosure: Disclosure) -> None:
        """Name the projects whose form is not issued."""
        basis = basis_of(disclosure)
        missing = lines_without_form(basis.document, basis.forms)
        if missing:
            amounts = (f"{line.name or '未命名项目'} {_money(line.amount)}" for line in missing)
            self.stdout.write(f"  {len(missing)} 个项目的绩效目标表尚未下达，册中注明缺表：{'、'.join(amounts)}")


def _wanted(options: dict[str, Any]) -> DisclosureQuerySet:
    """Raises :class:`CommandError` for an unknown filter, or none left."""
    found = Disclosure.objects.for_list()
    departments = Department.objects.all()
    if options["region"]:
        region = one_of(Region.objects.all(), "行政区划", options["region"]).pk
        found, departments = found.filter(department__region=region), departments.filter(region=region)
    if options["department"]:
        found = found.filter(department=one_of(departments, "主管部门", options["department"]).pk)
    if options["year"]:
        found = found.filter(fiscal_year=options["year"])
    if not found.exists():
        raise CommandError("没有符合条件的部门预算公开，请放宽条件")
    return found


def _money(amount: Any) -> str:
    return f"{format_amount(amount, '万元', Places.TRIM)}万元" if amount is not None else "未写金额"
