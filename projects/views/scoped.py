"""How every view reaches a form: through the person's scope. Out of scope is 404."""

from __future__ import annotations

from django.db.models import BigIntegerField
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from projects.layouts import Layout, latest_layout
from projects.models import Disclosure, PerformanceForm, User
from projects.storage import load_shown_rows

_MOST_DIGITS = len(str(BigIntegerField.MAX_BIGINT))


def person(request: HttpRequest) -> User:
    """The signed-in person; ``LoginRequiredMiddleware`` lets nobody else reach a view."""
    assert isinstance(request.user, User)
    return request.user


def number_in(text: str) -> int | None:
    """A number that a request carries; ``None`` for what no column holds."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number and int(text) <= BigIntegerField.MAX_BIGINT else None


def seen_revision(request: HttpRequest) -> int:
    """The revision that the sender of a form had before them; -1, which nothing has, where none is named."""
    revision = number_in(request.POST.get("revision", ""))
    return -1 if revision is None else revision


def shown_form(request: HttpRequest, pk: int) -> PerformanceForm:
    """A form the person may see, with the rows that its layout shows. Raises ``Http404``."""
    forms = PerformanceForm.objects.visible_to(person(request)).select_related("project__unit__department__region")
    form = get_object_or_404(forms, pk=pk)
    load_shown_rows(form)
    return form


def scoped_form(request: HttpRequest, pk: int) -> PerformanceForm:
    """A form the person may see, with its document loaded. Raises ``Http404``."""
    return get_object_or_404(PerformanceForm.objects.visible_to(person(request)).with_document(), pk=pk)


def scoped_disclosure(request: HttpRequest, pk: int) -> Disclosure:
    """A 部门预算公开 that the person may see. Raises ``Http404``."""
    return get_object_or_404(Disclosure.objects.visible_to(person(request)).for_list(), pk=pk)


def layout_or_404(slug: str) -> Layout:
    """The latest version of a layout. Raises ``Http404``."""
    try:
        return latest_layout(slug)
    except KeyError as error:
        raise Http404 from error
