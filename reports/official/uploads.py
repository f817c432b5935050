"""A file that somebody wants compared: its hash is taken as it comes in, its content is kept nowhere."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from projects.refusals import Refused

MOST_MB: Final = 100
_FIELD: Final = "file"
_MIB: Final = 1024 * 1024


class HashedFile(UploadedFile):
    """What is left of an uploaded file: its name, its size and its hash."""

    def __init__(self, name: str | None, size: int, sha256: str) -> None:
        super().__init__(ContentFile(b""), name, size=size)
        self.sha256 = sha256


class _HashingHandler(FileUploadHandler):
    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._hash = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - the interface of Django
        self._hash.update(raw_data)

    def file_complete(self, file_size: int) -> HashedFile:
        return HashedFile(self.file_name, file_size, self._hash.hexdigest())


def hashed_upload(request: HttpRequest) -> HashedFile:
    """The posted file. Nobody may have looked at ``request.POST`` before. Raises :class:`Refused`."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > MOST_MB * _MIB:
        raise Refused(f"文件超过 {MOST_MB} MB，比任何一份官方文件都大，请确认选的是要核验的 PDF")
    request.upload_handlers = [_HashingHandler(request)]
    file = request.FILES.get(_FIELD)
    if not isinstance(file, HashedFile) or not file.size:
        raise Refused("还没有选文件，或选的是空文件，请选择要核验的 PDF 文件")
    return file
