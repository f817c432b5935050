"""What the background worker does for imports: it reads uploaded files, and stores many accepted forms."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from reports.models import BatchState, ImportBatch


@task()
def read_batch(batch_id: int) -> None:
    """Read the files of a batch that still waits for it, and forget old batches."""
    from reports.imports.reading import read_files  # noqa: PLC0415  (the web process needs no readers)
    from reports.imports.uploads import forget_old_batches  # noqa: PLC0415  (it starts this task)

    waiting = ImportBatch.objects.filter(pk=batch_id, state=BatchState.WAITING)
    if waiting.update(state=BatchState.READING, heard_at=timezone.now()):
        read_files(ImportBatch.objects.select_related("owner", "unit").get(pk=batch_id))
    forget_old_batches()


@task()
def store_accepted(batch_id: int) -> None:
    """Store the forms of a batch that were accepted together."""
    from reports.imports.acceptance import store_queued  # noqa: PLC0415  (it starts this task)

    if ImportBatch.objects.filter(pk=batch_id, state=BatchState.STORING).update(heard_at=timezone.now()):
        store_queued(ImportBatch.objects.select_related("owner").get(pk=batch_id))
