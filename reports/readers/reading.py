"""The way in: a file of any kind becomes the forms that stand in it."""

from __future__ import annotations

from collections.abc import Callable

from projects.exchange import ExchangeError, read_exchange
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.matching import match
from reports.readers.opening import open_file, unpacked
from reports.readers.result import FileReading, ReadForm
from reports.readers.source import SourceFile, SourceText, Unreadable
from reports.template import read_if_template

Progress = Callable[[int, int], None]
"""Told how many forms of how many have been read."""


def read_file(
    name: str,
    content: bytes,
    *,
    layout: str | None = None,
    progress: Progress | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[FileReading]:
    """What stands in a file: one reading, or for an archive one of every member.

    ``layout`` is the slug of the layout that is to be used in place of the recognised one. Nothing is raised for
    bad files: what is wrong stands in the ``problems`` of the reading. A template of this installation comes as a
    :class:`~reports.template.FilledTemplate`, by its own layout.
    """
    return [_reading(member, data, layout, progress, limits) for member, data in unpacked(name, content, limits)]


def _reading(
    name: str, content: bytes | Unreadable, layout: str | None, progress: Progress | None, limits: Limits
) -> FileReading:
    if isinstance(content, Unreadable):
        return FileReading(name, (), problems=(content.message,))
    template = read_if_template(name, content, limits)
    if template:
        return template
    source = open_file(name, content, limits)
    if isinstance(source, Unreadable):
        return FileReading(name, (), problems=(source.message,))
    if source.kind == "json":
        return _exchange(name, source)
    return match(source, layout=layout, progress=progress, name=name)


def _exchange(name: str, source: SourceFile) -> FileReading:
    """A file of our own exchange format holds one form as it is."""
    text = "".join(block.text for block in source.blocks if isinstance(block, SourceText))
    try:
        document = read_exchange(text.encode())
    except ExchangeError as error:
        return FileReading(name, (), problems=tuple(map(str, error.problems)))
    return FileReading(name, (ReadForm(document, name, {}),))
