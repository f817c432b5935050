"""Bringing files in: the list of batches, uploading, one batch, accepting forms."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from projects.lifecycle import Forbidden, Refused
from projects.views.scoped import person
from reports.imports.acceptance import Acceptance, accept
from reports.imports.batch_page import BatchPage, all_certain_tokens
from reports.imports.edits import put_unit
from reports.imports.forms import UnitForm, UploadForm, layout_choices
from reports.imports.uploads import delete_batch, start_import, stop_job
from reports.models import ImportBatch, ImportDraft
from reports.readers.limits import Limits

BATCHES_SHOWN = 30
DRAFTS_SHOWN = 25


@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """The upload form, and the person's own batches, latest first."""
    return _list_page(request, UploadForm(None, person(request)))


@require_POST
def import_start(request: HttpRequest) -> HttpResponse:
    """Fields: ``files`` (one or more), ``layout``, ``unit``, ``fiscal_year``."""
    user = person(request)
    form = UploadForm(request.POST, user)
    if not form.units:
        raise Forbidden("只有填报人和地区管理员可以导入；需要导入时请联系本地区的管理员")
    if not form.is_valid():
        return _list_page(request, form, status=422)
    try:
        batch = start_import(user, request.FILES.getlist("files"), form.wishes())
    except Refused as refusal:
        return _list_page(request, form, refusal.message, status=422)
    return redirect("reports:import-batch", batch.pk)


@require_safe
def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """All forms of a batch; for htmx the progress alone, and once the job is over a call to load the page anew."""
    batch = _batch(request, pk)
    if request.headers.get("HX-Request"):
        progress = render(request, "imports/progress.html", {"page": BatchPage(batch, person(request), [])})
        return progress if batch.is_open else HttpResponseClientRefresh()
    drafts = Paginator(
        ImportDraft.objects.visible_to(person(request)).in_batch(batch).for_page(), DRAFTS_SHOWN
    ).get_page(request.GET.get("page"))
    context = {
        "page": BatchPage(batch, person(request), list(drafts.object_list)),
        "drafts": drafts,
        "layouts": layout_choices(),
    }
    return render(request, "imports/batch.html", context)


@require_POST
def import_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave what is not read or stored yet."""
    stop_job(_batch(request, pk))
    return redirect("reports:import-batch", pk)


@require_POST
def import_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a batch; forms that were accepted and their files stay."""
    delete_batch(_batch(request, pk))
    messages.success(request, "已删除；已经接受的表和它们的文件都还在")
    return redirect("reports:import-list")


@require_POST
def import_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Field: ``unit``, where all forms of the batch go that have none yet."""
    batch, form = _batch(request, pk), UnitForm(request.POST, person(request))
    unit = form.cleaned_data["unit"] if form.is_valid() else None
    if unit is None:
        messages.error(request, "请选择存入哪个单位")
    else:
        messages.success(request, f"{put_unit(batch, unit)} 张表将存入“{unit.name}”")
    return redirect("reports:import-batch", batch.pk)


@require_POST
def import_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Fields: ``form`` (tokens, repeated) or ``certain`` for all without doubts; ``confirmed``; ``next`` (a form)."""
    batch, user = _batch(request, pk), person(request)
    tokens = request.POST.getlist("form")
    if "certain" in request.POST:
        tokens = all_certain_tokens(batch, user)
        if not tokens:
            messages.info(request, "没有可以直接接受的表：都有疑点、不能导入，或者会覆盖系统中的表")
            return redirect("reports:import-batch", batch.pk)
    result = accept(batch, tokens, user, confirmed="confirmed" in request.POST)
    if result.to_confirm:
        context = {"batch": batch, "result": result, "next": request.POST.get("next", "")}
        return render(request, "imports/confirm.html", context)
    _tell(request, result)
    return _after_accepting(request, batch)


def _after_accepting(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    wanted = request.POST.get("next", "")
    drafts = ImportDraft.objects.visible_to(person(request)).in_batch(batch)
    following = drafts.filter(pk=wanted).first() if wanted.isascii() and wanted.isdecimal() else None
    if following:
        return redirect("reports:import-form", following.pk)
    return redirect("reports:import-batch", batch.pk)


def _tell(request: HttpRequest, result: Acceptance) -> None:
    if result.queued:
        messages.success(request, f"正在存入 {result.queued} 张表")
    if result.accepted:
        messages.success(request, f"已存入 {len(result.accepted)} 张表")
    for refusal in result.refused:
        messages.error(request, f"{refusal.draft}没有存入：{'；'.join(refusal.reasons)}")


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.visible_to(person(request)), pk=pk)


def _list_page(request: HttpRequest, form: UploadForm, refusal: str = "", *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "batches": ImportBatch.objects.visible_to(person(request)).with_counts()[:BATCHES_SHOWN],
        "limits": Limits.from_settings(),
        "kept_days": settings.IMPORT_KEPT_DAYS,
        "most_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    }
    return render(request, "imports/list.html", context, status=status)
