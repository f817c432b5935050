"""Published versions, made directly: rows and tiny files, without the steps that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from projects.disclosure.document import DisclosureDocument
from projects.document import FormDocument
from projects.models import Disclosure, PerformanceForm, Project, Publication, PublishedForm, Status, Unit
from projects.queries import searchable
from reports.models import OfficialFile, OfficialKind, PublishedFile
from tests.factories import YEAR, make_document, make_form, make_person
from tests.projects.disclosure.made import made

PUBLISHED_ON = date(YEAR, 1, 20)
BOOKLET_EXTENSIONS = ("pdf", "docx")
FORM_EXTENSIONS = ("pdf", "xlsx", "json")


def make_publication(
    unit: Unit,
    *forms: FormDocument,
    version: int = 1,
    fiscal_year: int = YEAR,
    published_on: date = PUBLISHED_ON,
    **more: Any,
) -> Publication:
    """A version of the unit's department with the documents of its forms (one where none is given), ready and with files.

    ``more``: ``content`` (a :class:`DisclosureDocument`), ``note``, ``state``.
    """
    content: DisclosureDocument = more.pop("content", None) or made(fiscal_year=fiscal_year)
    disclosure, _ = Disclosure.objects.get_or_create(
        department=unit.department, fiscal_year=fiscal_year, defaults={"content": content.to_json()}
    )
    publication = Publication.objects.create(
        disclosure=disclosure,
        version=version,
        published_on=published_on,
        content=content.to_json(),
        made_by=make_person(f"publisher-{disclosure.pk}-{version}"),
        **({"state": "ready"} | more),
    )
    for number, document in enumerate(forms or (make_document(fiscal_year=fiscal_year),), 1):
        _make_form(publication, unit, number, document)
        _make_files(publication, number, FORM_EXTENSIONS)
    _make_files(publication, 0, BOOKLET_EXTENSIONS)
    return publication


def make_official(publication: Publication, code: str) -> OfficialFile:
    """An official file of that version, which its booklet in PDF then is."""
    booklet = publication.files.get(form_number=0, extension="pdf")
    official = OfficialFile.objects.create(
        code=code,
        key=code,
        kind=OfficialKind.BOOKLET,
        title=str(publication),
        standing=f"第 {publication.version} 版",
        publication=publication,
        sha256="0" * 64,
        size=booklet.size,
        file=booklet.file.name,
    )
    PublishedFile.objects.filter(pk=booklet.pk).update(official=official)
    return official


def _make_form(publication: Publication, unit: Unit, number: int, document: FormDocument) -> PublishedForm:
    name = document.project.name or ""
    project, _ = Project.objects.get_or_create(unit=unit, name=name)
    form = PerformanceForm.objects.filter(project=project, fiscal_year=document.fiscal_year).first()
    goals = (document.narratives.overall_goal, document.narratives.annual_goal)
    indicators = (text for each in document.indicators for text in (each.level3, each.target))
    return PublishedForm.objects.create(
        publication=publication,
        number=number,
        form=form or make_form(unit, document, status=Status.ISSUED),
        project=project,
        name=name,
        amount=document.amounts.current_year,
        document=document.to_json(),
        search_text=searchable(name, *(text or "" for text in (*goals, *indicators))),
    )


def _make_files(publication: Publication, number: int, extensions: Sequence[str]) -> None:
    for extension in extensions:
        content = f"{publication} {number}.{extension}".encode()
        made = PublishedFile(publication=publication, form_number=number, extension=extension, size=len(content))
        made.pages = 3 if extension == "pdf" else None
        made.file.save(f"{publication.pk}-{number}.{extension}", ContentFile(content))
