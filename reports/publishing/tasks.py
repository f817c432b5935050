"""What the background worker does (``manage.py db_worker``): it makes the files of published versions.

Every file is kept as soon as it is made. So a job that broke off goes on where it was, and two that run at once for
the same version do each other no harm.
"""

from __future__ import annotations

import logging
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from projects.models import Publication, PublicationState
from projects.queries import PublicationQuerySet
from projects.refusals import Refused
from reports.models import PublishedFile
from reports.public.cache import forget_all
from reports.publishing.files import MadeFile, WantedFile, wanted_files
from reports.writers.xlsx import TooLongForExcel

logger = logging.getLogger(__name__)


@task()
def make_publication(publication_id: int) -> None:
    """Make what is missing of the version's files; it is ready when nothing is."""
    publication = Publication.objects.for_list().filter(pk=publication_id, state=PublicationState.MAKING).first()
    if publication is None:
        return
    try:
        if _make_all(publication):
            _making(publication).update(state=PublicationState.READY, problem="", heard_at=timezone.now())
            forget_all()
    except (Refused, TooLongForExcel) as refusal:
        _fail(publication, str(refusal))
    except Exception:
        logger.exception("publication %s failed", publication.pk)
        _fail(publication, f"生成文件时出错。请重试；若仍出错，请把“公开 {publication.pk}”告诉管理员。")


def _making(publication: Publication) -> PublicationQuerySet:
    """The version, unless it was cancelled meanwhile."""
    return Publication.objects.filter(pk=publication.pk, state=PublicationState.MAKING)


def _fail(publication: Publication, problem: str) -> None:
    _making(publication).update(state=PublicationState.FAILED, problem=problem, heard_at=timezone.now())


def _make_all(publication: Publication) -> bool:
    """Whether all are there; ``False`` where nobody wants them any more."""
    forms = list(publication.forms.select_related("form__project__unit__department__region"))
    for form in forms:
        form.publication = publication
    there = set(publication.files.values_list("form_number", "extension"))
    for wanted in wanted_files(publication, forms):
        if (wanted.form_number, wanted.extension) not in there:
            made = wanted.make()
            if not _keep(publication, wanted, made):
                return False
        done = publication.files.count()
        if not _making(publication).update(done=done, heard_at=timezone.now()):
            return False
    return True


def _keep(publication: Publication, wanted: WantedFile, made: MadeFile) -> bool:
    """``False`` where the version is gone: then nothing of the file remains but an official one that nobody has."""
    file = PublishedFile(
        publication=publication,
        form_number=wanted.form_number,
        extension=wanted.extension,
        size=len(made.content),
        pages=made.pages,
        official=made.official,
    )
    if made.official:
        file.file.name = made.official.file.name
    else:
        file.file.save(f"{uuid4().hex}.{wanted.extension}", ContentFile(made.content), save=False)
    try:
        with transaction.atomic():
            Publication.objects.select_for_update().get(pk=publication.pk)  # whoever cancels it waits here
            file.save()
    except (Publication.DoesNotExist, IntegrityError):
        if not made.official:
            file.file.delete(save=False)
        return publication.files.filter(form_number=wanted.form_number, extension=wanted.extension).exists()
    return True
