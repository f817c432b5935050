"""Every address of the site as every kind of person. An address without a row fails the test.

The scene: a form of 组织部 that its department has to review now, with a remark on it, one step behind it and a file it
was imported from, and a print job and an import of the filler. ``·`` in a row is 302 to the sign-in page, as everything is for people who have not signed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from projects.document import ProjectFacts
from projects.models import (
    Disclosure,
    DisclosureStatus,
    FieldComment,
    FormEvent,
    PerformanceForm,
    RoleKind,
    Status,
    User,
)
from projects.storage import document_of
from reports.jobs import start_job
from reports.models import JobFormat, OfficialFile
from tests.factories import Office, make_document, make_form, make_office, make_person
from tests.projects.disclosure.made import make_disclosure
from tests.publications import make_publication
from tests.reports.department_book.books import make_upload
from tests.reports.imports.drafts import make_draft, make_source
from tests.reports.uploaded_checks.checks import make_check

pytestmark = pytest.mark.django_db

PEOPLE = ("nobody", "stranger", "filler", "reader", "department", "finance", "admin")


@dataclass(frozen=True)
class Scene:
    """What the addresses point at, and who looks."""

    office: Office
    form: PerformanceForm
    people: dict[str, User | None]
    objects: dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One address: method, names of its arguments in the scene, posted data, and a status for each of PEOPLE."""

    name: str
    arguments: tuple[str, ...]
    statuses: str
    method: str = "get"
    data: dict[str, Any] | None = None
    content_type: str = ""


# Columns:                                            nobody stranger filler reader department finance admin
FORM_PAGE = "302 404 200 200 200 200 200"
ANYBODY = "302 200 200 200 200 200 200"
EVERYBODY = "200 200 200 200 200 200 200"
NOWHERE = "404 404 404 404 404 404 404"
ADMIN_ONLY = "302 404 403 403 403 403 200"

IMPORTER_ONLY = "302 404 200 404 404 404 404"
IMPORTER_POSTS = "302 404 302 404 404 404 404"

PUBLISHED = ("region", "year", "department")
REMOVED_ROW = {"lines": "indicators", "index": "0", "revision": "0"}
REPLY = {"finding": "0", "text": "有说明"}
EDITS = {"edits": [{"id": "1", "op": "set", "path": "project.name", "base": "", "text": "改名"}]}

