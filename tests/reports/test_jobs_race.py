"""Two clicks on 打印 at the same moment. Rows can be locked on PostgreSQL only."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects.document import ProjectFacts
from projects.models import PerformanceForm
from reports.jobs import AT_ONCE, start_job
from reports.models import JobFormat, PrintJob
from tests.at_once import at_once
from tests.factories import make_document, make_form, make_office

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_double_click_gives_one_job(tmp_path: Path, settings):
    settings.MEDIA_ROOT = tmp_path
    office = make_office()
    for number in range(AT_ONCE + 1):
        make_form(office.unit, make_document(project=ProjectFacts(name=f"项目{number}")))
    click = lambda: start_job(office.reader, PerformanceForm.objects.order_by("pk"), JobFormat.PDF)  # noqa: E731
    results = at_once(click, click, click)
    assert results == [PrintJob.objects.get()] * 3
