"""The print centre: choose forms and get them as one file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from projects.forms import FormFilter
from projects.lifecycle import Refused
from projects.models import PerformanceForm
from projects.queries import FormQuerySet
from projects.views.form_list import filtered_forms
from projects.views.scoped import number_in, person
from projects.views.workplace import workplace
from reports.jobs import cancel_job, start_job
from reports.models import JobFormat, PrintJob
from reports.official.forms import officials_in_force

JOBS_SHOWN = 20


@require_safe
def print_centre(request: HttpRequest) -> HttpResponse:
    """The forms that can be chosen, and the person's latest jobs."""
    filters, page = filtered_forms(request)
    jobs = PrintJob.objects.visible_to(person(request)).with_counts()[:JOBS_SHOWN]
    context = {"filters": filters, "page": page, "jobs": jobs, "formats": JobFormat.choices}
    context["officials"] = officials_in_force(page)
    return render(request, "reports/print_centre.html", context)


@require_POST
def job_start(request: HttpRequest) -> HttpResponse:
    """Fields: ``format``, and which forms: ``form`` (repeated), or ``all`` with the filters, or ``again`` (a job)."""
    kind = request.POST.get("format", "")
    try:
        if kind not in JobFormat.values:
            raise Refused("请选择格式：PDF 或 Excel")
        job = start_job(person(request), _chosen(request), JobFormat(kind))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("reports:print-centre")
    return redirect("reports:job-page", job.pk)


def _chosen(request: HttpRequest) -> FormQuerySet:
    user = person(request)
    if "all" in request.POST:
        return FormFilter(request.POST, user, workplace(request)).forms()
    if "again" in request.POST:
        job = get_object_or_404(PrintJob.objects.visible_to(user), pk=number_in(request.POST["again"]))
        cancel_job(job)
        return PerformanceForm.objects.visible_to(user).filter(pk__in=job.items.values("form"))
    wanted = {number_in(text) or 0 for text in request.POST.getlist("form")}  # no form has 0
    forms = PerformanceForm.objects.visible_to(user).filter(pk__in=wanted)
    if forms.count() != len(wanted):
        raise Http404
    return forms
