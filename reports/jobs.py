"""Print jobs, from the side of the person: starting one, and cancelling it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from projects.lifecycle import Refused
from projects.models import User
from projects.queries import FormQuerySet
from reports.models import OPEN_STATES, QUIET, JobFormat, JobState, PrintJob, PrintJobItem
from reports.tasks import make_print_job

AT_ONCE = 3
"""A job of at most so many forms is done while its owner waits: about a second."""


def start_job(owner: User, forms: FormQuerySet, kind: JobFormat) -> PrintJob:
    """Start making one file of ``forms``, in their order; the owner must see all of them.

    The same wish while it is being fulfilled (a double click) gives the job there is. Raises
    :class:`Refused` when there are no forms.
    """
    wanted = list(forms.values_list("pk", flat=True))
    if not wanted:
        raise Refused("还没有选表，请先勾选要打印的表")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)  # a double click waits here, and then finds the job
        same = next((job for job in _live_jobs(owner, kind) if _form_ids(job) == wanted), None)
        if same:
            return same
        job = PrintJob.objects.create(owner=owner, format=kind)
        PrintJobItem.objects.bulk_create(PrintJobItem(job=job, form_id=pk) for pk in wanted)
    if len(wanted) <= AT_ONCE:
        make_print_job.call(job.pk)
    else:
        make_print_job.enqueue(job.pk)
    return job


def cancel_job(job: PrintJob) -> bool:
    """Stop an open job before its next form; ``False`` when it was over already."""
    still_open = PrintJob.objects.filter(pk=job.pk, state__in=OPEN_STATES)
    return bool(still_open.update(state=JobState.CANCELLED))


def _live_jobs(owner: User, kind: JobFormat) -> list[PrintJob]:
    recent = timezone.now() - QUIET
    jobs = PrintJob.objects.filter(owner=owner, format=kind, state__in=OPEN_STATES, heard_at__gt=recent)
    return list(jobs.prefetch_related("items"))


def _form_ids(job: PrintJob) -> list[int]:
    return [item.form_id for item in job.items.all()]
