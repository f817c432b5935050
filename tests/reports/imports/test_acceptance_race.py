"""Two people and two clicks at the same moment. Rows can be locked on PostgreSQL only."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects.models import FormEvent, PerformanceForm
from reports.imports.acceptance import accept
from reports.imports.fates import fates_of
from reports.models import FormSource
from tests.at_once import at_once
from tests.factories import make_document, make_office
from tests.reports.imports.drafts import make_draft

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def test_a_double_click_stores_one_form(office):
    draft = make_draft(office.filler)
    token = fates_of([draft], office.filler)[draft.pk].token
    click = lambda: accept(draft.file.batch, [token], office.filler, confirmed=True)  # noqa: E731
    results = at_once(click, click, click)
    assert [result.accepted for result in results] == [[draft]] * 3  # type: ignore[attr-defined]
    assert (PerformanceForm.objects.count(), FormEvent.objects.count(), FormSource.objects.count()) == (1, 1, 1)


def test_of_two_batches_with_the_same_form_one_is_stored(office):
    one = make_draft(office.filler)
    other = make_draft(office.colleague, make_document(budget_change_note="调整。"))
    tokens = {draft.pk: fates_of([draft], draft.file.batch.owner)[draft.pk].token for draft in (one, other)}
    results = at_once(
        lambda: accept(one.file.batch, [tokens[one.pk]], office.filler, confirmed=True),
        lambda: accept(other.file.batch, [tokens[other.pk]], office.colleague, confirmed=True),
    )
    assert sorted(len(result.accepted) for result in results) == [0, 1]  # type: ignore[attr-defined]
    assert sorted(len(result.refused) for result in results) == [0, 1]  # type: ignore[attr-defined]
    assert (PerformanceForm.objects.count(), FormSource.objects.count()) == (1, 1)
