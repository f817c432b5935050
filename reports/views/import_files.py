"""Single files of imports: downloads, and reading one once more."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from projects.lifecycle import Refused
from projects.views.scoped import layout_or_404, person
from reports.imports.uploads import read_again
from reports.models import FormSource, ImportFile

_BYTES = "application/octet-stream"  # whatever was uploaded is saved, never shown


@require_safe
def import_original(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was uploaded."""
    file = _file(request, pk)
    return _download(file.upload, file.name)


@require_safe
def import_marked(request: HttpRequest, pk: int) -> FileResponse:
    """The copy of a filled-in template with the mistakes marked; of an archive, one of those in it."""
    file = _file(request, pk)
    if not file.marked:
        raise Http404
    extension = "zip" if any(mistake["source"] for mistake in file.mistakes) else "xlsx"
    return _download(file.marked, f"{file.name.rpartition('.')[0]}-标出错误.{extension}")


@require_POST
def import_read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Field: ``layout``, "" for recognition. Forms of the file that are not accepted yet are read anew."""
    file, layout = _file(request, pk), request.POST.get("layout", "")
    try:
        read_again(file, layout_or_404(layout).slug if layout else "")
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("reports:import-batch", file.batch_id)


@require_safe
def form_source(request: HttpRequest, pk: int, source: int) -> FileResponse:
    """The file that a form was imported from, for everybody who may see the form."""
    kept = get_object_or_404(FormSource.objects.visible_to(person(request)), pk=source, form=pk)
    return _download(kept.file, kept.name)


def _file(request: HttpRequest, pk: int) -> ImportFile:
    return get_object_or_404(ImportFile.objects.visible_to(person(request)), pk=pk)


def _download(stored: File, name: str) -> FileResponse:
    try:
        content = stored.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(content, as_attachment=True, filename=name, content_type=_BYTES)
