"""Reading an uploaded file; a bad one ends with a sentence for its owner."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from time import monotonic

from django.db import transaction
from django.utils import timezone

from reports.disclosure_reading.files import DisclosureFile, RefusedFile
from reports.disclosure_reading.wire import read_disclosures_confined
from reports.models import CheckState, UploadedCheck
from reports.models.uploaded_checks import UploadedCheckQuerySet
from reports.readers.source import Unreadable

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 0.5
_MOST_TOLD = 20  # files of an archive whose problems are listed


class _Deleted(Exception):
    """The owner has deleted the check."""


def read_check(check: UploadedCheck) -> None:
    """Read the file of a check that is running; of an archive each disclosure becomes a check of its own."""
    try:
        with check.file.open("rb") as stored:
            content = stored.read()
        _store(check, read_disclosures_confined(check.name, content, _Progress(check)))
    except _Deleted:
        return
    except Unreadable as error:
        _running(check).update(state=CheckState.FAILED, problem=error.message)
    except Exception:
        logger.exception("check %s failed", check.pk)
        _running(check).update(
            state=CheckState.FAILED, problem=f"读取时出错；请把“检查 {check.pk}”告诉管理员，原文件没有改动"
        )


def _running(check: UploadedCheck) -> UploadedCheckQuerySet:
    """The check, unless it was deleted meanwhile."""
    return UploadedCheck.objects.filter(pk=check.pk, state=CheckState.RUNNING)


class _Progress:
    """Gives a sign of life as often as a person may look, and stops where nobody wants the check."""

    def __init__(self, check: UploadedCheck) -> None:
        self._check = check
        self._noted = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if now - self._noted >= _LOOK_SECONDS or done == total:
            self._noted = now
            if not _running(self._check).update(heard_at=timezone.now()):
                raise _Deleted


@transaction.atomic
def _store(check: UploadedCheck, found: Sequence[DisclosureFile | RefusedFile]) -> None:
    """The first disclosure in the check itself; what could not be read beside it is told in its leftovers."""
    locked = _running(check).select_for_update().first()
    if locked is None:
        raise _Deleted
    refused = [each for each in found if isinstance(each, RefusedFile)]
    disclosures = [each for each in found if isinstance(each, DisclosureFile)]
    if not disclosures:
        problems = [f"{each.name}：{each.problem}" if len(refused) > 1 else each.problem for each in refused]
        raise Unreadable("\n".join(problems[:_MOST_TOLD]) or "压缩文件里没有文件。请检查是否选错了文件。")
    first, *others = disclosures
    _fill(locked, first)
    locked.leftovers += [[each.name, each.problem] for each in refused[:_MOST_TOLD]]
    locked.save()
    for other in others:
        further = UploadedCheck(owner=locked.owner, file=locked.file.name)
        _fill(further, other)
        further.save()


def _fill(check: UploadedCheck, read: DisclosureFile) -> None:
    check.name = read.name[: UploadedCheck.NAME_LENGTH]
    check.state = CheckState.DONE
    check.content = read.document.to_json()
    check.forms = [form.to_json() for form in read.forms]
    check.doubts = [[doubt.path, doubt.reason] for doubt in read.doubts]
    check.leftovers = [[left.place, left.text] for left in read.leftovers]
