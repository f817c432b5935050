"""What the background worker does for uploaded disclosures."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from reports.models import CheckState, UploadedCheck


@task()
def read_uploaded(check_id: int) -> None:
    """Read the file of a check that still waits for it, and forget old checks."""
    from reports.uploaded_checks.reading import read_check  # noqa: PLC0415  (the web process needs no readers)
    from reports.uploaded_checks.uploads import forget_old_checks  # noqa: PLC0415  (it starts this task)

    waiting = UploadedCheck.objects.filter(pk=check_id, state=CheckState.WAITING)
    if waiting.update(state=CheckState.RUNNING, heard_at=timezone.now()):
        read_check(UploadedCheck.objects.get(pk=check_id))
    forget_old_checks()
