"""Uploaded disclosures for tests."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from projects.disclosure.document import DisclosureDocument
from projects.document import FormDocument
from projects.models import User
from reports.models import CheckState, UploadedCheck
from reports.uploaded_checks.tasks import read_uploaded
from reports.uploaded_checks.uploads import start_check
from tests.projects.disclosure.made import made


def make_check(
    owner: User, forms: Sequence[FormDocument] = (), document: DisclosureDocument | None = None, name: str = "公开.txt"
) -> UploadedCheck:
    """One that was read already."""
    check = UploadedCheck(
        owner=owner,
        name=name,
        state=CheckState.DONE,
        content=(document or made()).to_json(),
        forms=[form.to_json() for form in forms],
    )
    check.file.save("kept", ContentFile(b"x"))
    return check


def read(owner: User, content: bytes, name: str = "公开.txt") -> UploadedCheck:
    """A file uploaded and read as the worker does it."""
    check = start_check(owner, SimpleUploadedFile(name, content))
    read_uploaded.call(check.pk)
    check.refresh_from_db()
    return check
