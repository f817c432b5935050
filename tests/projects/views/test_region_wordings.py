"""公开说明的写法 in the settings."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.disclosing.wordings import templates_of
from projects.disclosure.official_texts import TEMPLATES
from projects.models import DisclosureWording, SettingChange
from tests.factories import YEAR, make_office
from tests.projects.disclosure.made import made, make_disclosure
from tests.submissions import submission

pytestmark = pytest.mark.django_db

OFFICIAL = {template.key: template for template in TEMPLATES}
OWN = "{部门}收入{收入总额}。"
HOSTILE = "<script>x</script>{部门}=1+1"


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def admin(client, office):
    client.force_login(office.admin)
    return client


@pytest.fixture
def disclosure(office):
    return make_disclosure(office.department)


def url(office, name, *arguments, year=YEAR):
    return reverse(f"projects:settings-{name}", args=[office.region.pk, year, *arguments])


def save(admin, address, **changes):
    return admin.post(address, submission(admin.get(address).context["form"], **changes))


def worded(office, key="income"):
    return next(each for each in templates_of(office.region, YEAR) if each.key == key)


def test_every_text_is_listed_in_the_order_of_the_booklet(admin, office):
    office.region.wordings.create(fiscal_year=YEAR, key="income", wording=OWN)
    groups = admin.get(url(office, "wordings-year")).context["groups"]
    assert [row.template.key for group in groups for row in group.rows] == list(OFFICIAL)
    assert [row.template.key for group in groups for row in group.rows if row.is_own] == ["income"]
    assert [group.name for group in groups][:3] == ["封面", "公开表", "情况说明的开头"]


def test_the_tab_leads_to_the_latest_year(admin, office, disclosure):
    response = admin.get(reverse("projects:settings-wordings", args=[office.region.pk]))
    assert response.url == url(office, "wordings-year", year=disclosure.fiscal_year)
    assert admin.get(url(office, "wordings-year", year=1999)).status_code == 404


def test_a_wording_is_stored_with_its_record(admin, office):
    response = save(admin, url(office, "wording", "income"), wording=f"{OWN}\r\n第二段。", otherwise="没有。")
    assert response.url == url(office, "wordings-year")
    assert (worded(office).wording, worded(office).otherwise) == (f"{OWN}\n第二段。", "没有。")
    assert list(SettingChange.objects.values_list("row_name", "what", "before", "after").order_by("pk")) == [
        (f"{YEAR} 年度公开说明“部门预算安排的总体情况：收入说明”", "写法", OFFICIAL["income"].wording, f"{OWN}\n第二段。"),
        (f"{YEAR} 年度公开说明“部门预算安排的总体情况：收入说明”", "没有数据时的写法",
         OFFICIAL["income"].otherwise, "没有。"),
    ]  # fmt: skip
    assert len(admin.get(url(office, "wording", "income")).context["changes"]) == 2


@pytest.mark.parametrize(
    ("key", "wording", "said"),
    [
        ("income", "{收人总额}。", "没有这些栏目：收人总额。"),
        ("income", "[收入{收入总额}。", "括号没有成对：["),
        ("income", "", "写法"),
        ("income", "收入\x07。", "控制字符"),
        ("cover", "第一行\n第二行", "标题只能有一行"),
        ("cover", "长" * 81, "80"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_and_nothing_is_kept(admin, office, key, wording, said):
    response = save(admin, url(office, "wording", key), wording=wording, otherwise="{不知道}")
    assert response.status_code == 422
    assert "没有这些栏目：不知道。" in response.context["form"].errors["otherwise"][0]
    assert response.context["form"].errors["wording"]
    assert said in response.content.decode()
    assert not DisclosureWording.objects.exists()


def test_a_text_that_a_booklet_can_do_without_may_be_blank(admin, office):
    assert save(admin, url(office, "wording", "glossary"), wording="").status_code == 302
    assert worded(office, "glossary").wording == ""


def test_two_administrators_keep_both_texts(admin, office):
    address = url(office, "wording", "income")
    form = admin.get(address).context["form"]
    save(admin, address, wording="别人的写法。")
    response = admin.post(address, submission(form, wording="我的写法。"))
    assert response.status_code == 409
    [conflict] = response.context["form"].conflicts
    assert (conflict.mine, conflict.theirs) == ("我的写法。", "别人的写法。")
    assert worded(office).wording == "别人的写法。"


def test_reset_and_typing_the_official_text_both_follow_the_official_one_again(admin, office):
    address = url(office, "wording", "income")
    save(admin, address, wording=OWN)
    save(admin, address, wording=OFFICIAL["income"].wording)
    assert not DisclosureWording.objects.exists()
    save(admin, address, wording=OWN)
    assert admin.post(url(office, "wording-reset", "income")).url == address
    assert not DisclosureWording.objects.exists()
    last = SettingChange.objects.all()[0]
    assert (last.before, last.after) == (f"{OWN}\n{OFFICIAL['income'].otherwise}", "官方写法")


def test_last_years_wordings_are_taken_over_where_this_year_has_none(admin, office):
    for key, wording in (("income", "去年的收入。"), ("budget", "去年的总体。")):
        office.region.wordings.create(fiscal_year=YEAR - 1, key=key, wording=wording, revision=3)
    office.region.wordings.create(fiscal_year=YEAR, key="budget", wording="今年的总体。")
    assert admin.get(url(office, "wordings-year")).context["earlier"] == YEAR - 1
    admin.post(url(office, "wordings-copy"))
    assert (worded(office).wording, worded(office, "budget").wording) == ("去年的收入。", "今年的总体。")
    assert SettingChange.objects.get().after == f"沿用 {YEAR - 1} 年：去年的收入。"
    admin.post(url(office, "wordings-copy"))
    assert SettingChange.objects.count() == 1


def test_the_result_is_that_of_the_disclosure_that_is_chosen(admin, office, disclosure):
    year = disclosure.fiscal_year
    page = admin.get(url(office, "wording", "income", year=year))
    values = {shown.field.name: shown.value for shown in page.context["fields"]}
    assert values["收入总额"] == "420.8万元"
    assert [shown.field.name for shown in page.context["fields"]][:3] == ["年度", "收入总额", "收入明细"]
    sent = {"wording": f"{OWN}[其中{{机关运行经费明细}}]", "disclosure": disclosure.pk}
    result = admin.post(url(office, "wording-result", "income", year=year), sent).content.decode()
    name = made().department.name
    assert f'<mark class="filled-in" title="部门">{name}</mark>收入' in result
    assert '<mark class="filled-in" title="收入总额">420.8万元</mark>' in result
    wrong = admin.post(url(office, "wording-result", "income", year=year), {"wording": "{错}"}).content.decode()
    assert "没有这些栏目：错。" in wrong
    assert not DisclosureWording.objects.exists()


def test_without_scripts_the_result_is_shown_and_nothing_stored(admin, office, disclosure):
    address = url(office, "wording", "income", year=disclosure.fiscal_year)
    response = admin.post(address, {"wording": HOSTILE, "look": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "&lt;script&gt;x&lt;/script&gt;<mark" in page
    assert "<script>x" not in page
    assert not DisclosureWording.objects.exists()


def test_a_year_without_disclosures_says_that_there_is_nothing_to_show(admin, office):
    page = admin.get(url(office, "wording", "income")).content.decode()
    assert "本年度还没有部门预算公开" in page


def test_the_list_takes_the_same_queries_however_much_is_worded(admin, office, django_assert_num_queries):
    address = url(office, "wordings-year")
    admin.get(address)
    for keys in (["income"], ["change", "budget"]):
        for key in keys:
            office.region.wordings.create(fiscal_year=YEAR, key=key, wording=OWN)
        with django_assert_num_queries(10):
            admin.get(address)
