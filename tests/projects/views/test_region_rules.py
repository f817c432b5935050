"""The rules of a year in the settings."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.findings.decisions import settings_of
from projects.models import RegionYear, RuleDecision, SettingChange
from projects.review.finding import Severity
from projects.review.rules import RULES, RULES_BY_CODE
from tests.factories import YEAR, make_office
from tests.submissions import submission

pytestmark = pytest.mark.django_db

RISE = RULES_BY_CODE["unexplained-increase"]


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def admin(client, office):
    client.force_login(office.admin)
    return client


@pytest.fixture
def rule_url(office):
    return reverse("projects:settings-rule", args=[office.region.pk, YEAR, RISE.code])


def decided(office):
    place = (office.region.pk, YEAR)
    return settings_of([place])[place]


def save(admin, url, **changes):
    return admin.post(url, submission(admin.get(url).context["form"], **changes))


def test_every_rule_is_listed_as_the_year_has_it(admin, office):
    year = office.region.years.get()
    RuleDecision.objects.create(region_year=year, rule=RISE.code, level="off")
    response = admin.get(reverse("projects:settings-rules", args=[office.region.pk, YEAR]))
    entries = {entry.rule.code: entry for entry in response.context["entries"]}
    assert list(entries) == [rule.code for rule in RULES]
    assert [code for code, entry in entries.items() if not entry.is_on] == [RISE.code]


def test_weight_and_threshold_are_stored_and_recorded(admin, office, rule_url):
    response = save(admin, rule_url, level="error", threshold_rise="80")
    assert response.url == reverse("projects:settings-rules", args=[office.region.pk, YEAR])
    setting = decided(office)
    assert (setting.of(RISE).severity, setting.thresholds(RISE)["rise"]) == (Severity.ERROR, 80)
    recorded = SettingChange.objects.order_by("pk").values_list("row_name", "what", "before", "after")
    usual = "按规则本身（须说明）"
    assert list(recorded) == [
        (f"审核规则“{YEAR} 年度 {RISE.title}”", "轻重", usual, "须改正"),
        (f"审核规则“{YEAR} 年度 {RISE.title}”", RISE.thresholds[0].label, "50", "80"),
    ]


def test_back_to_the_usual_leaves_no_decision(admin, office, rule_url):
    save(admin, rule_url, level="off", threshold_rise="80")
    assert not decided(office).of(RISE).enabled
    save(admin, rule_url, level="usual", threshold_rise="50")
    row = RuleDecision.objects.get()
    assert (row.level, row.thresholds) == ("usual", {})


@pytest.mark.parametrize("figure", ["", "很多", "-1", "1e9", "NaN", "0.123456"])
def test_a_threshold_that_is_no_figure_is_refused(admin, office, rule_url, figure):
    response = save(admin, rule_url, threshold_rise=figure)
    assert response.status_code == 422
    assert "没有保存" in response.content.decode()
    assert decided(office).thresholds(RISE)["rise"] == 50


def test_two_administrators_do_not_overwrite_each_other(admin, office, rule_url):
    seen = submission(admin.get(rule_url).context["form"], threshold_rise="70")
    save(admin, rule_url, threshold_rise="80")
    response = admin.post(rule_url, seen)
    assert response.status_code == 409
    assert decided(office).thresholds(RISE)["rise"] == 80


def test_a_new_year_begins_with_the_decisions_of_the_latest(admin, office, rule_url):
    save(admin, rule_url, threshold_rise="80")
    save(admin, reverse("projects:settings-year-new", args=[office.region.pk]))
    year = RegionYear.objects.get(region=office.region, fiscal_year=YEAR + 1)
    assert [(row.rule, row.thresholds) for row in year.rules.all()] == [(RISE.code, {"rise": "80"})]
    assert year.review_gate == "inform"


def test_what_findings_do_at_submission_is_a_setting_of_the_year(admin, office):
    url = reverse("projects:settings-year", args=[office.region.pk, YEAR])
    save(admin, url, review_gate="block")
    assert office.region.years.get().review_gate == "block"
    assert SettingChange.objects.get().what == "智能审核"
