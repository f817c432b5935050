"""A disclosure's figures as a workbook: download, upload, preview, storing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from projects.disclosing.stored import require_open
from projects.models import Disclosure
from projects.refusals import Refused
from projects.views.scoped import number_in, person
from reports.department_book.uploads import book_of, keep_upload, preview, store_upload
from reports.filenames import safe_name
from reports.models import DepartmentUpload
from reports.outputs import OUTPUTS
from reports.readers.limits import Limits


@require_safe
def department_book_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook to fill in, with what is stored by now."""
    disclosure = _open(request, pk)
    return _attached(book_of(disclosure), f"{disclosure}-填报表")


@require_http_methods(["GET", "HEAD", "POST"])
def department_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Field: ``file``. What cannot be taken at all is explained with 422; else on to the preview."""
    disclosure, refusal = _open(request, pk), ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Refused("还没有选文件，请选择填好的填报表")
            keep_upload(disclosure, person(request), file)
        except Refused as error:
            refusal = error.message
        else:
            return redirect("reports:department-preview", pk)
    context = {"disclosure": disclosure, "refusal": refusal, "limits": Limits.from_settings()}
    return render(request, "disclosures/book/upload.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def department_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the upload says and changes. Posted fields: ``revision`` that was seen, ``mine`` (units, repeated)."""
    disclosure = _open(request, pk)
    upload = _upload(request, disclosure)
    if request.method != "POST":
        return render(request, "disclosures/book/preview.html", {"disclosure": disclosure, "page": preview(upload)})
    revision = number_in(request.POST.get("revision", "")) or 0
    stored = store_upload(upload, revision=revision, take_mine=set(request.POST.getlist("mine")))
    messages.success(request, f"已从 Excel 存入，共 {stored} 处改动。")
    return redirect("reports:disclosure-page", pk)


@require_safe
def department_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The uploaded workbook with its mistakes marked."""
    upload = _upload(request, _open(request, pk))
    if not upload.marked:
        raise Http404
    return _attached(bytes(upload.marked), f"{upload.name.rpartition('.')[0]}-标出错误")


def _open(request: HttpRequest, pk: int) -> Disclosure:
    """One that the person sees and may change now. Raises ``Http404``, ``Forbidden`` or ``Refused``."""
    disclosure = get_object_or_404(Disclosure.objects.visible_to(person(request)).for_list(), pk=pk)
    require_open(disclosure, person(request))
    return disclosure


def _upload(request: HttpRequest, disclosure: Disclosure) -> DepartmentUpload:
    uploads = DepartmentUpload.objects.visible_to(person(request)).select_related("disclosure__department__region")
    return get_object_or_404(uploads, disclosure=disclosure)


def _attached(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=f"{safe_name(name)}.xlsx")
    headers = {"Content-Disposition": str(disposition), "Cache-Control": "private, no-cache"}
    return HttpResponse(content, content_type=OUTPUTS["xlsx"].content_type, headers=headers)
