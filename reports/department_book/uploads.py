"""Workbooks of figures on their way in: read, looked at, and stored as a whole or not at all."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from projects.disclosing.stored import document_in_force, issued_documents, store_disclosure
from projects.disclosure.section_changes import FigureChange, Merged, figure_changes, merged
from projects.models import Disclosure, User
from projects.refusals import Refused
from reports.department_book.model import BookReading, BookStamp
from reports.department_book.write import department_book
from reports.disclosure.tables import unit_of
from reports.imports.uploads import shown_name
from reports.models import DepartmentUpload
from reports.readers.confined import read_book_confined
from reports.readers.limits import Limits
from reports.readers.source import Unreadable
from reports.writers.xlsx import TooLongForExcel

_EXTENSION = ".xlsx"


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """What a person decides on.

    ``changes`` are those that storing makes now; ``revision`` is the one they were seen at. ``merged`` is ``None``
    with mistakes.
    """

    upload: DepartmentUpload
    reading: BookReading
    revision: int
    merged: Merged | None
    changes: tuple[FigureChange, ...]

    @property
    def unit(self) -> str:
        """Of the amounts in it."""
        return unit_of(self.upload.disclosure.document)


def book_of(disclosure: Disclosure) -> bytes:
    """The workbook with what is stored now. Raises :class:`Refused`."""
    try:
        in_force = document_in_force(disclosure, issued_documents(disclosure))
        return department_book(disclosure.document, _stamp_of(disclosure), in_force)
    except TooLongForExcel as error:
        raise Refused("".join(error.problems)) from error


def keep_upload(disclosure: Disclosure, owner: User, file: UploadedFile) -> DepartmentUpload:
    """Read a filled workbook and keep what it says in place of the person's earlier one.

    Raises :class:`Refused` for a file that is no workbook of this disclosure; then nothing is kept.
    """
    name = shown_name(file.name or "")
    if not name.endswith(_EXTENSION):
        raise Refused(f"“{name}”不是 .xlsx 文件。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。")
    try:
        Limits.from_settings().check_file(file.size or 0)
    except Unreadable as error:
        raise Refused(error.message) from error
    reading = read_book_confined(name, file.read())
    if reading.problem:
        raise Refused(reading.problem)
    assert reading.stamp is not None, "a reading without problem has one"
    if reading.stamp.disclosure != disclosure.pk:
        raise Refused(_is_of_another(reading.stamp, disclosure))
    kept = {
        "name": name,
        "reading": replace(reading, marked=b"").to_wire(),
        "marked": reading.marked,
    }
    upload, _ = DepartmentUpload.objects.update_or_create(disclosure=disclosure, owner=owner, defaults=kept)
    return upload


def preview(upload: DepartmentUpload, take_mine: AbstractSet[str] = frozenset()) -> UploadPreview:
    """What storing the upload would change in what is stored now."""
    disclosure, reading = upload.disclosure, BookReading.from_wire(upload.reading)
    if reading.document is None or reading.base is None:
        return UploadPreview(upload, reading, disclosure.revision, None, ())
    stored = disclosure.document
    together = merged(reading.base, reading.document, stored, take_mine)
    changes = tuple(figure_changes(stored, together.document))
    return UploadPreview(upload, reading, disclosure.revision, together, changes)


@transaction.atomic
def store_upload(upload: DepartmentUpload, *, revision: int, take_mine: AbstractSet[str]) -> int:
    """Store everything that the preview of ``revision`` showed; how many changes there were.

    Raises :class:`Refused` for an upload with mistakes, :class:`~projects.refusals.Stale` where somebody was faster.
    """
    seen = preview(upload, take_mine)
    if seen.merged is None:
        raise Refused("填报表里还有要改的地方，什么都没有存，请改好后重新上传")
    store_disclosure(upload.disclosure, seen.merged.document, revision=revision, editor=upload.owner)
    upload.delete()
    return len(seen.changes)


def _stamp_of(disclosure: Disclosure) -> BookStamp:
    department = disclosure.department
    return BookStamp(
        disclosure.pk, disclosure.revision, disclosure.fiscal_year, f"{department.region.name}{department.name}"
    )


def _is_of_another(stamp: BookStamp, disclosure: Disclosure) -> str:
    own = _stamp_of(disclosure)
    if stamp.department == own.department and stamp.fiscal_year != own.fiscal_year:
        return (
            f"这是 {stamp.fiscal_year} 年的填报表，这里是 {own.fiscal_year} 年。"
            f"请到 {stamp.fiscal_year} 年的部门预算公开页面导入，或者下载 {own.fiscal_year} 年的填报表填写。"
        )
    return (
        f"这是“{stamp.department}”{stamp.fiscal_year} 年的填报表，这里是“{own.department}”{own.fiscal_year} 年。"
        "请到那个部门的页面导入，或者下载这里的填报表填写。"
    )
