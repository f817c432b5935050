"""A print job: how far it is, its file, cancelling it. Other people's jobs are 404."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from projects.views.scoped import person
from reports.filenames import form_name
from reports.jobs import cancel_job
from reports.models import JobState, PrintJob, PrintJobItem
from reports.outputs import OUTPUTS


@require_safe
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page; for htmx the progress alone, and once the job is over a call to load the page anew."""
    job = _job(request, pk)
    if request.headers.get("HX-Request"):
        progress = render(request, "reports/job_progress.html", {"job": job})
        return progress if job.is_open else HttpResponseClientRefresh()
    remarks = _items(job).exclude(problem="", missing="")
    context = {
        "job": job,
        "made": job.total - sum(1 for item in remarks if item.problem),
        "problems": [item for item in remarks if item.problem],
        "missing": [item for item in remarks if item.missing],
    }
    return render(request, "reports/job.html", context)


@require_safe
def job_file(request: HttpRequest, pk: int) -> FileResponse:
    """The result of a finished job."""
    job = _job(request, pk)
    if job.state != JobState.DONE:
        raise Http404
    try:
        content = job.result.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    content_type = OUTPUTS[job.format].content_type
    return FileResponse(content, as_attachment=True, filename=_filename(job), content_type=content_type)


@require_POST
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop before the next form. Nothing is kept of what was made."""
    job = _job(request, pk)
    if not cancel_job(job):
        messages.info(request, "此任务已经结束，不用取消")
    return redirect("reports:job-page", job.pk)


def _job(request: HttpRequest, pk: int) -> PrintJob:
    return get_object_or_404(PrintJob.objects.visible_to(person(request)).with_counts(), pk=pk)


def _items(job: PrintJob) -> QuerySet[PrintJobItem]:
    return job.items.select_related("form__project__unit").only(
        "problem", "missing", "form__name", "form__fiscal_year", "form__project__name", "form__project__unit__name"
    )


def _filename(job: PrintJob) -> str:
    if job.total == 1:
        name = form_name(_items(job).get().form)
    else:
        name = f"绩效目标表-{job.total}张-{localtime(job.created_at):%Y%m%d-%H%M}"
    return f"{name}.{job.format}"
