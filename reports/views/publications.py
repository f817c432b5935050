"""Making a disclosure public, and what becomes of a version until its day has come."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from projects import access
from projects.disclosing.publishing import next_version
from projects.disclosing.workflow import DisclosureAction
from projects.models import Disclosure, Publication, PublicationState
from projects.refusals import Forbidden, Refused
from projects.views.scoped import person, scoped_disclosure, seen_revision
from reports.disclosure.handling import bar_of
from reports.disclosure.markup import booklet_html
from reports.publishing.files import published_booklet
from reports.publishing.jobs import retry_publication, start_publication, withdraw_publication
from reports.publishing.pages import publication_page, publishing_page
from reports.views.disclosure_steps import date_in


@require_http_methods(["GET", "HEAD", "POST"])
def disclosure_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be public, with day and note; 422 with everything that is in the way."""
    disclosure = scoped_disclosure(request, pk)
    _must_be_publisher(request, disclosure)
    sent = {name: request.POST.get(name, "") for name in ("published_on", "note", "revision")}
    if request.method != "POST":
        return _publishing(request, disclosure, {})
    try:
        published_on = date_in(sent["published_on"])
        if published_on is None:
            raise Refused("请填写公开日期，如：2022-02-01")
        publication = start_publication(
            pk,
            person(request),
            revision=seen_revision(request),
            published_on=published_on,
            note=sent["note"],
            today=localdate(),
        )
    except Forbidden:
        raise
    except Refused as refusal:
        return _publishing(request, disclosure, sent, refusal.message)
    return redirect("reports:publication-page", pk, publication.version)


@require_safe
def disclosure_public_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The booklet as citizens would read it."""
    disclosure = scoped_disclosure(request, pk)
    version = next_version(disclosure, person(request), localdate())
    for form in version.forms:
        form.publication = version.publication
    html = booklet_html(published_booklet(version.publication, version.forms))
    body = mark_safe(html)  # noqa: S308  (booklet_html escapes every text)
    return render(request, "disclosures/booklet.html", {"disclosure": disclosure, "body": body})


@require_safe
def publication_view(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """How far the files are, and what became of them; for htmx the progress alone while they are being made."""
    disclosure, publication = _version(request, pk, version)
    page = publication_page(publication, localdate())
    bar = bar_of(disclosure, person(request), localdate())
    context = {"disclosure": disclosure, "page": page, "publication": publication, "bar": bar}
    if request.headers.get("HX-Request"):
        progress = render(request, "disclosures/publication/progress.html", context)
        return progress if publication.state == PublicationState.MAKING else HttpResponseClientRefresh()
    return render(request, "disclosures/publication/page.html", context)


@require_POST
def publication_retry(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Make what is missing."""
    _, publication = _version(request, pk, version)
    retry_publication(publication.pk, person(request))
    return redirect("reports:publication-page", pk, version)


@require_POST
def publication_cancel(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Take back what is not public yet; a second click finds it done."""
    disclosure = scoped_disclosure(request, pk)
    publication = disclosure.publications.filter(version=version).first()
    if publication is None:
        _must_be_canceller(request, disclosure)
        messages.info(request, f"没有等待公开的第 {version} 版，可能已经取消。")
    else:
        withdraw_publication(publication.pk, person(request), today=localdate())
        messages.success(request, f"已取消第 {version} 版的公开，生成的文件已删除。")
    return redirect("reports:disclosure-handling", pk)


def _version(request: HttpRequest, pk: int, version: int) -> tuple[Disclosure, Publication]:
    disclosure = scoped_disclosure(request, pk)
    return disclosure, get_object_or_404(disclosure.publications.for_list(), version=version)


def _must_be_publisher(request: HttpRequest, disclosure: Disclosure) -> None:
    """Raises :class:`Forbidden` for who may not, :class:`Refused` where nobody may now."""
    decision = access.may_take(person(request), DisclosureAction.PUBLISH, disclosure)
    if decision:
        return
    _must_be_canceller(request, disclosure)
    raise Refused(decision.reason)


def _must_be_canceller(request: HttpRequest, disclosure: Disclosure) -> None:
    """Raises :class:`Forbidden`."""
    decision = access.may_take(person(request), DisclosureAction.CANCEL, disclosure)
    if not decision:
        raise Forbidden(decision.reason)


def _publishing(request: HttpRequest, disclosure: Disclosure, sent: dict[str, str], message: str = "") -> HttpResponse:
    page = publishing_page(disclosure, person(request), localdate())
    context = {"disclosure": disclosure, "page": page, "sent": sent, "message": message}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if message else HTTPStatus.OK
    return render(request, "disclosures/publication/publish.html", context, status=status)
