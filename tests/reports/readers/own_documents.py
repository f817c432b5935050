"""Documents as an office would fill them in, for reading our own output back."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from projects.catalog import SLOT_KEYS, slot_of
from projects.document import Coded, FormDocument
from projects.layouts import latest_layout
from projects.layouts.model import Scope
from tests.reports.read_back import framework_of
from tests.strategies import amounts, documents, percents

NAME = "部门整体绩效目标"
YEAR = 2024
_names = st.sampled_from(["组织部", "卫生健康局", "第一小学（东校区）", "机关事务中心"])
_codes = st.from_regex(r"[1-9][0-9]{2,5}", fullmatch=True)
_places = st.builds(Coded, _codes, _names)
_words = st.text(st.sampled_from("培训人数合格率及时完成A1 %≥（）“”"), min_size=1, max_size=12).filter(
    lambda t: t == t.strip()
)


@st.composite
def filled_documents(draw: st.DrawFn, slug: str) -> FormDocument:
    """Any texts and amounts, at places that an office knows and under the indicators of the framework."""
    layout = latest_layout(slug)
    document = draw(documents)
    categories = framework_of(layout).categories
    places = sorted(draw(st.integers(0, len(categories) - 1)) for _ in document.indicators)  # as a paper orders them
    indicators = tuple(
        replace(row, level1=category.level1, level2=category.level2, level3=draw(_words), goal=row.goal or "目标")
        for row, category in zip(document.indicators, map(categories.__getitem__, places), strict=True)
    )
    start, end = draw(st.tuples(st.integers(2000, 2040), st.integers(2041, 2098)))
    project = replace(
        document.project,
        name=NAME if layout.scope is Scope.DEPARTMENT else draw(_words) + "经费",
        category=draw(st.none() | _places),
        functional_subjects=tuple(draw(st.lists(_places, max_size=2, unique=True))),
        economic_subjects=tuple(draw(st.lists(_places, max_size=2, unique=True))),
        start_date=date(start, 1, 1),
        end_date=date(end, 12, 31),
    )
    return replace(
        document,
        layout=slug,
        fiscal_year=YEAR,
        region=None,
        department=draw(_places),
        unit=draw(_places),
        project=project,
        indicators=indicators,
        **_lists(draw, document, slug),
    )


def _lists(draw: st.DrawFn, document: FormDocument, slug: str) -> dict[str, Any]:
    """Rows have their names."""
    layout = latest_layout(slug)
    lists: dict[str, Any] = {}
    for table in layout.tables():
        if table.lines == "indicators":
            continue
        naming = next((column for column in table.columns if column.required), table.columns[0]).value
        rows = []
        for row in getattr(document, table.lines):
            named = Coded("30201", "办公费") if naming == "subject" else getattr(row, naming) or "名称"
            rows.append(replace(row, **{naming: named}))
        lists[table.lines] = tuple(rows)
    return lists | _slots(draw, slug)


def _slots(draw: st.DrawFn, slug: str) -> dict[str, Any]:
    """A row for every fixed place of the layout, some of them blank."""
    document = FormDocument(layout=slug, fiscal_year=YEAR)
    rows: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in latest_layout(slug).cells():
        slot = slot_of(cell.path)
        if slot is None or not cell.field.editable:
            continue
        row = rows.setdefault(slot.lines, {}).setdefault(slot.key, {SLOT_KEYS[slot.lines]: slot.row_key(YEAR)})
        row[slot.member] = draw(st.none() | (amounts if cell.field.kind == "money" else percents))
    kinds: dict[str, Any] = {member.name: member.metadata.get("kind") for member in dataclasses.fields(document)}
    return {lines: tuple(kinds[lines](**row) for row in own.values()) for lines, own in rows.items()}
