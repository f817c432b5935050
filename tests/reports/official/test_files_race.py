"""The same paper asked for twice at the same moment. Two writers at a time there are on PostgreSQL only."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.models import OfficialFile, OfficialKind
from reports.official.files import OfficialSource, content_of, official_paper
from tests.at_once import at_once
from tests.factories import make_form, make_office
from tests.reports.writers.sample_paper import sample_paper

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_file_for_all_who_ask_at_once(tmp_path: Path, settings):
    settings.MEDIA_ROOT = tmp_path
    form = make_form(make_office().unit)
    source = OfficialSource(OfficialKind.ISSUED_FORM, form.name, "2020年1月20日下达", form=form)
    ask = lambda: official_paper(sample_paper(), source)  # noqa: E731
    results = at_once(ask, ask, ask)
    official = OfficialFile.objects.get()
    assert results == [official] * 3
    assert [path.name for path in (tmp_path / "official").iterdir()] == [f"{official.code}.pdf"]
    assert len(content_of(official)) == official.size
