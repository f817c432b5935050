"""Keeping uploaded disclosures while somebody looks at what was found in them, and forgetting them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from projects.models import User
from projects.refusals import Refused
from reports.imports.uploads import shown_name, size_problem
from reports.models import UploadedCheck
from reports.uploaded_checks.tasks import read_uploaded


@transaction.atomic
def start_check(owner: User, file: UploadedFile | None) -> UploadedCheck:
    """Keep the file and have it read in the background. Raises :class:`Refused`, and then keeps nothing."""
    if file is None:
        raise Refused("还没有选文件，请选择或拖入一份部门预算公开")
    name = shown_name(file.name or "")
    if problem := size_problem(name, file):
        raise Refused(problem)
    check = UploadedCheck(owner=owner, name=name)
    check.file.save(uuid4().hex, file, save=False)
    check.save()
    read_uploaded.enqueue(check.pk)
    return check


@transaction.atomic
def delete_check(check: UploadedCheck) -> None:
    """Forget a check and its file; an archive goes with the last disclosure that was in it."""
    name = check.file.name or ""
    check.delete()
    if not UploadedCheck.objects.filter(file=name).exists():
        transaction.on_commit(partial(default_storage.delete, name))


def forget_old_checks() -> None:
    """Forget what is older than the setting."""
    oldest = timezone.now() - timedelta(days=settings.IMPORT_KEPT_DAYS)
    for check in UploadedCheck.objects.filter(created_at__lt=oldest):
        delete_check(check)
