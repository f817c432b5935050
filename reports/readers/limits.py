"""How large an uploaded file may be, and how much work it may cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reports.readers.source import Unreadable

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one uploaded file may cost. The defaults are those of the settings ``IMPORT_…`` (docs/operations.md).

    ``file_bytes`` counts the file as it was uploaded, ``unpacked_bytes`` all that is packed in it together,
    ``files`` the files in an archive, ``pages`` those of a PDF, ``cells`` all table cells of a file with the blank ones
    between them, ``columns`` those of one table, ``seconds`` the time on the clock, ``memory_bytes`` what the
    process that reads it may take.
    """

    file_bytes: int = 50 * MIB
    unpacked_bytes: int = 500 * MIB
    files: int = 1000
    pages: int = 2000
    cells: int = 2_000_000
    columns: int = 256
    seconds: int = 600
    memory_bytes: int = 2048 * MIB

    @classmethod
    def from_settings(cls) -> Limits:
        """The limits of this installation."""
        from django.conf import settings  # noqa: PLC0415  (the readers work without Django)

        return cls(
            file_bytes=settings.IMPORT_FILE_MB * MIB,
            unpacked_bytes=settings.IMPORT_UNPACKED_MB * MIB,
            files=settings.IMPORT_ARCHIVE_FILES,
            pages=settings.IMPORT_PAGES,
            cells=settings.IMPORT_CELLS,
            columns=settings.IMPORT_COLUMNS,
            seconds=settings.IMPORT_SECONDS,
            memory_bytes=settings.IMPORT_MEMORY_MB * MIB,
        )

    def check_file(self, size: int) -> None:
        """Raises :class:`Unreadable` where a file of ``size`` bytes is too large."""
        if size > self.file_bytes:
            raise Unreadable(
                f"文件有 {_megabytes(size)}，超过上限 {_megabytes(self.file_bytes)}。请删去图片或拆成几个文件后再上传。"
            )

    def check_table(self, place: str, rows: int, columns: int) -> None:
        """Raises :class:`Unreadable` where the table at ``place`` is too large."""
        if columns > self.columns:
            raise Unreadable(
                f"{place}有 {columns} 列，超过上限 {self.columns} 列，不像绩效目标表。请删去右边多余的列后再上传。"
            )
        if rows * columns > self.cells:
            raise Unreadable(
                f"{place}有 {rows} 行、{columns} 列，超过上限 {self.cells} 个单元格。"
                "请删去多余的行列或拆成几个文件后再上传。"
            )


DEFAULT_LIMITS: Final = Limits()


def _megabytes(size: int) -> str:
    return f"{size / MIB:.1f}".removesuffix(".0") + " MB"
