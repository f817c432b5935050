"""系统管理 of frameworks and subjects."""

from __future__ import annotations

import pytest
from django.urls import reverse

from indicators.models import IndicatorFramework, Subject
from projects.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client):
    client.force_login(User.objects.create_superuser("root"))
    return client


def rows(count: int, **values: str) -> dict[str, str]:
    return {"categories-TOTAL_FORMS": str(count), "categories-INITIAL_FORMS": "0", **values}


def test_frameworks_of_the_release_are_looked_at_only(root):
    framework = IndicatorFramework.objects.get(slug="weihai")
    page = reverse("admin:indicators_indicatorframework_change", args=[framework.pk])
    assert "投入与目标管理" in root.get(page).content.decode()
    assert root.post(page, {"slug": "weihai", "name": "改", **rows(0)}).status_code == 403
    delete = reverse("admin:indicators_indicatorframework_delete", args=[framework.pk])
    assert root.post(delete, {"post": "yes"}).status_code == 403
    framework.refresh_from_db()
    assert framework.name != "改"


def test_frameworks_of_ones_own_are_entered_with_their_tree(root):
    answer = root.post(
        reverse("admin:indicators_indicatorframework_add"),
        {
            "slug": "own",
            "name": "自定框架",
            **rows(
                1,
                **{
                    "categories-0-position": "0",
                    "categories-0-level1": "产出",
                    "categories-0-level2": "数量",
                    "categories-0-minimum": "1",
                },
            ),
        },
    )
    assert answer.status_code == 302
    framework = IndicatorFramework.objects.get(slug="own")
    assert [category.level2 for category in framework.as_value().categories] == ["数量"]
    page = reverse("admin:indicators_indicatorframework_change", args=[framework.pk])
    assert root.post(page, {"slug": "own", "name": "新名", **rows(0)}).status_code == 302
    framework.refresh_from_db()
    assert framework.name == "新名"


def test_a_subject_gets_its_pinyin(root):
    subject = {"kind": "functional", "year": "2031", "code": "2019999", "name": "其他支出"}
    assert root.post(reverse("admin:indicators_subject_add"), subject).status_code == 302
    stored = Subject.objects.get(year=2031)
    assert (stored.pinyin, stored.initials) == ("qitazhichu", "qtzc")
    page = reverse("admin:indicators_subject_change", args=[stored.pk])
    assert root.post(page, subject | {"name": "教育支出"}).status_code == 302
    assert list(Subject.objects.filter(year=2031).matching("jyzc")) == [stored]
