"""What 核对送审 shows: what stands in the way by section, what else is said, and the form in a few figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from indicators.framework import Framework
from projects.catalog import Kind
from projects.document import FormDocument
from projects.findings.concerns import Concern
from projects.findings.gate import standing_of
from projects.findings.places import WHOLE_FORM
from projects.layouts import Layout
from projects.models import PerformanceForm, User
from projects.values import Shown, printed
from projects.wizard.states import states_of


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """The concerns of one section, or those about the form as a whole."""

    title: str
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the summary; ``text`` is "" for a blank."""

    label: str
    text: str
    unit: str = ""


def check_context(form: PerformanceForm, framework: Framework, document: FormDocument, user: User) -> dict[str, Any]:
    """The form must have its rows loaded (``with_document``)."""
    standing = standing_of(form, framework, document)
    in_the_way = standing.in_the_way
    return {
        "form": form,
        "in_the_way": in_the_way,
        "groups": _groups(form.layout, in_the_way),
        "others": [each for each in standing.concerns if not each.is_answered and each not in in_the_way],
        "answered": standing.answered,
        "states": states_of(form, document),
        "amounts": _amounts(form.layout, document),
        "counts": list(_counts(form.layout, framework, document)),
        "open_comments": form.comments.filter(state="open").count(),
        "queue": {"form": form.pk, "writer": user.pk},
    }


def _groups(layout: Layout, concerns: Sequence[Concern]) -> list[SectionGroup]:
    """By section in the order of the paper, the form as a whole first."""
    titles = {"": WHOLE_FORM} | {section.key: section.title for section in layout.sections}
    by_section = {key: tuple(each for each in concerns if each.place.section == key) for key in titles}
    return [SectionGroup(titles[key], found) for key, found in by_section.items() if found]


def _amounts(layout: Layout, document: FormDocument) -> list[Figure]:
    shown = Shown.by(layout)
    cells = [cell for cell in layout.cells() if cell.field.kind is Kind.MONEY]
    return [
        Figure(cell.label, printed(cell, document.at(cell.path), shown), cell.money_unit or layout.money_unit)
        for cell in cells
    ]


def _counts(layout: Layout, framework: Framework, document: FormDocument) -> list[Figure]:
    figures = []
    for section in layout.sections:
        if section.table:
            rows = getattr(document, section.table.lines)
            figures.append(Figure(section.title, str(len(rows)), "条"))
            if section.table.is_tree:
                filled = {(row.level1, row.level2) for row in rows}
                known = [c for c in framework.categories if (c.level1, c.level2) in filled]
                figures.append(Figure("有指标的二级指标", f"{len(known)}", f"个，共 {len(framework.categories)} 个"))
    return figures
