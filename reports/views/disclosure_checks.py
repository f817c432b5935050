"""Disclosures made elsewhere: upload one, see what was found in it, forget it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from projects.refusals import Refused
from projects.views.scoped import person
from reports.filenames import safe_name
from reports.models import CheckState, UploadedCheck
from reports.readers.limits import Limits
from reports.uploaded_checks.page import check_page, form_sheets
from reports.uploaded_checks.uploads import delete_check, start_check
from reports.uploaded_checks.workbook import check_workbook
from reports.views.responses import file_response

CHECKS_SHOWN = 25


@require_safe
def check_list(request: HttpRequest) -> HttpResponse:
    """The upload form, and the person's own checks, latest first."""
    return _list_page(request)


@require_POST
def check_start(request: HttpRequest) -> HttpResponse:
    """Field: ``file``."""
    try:
        check = start_check(person(request), request.FILES.get("file"))
    except Refused as refusal:
        return _list_page(request, refusal.message, status=422)
    return redirect("reports:check-page", check.pk)


@require_safe
def check_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found; while the file is being read the progress, for htmx alone or a call to load the page anew."""
    check = _check(request, pk)
    if request.headers.get("HX-Request"):
        progress = render(request, "disclosure_checks/progress.html", {"check": check})
        return progress if check.is_open else HttpResponseClientRefresh()
    if check.state != CheckState.DONE:
        return render(request, "disclosure_checks/unread.html", {"check": check})
    shown = check_page(check)
    return render(request, "disclosure_checks/page.html", {"check": check, "shown": shown, "page": shown.proofs})


@require_safe
def check_form(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One of the projects' forms that stand in the file; ``number`` counts from 0."""
    check = _check(request, pk)
    forms = check.form_documents
    if number >= len(forms):
        raise Http404
    try:
        sheets = form_sheets(forms[number])
    except KeyError as error:
        raise Http404 from error
    return render(request, "disclosure_checks/form.html", {"check": check, "document": forms[number], "sheets": sheets})


@require_safe
def check_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was found as an Excel file."""
    check = _check(request, pk)
    if check.state != CheckState.DONE:
        raise Http404
    return file_response(check_workbook(check_page(check)), f"{safe_name(check.name)}检查结果.xlsx")


@require_POST
def check_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a check with its file."""
    check = _check(request, pk)
    delete_check(check)
    messages.success(request, f"已删除“{check.name}”")
    return redirect("reports:check-list")


def _check(request: HttpRequest, pk: int) -> UploadedCheck:
    return get_object_or_404(UploadedCheck.objects.visible_to(person(request)), pk=pk)


def _list_page(request: HttpRequest, refusal: str = "", *, status: int = 200) -> HttpResponse:
    own = UploadedCheck.objects.visible_to(person(request)).for_list()
    context = {
        "refusal": refusal,
        "checks": Paginator(own, CHECKS_SHOWN).get_page(request.GET.get("page")),
        "limits": Limits.from_settings(),
        "kept_days": settings.IMPORT_KEPT_DAYS,
    }
    return render(request, "disclosure_checks/list.html", context, status=status)
