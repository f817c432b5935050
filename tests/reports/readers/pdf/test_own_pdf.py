"""Long texts in our own PDFs: full lines, typed line ends, cells and groups that pages cut."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.document import FormDocument
from projects.layouts import latest_layout
from projects.layouts.specimen import specimen
from tests.reports.read_back import LAYOUTS, framework_of
from tests.reports.readers.test_own_output import read_back, same_paper

_WORDS = st.sampled_from(
    "社区 卫生 服务 能力 提升 培训 12期 2026年 按照 要求 ， 组织 开展 （一） “十四五” 规划 经费 80% 、 实施 A1 系统 建设 完成 及时率".split()
)
_sentences = st.lists(_WORDS, min_size=2, max_size=90).map(lambda words: "".join(words).strip("，、") + "。")
_prose = st.lists(_sentences, min_size=1, max_size=5).map("\n".join)
_names = st.lists(_WORDS, min_size=2, max_size=9).map(lambda words: "".join(words).strip("，、") + "数")


@st.composite
def wordy_documents(draw: st.DrawFn, slug: str) -> FormDocument:
    """The specimen with as much text as offices write, and more indicators than a page holds."""
    layout = latest_layout(slug)
    document = specimen(layout, framework_of(layout))
    narratives = {
        field.name: draw(_prose) for field in fields(document.narratives) if getattr(document.narratives, field.name)
    }
    indicators = [
        replace(row, level3=draw(_names)) for row in document.indicators for _ in range(draw(st.integers(1, 2)))
    ]
    expenditures = [replace(row, basis=row.basis and draw(_prose)) for row in document.expenditures]
    return replace(
        document,
        narratives=replace(document.narratives, **narratives),
        indicators=tuple(indicators),
        expenditures=tuple(expenditures),
    )


@pytest.mark.parametrize("slug", LAYOUTS)
@given(data=st.data())
@settings(max_examples=3, derandomize=True)
def test_long_texts_come_back_as_they_were(slug: str, data: st.DataObject) -> None:
    document = data.draw(wordy_documents(slug))
    assert same_paper(document, read_back(document, "pdf").document)
