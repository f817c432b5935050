"""The two pages of one form: the form page, and the review desk with its queue."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from projects.desk.reading import Reading, Tab
from projects.desk.trouble import Trouble
from projects.inbox import Queue, queue_of
from projects.models import PerformanceForm
from projects.views.scoped import person

AGAIN = "again"


def form_page(
    request: HttpRequest,
    form: PerformanceForm,
    *,
    tab: Tab | None = None,
    trouble: Trouble | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form as everybody in scope reads it."""
    reading = _reading(request, form)
    reading.tab = tab or _tab(request) or Tab.PAPER
    context = {
        "reading": reading,
        "trouble": trouble,
        "page_url": reverse("projects:form-detail", args=[form.pk]),
        "history_url": reverse("projects:form-history", args=[form.pk]),
    }
    return render(request, "projects/detail/page.html", context, status=status)


def desk_page(
    request: HttpRequest, form: PerformanceForm, *, trouble: Trouble | None = None, status: int = 200
) -> HttpResponse:
    """The form between the queue and the decision. A second review is about what changed."""
    reading = _reading(request, form)
    reading.tab = _tab(request) or (Tab.CHANGES if reading.changes else Tab.PAPER)
    page_url = reverse("projects:review-desk", args=[form.pk])
    context = {
        "reading": reading,
        "trouble": trouble,
        "page_url": page_url,
        "history_url": f"{page_url}?tab={Tab.HISTORY}",
        "is_desk": True,
        **queue_context(request),
    }
    context["position"] = context["queue"].position_of(form.pk)
    return render(request, "projects/review/desk.html", context, status=status)


def queue_context(request: HttpRequest) -> dict[str, Any]:
    """The queue of the person, all of it or only what came back, as the page or the sent form asks."""
    everything = queue_of(person(request))
    only = request.GET.get("only") or request.POST.get("only", "")
    queue: Queue = everything.again if only == AGAIN else everything
    return {"everything": everything, "queue": queue, "only": AGAIN if only == AGAIN else ""}


def way_back(request: HttpRequest, form: PerformanceForm) -> str:
    """The page that a small form was sent from, if it says so and is one of this site's."""
    wanted = request.POST.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted.partition("#")[0]
    return reverse("projects:form-detail", args=[form.pk])


def _reading(request: HttpRequest, form: PerformanceForm) -> Reading:
    return Reading(form, person(request), writing=request.GET.get("comment", ""))


def _tab(request: HttpRequest) -> Tab | None:
    wanted = request.GET.get("tab", "")
    return Tab(wanted) if wanted in list(Tab) else None
