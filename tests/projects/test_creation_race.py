"""Two clicks on one button at the same moment. Rows can be locked on PostgreSQL only."""

from __future__ import annotations

import pytest

from projects.creation import copy_form, start_form
from projects.lifecycle import Refused
from projects.models import PerformanceForm, RegionYear
from tests.at_once import at_once
from tests.factories import YEAR, make_document, make_form, make_office

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

CLICKS, TIMES = 4, 5


def test_a_double_click_copies_a_form_once():
    office = make_office()
    source = make_form(office.unit)
    for year in range(YEAR + 1, YEAR + 1 + TIMES):
        RegionYear.objects.create(region=office.region, fiscal_year=year, layout="weihai")
        results = at_once(*[lambda year=year: copy_form(source, year, office.filler)] * CLICKS)
        [copy] = PerformanceForm.objects.of_year(year)
        assert [each for each in results if not isinstance(each, Refused)] == [copy], results


def test_a_double_click_starts_a_form_of_a_known_project_once():
    office = make_office()
    for number in range(TIMES):
        name = f"项目{number}"
        project = make_form(office.unit, make_document(fiscal_year=YEAR - 1)).project
        project.name = name
        project.save()
        results = at_once(*[lambda name=name: start_form(office.unit, YEAR, name, office.filler)] * CLICKS)
        [form] = PerformanceForm.objects.of_year(YEAR).filter(project=project)
        assert [each for each in results if not isinstance(each, Refused)] == [form], results
