"""Static files as production serves them."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import call_command


def test_scripts_import_each_other_by_hashed_names(settings, tmp_path: Path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "perfbudget.static_files.SiteStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = re.compile(r"\.[0-9a-f]{12}\.js$")
    imported = [
        name
        for script in tmp_path.glob("js/**/*.js")
        if hashed.search(script.name)
        for name in re.findall(r'from\s*"([^"]+)"', script.read_text(encoding="utf-8"))
    ]
    assert len(imported) > 10
    assert [name for name in imported if not hashed.search(name)] == []


def test_scripts_that_make_files_are_not_served(settings, tmp_path: Path):
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    assert list(tmp_path.glob("fonts/*.ttf"))
    assert [*tmp_path.rglob("*.py"), *tmp_path.rglob("*.pyc")] == []
