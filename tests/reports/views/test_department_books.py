from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from projects.disclosing.stored import store_disclosure
from projects.models import Disclosure, DisclosureStatus
from reports.models import DepartmentUpload
from tests.factories import Office, make_office
from tests.projects.disclosure.made import made, make_disclosure
from tests.reports.department_book.books import cell_of, filled

pytestmark = pytest.mark.django_db


def at(disclosure: Disclosure, name: str) -> str:
    return reverse(f"reports:department-{name}", args=[disclosure.pk])


def signed_in(office: Office) -> Client:
    client = Client()
    client.force_login(office.filler)
    return client


def upload(client: Client, disclosure: Disclosure, content: bytes, name: str = "填报表.xlsx") -> Any:
    return client.post(at(disclosure, "upload"), {"file": SimpleUploadedFile(name, content)})


def downloaded(client: Client, disclosure: Disclosure, edit: Callable[[Any], None] = lambda _: None) -> bytes:
    return filled(edit, client.get(at(disclosure, "book")).content)


def new_total(book: Any) -> None:
    cell_of(book, "收入说明", "收入说明总额", 1).value = 500


def new_cost(book: Any) -> None:
    cell_of(book, "机关运行经费", "办公费", 1).value = 30


def test_what_was_filled_in_is_previewed_and_stored_once() -> None:
    office = make_office()
    disclosure, client = make_disclosure(office.department), signed_in(office)
    answer = upload(client, disclosure, downloaded(client, disclosure, new_total))
    assert answer.url == at(disclosure, "preview")
    page = client.get(answer.url).content.decode()
    assert "<del>420.8</del>" in page
    assert "<ins>500</ins>" in page
    assert Disclosure.objects.get().revision == 0
    stored = client.post(answer.url, {"revision": "0"})
    assert stored["Location"] == reverse("reports:disclosure-page", args=[disclosure.pk])
    assert Disclosure.objects.get().document == made(**{"budget.income.total": "5000000.00"})
    assert client.post(answer.url, {"revision": "0"}).status_code == 404  # it is stored; there is nothing left of it
    assert Disclosure.objects.get().revision == 1


def test_mistakes_are_listed_and_can_be_had_marked_and_nothing_is_stored() -> None:
    office = make_office()
    disclosure, client = make_disclosure(office.department), signed_in(office)

    def spoil(book: Any) -> None:
        cell_of(book, "收入说明", "收入说明总额", 1).value = "很多"

    upload(client, disclosure, downloaded(client, disclosure, spoil))
    page = client.get(at(disclosure, "preview")).content.decode()
    assert "“很多”不是金额" in page
    assert "全部存入" not in page
    assert client.get(at(disclosure, "marked")).content.startswith(b"PK")
    assert client.post(at(disclosure, "preview"), {"revision": "0"}).status_code == 409
    assert Disclosure.objects.get().revision == 0


def test_an_old_workbook_keeps_what_others_changed_and_asks_where_both_did() -> None:
    office = make_office()
    disclosure, client = make_disclosure(office.department), signed_in(office)

    def both(book: Any) -> None:
        new_total(book)
        new_cost(book)

    old = downloaded(client, disclosure, both)
    others = made(**{"other_matters": "别人写的。", "operating_costs.items[1].amount": "90000.00"})
    store_disclosure(disclosure, others, revision=0, editor=office.filler)
    upload(client, disclosure, old)
    page = client.get(at(disclosure, "preview")).content.decode()
    assert "系统中的数据被改动过 2 处" in page
    assert "机关运行经费：两边都改了" in page
    client.post(at(disclosure, "preview"), {"revision": "1"})
    document = Disclosure.objects.get().document
    assert document.budget.income.total == Decimal(5_000_000)
    assert document.other_matters == "别人写的。"
    assert document.operating_costs == others.operating_costs
    upload(client, disclosure, old)
    client.post(at(disclosure, "preview"), {"revision": "2", "mine": "operating_costs.items"})
    assert Disclosure.objects.get().document.operating_costs.items[0].amount == Decimal(300_000)


def test_a_preview_that_somebody_has_overtaken_is_not_stored() -> None:
    office = make_office()
    disclosure, client = make_disclosure(office.department), signed_in(office)
    upload(client, disclosure, downloaded(client, disclosure, new_total))
    store_disclosure(disclosure, made(other_matters="别人写的。"), revision=0, editor=office.filler)
    assert client.post(at(disclosure, "preview"), {"revision": "0"}).status_code == 409
    assert Disclosure.objects.get().revision == 1
    assert DepartmentUpload.objects.count() == 1


def test_other_files_other_years_and_other_departments_are_explained() -> None:
    office, other = make_office(), make_office("远山县", tag="二")
    disclosure, client = make_disclosure(office.department), signed_in(office)
    last_year = make_disclosure(office.department, 2019)
    elsewhere = make_disclosure(other.department)
    for name, content, words in (
        ("表.xlsx", downloaded(client, last_year), "这是 2019 年的填报表，这里是 2020 年"),
        ("表.xlsx", downloaded(signed_in(other), elsewhere), "请到那个部门的页面导入"),
        ("表.xlsx", b"PK\x03\x04 broken", "什么都没有存"),
        ("表.xls", b"\xd0\xcf\x11\xe0", "请用 Excel 或 WPS 打开后另存为 .xlsx"),
    ):
        answer = upload(client, disclosure, content, name)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not DepartmentUpload.objects.exists()


def test_figures_that_are_not_open_are_not_handed_out_or_taken() -> None:
    office = make_office()
    disclosure, client = make_disclosure(office.department), signed_in(office)
    content = downloaded(client, disclosure)
    Disclosure.objects.update(status=DisclosureStatus.SUBMITTED)
    assert client.get(at(disclosure, "book")).status_code == 409
    assert upload(client, disclosure, content).status_code == 409
