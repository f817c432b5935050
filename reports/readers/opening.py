"""From an uploaded file to texts and tables: one source for each readable file in it.

Nothing here trusts the file: its kind is told by its content, packages are looked through before a parser sees
them, macros are never run (no parser used here can). Hostile input can still keep a parser busy or make it swallow
memory; :mod:`reports.readers.confined` bounds both.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.readers import archive
from reports.readers.kinds import Kind, decoded, kind_of
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.source import SourceFile, SourceText, Unreadable


def open_files(
    name: str, content: bytes, limits: Limits = DEFAULT_LIMITS
) -> Iterator[tuple[str, SourceFile | Unreadable]]:
    """Name and source of every file in ``content``: itself, or the members of a ZIP archive one after the other.

    A file that cannot be read comes as :class:`Unreadable`; it does not keep the others from being read. JSON comes
    as one text of a source of the kind ``json``.
    """
    for label, data in unpacked(name, content, limits):
        yield label, data if isinstance(data, Unreadable) else open_file(label, data, limits)


def unpacked(name: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Name and bytes of every file in ``content``, as in :func:`open_files`."""
    try:
        limits.check_file(len(content))
        if kind_of(content) is not Kind.ZIP:
            yield name, content
            return
        for member, data in archive.members(content, limits):
            yield f"{name}/{member}", data
    except Unreadable as problem:
        yield name, problem


def open_file(label: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceFile | Unreadable:
    """The source of one file that is no archive; ``label`` may have folders before its name."""
    try:
        return _source(label.rpartition("/")[2], content, limits)
    except Unreadable as problem:
        return problem


def _source(name: str, content: bytes, limits: Limits) -> SourceFile:
    kind = kind_of(content)
    if kind is Kind.JSON:
        return SourceFile(name, kind, (SourceText(decoded(content)),))
    if kind in (Kind.XLSX, Kind.DOCX):
        archive.check_package(content, limits)
    try:
        source = _read(kind, name, content, limits)
    except (RecursionError, MemoryError) as error:
        raise Unreadable("文件的结构嵌套得太深或太大，没有读完。请用 WPS 或 Office 打开后另存一份再上传。") from error
    if not source.blocks:
        raise Unreadable("文件里没有内容。请检查是否选错了文件，或者文件没有保存成功。")
    return source


def _read(kind: Kind, name: str, content: bytes, limits: Limits) -> SourceFile:
    """By the reader of the kind, loaded when it is wanted: the parsers of PDF take a while to load."""
    match kind:
        case Kind.XLSX | Kind.XLS:
            from reports.readers import excel  # noqa: PLC0415  (see above, as the others here)

            return excel.read(name, content)
        case Kind.DOCX:
            from reports.readers.word import docx  # noqa: PLC0415

            return docx.read(name, content, limits)
        case Kind.DOC:
            from reports.readers.word import doc  # noqa: PLC0415

            return doc.read(name, content, limits)
        case Kind.PDF:
            from reports.readers import pdf  # noqa: PLC0415

            return pdf.read(name, content, limits)
        case _:
            from reports.readers import text  # noqa: PLC0415

            return text.read(name, content)
