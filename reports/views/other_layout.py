"""A form as another layout shows it, with a list of what that layout cannot hold."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from projects.layouts import layouts_to_choose
from projects.paper_view import SheetSource, draw
from projects.views.scoped import layout_or_404, scoped_form
from reports.papers import converted, framework_of


@require_safe
def choose_layout(request: HttpRequest, pk: int) -> HttpResponse:
    """The other layouts of the same scope; ``?layout=`` opens one."""
    form = scoped_form(request, pk)
    if "layout" in request.GET:
        return redirect("reports:form-as", form.pk, layout_or_404(request.GET["layout"]).slug)
    same_scope = [layout for layout in layouts_to_choose() if layout.scope is form.layout.scope]
    others = [layout for layout in same_scope if layout.slug != form.layout_slug]
    return render(request, "reports/choose_layout.html", {"form": form, "layouts": others})


@require_safe
def form_as(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The paper in the other layout."""
    form, layout = scoped_form(request, pk), layout_or_404(slug)
    shown = converted(form, layout)
    context = {
        "form": form,
        "layout": layout,
        "left_out": shown.left_out,
        "sheets": draw(SheetSource(layout, framework_of(layout), shown.document, title=form.title_kind())),
    }
    return render(request, "reports/form_as.html", context)
