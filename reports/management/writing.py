"""Writing the files that a command was asked for."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.core.management.base import CommandError


def write_whole(path: Path, content: bytes) -> None:
    """All of it or nothing: a file that was there before stays until the new one is complete.

    Raises :class:`CommandError`.
    """
    part = path.with_name(f".{uuid4().hex}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise CommandError(f"不能写 {path}：{error.strerror}") from error
