from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from indicators.definitions import subject_definitions
from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.composed_texts import with_composed_texts
from projects.disclosure.document import Term
from projects.disclosure.generated_texts import explanations
from projects.disclosure.glossary import NO_SUBJECTS, USUAL_TERMS, SubjectReference, with_glossary
from projects.disclosure.templates import fields_in
from projects.document import Coded, FormDocument, ProjectFacts
from tests.projects.disclosure.made import made

NAMES = {"207": "文化旅游体育与传媒支出", "20701": "文化和旅游", "2070104": "图书馆"}
REFERENCE = SubjectReference(NAMES, {"207": "指文化方面的支出。", "行政运行": "指运转的支出。"})


def spending(code: str, name: str) -> dict[str, Any]:
    return {"code": code, "name": name, "fund": "一般公共预算拨款", "kind": "基本支出", "amount": "100.00"}


def form(*subjects: Coded) -> FormDocument:
    return FormDocument(
        layout="hebei", fiscal_year=2023, project=ProjectFacts(name="项目", functional_subjects=subjects)
    )


def entries(document, forms=(), texts=(), reference=REFERENCE) -> list[tuple[Any, ...]]:
    found = with_glossary(document, forms, texts, reference).glossary
    return [(each.code or each.number, each.level, each.term, each.definition) for each in found]


def test_subjects_of_lines_and_forms_have_entries_for_every_level() -> None:
    document = made(glossary=[], subject_lines={"spending": [spending("2070101", "行政运行")]})
    assert entries(document, [form(Coded("2070104", "图书馆"), Coded("2079999", "其他"))]) == [
        ("207", "类", "文化旅游体育与传媒支出", "指文化方面的支出。"),
        ("20701", "款", "文化和旅游", None),
        ("2070101", "项", "行政运行", "指运转的支出。"),
        ("2070104", "项", "图书馆", None),
        ("20799", "款", None, None),
        ("2079999", "项", "其他", None),
    ]


def test_what_the_department_wrote_itself_wins_and_its_blanks_are_filled() -> None:
    own = [
        {"number": "1", "term": "基本支出", "definition": "本部门的话。"},
        {"code": "2070104", "term": "公共图书馆", "definition": None},
        {"code": "207", "term": None, "definition": "本部门的解释。"},
    ]
    document = made(glossary=own, subject_lines={"spending": [spending("2070104", "图书馆")]})
    assert entries(document, texts=["安排基本支出3万元。"]) == [
        ("1", None, "基本支出", "本部门的话。"),
        ("207", "类", "文化旅游体育与传媒支出", "本部门的解释。"),
        ("20701", "款", "文化和旅游", None),
        ("2070104", "项", "公共图书馆", None),
    ]


def test_usual_terms_are_told_where_the_texts_use_them() -> None:
    document = made(glossary=[{"number": "1", "term": "一般公共预算拨款收入", "definition": "自己写的。"}])
    found = entries(document, texts=["一般公共预算安排“三公”经费2万元。", "没有政府采购。"])
    assert [(number, term) for number, _, term, _ in found] == [
        ("1", "一般公共预算拨款收入"), ("2", "“三公”经费"), ("3", "政府采购"),
    ]  # fmt: skip


def test_a_code_that_is_no_subject_has_no_entry() -> None:
    assert entries(made(glossary=[]), [form(Coded("C08", "印刷服务"))], reference=NO_SUBJECTS) == []


def test_a_subject_without_definition_is_listed_by_its_name_with_a_hint() -> None:
    document = made(subject_lines={"spending": [spending("2070104", "图书馆")]})
    composed = with_composed_texts(document, subjects=REFERENCE)
    [told] = [each for each in explanations(composed) if each.part == "glossary"]
    subjects = [paragraph for paragraph in told.paragraphs if "20" in paragraph.text[:3]]
    assert [paragraph.text for paragraph in subjects] == [
        "207　文化旅游体育与传媒支出（类）：指文化方面的支出。", "20701　文化和旅游（款）", "2070104　图书馆（项）",
    ]  # fmt: skip
    assert [paragraph.subtitle for paragraph in subjects] == ["支出功能分类科目", "", ""]
    hints = [each for each in check_disclosure(composed) if each.rule == "disclosure-term-undefined"]
    assert [(each.field, each.message) for each in hints] == [
        (f"glossary[{len(composed.glossary) - 1}].definition", "功能科目“2070104 图书馆”没有解释。")
    ]


@pytest.mark.parametrize("code", ["2013101", "2013699", "2080505", "2101103", "2210201"])
def test_the_sample_of_definitions_knows_the_subjects_of_the_samples(code: str) -> None:
    known = subject_definitions()
    names = {"2013101": "行政运行"}
    assert known.get(code) or known.get(names.get(code, ""))


def test_definitions_are_sentences_and_no_templates() -> None:
    for definition in (*subject_definitions().values(), *(meaning for _, meaning in USUAL_TERMS)):
        assert definition.endswith("。")
        assert not fields_in(definition)


def test_the_same_meaning_of_two_subjects_is_no_repetition() -> None:
    terms = tuple(
        Term(code=code, level="项", term="行政运行", definition=subject_definitions()["行政运行"])
        for code in ("2013101", "2013201")
    )
    assert check_disclosure(replace(made(), glossary=terms)) == ()
