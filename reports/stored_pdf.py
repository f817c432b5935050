"""Papers as PDF, each rendered once and kept in the default storage.

A file is named by the hash of everything that makes it what it is: the paper, the writers with
their style sheet, the shipped fonts, and WeasyPrint's version. So it never goes out of date and
may be deleted at any time. What is not in the hash are typefaces of the machine itself
(小标宋, 仿宋): after installing them, delete the folder ``papers``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from projects.paper.grid import Paper
from reports import fonts
from reports.fonts.coverage import missing_characters
from reports.writers.pdf import write_pdf
from reports.writers.pdf_markup import texts

_WRITERS: Final = Path(__file__).with_name("writers")
_END: Final = b"%%EOF"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed paper. ``missing`` are the characters that no font has; 〓 stands in their places."""

    content: bytes
    missing: tuple[str, ...]


def printed(paper: Paper) -> Printed:
    """The PDF of ``paper``, from the storage where it was printed before."""
    name = stored_name(paper)
    content = _stored(name)
    if content is None:
        content = write_pdf(paper).content
        _store(name, content)
    return Printed(content, missing_in(paper))


def missing_in(paper: Paper) -> tuple[str, ...]:
    """The characters of ``paper`` that no font has."""
    return tuple(missing_characters("\n".join(texts(paper))))


def stored_name(paper: Paper) -> str:
    """Where the PDF of ``paper`` is kept."""
    digest = hashlib.sha256(_printer().encode())
    digest.update(repr(paper).encode())
    return f"papers/{digest.hexdigest()}.pdf"


@cache
def _printer() -> str:
    """Changes whenever the same paper might come out differently."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for path in sorted([*_WRITERS.iterdir(), *fonts.FOLDER.iterdir()]):
        if path.suffix in (".py", ".css", ".ttf"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _stored(name: str) -> bytes | None:
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    if content.rstrip().endswith(_END):
        return content
    # Half written: by a process that died, or by one that is at it now and loses nothing by this.
    default_storage.delete(name)
    return None


def _store(name: str, content: bytes) -> None:
    """Whoever comes second finds the name taken, with the very same content."""
    if default_storage.exists(name):
        return
    stored = default_storage.save(name, ContentFile(content))
    if stored != name:
        default_storage.delete(stored)
