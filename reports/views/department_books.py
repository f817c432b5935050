"""A disclosure's figures as a workbook: download, upload, preview, storing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from projects.disclosing.stored import require_open
from projects.models import Disclosure
from projects.refusals import Refused
from projects.views.scoped import person, scoped_disclosure, seen_revision
from reports.department_book.uploads import book_of, keep_upload, preview, store_upload
from reports.filenames import safe_name
from reports.models import DepartmentUpload
from reports.readers.limits import Limits
from reports.views.responses import file_response


@require_safe
def department_book_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook to fill in, with what is stored by now."""
    disclosure = _open(request, pk)
    return file_response(book_of(disclosure), f"{safe_name(f'{disclosure}-填报表')}.xlsx")


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
    stored = store_upload(upload, revision=seen_revision(request), take_mine=set(request.POST.getlist("mine")))
    messages.success(request, f"已从 Excel 存入，共 {stored} 处改动。")
    return redirect("reports:disclosure-page", pk)


@require_safe
def department_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The uploaded workbook with its mistakes marked."""
    upload = _upload(request, _open(request, pk))
    if not upload.marked:
        raise Http404
    return file_response(bytes(upload.marked), f"{safe_name(upload.name.rpartition('.')[0])}-标出错误.xlsx")


def _open(request: HttpRequest, pk: int) -> Disclosure:
    """One that the person sees and may change now. Raises ``Http404``, ``Forbidden`` or ``Refused``."""
    disclosure = scoped_disclosure(request, pk)
    require_open(disclosure, person(request))
    return disclosure


def _upload(request: HttpRequest, disclosure: Disclosure) -> DepartmentUpload:
    uploads = DepartmentUpload.objects.visible_to(person(request)).select_related("disclosure__department__region")
    return get_object_or_404(uploads, disclosure=disclosure)
