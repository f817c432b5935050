"""``manage.py check_layout``: whether a layout file is right, and what its paper looks like."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from indicators.framework import Framework
from indicators.models import IndicatorFramework
from indicators.reference import BadFramework, framework_files, read_framework
from projects.document import FormDocument
from projects.layouts import Layout, LayoutError, load_layout
from projects.layouts.registry import twin_of
from projects.layouts.specimen import FISCAL_YEAR, specimen
from projects.paper.compose import Standing, compose
from reports.writers.merge import merge_pdfs
from reports.writers.pdf import PdfResult, write_pdf


class Command(BaseCommand):
    requires_system_checks = []  # they would report the same file first, in their own words
    help = "检查一个表样文件（TOML），一次列出全部错误；可另外画出空白和填满样例的两份纸面。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="表样文件")
        parser.add_argument("--preview", type=Path, metavar="PDF", help="把空白表和样例画进这个 PDF 文件")

    def handle(self, *args: Any, **options: Any) -> None:
        file, preview = options["file"], options["preview"]
        try:
            layout = load_layout(file)
        except LayoutError as error:
            raise CommandError(_listed([str(mistake) for mistake in error.mistakes])) from error
        twin = twin_of(layout)
        if twin:
            where = f"{twin.name} 已经是表样“{layout.slug}”第 {layout.version} 版"
            raise CommandError(_listed([f"{file.name}：{where}，请改 slug，或把 version 加一"]))
        framework = _framework(layout)
        cells, tables = sum(1 for _ in layout.cells()), sum(1 for _ in layout.tables())
        self.stdout.write(f"{file.name} 没有错误：“{layout.name}”第 {layout.version} 版，")
        self.stdout.write(f"{len(layout.sections)} 节，{cells} 个栏目，{tables} 个表格，指标框架“{framework.name}”。")
        if preview:
            self._draw(layout, framework, preview)

    def _draw(self, layout: Layout, framework: Framework, target: Path) -> None:
        documents = {
            "空白表": FormDocument(layout=layout.slug, fiscal_year=FISCAL_YEAR),
            "样例": specimen(layout, framework),
        }
        drawn = {name: _drawn(layout, framework, document) for name, document in documents.items()}
        try:
            target.write_bytes(merge_pdfs(layout.name, [(name, made.content) for name, made in drawn.items()]))
        except OSError as error:
            raise CommandError(f"预览写不进 {target}：{error.strerror}，请换一个位置") from error
        pages = "，".join(f"{name} {made.pages} 页" for name, made in drawn.items())
        self.stdout.write(f"预览已写入 {target}：{pages}。")
        missing = "".join(dict.fromkeys(character for made in drawn.values() for character in made.missing))
        if missing:
            self.stderr.write(f"字体中没有这些字，打印时以〓代替：{missing}")


def _drawn(layout: Layout, framework: Framework, document: FormDocument) -> PdfResult:
    return write_pdf(compose(layout, framework, document, Standing(footer="样张")))


def _framework(layout: Layout) -> Framework:
    """From its file, which the next ``migrate`` loads, or else from the database. Raises :class:`CommandError`."""
    name = f"{layout.framework}.json"
    beside = layout.source.parent / "frameworks" / name
    for file in [beside, *framework_files()]:
        if file.name == name and file.is_file():
            try:
                return read_framework(file)
            except BadFramework as error:
                raise CommandError(str(error)) from error
    try:
        return IndicatorFramework.objects.get(slug=layout.framework).as_value()
    except (IndicatorFramework.DoesNotExist, DatabaseError) as error:
        message = f"{layout.source.name}：没有指标框架“{layout.framework}”，请核对 framework 的写法，或先建 {beside}"
        raise CommandError(_listed([message])) from error


def _listed(mistakes: list[str]) -> str:
    return "\n".join([f"有 {len(mistakes)} 处错误：", *mistakes])
