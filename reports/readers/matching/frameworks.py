"""The indicator frameworks that layouts print, from their files: reading needs no database."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from indicators.framework import Framework
from indicators.reference import framework_files, read_framework


def framework_named(slug: str) -> Framework:
    """The framework; one without any category where no file has it.

    Raises :class:`~indicators.reference.BadFramework`.
    """
    by_name = {file.stem: file for file in framework_files()}
    file = by_name.get(slug)
    return _read(file, file.stat().st_mtime_ns) if file else Framework(slug, slug, ())


@cache
def _read(file: Path, _changed: int) -> Framework:
    return read_framework(file)