ROWS = [
    Row("projects:home", (), ANYBODY),
    Row("projects:form-list", (), ANYBODY),
    Row("projects:form-new", (), ANYBODY),
    Row("projects:form-detail", ("form",), FORM_PAGE),
    Row("projects:form-fill", ("form",), "302 404 302 302 302 302 302"),  # sent up: on to the form's page
    Row("projects:form-edits", ("form",), "302 404 403 403 403 403 403", "post", EDITS, "application/json"),
    Row("projects:form-check", ("form",), "302 404 302 302 302 302 302"),
    Row("projects:form-findings", ("form",), "302 404 403 403 403 403 403"),  # sent up: nobody fills it in
    Row("projects:finding-reason", ("form",), "302 404 403 403 403 403 403", "post", REPLY),
    Row("projects:finding-dismiss", ("form",), "302 404 403 403 409 409 403", "post", REPLY),  # no such finding
    Row("projects:finding-dismiss", ("form",), "302 404 403 403 302 302 403", "post", REPLY | {"restore": "1"}),
    Row("projects:form-move", ("form", "withdraw"), "302 404 302 403 403 403 403", "post", {"revision": "0"}),
    Row("projects:form-move", ("form", "approve"), "302 404 403 403 302 403 403", "post", {"revision": "0"}),
    Row("projects:form-move", ("form", "nonsense"), "302 404 404 404 404 404 404", "post", {"revision": "0"}),
    Row(
        "projects:comment-add",
        ("form",),
        "302 404 403 403 302 302 403",
        "post",
        {"path": "project.name", "text": "请核对"},
    ),
    Row("projects:comment-answer", ("comment",), "302 404 302 403 403 403 403", "post", {"text": "已改"}),
    Row("projects:comment-resolve", ("comment",), "302 404 403 403 302 302 403", "post", {}),
    Row("projects:form-history", ("form",), FORM_PAGE),
    Row("projects:form-version", ("form", "event"), FORM_PAGE),
    Row("projects:findings-overview", (), ANYBODY),
    Row("projects:rule-guide", (), ANYBODY),
    Row("reports:findings-file", (), ANYBODY),
    Row("projects:review-inbox", (), ANYBODY),
    Row("projects:review-desk", ("form",), "302 404 403 403 200 200 403"),
    Row("projects:subject-search", (), ANYBODY),
    Row("projects:target-reading", (), ANYBODY),
    Row("reports:paper-file", ("form", "json"), FORM_PAGE),
    Row("reports:choose-layout", ("form",), FORM_PAGE),
    Row("reports:form-as", ("form", "hebei"), FORM_PAGE),
    Row("reports:form-template", ("form",), "302 404 403 403 403 403 403"),  # sent up: nothing to fill in
    Row("reports:empty-template", ("unit", "project"), "302 404 200 403 403 403 403"),
    Row("reports:disclosure-list", (), ANYBODY),
    Row("reports:disclosure-page", ("disclosure",), FORM_PAGE),
    Row("reports:disclosure-told", ("disclosure", "assets"), "302 404 200 403 403 403 200", "post", {}),
    Row("reports:disclosure-told", ("disclosure", "nonsense"), "302 404 404 404 404 404 404", "post", {}),
    Row("reports:disclosure-start", ("department", "year"), "302 404 302 403 403 403 302", "post", {}),
    Row("reports:disclosure-edit", ("disclosure", "operating-costs"), "302 404 200 403 403 403 200"),
    Row("reports:disclosure-edit", ("disclosure", "nonsense"), "302 404 404 404 404 404 404"),
    Row(
        "reports:disclosure-edit",
        ("disclosure", "operating-costs"),
        "302 404 302 403 403 403 302",
        "post",
        {"revision": "0"},
    ),
    Row("reports:disclosure-booklet", ("disclosure",), FORM_PAGE),
    Row("reports:disclosure-file", ("disclosure", "docx"), FORM_PAGE),
    Row("reports:disclosure-file", ("disclosure", "odt"), "302 404 404 404 404 404 404"),
    Row("reports:department-book", ("disclosure",), "302 404 200 403 403 403 200"),
    Row("reports:department-upload", ("disclosure",), "302 404 200 403 403 403 200"),
    Row("reports:department-upload", ("disclosure",), "302 404 422 403 403 403 422", "post", {}),
    Row("reports:department-preview", ("disclosure",), "302 404 200 403 403 403 404"),
    Row("reports:department-preview", ("disclosure",), "302 404 302 403 403 403 404", "post", {"revision": "0"}),
    Row("reports:department-marked", ("disclosure",), "302 404 404 403 403 403 404"),  # there are no mistakes
    Row("reports:disclosure-handling", ("disclosure",), FORM_PAGE),
    Row("reports:disclosure-move", ("disclosure", "submit"), "302 404 302 403 403 403 403", "post", {"revision": "0"}),
    Row("reports:disclosure-move", ("disclosure", "approve"), "302 404 403 403 403 403 403", "post", {"revision": "0"}),
    Row("reports:disclosure-move", ("disclosure", "publish"), "302 404 404 404 404 404 404", "post", {"revision": "0"}),
    Row("reports:disclosure-publish", ("approved",), "302 404 403 403 403 200 200"),
    Row("reports:disclosure-publish", ("disclosure",), "302 404 403 403 403 409 409"),  # not approved yet
    Row("reports:disclosure-publish", ("approved",), "302 404 403 403 403 422 422", "post", {"revision": "0"}),
    Row("reports:disclosure-public-preview", ("disclosure",), FORM_PAGE),
    Row("reports:publication-page", ("approved", "1"), FORM_PAGE),
    Row("reports:publication-page", ("approved", "9"), "302 404 404 404 404 404 404"),
    Row("reports:publication-retry", ("approved", "1"), "302 404 403 403 403 302 302", "post", {}),
    Row("reports:publication-cancel", ("approved", "1"), "302 404 403 403 403 302 302", "post", {}),
    Row("reports:check-list", (), ANYBODY),
    Row("reports:check-start", (), "302 422 422 422 422 422 422", "post", {}),
    Row("reports:check-page", ("check",), IMPORTER_ONLY),
    Row("reports:check-form", ("check", "check_form"), IMPORTER_ONLY),
    Row("reports:check-report", ("check",), IMPORTER_ONLY),
    Row("reports:check-delete", ("check",), IMPORTER_POSTS, "post", {}),
    Row("reports:print-centre", (), ANYBODY),
    Row("reports:job-start", (), "302 302 302 302 302 302 302", "post", {"format": "pdf"}),
    Row("reports:job-page", ("job",), "302 404 200 404 404 404 404"),
    Row("reports:job-file", ("job",), "302 404 200 404 404 404 404"),
    Row("reports:job-cancel", ("job",), "302 404 302 404 404 404 404", "post", {}),
    Row("reports:form-source", ("form", "source"), FORM_PAGE),
    Row("reports:import-list", (), ANYBODY),
    Row("reports:import-start", (), "302 422 422 403 403 403 422", "post", {}),
    Row("reports:import-batch", ("batch",), IMPORTER_ONLY),
    Row("reports:import-stop", ("batch",), IMPORTER_POSTS, "post", {}),
    Row("reports:import-delete", ("batch",), IMPORTER_POSTS, "post", {}),
    Row("reports:import-unit", ("batch",), IMPORTER_POSTS, "post", {}),
    Row("reports:import-accept", ("batch",), "302 404 302 404 404 404 404", "post", {"certain": "1"}),
    Row("reports:import-original", ("file",), IMPORTER_ONLY),
    Row("reports:import-marked", ("file",), "302 404 404 404 404 404 404"),  # there is no such copy
    Row("reports:import-read-again", ("file",), IMPORTER_POSTS, "post", {}),
    Row("reports:import-form", ("draft",), IMPORTER_ONLY),
    Row("reports:import-cell", ("draft",), IMPORTER_POSTS, "post", {"path": "project.nature", "revision": "0"}),
    Row("reports:import-confirm", ("draft",), IMPORTER_POSTS, "post", {"path": "project.nature", "revision": "0"}),
    Row("reports:import-row-add", ("draft",), IMPORTER_POSTS, "post", {"lines": "indicators", "revision": "0"}),
    Row("reports:import-row-remove", ("draft",), IMPORTER_POSTS, "post", REMOVED_ROW),
    Row("reports:import-place", ("draft",), "302 404 422 404 404 404 404", "post", {}),
    Row("reports:import-drop", ("draft",), IMPORTER_POSTS, "post", {}),
    Row("projects:settings", (), "302 403 403 403 403 403 302"),
    Row("projects:settings-years", ("region",), ADMIN_ONLY),
    Row("projects:settings-year-new", ("region",), "302 404 403 403 403 403 422", "post", {}),
    Row("projects:settings-year", ("region", "year"), ADMIN_ONLY),
    Row("projects:settings-rules", ("region", "year"), ADMIN_ONLY),
    Row("projects:settings-rule", ("region", "year", "sum-mismatch"), ADMIN_ONLY),
    Row("projects:settings-rule", ("region", "year", "no-such-rule"), "302 404 403 403 403 403 404"),
    Row("projects:settings-wordings", ("region",), "302 404 403 403 403 403 302"),
    Row("projects:settings-wordings-year", ("region", "year"), ADMIN_ONLY),
    Row("projects:settings-wordings-copy", ("region", "year"), "302 404 403 403 403 403 302", "post", {}),
    Row("projects:settings-wording", ("region", "year", "income"), ADMIN_ONLY),
    Row("projects:settings-wording", ("region", "year", "no-such-text"), "302 404 403 403 403 403 404"),
    Row("projects:settings-wording-result", ("region", "year", "income"), ADMIN_ONLY, "post", {}),
    Row("projects:settings-wording-reset", ("region", "year", "income"), "302 404 403 403 403 403 302", "post", {}),
    Row("projects:settings-changes", ("region",), ADMIN_ONLY),
    Row("projects:settings-places", ("region",), ADMIN_ONLY),
    Row("projects:settings-department-new", ("region",), ADMIN_ONLY),
    Row("projects:settings-department", ("region", "department"), ADMIN_ONLY),
    Row("projects:settings-unit-new", ("region", "department"), ADMIN_ONLY),
    Row("projects:settings-unit", ("region", "unit"), ADMIN_ONLY),
    Row("projects:settings-people", ("region",), ADMIN_ONLY),
    Row("projects:settings-person-new", ("region",), ADMIN_ONLY),
    Row("projects:settings-person", ("region", "person"), ADMIN_ONLY),
    Row("projects:settings-role-add", ("region", "person"), "302 404 403 403 403 403 422", "post", {}),
    Row("projects:settings-role-remove", ("region", "person", "role"), "302 404 403 403 403 403 409", "post", {}),
    Row("projects:settings-person-active", ("region", "person"), "302 404 403 403 403 403 302", "post", {}),
    Row("projects:settings-password", ("region", "person"), "302 404 403 403 403 403 200", "post", {}),
    Row("login", (), "200 302 302 302 302 302 302"),
    Row("logout", (), "302 302 302 302 302 302 302", "post", {}),
    Row("own-password", (), ANYBODY),
    Row("demo-login", (), "404 404 404 404 404 404 404", "post", {"username": "x"}),  # not in demo mode
    Row("health", (), "200 200 200 200 200 200 200"),
    Row("robots", (), EVERYBODY),
    Row("public:start", (), EVERYBODY),
    Row("public:verify", (), EVERYBODY),
    Row("public:verify", (), "422 422 422 422 422 422 422", "post", {}),
    Row("public:verify-code", ("code",), EVERYBODY),
    Row("public:verify-file", ("code",), NOWHERE),  # of a form that is not published
    Row("short-code", ("code",), "302 302 302 302 302 302 302"),
    Row("public:search", (), EVERYBODY),
    Row("public:project", ("public_project",), EVERYBODY),
    Row("public:data", (), EVERYBODY),
    Row("public:dictionary", (), EVERYBODY),
    Row("public:dictionary-file", (), EVERYBODY),
    Row("public:sitemap", (), EVERYBODY),
    Row("public:region-year", ("region", "year"), EVERYBODY),
    Row("public:year-json", ("region", "year"), EVERYBODY),
    Row("public:year-csv", ("region", "year", "forms"), EVERYBODY),
    Row("public:year-csv", ("region", "year", "nonsense"), NOWHERE),
    Row("public:department", PUBLISHED, EVERYBODY),
    Row("public:department-version", (*PUBLISHED, "1"), EVERYBODY),
    Row("public:department-version", (*PUBLISHED, "2"), NOWHERE),
    Row("public:booklet", (*PUBLISHED, "1"), EVERYBODY),
    Row("public:booklet-file", (*PUBLISHED, "1", "pdf"), EVERYBODY),
    Row("public:booklet-file", (*PUBLISHED, "1", "odt"), NOWHERE),
    Row("public:form", (*PUBLISHED, "1", "1"), EVERYBODY),
    Row("public:form-file", (*PUBLISHED, "1", "1", "xlsx"), EVERYBODY),
    Row("public:missing", (), NOWHERE),
    Row("admin:index", (), "302 302 302 302 302 302 302"),  # Django's own sign-in, for staff only
]


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """Made once, in a transaction that stays open: what a test writes is rolled back to it."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("scene"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


def make_scene() -> Scene:
    office, other = make_office(), make_office("别区", tag="2")
    form = make_form(office.unit, status=Status.SUBMITTED)
    event = FormEvent.objects.create(
        form=form,
        action="submit",
        actor=office.filler,
        to_status=Status.SUBMITTED,
        revision=0,
        document=document_of(form).to_json(),
    )
    comment = FieldComment.objects.create(
        form=form, path="project.name", text="请核对", author=office.department_reviewer
    )
    other_person = make_person("somebody", (RoleKind.READER, office.unit))
    job = start_job(office.filler, PerformanceForm.objects.filter(pk=form.pk), JobFormat("pdf"))
    draft = make_draft(office.filler, make_document(project=ProjectFacts(name="远程教育")))
    disclosure = make_disclosure(office.department)
    make_upload(disclosure, office.filler)
    official = OfficialFile.objects.create(
        code="2345-6789", kind="issued_form", title="课件", size=1, form=form, file="official/x.pdf"
    )
    make_publication(office.unit)
    objects = {
        "disclosure": disclosure.pk,
        "approved": make_approved(office).pk,
        "check": make_check(office.filler, [make_document()]).pk,
        "check_form": 0,
        "draft": draft.pk,
        "file": draft.file.pk,
        "batch": draft.file.batch.pk,
        "code": official.code,
        "source": make_source(form, office.filler).pk,
        "form": form.pk,
        "public_project": form.project_id,
        "event": event.pk,
        "comment": comment.pk,
        "job": job.pk,
        "region": office.region.pk,
        "year": form.fiscal_year,
        "department": office.department.pk,
        "unit": office.unit.pk,
        "person": other_person.pk,
        "role": other_person.roles.get().pk,
    }
    people = {
        "nobody": None,
        "stranger": other.filler,
        "filler": office.filler,
        "reader": office.reader,
        "department": office.department_reviewer,
        "finance": office.finance_reviewer,
        "admin": office.admin,
    }
    return Scene(office, form, people, objects)


def make_approved(office: Office) -> Disclosure:
    """One of a later year, approved, with a version of which nothing is public yet."""
    never = date(9000, 1, 1)
    publication = make_publication(office.unit, fiscal_year=2021, published_on=never, state="failed")
    Disclosure.objects.filter(pk=publication.disclosure_id).update(status=DisclosureStatus.APPROVED)
    return publication.disclosure


def _status(scene: Scene, row: Row, person: str) -> int:
    client = Client()
    user = scene.people[person]
    if user:
        client.force_login(user)
    arguments = [scene.objects.get(name, name) for name in row.arguments]
    url = reverse(row.name, args=arguments)
    options: dict[str, Any] = {"content_type": row.content_type} if row.content_type else {}
    data = {**(row.data or {}), **({"writer": user.pk} if user and row.data is EDITS else {})}
    response = client.get(url) if row.method == "get" else client.post(url, data, **options)
    for close in getattr(response, "_resource_closers", ()):
        close()
    return response.status_code


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join([row.name, *row.arguments[1:], row.method]))
def test_each_address_answers_each_person_as_the_table_says(scene: Scene, row: Row):
    expected = dict(zip(PEOPLE, map(int, row.statuses.split()), strict=True))
    answered = {}
    for person in PEOPLE:
        before = transaction.savepoint()
        answered[person] = _status(scene, row, person)
        transaction.savepoint_rollback(before)  # the next person finds the scene as it was
    assert answered == expected


def _names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace == "admin":
            yield "admin:index"  # Django's own pages; who is no staff gets none of them
        else:
            yield from _names(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)


def test_every_address_has_a_row():
    assert set(_names(get_resolver())) == {row.name for row in ROWS}
