"""``manage.py resume_publications``: files of published versions that nobody is making any more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reports.publishing.jobs import resume_publications


class Command(BaseCommand):
    help = "把还没有生成完文件的公开版本交给后台任务程序（如装入演示数据后，或后台任务丢失后）；可以反复运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        """What is ready, and what failed and waits for a person, is left alone."""
        count = resume_publications()
        self.stdout.write(f"已交给后台生成文件：{count} 个公开版本。" if count else "没有待生成文件的公开版本。")
