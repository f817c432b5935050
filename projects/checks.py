"""``manage.py check``: every layout file must be readable and name an existing framework."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from projects.layouts import mistakes_of_all_layouts


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
    folder = Path(settings.FIXTURES_DIR)
    if (folder / "frameworks").is_dir():
        return []
    return [Error(f"找不到指标框架目录 {folder}/frameworks", hint="请设置 FIXTURES_DIR", id="projects.E002")]
