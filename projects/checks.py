"""``manage.py check``: every layout file must be readable and name an existing framework."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as CheckWarning

from indicators.reference import BadFramework, framework_files, read_framework
from projects.layouts import layouts, mistakes_of_all_layouts


@register()
def check_layouts(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """One error per mistake, with file, line and remedy."""
    return [
        Error(str(mistake), hint=f"请改 {mistake.source} 第 {mistake.line} 行", id="projects.E001")
        for mistake in mistakes_of_all_layouts()
    ]


@register()
def check_fixtures(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """The release's reference data must lie where the settings say."""
    if _frameworks().is_dir():
        return []
    return [Error(f"找不到指标框架目录 {_frameworks()}", hint="请设置 FIXTURES_DIR", id="projects.E002")]


@register()
def check_framework_files(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """The next ``migrate`` has to be able to read them all."""
    messages: list[CheckMessage] = []
    for file in framework_files():
        try:
            read_framework(file)
        except BadFramework as error:
            messages.append(Error(str(error), hint=f"请改 {file}", id="projects.E003"))
    return messages


@register()
def check_frameworks(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Only a warning: a framework may have been entered by an administrator, and checks see no database."""
    if mistakes_of_all_layouts():
        return []
    return [
        CheckWarning(
            f"{layout.source.name}：没有指标框架文件 {layout.framework}.json",
            hint="请核对 framework 的写法；若框架已由管理员录入系统，可以不管",
            id="projects.W001",
        )
        for layout in layouts().values()
        if layout.framework not in {file.stem for file in framework_files()}
    ]


def _frameworks() -> Path:
    return Path(settings.FIXTURES_DIR) / "frameworks"
