"""Workbooks to fill in offline, as downloads."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.urls import reverse

from projects.document import ProjectFacts
from projects.models import RegionYear, Status
from projects.storage import document_of
from reports.template import Stamp, read_template
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def filler(client, office):
    client.force_login(office.filler)
    return client


def name_of(response) -> str:
    return unquote(response["Content-Disposition"].partition("utf-8''")[2])


def test_template_of_a_form_is_filled_and_knows_its_revision(filler, office):
    form = make_form(office.unit)
    response = filler.get(reverse("reports:form-template", args=[form.pk]))
    reading = read_template(response.content)
    assert name_of(response) == "2020年-组织部-党员教育课件-填报模板.xlsx"
    assert reading.document == document_of(form)
    assert reading.stamp == Stamp("weihai", 1, 2020, "组织部", form.pk, form.revision)


def test_text_that_looks_like_a_formula_is_text_in_the_template(filler, office):
    facts = ProjectFacts(name='=HYPERLINK("http://example.org")', leader="+1", filler="@x", phone="-5550126")
    form = make_form(office.unit, make_document(project=facts))
    reading = read_template(filler.get(reverse("reports:form-template", args=[form.pk])).content)
    assert (reading.document.project.name, reading.document.project.phone) == (facts.name, "-5550126")
    assert reading.notes == ()


def test_who_cannot_fill_in_the_form_gets_no_template(client, filler, office):
    form = make_form(office.unit, status=Status.SUBMITTED)
    assert filler.get(reverse("reports:form-template", args=[form.pk])).status_code == 403
    client.force_login(office.reader)
    assert (
        client.get(
            reverse(
                "reports:form-template",
                args=[make_form(office.unit, make_document(project=ProjectFacts(name="别的项目"))).pk],
            )
        ).status_code
        == 403
    )


def test_empty_template_is_that_of_the_year_and_names_the_unit(filler, office):
    response = filler.get(reverse("reports:empty-template", args=[office.unit.pk, "project"]))
    reading = read_template(response.content)
    assert name_of(response) == "2020年-组织部-威海项目支出绩效目标表-空白模板.xlsx"
    assert reading.stamp == Stamp("weihai", 1, 2020, "组织部")
    assert (reading.document.unit, reading.document.region) == (make_document().unit, make_document().region)
    assert [mistake.label for mistake in reading.mistakes] == ["项目名称"]


def test_empty_template_of_a_department_needs_a_layout_for_departments(filler, office):
    url = reverse("reports:empty-template", args=[office.unit.pk, "department"])
    assert filler.get(url).status_code == 409
    RegionYear.objects.update(department_layout="mof-2015-department")
    reading = read_template(filler.get(url).content)
    assert (reading.stamp.layout, reading.mistakes) == ("mof-2015-department", ())
    assert filler.get(reverse("reports:empty-template", args=[office.unit.pk, "other"])).status_code == 404


def test_pages_offer_the_templates(filler, office):
    form = make_form(office.unit)
    filled, empty = (
        reverse("reports:form-template", args=[form.pk]),
        reverse("reports:empty-template", args=[office.unit.pk, "project"]),
    )
    assert filled in filler.get(reverse("projects:form-detail", args=[form.pk])).content.decode()
    assert filled in filler.get(reverse("projects:form-fill", args=[form.pk])).content.decode()
    assert empty in filler.get(reverse("projects:form-new")).content.decode()
