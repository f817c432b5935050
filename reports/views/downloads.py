"""One form as a file: PDF, Excel or exchange JSON."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from projects.views.scoped import layout_or_404, scoped_form
from reports.filenames import form_name
from reports.outputs import OUTPUTS
from reports.views.responses import file_response


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
    return file_response(content, filename, output.content_type, opens_in_browser=output.opens_in_browser)
