"""How every view reaches a form: through the person's scope. Out of scope is 404."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from projects.models import PerformanceForm, User


def person(request: HttpRequest) -> User:
    """The signed-in person; ``LoginRequiredMiddleware`` lets nobody else reach a view."""
    assert isinstance(request.user, User)
    return request.user


def scoped_form(request: HttpRequest, pk: int) -> PerformanceForm:
    """A form the person may see, with its document loaded. Raises ``Http404``."""
    return get_object_or_404(PerformanceForm.objects.visible_to(person(request)).with_document(), pk=pk)
