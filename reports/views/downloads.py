"""One form as a file: PDF, Excel or exchange JSON."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from projects.views.scoped import layout_or_404, scoped_form
from reports.filenames import form_name
from reports.outputs import OUTPUTS


@require_safe
def paper_file(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """Of any form in the person's scope, at any time, in another layout with ``?as=``; a PDF opens in the browser."""
    form = scoped_form(request, pk)
    output = OUTPUTS.get(extension)
    if output is None:
        raise Http404
    other = layout_or_404(request.GET["as"]) if "as" in request.GET else None
    content = output.joined([output.part(form, other)])
    filename = f"{form_name(form)}.{output.extension}"
    disposition = content_disposition_header(not output.opens_in_browser, filename)
    return HttpResponse(
        content,
        content_type=output.content_type,
        headers={"Content-Disposition": str(disposition), "Cache-Control": "private, no-cache"},
    )
