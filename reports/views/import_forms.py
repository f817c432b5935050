"""One form that was read: looking at it, correcting it, saying where it goes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from projects.lifecycle import Refused
from projects.paper_view import anchor_of
from projects.values import BadValue
from projects.views.scoped import number_in, person, seen_revision
from reports.imports.cells import TypedText
from reports.imports.document_edits import NoSuchCell
from reports.imports.edits import add_row, confirm, drop, put_place, remove_row, set_cell
from reports.imports.form_page import FormPage
from reports.imports.forms import PlaceForm
from reports.imports.preview import Preview
from reports.models import ImportDraft

_NO_CELL = "这一格已经不在了，请重新打开页面"


@require_safe
def import_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper with its sources and doubts; ``?cell=`` opens a cell for correction, ``?tab=changes`` compares."""
    return _page(request, _draft(request, pk))


@require_POST
def import_cell(request: HttpRequest, pk: int) -> HttpResponse:
    """Fields: ``path``, ``text``, ``revision``, and ``category`` for a cell that names an indicator."""
    draft, path, text = _draft(request, pk), request.POST.get("path", ""), request.POST.get("text", "")
    category = request.POST.get("category", "")
    try:
        set_cell(draft, seen_revision(request), path, text, category)
    except BadValue as error:
        return _page(request, draft, typed=TypedText(path, text, str(error), category), status=422)
    except Refused as refusal:
        typed = TypedText(path, text, "", category)
        return _page(request, _draft(request, pk), trouble=refusal.message, typed=typed, status=409)
    except NoSuchCell:
        return _page(request, draft, trouble=_NO_CELL, status=409)
    return _done(request, draft, path)


@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Fields: ``path`` of a doubt that is none, ``cell`` to go back to, ``revision``."""
    path, cell = request.POST.get("path", ""), request.POST.get("cell", "")
    return _changed(
        request,
        pk,
        lambda draft: confirm(draft, seen_revision(request), path),
        lambda draft: _done(request, draft, cell),
    )


@require_POST
def import_row_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Fields: ``lines``, ``index`` (the row to stand before), ``category``, ``revision``. Opens the new row."""
    lines, index = request.POST.get("lines", ""), number_in(request.POST.get("index", "")) or 0
    category = request.POST.get("category", "")

    def open_row(draft: ImportDraft) -> HttpResponse:
        naming = Preview(draft, person(request)).naming_member(lines)
        return redirect(_address(draft, f"{lines}[{index}].{naming}", opens=True))

    return _changed(request, pk, lambda draft: add_row(draft, seen_revision(request), lines, index, category), open_row)


@require_POST
def import_row_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Fields: ``lines``, ``index``, ``revision``."""
    lines, index = request.POST.get("lines", ""), number_in(request.POST.get("index", ""))
    return _changed(
        request,
        pk,
        lambda draft: remove_row(draft, seen_revision(request), lines, -1 if index is None else index),
        lambda draft: _done(request, draft, ""),
    )


@require_POST
def import_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Fields of :class:`~reports.imports.forms.PlaceForm`, and ``revision``."""
    draft = _draft(request, pk)
    form = PlaceForm(request.POST, person(request), draft)
    if not form.is_valid():
        return _page(request, draft, place_form=form, status=422)
    return _changed(
        request,
        pk,
        lambda draft: put_place(draft, seen_revision(request), form.place()),
        lambda draft: _done(request, draft, ""),
    )


@require_POST
def import_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Field: ``wanted`` where a form that was not wanted shall come back."""
    draft = _draft(request, pk)
    drop(draft, wanted="wanted" in request.POST)
    return redirect("reports:import-form", draft.pk)


def _changed(
    request: HttpRequest,
    pk: int,
    change: Callable[[ImportDraft], None],
    then: Callable[[ImportDraft], HttpResponse],
) -> HttpResponse:
    """Change the draft, or show it as it is now and say why it was not changed."""
    draft = _draft(request, pk)
    try:
        change(draft)
    except (BadValue, Refused) as error:
        return _page(request, _draft(request, pk), trouble=str(error), status=409)
    except NoSuchCell:
        return _page(request, draft, trouble=_NO_CELL, status=409)
    return then(draft)


def _done(request: HttpRequest, draft: ImportDraft, cell: str) -> HttpResponse:
    """The page anew, at the cell."""
    if request.headers.get("HX-Request"):
        return _page(request, _draft(request, draft.pk), focused=cell)
    return redirect(_address(draft, cell))


def _address(draft: ImportDraft, cell: str, *, opens: bool = False) -> str:
    query = f"?{urlencode({'cell': cell})}" if opens else ""
    return f"{reverse('reports:import-form', args=[draft.pk])}{query}{f'#{anchor_of(cell)}' if cell else ''}"


def _draft(request: HttpRequest, pk: int) -> ImportDraft:
    drafts = ImportDraft.objects.visible_to(person(request))
    return get_object_or_404(drafts.select_related("file__batch", "unit__department__region", "form"), pk=pk)


def _page(
    request: HttpRequest,
    draft: ImportDraft,
    *,
    focused: str = "",
    typed: TypedText | None = None,
    trouble: str = "",
    place_form: PlaceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = person(request)
    is_htmx = "HX-Request" in request.headers  # which shows nothing of an answer that is no success
    opened = typed.path if typed else request.GET.get("cell", "")
    preview = Preview(draft, user, opened, request.GET.get("tab", "paper"), typed)
    page = FormPage(draft, preview, place_form or PlaceForm(None, user, draft))
    context = {"page": page, "preview": preview, "draft": draft, "focused": focused, "trouble": trouble}
    context["form_url"] = reverse("reports:import-form", args=[draft.pk])
    return render(request, "imports/form.html", context, status=200 if is_htmx else status)
