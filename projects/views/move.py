"""Taking a step: 送审, 撤回, 审核通过, 退回, 下达."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from projects.desk.trouble import trouble_of
from projects.lifecycle import Forbidden, Refused, move
from projects.models import PerformanceForm
from projects.remarks import is_unsettled, opinion_with_remarks, remarks_on
from projects.views.pages import desk_page, form_page, queue_context
from projects.views.scoped import person, scoped_form
from projects.workflow import Action

_DONE = {
    Action.SUBMIT: "已送审“{}”，内容已锁定；审核前可以撤回。",
    Action.WITHDRAW: "已撤回“{}”，可以继续修改。",
    Action.APPROVE: "已通过“{}”。",
    Action.RETURN: "已退回“{}”，意见已送达填报人。",
    Action.ISSUE: "已下达“{}”。",
}


@dataclass(frozen=True, slots=True)
class _Sent:
    """What the decision form carries; a revision that is no number can only be out of date."""

    revision: int
    opinion: str
    takes_remarks: bool
    is_from_desk: bool

    @classmethod
    def by(cls, request: HttpRequest) -> _Sent:
        post = request.POST
        revision = post.get("revision", "")
        return cls(
            revision=int(revision) if revision.isdecimal() and len(revision) < 10 else -1,
            opinion=post.get("opinion", ""),
            takes_remarks="with_remarks" in post,
            is_from_desk=post.get("origin") == "desk",
        )


@require_POST
def form_move(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Raises :class:`Forbidden`; other refusals come back on the page with what was written."""
    form, sent = scoped_form(request, pk), _Sent.by(request)
    if action not in Action.values:
        raise Http404
    step = Action(action)
    onward = _onward(request, form, step, sent)
    taken = [remark for remark in remarks_on(form) if is_unsettled(remark)] if sent.takes_remarks else []
    try:
        opinion = opinion_with_remarks(form, sent.opinion, taken if step is Action.RETURN else [])
        move(pk, step, person(request), revision=sent.revision, opinion=opinion)
    except Forbidden:
        raise
    except Refused as refusal:
        return _refused(request, pk, refusal, sent)
    if form.revision == sent.revision:  # else it was the second click
        messages.success(request, _DONE[step].format(form.name))
    return redirect(onward)


def _onward(request: HttpRequest, form: PerformanceForm, step: Action, sent: _Sent) -> str:
    """Where to go afterwards: from the desk to the next form of the queue as it is before the step."""
    if not sent.is_from_desk:
        return reverse("projects:form-fill" if step is Action.WITHDRAW else "projects:form-detail", args=[form.pk])
    context = queue_context(request)
    following = context["queue"].next_after(form.pk)
    page = reverse("projects:review-desk", args=[following.pk]) if following else reverse("projects:review-inbox")
    return f"{page}?only={context['only']}" if context["only"] else page


def _refused(request: HttpRequest, pk: int, refusal: Refused, sent: _Sent) -> HttpResponse:
    """Problems of the content belong to the check; everything else is told where it was asked."""
    if refusal.problems:
        messages.error(request, refusal.message)
        return redirect("projects:form-check", pk=pk)
    form = scoped_form(request, pk)
    trouble = trouble_of(refusal, form, person(request), seen=sent.revision, opinion=sent.opinion)
    status = HTTPStatus.CONFLICT if trouble.is_stale else HTTPStatus.UNPROCESSABLE_ENTITY
    page = desk_page if sent.is_from_desk else form_page
    return page(request, form, trouble=trouble, status=status)
