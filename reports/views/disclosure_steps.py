"""The life of a disclosure: sending it up, deciding on it, opening it again."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from projects.disclosing.lifecycle import Said, move_disclosure
from projects.disclosing.workflow import DisclosureAction
from projects.models import Disclosure
from projects.refusals import Forbidden, Refused, Stale
from projects.views.scoped import person, scoped_disclosure, seen_revision
from reports.disclosure.handling import Typed, handling_page

_DONE = {
    DisclosureAction.SUBMIT: "已送审，内容已锁定；审核前可以撤回。",
    DisclosureAction.WITHDRAW: "已撤回，可以继续修改。",
    DisclosureAction.APPROVE: "已审核通过。",
    DisclosureAction.RETURN: "已退回，意见已送达填报人。",
    DisclosureAction.REPLY: "批复日期已记录。",
    DisclosureAction.REOPEN: "已打开更正；已公开的版本照旧公开，直到公开新的一版。",
}
"""The steps of this page; making public has pages of its own."""

_REASON = "reason-"


@require_safe
def disclosure_handling(request: HttpRequest, pk: int) -> HttpResponse:
    """What has to be put right or explained, the decision, the versions, the history."""
    return _page(request, scoped_disclosure(request, pk), Typed())


@require_POST
def disclosure_move(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Raises :class:`Forbidden`; other refusals come back on the page with what was written."""
    disclosure = scoped_disclosure(request, pk)
    if action not in _DONE:
        raise Http404
    step, sent = DisclosureAction(action), _sent(request)
    revision = seen_revision(request)
    try:
        said = Said(sent.opinion, sent.reasons, date_in(sent.replied_on))
        move_disclosure(pk, step, person(request), revision=revision, said=said)
    except Forbidden:
        raise
    except Refused as refusal:
        return refused(request, disclosure, refusal, sent)
    if disclosure.revision == revision:  # else it was the second click
        messages.success(request, _DONE[step])
    return redirect("reports:disclosure-handling", pk)


def refused(request: HttpRequest, disclosure: Disclosure, refusal: Refused, sent: Typed) -> HttpResponse:
    """The page again, with why nothing was done."""
    problems = tuple(f"{each.label}：{each.message}" for each in refusal.problems)
    trouble = Typed(refusal.message, problems, sent.opinion, sent.replied_on, sent.reasons)
    status = HTTPStatus.CONFLICT if isinstance(refusal, Stale) else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, scoped_disclosure(request, disclosure.pk), trouble, status)


def date_in(text: str) -> date | None:
    """A day that a request carries, ``None`` for a blank. Raises :class:`Refused`."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise Refused(f"“{text}”不是日期，请按 2022-01-20 的样子填写") from error


def _sent(request: HttpRequest) -> Typed:
    reasons = {name.removeprefix(_REASON): str(text) for name, text in request.POST.items() if name.startswith(_REASON)}
    opinion, replied_on = request.POST.get("opinion", ""), request.POST.get("replied_on", "")
    return Typed(opinion=opinion, replied_on=replied_on, reasons=reasons)


def _page(request: HttpRequest, disclosure: Disclosure, typed: Typed, status: int = HTTPStatus.OK) -> HttpResponse:
    page = handling_page(disclosure, person(request), localdate(), typed)
    context = {"disclosure": disclosure, "page": page, "bar": page.bar, "typed": typed}
    return render(request, "disclosures/handling/page.html", context, status=status)
