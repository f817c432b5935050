"""What the background worker does (``manage.py db_worker``): it makes the files of print jobs.

One broken form never fails the others: the file holds what could be made, and the job says of
every other form why not.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks import task

from projects.lifecycle import Refused
from projects.models import PerformanceForm
from reports.models import JobState, PrintJob, PrintJobItem, PrintJobQuerySet
from reports.outputs import OUTPUTS, Part

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)
"""So long the result of a job can be fetched."""


@task()
def make_print_job(job_id: int) -> None:
    """Make the file of a job that is still wanted, and forget old jobs."""
    if _waiting(job_id).update(state=JobState.RUNNING, heard_at=timezone.now()):
        _make(PrintJob.objects.select_related("owner").get(pk=job_id))
    _forget_old_jobs()


def _waiting(job_id: int) -> PrintJobQuerySet:
    return PrintJob.objects.filter(pk=job_id, state=JobState.WAITING)


def _running(job: PrintJob) -> PrintJobQuerySet:
    """The job, unless its owner has cancelled it meanwhile."""
    return PrintJob.objects.filter(pk=job.pk, state=JobState.RUNNING)


def _make(job: PrintJob) -> None:
    try:
        parts = list(_parts(job))
        if parts and _running(job).exists():
            _keep(job, OUTPUTS[job.format].joined(parts))
        else:
            _running(job).update(state=JobState.FAILED)
    except Exception:
        logger.exception("print job %s failed", job.pk)
        _running(job).update(state=JobState.FAILED)


def _parts(job: PrintJob) -> Iterator[Part]:
    """What could be made of the forms, until the job is cancelled."""
    for item in job.items.all():
        part = _part(job, item)
        item.finished = True
        item.save()
        if not _running(job).update(heard_at=timezone.now()):
            return
        if part:
            yield part


def _part(job: PrintJob, item: PrintJobItem) -> Part | None:
    """The form as its job's owner may see it at this moment."""
    form = PerformanceForm.objects.visible_to(job.owner).with_document().filter(pk=item.form_id).first()
    if form is None:
        item.problem = "您已无权查看此表，没有放入文件"
        return None
    try:
        part = OUTPUTS[job.format].part(form)
    except Refused as refusal:
        item.problem = refusal.message
        return None
    except Exception:
        logger.exception("form %s of print job %s failed", form.pk, job.pk)
        item.problem = f"此表生成时出错，没有放入文件，请把“任务 {job.pk}，表 {form.pk}”告诉管理员"
        return None
    item.missing = part.missing
    return part


def _keep(job: PrintJob, content: bytes) -> None:
    job.result.save(f"{uuid4().hex}.{job.format}", ContentFile(content), save=False)
    if not _running(job).update(state=JobState.DONE, result=job.result.name, heard_at=timezone.now()):
        job.result.delete(save=False)


def _forget_old_jobs() -> None:
    for job in PrintJob.objects.filter(created_at__lt=timezone.now() - KEPT_FOR):
        job.result.delete(save=False)
        job.delete()
