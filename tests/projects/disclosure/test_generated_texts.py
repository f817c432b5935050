from __future__ import annotations

import json
from pathlib import Path

import pytest

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from projects.disclosure.figures import figures_in
from projects.disclosure.generated_texts import explanations
from projects.disclosure.official_texts import TEMPLATES, TextTemplate
from projects.disclosure.template_fields import field_values, fields
from projects.disclosure.templates import BadTemplate, check_template
from tests.projects.disclosure.made import made


def texts_of(document: DisclosureDocument, part: str) -> list[str]:
    return [text.text for each in explanations(document) if each.part == part for text in each.paragraphs]


def test_the_nine_parts_stand_in_the_official_order() -> None:
    assert [each.part for each in explanations(made())] == [
        "duties", "budget", "operating_costs", "three_public", "performance", "procurement", "assets", "glossary",
        "other_matters",
    ]  # fmt: skip


def test_the_budget_is_told_with_its_breakdown() -> None:
    assert texts_of(made(), "budget") == [
        "文化和旅游局的收入和支出全部列入部门预算。",
        "2023年预算收入420.8万元，其中：一般公共预算拨款收入400.8万元，上年结转收入20万元。",
        (
            "2023年预算支出420.8万元，其中：基本支出300万元（其中：人员经费260万元、日常公用经费40万元）；"
            "项目支出120.8万元（其中：图书购置经费12.6万元、惠民演出经费108.2万元）。"
        ),
        "2023年预算支出420.8万元，与2022年相比增加10.8万元，其中：基本支出减少4万元，主要是人员减少；项目支出增加14.8万元。",
    ]


def test_without_figures_the_other_wording_is_used() -> None:
    document = made(**{"budget.change.total": None, "budget.change.items": [], "procurement.total": None})
    assert texts_of(document, "budget")[-1] == "本部门没有2022年的预算数，不作比较。"
    assert texts_of(document, "procurement") == ["2023年没有安排政府采购预算。"]


def test_the_reason_why_there_is_nothing_to_compare_is_told() -> None:
    change = {"total": None, "items": [{"name": None, "amount": None, "reason": "本部门今年成立"}]}
    assert texts_of(made(**{"budget.change": change}), "budget")[-1] == (
        "本部门没有2022年的预算数，不作比较：本部门今年成立。"
    )


def test_figures_of_last_year_and_shares_are_derived() -> None:
    change = {"total": "-300.00", "items": []}
    values = field_values(made(**{"three_public.change": change, "budget.change.total": "108000.00"}))
    assert (values["上年支出总额"], values["支出增减比例"]) == ("410万元", "2.63%")
    assert (values["上年三公经费"], values["三公经费增减比例"]) == ("11.23万元", "0.27%")
    nothing = field_values(made(**{"budget.change.total": None}))
    assert (nothing["上年支出总额"], nothing["支出增减比例"]) == ("", "")
    assert field_values(made(**{"budget.change.total": "4208000.00"}))["支出增减比例"] == ""  # of zero


def test_counts_and_sources() -> None:
    values = field_values(made())
    assert (values["项目个数"], values["项目支出"], values["单位数"], values["职责项数"]) == (
        "2",
        "120.8万元",
        "1",
        "1",
    )
    assert values["单位名单"] == "河东区文化和旅游局"
    assert values["政府采购资金来源"].startswith("一般公共预算拨款")


def test_changes_and_assets() -> None:
    change = {"total": "-13000.00", "items": [{"name": "公务接待费", "amount": "-13000.00", "reason": "因厉行节约"}]}
    document = made(**{"three_public.change": change})
    assert texts_of(document, "three_public")[0].endswith(
        "公务接待费1.2万元。与2022年相比减少1.3万元，其中：公务接待费减少1.3万元，因厉行节约。"
    )
    assert texts_of(document, "assets") == [
        "截至2022年12月31日，固定资产总额120.5万元，其中：房屋（平方米）80万元，车辆（台、辆）40.5万元。"
    ]


def test_nothing_changed_is_told_so() -> None:
    assert field_values(made(**{"budget.change.total": "0.00"}))["支出增减"] == "持平"


def test_duties_terms_and_other_matters_are_the_departments_own() -> None:
    document = made(**{"duties.items[0].name": None})
    assert texts_of(document, "duties") == [
        "文化和旅游局的职责共1项：",
        "一、组织全区的惠民演出、展览和读书活动，指导文化馆站。",
        "编入本部门预算的单位共1个，情况见下表。",
    ]
    assert texts_of(document, "glossary")[1:] == ["1、基本支出：指保障机构运转的支出。"]
    assert texts_of(made(other_matters=None), "other_matters") == ["无其他需要说明的事项。"]


def test_every_field_is_explained_and_every_template_uses_known_ones() -> None:
    assert all(field.help_text for field in fields())
    for template in TEMPLATES:
        check_template(template.wording, field_values(made()))
        check_template(template.otherwise, field_values(made()))


def test_another_wording_is_used_and_a_wrong_one_refused() -> None:
    own = (TextTemplate("income", "budget", "收入", "{部门}收入{收入总额}。"),)
    [budget] = [each for each in explanations(made(), own) if each.part == "budget"]
    assert [paragraph.text for paragraph in budget.paragraphs] == ["文化和旅游局收入420.8万元。"]
    with pytest.raises(BadTemplate):
        explanations(made(), (TextTemplate("income", "budget", "", "{收人总额}"),))


TOLD = ("budget.income", "budget.expenditure", "budget.change", "operating_costs", "three_public", "assets")


@pytest.mark.parametrize("name", ["shg", "qhd"])
def test_every_figure_of_the_samples_is_told(samples_dir: Path, name: str) -> None:
    document = disclosure_from(json.loads((samples_dir / "department" / f"{name}.json").read_text()))
    told = {
        figure.amount for each in explanations(document) for text in each.paragraphs for figure in figures_in(text.text)
    }
    printed = {figure.amount for part in TOLD for figure in figures_in(document.at(f"{part}.text") or "")}
    assert printed
    assert printed <= told
