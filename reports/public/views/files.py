"""The files of a version, as they were made when it was published."""

from __future__ import annotations

from typing import Final

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from projects.models import Publication
from reports.filenames import safe_name
from reports.models import PublishedFile
from reports.outputs import OUTPUTS
from reports.public.department import BOOKLET
from reports.public.pages import public_page
from reports.public.versions import version

_KEPT: Final = "public, max-age=86400, immutable"
"""Files of a version never change; a day bounds how long one is shown that had to be taken away."""


@public_page()
def booklet_file(
    request: HttpRequest, region: int, year: int, department: int, number: int, extension: str
) -> HttpResponseBase:
    """The whole booklet."""
    publication = version(region, year, department, number)
    return _answer(request, publication, BOOKLET, extension, str(publication.disclosure))


@public_page()
def form_file(
    request: HttpRequest, region: int, year: int, department: int, number: int, position: int, extension: str
) -> HttpResponseBase:
    """One 绩效目标表."""
    publication = version(region, year, department, number)
    form = get_object_or_404(publication.forms, number=position)
    return _answer(
        request, publication, position, extension, f"{year}年-{publication.disclosure.department}-{form.name}"
    )


def _answer(
    request: HttpRequest, publication: Publication, position: int, extension: str, name: str
) -> HttpResponseBase:
    if extension not in OUTPUTS:
        raise Http404
    made = get_object_or_404(PublishedFile, publication=publication, form_number=position, extension=extension)
    etag = f'"{publication.pk}-{position}-{made.pk}-{made.size}"'
    response: HttpResponseBase = get_conditional_response(request, etag=etag) or _file(publication, made, name)
    response["ETag"] = etag
    response["Cache-Control"] = _KEPT
    return response


def _file(publication: Publication, made: PublishedFile, name: str) -> FileResponse:
    output = OUTPUTS[made.extension]
    try:
        response = FileResponse(made.file.open(), content_type=output.content_type)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Length"] = str(made.size)
    filename = f"{safe_name(name)}-第{publication.version}版.{made.extension}"
    response["Content-Disposition"] = str(content_disposition_header(not output.opens_in_browser, filename))
    return response
