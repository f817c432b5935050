"""人员: accounts, roles and passwords of a region's people."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from projects import access
from projects.lifecycle import Forbidden, Refused
from projects.models import Region, User
from projects.region_settings import people
from projects.region_settings.people_forms import NewPersonForm, PersonForm, RoleForm
from projects.region_settings.record import changes_of
from projects.values import plain_text
from projects.views.region_scope import settings_page
from projects.views.scoped import person

PAGE_SIZE = 50
CHANGES_SHOWN = 20
LONGEST_SEARCH = 100


@settings_page("GET")
def settings_people(request: HttpRequest, region: Region) -> HttpResponse:
    """Everybody with a role in the region."""
    text = plain_text(request.GET.get("q", ""))[:LONGEST_SEARCH]
    page = Paginator(people.people_in(region, text), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(each, people.roles_in(region, each)) for each in page]
    context = {"region": region, "tab": "people", "page": page, "rows": rows, "text": text}
    return render(request, "projects/settings/people.html", context)


@never_cache
@settings_page("GET", "POST")
def settings_person_new(request: HttpRequest, region: Region) -> HttpResponse:
    """A new account with its first role; answers with the page that shows the password, once."""
    posted = request.POST if request.method == "POST" else None
    form, role = NewPersonForm(posted), RoleForm(posted, region=region)
    if form.is_valid() and role.is_valid():
        password = people.create_person(region, form.instance, role.role(), person(request))
        return _password_page(request, region, form.instance, password)
    context = {"region": region, "tab": "people", "form": form, "role_form": role, "guide": people.role_guide()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "projects/settings/person_new.html", context, status=status)


@settings_page("GET", "POST")
def settings_person(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """One account; to be read only where this administrator may not change it."""
    other = _someone(request, region, pk)
    form = PersonForm(request.POST if request.method == "POST" else None, instance=other, region=region)
    if form.is_valid():
        form.store(person(request))
        messages.success(request, "已保存姓名。")
        return redirect("projects:settings-person", region.pk, pk)
    return _person_page(request, region, other, form=form)


@settings_page("POST")
def settings_role_add(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """One more role."""
    other, form = _someone(request, region, pk), RoleForm(request.POST, region=region)
    if not form.is_valid():
        return _person_page(request, region, other, role_form=form)
    return _done(request, region, other, lambda: people.add_role(region, other, form.role(), person(request)))


@settings_page("POST")
def settings_role_remove(request: HttpRequest, region: Region, pk: int, role: int) -> HttpResponse:
    """One role less."""
    other = _someone(request, region, pk)
    held = next((each for each in people.roles_in(region, other) if each.pk == role), None)
    if held is None:
        raise Http404
    return _done(request, region, other, lambda: people.remove_role(region, other, held, person(request)))


@settings_page("POST")
def settings_person_active(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """``active=1`` lets the person sign in again, anything else no longer."""
    other, is_active = _someone(request, region, pk), request.POST.get("active") == "1"
    return _done(request, region, other, lambda: people.set_active(region, other, person(request), is_active=is_active))


@never_cache
@settings_page("POST")
def settings_password(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """A new password; the page that shows it is the only place where it stands."""
    other = _someone(request, region, pk)
    return _password_page(request, region, other, people.reset_password(region, other, person(request)))


def _someone(request: HttpRequest, region: Region, pk: int) -> User:
    """Somebody of the region, to be changed by a POST only where this administrator may."""
    other = get_object_or_404(people.people_in(region), pk=pk)
    decision = access.may_edit_person(person(request), other, region)
    if request.method == "POST" and not decision:
        raise Forbidden(decision.reason)
    return other


def _done(request: HttpRequest, region: Region, other: User, act: Callable[[], None]) -> HttpResponse:
    """Do it and go back to the person; say why not where it is refused."""
    try:
        act()
    except Forbidden:
        raise
    except Refused as refusal:
        return _person_page(request, region, other, refusal=refusal.message)
    messages.success(request, "已保存。")
    return redirect("projects:settings-person", region.pk, other.pk)


def _person_page(
    request: HttpRequest,
    region: Region,
    other: User,
    *,
    form: PersonForm | None = None,
    role_form: RoleForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    form = form or PersonForm(None, instance=other, region=region)
    role_form = role_form or RoleForm(None, region=region)
    context: dict[str, Any] = {
        "region": region,
        "tab": "people",
        "other": form.before,
        "roles": people.roles_in(region, other),
        "decision": access.may_edit_person(person(request), other, region),
        "form": form,
        "role_form": role_form,
        "guide": people.role_guide(),
        "refusal": refusal,
        "changes": changes_of(region, other)[:CHANGES_SHOWN],
    }
    status = HTTPStatus.OK
    if form.conflicts or refusal:
        status = HTTPStatus.CONFLICT
    elif form.is_bound or role_form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "projects/settings/person.html", context, status=status)


def _password_page(request: HttpRequest, region: Region, other: User, password: str) -> HttpResponse:
    context = {"region": region, "tab": "people", "other": other, "password": password}
    return render(request, "projects/settings/password.html", context)
