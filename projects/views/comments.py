"""Writing, answering and settling remarks; with htmx in place, without it by way of a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from projects import access
from projects.lifecycle import Forbidden, Refused
from projects.models import FieldComment, PerformanceForm
from projects.paper_view import anchor_of
from projects.remarks import LONGEST_REMARK, add, answer, find_place, resolve, visible_remarks
from projects.views.pages import way_back
from projects.views.scoped import person, scoped_form

_NOT_ACCEPTED = 422


@require_POST
def comment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new remark at ``path``, then back to the page it was written on."""
    form, place = scoped_form(request, pk), request.POST.get("path", "")
    try:
        remark = add(form, place, request.POST.get("text", ""), person(request))
    except Forbidden:
        raise
    except Refused as refusal:
        return _unwritten(request, form, place, refusal.message)
    return redirect(f"{way_back(request, form)}#{anchor_of(remark.path)}")


@require_POST
def comment_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The filler's answer."""
    remark, typed = _visible(request, pk), request.POST.get("text", "")
    try:
        answer(remark.pk, typed, person(request))
    except Forbidden:
        raise
    except Refused as refusal:
        return _thread(request, pk, problem=refusal.message, typed=typed)
    return _thread(request, pk)


@require_POST
def comment_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Settled by a reviewer."""
    resolve(_visible(request, pk).pk, person(request))
    return _thread(request, pk)


def _visible(request: HttpRequest, pk: int) -> FieldComment:
    return get_object_or_404(visible_remarks(person(request)), pk=pk)


def _unwritten(request: HttpRequest, form: PerformanceForm, place: str, problem: str) -> HttpResponse:
    """The small form again, with what was typed and what is wrong with it."""
    found = find_place(form, place)
    context = {
        "form": form,
        "path": place,
        "label": found.label if found else "",
        "longest": LONGEST_REMARK,
        "problem": problem,
        "typed": request.POST.get("text", ""),
        "next_url": way_back(request, form),
    }
    if not _is_htmx(request):
        return render(request, "projects/comments/unwritten.html", context, status=_NOT_ACCEPTED)
    response = render(request, "projects/comments/write.html", context)
    response["HX-Retarget"] = response["HX-Reselect"] = "#write-remark"
    response["HX-Reswap"] = "outerHTML"
    return response


def _thread(request: HttpRequest, pk: int, *, problem: str = "", typed: str = "") -> HttpResponse:
    """The thread as it is now; without htmx a page of its own only where something is wrong."""
    remark = _visible(request, pk)
    form, user = scoped_form(request, remark.form_id), person(request)
    context = {
        "comment": remark,
        "form": form,
        "can_answer": bool(access.can(user, access.Permission.ANSWER, form)),
        "can_resolve": bool(access.can(user, access.Permission.COMMENT, form)),
        "problem": problem,
        "typed": typed,
        "next_url": way_back(request, form),
    }
    if _is_htmx(request):
        response = render(request, "projects/comments/thread.html", context)
        response["HX-Trigger"] = "remarks"
        return response
    if problem:
        return render(request, "projects/comments/unanswered.html", context, status=_NOT_ACCEPTED)
    return redirect(f"{context['next_url']}#remark-{pk}")


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
