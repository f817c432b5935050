from __future__ import annotations

import pytest

from projects.disclosure.labels import label_of
from tests.projects.disclosure.made import made


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("budget.income", "收入说明"),
        ("budget.expenditure.items[1].parts[0].amount", "支出说明第 2 项其中第 1 项金额"),
        ("performance.sections[3].standards[1]", "分项绩效目标第 4 项绩效标准第 2 项"),
        ("three_public.change", "“三公”经费增减"),
        ("assets.note", "国有资产信息表下说明"),
        ("forms[2].amounts", "项目绩效目标表第 3 项预算数"),
    ],
)
def test_paths_have_names(path: str, label: str) -> None:
    assert label_of(path) == label


def test_rows_are_called_by_their_names_where_the_document_is_known() -> None:
    document = made()
    assert (
        label_of("budget.expenditure.items[1].parts[0].amount", document) == "支出说明“项目支出”其中“图书购置经费”金额"
    )
    assert label_of("performance.sections[0].standards[0]", document) == "分项绩效目标“公共文化”绩效标准第 1 项"
    assert label_of("forms[2].amounts", document) == "项目绩效目标表第 3 项预算数"
    assert label_of("budget.income.items[9].amount", document) == "收入说明第 10 项金额"
