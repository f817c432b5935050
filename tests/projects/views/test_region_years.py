"""The years of a region in the browser."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from projects.document import ProjectFacts
from projects.models import RegionYear, SettingChange, Stage, Status, TitleKind
from tests.factories import YEAR, make_document, make_form, make_office
from tests.layouts import write_layout
from tests.submissions import submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = make_office()
    office.region.years.update(submit_by=date(2019, 11, 29), issue_on=date(2020, 1, 20))
    return office


@pytest.fixture
def admin(client, office):
    client.force_login(office.admin)
    return client


def _url(office, name="settings-year", **arguments):
    return reverse(f"projects:{name}", kwargs={"region": office.region.pk, **arguments})


def _year_url(office):
    return _url(office, fiscal_year=YEAR)


def _form(unit, name, **options):
    return make_form(unit, make_document(project=ProjectFacts(name=name)), **options)


def _save(admin, url, **changes):
    """Open the page, change something, save."""
    return admin.post(url, submission(admin.get(url).context["form"], **changes))


# --- The list ---------------------------------------------------------------------------


def test_the_years_are_listed_newest_first_with_what_was_decided(admin, office):
    office.region.years.create(fiscal_year=2021, layout="weihai", stages=[])
    _form(office.unit, "甲")
    page = admin.get(_url(office, "settings-years")).content.decode()
    assert page.index("2021 年度</a>") < page.index("2020 年度</a>")
    for said in ("威海项目支出绩效目标表", "主管部门审核、财政审核", "不审核，直接下达", "2019-11-29", "2020-01-20"):
        assert said in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(admin, office, count, django_assert_num_queries):
    for number in range(count):
        office.region.years.create(fiscal_year=2030 + number, layout="weihai")
    url = _url(office, "settings-years")
    admin.get(url)
    with django_assert_num_queries(8):
        admin.get(url)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_year_takes_a_fixed_number_of_queries(admin, office, count, django_assert_num_queries):
    for number in range(count):
        _form(office.unit, f"项目{number}", status=list(Status)[number])
        _save(admin, _year_url(office), submit_by=f"2019-11-{20 + number}")
    with django_assert_num_queries(9):
        admin.get(_year_url(office))


# --- One year ---------------------------------------------------------------------------


def test_a_change_is_stored_and_stands_in_the_record_below(admin, office):
    response = _save(admin, _year_url(office), submit_by="2019年12月2日", title_before=TitleKind.ISSUED)
    assert response.url == _year_url(office)
    year = office.region.years.get()
    assert (year.submit_by, year.title_before) == (date(2019, 12, 2), "issued")
    lines = [(line.what, line.before, line.after) for line in admin.get(_year_url(office)).context["changes"]]
    assert ("单位送审截止", "2019-11-29", "2019-12-02") in lines
    assert len(lines) == 2


def test_deadlines_out_of_order_and_no_dates_are_named_and_nothing_is_stored(admin, office):
    response = _save(admin, _year_url(office), submit_by="2020-01-21", finance_by="三月")
    assert response.status_code == 422
    page = response.content.decode()
    assert "下达日期（2020-01-20）早于单位送审截止（2020-01-21）" in page
    assert "财政审核截止：“三月”不是日期" in page
    assert 'value="三月"' in page
    assert office.region.years.get().submit_by == date(2019, 11, 29)


def test_a_conflict_shows_both_values_and_who_wrote_the_other(admin, office):
    shown = submission(admin.get(_year_url(office)).context["form"])
    _save(admin, _year_url(office), submit_by="2019-12-02")
    response = admin.post(_year_url(office), shown | {"submit_by": "2019-12-04"})
    assert response.status_code == 409
    page = response.content.decode()
    for said in ("2019-12-04", "2019-12-02", "方致和", "用我的保存", "用别人的"):
        assert said in page
    assert office.region.years.get().submit_by == date(2019, 12, 2)


def test_another_layout_is_for_new_forms_and_the_page_says_how_many_keep_the_old(admin, office, tmp_path, settings):
    write_layout(tmp_path)
    settings.LAYOUT_DIRS = [str(tmp_path)]
    form = _form(office.unit, "甲")
    assert "威海项目支出绩效目标表（weihai）第 1 版 1 张" in admin.get(_year_url(office)).content.decode()
    _save(admin, _year_url(office), layout="tiny")
    form.refresh_from_db()
    assert (office.region.years.get().layout, form.layout_slug) == ("tiny", "weihai")
    line = SettingChange.objects.get()
    assert (line.before, line.after) == ("威海项目支出绩效目标表（weihai）", "小表（tiny）")


def test_a_layout_that_the_installation_lacks_is_not_replaced_unseen(admin, office):
    office.region.years.update(layout="gone")
    response = _save(admin, _year_url(office), stages=["finance"])
    assert response.status_code == 422
    assert "没有“gone”这个表样" in response.content.decode()
    assert _save(admin, _year_url(office), layout="weihai").status_code == 302


# --- What a change does to forms under way -----------------------------------------------


def test_other_stages_are_stored_only_when_their_effect_was_confirmed(admin, office):
    _form(office.unit, "甲", status=Status.SUBMITTED)
    _form(office.unit, "乙", status=Status.DEPARTMENT_APPROVED)
    asked = _save(admin, _year_url(office), stages=["finance"])
    assert asked.status_code == 200
    effects = asked.context["effects"]
    assert [(each.status.label, each.count, each.now.label, each.then.label) for each in effects.stages] == [
        ("已送审", 1, "待主管部门审核", "待财政审核"),
        ("主管部门审核通过", 1, "待财政审核", "待财政审核"),
    ]
    assert office.region.years.get().stages == [Stage.DEPARTMENT, Stage.FINANCE]
    confirmed = submission(asked.context["form"], confirmed=effects.token)
    assert admin.post(_year_url(office), confirmed).status_code == 302
    assert office.region.years.get().stages == [Stage.FINANCE]


def test_a_confirmation_of_something_else_does_not_count(admin, office):
    _form(office.unit, "甲", status=Status.SUBMITTED)
    asked = _save(admin, _year_url(office), stages=["finance"])
    token = asked.context["effects"].token
    again = admin.post(_year_url(office), submission(asked.context["form"], stages=[], confirmed=token))
    assert again.status_code == 200
    assert office.region.years.get().stages == [Stage.DEPARTMENT, Stage.FINANCE]


def test_another_title_of_issued_forms_has_to_be_confirmed(admin, office):
    _form(office.unit, "甲", status=Status.ISSUED)
    asked = _save(admin, _year_url(office), title_after=TitleKind.APPLICATION)
    assert "已下达的 1 张表再打印时，标题改为“申报表”" in asked.content.decode()
    assert office.region.years.get().title_after == TitleKind.ISSUED


# --- A new year -------------------------------------------------------------------------


def test_the_next_year_is_filled_in_from_the_latest_and_stored_when_it_is_opened(admin, office):
    url = _url(office, "settings-year-new")
    page = admin.get(url)
    assert page.context["form"].initial["submit_by"] == date(2020, 11, 29)
    assert "单位送审截止 2020-11-29（星期日）" in page.content.decode()
    response = _save(admin, url, submit_by="2020-11-30")
    assert response.url == _url(office, fiscal_year=2021)
    year = RegionYear.objects.get(region=office.region, fiscal_year=2021)
    assert (year.submit_by, year.issue_on, year.layout) == (date(2020, 11, 30), date(2021, 1, 20), "weihai")
    line = SettingChange.objects.get()
    assert (line.row_name, line.what) == ("2021 年度", "新建")
    assert "单位送审截止：2020-11-30" in line.after


@pytest.mark.parametrize(
    ("year", "message"),
    [("2020", "2020 年度已经开了"), ("202", "2000 到 2099 之间的年份"), ("二〇二一", "输入整数")],
)
def test_a_year_that_exists_or_cannot_be_is_refused(admin, office, year, message):
    response = _save(admin, _url(office, "settings-year-new"), fiscal_year=year)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert office.region.years.count() == 1


def test_all_changes_of_the_region_are_listed_on_one_page(admin, office):
    _save(admin, _year_url(office), submit_by="2019-12-02")
    page = admin.get(_url(office, "settings-changes")).content.decode()
    assert "2020 年度" in page
    assert "2019-12-02" in page
    assert "共 1 条" in page


@pytest.mark.parametrize(
    ("layout", "title"),
    [
        ("weihai", "下达表：2020年部门项目支出预算绩效目标下达表"),
        ("hebei", "下达表：×××绩效目标表"),
        ("qiaokou", "下达表：硚口区部门预算项目支出(绩效目标)申报表"),
    ],
)
def test_titles_are_chosen_as_the_layout_prints_them(admin, office, layout, title):
    office.region.years.update(layout=layout)
    assert title in admin.get(_year_url(office)).content.decode()
