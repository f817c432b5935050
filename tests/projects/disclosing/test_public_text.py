"""What is left out in public: people's names and numbers, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.disclosing.public_text import LEFT_OUT, Persons, persons_of, public_disclosure, public_form
from projects.document import Coded, FormDocument, ProjectFacts
from tests.factories import make_document
from tests.projects.disclosure.made import made
from tests.strategies import documents

NOBODY = Persons()


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("手机13900000001，请致电", "手机（略），请致电"),
        ("联系人手机 139 0000 0001。", "联系人手机 （略）。"),
        ("请拨１３９－００００－０００１", "请拨（略）"),
        ("+86 13900000001", "（略）"),
        ("0531-5550126转803", "（略）"),
        ("（0531）55501267、科室", "（略）、科室"),
        ("010 55501267", "（略）"),
        ("电话：5550126、5550127", "电话：（略）"),
        ("联系电话5550126分机12。", "联系电话（略）。"),
        ("分机号：803", "分机号：（略）"),
        ("邮箱 someone.else@example.com，传真同上", "邮箱 （略），传真同上"),
        ("身份证号37060219800230123X", "身份证号（略）"),
        ("身份证：370602800230123", "身份证：（略）"),
        ("身份证号 370602 19800230 123X", "身份证号 （略）"),
        ("联系人:某某,13900000001,13900000002", "联系人:某某,（略）"),
        ("139.0000.0001、139-000-00001、1390000\u00a00001", "（略）、（略）、（略）"),
        ("（0531）555 0126，0531--5550126", "（略），（略）"),
        ("+86-531-5550126", "（略）"),
        ("400-555-0126", "（略）"),
        ("联系电话（办公室）5550126，Tel.5550126", "联系电话（办公室）（略），Tel.（略）"),
        ("联系方式：某某 5550126", "联系方式：某某 （略）"),
    ],
)
def test_numbers_of_people_are_left_out(text: str, public: str) -> None:
    assert NOBODY.left_out(text) == public


@pytest.mark.parametrize(
    "text",
    [
        "本年安排13900000001元，其中专户13900000001.50",
        "电话费5550126元，购置 139 台",
        "项目编码130302210000100012345",  # 21 digits
        "项目编号：13900000001",
        "统一社会信用代码 91370602000000001X",
        "鲁财预〔2021〕55501267号、财预〔2015〕88号",
        "邮编264200，地址文化路3号",
        "2022-01-01至2022-12-31，2022.01.01",
        "功能科目2013699，类别003001007001，经济科目30299",
        "热线12345，服务 0531 个社区、400 户",
        "联系人数 3000000 人次，电话回访3000000户",
        "完成率≥98.5%，人均1546.23元，合计1,390,000.00万元",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert NOBODY.left_out(text) == text


def written_by(**facts: Any) -> FormDocument:
    document = make_document()
    return replace(document, project=replace(document.project, **facts))


def test_the_cells_of_people_are_blank_and_their_names_and_numbers_are_nowhere_in_the_texts() -> None:
    document = written_by(leader="高若文（副局长）、顾念安主任", filler="林晓舟", phone="0531-5550126")
    told = replace(
        document.narratives,
        safeguards="由高若文任组长，顾念安、林晓舟具体负责，值班5550126。",
        implementation_plan="林晓舟林晓舟每季度完成一部。",
    )
    public = public_form(replace(document, narratives=told))
    assert (public.project.leader, public.project.filler, public.project.phone) == (None, None, None)
    assert public.narratives.safeguards == "由（略）任组长，（略）、（略）具体负责，值班（略）。"
    assert public.narratives.implementation_plan == "（略）每季度完成一部。"
    json = str(public.to_json())
    assert not re.search("高若文|顾念安|林晓舟|5550126|副局长", json)
    assert public_form(public) == public


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("高　晓", "高晓、高 晓"),
        ("林晓舟13900000001", "林晓舟"),
        ("负责人：林晓舟", "林晓舟"),
        ("林晓舟（财务科）", "林晓舟"),
    ],
)
def test_a_name_is_known_however_its_cell_is_written(written: str, said: str) -> None:
    document = written_by(leader=written)
    told = replace(document.narratives, overview=f"财务科{said}")
    assert re.fullmatch(
        "财务科（略）(、（略）)?", public_form(replace(document, narratives=told)).narratives.overview or ""
    )


@pytest.mark.parametrize("written", ["办公室", "财务科", "待定", "相关人员", "项目负责人"])
def test_a_word_that_names_no_person_stays(written: str) -> None:
    document = written_by(leader=written)
    told = replace(document.narratives, overview=f"由{written}落实。")
    assert public_form(replace(document, narratives=told)).narratives.overview == f"由{written}落实。"


def test_a_form_leaves_out_the_people_of_the_forms_beside_it() -> None:
    other, told = written_by(filler="林晓舟"), replace(make_document().narratives, overview="由林晓舟落实。")
    public = public_form(replace(make_document(), narratives=told), persons_of([other]))
    assert public.narratives.overview == "由（略）落实。"


def test_a_place_in_the_cell_of_the_leader_does_not_blank_the_place_elsewhere() -> None:
    document = replace(written_by(leader="组织部", filler="办公室"), unit=Coded(None, "组织部办公室"))
    assert public_form(document).narratives == document.narratives
    assert public_form(document).unit == document.unit


def test_a_disclosure_leaves_out_the_people_of_its_forms() -> None:
    form = written_by(leader="高若文", phone="5550126")
    told = made(other_matters="由高若文解释，电话5550126。")
    assert public_disclosure(told, [form]) == replace(told, other_matters=f"由{LEFT_OUT}解释，电话{LEFT_OUT}。")
    assert public_disclosure(told, []) == replace(told, other_matters=f"由高若文解释，电话{LEFT_OUT}。")


WORDS = st.text("组织部完成培训计划，。、；年月日的 ", max_size=12)
PHONES = st.from_regex(r"(0[3-9][0-9]{2}-)?[2-9][0-9]{6,7}|1[3-9][0-9]{9}", fullmatch=True)


@given(before=WORDS, phone=PHONES, after=WORDS)
def test_of_a_given_telephone_no_run_of_digits_survives_and_nothing_else_changes(
    before: str, phone: str, after: str
) -> None:
    text = f"{before}{phone}{after}"
    document = replace(
        make_document(project=ProjectFacts(name="培训费", phone=phone)),
        narratives=replace(make_document().narratives, overview=text),
    )
    public = public_form(document)
    said = public.narratives.overview or ""
    assert not any(run in said for run in re.findall(r"\d{5,}", phone))
    assert re.fullmatch(rf"{re.escape(before)}([0-9-]*{LEFT_OUT}){re.escape(after)}", said)
    assert replace(public, narratives=document.narratives, project=document.project) == document


@given(documents)
def test_a_form_stays_a_form_and_its_figures_and_codes_stay(document: FormDocument) -> None:
    public = public_form(document)
    assert public.amounts == document.amounts
    assert public.project.code == document.project.code
    assert [row.amount for row in public.expenditures] == [row.amount for row in document.expenditures]
    assert len(public.indicators) == len(document.indicators)
